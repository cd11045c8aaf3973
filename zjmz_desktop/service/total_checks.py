"""审核 of an office's totals: its own figures against those below, and units that two offices report."""

from collections.abc import Iterable

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.rollup_checks import OWN_SUM, own_against_sum, reported_twice, two_parents
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figure_in
from zjmz_desktop.service.rolling import judging
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import StoredCell

_ADDED = (Entry.NUMBER, Entry.RATIO, Entry.PER_BASE)


def reasons_in(stored: Iterable[StoredCell], period: str) -> dict[str, str]:
    """审核说明 given for one period of a form, by check code."""
    return {
        one.cell.part.partition("/")[2]: one.value.text
        for one in stored
        if one.cell.part.startswith("check/") and one.cell.period == period and one.value.text
    }


def total_problems(office: Office, unit: Unit, *, month_shown: Period) -> list[Problem]:
    """What does not agree between what an office says and what the units below it say."""
    if not office.units.children(unit.id):
        return []
    context = judging(office, month_shown)
    found: list[Problem] = []
    for indicator in office.plan.indicators:
        period = indicator.due_in(month_shown.year, month_shown.last_month)
        typed = indicator.entry in _ADDED and indicator.source is None
        if period is not None and typed and not context.fills(indicator, unit):
            found += _problems(office, indicator, unit=unit, period=period, context=context)
    return found


def _problems(
    office: Office, indicator: Indicator, *, unit: Unit, period: Period, context: JudgingContext
) -> list[Problem]:
    whole = unit.level is Level.CITY and bool(two_parents(context.units))
    figures = figure_in(office, indicator, period=period)
    own = figures.get(unit.id)
    if own is None and not whole:
        return []
    reasons = reasons_in(cells.of_form(office.database, indicator.code, unit=unit.id), period.code)
    total = roll_up(indicator, unit.id, figures=figures, context=context)
    reason = reasons.get(OWN_SUM, "")
    problem = own_against_sum(indicator, own, total=total, units=context.units, reason=reason)
    twice = reported_twice(indicator, figures, context=context, reasons=reasons) if whole else []
    return [*([problem] if problem else []), *twice]
