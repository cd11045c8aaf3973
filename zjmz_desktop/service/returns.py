"""退改通知单 at the unit: what to mend and why, each point answered before it is submitted again."""

from dataclasses import dataclass

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.reviews import CellStage, ReturnNote, names, read_return
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.submissions import SUBMISSION
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import acts_of, head_of, submission_cells
from zjmz_desktop.service.month_states import Due, MonthStates, due_here
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells, revisions
from zjmz_desktop.store.revisions import Write

WHOLE = ""
"""In place of an indicator: the whole table."""


@dataclass(frozen=True, slots=True)
class ToMend:
    """One point of a 退改通知单.

    Attributes:
        code: indicator, or `WHOLE`.
        name: its name, 整表 for the whole table.
        period: the figure's period.
        why: reason, whom to call, by when.
        answer: what was answered to this very return, or "".
        changed: whether the figure was changed since; it is not an answer by itself.
        review: id of the return.
    """

    code: str
    name: str
    period: Period
    why: ReturnNote
    answer: str
    changed: bool
    review: str


def to_mend(office: Office, period: Period, *, unit_id: str = "") -> tuple[ToMend, ...]:
    """What was returned of a unit's month and not submitted again since; default: this office's."""
    shown, unit = month(period.year, period.last_month), unit_id or office.unit.id
    acts = acts_of(office, unit, shown=shown)
    if acts.submit is None:
        return ()
    states = MonthStates(office, shown)
    found = [_whole(office, unit, shown=shown)] if acts.returned_whole else []
    for due in due_here(office, shown, unit_id=unit):
        stage = states.stage(due, unit_id=unit)
        if stage.open:
            found.append(_point(office, states, due=due, unit_id=unit))
    return tuple(found)


def _whole(office: Office, unit_id: str, *, shown: Period) -> ToMend:
    known = submission_cells(office)
    review, answer = (known.get((unit_id, shown.code, part)) for part in ("review", "answer"))
    assert review is not None
    answered = names(head_of(answer), head_of(review))
    said = (answer.value.text or "") if answer is not None and answered else ""
    why = return_note(office, review.cell)
    return ToMend(WHOLE, "整表", shown, why, said, False, review.head_id)


def _point(office: Office, states: MonthStates, *, due: Due, unit_id: str) -> ToMend:
    parts = states.parts(due, unit_id=unit_id)
    review, answer = parts["review"], parts.get("answer")
    answered = states.stage(due, unit_id=unit_id) is CellStage.ANSWERED
    said = (answer.value.text or "") if answer is not None and answered else ""
    seen = frozenset(review.value.refs or ())
    changed = states.figured(due, unit_id=unit_id).heads != seen
    why, one = return_note(office, review.cell), due.indicator
    return ToMend(one.code, one.name, due.period, why, said, changed, review.head_id)


def return_note(office: Office, review: Cell) -> ReturnNote:
    """What the return that stands in a review cell says."""
    heads = revisions.heads(office.database, review)
    return read_return(next((w.revision.note for w in heads if w.revision.note), ""))


def answer(office: Office, period: Period, *, code: str, text: str) -> ChangeSet:
    """Answer one point of this office's 退改通知单; `code` as in `ToMend`.

    A figure that was changed or has a note is no answer: the reviewer reads the answer.

    Raises:
        WriteRefusedError: without a text, or when that point was not returned.
    """
    said = clean_text(text)
    if not said:
        raise WriteRefusedError("答复不能空着。请写明改了什么，或者为什么不用改。")
    point = next((one for one in to_mend(office, period) if one.code == code), None)
    if point is None:
        name = office.plan.indicator(code).name if code else "整表"
        raise WriteRefusedError(f"“{name}”{period.title}没有退改，不用答复。")
    of = code or SUBMISSION
    cell = Cell(of, office.unit.id, "answer", office.plan.year, point.period.code)
    standing = cells.one(office.database, cell)
    value = Value(text=said, refs=(point.review,))
    if standing is not None and standing.value == value:
        return ChangeSet()
    return office.write([Write(cell, value)])
