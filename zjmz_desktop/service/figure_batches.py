"""Many figures at once as one act: planned first (nothing written), then written, with one undo.

A template workbook, a foreign sheet and a paste all come through here; each cell by the same rules as
when it is typed.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome, outcome_of
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError, ZjmzError
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.revisions import Cell, may_write
from zjmz_desktop.domain.template_blocks import can_be_proxied
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service import drafting
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.entering import (
    PLAIN,
    Circumstances,
    FieldAt,
    StepTyped,
    cell_of,
    draft_at,
    parse_typed,
    refuse_impossible,
)
from zjmz_desktop.service.guarding import guard, refuse_uncounted
from zjmz_desktop.service.row_writing import write_act
from zjmz_desktop.service.step_typing import DECISIONS, STEP_STATES, step_value
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

_NOTHING_WORDS = {one.words: one for one in (State.NOT_BEGUN, State.NOT_APPLICABLE)}
_STATE_WORDS = {**STEP_STATES, **DECISIONS}


class Typed(NamedTuple):
    """One figure of a batch.

    Attributes:
        at: where it goes; `part` is `value` for a whole figure.
        text: number, numerator, text, state of a step, 未开展 or 不适用; nothing keeps what is there.
        denominator: denominator of a ratio.
        on: date of a step or decision.
        doc: document number of a step or decision.
        why_not: why the text can't be told for sure, or "".
    """

    at: FieldAt
    text: str
    denominator: str = ""
    on: str = ""
    doc: str = ""
    why_not: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed at all."""
        return not any(part.strip() for part in (self.text, self.denominator, self.on, self.doc))

    @property
    def words(self) -> str:
        """What is typed, in one text."""
        number = f"{self.text}/{self.denominator}" if self.denominator else self.text
        return " ".join(filter(None, (number, self.on, self.doc)))


class FigurePlan(NamedTuple):
    """What a batch of figures would do; see `write_figures`.

    Attributes:
        found: every figure with its outcome; `line` is its place in the batch.
        steps: what is to be written, with what stands there before.
        fields: the fields that are written, as `steps`.
    """

    found: tuple[CellFound, ...]
    steps: tuple[Step, ...]
    fields: tuple[FieldAt, ...]


def plan_figures(
    office: Office, typed: Iterable[Typed], *, how: Circumstances = PLAIN
) -> FigurePlan:
    """What would become of each figure; nothing is written.

    Args:
        office: the open office.
        typed: the figures, in order; one cell with two different texts is refused both times.
        how: source, act and note; and who reported it, for units below.
    """
    batch = tuple(typed)
    places = [_place(office, one) for one in batch]
    known = [place for place in places if isinstance(place, Cell)]
    stored = cells.values_of(office.database, known)
    twice = _typed_twice(batch, places)
    found: list[CellFound] = []
    steps: list[Step] = []
    fields: list[FieldAt] = []
    for line, (one, place) in enumerate(zip(batch, places, strict=True)):
        part = one.at.part
        if isinstance(place, str) and one.is_empty:  # nothing is asked of a place that is none
            found.append(CellFound(line, part, Outcome.KEPT))
            continue
        if isinstance(place, str) or place.key in twice:
            why = place if isinstance(place, str) else "同一格给了两个不同的数，看不出用哪一个"
            found.append(CellFound(line, part, Outcome.REFUSED, "", one.words, why))
            continue
        before = stored.get(place, BLANK)
        cell, value = _read(office, one, line=line, stands=(place, before))
        found.append(cell)
        if cell.outcome.is_written:
            steps.append(Step(office.unit.id, _write(place, value, how=how), before))
            fields.append(one.at)
    return FigurePlan(tuple(found), tuple(steps), tuple(fields))


def write_figures(office: Office, plan: FigurePlan) -> ChangeSet:
    """Write a planned batch as one act with one undo; empty when there is nothing to write.

    Raises:
        StoreError: when the disk refuses; nothing is written.
    """
    with office.database.transaction():
        mend_drafts(office, plan)
        return write_act(office, [step.write for step in plan.steps])


def mend_drafts(office: Office, plan: FigurePlan) -> None:
    """Drop what was refused or left half typed in the fields that the plan writes."""
    for field in plan.fields:
        at = draft_at(office, field)
        for part in drafting.standing(office, at):
            if part.partition("/")[0] == field.part or part == field.part:
                drafting.drop(office, at, part=part)


