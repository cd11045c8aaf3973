"""What bad packages get: refused whole with a sentence, or set aside with the reason; nothing is lost."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from desks import BAOYAN, CITY, DANTU, GAOZI, Desk

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import Outgoing, write_package
from zjmz_desktop.exchange.segments import make_segment
from zjmz_desktop.store import keys
from zjmz_desktop.store.database import open_store

JUNE = ("--period", "2018M06")


class Offices:
    """A district and two towns that know each other, and what each sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.dantu = Desk(folder / "丹徒", DANTU)
        self.gaozi, self.baoyan = Desk(folder / "高资", GAOZI), Desk(folder / "宝堰", BAOYAN)
        self.gaozi.fill("I06-02", "12")
        self.baoyan.fill("I06-02", "7")
        self.of_gaozi = self.gaozi.pack(DANTU, *JUNE)
        self.of_baoyan = self.baoyan.pack(DANTU, *JUNE)

    def copied(self, desk: Desk, folder: Path) -> Desk:
        place = folder / desk.folder.name
        shutil.copytree(desk.folder, place)
        return Desk(place, desk.unit)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    found = Offices(tmp_path_factory.mktemp("offices"))
    found.dantu.trust(found.of_gaozi)
    found.dantu.trust(found.of_baoyan)
    return found


def key_of(desk: Desk) -> SigningKey:
    """The secret with which an office signs: what a thief would have."""
    database = open_store(desk.folder, exclusive=False)
    own = keys.own_of(database, desk.unit)
    database.close()
    assert own is not None
    return SigningKey(own.secret)


Change = Callable[[Segment], Segment]


def rewritten(file: Path, target: Path, *, key: SigningKey, change: Change) -> Path:
    """The same package with other segments, signed anew by whoever holds `key`."""
    found = read_package(file)
    segments = tuple(change(one) for one in found.segments)
    write_package(target, Outgoing(found.manifest, segments, found.plans), key=key)
    return target


def lines_of(segment: Segment) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in segment.content.splitlines()]


def test_an_unknown_sender_is_refused_with_the_code_to_compare(tmp_path: Path) -> None:
    dantu, gaozi = Desk(tmp_path / "区", DANTU), Desk(tmp_path / "镇", GAOZI)
    gaozi.fill("I06-02", "12")
    file = gaozi.pack(DANTU, *JUNE)
    before = dantu.digest()
    told = dantu.refused("import", str(file), "--json")
    code = gaozi.run("keys", "show", "--json")["code"]
    assert code in told
    assert code == dantu.run("keys", "show", str(file), "--json")["code"]
    assert dantu.digest() == before
    assert "对不上" in dantu.refused("keys", "trust", str(file), "--code", "2222-2222-2222")
    dantu.run("keys", "trust", str(file), "--code", code.lower().replace("-", " "))
    assert dantu.take(file)[0]["new"] == 1


def test_a_file_for_another_office_is_refused(known: Offices, tmp_path: Path) -> None:
    baoyan = known.copied(known.baoyan, tmp_path)
    told = baoyan.refused("import", str(known.of_gaozi))
    assert "发给丹徒区民政局" in told
    assert "高资街道不归本单位汇总，请把文件交给它的上级丹徒区民政局导入" in told


def test_a_year_without_a_plan_is_refused(known: Offices, tmp_path: Path) -> None:
    from dataclasses import replace

    dantu, found = known.copied(known.dantu, tmp_path), read_package(known.of_gaozi)
    other = Outgoing(replace(found.manifest, year=2031, period=""), found.segments)
    write_package(tmp_path / "别的年.mzp", other, key=key_of(known.gaozi))
    told = dantu.refused("import", str(tmp_path / "别的年.mzp"))
    assert "2031年" in told
    assert "2018年" in told


def test_a_town_that_signs_another_towns_lines_is_set_aside(known: Offices, tmp_path: Path) -> None:
    """高资街道 signs with its own key what says that 宝堰镇 wrote it."""
    dantu, thief = known.copied(known.dantu, tmp_path), key_of(known.gaozi)

    def forge(one: Segment) -> Segment:
        lines = [orjson.dumps(x, option=orjson.OPT_SORT_KEYS) for x in lines_of(one)]
        forged = [line.replace(GAOZI.encode(), BAOYAN.encode()) for line in lines]
        return make_segment(BAOYAN, forged, key=thief)

    file = rewritten(known.of_gaozi, tmp_path / "伪造.mzp", key=thief, change=forge)
    found = dantu.take(file)[0]
    assert (found["new"], found["changed"]) == (0, 0)
    assert [one["reason"] for one in found["quarantined"]] == ["not_covered"]
    assert "宝堰镇" in found["quarantined"][0]["message"]
    assert dantu.figure("I06-02", BAOYAN)["value"] is None
    assert dantu.run("quarantine", "list", "--json")[0]["reason"] == "not_covered"
    assert dantu.run("quarantine", "retry", "--json")["placed"] == 0


def test_a_line_that_is_not_its_authors_to_write_is_set_aside(
    known: Offices, tmp_path: Path
) -> None:
    dantu, key = known.copied(known.dantu, tmp_path), key_of(known.gaozi)

    def adopt(one: Segment) -> Segment:
        found = lines_of(one)
        cell = found[0]["cell"]
        assert isinstance(cell, dict)
        cell["part"] = "adopted"
        lines = [orjson.dumps(x, option=orjson.OPT_SORT_KEYS) for x in found]
        return make_segment(GAOZI, lines, key=key)

    file = rewritten(known.of_gaozi, tmp_path / "越权.mzp", key=key, change=adopt)
    found = dantu.take(file)[0]
    assert [one["reason"] for one in found["quarantined"]] == ["not_owner"]


