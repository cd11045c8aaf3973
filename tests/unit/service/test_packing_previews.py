"""What a package would hold is told before it is written; and to whom one can be sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_offices import CODE, DANTU, GAOZI, JUNE, FileOffices, fill, takes

from zjmz_desktop.domain.evidence import Checked, FigureAt, Kind
from zjmz_desktop.domain.packages import Kind as PackageKind
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.domain.routes import Direction, NoRouteError
from zjmz_desktop.service import attaching, packing, registering, reviewing, submitting
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.package_list import package_lines
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.packing_previews import likely_kind, preview_pack, recipients, size_words


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


def test_a_district_sends_up_down_and_to_itself(offices: FileOffices) -> None:
    found = recipients(offices.make(DANTU, "区"))
    assert (found[0].name, found[0].direction) == ("镇江市民政局", Direction.UP)
    assert [one.direction for one in found[1:-1]] == [Direction.DOWN] * 11
    assert (found[-1].unit, found[-1].direction) == (DANTU, Direction.SAME)


def test_the_preview_counts_as_the_package_holds_and_writes_nothing(
    offices: FileOffices,
) -> None:
    town = offices.make(GAOZI, "镇")
    fill(town, "12")
    fill(town, "13")
    order = Order(DANTU, period=JUNE)
    found = preview_pack(town, order)
    assert list(offices.out.iterdir()) == []
    packed = packing.pack(town, order, out=offices.out)
    assert found.lines[0] == f"高资街道填写和办理的记录{packed.lines}条。"
    assert (found.kind, found.period, found.evidence) == (PackageKind.SUBMISSION, "2018M06", 0)
    assert found.submitted is False
    assert "还没有上报" in found.warning
    submitting.submit(town, JUNE)
    assert preview_pack(town, order).warning == ""


def test_what_others_wrote_is_counted_apart(offices: FileOffices) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    fill(town, "12")
    takes(district, offices.sends(town))
    found = preview_pack(district, Order("321100000000", period=JUNE))
    assert "高资街道的记录1条，原样转交。" in found.lines


def test_evidence_that_the_receiver_lacks_is_counted_with_its_size(offices: FileOffices) -> None:
    town = offices.make(GAOZI, "镇")
    kept = attaching.keep(town.folder, Checked("台账.pdf", Kind.PDF, b"%PDF" * 1000))
    attaching.attach(town, FigureAt("I06-02", GAOZI, JUNE), files=[kept])
    found = preview_pack(town, Order(DANTU, period=JUNE))
    assert (found.evidence, found.evidence_bytes) == (1, 4000)
    assert "佐证材料1个，共4KB。" in found.lines


def test_an_office_beside_this_one_gets_nothing(offices: FileOffices) -> None:
    town = offices.make(GAOZI, "镇")
    with pytest.raises(NoRouteError):
        preview_pack(town, Order("321112104000"))


def test_sizes_in_words() -> None:
    assert [size_words(size) for size in (1, 312_400, 1_440_000)] == ["1KB", "312KB", "1.4MB"]


def test_the_list_tells_what_came_and_went(offices: FileOffices) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    fill(town, "12")
    file = offices.sends(town)
    (sent,) = package_lines(town)
    assert (sent.came, sent.office, sent.number, sent.counts) == (
        False,
        "丹徒区民政局",
        1,
        "记录1条",
    )
    assert sent.file == file
    takes(district, file)
    (came,) = package_lines(district)
    assert (came.came, came.office, came.counts) == (True, "高资街道", "新1格")
    assert came.state_words == "已导入"
    assert came.file is not None
    file.unlink()
    assert package_lines(town)[0].file is None


def test_a_file_for_a_unit_below_is_likely_about_what_became_of_its_month(
    offices: FileOffices,
) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    fill(town, "12")
    submitting.submit(town, JUNE)
    above, *_, own = recipients(district)
    below = next(one for one in recipients(district) if one.unit == GAOZI)
    assert likely_kind(district, below, period=JUNE) is PackageKind.PLAN
    takes(district, offices.sends(town))
    assert likely_kind(district, below, period=JUNE) is PackageKind.RECEIPT
    at = UnitPeriod(GAOZI, JUNE)
    reviewing.return_(district, at, codes=[CODE], why=ReturnNote("请核对"))
    assert likely_kind(district, below, period=JUNE) is PackageKind.RETURN
    assert {likely_kind(district, one, period=JUNE) for one in (above, own)} == {
        PackageKind.SUBMISSION
    }


def test_rows_are_asked_about_only_where_some_would_stay(offices: FileOffices) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    up, order = Order("321100000000", period=JUNE), Order(DANTU, period=JUNE)
    assert "底册还没有行。" in preview_pack(town, order).lines
    registering.add_row(town, "canteen", typed={"name": "示例点"})
    found = preview_pack(town, order)
    assert ("底册逐行带上。" in found.lines, found.more_rows) == (True, False)
    assert not preview_pack(district, up).more_rows
    takes(district, offices.sends(town))
    found = preview_pack(district, up)
    assert ("底册不带行，只带数。" in found.lines, found.more_rows) == (True, True)
    found = preview_pack(district, Order("321100000000", period=JUNE, rows=True))
    assert ("底册全部逐行带上。" in found.lines, found.more_rows) == (True, True)
    assert not preview_pack(district, Order(GAOZI, period=JUNE)).more_rows