def _place(office: Office, one: Typed) -> Cell | str:
    """The cell, or why nothing may be entered there."""
    try:
        indicator = office.plan.indicator(one.at.code)
        guard(office, indicator, at=one.at)
        cell = cell_of(office, one.at)
    except (ZjmzError, WriteRefusedError) as error:
        return error.message
    proxied = cell.part != "proxy" or can_be_proxied(indicator)
    if proxied and may_write(office.unit.id, cell, units=office.units, issuer=office.plan.issuer):
        return cell
    name = office.units.get(cell.unit).name
    return f"这一项不能代报，只有{name}自己能填。请由{name}自己填报"


def _typed_twice(batch: Sequence[Typed], places: Sequence[Cell | str]) -> set[str]:
    words: dict[str, set[str]] = {}
    for one, place in zip(batch, places, strict=True):
        if isinstance(place, Cell) and not one.is_empty:
            words.setdefault(place.key, set()).add(one.words)
    return {key for key, several in words.items() if len(several) > 1}


def _read(
    office: Office, one: Typed, *, line: int, stands: tuple[Cell, Value]
) -> tuple[CellFound, Value]:
    """One figure's outcome and value, by the cell where it goes and what stands there."""
    place, before = stands
    part, was = one.at.part, shown(before)
    try:
        if one.why_not:
            raise ValueRefusedError(one.words, one.why_not, remedy="")
        if one.is_empty:
            return CellFound(line, part, Outcome.KEPT, was), before
        value = _value(office, one)
        if not _alike(value, before):
            refuse_uncounted(office, office.plan.indicator(place.of), cell=place, value=value)
    except (ValueRefusedError, WriteRefusedError) as error:
        refusal = CellFound(line, part, Outcome.REFUSED, was, one.words, error.message)
        return refusal, before
    outcome = Outcome.SAME if _alike(value, before) else outcome_of(was, shown(value))
    return CellFound(line, part, outcome, was, shown(value)), value


def _alike(value: Value, before: Value) -> bool:
    """Whether the figure stands so already; of a phoned one the words of who phoned don't matter."""
    bare = before._replace(text=None) if value.n is not None or value.text is None else before
    return value == bare


def _value(office: Office, one: Typed) -> Value:
    indicator, part = office.plan.indicator(one.at.code), one.at.part
    kind = part.partition("/")[0]
    if kind in ("step", "decision"):
        typed = StepTyped(one.text, one.on, one.doc)
        return step_value(typed, outside=kind == "decision", today=office.today())
    if part == "value" and one.text.strip() in _NOTHING_WORDS:
        return Value(_NOTHING_WORDS[one.text.strip()])
    if part == "value" and indicator.entry is Entry.RATIO and not indicator.rate_only:
        value = _pair(office, one)
    else:
        value = parse_typed(indicator, part, typed=one.text)
    if kind not in ("tick", "sample_size"):
        refuse_impossible(indicator, value, typed=one.words)
    return value


def _pair(office: Office, one: Typed) -> Value:
    indicator = office.plan.indicator(one.at.code)
    halves = (("value/n", one.text, "分子"), ("value/d", one.denominator, "分母"))
    numbers = [parse_typed(indicator, part, typed=typed).n for part, typed, _ in halves]
    for number, (_, _, name) in zip(numbers, halves, strict=True):
        if number is None:
            raise ValueRefusedError(one.words, f"没有{name}", remedy="请把分子、分母都填上。")
    return Value(n=numbers[0], d=numbers[1])


def _write(place: Cell, value: Value, *, how: Circumstances) -> Write:
    if place.part == "proxy":
        value = value._replace(text=how.proxy)
    return Write(place, value, note=how.note, act=how.act, source=how.source)


def shown(value: Value) -> str:
    """A figure's value in one text: 12, 55/100, 未开展, 已完成 2018-06-18 文号."""
    if value.state is State.BLANK:
        return ""
    if value.state is not State.VALUE:
        return value.state.words
    if value.n is not None:
        return f"{value.n:f}" if value.d is None else f"{value.n:f}/{value.d:f}"
    words = _STATE_WORDS.get(value.text or "", value.text or "")
    return " ".join(filter(None, (words, value.on, value.doc)))
