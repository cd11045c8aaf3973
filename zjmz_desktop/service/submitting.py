"""上报 and 撤回: previewed, checked, and written as acts of their own.

Neither is on the undo list: what was submitted is recalled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.submissions import (
    RECALLED,
    SUBMISSION,
    SUBMITTED,
    Stage,
    recall_refusal,
    submitting_refusal,
)
from zjmz_desktop.domain.values import State, Value, text_value
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.listing import is_entered
from zjmz_desktop.service.locking import acts_of, closed_words, is_recallable
from zjmz_desktop.service.month_states import (
    MonthStates,
    due_here,
    submission_cell,
    submissions_made,
    version_of,
)
from zjmz_desktop.service.returns import ToMend, to_mend
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.service.wording import part_words, value_words_of
from zjmz_desktop.service.written_counts import confirmed_counts, own_counts
from zjmz_desktop.store import cells, revisions
from zjmz_desktop.store.revisions import Write

Reasons = Mapping[str, str]
"""Indicator code, or `code/check code` → 审核说明 for its warnings."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is not as it was last submitted; `before` and `after` in words."""

    code: str
    name: str
    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What submitting a month would send, and what stops it.

    Attributes:
        period: the month.
        stage: where the month stands now.
        version: the number that the submission would get: 第n版.
        errors: 强制性 problems; they stop it.
        unreasoned: 核实性 problems of figures without 审核说明; they stop it until one is given.
        warnings: all other 核实性 problems: with their reason, or of rows (judged at 认定).
        unanswered: returned figures without an answer; they stop it.
        blank: (code, name) of what is due and not filled.
        filled: how many of `due` are.
        due: how many indicators this office reports with the month.
        counts: (code, name, count in words) of what is written from registers.
        changes: what is not as it was last submitted; empty for a first submission.
        refusal: why the month can't be submitted at all, or "".
    """

    period: Period
    stage: Stage
    version: int
    errors: tuple[Problem, ...]
    unreasoned: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    unanswered: tuple[ToMend, ...]
    blank: tuple[tuple[str, str], ...]
    filled: int
    due: int
    counts: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]
    refusal: str

    @property
    def stops(self) -> str:
        """Why it can't be submitted as it stands, in a sentence, or ""."""
        if self.refusal:
            return self.refusal
        first = next((p.message + p.remedy for p in (*self.errors, *self.unreasoned)), "")
        return submitting_refusal(
            self.period.title,
            errors=len(self.errors),
            unreasoned=len(self.unreasoned),
            unanswered=[one.name for one in self.unanswered],
            first=first,
        )


def preview(office: Office, period: Period, *, reasons: Reasons | None = None) -> Preview:
    """What submitting this office's month would send, with all checks; nothing is written.

    Args:
        office: the open office.
        period: the month; a longer period is submitted with the month in which it ends.
        reasons: 审核说明 about to be given with it.
    """
    counts = _counted(office, month(period.year, period.last_month))
    return _preview(office, counts, reasons=reasons or {})


class _Counted(NamedTuple):
    """What is written from registers with a month: this office's own counts, and those it confirms."""

    shown: Period
    own: list[Write]
    confirmed: list[Write]


def _counted(office: Office, shown: Period) -> _Counted:
    return _Counted(shown, own_counts(office, shown), confirmed_counts(office, shown))


def _preview(office: Office, counts: _Counted, *, reasons: Reasons) -> Preview:
    shown = counts.shown
    states = MonthStates(office, shown)
    acts = states.acts(office.unit.id)
    problems = check_unit(office, office.unit.id, month_shown=shown)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    warnings = [p for p in problems if p.severity is Severity.WARNING]
    given = _given(problems, reasons)
    bare = [p for p in warnings if p.indicator and not p.reason and _check(p) not in given]
    blank, due = _blank(office, shown)
    return Preview(
        shown,
        states.month_stage(office.unit.id),
        version_of(office, office.unit.id, shown=shown) + 1,
        (*errors, *_conflicts(office, states)),
        tuple(bare),
        tuple(p for p in warnings if p not in bare),
        tuple(one for one in to_mend(office, shown) if not one.answer),
        blank,
        due - len(blank),
        due,
        _told(office, counts),
        _changes(office, states) if acts.submit is not None else (),
        _refusal(office, states, counts=counts),
    )


def _refusal(office: Office, states: MonthStates, *, counts: _Counted) -> str:
    acts, unit = states.acts(office.unit.id), office.unit
    if acts.closed:
        return closed_words(office, unit.id, year=states.shown.year)
    stage = states.month_stage(unit.id)
    if not acts.stands or stage is Stage.RETURNED or counts.own or _has_news(office, states):
        return ""
    return f"{unit.name}{states.shown.title}{stage.words}，之后没有改动，不用再报。"


def _has_news(office: Office, states: MonthStates) -> bool:
    """Whether something was corrected or reported late since the submission."""
    submitted = states.acts(office.unit.id).submitted
    mine = states.submitted_cells(office.unit.id)
    return any(one.head_id not in submitted for one in mine)


def _check(problem: Problem) -> str:
    return f"{problem.indicator}/{problem.code}"


def _given(problems: Iterable[Problem], reasons: Reasons) -> dict[str, str]:
    """`code/check` → reason, of the warnings that a reason is given for."""
    found = {}
    for problem in problems:
        if problem.indicator and problem.severity is Severity.WARNING:
            said = reasons.get(_check(problem)) or reasons.get(problem.indicator)
            if said and clean_text(said):
                found[_check(problem)] = clean_text(said)
    return found


