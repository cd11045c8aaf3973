"""What an office says itself against the units below; a town of two offices; a town merged into another."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.units import UnitChange
from zjmz_desktop.domain.values import number, text_value
from zjmz_desktop.service import planning, rolling
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.store.revisions import Write

CITY, RUNZHOU, HIGH_TECH = "321100000000", "321111000000", "L3211-01"
JIANGQIAO, NANSHAN = "321111005000", "321111008000"
JUNE, JULY = month(2018, 6), month(2018, 7)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "city", CITY, clock=lambda: datetime(2018, 8, 3, tzinfo=UTC))
    yield office
    office.close()


def of_towns(office: Office) -> str:
    """A number that towns type each month."""
    return next(
        i.code
        for i in office.plan.indicators
        if (i.level, i.entry, i.source, i.measure) == ("town", "number", None, "flow")
        and {6, 7} <= set(i.due_months)
        and not (i.applies.types or i.applies.groups or i.applies.units)
        and i.period == "month"
    )


def put(office: Office, unit: str, n: int, *, period: str = "2018M06", part: str = "value") -> None:
    cell = Cell(of_towns(office), unit, part, 2018, period)
    parent = office.units.parent(unit)
    author = parent.id if part == "adopted" and parent else unit
    office.write([Write(cell, number(n))], author=author)


def explain(office: Office, code: str, text: str) -> None:
    cell = Cell(of_towns(office), office.unit.id, f"check/{code}", 2018, "2018M06")
    office.write([Write(cell, text_value(text))])


def found(office: Office, unit: str = CITY) -> list[Problem]:
    return [one for one in check_unit(office, unit, month_shown=JUNE) if one.severity == "warning"]


def total(office: Office, through: int, unit: str = CITY) -> Decimal:
    indicator = office.plan.indicator(of_towns(office))
    return rolling.total(office, indicator, unit_id=unit, through=month(2018, through)).sum.n


def test_a_districts_own_figure_is_asked_about_until_it_is_the_sum(city: Office) -> None:
    put(city, JIANGQIAO, 3)
    put(city, NANSHAN, 4)
    assert found(city, RUNZHOU) == []
    put(city, RUNZHOU, 9)
    (one,) = found(city, RUNZHOU)
    assert (one.code, one.indicator) == ("own_sum", of_towns(city))
    assert "润州区自己填的" in one.message
    put(city, RUNZHOU, 7)
    assert found(city, RUNZHOU) == []
    assert total(city, 6) == 7


def test_a_town_of_two_offices_is_suspected_settled_once_and_counted_once(city: Office) -> None:
    planning.change_unit(city, UnitChange(JIANGQIAO, "parent_admin", date(2018, 1, 1), HIGH_TECH))
    put(city, JIANGQIAO, 3)
    put(city, HIGH_TECH, 5)
    (one,) = found(city)
    assert one.code == f"twice-{JIANGQIAO}"
    explain(city, one.code, "不重复")
    assert [p.reason for p in found(city)] == ["不重复"]
    put(city, HIGH_TECH, 2, part="adopted")
    assert found(city) == []
    assert total(city, 6) == 5


def test_a_merged_town_counts_once(city: Office) -> None:
    """Its own months stay; what it still writes afterwards is its successor's to say."""
    put(city, JIANGQIAO, 3)
    put(city, NANSHAN, 4)
    planning.change_unit(city, UnitChange(JIANGQIAO, "ended", date(2018, 7, 1), NANSHAN))
    put(city, NANSHAN, 10, period="2018M07")
    put(city, JIANGQIAO, 6, period="2018M07")
    assert total(city, 6, RUNZHOU) == 7
    assert total(city, 7, RUNZHOU) == 17
    assert total(city, 7) == 17
