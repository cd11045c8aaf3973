"""Figures that are in a total though their units have not submitted the month.

已报 of a roll-up is that a figure came in, 已报 of 报送情况 that a submission stands (formats C): two questions,
so where they part, the total says so.
"""

from zjmz_desktop.domain.judging import leaf_sum
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.submissions import SUBMISSION, report_month
from zjmz_desktop.service.cell_figures import through_period
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.locking import acts_of
from zjmz_desktop.service.rolling import judging

_NAMED = 3


def unsubmitted(office: Office, total: Total, *, through: Period) -> tuple[str, ...]:
    """Ids of the units by which figures in a total were not submitted, though they are here.

    A figure is submitted when each office on its way here has submitted the month: its own, and those
    between. Of several that have not, the one nearest to this office is named: that one is to be asked.
    """
    if not (total.due and total.sum.reported):
        return ()
    indicator, context = office.plan.indicator(total.indicator), judging(office, through)
    shown = report_month(through_period(indicator, through), indicator)
    concerned = office.plan.concerned(indicator, total.unit, units=context.units)
    waiting = {unit: _stopped_at(office, unit.id, shown=shown) for unit in concerned}
    if not any(waiting.values()):
        return ()
    figures = figures_through(office, indicator, through=through)
    found = (
        stopped
        for unit, stopped in waiting.items()
        if stopped
        and leaf_sum(indicator, unit, figure=figures.get(unit.id), context=context).reported
    )
    return tuple(dict.fromkeys(found))


def _stopped_at(office: Office, unit_id: str, *, shown: Period) -> str:
    """The unit at or above one, and below this office, that has not submitted the month; "" for none."""
    known = office.cached(("stopped", SUBMISSION, office.unit.id, shown.code), dict[str, str])
    if unit_id not in known:
        known[unit_id] = _found_stopped_at(office, unit_id, shown=shown)
    return known[unit_id]


def _found_stopped_at(office: Office, unit_id: str, *, shown: Period) -> str:
    if unit_id == office.unit.id:
        return ""
    above = [unit.id for unit in office.units.chain(unit_id)]
    between = above[: above.index(office.unit.id)] if office.unit.id in above else []
    way = (*reversed(between), unit_id)
    return next((one for one in way if not acts_of(office, one, shown=shown).stands), "")


def unsubmitted_words(office: Office, total: Total, *, through: Period) -> str:
    """「含未上报的数：高资街道、宝堰镇」, of a unit's own figure 「还没有上报」; "" where all was submitted."""
    found = unsubmitted(office, total, through=through)
    if not found:
        return ""
    if found == (total.unit,):
        return "还没有上报"
    names = "、".join(office.units.get(unit).name for unit in found[:_NAMED])
    return f"含未上报的数：{names}{f'等{len(found)}个单位' if len(found) > _NAMED else ''}"
