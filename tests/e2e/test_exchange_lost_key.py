"""A town's computer dies: by files alone the new one has everything back, and whoever has the old one adds nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from desks import BAOYAN, CITY, DANTU, GAOZI, Desk

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import Outgoing, write_package
from zjmz_desktop.store import keys
from zjmz_desktop.store.database import open_store

MAY, JUNE, JULY = (("--period", f"2018M{month:02d}") for month in (5, 6, 7))
CODE = "I06-02"
EVIDENCE = ("--indicator", CODE, *JUNE)
TYPED = {"2018M05": "4", "2018M06": "12"}


class Lost:
    """The offices when the town's new computer has been heard of, and every file by its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.city, self.dantu = Desk(folder / "市", CITY), Desk(folder / "丹徒", DANTU)
        self.old, self.baoyan = Desk(folder / "高资", GAOZI), Desk(folder / "宝堰", BAOYAN)
        self.files: dict[str, Path] = {}

    def run(self) -> "Lost":
        self.months_are_reported()
        self.code_is_replaced()
        return self

    def months_are_reported(self) -> None:
        self.old.meet(self.dantu.pack(GAOZI))
        self.old.fill(CODE, TYPED["2018M05"], period="2018M05")
        self.dantu.meet(self.old.pack(DANTU, *MAY))
        self.files["may to city"] = self.dantu.pack(CITY, *MAY)
        self.city.trust(self.files["may to city"])
        self.old.fill(CODE, TYPED["2018M06"])
        (self.folder / "名单.txt").write_text("示例名单", "utf-8")
        self.old.run("evidence", "add", *EVIDENCE, str(self.folder / "名单.txt"))
        self.old.run("submit", *JUNE)
        self.dantu.take(self.old.pack(DANTU, *JUNE))
        self.dantu.run("review", "accept", "--unit", GAOZI, *JUNE)
        self.dantu.trust(self.baoyan.pack(DANTU, *JUNE))

    def code_is_replaced(self) -> None:
        self.code = self.old.run("keys", "show", "--json")["code"]
        self.new = Desk(self.folder / "高资 新电脑", GAOZI)
        self.dantu.trust(self.new.pack(DANTU))
        told = ["--unit", GAOZI, "--code", self.code, "--reason", "电脑坏了"]
        self.dantu.run("keys", "replace", *told)
        self.files["recovery"] = self.dantu.pack(GAOZI)
        self.files["june to city"] = self.dantu.pack(CITY, *JUNE)

    def copied(self, desk: Desk, folder: Path) -> Desk:
        place = folder / desk.folder.name
        shutil.copytree(desk.folder, place)
        return Desk(place, desk.unit)


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    return Lost(tmp_path_factory.mktemp("lost")).run()


def key_of(desk: Desk) -> SigningKey:
    database = open_store(desk.folder, exclusive=False)
    own = keys.own_of(database, desk.unit)
    database.close()
    assert own is not None
    return SigningKey(own.secret)


def with_segments(
    file: Path, target: Path, *, key: SigningKey, change: Callable[[Segment], bool], more: Path
) -> Path:
    """A sender's package with only some of its segments, and those that the town signed in another."""
    found = read_package(file)
    added = [one for one in read_package(more).segments if one.author == GAOZI]
    some = (*(one for one in found.segments if change(one)), *added)
    write_package(target, Outgoing(found.manifest, some, found.plans), key=key)
    return target


def is_not_the_towns(one: Segment) -> bool:
    return one.author != GAOZI


def reasons(desk: Desk) -> set[str]:
    return {one["reason"] for one in desk.run("quarantine", "list", "--json")}