def _conflicts(office: Office, states: MonthStates) -> list[Problem]:
    """两机数据不一致 of this office's own cells: only this office can settle them."""
    found = []
    for stored in states.submitted_cells(office.unit.id):
        if stored.conflict:
            name = office.plan.indicator(stored.cell.of).name
            words = f"“{name}”两机数据不一致，待核实。"
            remedy = "请先核实，留下一个数，再上报。"
            at = (stored.cell.of, stored.cell.part)
            found.append(Problem(Severity.ERROR, "conflict", *at, words, remedy))
    return found


def _blank(office: Office, shown: Period) -> tuple[tuple[tuple[str, str], ...], int]:
    """What this office itself has to fill and has not, and how much it has to fill."""
    unit = office.unit.id
    mine = [
        due
        for due in due_here(office, shown, unit_id=unit)
        if unit in fillers(office, due.indicator, unit_id=unit)
    ]
    blank = tuple(
        (due.indicator.code, due.indicator.name)
        for due in mine
        if not is_entered(office, due.indicator, unit=unit, period=due.period)
    )
    return blank, len(mine)


def _told(office: Office, counts: _Counted) -> tuple[tuple[str, str, str], ...]:
    found = []
    for write in (*counts.own, *counts.confirmed):
        one = office.plan.indicator(write.cell.of)
        whose = office.units.get(write.cell.unit)
        name = one.name if whose.id == office.unit.id else f"{whose.name}：{one.name}"
        found.append((one.code, name, value_words_of(write.value)))
    return tuple(found)


def _changes(office: Office, states: MonthStates) -> tuple[Change, ...]:
    """What is not as it was last submitted, also where that was recalled."""
    last = submissions_made(office, office.unit.id, shown=states.shown)
    submitted = frozenset(last[0].revision.value.refs or ()) if last else frozenset()
    changed = [c for c in states.submitted_cells(office.unit.id) if c.head_id not in submitted]
    found = []
    for stored in changed:
        if stored.cell.of == SUBMISSION:
            continue
        one = office.plan.indicator(stored.cell.of)
        told = revisions.history(office.database, [stored.cell])
        before = next((w.revision.value for w in told if w.id in submitted), Value(State.BLANK))
        words = value_words_of(before), value_words_of(stored.value)
        found.append(Change(one.code, one.name, part_words(one, stored.cell.part), *words))
    return tuple(found)


def submit(office: Office, period: Period, *, reasons: Reasons | None = None) -> ChangeSet:
    """上报: write reasons, register counts and the submission as one act; the month is locked then.

    Args:
        office: the open office; it submits its own month.
        period: the month.
        reasons: 审核说明 for warnings that have none.

    Raises:
        WriteRefusedError: when something stops it (`Preview.stops`); nothing is written.
    """
    shown, unit = month(period.year, period.last_month), office.unit.id
    counts, said = _counted(office, shown), reasons or {}
    found = _preview(office, counts, reasons=said)
    if found.stops:
        raise WriteRefusedError(found.stops)
    writes = [*_reason_writes(office, found, reasons=said), *counts.own, *counts.confirmed]
    with office.database.transaction():
        written = [_write(office, writes)]
        heads = MonthStates(office, shown).submitted_cells(unit)
        refs = tuple(sorted(one.head_id for one in heads))
        value = Value(text=SUBMITTED, refs=refs)
        written.append(office.write([Write(submission_cell(office, unit, shown=shown), value)]))
    return _joined(written)


def _write(office: Office, writes: list[Write]) -> ChangeSet:
    return office.write(writes) if writes else ChangeSet()


def _joined(written: list[ChangeSet]) -> ChangeSet:
    touched = dict.fromkeys(cell for changes in written for cell in changes.cells)
    return written[-1]._replace(cells=tuple(touched))


def _reason_writes(office: Office, found: Preview, *, reasons: Reasons) -> list[Write]:
    writes = []
    act = "late" if acts_of(office, office.unit.id, shown=found.period).stands else None
    for key, said in _given(found.warnings, reasons).items():
        code, _, check = key.partition("/")
        period = office.plan.indicator(code).due_in(found.period.year, found.period.last_month)
        cell = Cell(code, office.unit.id, f"check/{check}", office.plan.year, str(period))
        standing = cells.one(office.database, cell)
        if standing is None or standing.value.text != said:
            writes.append(Write(cell, text_value(said), act=act))
    return writes


def recall(office: Office, period: Period, *, reason: str = "") -> ChangeSet:
    """撤回: take the submission back, as long as nothing of it has been accepted.

    Raises:
        WriteRefusedError: when none stands, something was accepted, or the year is closed.
    """
    shown, unit = month(period.year, period.last_month), office.unit
    acts = acts_of(office, unit.id, shown=shown)
    if acts.closed:
        raise WriteRefusedError(closed_words(office, unit.id, year=shown.year))
    submit_head = acts.submit
    if submit_head is None or not acts.stands or not is_recallable(office, unit.id, shown=shown):
        raise WriteRefusedError(recall_refusal(unit.name, shown.title, stands=acts.stands))
    value = Value(text=RECALLED, refs=(submit_head.id,))
    cell = submission_cell(office, unit.id, shown=shown)
    return office.write([Write(cell, value, note=clean_text(reason) or None)])
