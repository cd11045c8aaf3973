"""A paper of a month that is past, and what in it is of today all the same."""

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.undated import is_undated
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.store import figures


def undated_names(office: Office, at: UnitPeriod) -> tuple[str, ...]:
    """Names of figures that say for a past month what stands today; none of an office as it once stood.

    A month is past when a later one has figures.
    """
    if office.present is not None or not _is_past(office, at.period):
        return ()
    plan = office.plan
    return tuple(
        one.name
        for one in plan.indicators
        if one.source is not None
        and is_undated(one, plan.register(one.source.register))
        and plan.concerned(one, at.unit_id, units=office.units)
    )


def _is_past(office: Office, through: Period) -> bool:
    return any(_told_after(office, one, through=through) for one in office.plan.indicators)


def _told_after(office: Office, one: Indicator, *, through: Period) -> bool:
    later = tuple(
        p.code for p in one.due_through(month(through.year, 12)) if p.first_on > through.last_on
    )
    asked = figures.Asked(one.code, later)
    return bool(later) and bool(figures.figures_of(office.database, office.plan.year, asked=asked))
