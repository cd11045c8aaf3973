"""Columns of a register that the program works out of a row: ages, ticks counted, rules met, sums."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial

from zjmz_desktop.domain.conditions import Context, Record, compiled
from zjmz_desktop.domain.plan_registers import RegisterField
from zjmz_desktop.domain.values import BLANK, Value, half_up, number, yes_no

Work = Callable[[Record], Value]
_Numbers = tuple[Decimal, ...]


def compiled_fields(context: Context) -> Mapping[str, Work]:
    """Code of each computed column → what works it out of a row at the context's period end."""
    return {one.code: _compiled(one, context) for one in context.register.computed_fields}


def _compiled(field: RegisterField, context: Context) -> Work:
    computed = field.computed
    assert computed is not None
    if computed.kind == "age":
        return partial(_age, code=computed.of[0], day=context.period_end)
    if computed.kind == "meets":
        return _meets(computed.of[0], context)
    if computed.kind == "ticked":
        ticks = context.register.group_fields(computed.of[0])
        return partial(_sum, codes=tuple(tick.code for tick in ticks))
    if computed.kind == "sum":
        return partial(_sum, codes=computed.of)
    work = {"reaches": _reaches, "difference": _difference, "percent": _percent}[computed.kind]
    return partial(_both, codes=computed.of, work=partial(work, scale=field.scale))


def _age(row: Record, *, code: str, day: str) -> Value:
    """Full years on a day; where the month alone is known, it is full in that month."""
    born = row.fields.get(code, BLANK).on or ""
    if not born or born > day:
        return BLANK
    years = int(day[:4]) - int(born[:4])
    return number(years - (day[5 : len(born)] < born[5:]))


def _meets(indicator: str, context: Context) -> Work:
    """Whether a row meets what the indicator's numerator asks; nothing of rows it does not concern."""
    source = context.plan.indicator(indicator).source
    assert source is not None
    only = tuple(compiled(one, context) for one in source.only)
    where = tuple(compiled(one, context) for one in source.numerator.where)

    def work(row: Record) -> Value:
        if not row.fields or any(test(row) for test in only):
            return BLANK
        return yes_no(not any(test(row) for test in where))

    return work


def _sum(row: Record, *, codes: Iterable[str]) -> Value:
    """Of those that are filled: numbers, or ticks, of which 是 is 1; nothing while none is."""
    filled = _numbers(row, codes)
    return number(sum(filled)) if filled else BLANK


def _both(
    row: Record, *, codes: tuple[str, ...], work: Callable[[Decimal, Decimal], Value]
) -> Value:
    """Of two numbers, both filled."""
    filled = _numbers(row, codes)
    return work(*filled) if len(filled) == len(codes) else BLANK


def _reaches(left: Decimal, right: Decimal, *, scale: int) -> Value:
    return yes_no(left >= right)


def _difference(left: Decimal, right: Decimal, *, scale: int) -> Value:
    return number(left - right)


def _percent(left: Decimal, right: Decimal, *, scale: int) -> Value:
    if not right:
        return BLANK
    return number(half_up(Fraction(left) * 100 / Fraction(right), scale))


def _numbers(row: Record, codes: Iterable[str]) -> _Numbers:
    found = (row.fields.get(code, BLANK).n for code in codes)
    return tuple(n for n in found if n is not None)
