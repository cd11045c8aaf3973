"""Saving what a clerk types: one field left, one durable commit, or a draft that says why not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from zjmz_desktop.domain import checks
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError, quoted
from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.values import BLANK, State, Value, text_value
from zjmz_desktop.service import drafting
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.guarding import TEXT_PARTS, YEARLY, guard, refuse_uncounted
from zjmz_desktop.service.guarding import period_for as period_for
from zjmz_desktop.service.step_typing import DECISION, step_value
from zjmz_desktop.service.views import ChangeSet, Saved
from zjmz_desktop.service.views import StepTyped as StepTyped
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import Draft, DraftAt
from zjmz_desktop.store.revisions import Write

PROXY_SOURCE = "代填"
_LONGEST_TEXT = 20_000
_LONGEST_PROXY = 200


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """What is in hand: a unit, and a period (the month shown)."""

    unit_id: str
    period: Period


@dataclass(frozen=True, slots=True)
class FieldAt:
    """The address of one field of a form; `part` as in `FieldView`."""

    code: str
    unit_id: str
    period: Period
    part: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a figure is written: why, as which act, and for a unit below: from whom."""

    note: str | None = None
    act: str | None = None
    source: str | None = None
    proxy: str = PROXY_SOURCE


PLAIN = Circumstances()


def cell_of(office: Office, at: FieldAt) -> Cell:
    """The cell that a field stands for; a figure of a unit below is a proxy figure (代报).

    Raises:
        WriteRefusedError: when the unit is neither this office nor below it.
    """
    part = "value" if at.part.startswith("value/") else at.part
    period = at.period.code
    if part.partition("/")[0] in YEARLY:
        period = str(office.plan.year)
    if part == "value" and at.unit_id != office.unit.id:
        part = "proxy"
    return Cell(at.code, at.unit_id, part, office.plan.year, period)


def parse_typed(indicator: Indicator, part: str, *, typed: str) -> Value:
    """What was typed into one field, as a value; empty is 未填.

    Raises:
        ValueRefusedError: with the reason and what to type instead.
    """
    if not typed.strip():
        return BLANK
    first = part.partition("/")[0]
    if indicator.entry is Entry.MILESTONE and first not in TEXT_PARTS:
        raise ValueRefusedError(
            typed, f"{indicator.name}按节点填报", remedy="请填节点的状态和日期。"
        )
    if first in TEXT_PARTS or (indicator.entry is Entry.NARRATIVE and first == "value"):
        return text_value(clean_text(typed, limit=_LONGEST_TEXT))
    if first in _CHOSEN:
        return _CHOSEN[first](indicator, typed)
    if first == "sample_size":
        indicator = replace(indicator, rate_only=False, entry=Entry.NUMBER, unit="", scale=0)
    return Value(n=checks.parse_value(indicator, part.removeprefix("value/"), typed=typed))


def _tick(indicator: Indicator, typed: str) -> Value:
    del indicator
    if typed not in ("0", "1"):
        raise ValueRefusedError(typed, "这里只能打勾或不打勾", remedy="请填1（是）或0（否）。")
    return Value(n=Decimal(typed))


def _mode(indicator: Indicator, typed: str) -> Value:
    if indicator.source is None or typed != "summary":
        raise ValueRefusedError(
            typed, "不是填报方式", remedy="由底册算出的指标可填summary（只报汇总数）。"
        )
    return Value(text=typed)


_CHOSEN: dict[str, Callable[[Indicator, str], Value]] = {
    "tick": _tick,
    "mode": _mode,
}


def save_field(office: Office, at: FieldAt, *, typed: str, how: Circumstances = PLAIN) -> Saved:
    """Save one field as it is left; what can't be saved is kept as a draft with the reason.

    Raises:
        StoreError: when the disk refuses.
        WriteRefusedError: when the unit's figures are not this office's to write.
    """
    if at.part == "decision":
        return save_decision(office, at, typed=StepTyped(typed.strip()), how=how)
    indicator = office.plan.indicator(at.code)
    guard(office, indicator, at=at, act=how.act, note=how.note)
    try:
        value = parse_typed(indicator, at.part, typed=typed)
        if at.part.startswith("value/"):
            joined = _joined(office, at, typed=value)
            if joined is None:
                _wait(office, at, typed=typed)
                return Saved(ChangeSet(), typed)
            value = joined
        if at.part.partition("/")[0] not in ("tick", "sample_size"):
            refuse_impossible(indicator, value, typed=typed)
    except ValueRefusedError as error:
        return _refused(office, at, typed=typed, error=error)
    return Saved(save_value(office, at, value=value, how=how), typed)


