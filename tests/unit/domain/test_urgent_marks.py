"""Marks of figures, and who is to be chased."""

import pytest

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.urgent import Mark, mark_of, weakest


def figure(*origins: Origin) -> Figure:
    from decimal import Decimal

    told = tuple((f"2018M{at:02d}", origin) for at, origin in enumerate(origins, 1))
    return Figure(n=Decimal(3), origin=origins[-1], origins=told)


@pytest.mark.parametrize(
    ("found", "confirmed", "wanted"),
    [
        (None, True, Mark.MISSING),
        (Figure(), True, Mark.MISSING),
        (figure(Origin.OWN), False, Mark.UNREVIEWED),
        (figure(Origin.ADOPTED), False, Mark.REVIEWED),
        (figure(Origin.CONFIRMED), True, Mark.REVIEWED),
        (figure(Origin.REGISTER), True, Mark.REVIEWED),
        (figure(Origin.REGISTER), False, Mark.UNREVIEWED),
        (figure(Origin.PROXY), False, Mark.PHONED),
        (figure(Origin.PROXY, Origin.OWN), False, Mark.PHONED),  # one month was phoned in
        (figure(Origin.OWN, Origin.ADOPTED), False, Mark.UNREVIEWED),
    ],
)
def test_the_weakest_part_decides(found: Figure | None, confirmed: bool, wanted: Mark) -> None:
    assert mark_of(found, confirmed_rows=confirmed) is wanted


def test_a_proxy_read_from_a_sheet_was_not_phoned_in() -> None:
    proxy, missing = figure(Origin.PROXY, Origin.OWN), Figure()
    assert mark_of(proxy, confirmed_rows=False, phoned=False) is Mark.SHEET
    assert mark_of(missing, confirmed_rows=False, phoned=False) is Mark.MISSING
    assert weakest([Mark.SHEET, Mark.UNREVIEWED]) is Mark.SHEET
    assert weakest([Mark.SHEET, Mark.PHONED]) is Mark.PHONED


def test_units_together() -> None:
    assert weakest([Mark.REVIEWED, Mark.MISSING, Mark.PHONED]) is Mark.PHONED
    assert weakest([Mark.MISSING]) is Mark.MISSING
    assert weakest([Mark.REVIEWED, Mark.UNREVIEWED]) is Mark.UNREVIEWED
