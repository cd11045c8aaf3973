"""Checks of the columns that a plan file says the program works out."""

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from zjmz_desktop.domain.errors import PlanProblem
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.plan_text import place_of

_Asked = tuple[Plan, Register, str]  # whether a word in `of` names something fitting there


def _is_date(asked: _Asked) -> bool:
    return _type(asked) == "date"


def _is_number(asked: _Asked) -> bool:
    return _type(asked) == "number"


def _type(asked: _Asked) -> str:
    _, register, code = asked
    field = register.field_by_code.get(code)
    return "" if field is None else field.type


def _is_group(asked: _Asked) -> bool:
    _, register, code = asked
    return bool(code) and bool(register.group_fields(code))


def _is_fed(asked: _Asked) -> bool:
    plan, register, code = asked
    sources = (i.source for i in plan.indicators if i.code == code)
    return any(source is not None and source.register == register.code for source in sources)


class _Kind(NamedTuple):
    """What a kind gives, and what it is worked out of: how many (0: any number) of which."""

    type: str
    many: int
    fits: Callable[[_Asked], bool]
    words: str


_KINDS = {
    "age": _Kind("number", 1, _is_date, "一个日期字段"),
    "ticked": _Kind("number", 1, _is_group, "一个勾选组"),
    "meets": _Kind("yes_no", 1, _is_fed, "一项取自本底册的指标"),
    "reaches": _Kind("yes_no", 2, _is_number, "两个数字段"),
    "sum": _Kind("number", 0, _is_number, "数字段"),
    "difference": _Kind("number", 2, _is_number, "两个数字段"),
    "percent": _Kind("number", 2, _is_number, "两个数字段"),
}
_TYPES = {"number": "数（number）", "yes_no": "是否（yes_no）"}


def computed_problems(plan: Plan, text: str) -> list[PlanProblem]:
    """Every computed column that is declared wrongly, with its place in the file."""
    declared = [len(r.own_fields) + len(r.computed_fields) for r in plan.registers]
    starts = accumulate(declared, initial=0)
    return [
        PlanProblem(
            *place_of(text, "register.field", index=start + _place(register, at), key=key),
            f"register[{register.code}].field[{register.computed_fields[at].code}]",
            message,
        )
        for start, register in zip(starts, plan.registers, strict=False)
        for at, field in enumerate(register.computed_fields)
        for key, message in _faults(plan, register, field=field)
    ]


def _place(register: Register, at: int) -> int:
    """Which of the register's fields, as declared, that computed one is."""
    computed = register.computed_fields[at].computed
    assert computed is not None
    codes = [field.code for field in register.own_fields]
    return at + (codes.index(computed.after) + 1 if computed.after else 0)


def _faults(plan: Plan, register: Register, *, field: RegisterField) -> Iterator[tuple[str, str]]:
    """(key, message)."""
    computed = field.computed
    assert computed is not None
    if field.required:
        yield "required", "由程序计算的字段不填写，不能写 required"
    kind = _KINDS.get(computed.kind)
    if kind is None:
        yield "of", "写了 of，没有写 computed"
        return
    if field.type != kind.type:
        yield "type", f"computed = “{computed.kind}”的 type 应是{_TYPES[kind.type]}"
    wrong = [code for code in computed.of if not kind.fits((plan, register, code))]
    if wrong or not computed.of or len(computed.of) != (kind.many or len(computed.of)):
        named = f"，“{wrong[0]}”不是" if wrong else ""
        yield "of" if computed.of else "computed", f"of 应是{kind.words}{named}"
