"""What waits: returned points of this office, submitted months of those below; where forms stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import AT, CODE, GAOQIAO, GAOZI, JUNE, OTHER, Flow

from zjmz_desktop.domain.onward import Onward
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service.entering import Circumstances
from zjmz_desktop.service.form_standing import month_standing
from zjmz_desktop.service.forms import form
from zjmz_desktop.service.review_views import queue
from zjmz_desktop.service.reviewing import accept, accept_whole, return_
from zjmz_desktop.service.submitting import submit
from zjmz_desktop.service.waiting import UnitMonth, months_to_review, points_to_mend

CITY = "321100000000"
WHY = ReturnNote("请核对。")
JUNE_OF_GAOZI = (UnitMonth(GAOZI, JUNE),)


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    flow = Flow(tmp_path / "区")
    flow.put("120")
    flow.put("168", OTHER)
    yield flow
    flow.district.close()


def test_a_month_waits_from_its_submission_to_its_acceptance(flow: Flow) -> None:
    assert months_to_review(flow.district) == ()
    submit(flow.town, JUNE)
    assert months_to_review(flow.district) == JUNE_OF_GAOZI
    accept_whole(flow.district, AT)
    assert months_to_review(flow.district) == ()


def test_a_month_without_any_figure_waits_too(flow: Flow) -> None:
    submit(flow.district.acting_as(GAOQIAO), JUNE)
    assert months_to_review(flow.district) == (UnitMonth(GAOQIAO, JUNE),)


def test_a_month_waits_at_the_office_directly_above_alone(flow: Flow) -> None:
    submit(flow.town, JUNE)
    assert months_to_review(flow.district.acting_as(CITY)) == ()


def test_a_corrected_month_waits_again(flow: Flow) -> None:
    submit(flow.town, JUNE)
    accept_whole(flow.district, AT)
    flow.put("121", how=Circumstances("漏计1户", "correction"))
    assert months_to_review(flow.district) == JUNE_OF_GAOZI


def test_a_returned_figure_waits_at_the_town_and_the_rest_at_the_reviewer(flow: Flow) -> None:
    submit(flow.town, JUNE)
    assert points_to_mend(flow.town) == ()
    return_(flow.district, AT, codes=[CODE], why=WHY)
    assert months_to_review(flow.district) == JUNE_OF_GAOZI
    line = next(one for one in queue(flow.district, JUNE) if one.unit_id == GAOZI)
    assert (line.to_review, line.returned, line.waits) == (1, 1, True)
    assert "待审核1项，退改1项" in line.words
    accept(flow.district, AT, codes=[OTHER])
    assert months_to_review(flow.district) == ()
    line = next(one for one in queue(flow.district, JUNE) if one.unit_id == GAOZI)
    assert (line.to_review, line.waits) == (0, False)
    assert [(m, p.code) for m, p in points_to_mend(flow.town)] == [(JUNE, CODE)]


def test_a_whole_table_that_was_returned_is_one_point(flow: Flow) -> None:
    submit(flow.town, JUNE)
    return_(flow.district, AT, why=WHY)
    assert months_to_review(flow.district) == ()
    assert [(m, p.name) for m, p in points_to_mend(flow.town)] == [(JUNE, "整表")]


def test_a_form_tells_where_it_stands_and_what_may_be_done(flow: Flow) -> None:
    def standing(code: str = CODE) -> tuple[str, tuple[Onward, ...]]:
        found = form(flow.town, code, at=AT).standing
        return found.words, found.onward

    assert standing() == ("", ())
    submit(flow.town, JUNE)
    assert standing() == ("已上报（第1版） · 可撤回", (Onward.RECALL,))
    assert standing("I06-01")[1] == (Onward.RECALL, Onward.LATE)
    assert form(flow.district, CODE, at=AT).standing.onward == ()
    return_(flow.district, AT, codes=[CODE], why=WHY)
    assert standing() == ("退改", ())
    assert month_standing(flow.town, GAOZI, period=JUNE) == "退改1处"


def test_an_accepted_form_can_be_corrected(flow: Flow) -> None:
    submit(flow.town, JUNE)
    accept_whole(flow.district, AT)
    found = form(flow.town, CODE, at=AT).standing
    assert (found.words, found.onward) == ("已接收", (Onward.CORRECT,))
    assert month_standing(flow.town, GAOZI, period=JUNE) == "已接收"
