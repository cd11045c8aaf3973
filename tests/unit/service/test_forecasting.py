"""预计全年: the unit's own word, else all of those below it; a sum that lacks one is no estimate."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from random_annual import plan_of, real_units
from small_year import DISTRICT

from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.forecasting import Forecast, last_estimates
from zjmz_desktop.store.cells import StoredCell

CANTEEN, BEDS, MODELS = "I08-03", "I10-01", "I12-07"
PLAN, UNITS, THROUGH = plan_of((CANTEEN, BEDS, MODELS)), real_units(), month(2018, 11)
TOWNS = [unit.id for unit in UNITS.children(DISTRICT)]
STREETS_AND_TOWNS = [unit.id for unit in UNITS.children(DISTRICT) if unit.type in ("街道", "镇")]


def forecast(last: Mapping[str, Mapping[str, Decimal]], *, models: int = 0) -> Forecast:
    """Of towns that have so many models each."""
    context = JudgingContext(PLAN, UNITS, THROUGH.last_on)
    figures = {MODELS: {town: Figure(Decimal(models)) for town in STREETS_AND_TOWNS}}
    totals = {
        one.code: roll_up(one, DISTRICT, figures=figures.get(one.code, {}), context=context)
        for one in PLAN.indicators
    }
    return Forecast(PLAN, last, totals=totals)


def of_all(count: int, *, units: Sequence[str] = TOWNS) -> dict[str, Decimal]:
    return dict.fromkeys(units, Decimal(count))


def test_the_towns_are_added_up_unless_the_district_has_its_own_word() -> None:
    assert forecast({CANTEEN: of_all(2)}).estimates() == {CANTEEN: Decimal(22)}
    own = {**of_all(2), DISTRICT: Decimal(14)}
    assert forecast({CANTEEN: own}).estimates() == {CANTEEN: Decimal(14)}
    assert forecast({BEDS: {DISTRICT: Decimal("55.4")}}).estimates() == {BEDS: Decimal("55.4")}


def test_a_sum_that_lacks_a_town_is_no_estimate() -> None:
    assert forecast({CANTEEN: of_all(2, units=TOWNS[1:])}).estimates() == {}
    assert forecast({"I99-99": of_all(2)}).estimates() == {}


def test_towns_that_will_reach_what_each_must() -> None:
    told = {**of_all(2, units=STREETS_AND_TOWNS), STREETS_AND_TOWNS[3]: Decimal(1)}
    assert forecast({MODELS: told}).will_reach() == {MODELS: (7, 8)}
    assert forecast({MODELS: told}).estimates() == {MODELS: Decimal(15)}
    del told[STREETS_AND_TOWNS[3]]
    assert forecast({MODELS: told}).will_reach() == {}


def test_a_town_that_has_what_it_must_needs_no_estimate() -> None:
    found = forecast({MODELS: {STREETS_AND_TOWNS[0]: Decimal(0)}}, models=2)
    assert found.will_reach() == {MODELS: (8, 8)}


def test_the_last_estimate_up_to_the_month_counts() -> None:
    def told(period: str, n: int | None) -> StoredCell:
        cell = Cell(CANTEEN, DISTRICT, "estimate", PLAN.year, period)
        value = Value() if n is None else Value(n=Decimal(n))
        return StoredCell(
            cell, value, "a" * 32, False, "u01", datetime(2018, 12, 1, tzinfo=UTC), None
        )

    written = [told("2018M11", 12), told("2018M09", 10), told("2018M12", 9), told("2018M10", None)]
    for through, n in ((11, 12), (12, 9), (10, 10)):
        assert last_estimates(written, through=month(2018, through)) == {CANTEEN: {DISTRICT: n}}
    assert last_estimates(written, through=month(2018, 8)) == {}
