"""汇总 within one store: towns to the district, districts to the city.

Plain sums of typed figures are added by SQLite (`summing`); whatever needs more is rolled up from the
units' figures.
"""

from collections.abc import Mapping

from zjmz_desktop.domain.judging import JudgingContext
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.scoring import ItemScore, score_items
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figures_last_year, figures_through
from zjmz_desktop.service.summing import CitySums


def judging(office: Office, through: Period) -> JudgingContext:
    """What figures of that month are judged with."""
    key = ("judging", "", through.code)
    return office.cached(
        key,
        lambda: JudgingContext(
            office.plan, office.units_at(through.last_on), through.last_on, office.targets
        ),
    )


def total(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> Total:
    """What a unit stands at, cumulative to the end of `through`, with the units below it."""
    found = figures_through(office, indicator, through=through)
    return roll_up(indicator, unit_id, figures=found, context=judging(office, through))


def total_last_year(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Total:
    """The same a year before, of cells entered for last year's periods; judged by nothing."""
    found = figures_last_year(office, indicator, through=through)
    return roll_up(indicator, unit_id, figures=found, context=judging(office, through))


def totals(
    office: Office, unit_id: str, *, through: Period, named: bool = True
) -> dict[str, Total]:
    """Indicator code → total of a unit, for every indicator of the plan.

    Args:
        office: the open office.
        unit_id: whose totals.
        through: month up to whose end figures are cumulative.
        named: also name the units that are missing, and leave out figures of units that are not asked
            (one more query).
    """
    quick: Mapping[str, Total] = {}
    if office.units.get(unit_id).level is Level.CITY:
        context = judging(office, through)
        quick = CitySums(office, unit_id, context=context).totals(through, named=named)
    return {
        i.code: quick[i.code]
        if i.code in quick
        else total(office, i, unit_id=unit_id, through=through)
        for i in office.plan.indicators
    }


def scores(office: Office, unit_id: str, *, through: Period) -> tuple[ItemScore, ...]:
    """Every work item's score with its arithmetic."""
    return scores_of(office, totals(office, unit_id, through=through))


def scores_of(office: Office, found: Mapping[str, Total]) -> tuple[ItemScore, ...]:
    """The same from a unit's totals of every indicator."""
    return score_items(office.plan, {code: one.judged for code, one in found.items()})
