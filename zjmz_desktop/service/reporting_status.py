"""报送情况统计表: who has reported which month, on time or late, what was returned and accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.reporting_status import Received, Reported, open_below
from zjmz_desktop.domain.submissions import SUBMITTED, Stage
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.service.month_states import MonthStates, submission_cell
from zjmz_desktop.store import revisions


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One unit's month in the table.

    Attributes:
        unit_id: whose.
        name: its name.
        period: the month.
        due_on: 报送截止日.
        received_on: day on which the submission that counts came in, None where none is in.
        state: on time, late, missing, returned or accepted.
        stage: where the month stands, more exactly.
        version: 第n版, 0 where nothing was submitted.
        late: whether it came after its day.
        overdue: whether it is missing and its day is past.
        words: the state in words: 迟报2天.
    """

    unit_id: str
    name: str
    period: Period
    due_on: date
    received_on: date | None
    state: Reported
    stage: Stage
    version: int
    late: bool
    overdue: bool
    words: str


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Units × months; `rows` in the order of the units, each with one line a month."""

    months: tuple[Period, ...]
    rows: tuple[tuple[str, tuple[StatusLine, ...]], ...]


def status(office: Office, period: Period, *, unit_id: str = "") -> tuple[StatusLine, ...]:
    """A month of the units directly below one (default: this office); of a unit without any: its own."""
    shown = month(period.year, period.last_month)
    states = MonthStates(office, shown)
    return tuple(_line(office, states, unit_id=unit) for unit in _reporters(office, unit_id))


def still_open(office: Office, period: Period) -> tuple[str, ...]:
    """What of the units below is not in or not accepted yet; none for an office without any."""
    if not office.units.children(office.unit.id):
        return ()
    return open_below({one.name: one.state for one in status(office, period)})


def status_table(office: Office, months: Sequence[Period], *, unit_id: str = "") -> StatusTable:
    """The same of several months."""
    units = _reporters(office, unit_id)
    by_month = [MonthStates(office, one) for one in months]
    rows = tuple(
        (
            office.units.get(unit).name,
            tuple(_line(office, states, unit_id=unit) for states in by_month),
        )
        for unit in units
    )
    return StatusTable(tuple(months), rows)


def _reporters(office: Office, unit_id: str) -> tuple[str, ...]:
    unit = office.units.get(unit_id or office.unit.id)
    below = tuple(u.id for u in office.units.children(unit.id) if u.ended_on is None)
    return below or (unit.id,)


def _line(office: Office, states: MonthStates, *, unit_id: str) -> StatusLine:
    shown, today = states.shown, office.today()
    version, received_on = _received(office, unit_id, shown=shown)
    due_on = deadline(office, shown).submit_by
    received = Received(states.month_stage(unit_id), due_on, received_on)
    return StatusLine(
        unit_id=unit_id,
        name=office.units.get(unit_id).name,
        period=shown,
        due_on=due_on,
        received_on=received_on,
        state=received.state,
        stage=received.stage,
        version=version,
        late=received.late,
        overdue=received.state is Reported.MISSING and today > due_on,
        words=received.words(today),
    )


def _received(office: Office, unit_id: str, *, shown: Period) -> tuple[int, date | None]:
    """(how often it was submitted, when the first submission since the last recall came in)."""
    cell = submission_cell(office, unit_id, shown=shown)
    told = sorted(revisions.history(office.database, [cell]), key=lambda one: one.revision.clock)
    made, first = 0, ""
    for one in told:
        submitted = one.revision.value.text == SUBMITTED
        made += submitted
        first = (first or one.id) if submitted else ""
    if not first:
        return made, None
    at = revisions.received_at(office.database, [first])[first]
    return made, at.astimezone(BEIJING).date()
