"""Which of the periods due a unit that has reported has not filled."""

from zjmz_desktop.domain.lacking import Lacking
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.rolling import judging
from zjmz_desktop.store import figures
from zjmz_desktop.store.figures import Asked

_MADE_OF_PERIODS = (Entry.NUMBER, Entry.RATIO, Entry.PER_BASE)


def lacking(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> Lacking:
    """Unit → periods it lacks, of the units at or below `unit_id` that fill the indicator by typing.

    A unit without any figure is missing, which is said elsewhere. Stocks and counts of rows are of one
    day and consist of no periods.
    """
    if indicator.measure is not Measure.FLOW or indicator.entry not in _MADE_OF_PERIODS:
        return {}
    key = ("lacking", indicator.code, unit_id, through.code)
    return office.cached(key, lambda: _found(office, indicator, unit_id=unit_id, through=through))


def _found(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> Lacking:
    units = judging(office, through).units
    concerned = [
        unit.id
        for unit in office.plan.concerned(indicator, unit_id, units=units)
        if office.is_typed(indicator, unit.id)
    ]
    periods = counted_periods(indicator, through)
    if not concerned or len(periods) < 2:
        return {}
    asked = Asked(indicator.code, tuple(p.code for p in periods))
    filled = figures.periods_told(office.database, office.plan.year, asked=asked)
    gaps = {
        unit: tuple(p for p in periods if p.code not in filled[unit])
        for unit in concerned
        if unit in filled
    }
    return {unit: gap for unit, gap in gaps.items() if gap}


def all_lacking(office: Office, at: UnitPeriod) -> dict[str, Lacking]:
    """Indicator → `lacking`, of those where something lacks."""
    found = {
        one.code: lacking(office, one, unit_id=at.unit_id, through=at.period)
        for one in office.plan.indicators
    }
    return {code: gaps for code, gaps in found.items() if gaps}


def reported_words(office: Office, total: Total, *, through: Period) -> str:
    """`11个单位都报过数，宝堰镇缺7月、11月`."""
    indicator = office.plan.indicator(total.indicator)
    gaps = lacking(office, indicator, unit_id=total.unit, through=through)
    return reported_text(total, office.units, lacking=gaps)
