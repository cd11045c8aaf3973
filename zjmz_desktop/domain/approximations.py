"""Approximations of a figure (近120个, 十余个, 过半, 三分之二以上): what they claim, and whether it is true.

What each claims, N being the number that is named:
  近 接近 将近 不到 不足 少于 低于: 0.9N ≤ figure < N; 约 左右 上下: within 5 % of N;
  超 超过 逾 突破 过 上 高于 多于: N < figure < 1.5N; 以上 不少于 不低于 至少: N ≤ figure < 1.5N
  (1.2N where it is a percent);
  以下 以内 不超过 至多: 0.9N ≤ figure ≤ N; 余 多: between N and one more of its last rank, from a hundred on
  less than a tenth above it (20余: 21 to 29, 110余: 111 to 119, 100余: 101 to 109);
  数十 几十: 20 to 100; 十几: 10 to 20; a bare number or share: the figure itself.
N is rounder than the figure: 近119个 for 118 only hides it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.number_words import Amount, amounts_in
from zjmz_desktop.domain.values import parse_number, scale_of

_NEAR, _ROUGHLY = Fraction(9, 10), Fraction(1, 20)
_TENTH, _HUNDRED = Fraction(1, 10), 100
_FAR, _FAR_SHARE = Fraction(3, 2), Fraction(6, 5)
_BELOW = frozenset(["近", "接近", "将近", "不到", "不足", "少于", "低于"])
_ABOUT = frozenset(["约", "大约", "约为", "大概", "左右", "上下"])
_OVER = frozenset(["超", "超过", "超出", "逾", "突破", "过", "上", "高于", "多于"])
_AT_LEAST = frozenset(["以上", "不少于", "不低于", "不下于", "至少", "之多"])
_AT_MOST = frozenset(["以下", "以内", "不超过", "至多", "最多"])
_RANK = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}
_PARTS = re.compile("(.+)分之(.+)")
_TENTHS = re.compile("(.)成(.?)")
_HALVES = frozenset(("半", "半数", "一半"))


class Range(NamedTuple):
    """Where a figure lies: `low` and `high` are the same where it is known exactly."""

    low: Fraction
    high: Fraction


class Measured(NamedTuple):
    """A figure as a sentence shows it.

    Attributes:
        range: where it lies, in plain units (元, not 万元).
        unit: 个, 元, % or "".
        digits: significant digits of what is shown.
    """

    range: Range
    unit: str
    digits: int


class _Claim(NamedTuple):
    low: Fraction
    high: Fraction
    with_low: bool = True
    with_high: bool = False

    def holds(self, found: Range) -> bool:
        """Whether all that the figure may be lies in the claim."""
        low = found.low >= self.low if self.with_low else found.low > self.low
        high = found.high <= self.high if self.with_high else found.high < self.high
        return low and high


def measured(shown: str, exact: Fraction | None = None) -> Measured | None:
    """A figure from its words (118个, 121.7万元, 85.7%); None where they are no single number.

    Args:
        shown: number and unit as printed.
        exact: the unrounded value in the unit shown, where it is known; else what is shown was rounded.
    """
    found = amounts_in(shown)
    if len(found) != 1 or found[0].kind != "number" or found[0].is_vague:
        return None
    number = _number(found[0].number)
    if number is None:
        return None
    times = _times(found[0].number)
    half = Fraction(1, 2 * 10 ** scale_of(number / times)) if "." in found[0].number else 0
    value = Fraction(number)
    lies = Range(value - half * times, value + half * times)
    if exact is not None:
        lies = Range(exact * times, exact * times)
    return Measured(lies, found[0].unit, _digits(number))


def is_same(amount: Amount, figure: Measured) -> bool:
    """Whether an amount is the figure itself, in other writing (一百一十八个 for 118个)."""
    number = None if amount.is_vague else _value(amount)
    same = number is not None and figure.range.low <= number <= figure.range.high
    return same and _unit(amount) == figure.unit


def is_true(amount: Amount, figure: Measured) -> bool:
    """Whether an amount is the figure, or a true and round approximation of it, with its unit."""
    if _unit(amount) != figure.unit:
        return False
    if not amount.is_vague:
        return is_same(amount, figure) and amount.kind == "share"
    claim = _claim(amount)
    return claim is not None and claim.holds(figure.range) and _is_round(amount, figure)


def _unit(amount: Amount) -> str:
    return amount.unit or ("%" if amount.kind == "share" else "")


def _is_round(amount: Amount, figure: Measured) -> bool:
    if amount.kind != "number":
        return True
    number = _number(amount.number)
    return number is not None and _digits(number) <= max(1, figure.digits - 1)


# ---- claims ----


def _claim(amount: Amount) -> _Claim | None:
    if amount.kind == "vague":
        return _vague(amount)
    number = _value(amount)
    words = [word for word in (amount.before, amount.behind, amount.more) if word]
    if number is None or number <= 0 or len(words) != 1:
        return None
    if amount.more:
        return _some_more(number)
    return _worded(words[0], number, far=_FAR_SHARE if _unit(amount) == "%" else _FAR)


def _some_more(number: Fraction) -> _Claim | None:
    """余 多: below a hundred no rounder number is nearer; from there on it must not hide 197 as 100余."""
    place = Fraction(_last_rank(number))
    if place <= 1:
        return None
    more = min(place, number * _TENTH) if number >= _HUNDRED else place
    return _Claim(number, number + more, with_low=False)


def _worded(word: str, number: Fraction, *, far: Fraction) -> _Claim | None:
    if word in _BELOW:
        return _Claim(number * _NEAR, number)
    if word in _ABOUT:
        return _Claim(number * (1 - _ROUGHLY), number * (1 + _ROUGHLY), with_high=True)
    if word in _OVER:
        return _Claim(number, number * far, with_low=False)
    if word in _AT_LEAST:
        return _Claim(number, number * far)
    return _Claim(number * _NEAR, number, with_high=True) if word in _AT_MOST else None


def _vague(amount: Amount) -> _Claim | None:
    """数十 and 几十 are 20 to 100, 十几 is 10 to 20, 二十几 20 to 30."""
    if amount.before or amount.behind:
        return None
    if amount.number.endswith("十几"):
        tens = _number(amount.number[:-1])
        return None if tens is None else _Claim(Fraction(tens), Fraction(tens + 10), with_low=False)
    rank = 1
    for char in amount.number[1:]:
        rank *= _RANK[char]
    return _Claim(Fraction(2 * rank), Fraction(10 * rank)) if rank > 1 else None


def _last_rank(number: Fraction) -> int:
    """Of 100 it is 100, of 120 it is 10, of 1.2万 it is 1000."""
    rank = 1
    while number and number % (rank * 10) == 0:
        rank *= 10
    return rank


# ---- numbers ----


def _value(amount: Amount) -> Fraction | None:
    """The number that is named; of shares in percent."""
    if amount.kind == "share":
        return _share(amount.number)
    number = _number(amount.number) if amount.kind == "number" else None
    return None if number is None else Fraction(number)


def _share(text: str) -> Fraction | None:
    if text in _HALVES:
        return Fraction(50)
    if tenths := _TENTHS.fullmatch(text):
        rest = 5 if tenths[2] == "半" else _number(tenths[2] or "0")
        whole = _number(tenths[1])
        return None if whole is None or rest is None else Fraction(whole * 10 + rest)
    parts = _PARTS.fullmatch(text)
    of = Decimal(100) if parts and parts[1] == "百" else _number(parts[1]) if parts else None
    number = _number(parts[2]) if parts else None
    return Fraction(number) * 100 / Fraction(of) if number is not None and of else None


def _number(text: str) -> Decimal | None:
    """A number in digits or numerals; None where it can't be read (一百五)."""
    if text in _RANK:
        return Decimal(_RANK[text])
    whole, point, decimals = text.partition("点")
    try:
        read = parse_number(whole)
    except ValueRefusedError:
        return None
    if not point:
        return read
    digits = "".join(str("零一二三四五六七八九".index(char)) for char in decimals)
    return read + Decimal(f"0.{digits}")


