"""The moments that an office may want to look back to, newest first."""

from collections.abc import Iterator
from datetime import date, timedelta

from zjmz_desktop.domain.moments import Moment
from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.domain.submissions import SUBMITTED
from zjmz_desktop.service.as_of import package_moment, report_moment, submission_moment
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.month_states import submission_cell
from zjmz_desktop.store import log, packages, reports, revisions
from zjmz_desktop.store.packages import Direction

_USUAL = timedelta(days=7)


def moments(office: Office, unit_id: str) -> tuple[Moment, ...]:
    """Submissions of a unit and those below it, packages that came or went, printed reports; newest first."""
    found = [*_submissions(office, unit_id), *_packages(office), *_reports(office)]
    return tuple(sorted(found, key=lambda one: (-one.position, one.title)))


def usual_day(office: Office) -> date:
    """The day that is proposed: a week before the last entry."""
    last = revisions.last_log_no(office.database)
    at = log.instant_of(office.database, last) or office.now()
    return (at.astimezone(BEIJING) - _USUAL).date()


def _submissions(office: Office, unit_id: str) -> Iterator[Moment]:
    units = office.units
    mine = [u for u in units.by_id if u == unit_id or units.is_below(u, unit_id)]
    months = [month(office.plan.year, number) for number in range(1, 13)]
    cells = [submission_cell(office, unit, shown=shown) for unit in mine for shown in months]
    numbers: dict[tuple[str, str], int] = {}
    for written in reversed(revisions.history(office.database, cells)):
        cell = written.revision.cell
        if written.revision.value.text == SUBMITTED:
            key = (cell.unit, parse_period(cell.period or "").code)
            numbers[key] = numbers.get(key, 0) + 1
            yield submission_moment(office, written, number=numbers[key])


def _packages(office: Office) -> Iterator[Moment]:
    for way in Direction:
        for one in packages.all_of(office.database, way):
            yield package_moment(office, one)


def _reports(office: Office) -> Iterator[Moment]:
    return (report_moment(office, one) for one in reports.every(office.database))