def test_the_new_computer_has_everything_back_as_the_old_one_had_it(
    lost: Lost, tmp_path: Path
) -> None:
    new, old = lost.copied(lost.new, tmp_path), lost.copied(lost.old, tmp_path)
    taken = new.meet(lost.files["recovery"])[0]
    assert (taken["quarantined"], taken["missing_files"]) == ([], [])
    assert {period: new.figure(CODE, GAOZI, period)["value"] for period in TYPED} == TYPED
    listed = new.run("evidence", "list", *EVIDENCE, "--unit", GAOZI, "--json")
    assert [(one["name"], one["missing"]) for one in listed] == [("名单.txt", False)]
    old.take(lost.files["recovery"])
    assert reasons(old) == set()
    assert new.digest() == old.digest()
    for one in (new, old):
        state = one.run("status", "--unit", GAOZI, *JUNE, "--json")[0]
        assert (state["state"], state["version"]) == ("accepted", 1)
        place = ["--indicator", CODE, "--unit", GAOZI, *JUNE]
        assert "已" in one.refused("set", *place, "--value", "13")
    before = new.digest()
    new.run("undo-import", lost.files["recovery"].name)
    assert new.figure(CODE, GAOZI)["value"] is None
    assert new.take(lost.files["recovery"])[0]["quarantined"] == []
    assert new.digest() == before


def test_the_new_computer_goes_on_and_the_months_add_up_above(lost: Lost, tmp_path: Path) -> None:
    new, dantu = lost.copied(lost.new, tmp_path), lost.copied(lost.dantu, tmp_path)
    city = lost.copied(lost.city, tmp_path)
    new.meet(lost.files["recovery"])
    new.fill(CODE, "5", period="2018M07")
    new.fill(CODE, "6", period="2018M05")
    new.run("submit", *JULY)
    taken = dantu.take(new.pack(DANTU, *JULY))[0]
    assert taken["quarantined"] == []
    assert city.take(dantu.pack(CITY, *JULY))[0]["quarantined"] == []
    for one in (dantu, city):
        found = [one.figure(CODE, GAOZI, f"2018M{month:02d}")["value"] for month in (5, 6, 7)]
        assert found == ["6", "12", "5"]
        assert reasons(one) == set()
        assert one.run("conflicts", "list", "--json") == []


def test_a_city_that_hears_of_it_before_the_months_takes_the_months(
    lost: Lost, tmp_path: Path
) -> None:
    """First what the district says alone, then the beginning of a chain, then the whole of it."""
    city = lost.copied(lost.city, tmp_path)
    june, found = lost.files["june to city"], read_package(lost.files["june to city"])
    alone = Outgoing(found.manifest, tuple(filter(is_not_the_towns, found.segments)), found.plans)
    write_package(tmp_path / "先到.mzp", alone, key=key_of(lost.dantu))
    city.take(tmp_path / "先到.mzp")
    taken = city.take(lost.files["may to city"])[0]
    assert [one["reason"] for one in taken["quarantined"]] == ["replaced_key"]
    assert "没有采用" in taken["quarantined"][0]["message"]
    assert city.figure(CODE, GAOZI, "2018M05")["value"] is None
    assert city.run("inspect", str(june), "--json")["quarantined"] == []
    assert city.take(june)[0]["quarantined"] == []
    assert {period: city.figure(CODE, GAOZI, period)["value"] for period in TYPED} == TYPED
    assert reasons(city) == set()


def thiefs(lost: Lost, folder: Path) -> tuple[Desk, Path]:
    """The old computer in other hands, and a package of what was written on it since."""
    thief = lost.copied(lost.old, folder)
    thief.fill(CODE, "99", period="2018M05")
    return thief, thief.pack(DANTU, *MAY)


def test_who_writes_on_with_the_old_code_is_set_aside_above(lost: Lost, tmp_path: Path) -> None:
    dantu, city = lost.copied(lost.dantu, tmp_path), lost.copied(lost.city, tmp_path)
    _, file = thiefs(lost, tmp_path)
    assert "已经作废" in dantu.refused("import", str(file))
    by_baoyan = with_segments(
        lost.baoyan.pack(DANTU, *JUNE),
        tmp_path / "夹带.mzp",
        key=key_of(lost.baoyan),
        change=is_not_the_towns,
        more=file,
    )
    by_dantu = with_segments(
        lost.files["june to city"],
        tmp_path / "夹带到市.mzp",
        key=key_of(lost.dantu),
        change=lambda one: True,
        more=file,
    )
    for desk, one in ((dantu, by_baoyan), (city, by_dantu)):
        taken = desk.take(one)[0]
        assert [each["reason"] for each in taken["quarantined"]] == ["replaced_key"]
        assert lost.code in taken["quarantined"][0]["message"]
        assert {p: desk.figure(CODE, GAOZI, p)["value"] for p in TYPED} == TYPED
        assert desk.run("quarantine", "retry", "--json")["placed"] == 0
        assert reasons(desk) == {"replaced_key"}


