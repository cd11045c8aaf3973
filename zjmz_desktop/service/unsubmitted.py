"""Figures that are in a total though their units have not submitted the month.

已报 of a roll-up is that a figure came in, 已报 of 报送情况 that a submission stands (formats C): two questions,
so where they part, the total says so.
"""

from collections.abc import Iterator

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.submissions import report_month
from zjmz_desktop.service.cell_figures import through_period
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import acts_of

_NAMED = 3


def unsubmitted(office: Office, total: Total, *, through: Period) -> tuple[str, ...]:
    """Ids of the units whose figure is in a total, while no submission of theirs stands."""
    indicator = office.plan.indicator(total.indicator)
    shown = report_month(through_period(indicator, through), indicator)
    units = (unit for unit in _contributing(total) if unit != office.unit.id)
    return tuple(unit for unit in units if not acts_of(office, unit, shown=shown).stands)


def unsubmitted_words(office: Office, total: Total, *, through: Period) -> str:
    """「含未上报的数：高资街道、宝堰镇」, "" where every figure was submitted."""
    found = unsubmitted(office, total, through=through)
    if not found or not total.children:
        return ""
    names = "、".join(office.units.get(unit).name for unit in found[:_NAMED])
    return f"含未上报的数：{names}{f'等{len(found)}个单位' if len(found) > _NAMED else ''}"


def _contributing(total: Total) -> Iterator[str]:
    """The units that filled the figure themselves."""
    if not total.sum.reported:
        return
    if not total.children:
        yield total.unit
    for child in total.children:
        yield from _contributing(child)
