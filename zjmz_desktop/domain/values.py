"""Exact values and the kinds of nothing; how clerks' typing becomes a number.

Numbers are integers with a decimal scale in storage and `Decimal` here; no float ever touches a figure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from zjmz_desktop.domain.errors import RevisionError, ValueRefusedError

MAX_INTEGER = 2**53 - 1


class State(StrEnum):
    """What a cell says. `BLANK` is 未填 (or cleared), `NOT_BEGUN` counts as zero and is said so."""

    VALUE = "value"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NOT_BEGUN = "not_begun"
    SEALED = "sealed"

    @property
    def words(self) -> str:
        """The word on screen and paper."""
        return {
            "value": "已填",
            "blank": "未填",
            "not_applicable": "不适用",
            "not_begun": "未开展",
            "sealed": "已封存",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Value:
    """One cell whole: numerator and denominator together.

    Attributes:
        state: what kind of value, or of nothing.
        n: number, numerator, or 1/0 for a tick.
        d: denominator.
        text: text, choice code, step state or unit id, by the part.
        on: `2018-06-18`, or `2018-06` where only the month is known.
        choices: sorted choice codes.
        refs: sorted revision ids.
        doc: document number (文号).
        commit: salted commitment of a personal text; only with `SEALED`.
    """

    state: State = State.VALUE
    n: Decimal | None = None
    d: Decimal | None = None
    text: str | None = None
    on: str | None = None
    choices: tuple[str, ...] | None = None
    refs: tuple[str, ...] | None = None
    doc: str | None = None
    commit: str | None = None


BLANK = Value(State.BLANK)


def number(n: Decimal | int | str, d: Decimal | int | str | None = None) -> Value:
    """A value of one number, or of numerator and denominator."""
    return Value(n=Decimal(n), d=None if d is None else Decimal(d))


def text_value(text: str) -> Value:
    """A value of text; empty text is 未填."""
    return Value(text=text) if text else BLANK


def yes_no(answer: bool) -> Value:
    """A tick."""
    return Value(n=Decimal(int(answer)))


def scale_of(exact: Decimal) -> int:
    """Fewest decimals that hold the number exactly."""
    exponent = exact.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise RevisionError("数值不是有限小数。")
    return max(-exponent, 0)


def to_scaled(exact: Decimal, scale: int) -> int:
    """The number as an integer of `scale` decimals.

    Raises:
        RevisionError: when it has more decimals, or does not fit 2⁵³.
    """
    scaled = exact.scaleb(scale)
    if scaled != scaled.to_integral_value() or abs(scaled) > MAX_INTEGER:
        raise RevisionError(f"数值{exact}超出可以精确保存的范围。")
    return int(scaled)


def from_scaled(integer: int, scale: int) -> Decimal:
    """The number that `integer` with `scale` decimals stands for."""
    return Decimal(integer).scaleb(-scale) if scale else Decimal(integer)


def to_json(value: Value) -> dict[str, Any]:
    """The canonical `value` object of a revision line; minimal scale, absent keys left out."""
    numbers = [x for x in (value.n, value.d) if x is not None]
    scale = max((scale_of(x) for x in numbers), default=0)
    found: dict[str, Any] = {
        "state": value.state.value,
        "n": None if value.n is None else to_scaled(value.n, scale),
        "d": None if value.d is None else to_scaled(value.d, scale),
        "scale": scale or None,
        "text": value.text,
        "on": value.on,
        "list": None if value.choices is None else sorted(value.choices),
        "refs": None if value.refs is None else sorted(value.refs),
        "doc": value.doc,
        "commit": value.commit,
    }
    return {key: item for key, item in found.items() if item is not None}


_KEYS = {"state", "n", "d", "scale", "text", "on", "list", "refs", "doc", "commit"}


def from_json(found: Mapping[str, Any]) -> Value:
    """Read the `value` object of a revision line.

    Raises:
        RevisionError: on an unknown key or state.
    """
    if unknown := set(found) - _KEYS:
        raise RevisionError(f"数据里有不认识的内容：{'、'.join(sorted(unknown))}。")
    scale = found.get("scale", 0)
    n, d = found.get("n"), found.get("d")
    return Value(
        state=State(found["state"]),
        n=None if n is None else from_scaled(n, scale),
        d=None if d is None else from_scaled(d, scale),
        text=found.get("text"),
        on=found.get("on"),
        choices=None if "list" not in found else tuple(found["list"]),
        refs=None if "refs" not in found else tuple(found["refs"]),
        doc=found.get("doc"),
        commit=found.get("commit"),
    )


# ---- what clerks type ----

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％　：／", "0123456789.,-+% :/")
_SIMPLE = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(万|亿)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?(万|亿)?", re.ASCII)
_HAN_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNIT = {"十": 10, "百": 100, "千": 1000}
_HAN_BIG = {"万": 10**4, "亿": 10**8}
_VAGUE = ("约", "近", "余", "多", "左右", "上下", "大概", "几", "~", "～", "以上", "以内")


def parse_number(typed: str) -> Decimal:
    """Read a number exactly as clerks type it.

    Full-width digits, thousands commas, 万/亿 and Chinese numerals are read; `约50` is refused.

    Raises:
        ValueRefusedError: with the reason and what to type instead.
    """
    text = typed.translate(_FULL_WIDTH).replace(" ", "").replace(" ", "")
    if any(word in text for word in _VAGUE):
        raise ValueRefusedError(typed, "这是约数", "请填具体数。")
    if "," in text and not _GROUPED.fullmatch(text):
        raise ValueRefusedError(typed, "逗号不在千分位上", "请去掉逗号，例如1234。")
    plain = text.replace(",", "")
    if match := _SIMPLE.fullmatch(plain):
        size = _HAN_BIG.get(match[3] or "", 1)
        exact = Decimal(match[1] + match[2]) * size
    else:
        exact = _han_number(plain, typed)
    if abs(exact) > 10**13:
        raise ValueRefusedError(typed, "数太大", "请核对位数。")
    return exact


def parse_percent(typed: str) -> Decimal:
    """Read a percent: `85`, `85%`, `８５％` are all 85."""
    text = typed.translate(_FULL_WIDTH).strip()
    return parse_number(text.removesuffix("%"))


def _han_number(text: str, typed: str) -> Decimal:
    """Read 三十, 一百零五, 两千万; refuses anything else."""
    total = section = digit = 0
    last_unit = 10**9
    if not text:
        raise ValueRefusedError(typed, "没有数字", "请填数字，例如12。")
    for char in text:
        if char in _HAN_DIGIT:
            if digit:
                raise _not_a_number(typed)
            digit = _HAN_DIGIT[char]
            last_unit = 10**9 if char in "零〇" else last_unit
        elif char in _HAN_UNIT and _HAN_UNIT[char] < last_unit:
            last_unit = _HAN_UNIT[char]
            section += (digit or 1) * last_unit
            digit = 0
        elif char in _HAN_BIG and (section or digit):
            total = (total + section + digit) * _HAN_BIG[char]
            section = digit = 0
            last_unit = 10**9
        else:
            raise _not_a_number(typed)
    return Decimal(total + section + digit)


def _not_a_number(typed: str) -> ValueRefusedError:
    return ValueRefusedError(typed, "不是数字", "请填数字，例如12；没有发生请填0。")


_DATES = (
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII),
    re.compile(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?", re.ASCII),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})[日号])?", re.ASCII),
)


def parse_date(typed: str) -> str:
    """Read a date in the three forms clerks use; a month alone is kept as a month.

    Returns:
        `2018-06-18` or `2018-06`.

    Raises:
        ValueRefusedError: when it is no date.
    """
    text = typed.translate(_FULL_WIDTH).replace(" ", "")
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            year, month, day = int(match[1]), int(match[2]), match[3]
            try:
                date(year, month, int(day or 1))
            except ValueError:
                break
            return f"{year:04d}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    raise ValueRefusedError(typed, "不是日期", "请写成2018-06-18、20180618或2018年6月18日。")


# ---- how numbers are shown ----


def rounded(exact: Decimal, decimals: int) -> Decimal:
    """ROUND_HALF_UP to so many decimals."""
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def shown(exact: Decimal, decimals: int = 0, *, target: Decimal | None = None) -> str:
    """The number as printed, with more decimals until it stands on the true side of its target.

    54.96 against 55 with one decimal prints as 54.96, never as 55.0.
    """
    for places in range(decimals, decimals + 8):
        text = rounded(exact, places)
        if target is None or (text >= target) == (exact >= target):
            return f"{text:f}"
    return f"{exact:f}"


def ratio_percent(n: Decimal, d: Decimal) -> Decimal:
    """n ÷ d × 100 to 28 significant digits; comparisons use `meets_ratio`, never this."""
    return n * 100 / d
