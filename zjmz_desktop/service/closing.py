"""封年 and 例外重开: a year is closed by its own office, and opened again by the one above.

Neither is on the undo list: what was closed is reopened, with a reason that stays.
"""

from dataclasses import dataclass
from typing import NamedTuple

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import Period, PeriodType, month, parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.submissions import (
    CLOSED,
    REOPENED,
    SUBMISSION,
    Stage,
    not_locked_refusal,
    pending_refusal,
    reopening_refusal,
    unended_refusal,
    unsubmitted_refusal,
)
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.locking import acts_of, closed_words
from zjmz_desktop.service.month_states import MonthStates, submission_cell
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store.revisions import Write

_PENDING = (Stage.RETURNED, Stage.RECALLED, Stage.REOPENED)
_WAITING = (Stage.SUBMITTED, Stage.CHANGED)


@dataclass(frozen=True, slots=True)
class ClosingPreview:
    """What closing the year would find.

    Attributes:
        year: the plan's year.
        unit: name of the unit that closes.
        superior: the office that may reopen, "" where there is none.
        unsubmitted: months that were never submitted; none where there is nobody to submit to.
        waiting: months that were submitted and are not accepted, or changed since.
        refusal: why it can't be closed at all, or "".
        asks: why it can't be closed without a reason, or "".
    """

    year: int
    unit: str
    superior: str
    unsubmitted: tuple[int, ...]
    waiting: tuple[int, ...]
    refusal: str
    asks: str


def preview_closing(office: Office) -> ClosingPreview:
    """What stands in the way of 封年, and what is locked as it is; nothing is written."""
    unit, shown = office.unit, office.plan.year
    above = office.units.parent(unit.id)
    months = [month(shown, number) for number in range(1, 13)]
    stages = {one: MonthStates(office, one).month_stage(unit.id) for one in months}
    pending = [one.title for one, stage in stages.items() if stage in _PENDING]
    lacking = _months(stages, Stage.NOT_REPORTED) if above is not None else ()
    asks = unsubmitted_refusal(unit.name, shown, months=lacking) if lacking else ""
    if not asks and office.today() <= months[-1].last_on:
        asks = unended_refusal(shown)
    shut = all(acts_of(office, unit.id, shown=one).closed for one in months)
    refusal = closed_words(office, unit.id, year=shown) if shut else ""
    return ClosingPreview(
        shown,
        unit.name,
        above.office if above is not None else "",
        lacking,
        _months(stages, *_WAITING),
        refusal or (pending_refusal(pending) if pending else ""),
        asks,
    )


def _months(stages: dict[Period, Stage], *wanted: Stage) -> tuple[int, ...]:
    return tuple(one.last_month for one, stage in stages.items() if stage in wanted)


def close(office: Office, closed: int, *, note: str = "") -> ChangeSet:
    """封年: nothing of the year can be changed any more, except what the superior reopens.

    Args:
        office: the open office; it closes its own year.
        closed: the year.
        note: why, where months were never submitted or the year is not over.

    Raises:
        WriteRefusedError: for another year, one that is closed, one with months that are returned,
            recalled or reopened, or without the note that it needs.
    """
    if closed != office.plan.year:
        raise WriteRefusedError(f"这里只有{office.plan.year}年的数据，不能封{closed}年。")
    found, said = preview_closing(office), clean_text(note)
    if found.refusal or (found.asks and not said):
        raise WriteRefusedError(found.refusal or found.asks)
    cell = Cell(SUBMISSION, office.unit.id, "close", closed, str(closed))
    return office.write([Write(cell, Value(text=CLOSED), note=said or None)])


# ---- opened again ----


_CLOSED_WORDS = "已封年"


class Locked(NamedTuple):
    """Something of a unit below that can be reopened: a month, or its whole year."""

    period: Period
    words: str


def reopenable(office: Office, unit_id: str) -> tuple[Locked, ...]:
    """What of a unit is locked: its year where that is closed, then its months in order."""
    months, closed = [], False
    for number in range(1, 13):
        period = month(office.plan.year, number)
        acts = acts_of(office, unit_id, shown=period)
        closed = closed or acts.closed
        if acts.stands or acts.closed:
            stage = MonthStates(office, period).month_stage(unit_id)
            months.append(Locked(period, stage.words if acts.stands else _CLOSED_WORDS))
    whole = Locked(parse_period(str(office.plan.year)), _CLOSED_WORDS)
    return (whole, *months) if closed else tuple(months)


def reopen(office: Office, at: UnitPeriod, *, reason: str) -> ChangeSet:
    """例外重开: let a unit below write in a submitted month, or in a closed year, once more.

    Raises:
        WriteRefusedError: without a reason, when nothing is locked, or by another office.
    """
    unit, said, period = office.units.get(at.unit_id), clean_text(reason), at.period
    if not office.units.is_below(unit.id, office.unit.id):
        above = office.units.parent(unit.id)
        raise WriteRefusedError(reopening_refusal(unit.name, above.office if above else "上级"))
    if not said:
        raise WriteRefusedError("例外重开要写明原因。请写明原因后再办理。")
    yearly = period.type is PeriodType.YEAR
    shown = period if yearly else month(period.year, period.last_month)
    acts = acts_of(office, unit.id, shown=shown)
    if not (acts.stands or acts.closed):
        raise WriteRefusedError(not_locked_refusal(unit.name, shown.title))
    cell = submission_cell(office, unit.id, shown=shown, part="reopen")
    # The year's closing is named again where the month was reopened before: this act takes its place.
    named = (acts.submit if acts.stands else None, acts.close)
    refs = tuple(sorted(head.id for head in named if head is not None))
    value = Value(text=REOPENED, refs=refs)
    return office.write([Write(cell, value, note=said)])
