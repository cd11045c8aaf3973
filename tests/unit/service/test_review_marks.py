"""Figures that stand as returned are named until they are submitted again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import AT, CODE, GAOZI, JUNE, OTHER, Flow

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import returns, reviewing, submitting
from zjmz_desktop.service.review_marks import returned_figures

MARKED = {(CODE, GAOZI)}


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "区")
    found.put("12")
    found.put("30", OTHER)
    submitting.submit(found.town, JUNE)
    yield found
    found.district.close()


def test_a_returned_figure_is_named_from_its_month_on(flow: Flow) -> None:
    assert returned_figures(flow.district, JUNE) == frozenset()
    reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("和台账不符"))
    assert returned_figures(flow.district, JUNE) == MARKED
    assert returned_figures(flow.district, month(2018, 12)) == MARKED
    assert returned_figures(flow.district, month(2018, 5)) == frozenset()


def test_it_is_named_until_the_month_is_submitted_again(flow: Flow) -> None:
    reviewing.return_(flow.district, AT, codes=[CODE], why=ReturnNote("和台账不符"))
    flow.put("13")
    returns.answer(flow.town, JUNE, code=CODE, text="漏了一人，已补")
    assert returned_figures(flow.district, JUNE) == MARKED
    submitting.submit(flow.town, JUNE)
    assert returned_figures(flow.district, JUNE) == frozenset()
