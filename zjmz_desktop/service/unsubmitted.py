"""Figures that are in a total though their units have not submitted the month.

已报 of a roll-up is that a figure came in, 已报 of 报送情况 that a submission stands (formats C): two questions,
so where they part, the total says so.
"""

from zjmz_desktop.domain.judging import leaf_sum
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.submissions import report_month
from zjmz_desktop.service.cell_figures import through_period
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.locking import acts_of
from zjmz_desktop.service.rolling import judging

_NAMED = 3


def unsubmitted(office: Office, total: Total, *, through: Period) -> tuple[str, ...]:
    """Ids of the units whose figure is in a total, while no submission of theirs stands."""
    if not (total.due and total.sum.reported):
        return ()
    indicator, context = office.plan.indicator(total.indicator), judging(office, through)
    shown = report_month(through_period(indicator, through), indicator)
    waiting = [
        unit
        for unit in office.plan.concerned(indicator, total.unit, units=context.units)
        if unit.id != office.unit.id and not acts_of(office, unit.id, shown=shown).stands
    ]
    if not waiting:
        return ()
    figures = figures_through(office, indicator, through=through)
    return tuple(
        unit.id
        for unit in waiting
        if leaf_sum(indicator, unit, figure=figures.get(unit.id), context=context).reported
    )


def unsubmitted_words(office: Office, total: Total, *, through: Period) -> str:
    """「含未上报的数：高资街道、宝堰镇」, of a unit's own figure 「还没有上报」; "" where all was submitted."""
    found = unsubmitted(office, total, through=through)
    if not found:
        return ""
    if found == (total.unit,):
        return "还没有上报"
    names = "、".join(office.units.get(unit).name for unit in found[:_NAMED])
    return f"含未上报的数：{names}{f'等{len(found)}个单位' if len(found) > _NAMED else ''}"
