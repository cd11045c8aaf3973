"""Twelve months of an indicator beside last year's: what the bar of each month holds."""

from fractions import Fraction

from zjmz_desktop.domain.annual_data import Months
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figure_in
from zjmz_desktop.service.rolling import judging, total


def months_of(office: Office, one: Indicator, *, at: UnitPeriod) -> Months:
    """A unit's figure of each month, this year up to the month asked for, and last year."""
    year = at.period.year
    this = [month(year, n) for n in range(1, 13)]
    mine = tuple(
        month_value(office, one, unit_id=at.unit_id, period=p)
        if p.last_on <= at.period.last_on
        else None
        for p in this
    )
    before = tuple(
        month_value(office, one, unit_id=at.unit_id, period=month(year - 1, n))
        for n in range(1, 13)
    )
    return Months(one.code, mine, before)


def month_value(office: Office, one: Indicator, *, unit_id: str, period: Period) -> Fraction | None:
    """What a unit and those below it reported for one month, None where nothing.

    Of what rises and falls it is what stands at the month's end, as last year's is entered.
    """
    figures = figure_in(office, one, period=period)
    through = month(office.plan.year, period.last_month)
    found = roll_up(one, unit_id, figures=figures, context=judging(office, through))
    if not found.sum.reported:
        return None
    if one.closes and period.year == office.plan.year:
        found = total(office, one, unit_id=unit_id, through=through)
    return found.judged.value
