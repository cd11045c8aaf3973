"""报送情况统计表: on time, late, missing, by the day on which this store got the submission."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flow import AT, CODE, GAOZI, JUNE, Flow

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import planning, returns, reviewing, submitting
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.service.reporting_status import StatusLine, status, status_table


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "数据")
    found.put("12")
    yield found
    found.district.close()


def line(flow: Flow) -> StatusLine:
    return next(one for one in status(flow.district, JUNE) if one.unit_id == GAOZI)


def test_on_time_late_returned_accepted(flow: Flow) -> None:
    found = line(flow)
    assert (found.state, found.received_on, found.version) == (Reported.MISSING, None, 0)
    assert (found.due_on, found.overdue, found.words) == (date(2018, 7, 5), False, "未报，未到期")
    flow.now = datetime(2018, 7, 4, 17, tzinfo=UTC)  # 1 a.m. of the 5th in +08:00
    submitting.submit(flow.town, JUNE)
    found = line(flow)
    assert (found.state, found.received_on, found.late) == (
        Reported.ON_TIME,
        date(2018, 7, 5),
        False,
    )
    flow.now = datetime(2018, 7, 9, tzinfo=UTC)
    reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("不对"))
    assert line(flow).state is Reported.RETURNED
    returns.answer(flow.town, JUNE, code=CODE, text="已核对")
    submitting.submit(flow.town, JUNE)
    found = line(flow)  # what was mended after a return is not late
    assert (found.state, found.version, found.received_on) == (
        Reported.ON_TIME,
        2,
        date(2018, 7, 5),
    )
    reviewing.accept_whole(flow.district, AT)
    assert line(flow).state is Reported.ACCEPTED


def test_a_recalled_month_came_in_when_it_came_again(flow: Flow) -> None:
    submitting.submit(flow.town, JUNE)
    submitting.recall(flow.town, JUNE)
    flow.now = datetime(2018, 7, 8, tzinfo=UTC)
    assert line(flow).words == "未报（已撤回），已超3天"
    assert line(flow).overdue
    submitting.submit(flow.town, JUNE)
    assert (line(flow).words, line(flow).version) == ("迟报3天", 2)


def test_a_table_of_several_months(flow: Flow) -> None:
    submitting.submit(flow.town, JUNE)
    found = status_table(flow.district, [month(2018, 5), JUNE])
    assert len(found.rows) == 11
    name, lines = found.rows[0]
    assert (name, [one.state.value for one in lines]) == ("高资街道", ["missing", "on_time"])


def test_an_issued_deadline_wins_over_the_usual_one(flow: Flow) -> None:
    assert [str(day) for day in deadline(flow.district, month(2018, 9))] == [
        "2018-09-25",
        "2018-10-08",
    ]
    city = flow.district.acting_as("321100000000")
    planning.set_deadline(city, JUNE, cut_off="2018-06-20", submit_by="2018-07-02")
    assert [str(day) for day in deadline(flow.district, JUNE)] == ["2018-06-20", "2018-07-02"]
    submitting.submit(flow.town, JUNE)  # on the 3rd
    assert line(flow).words == "迟报1天"
