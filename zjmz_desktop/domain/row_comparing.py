"""What fields of a row say of each other: sums of numbers, and the order of dates."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from zjmz_desktop.domain.plan_registers import Register, RegisterCheck, RegisterField
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.values import BLANK

_Columns = Mapping[str, RegisterField]
_ZERO = Decimal(0)
_COMPARED: dict[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    "<=": (Decimal.__le__, "大于"),
    ">=": (Decimal.__ge__, "小于"),
    "=": (Decimal.__eq__, "不等于"),
}
_ORDERED: dict[str, tuple[Callable[[str, str], bool], str]] = {
    "<=": (str.__le__, "晚于"),
    ">=": (str.__ge__, "早于"),
    "=": (str.__eq__, "不同于"),
}


def check_together(row: Row, register: Register, *, day: str) -> Iterator[Problem]:
    """The register's own checks, on what is filled.

    Args:
        row: the row.
        register: whose row.
        day: last day of the period looked at, or "".
    """
    columns = register.field_by_code
    for check in register.checks:
        dated = columns[check.left[0]].type == "date"
        fault = _order_fault(check, row, columns=columns, day=day) if dated else ""
        fault = fault or ("" if dated else _sum_fault(check, row, columns=columns))
        if fault:
            yield _problem(check, fault)


def _problem(check: RegisterCheck, fault: str) -> Problem:
    severity = Severity(check.severity)
    remedy = "请核对这几项。" if severity is Severity.ERROR else "请核对；情况属实的，请写明原因。"
    return Problem(severity, check.code, "", check.left[0], f"{fault}。", remedy)


def _order_fault(check: RegisterCheck, row: Row, *, columns: _Columns, day: str) -> str:
    """A date that may be a month alone is compared as far as both are known."""
    left = row.fields.get(check.left[0], BLANK).on or ""
    right = row.fields.get(check.right[0], BLANK).on or "" if check.right else day
    holds, words = _ORDERED[check.operator]
    known = min(len(left), len(right))
    if not known or holds(left[:known], right[:known]):
        return ""
    name = columns[check.right[0]].name if check.right else "报告期末"
    return f"{columns[check.left[0]].name}{left}，{words}{name}{right}"


def _sum_fault(check: RegisterCheck, row: Row, *, columns: _Columns) -> str:
    left, right = _sum(check.left, row, columns=columns), _sum(check.right, row, columns=columns)
    if check.right_value is not None:
        right = (check.right_value, f"{check.right_value:f}")
    if left is None or right is None:
        return ""
    holds, words = _COMPARED[check.operator]
    return "" if holds(left[0], right[0]) else f"{left[1]}，{words}{right[1]}"


def _sum(codes: tuple[str, ...], row: Row, *, columns: _Columns) -> tuple[Decimal, str] | None:
    """(sum, its words) of number fields; None when one is blank."""
    values = [row.fields.get(code, BLANK).n for code in codes]
    numbers = [n for n in values if n is not None]
    if len(numbers) < len(codes) or not codes:
        return None
    total = sum(numbers, _ZERO)
    names = "、".join(columns[code].name for code in codes)
    return total, f"{names}{'合计' if len(codes) > 1 else ''}{total:f}{columns[codes[0]].unit}"