def _refused(office: Office, at: FieldAt, *, typed: str, error: ValueRefusedError) -> Saved:
    """Keep what was typed with the reason."""
    drafting.leave(office, draft_at(office, at), draft=Draft(at.part, typed, error.message))
    return Saved(ChangeSet(), typed, error.message)


def _wait(office: Office, at: FieldAt, *, typed: str) -> None:
    """Keep half of a pair until the other half is there; an empty half of nothing is none."""
    place = draft_at(office, at)
    if typed.strip() or cells.one(office.database, cell_of(office, at)) is not None:
        drafting.leave(office, place, draft=Draft(at.part, typed, ""))
    else:
        drafting.drop(office, place, part=at.part)


def refuse_impossible(indicator: Indicator, value: Value, *, typed: str) -> None:
    """A quotient above 100 % or without a denominator is no figure: it stays a draft."""
    for problem in checks.check_figures(replace(indicator, checks=()), checks.Facts(value)):
        if problem.severity is Severity.ERROR:
            raise ValueRefusedError(typed, problem.message.rstrip("。"), remedy=problem.remedy)


def _joined(office: Office, at: FieldAt, *, typed: Value) -> Value | None:
    """Numerator and denominator are one cell, saved once both are there and can be read."""
    indicator = office.plan.indicator(at.code)
    if indicator.entry is Entry.PER_BASE or indicator.rate_only:
        return typed
    other_part = "value/d" if at.part == "value/n" else "value/n"
    draft = drafting.standing(office, draft_at(office, at)).get(other_part)
    if typed.n is None and (draft is None or not draft.typed.strip()):
        return BLANK
    other = _other_half(office, at, part=other_part, draft=draft)
    if typed.n is None or other is None:
        return None
    return Value(n=typed.n, d=other) if at.part == "value/n" else Value(n=other, d=typed.n)


def _other_half(office: Office, at: FieldAt, *, part: str, draft: Draft | None) -> Decimal | None:
    """The other half as it stands in its own field; None where nothing is there that can be read."""
    if draft is None:
        stored = cells.one(office.database, cell_of(office, at))
        before = stored.value if stored else BLANK
        return before.d if part == "value/d" else before.n
    try:
        return parse_typed(office.plan.indicator(at.code), part, typed=draft.typed).n
    except ValueRefusedError:
        return None  # refused in its own field, which says why


def save_value(
    office: Office, at: FieldAt, *, value: Value, how: Circumstances = PLAIN
) -> ChangeSet:
    """Write one figure's value; nothing is written when it already stands so.

    Raises:
        WriteRefusedError: when a register gives the figure, so that a typed number never counts.
    """
    cell = cell_of(office, at)
    refuse_uncounted(office, office.plan.indicator(at.code), cell=cell, value=value)
    how = _cleaned(how)
    if cell.part == "proxy" and value.state is not State.BLANK:
        value = value._replace(text=how.proxy)
    before = cells.one(office.database, cell)
    standing = before.value if before else BLANK
    if standing == value and not (before and before.conflict) and how.act is None:
        _settle(office, at)
        return ChangeSet()
    act = how.act or ("settle" if before and before.conflict else None)
    write = Write(cell, value, note=how.note, act=act, source=how.source)
    with office.database.transaction():
        _settle(office, at)
        changes = office.write([write])
    office.undo.did(Step(office.unit.id, write, standing))
    return changes


def _cleaned(how: Circumstances) -> Circumstances:
    note = clean_text(how.note) if how.note else None
    return replace(how, note=note, proxy=clean_text(how.proxy, limit=_LONGEST_PROXY))


def _settle(office: Office, at: FieldAt) -> None:
    """What is saved needs no draft; numerator and denominator are saved together."""
    part = "value" if at.part.startswith("value/") else at.part
    drafting.drop(office, draft_at(office, at), part=part)


def save_pair(
    office: Office, at: FieldAt, *, typed: tuple[str, str | None], how: Circumstances = PLAIN
) -> Saved:
    """Save numerator and denominator (None for per_base) together; refused as a whole."""
    indicator = office.plan.indicator(at.code)
    guard(office, indicator, at=at, act=how.act, note=how.note)
    numerator, denominator = typed
    try:
        value = parse_typed(indicator, "value/n", typed=numerator)
        if denominator is not None and indicator.entry is Entry.PER_BASE:
            raise ValueRefusedError(denominator, "人口由上级下发，不用填", remedy="请只填分子。")
        if denominator is not None:
            value = value._replace(d=parse_typed(indicator, "value/d", typed=denominator).n)
        refuse_impossible(indicator, value, typed=f"{numerator}/{denominator}")
    except ValueRefusedError as error:
        return Saved(ChangeSet(), numerator, error.message)
    return Saved(save_value(office, at, value=value, how=how), numerator)


