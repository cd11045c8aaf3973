"""Attaching: two steps, once each, undone and brought back, never a field and never a figure."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pictures import photo, plain

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.evidence import (
    MOST_AT_ONE_PLACE,
    Checked,
    EvidenceError,
    EvidencePlaceError,
    FigureAt,
    Kept,
    Kind,
    Source,
)
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service import attaching, forms, undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.registering import RowAt, add_row
from zjmz_desktop.service.upkeep import check_health
from zjmz_desktop.store import attachments, cells, projections
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.revisions import Write

GAOZI, DANTU = "321112001000", "321112000000"
JUNE, JULY = month(2018, 6), month(2018, 7)
AT = FigureAt("I06-02", GAOZI, JUNE)
PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF"
CANTEEN = {"name": "长山社区助餐点", "address": "6号"}


def clock() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "民政 数据", GAOZI, user_name="示例填报员", clock=clock)
    yield office
    office.close()


def kept(office: Office, name: str = "单.pdf", content: bytes = b"%PDF-") -> Kept:
    return attaching.keep(office.folder, Checked(name, Kind.PDF, content))


def names(office: Office, at: attaching.EvidenceAt = AT) -> list[str]:
    return [one.name for one in attaching.listed(office, at).items]


def blobs(office: Office) -> list[str]:
    return sorted(p.name for p in (office.folder / "evidence").iterdir() if p.is_file())


def test_files_are_looked_at_kept_and_then_named(town: Office, tmp_path: Path) -> None:
    path = tmp_path / "现场.JPG"
    path.write_bytes(photo())
    told: list[tuple[int, int]] = []
    web = Source("a.html", b"<html>")
    found = attaching.prepare(town.folder, [path, web], on_progress=lambda *step: told.append(step))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert [one.name for one in found.kept] == ["现场.jpg"]
    assert "是网页" in found.refused[0]
    assert names(town) == []
    changes = attaching.attach(town, AT, files=found.kept)
    assert changes.cells == (("I06-02", GAOZI, "2018M06"),)
    (one,) = attaching.listed(town, AT).items
    assert (one.name, one.missing, one.by, one.at) == (
        "现场.jpg",
        False,
        "示例填报员",
        "2018-07-03 11:00",
    )
    stored = cells.one(
        town.database, Cell("I06-02", GAOZI, f"evidence/{one.sha256}", 2018, "2018M06")
    )
    assert stored is not None
    assert stored.value.text == "现场.jpg"
    assert names(town, AT._replace(period=JULY)) == []


def test_the_same_photo_is_one_file_wherever_it_is_attached(town: Office) -> None:
    twice = [Source("一.jpg", photo()), Source("二.jpg", photo())]
    files = attaching.prepare(town.folder, twice).kept
    assert attaching.attach(town, AT, files=files)
    assert names(town) == ["一.jpg"]
    assert not attaching.attach(town, AT, files=files)
    attaching.attach(town, AT._replace(period=JULY), files=files[1:])
    assert len(blobs(town)) == 1


def test_equal_names_of_different_files_are_numbered(town: Office) -> None:
    attaching.attach(town, AT, files=[kept(town), kept(town, content=b"%PDF-2")])
    assert names(town) == ["单(2).pdf", "单.pdf"]


def test_removing_is_undone_and_the_file_stays_until_nothing_names_it(town: Office) -> None:
    attaching.attach(town, AT, files=[kept(town)])
    attaching.remove(town, AT, files=["单.pdf"])
    assert names(town) == []
    assert len(blobs(town)) == 1
    undoing.undo(town)
    assert names(town) == ["单.pdf"]
    assert attaching.tidy(town) == 0
    undoing.redo(town)
    assert names(town) == []
    assert attaching.tidy(town) == 1
    assert blobs(town) == []
    with pytest.raises(EvidencePlaceError, match="还没有"):
        attaching.remove(town, AT, files=["单.pdf"])


def test_adding_several_is_one_step_of_undo(town: Office) -> None:
    attaching.attach(town, AT, files=[kept(town), kept(town, "二.pdf", b"%PDF-2")])
    undoing.undo(town)
    assert names(town) == []


def test_a_file_that_is_not_there_is_never_named(town: Office) -> None:
    with pytest.raises(StoreError, match="不在数据文件夹里"):
        attaching.attach(town, AT, files=[Kept("ab" * 32, "a.pdf")])
    assert town.position == 1  # only the user's name


def test_one_place_holds_only_so_many(town: Office) -> None:
    files = [kept(town, f"{n}.pdf", b"%%PDF-%d" % n) for n in range(MOST_AT_ONE_PLACE)]
    attaching.attach(town, AT, files=files)
    with pytest.raises(EvidencePlaceError, match="最多附30个"):
        attaching.attach(town, AT, files=[kept(town, "x.pdf", b"%PDF-x")])


def test_only_the_own_office_attaches(tmp_path: Path) -> None:
    office = create_office(tmp_path / "区", DANTU, clock=clock)
    found = attaching.listed(office, AT)
    assert found.why_not == "这是高资街道的，佐证材料由高资街道自己添加和移除。"
    with pytest.raises(EvidencePlaceError, match="由高资街道自己添加"):
        attaching.attach(office, AT, files=[kept(office)])
    office.close()


def test_a_quarters_evidence_is_the_same_in_each_of_its_months(town: Office) -> None:
    one = next(i for i in town.plan.indicators if i.period.months == 3)
    june, may = FigureAt(one.code, GAOZI, JUNE), FigureAt(one.code, GAOZI, month(2018, 5))
    attaching.attach(town, june, files=[kept(town)])
    assert names(town, may) == ["单.pdf"]


def test_a_row_has_evidence_that_is_no_field(town: Office) -> None:
    row, _ = add_row(town, "canteen", typed=CANTEEN)
    fields = set(rows_of(town, "canteen")[0].fields)
    at = RowAt("canteen", row)
    attaching.attach(town, at, files=[kept(town)])
    assert names(town, at) == ["单.pdf"]
    town.cache.clear()
    assert set(rows_of(town, "canteen")[0].fields) == fields
    attaching.remove(town, at, files=[attaching.listed(town, at).items[0].sha256[:12]])
    assert names(town, at) == []


def test_a_personal_register_warns_and_keeps_no_file_names(town: Office) -> None:
    row, _ = add_row(town, "elder", typed={"name": "示例老人"})
    at = RowAt("elder", row)
    assert "个人信息" in attaching.listed(town, at).warning
    attaching.attach(town, at, files=[kept(town, "示例老人身份证.pdf")])
    assert names(town, at) == ["文件.pdf"]
    assert not any("身份证" in line for line in lines(town))


def lines(office: Office) -> list[str]:
    with office.database.reading() as conn:
        return [row[0] for row in conn.execute("SELECT line FROM revision")]


def test_the_history_of_a_form_tells_it(town: Office) -> None:
    attaching.attach(town, AT, files=[kept(town)])
    attaching.remove(town, AT, files=["单.pdf"])
    view = forms.form(town, AT.code, at=UnitPeriod(GAOZI, JUNE))
    assert [line.what for line in view.history] == ["佐证材料：移除", "佐证材料：单.pdf"]
    assert view.fields[0].text == ""


def test_projections_made_again_are_the_same(town: Office) -> None:
    attaching.attach(town, AT, files=[kept(town)])
    before = projections.digest(town.database)
    rebuild(town.database)
    assert projections.digest(town.database) == before


def test_copies_are_handed_out_whole_or_not_at_all(town: Office, tmp_path: Path) -> None:
    attaching.attach(town, AT, files=[kept(town, content=PDF)])
    assert attaching.save_as(town, AT, file="单.pdf", target=tmp_path) == tmp_path / "单.pdf"
    assert (tmp_path / "单.pdf").read_bytes() == PDF
    opened = attaching.copy_to_open(town, AT, file="单.pdf")
    assert (opened.name, opened.read_bytes()) == ("单.pdf", PDF)
    (town.folder / "evidence" / blobs(town)[0]).write_bytes(b"MZ")
    with pytest.raises(StoreError, match="内容坏了"):
        attaching.save_as(town, AT, file="单.pdf", target=tmp_path / "二.pdf")
    assert not (tmp_path / "二.pdf").exists()


def test_a_thumbnail_is_made_again_where_it_is_missing(town: Office) -> None:
    files = attaching.prepare(town.folder, [Source("a.png", plain())]).kept
    attaching.attach(town, AT, files=files)
    (item,) = attaching.listed(town, AT).items
    first = attaching.thumbnail(town.folder, item)
    (town.folder / "evidence" / "thumbs" / item.sha256).unlink()
    assert attaching.thumbnail(town.folder, item).startswith(b"\xff\xd8\xff")
    assert first.startswith(b"\xff\xd8\xff")
    assert attaching.thumbnail(town.folder, item._replace(name="a.pdf")) == b""


@pytest.mark.parametrize(("fault", "says"), [("missing", "不见了"), ("damaged", "内容坏了")])
def test_health_notices_a_named_file_that_is_not_what_it_was(
    town: Office, fault: str, says: str
) -> None:
    attaching.attach(town, AT, files=[kept(town)])
    kept(town, "没人要.pdf", b"%PDF-orphan")  # an orphan is no fault
    assert check_health(town).sound
    sha256 = attaching.listed(town, AT).items[0].sha256
    path = town.folder / "evidence" / sha256
    if fault == "missing":
        path.unlink()
    else:
        path.write_bytes(b"%PDF*")
    found = check_health(town)
    assert not found.sound
    assert f"佐证材料“单.pdf”{says}" in "".join(found.problems)
    assert attaching.listed(town, AT).items[0].missing == (fault == "missing")


def test_what_two_versions_disagree_about_is_kept(
    town: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    attaching.attach(town, AT, files=[kept(town)])
    assert attachments.named(town.database) == set(blobs(town))
    town.database.conn.execute("UPDATE cell SET state = 'blank', conflict = 1 WHERE part GLOB 'e*'")
    assert attaching.tidy(town) == 0
    assert Blobs(town.folder).fault(blobs(town)[0]) == ""


def named_elsewhere(office: Office, name: str, content: bytes) -> str:
    """A file as a package brings it: nobody here looked at it, and its line calls it anything."""
    sha256 = Blobs(office.folder).keep(content)
    cell = Cell(AT.code, GAOZI, f"evidence/{sha256}", 2018, "2018M06")
    office.write([Write(cell, text_value(name))])
    return sha256


def test_what_another_office_named_stays_in_the_folder_and_opens_as_what_it_is(
    town: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "外" / "内"
    folder.mkdir(parents=True)
    sha256 = named_elsewhere(town, "../../\u202e启动.exe", PDF)
    assert names(town) == [".._.._ 启动.exe"]
    assert attaching.save_as(town, AT, file=sha256, target=folder).parent == folder
    assert attaching.copy_to_open(town, AT, file=sha256).suffix == ".pdf"
    assert [one.name for one in tmp_path.rglob("*启动*")] == ["_.._ 启动.exe.pdf"]


@pytest.mark.parametrize("name", ["照片.jpg", "../启动.exe"])
def test_a_program_that_came_as_evidence_is_handed_to_nobody(
    town: Office, tmp_path: Path, name: str
) -> None:
    sha256 = named_elsewhere(town, name, b"MZ\x90\x00")
    with pytest.raises(EvidenceError) as refusal:
        attaching.copy_to_open(town, AT, file=sha256)
    assert refusal.value.message == (
        f"没能取出“{name}”：是程序，不是材料。请与附它的单位核对，重新附一份。"
    )
    with pytest.raises(EvidenceError, match="是程序"):
        attaching.save_as(town, AT, file=sha256, target=tmp_path / "随便.jpg")
    assert not list(tmp_path.rglob("随便*"))
