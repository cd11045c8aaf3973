"""数据截止日 and 报送截止日 of a month: as issued, else the usual days moved by weekends and holidays."""

from datetime import date
from functools import cache

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.working_days import (
    Deadline,
    WorkingDays,
    read_working_days,
    usual_deadline,
)
from zjmz_desktop.paths import resource
from zjmz_desktop.service.records import Records
from zjmz_desktop.store import cells


@cache
def working_days() -> WorkingDays:
    """The working days that the program knows: its notices are files, one a year."""
    files = sorted(resource("holidays").glob("*.toml"))
    return read_working_days(path.read_text("utf-8") for path in files)


def deadline(office: Records, period: Period) -> Deadline:
    """The days of a month's report; each one that was not issued is the usual one."""
    usual = usual_deadline(period, days=working_days())
    return Deadline(
        _issued(office, period, part="cut_off") or usual.cut_off,
        _issued(office, period, part="submit_by") or usual.submit_by,
    )


def _issued(office: Records, period: Period, *, part: str) -> date | None:
    cell = Cell("calendar", office.plan.issuer, part, office.plan.year, period.code)
    stored = cells.one(office.database, cell)
    on = stored.value.on if stored is not None else None
    return date.fromisoformat(on) if on else None