def save_state(office: Office, at: FieldAt, *, state: str, how: Circumstances = PLAIN) -> Saved:
    """Write a kind of nothing: blank, not_applicable or not_begun."""
    guard(office, office.plan.indicator(at.code), at=at, act=how.act, note=how.note)
    kind, indicator = State(state), office.plan.indicator(at.code)
    if indicator.entry is Entry.MILESTONE:  # of the whole year, like its steps
        at = replace(at, period=Period(office.plan.year, 12, PeriodType.YEAR))
    if kind in (State.VALUE, State.SEALED):
        raise WriteRefusedError("这里只能选未填、不适用或未开展。有数请直接填数。")
    changes = save_value(office, at, value=Value(kind), how=how)
    return Saved(changes, "" if kind is State.BLANK else kind.words)


def save_step(
    office: Office, at: FieldAt, *, typed: StepTyped, how: Circumstances = PLAIN
) -> Saved:
    """Write one step of a milestone: done needs its date. The part `decision` is `save_decision`'s."""
    if at.part == DECISION:
        return save_decision(office, at, typed=typed, how=how)
    indicator = office.plan.indicator(at.code)
    guard(office, indicator, at=at, act=how.act, note=how.note)
    if at.part.partition("/")[2] not in {step.code for step in indicator.steps}:
        known = "、".join(f"{s.code}（{s.name}）" for s in indicator.steps) or "无"
        raise WriteRefusedError(
            f"“{indicator.name}”没有节点{quoted(at.part)}，它的节点是：{known}。"
        )
    return _save_dated(office, at, typed=typed, how=how)


def save_decision(
    office: Office, at: FieldAt, *, typed: StepTyped, how: Circumstances = PLAIN
) -> Saved:
    """Write what is decided outside: 已命名 needs the date and the number of its document."""
    indicator = office.plan.indicator(at.code)
    guard(office, indicator, at=at, act=how.act, note=how.note)
    if not indicator.outside:
        raise WriteRefusedError(f"“{indicator.name}”没有外部评定，按节点填报。")
    return _save_dated(office, at, typed=typed, how=how)


def _save_dated(office: Office, at: FieldAt, *, typed: StepTyped, how: Circumstances) -> Saved:
    try:
        value = step_value(typed, outside=at.part == DECISION, today=office.today())
    except ValueRefusedError as error:
        return _refused(office, at, typed=typed.text, error=error)
    return Saved(save_value(office, at, value=value, how=how), typed.on)


def same_as_last(office: Office, at: FieldAt) -> Saved:
    """无变化: an explicit copy of the last period's figure, marked so.

    Raises:
        WriteRefusedError: when the last period holds nothing to copy.
    """
    indicator = office.plan.indicator(at.code)
    last = replace(at, period=at.period.previous(), part="value")
    stored = cells.one(office.database, cell_of(office, last))
    if stored is None or stored.value.state is State.BLANK:
        raise WriteRefusedError(
            f"“{indicator.name}”{last.period.title}没有数，不能沿用。请直接填数。"
        )
    how = Circumstances(act="same_as_last")
    changes = save_value(office, replace(at, part="value"), value=stored.value, how=how)
    return Saved(changes, "")


def keep_draft(office: Office, at: FieldAt, *, typed: str) -> None:
    """Keep against a crash what is being typed."""
    drafting.keep(office, draft_at(office, at), draft=Draft(at.part, typed, ""))


def drop_draft(office: Office, at: FieldAt) -> None:
    """Forget a draft: the field goes back to what is saved."""
    drafting.drop(office, draft_at(office, at), part=at.part)


def draft_at(office: Office, at: FieldAt) -> DraftAt:
    """Where drafts of the field's form are kept."""
    return DraftAt(at.code, at.unit_id, at.period.code, office.user)


def units_in_sight(office: Office) -> tuple[tuple[str, str], ...]:
    """This office and the units below it, as (id, name)."""
    below = [u for u in office.units.by_id.values() if office.units.is_below(u.id, office.unit.id)]
    return ((office.unit.id, office.unit.name), *((u.id, u.name) for u in below))


def departments(office: Office) -> tuple[tuple[str, str], ...]:
    """责任科室（单位）, as (code, name)."""
    return tuple((d.code, d.name) for d in office.plan.departments)
