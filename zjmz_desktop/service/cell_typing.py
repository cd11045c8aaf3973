"""What is typed for any one cell, as a value: where two computers disagree, another value may be typed."""

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text, parse_field
from zjmz_desktop.domain.values import BLANK, Value, parse_date, parse_number, text_value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import parse_typed, refuse_impossible
from zjmz_desktop.service.row_writing import field_named, state_typed
from zjmz_desktop.service.step_typing import DECISION, step_value
from zjmz_desktop.service.views import StepTyped

_DATED = ("cut_off", "submit_by")
_NUMBERS = ("target", "base")


def typed_value(office: Office, cell: Cell, *, typed: str) -> Value:
    """What was typed for a cell; empty is 未填.

    Args:
        office: the open office.
        cell: any cell of this office.
        typed: a number, a text, a date; a rate as 50/60; a step as 已完成 2018-06-18 文号.

    Raises:
        ValueRefusedError: when it is no value there.
    """
    if cell.row is not None and cell.of in office.plan.register_by_code:
        return _field(office, cell, typed=typed)
    indicator = next((one for one in office.plan.indicators if one.code == cell.of), None)
    if indicator is not None:
        return _figure(office, indicator, cell=cell, typed=typed)
    if not typed.strip():
        return BLANK
    if cell.part in _NUMBERS:
        return Value(n=parse_number(typed))
    return Value(on=parse_date(typed)) if cell.part in _DATED else text_value(clean_text(typed))


def _field(office: Office, cell: Cell, *, typed: str) -> Value:
    register = office.plan.register(cell.of)
    if cell.part.startswith("state/"):
        return state_typed(register, typed) if typed.strip() else BLANK
    return parse_field(field_named(register, cell.part), typed, units=office.units)


def _figure(office: Office, one: Indicator, *, cell: Cell, typed: str) -> Value:
    kind = cell.part.partition("/")[0]
    if kind in ("step", DECISION):
        words = StepTyped(*(*typed.split(maxsplit=2), "", "", "")[:3])
        return step_value(words, outside=kind == DECISION, today=office.today())
    part = "value" if kind in ("adopted", "proxy", "confirmed") else cell.part
    if one.entry is Entry.RATIO and not one.rate_only and part == "value":
        value = _pair(one, typed)
    else:
        value = parse_typed(one, part, typed=typed)
    if kind != "tick":
        refuse_impossible(one, value, typed=typed)
    return value


def _pair(one: Indicator, typed: str) -> Value:
    if not typed.strip():
        return BLANK
    numerator, slash, denominator = typed.replace("／", "/").partition("/")
    if not slash:
        raise ValueRefusedError(typed, "要填分子和分母", remedy="请写成分子/分母，例如50/60。")
    n = parse_typed(one, "value/n", typed=numerator)
    return Value(n=n.n, d=parse_typed(one, "value/d", typed=denominator).n)
