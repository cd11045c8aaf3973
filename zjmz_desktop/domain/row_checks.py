"""Fields of register rows: what may be typed, how it is shown, and what checks find in a row."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from zjmz_desktop.domain.conditions import first_day
from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Row, title_of
from zjmz_desktop.domain.row_comparing import check_together
from zjmz_desktop.domain.sensitive import text_warnings
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.unit_names import full_name, unit_named
from zjmz_desktop.domain.units import Units
from zjmz_desktop.domain.values import (
    BLANK,
    State,
    Value,
    parse_date,
    parse_number,
    scale_of,
    text_value,
    yes_no,
)
from zjmz_desktop.domain.written_forms import fault_of_form, in_form

TEXT_LIMIT = 2_000
_VALUES_KEPT = 1_024
_ZERO = Decimal(0)

# ---- what is typed ----

_BIG = re.compile(r"[万亿]")


def read_amount(typed: str, unit: str) -> Decimal:
    """Read a number that may carry its unit (`460㎡`, `12 个`, `35.5万元`).

    Raises:
        ValueRefusedError: when it is no number, or 万 stands beside a unit that says 万 already.
    """
    bare = typed.strip()
    for suffix in (unit, unicodedata.normalize("NFKC", unit)):
        bare = bare.removesuffix(suffix).strip()
    if unit[:1] in ("万", "亿") and _BIG.search(bare):
        raise ValueRefusedError(
            typed, f"单位已是{unit}", remedy=f"请填以{unit}计的数，不带“{unit[0]}”。"
        )
    return parse_number(bare)


def parse_field(column: RegisterField, typed: str, *, units: Units) -> Value:
    """Read what was typed into a field of a row; nothing typed is 未填.

    Raises:
        ValueRefusedError: with the reason and what to type instead.
    """
    if column.type == "text":
        return text_value(in_form(column.form, clean_text(typed)))
    if not typed.strip():
        return BLANK
    if column.type == "unit":
        return text_value(unit_named(typed, units).unit.id)
    return _PARSERS[column.type](column, typed)


def _parse_number(column: RegisterField, typed: str) -> Value:
    n = read_amount(typed, column.unit)
    if scale_of(n) > column.scale:
        reason, remedy = _too_fine(column.scale)
        raise ValueRefusedError(typed, reason, remedy=remedy)
    if fault := _out_of_bounds(n, column):
        raise ValueRefusedError(typed, fault, remedy="请核对后重填。")
    return Value(n=n)


def _too_fine(scale: int) -> tuple[str, str]:
    if scale == 0:
        return "应为整数", "请填整数，例如12。"
    return f"最多{scale}位小数", f"请核实后填到小数点后{scale}位，程序不代为四舍五入。"


def _out_of_bounds(n: Decimal, column: RegisterField) -> str:
    """Why a number is out of bounds; where no minimum is declared, less than 0 is."""
    low = _ZERO if column.minimum is None else column.minimum
    if n < low:
        return f"{column.name}不能小于{low:f}{column.unit}"
    if column.maximum is not None and n > column.maximum:
        return f"{column.name}不能大于{column.maximum:f}{column.unit}"
    return ""


def _parse_date(column: RegisterField, typed: str) -> Value:
    del column
    return Value(on=parse_date(typed))


_SEPARATORS = re.compile(r"[、，,；;\n]")


def _parse_several(column: RegisterField, typed: str) -> Value:
    if normalised(typed) in _codes_by_words(column):
        return Value(choices=(_code_of(column, typed),))
    parts = [part for part in _SEPARATORS.split(typed) if part.strip()]
    codes = {_code_of(column, part) for part in parts}
    return Value(choices=tuple(sorted(codes))) if codes else BLANK


def _codes_by_words(column: RegisterField) -> dict[str, str]:
    """Choice codes by code and by Chinese words; words win."""
    by_code = {normalised(code): code for code in column.choices}
    return by_code | {normalised(words): code for code, words in column.choices.items()}


def _code_of(column: RegisterField, typed: str) -> str:
    if not column.choices:
        return clean_text(typed)
    code = _codes_by_words(column).get(normalised(typed))
    if code is None:
        options = "、".join(column.choices.values())
        raise ValueRefusedError(
            typed, f"{column.name}没有这一项", remedy=f"请从这些里选：{options}。"
        )
    return code


_ANSWERS = dict.fromkeys(("是", "有", "true", "1", "yes", "y", "√", "✓", "✔", "☑"), True)
_ANSWERS |= dict.fromkeys(("否", "无", "false", "0", "no", "n", "×", "✗", "✘"), False)


def answer_of(typed: str) -> bool | None:
    """Whether a text means yes (是, 有, √, 1) or no; None where it means neither."""
    return _ANSWERS.get(normalised(typed))


def _parse_yes_no(column: RegisterField, typed: str) -> Value:
    answer = answer_of(typed)
    if answer is None:
        raise ValueRefusedError(typed, f"{column.name}只分是、否", remedy="请填是或否。")
    return yes_no(answer)


_PARSERS: dict[str, Callable[[RegisterField, str], Value]] = {
    "number": _parse_number,
    "date": _parse_date,
    "choice": lambda column, typed: text_value(_code_of(column, typed)),
    "several": _parse_several,
    "yes_no": _parse_yes_no,
}

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def clean_text(typed: str, *, limit: int = TEXT_LIMIT) -> str:
    """Typed text as stored: NFC, no blanks at the ends, one kind of line end.

    Raises:
        ValueRefusedError: on characters that can't be seen (control, bidi, zero-width), with their
            place, and when it is longer than `limit`.
    """
    text = unicodedata.normalize("NFC", typed.strip().replace("\r\n", "\n"))
    for place, char in enumerate("" if text.isprintable() else text, start=1):
        if char != "\n" and unicodedata.category(char) in _UNSEEN:
            what = f"第{place}个字符是看不见的字符（U+{ord(char):04X}）"
            raise ValueRefusedError(
                _beginning(text), what, remedy="请删去它再保存，或直接重新录入。"
            )
    if len(text) > limit:
        remedy = f"请删减到{limit}字以内。"
        raise ValueRefusedError(_beginning(text), f"共{len(text)}字，超过{limit}字", remedy=remedy)
    return text


def _beginning(text: str) -> str:
    seen = "".join(c for c in text[:40] if unicodedata.category(c) not in _UNSEEN)
    return seen[:20] + ("…" if len(text) > 20 else "")


# ---- what is shown ----


def show_field(column: RegisterField, value: Value, *, units: Units) -> str:
    """A field as screens show it; `parse_field` reads it back. 未填 is empty."""
    if value.state is not State.VALUE:
        return "" if value.state is State.BLANK else value.state.words
    if column.type == "number":
        return "" if value.n is None else f"{value.n:.{max(column.scale, scale_of(value.n))}f}"
    if column.type == "yes_no":
        return "" if value.n is None else ("是" if value.n else "否")
    if column.type == "date":
        return value.on or ""
    if column.type == "several":
        return "、".join(_show_choice(column, code) for code in value.choices or ())
    text = value.text or ""
    return _show_unit(text, units) if column.type == "unit" else column.choices.get(text, text)


def shower_of(column: RegisterField, units: Units) -> Callable[[Value], str]:
    """`show_field` for the many values of one column: equal ones are put into words once."""
    return lru_cache(maxsize=_VALUES_KEPT)(partial(show_field, column, units=units))


def _show_choice(column: RegisterField, code: str) -> str:
    words = column.choices.get(code, code)
    return code if _SEPARATORS.search(words) else words


def _show_unit(unit_id: str, units: Units) -> str:
    unit = units.by_id.get(unit_id)
    if unit is None:
        return unit_id
    return full_name(unit, units) if units.shares_name(unit) else unit.name


# ---- what checks find ----


class RowChecker:
    """Checks rows of one register; what is equal in many of them is looked at once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._fields = tuple((c.code, _checks_of(c)) for c in register.fields)

    def problems(self, row: Row, *, day: str = "") -> list[Problem]:
        """Problems of one row, field by field in the paper's order, then the register's own checks.

        Args:
            row: the row.
            day: last day of the period looked at; without one, nothing is compared with it.
        """
        found: list[Problem] = []
        fields = row.fields
        for code, check in self._fields:
            found += check(fields.get(code, BLANK))
        found += check_together(row, self._register, day=day)
        title = title_of(row, self._register) if found else ""
        return [p._replace(message=f"“{title}”：{p.message}", row=row.id) for p in found]

    def is_sound(self, row: Row) -> bool:
        """Whether nothing 强制性 is wrong with the row: only such a row is a report (已报)."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems(row))


def _checks_of(column: RegisterField) -> Callable[[Value], tuple[Problem, ...]]:
    return lru_cache(maxsize=_VALUES_KEPT)(partial(_check_field, column))


def _check_field(column: RegisterField, value: Value) -> tuple[Problem, ...]:
    if value.state is State.BLANK:
        what, remedy = f"{column.name}未填。", f"请补填{column.name}。"
        blank = _error("required", column, message=what, remedy=remedy)
        return (blank,) if column.required else ()
    if value.state is not State.VALUE:
        return ()
    found = [
        Problem(Severity.WARNING, code, "", column.code, f"{column.name}里{what}。", remedy)
        for code, what, remedy in text_warnings(value.text or "")
    ]
    fault_of = _FAULTS.get(column.type)
    if fault_of is not None and (fault := fault_of(column, value)):
        found.append(_error("content", column, message=f"{fault}。", remedy="请核对后重填。"))
    return tuple(found)


def _error(code: str, column: RegisterField, *, message: str, remedy: str) -> Problem:
    return Problem(Severity.ERROR, code, "", column.code, message, remedy)


def _number_fault(column: RegisterField, value: Value) -> str:
    if value.n is None:
        return f"{column.name}不是数字"
    if scale_of(value.n) > column.scale:
        return f"{column.name}{value.n:f}{column.unit}，{_too_fine(column.scale)[0]}"
    fault = _out_of_bounds(value.n, column)
    return f"{fault}，现为{value.n:f}{column.unit}" if fault else ""


def _date_fault(column: RegisterField, value: Value) -> str:
    day = first_day(value.on or "")
    try:
        good = date.fromisoformat(day).isoformat() == day
    except ValueError:
        good = False
    return "" if good else f"{column.name}“{value.on or ''}”不是日期"


def _choice_fault(column: RegisterField, value: Value) -> str:
    codes = value.choices if column.type == "several" else (value.text or "",)
    unknown = [code for code in codes or () if column.choices and code not in column.choices]
    return f"{column.name}里没有“{'、'.join(unknown)}”这一项" if unknown else ""


def _answer_fault(column: RegisterField, value: Value) -> str:
    return "" if value.n in (0, 1) else f"{column.name}只分是、否"


def _form_fault(column: RegisterField, value: Value) -> str:
    fault = fault_of_form(column.form, value.text or "")
    return f"{column.name}“{value.text}”{fault}" if fault else ""


_FAULTS: dict[str, Callable[[RegisterField, Value], str]] = {
    "text": _form_fault,
    "number": _number_fault,
    "date": _date_fault,
    "choice": _choice_fault,
    "several": _choice_fault,
    "yes_no": _answer_fault,
}