def test_a_thief_brings_no_successor_to_a_city_that_hears_all_at_once(
    lost: Lost, tmp_path: Path
) -> None:
    """The old computer in other hands vouches for another one, and that one replaces its code."""
    city, (thief, _) = Desk(tmp_path / "新市", CITY), thiefs(lost, tmp_path)
    successor = Desk(tmp_path / "冒名", GAOZI)
    thief.trust(successor.pack(GAOZI))
    successor.meet(thief.pack(GAOZI))
    successor.run("keys", "replace", "--unit", GAOZI, "--code", lost.code)
    successor.fill(CODE, "98", period="2018M05")
    smuggled = with_segments(
        lost.files["june to city"],
        tmp_path / "夹带.mzp",
        key=key_of(lost.dantu),
        change=lambda one: True,
        more=successor.pack(DANTU, *MAY),
    )
    city.run("keys", "trust", str(smuggled))
    city.take(smuggled)
    assert {p: city.figure(CODE, GAOZI, p)["value"] for p in TYPED} == TYPED
    believed = city.run("keys", "list", "--json")
    mine = {one["code"] for one in believed if one["unit"] == GAOZI and one["trusted"]}
    assert mine == {lost.new.run("keys", "show", "--json")["code"]}
    assert reasons(city) <= {"replaced_key", "unknown_key"}
    assert reasons(city)
    assert city.run("quarantine", "retry", "--json")["placed"] == 0


def test_what_a_city_took_from_the_thief_before_it_heard_is_not_passed_on(
    lost: Lost, tmp_path: Path
) -> None:
    city, new = lost.copied(lost.city, tmp_path), lost.copied(lost.new, tmp_path)
    _, file = thiefs(lost, tmp_path)
    early = with_segments(
        lost.files["may to city"],
        tmp_path / "早到.mzp",
        key=key_of(lost.dantu),
        change=lambda one: True,
        more=file,
    )
    city.take(early)
    assert city.figure(CODE, GAOZI, "2018M05")["value"] == "99"
    city.take(lost.files["june to city"])
    new.meet(lost.files["recovery"])
    taken = new.meet(city.pack(GAOZI))[0]
    assert taken["quarantined"] == []
    assert {period: new.figure(CODE, GAOZI, period)["value"] for period in TYPED} == TYPED


def test_the_offices_second_computer_names_what_it_alone_has_of_the_first(
    lost: Lost, tmp_path: Path
) -> None:
    old, dantu = lost.copied(lost.old, tmp_path), lost.copied(lost.dantu, tmp_path)
    second = Desk(tmp_path / "第二台", GAOZI)
    old.fill(CODE, "7", period="2018M07")
    second.meet(old.pack(GAOZI))
    dantu.trust(second.pack(DANTU))
    second.meet(dantu.pack(GAOZI))
    told = ["keys", "replace", "--unit", GAOZI, "--code", lost.code]
    assert "没有登记过" in dantu.refused(*told)
    assert dantu.take(second.pack(DANTU, *JULY))[0]["quarantined"] == []
    assert dantu.figure(CODE, GAOZI, "2018M07")["value"] is None
    second.run(*told)
    assert "没有登记过" in second.refused(*told)
    assert dantu.take(second.pack(DANTU, *JULY))[0]["quarantined"] == []
    assert dantu.figure(CODE, GAOZI, "2018M07")["value"] == "7"
    thief = lost.copied(lost.old, tmp_path / "再一次")
    thief.fill(CODE, "99", period="2018M07")
    assert "已经作废" in second.refused("import", str(thief.pack(GAOZI)))
