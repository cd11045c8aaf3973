"""Which numbers are refused because a register gives them, and which are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import GAOZI, Flow

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.service.guarding import refuse_uncounted

COUNTED = "I08-03"


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "区")
    yield found
    found.district.close()


def guard(flow: Flow, part: str, period: str) -> None:
    one, cell = flow.town.plan.indicator(COUNTED), Cell(COUNTED, GAOZI, part, 2018, period)
    refuse_uncounted(flow.town, one, cell=cell, value=number(5))


def test_a_number_of_the_month_that_rows_give_is_refused(flow: Flow) -> None:
    with pytest.raises(WriteRefusedError, match="由底册"):
        guard(flow, "value", "2018M06")


@pytest.mark.parametrize(
    ("part", "period"),
    [("estimate", "2018M11"), ("annual", "2018"), ("proxy", "2018M06"), ("value", "2017M06")],
)
def test_versions_beside_it_and_last_year_are_typed(flow: Flow, part: str, period: str) -> None:
    """Last year's rows are in no register here."""
    guard(flow, part, period)
