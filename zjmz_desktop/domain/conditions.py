"""Counting conditions of a register: whether a row meets one, and if not, why, in Chinese.

A condition is compiled once into a test that is then run over many rows (formats D).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Protocol

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_registers import (
    Condition,
    FromQuestion,
    Operand,
    Register,
    RegisterField,
    RowMeasure,
    Source,
)
from zjmz_desktop.domain.values import State, Value, shown

STATE = "state"
_TICK = Decimal(1)


class Record(Protocol):
    """What a condition needs of a row: its fields, and its dated states."""

    @property
    def fields(self) -> Mapping[str, Value]:
        """Values by field code."""

    @property
    def states(self) -> tuple[tuple[str, str], ...]:
        """(date, state code)."""


@dataclass(frozen=True)
class Context:
    """What a reading depends on besides the rows.

    Attributes:
        plan: the plan in force.
        register: whose rows are read.
        period: rows are judged at its last day.
        choices: decided open questions: question code → choice code; else the first.
    """

    plan: Plan
    register: Register
    period: Period
    choices: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def period_end(self) -> str:
        """Last day of the period, as stored."""
        return self.period.last_on.isoformat()

    @cached_property
    def deciding_fields(self) -> frozenset[str]:
        """Fields of this register that decide a figure of the plan."""
        return deciding_fields(self.register, self.plan)

    @cached_property
    def tests(self) -> "dict[Condition, Test]":
        """Conditions compiled so far: many indicators ask the same of the rows."""
        return {}

    @cached_property
    def standings(self) -> dict[str, tuple[Record, Any]]:
        """Row id → row and its 认定, as far as it was worked out."""
        return {}


Test = Callable[[Record], str]


def holds(condition: Condition, row: Record, *, context: Context) -> str:
    """Empty when the condition holds for the row, else the reason in Chinese."""
    return compiled(condition, context)(row)


def compiled(condition: Condition, context: Context) -> Test:
    """The condition as a test of rows: empty when it holds, else the reason.

    Raises:
        KeyError: on a field or question that the plan does not declare, or an unknown operator.
    """
    found = context.tests.get(condition)
    if found is None:
        found = context.tests[condition] = _made(condition, context)
    return found


def _made(condition: Condition, context: Context) -> Test:
    if condition.field == STATE:
        return _state_test(condition, context)
    if condition.operator == "ticked":
        return _ticked_test(condition, context)
    column = context.register.field_by_code[condition.field]
    operand = resolved(condition.operand, context)
    if condition.operator == "filled":
        return _filled_test(column, bool(operand))
    return _field_test(column, _RULES[condition.operator](column, _Right(operand, context)))


def resolved(operand: Operand, context: Context) -> Any:
    """The right side with an open question replaced by its decided, else its first, choice."""
    if not isinstance(operand, FromQuestion):
        return operand
    question = {q.code: q for q in context.plan.questions}[operand.question]
    decided = context.choices.get(question.code, "")
    return question.choices.get(decided, next(iter(question.choices.values())))


def fields_read(conditions: tuple[Condition, ...], register: Register) -> set[str]:
    """Codes of the fields that conditions read; a ticked group is given by its fields."""
    found: set[str] = set()
    for condition in conditions:
        if condition.operator == "ticked":
            found |= {f.code for f in register.group_fields(condition.field)}
        else:
            found.add(condition.field)
    return found


def source_fields(source: Source, register: Register) -> set[str]:
    """Codes of the fields that all conditions of one source read."""
    found = fields_read((*source.only, *source.numerator.where), register)
    if source.denominator is not None:
        found |= fields_read(source.denominator.where, register)
    return found


def deciding_fields(register: Register, plan: Plan) -> frozenset[str]:
    """Fields of this register that decide a figure of the plan: a change asks for a new 认定.

    Conditions read them, or a measure sums them up or tells rows apart by them; the dated state is
    `state`. Where an open question chooses the field that is summed, all its choices.
    """
    sources = (i.source for i in plan.indicators if i.source is not None)
    mine = [s for s in sources if s.register == register.code]
    found = {code for source in mine for code in source_fields(source, register)}
    measures = [m for s in mine for m in (s.numerator, s.denominator) if m is not None]
    found |= {code for measure in measures for code in _measured(measure, plan)}
    return frozenset(found)


def _measured(measure: RowMeasure, plan: Plan) -> set[str]:
    """Fields that a measure sums up or tells apart."""
    summed = measure.sum_field
    codes: set[object] = {summed, measure.distinct}
    if isinstance(summed, FromQuestion):
        question = next(q for q in plan.questions if q.code == summed.question)
        codes = {*question.choices.values(), measure.distinct}
    return {code for code in codes if isinstance(code, str) and code}


def state_at(states: tuple[tuple[str, str], ...], day: str) -> tuple[str, str]:
    """(since, code) of the dated state in force on `day`; ("", "") before the first."""
    found = ("", "")
    for dated in states:
        if found < dated and dated[0] <= day:
            found = dated
    return found


# ---- tests ----


@dataclass(frozen=True, slots=True)
class _Rule:
    """One operator with its right side filled in.

    `read` takes the typed content out of a value, `ok` judges it, `reason` is said when it is not.
    """

    read: Callable[[Value], Any]
    ok: Callable[[Any], bool]
    reason: Callable[[Any], str]


def _field_test(column: RegisterField, rule: _Rule) -> Test:
    code, blank = column.code, f"{column.name}未填"
    read, ok, reason, filled = rule.read, rule.ok, rule.reason, State.VALUE

    def test(row: Record) -> str:
        value = row.fields.get(code)
        if value is None or value.state is not filled:
            return blank if value is None else f"{column.name}{value.state.words}"
        got = read(value)
        if got is None:
            return blank
        return "" if ok(got) else reason(got)

    return test


def _filled_test(column: RegisterField, wanted: bool) -> Test:
    code = column.code
    reason = f"{column.name}未填" if wanted else f"{column.name}已填，不计入"

    def test(row: Record) -> str:
        value = row.fields.get(code)
        filled = value is not None and value.state in (State.VALUE, State.SEALED)
        return "" if filled is wanted else reason

    return test


def _state_test(condition: Condition, context: Context) -> Test:
    day, names = context.period_end, context.register.states
    ok = _state_rule(condition, context)
    unfilled = "" if condition.operator == "filled" and ok("") else "状态未填"

    def test(row: Record) -> str:
        since, code = state_at(row.states, day)
        if not code:
            return unfilled
        return "" if ok(code) else f"状态为“{names.get(code, code)}”（{since}起），不计入"

    return test


def _ticked_test(condition: Condition, context: Context) -> Test:
    columns = context.register.group_fields(condition.field)
    name = next((f.group_name for f in columns if f.group_name), condition.field)
    codes, needed = tuple(f.code for f in columns), int(resolved(condition.operand, context))

    def test(row: Record) -> str:
        values = filter(None, map(row.fields.get, codes))
        answers = [value.n for value in values if value.n is not None]
        ticked = answers.count(_TICK)
        if ticked >= needed:
            return ""
        if not answers:
            return f"{name}未填"
        blank = len(codes) - len(answers)
        return f"{name}满足项数{ticked}项，少于{needed}项" + (f"（{blank}项未填）" if blank else "")

    return test


def _state_rule(condition: Condition, context: Context) -> Callable[[str], bool]:
    operand = resolved(condition.operand, context)
    if condition.operator == "filled":
        return lambda code: bool(code) is operand
    codes = frozenset([operand] if isinstance(operand, str) else operand)
    if condition.operator == "not_in":
        return lambda code: code not in codes
    return codes.__contains__


# ---- operators ----


@dataclass(frozen=True, slots=True)
class _Right:
    """A right side, questions resolved, and what it is relative to."""

    operand: Any
    context: Context

    @property
    def codes(self) -> frozenset[str]:
        """One code or a list of codes."""
        return frozenset([self.operand] if isinstance(self.operand, str) else self.operand)


def _is(column: RegisterField, right: _Right) -> _Rule:
    if column.type != "yes_no":
        return _in(column, right)
    wanted = Decimal(right.operand is True or right.operand == "true")
    reason = f"{column.name}为“{'否' if wanted else '是'}”，不计入"
    return _Rule(attrgetter("n"), wanted.__eq__, lambda _: reason)


def _in(column: RegisterField, right: _Right) -> _Rule:
    codes = right.codes
    if column.type == "several":
        return _Rule(attrgetter("choices"), lambda got: not codes.isdisjoint(got), _named(column))
    return _Rule(attrgetter("text"), codes.__contains__, _named(column))


def _not_in(column: RegisterField, right: _Right) -> _Rule:
    rule = _in(column, right)
    return _Rule(rule.read, lambda got: not rule.ok(got), rule.reason)


def _named(column: RegisterField) -> Callable[[Any], str]:
    def reason(got: str | tuple[str, ...]) -> str:
        codes = (got,) if isinstance(got, str) else got
        words = "、".join(column.choices.get(code, code) for code in codes)
        return f"{column.name}为“{words}”，不计入"

    return reason


def _at_least(column: RegisterField, right: _Right) -> _Rule:
    limit = Decimal(right.operand)
    return _Rule(attrgetter("n"), limit.__le__, _beyond(column, limit, words="低于"))


def _at_most(column: RegisterField, right: _Right) -> _Rule:
    limit = Decimal(right.operand)
    return _Rule(attrgetter("n"), limit.__ge__, _beyond(column, limit, words="高于"))


def _beyond(column: RegisterField, limit: Decimal, *, words: str) -> Callable[[Decimal], str]:
    unit, wanted = column.unit, f"{words}{limit:f}{column.unit}，不计入"

    def reason(n: Decimal) -> str:
        decimals, side = column.scale, n.compare(limit)
        while Decimal(shown(n, decimals)).compare(limit) != side:
            decimals += 1
        return f"{column.name}{shown(n, decimals)}{unit}，{wanted}"

    return reason


_DAY_WORDS = {"year_start": "年初", "period_start": "报告期初", "period_end": "报告期末"}


def _day(operand: str, context: Context) -> tuple[str, str]:
    """(date, words) of a date on the right side."""
    days = {
        "year_start": f"{context.period.year:04d}-01-01",
        "period_start": context.period.first_on.isoformat(),
        "period_end": context.period_end,
    }
    day = days.get(operand, operand)
    return day, f"{_DAY_WORDS[operand]}（{day}）" if operand in days else day


def _on_or_after(column: RegisterField, right: _Right) -> _Rule:
    limit, words = _day(right.operand, right.context)
    return _Rule(
        attrgetter("on"),
        lambda on: first_day(on) >= limit,
        lambda on: f"{column.name}{on}早于{words}，不计入",
    )


def _on_or_before(column: RegisterField, right: _Right) -> _Rule:
    limit, words = _day(right.operand, right.context)
    return _Rule(
        attrgetter("on"),
        lambda on: last_day(on) <= limit,
        lambda on: f"{column.name}{on}晚于{words}，不计入",
    )


def _within(column: RegisterField, right: _Right) -> _Rule:
    context, whole_year = right.context, right.operand == "year_to_period_end"
    start, _ = _day("year_start" if whole_year else "period_start", context)
    end, end_words = _day("period_end", context)
    title = f"{context.period.year}年" if whole_year else context.period.title

    def reason(on: str) -> str:
        if whole_year and last_day(on)[:4] == start[:4]:
            return f"{column.name}{on}晚于{end_words}，不计入"
        return f"{column.name}{on}不在{title}内，不计入"

    return _Rule(attrgetter("on"), lambda on: start <= last_day(on) <= end, reason)


_RULES: dict[str, Callable[[RegisterField, _Right], _Rule]] = {
    "is": _is,
    "in": _in,
    "not_in": _not_in,
    "at_least": _at_least,
    "at_most": _at_most,
    "on_or_after": _on_or_after,
    "on_or_before": _on_or_before,
    "within": _within,
}

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


def first_day(on: str) -> str:
    """The date, or the first day of a month-only date."""
    return f"{on}-01" if len(on) == 7 else on


def last_day(on: str) -> str:
    """The date, or the last day of a month-only date."""
    return on if len(on) == 10 else _last_of_month(on)


@lru_cache(maxsize=4096)
def _last_of_month(on: str) -> str:
    match = _MONTH.fullmatch(on)
    return f"{on}-{monthrange(int(match[1]), int(match[2]))[1]:02d}" if match else on
