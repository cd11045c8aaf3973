"""Exact values and the kinds of nothing; how clerks' typing becomes a number.

Numbers are integers with a decimal scale in storage and `Decimal` here; no float touches a figure.
"""

import hashlib
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import count
from typing import Any, NamedTuple

from zjmz_desktop.domain.errors import RevisionError, ValueRefusedError

MAX_INTEGER = 2**53 - 1
MAX_SCALE = 15


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


class Value(NamedTuple):
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


def sealed(text: str, salt: bytes) -> Value:
    """A personal text as its commitment: SHA-256 of 16 random bytes of salt and the NFC text."""
    body = unicodedata.normalize("NFC", text).encode()
    return Value(State.SEALED, commit=hashlib.sha256(salt + body).hexdigest())


def plain_text(value: Value) -> str:
    """A field's value as one text: what is sealed, and read back by `typed_as`."""
    if value.n is not None:
        return f"{value.n:f}"
    return value.text or value.on or "、".join(value.choices or ())


def typed_as(kind: str, text: str) -> Value:
    """The value of a field of that type whose `plain_text` is `text`."""
    if kind in ("number", "yes_no"):
        return Value(n=Decimal(text))
    if kind == "date":
        return Value(on=text)
    return Value(choices=tuple(text.split("、"))) if kind == "several" else Value(text=text)


def yes_no(answer: bool) -> Value:
    """A tick."""
    return Value(n=Decimal(int(answer)))


def scale_of(exact: Decimal) -> int:
    """Fewest decimals that hold the number exactly.

    Raises:
        RevisionError: when it is no finite number.
    """
    _, digits, exponent = exact.as_tuple()
    if not isinstance(exponent, int):
        raise RevisionError("数值不是有限小数。")
    if exponent >= 0 or not any(digits):
        return 0
    zeros = 0
    while digits[-1 - zeros] == 0:
        zeros += 1
    return max(-exponent - zeros, 0)


def to_scaled(exact: Decimal, scale: int) -> int:
    """The number as an integer of `scale` decimals.

    Raises:
        RevisionError: when it has more decimals, or does not fit 2⁵³ or 15 decimals.
    """
    if scale <= MAX_SCALE and exact.adjusted() <= MAX_SCALE + 1:
        numerator, denominator = exact.as_integer_ratio()
        scaled, rest = divmod(numerator * int(10**scale), denominator)
        if not rest and abs(scaled) <= MAX_INTEGER:
            return scaled
    raise RevisionError(f"数值{exact}超出可以精确保存的范围。")


def from_scaled(integer: int, scale: int) -> Decimal:
    """The number that `integer` with `scale` decimals stands for."""
    return Decimal(integer).scaleb(-scale) if scale else Decimal(integer)


def to_json(value: Value) -> dict[str, Any]:
    """The canonical `value` object of a revision line; minimal scale, absent keys left out."""
    found: dict[str, Any] = {"state": value.state.value}
    if value.n is not None or value.d is not None:
        found |= _scaled(value.n, value.d)
    if value.choices is not None:
        found["list"] = sorted(value.choices)
    if value.refs is not None:
        found["refs"] = sorted(value.refs)
    texts = (("text", value.text), ("on", value.on), ("doc", value.doc), ("commit", value.commit))
    for key, text in texts:
        if text is not None:
            found[key] = text
    return found


def _scaled(n: Decimal | None, d: Decimal | None) -> dict[str, int]:
    """Numerator and denominator as integers of one scale."""
    numbers = {key: number for key, number in (("n", n), ("d", d)) if number is not None}
    scale = max(map(scale_of, numbers.values()))
    found = {key: to_scaled(number, scale) for key, number in numbers.items()}
    return found | ({"scale": scale} if scale else {})


_TYPES = {"n": int, "d": int, "scale": int, "list": list, "refs": list} | dict.fromkeys(
    ("state", "text", "on", "doc", "commit"), str
)


_LISTS = {"list", "refs"}
_STATES = {state.value: state for state in State}


def refuse_wrong_types(found: Mapping[str, Any], types: Mapping[str, type]) -> None:
    """Refuse what was read from JSON when it holds an unknown key, or a value of another type.

    A number in place of a text would pass as canonical and break whoever reads it later.

    Raises:
        RevisionError: on the first of them.
    """
    for key, item in found.items():
        if type(item) is not types.get(key):
            known = "内容类型不对" if key in types else "有不认识的内容"
            raise RevisionError(f"数据里{known}：{key}。")