def test_a_segment_of_mixed_scopes_is_set_aside_whole(known: Offices, tmp_path: Path) -> None:
    """Figures and users in one segment would take the users wherever the figures go."""
    dantu, gaozi = known.copied(known.dantu, tmp_path), known.copied(known.gaozi, tmp_path)
    gaozi.run("users", "--add", "示例戊")
    file, key = gaozi.pack(DANTU, *JUNE), key_of(gaozi)
    found = read_package(file)
    assert len(found.segments) == 2
    lines = [line for one in found.segments for line in one.content.splitlines()]
    mixed = Outgoing(found.manifest, (make_segment(GAOZI, lines, key=key),), found.plans)
    write_package(tmp_path / "混装.mzp", mixed, key=key)
    taken = dantu.take(tmp_path / "混装.mzp")[0]
    assert taken["new"] == 0
    assert [(one["reason"], one["count"]) for one in taken["quarantined"]] == [("mixed_scopes", 2)]
    assert taken["quarantined"][0]["message"].startswith("高资街道的这部分数据把不该放在一起的")
    assert dantu.figure("I06-02", GAOZI)["value"] is None
    assert dantu.take(file)[0]["quarantined"] == []


def test_a_relay_that_was_edited_is_refused(known: Offices, tmp_path: Path) -> None:
    """A district that alters a town's line on the way up can't sign for the town."""
    city, dantu = Desk(tmp_path / "市", CITY), known.copied(known.dantu, tmp_path)
    dantu.take(known.of_gaozi)
    file = dantu.pack(CITY, *JUNE)
    city.trust(file)

    def edit(one: Segment) -> Segment:
        content = one.content.replace(b'"n":12', b'"n":99')
        return Segment(one.author, one.key, one.signature, content)

    edited = tmp_path / "改过.mzp"
    with pytest.raises(Exception, match="核对"):
        rewritten(file, edited, key=key_of(dantu), change=edit)
    edit_archive(file, edited, old=b'"n":12', new=b'"n":99')
    told = city.refused("import", str(edited))
    assert "可能" in told
    resigned = rewritten(
        file,
        tmp_path / "代签.mzp",
        key=key_of(dantu),
        change=lambda one: resign(one, key_of(dantu)),
    )
    found = city.take(resigned)[0]
    assert {one["reason"] for one in found["quarantined"]} == {"not_covered"}
    assert city.figure("I06-02", GAOZI)["value"] is None
    assert city.take(file)[0]["new"] > 0
    assert city.figure("I06-02", GAOZI)["value"] == "12"


def resign(one: Segment, key: SigningKey) -> Segment:
    if one.author == DANTU:
        return one
    lines = one.content.replace(b'"n":12', b'"n":99').splitlines()
    return make_segment(one.author, lines, key=key)


def edit_archive(file: Path, target: Path, *, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(old, new))


def test_a_lost_code_is_replaced_and_covers_nothing_new(known: Offices, tmp_path: Path) -> None:
    dantu = known.copied(known.dantu, tmp_path)
    dantu.take(known.of_gaozi)
    code = known.gaozi.run("keys", "show", "--json")["code"]
    told = dantu.run("keys", "replace", "--unit", GAOZI, "--code", code, "--reason", "电脑被盗")
    assert "已作废" in told
    gaozi = known.copied(known.gaozi, tmp_path)
    gaozi.fill("I06-02", "99")
    assert "已经作废" in dantu.refused("import", str(gaozi.pack(DANTU, *JUNE)))
    assert dantu.figure("I06-02", GAOZI)["value"] == "12"
    new = Desk(tmp_path / "新电脑", GAOZI)
    new.fill("I06-03", "3")
    dantu.meet(new.pack(DANTU, *JUNE))
    assert dantu.figure("I06-03", GAOZI)["value"] == "3"
    listed = {one["code"]: one["replaced"] for one in dantu.run("keys", "list", "--json")}
    assert listed[code] is True


def test_what_waits_for_a_code_is_used_once_it_is_known(known: Offices, tmp_path: Path) -> None:
    """The district never heard of 宝堰镇's second computer; the first one vouches for it later."""
    dantu = known.copied(known.dantu, tmp_path)
    first, second = known.copied(known.baoyan, tmp_path), Desk(tmp_path / "第二台", BAOYAN)
    second.meet(first.pack(BAOYAN))
    second.fill("I06-03", "5")
    file = second.pack(DANTU, *JUNE)
    assert "已登记另一个识别码" in dantu.refused("import", str(file))
    first.trust(second.pack(BAOYAN))
    both = dantu.take(file, first.pack(DANTU, *JUNE))
    assert len(both) == 2
    assert dantu.figure("I06-03", BAOYAN)["value"] == "5"


def test_no_package_and_a_damaged_one_are_refused_and_the_others_taken(
    known: Offices, tmp_path: Path
) -> None:
    dantu = known.copied(known.dantu, tmp_path)
    none, cut = tmp_path / "照片.mzp", tmp_path / "没传完.mzp"
    none.write_bytes(b"no package")
    cut.write_bytes(known.of_gaozi.read_bytes()[:-200])
    told = dantu.refused("import", str(none), str(known.of_baoyan), str(cut), "--json")
    assert "照片.mzp" in told
    assert "没传完.mzp" in told
    assert dantu.figure("I06-02", BAOYAN)["value"] == "7"
