"""Texts that are built by a rule of their own: 统一社会信用代码, 统计用区划代码."""

import re
import unicodedata
from collections.abc import Callable

# GB 32100-2015: 31 signs (no I, O, S, V, Z); the last one checks the seventeen before it.
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18
_DIVISION = re.compile(r"[0-9]{12}")


def in_form(form: str, text: str) -> str:
    """The text as its rule writes it: half-width capitals without blanks; other texts as they are."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper() if form else text


def fault_of_form(form: str, text: str) -> str:
    """What is wrong with a text of that form, or ""."""
    return _FAULTS[form](text) if form and text else ""


def with_check_sign(first: str) -> str:
    """The first 17 signs of a credit code with the one that checks them."""
    total = sum(_SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(first))
    return first + _SIGNS[-total % 31]


def _credit_code_fault(text: str) -> str:
    if len(text) != _LENGTH:
        return f"是{len(text)}位，应为{_LENGTH}位"
    strange = [sign for sign in text if sign not in _SIGNS]
    if strange:
        return f"里不会有“{strange[0]}”"
    right = with_check_sign(text[:-1])
    return "" if text == right else "的末位（校验码）对不上，有一位抄错了"


def _division_code_fault(text: str) -> str:
    return "" if _DIVISION.fullmatch(text) else "不是12位数字"


_FAULTS: dict[str, Callable[[str], str]] = {
    "credit_code": _credit_code_fault,
    "division_code": _division_code_fault,
}
