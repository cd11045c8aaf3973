"""This year and the year before: whether the same periods are filled on both sides."""

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.year_on_year import unlike_periods
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.rolling import judging
from zjmz_desktop.store import figures
from zjmz_desktop.store.figures import Asked


def unlike_last_year(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> str:
    """「上年同期缺1个月，不比」 where some unit's months differ, else "".

    Counts of rows are cumulative of themselves; only typed figures consist of months.
    """
    if indicator.source is not None:
        return ""
    units = judging(office, through).units
    concerned = {u.id for u in office.plan.concerned(indicator, unit_id, units=units)}
    periods = counted_periods(indicator, through)
    if indicator.closes:  # last year's is one figure, as it stood at the end
        periods = periods[-1:]
    now, last = (
        figures.periods_filled(
            office.database,
            office.plan.year,
            asked=Asked(indicator.code, tuple(p.code for p in asked)),
        )
        for asked in (periods, [p.last_year() for p in periods])
    )
    return unlike_periods({unit: filled for unit, filled in now.items() if unit in concerned}, last)