def from_json(found: Mapping[str, Any]) -> Value:
    """Read the `value` object of a revision line.

    Raises:
        RevisionError: on an unknown key, a scale beyond 15, or a value of the wrong type.
        ValueError: on an unknown state.
    """
    refuse_wrong_types(found, _TYPES)
    scale = found.get("scale", 0)
    if not 0 <= scale <= MAX_SCALE:
        raise RevisionError("数据里的小数位数不对。")
    for key in _LISTS & found.keys():
        if not all(type(text) is str for text in found[key]):
            raise RevisionError("数据里的编号或选项不是文字。")
    n, d = found.get("n"), found.get("d")
    return Value(
        state=_STATES.get(found["state"]) or State(found["state"]),
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
_HAN = re.compile(
    "(?:([零〇一二两三四五六七八九十百千]+)(万?)亿)?(?:([零〇一二两三四五六七八九十百千]+)万)?"
    "([零〇一二两三四五六七八九十百千]*)"
)
_HAN_SHORTENED = re.compile("[百千万亿][一二两三四五六七八九]$")
_LONGEST = 20
_VAGUE = ("约", "近", "余", "多", "左右", "上下", "大概", "几", "~", "～", "以上", "以内")


def parse_number(typed: str) -> Decimal:
    """Read a number exactly as clerks type it.

    Full-width digits, thousands commas, 万/亿 and Chinese numerals are read; `约50` is refused.

    Raises:
        ValueRefusedError: with the reason and what to type instead.
    """
    text = typed.translate(_FULL_WIDTH).replace(" ", "").replace(" ", "")
    if any(word in text for word in _VAGUE):
        raise ValueRefusedError(typed, "这是约数", remedy="请填具体数。")
    if "," in text and not _GROUPED.fullmatch(text):
        raise ValueRefusedError(typed, "逗号不在千分位上", remedy="请去掉逗号，例如1234。")
    plain = text.replace(",", "")
    if len(plain) > _LONGEST:
        raise ValueRefusedError(typed, "位数太多", remedy="请核对位数。")
    if match := _SIMPLE.fullmatch(plain):
        size = _HAN_BIG.get(match[3] or "", 1)
        exact = Decimal(match[1] + match[2]) * size
    else:
        exact = _han_number(plain, typed)
    if abs(exact) > 10**13:
        raise ValueRefusedError(typed, "数太大", remedy="请核对位数。")
    return exact


def parse_percent(typed: str) -> Decimal:
    """Read a percent: `85`, `85%`, `８５％` are all 85."""
    text = typed.translate(_FULL_WIDTH).strip()
    return parse_number(text.removesuffix("%"))


def _han_number(text: str, typed: str) -> Decimal:
    """Read 三十, 一百零五, 两千万, 一亿二千万; refuses anything else, and 一百五 (105 or 150?)."""
    if not text:
        raise ValueRefusedError(typed, "没有数字", remedy="请填数字，例如12。")
    match = _HAN.fullmatch(text)
    if not match:
        raise _not_a_number(typed)
    if _HAN_SHORTENED.search(text):
        raise ValueRefusedError(typed, "口语写法看不出是多少", remedy="请用阿拉伯数字，例如150。")
    high, ten_thousandfold, middle, low = match.groups()
    total = _han_section(high, typed) * 10 ** (12 if ten_thousandfold else 8)
    total += _han_section(middle, typed) * 10**4
    return Decimal(total + _han_section(low, typed))


def _han_section(section: str | None, typed: str) -> int:
    """Up to 9999; units must fall, and only 十 may stand without a digit before it."""
    total = digit = 0
    last_unit = 10**4
    for char in section or "":
        unit = _HAN_UNIT.get(char)
        if unit is None:
            if digit:
                raise _not_a_number(typed)
            digit = _HAN_DIGIT[char]
        elif unit < last_unit and (digit or unit == 10):
            total += (digit or 1) * unit
            last_unit, digit = unit, 0
        else:
            raise _not_a_number(typed)
    return total + digit


def _not_a_number(typed: str) -> ValueRefusedError:
    return ValueRefusedError(typed, "不是数字", remedy="请填数字，例如12；没有发生请填0。")


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
    raise ValueRefusedError(typed, "不是日期", remedy="请写成2018-06-18、20180618或2018年6月18日。")


# ---- how numbers are compared and shown ----

_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


def reaches(exact: Fraction, comparison: str, *, target: Fraction) -> bool:
    """Whether the exact value meets `>= <= > < =` its target; 以上, 不低于 and 达到 are >=."""
    return _COMPARE[comparison](exact, target)


def rounded(exact: Decimal, decimals: int) -> Decimal:
    """ROUND_HALF_UP to so many decimals."""
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def half_up(exact: Fraction, decimals: int) -> Decimal:
    """A fraction ROUND_HALF_UP to so many decimals, however many digits it has."""
    numerator, denominator = abs(exact.numerator) * 10**decimals, exact.denominator
    whole = (2 * numerator + denominator) // (2 * denominator)
    return _with_decimals(-whole if exact < 0 else whole, decimals)


def _with_decimals(scaled: int, decimals: int) -> Decimal:
    digits = tuple(int(digit) for digit in str(abs(scaled)))
    return Decimal((int(scaled < 0), digits, -decimals))


def shown(
    exact: Decimal | Fraction,
    decimals: int = 0,
    *,
    target: Decimal | None = None,
    comparison: str = ">=",
) -> str:
    """The number as printed, with more decimals until it stands on the true side of its target.

    54.96 against 55 with one decimal prints as 54.96, never as 55.0; 5.04 against ≤ 5 as 5.04.
    """
    value = Fraction(exact)
    if target is None:
        return f"{half_up(value, decimals):f}"
    goal = Fraction(target)
    met = reaches(value, comparison, target=goal)
    sides = (half_up(value, places) for places in count(decimals))
    return next(
        f"{side:f}" for side in sides if reaches(Fraction(side), comparison, target=goal) == met
    )


def ratio_percent(n: Decimal, d: Decimal) -> Decimal:
    """Rate in percent, n ÷ d × 100, to 28 digits; never compared (`reaches` is exact)."""
    return n * 100 / d
