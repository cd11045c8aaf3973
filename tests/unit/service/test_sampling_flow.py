"""The sample's months on their way: submitted, accepted, returned, corrected, as `flow.toml` tells."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.service.reporting_status import status
from zjmz_desktop.service.review_views import review_cells
from zjmz_desktop.service.waiting import months_to_review

GAOZI, XINFENG, GUYANG, SHANGDANG, BAOYAN, SHIYE, YICHENG = (
    "321112001000",
    "321112101000",
    "321112102000",
    "321112103000",
    "321112104000",
    "321112105000",
    "321112400000",
)


@pytest.fixture(scope="module")
def office(sample_folder: Path) -> Iterator[Office]:
    opened = open_office(sample_folder, exclusive=False)
    yield opened
    opened.close()


def stages(office: Office, number: int) -> dict[str, Stage]:
    states = MonthStates(office, month(2018, number))
    towns = office.units.children(office.unit.id)
    return {town.id: states.month_stage(town.id) for town in towns}


def test_through_october_everything_is_accepted_but_one_corrected_june(office: Office) -> None:
    for number in range(1, 11):
        odd = {u: s for u, s in stages(office, number).items() if s is not Stage.ACCEPTED}
        assert odd == ({XINFENG: Stage.CHANGED} if number == 6 else {})


def test_november_is_under_review(office: Office) -> None:
    found = stages(office, 11)
    assert found[GAOZI] is Stage.ACCEPTED
    assert found[GUYANG] is Stage.RETURNED
    assert found[SHANGDANG] is Stage.CHANGED
    assert found[BAOYAN] is Stage.NOT_REPORTED
    rest = set(found) - {GAOZI, GUYANG, SHANGDANG, BAOYAN}
    assert {found[unit] for unit in rest} == {Stage.SUBMITTED}


def test_december_is_open(office: Office) -> None:
    assert set(stages(office, 12).values()) == {Stage.NOT_REPORTED}


def test_two_figures_went_back_with_a_reason(office: Office) -> None:
    cells = review_cells(office, UnitPeriod(GUYANG, month(2018, 11)))
    returned = {one.code: one.why for one in cells if one.why is not None}
    assert set(returned) == {"I06-01", "I06-03"}
    assert {why.due for why in returned.values()} == {"2018-12-12"}


def test_the_corrected_figure_is_the_one_of_the_year(office: Office) -> None:
    cells = review_cells(office, UnitPeriod(SHANGDANG, month(2018, 11)))
    (one,) = (cell for cell in cells if cell.act)
    assert (one.code, one.act) == ("I06-01", "更正：漏计的户次，据发放清册更正。")
    assert one.figure != "1"


def test_two_months_came_late(office: Office) -> None:
    late = {
        (line.unit_id, number, line.words)
        for number in range(1, 12)
        for line in status(office, month(2018, number))
        if line.late
    }
    assert late == {(SHIYE, 5, "已接收（迟报7天）"), (YICHENG, 11, "迟报2天")}
    lines = {line.unit_id: line.state for line in status(office, month(2018, 11))}
    assert lines[BAOYAN] is Reported.MISSING


def test_the_district_has_work_left(office: Office) -> None:
    waiting = months_to_review(office)
    assert {(one.unit_id, one.period.last_month) for one in waiting} >= {
        (XINFENG, 6),
        (SHANGDANG, 11),
    }
    assert len(waiting) == 10  # 谷阳镇, too: two figures went back, the rest still wait