def _times(text: str) -> int:
    return _RANK.get(text[-1], 1) if text[-1:] in "万亿" else 1


def _digits(number: Decimal) -> int:
    """Significant digits: 120 has two, 85.7 has three."""
    return len(f"{abs(number):f}".replace(".", "").strip("0")) or 1


# ---- proposals ----


def proposals(shown: str, exact: Fraction | None = None) -> tuple[str, ...]:
    """Approximations that are true of the figure, the nearest first; none of a small or unread one."""
    figure = measured(shown, exact)
    if figure is None or figure.range.low <= 0:
        return ()
    written = amounts_in(shown)[0]
    unit = shown[written.end - len(written.unit) :] if written.unit else ""
    times = _times(written.number)
    scale = {10_000: "万", 10**8: "亿"}.get(times, "")
    found = _proposed(figure.range.low / times, digits=figure.digits, tail=f"{scale}{unit}")
    shares = _SHARES if figure.unit == "%" else ()
    return tuple(dict.fromkeys(one for one in (*found, *shares) if _holds(one, figure)))


_SHARES = (
    *("三分之一", "近半", "半数", "过半", "近三分之二", "约三分之二", "超过三分之二", "约三分之一"),
    *(f"{word}{no}成" for no in "三四五六七八九" for word in ("近", "超")),
)


def _proposed(value: Fraction, *, digits: int, tail: str) -> Iterator[str]:
    size = 1
    while value >= size * 10:
        size *= 10
    steps = {size // 10, size} if digits > 2 else {size}
    for step in sorted(step for step in steps if step >= 1):
        down = value // step * step
        up = down + step
        yield f"近{up}{tail}"
        if tail != "%":
            yield f"十余{tail}" if down == 10 and tail[:1] not in "万亿" else f"{down}余{tail}"
        yield f"超过{down}{tail}"
        nearest = down if value - down <= up - value else up
        if nearest != value:
            yield f"约{nearest}{tail}"


def _holds(text: str, figure: Measured) -> bool:
    found = amounts_in(text)
    return len(found) == 1 and found[0].end == len(text) and is_true(found[0], figure)
