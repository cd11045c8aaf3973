"""Locks: what a submitted month or a closed year lets its own office write; asked before every write."""

from collections.abc import Mapping

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import ACCEPTED, Figured, Head, cell_stage
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.settling import SETTLE
from zjmz_desktop.domain.submissions import (
    SUBMISSION,
    MonthActs,
    Standing,
    Until,
    closing_refusal,
    refusal,
    report_month,
    until_of,
)
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.records import Records
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import StoredCell

COUNTED = "register"
"""Source of a written count: it follows the rows, whatever is locked; an accepted one shows as changed."""

_Submissions = Mapping[tuple[str, str, str], StoredCell]


def head_of(stored: StoredCell | None) -> Head | None:
    """A workflow cell as the domain reads it; a cleared one says nothing."""
    if stored is None or stored.value.state is State.BLANK:
        return None
    return Head(stored.head_id, stored.value.text or "", frozenset(stored.value.refs or ()))


def submission_cells(office: Records) -> _Submissions:
    """(unit, period, part) → cell, of all submissions, returns, reopenings and closings here."""

    def read() -> _Submissions:
        stored = cells.of_code(office.database, SUBMISSION)
        mine = (c for c in stored if c.cell.year == office.plan.year)
        return {(c.cell.unit, c.cell.period or "", c.cell.part): c for c in mine}

    return office.cached(("submissions", SUBMISSION), read)


def acts_of(office: Records, unit_id: str, *, shown: Period) -> MonthActs:
    """The workflow acts of a unit's month, and of its year."""
    known, year = submission_cells(office), str(office.plan.year)

    def head(part: str, period: str = shown.code) -> Head | None:
        return head_of(known.get((unit_id, period, part)))

    reopened = head("reopen")
    closing, again = head("close", year), head("reopen", year)
    if closing is not None and again is not None and closing.id in again.refs:
        closing = None
    return MonthActs(head("submit"), head("review"), head("answer"), reopened, closing)


def lock_words(
    office: Records, cell: Cell, *, act: str | None = None, note: str | None = None
) -> str:
    """Why a unit's own cell may not be written by that act, "" when it may.

    Two computers that disagree are settled at any time: what stands there is no figure till then.
    """
    if act == SETTLE:
        return ""
    until = until_of(cell)
    if until is None or not submission_cells(office):
        return ""
    known = office.plan.indicator_by_code.get(cell.of)
    shown = report_month(parse_period(cell.period or str(cell.year)), known)
    acts = acts_of(office, cell.unit, shown=shown)
    if acts.closed:
        return closed_words(office, cell.unit, year=shown.year)
    if until is Until.CLOSED or not acts.stands or _is_open(office, cell, acts=acts):
        return ""
    return refusal(_standing(office, cell, shown=shown), act=act, note=note)


def closed_words(office: Records, unit_id: str, *, year: int) -> str:
    """Why nothing more can be written in a unit's closed year, and who may open it again."""
    above = office.units.parent(unit_id)
    superior = above.office if above is not None else ""
    return closing_refusal(office.units.get(unit_id).name, year, superior=superior)


def refuse_locked(
    office: Records, cell: Cell, *, act: str | None = None, note: str | None = None
) -> None:
    """Refuse a write into a submitted month or a closed year.

    Raises:
        WriteRefusedError: with how to go on.
    """
    words = lock_words(office, cell, act=act, note=note)
    if words:
        raise WriteRefusedError(words)


def _is_open(office: Records, cell: Cell, *, acts: MonthActs) -> bool:
    """Whether the figure was returned and not submitted again."""
    review, answer = (
        head_of(cells.one(office.database, Cell(cell.of, cell.unit, part, cell.year, cell.period)))
        for part in ("review", "answer")
    )
    figured = Figured(review=review, answer=answer)
    return cell_stage(figured, submitted=acts.submitted).open


def _standing(office: Records, cell: Cell, *, shown: Period) -> Standing:
    unit = office.units.get(cell.unit)
    stored = cells.one(office.database, cell)
    return Standing(
        unit.name,
        shown,
        stored is None or stored.value.state is State.BLANK,
        is_recallable(office, unit.id, shown=shown),
    )


def is_recallable(office: Records, unit_id: str, *, shown: Period) -> bool:
    """Whether a submission stands of which nothing has been accepted."""
    acts = acts_of(office, unit_id, shown=shown)
    return (
        acts.stands and not acts.accepted_whole and not has_accepted(office, unit_id, shown=shown)
    )


def has_accepted(office: Records, unit_id: str, *, shown: Period) -> bool:
    """Whether a figure of the month was accepted: what is submitted then is not recalled."""
    reviews = cells.of_parts(office.database, "review", unit=unit_id, year=office.plan.year)
    return any(
        one.value.text == ACCEPTED
        and one.cell.of != SUBMISSION
        and report_month(
            parse_period(one.cell.period or ""), office.plan.indicator_by_code.get(one.cell.of)
        )
        == shown
        for one in reviews
    )
