"""Judged figures in words: values, completion, gaps and targets as screens and paper say them.

Texts are rounded ROUND_HALF_UP, but never so that something looks reached that is not.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import half_up, reaches, shown

_LEVEL_WORDS = {Level.CITY: "全市", Level.DISTRICT: "各辖市区", Level.TOWN: "每个镇（街道）"}


def value_text(indicator: Indicator, value: Fraction, *, target: Decimal | None = None) -> str:
    """A value without its unit, with as many decimals as show the true side of its target."""
    comparison = indicator.target.operator if indicator.target else ">="
    return shown(value, indicator.decimals, target=target, comparison=comparison)


def value_words(indicator: Indicator, value: Fraction, *, target: Decimal | None = None) -> str:
    """A value with its unit, and its target where that is missed: 54.96%（未达55%）."""
    text = value_text(indicator, value, target=target) + indicator.unit
    if target is None or indicator.target is None:
        return text
    if reaches(value, indicator.target.operator, target=Fraction(target)):
        return text
    return f"{text}（未达{target_text(indicator, target)}）"


def target_text(indicator: Indicator, target: Decimal) -> str:
    """A target as the text has it: 114, 55%, 4.8; percents with their sign, no other unit."""
    return f"{plain(target)}{_sign(indicator)}"


def _sign(indicator: Indicator) -> str:
    return "%" if indicator.is_rate and indicator.entry is not Entry.PER_BASE else ""


def plain(exact: Decimal) -> str:
    """A decimal without useless zeros: 55, 4.8, 1000."""
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def completion_text(completion: Fraction) -> str:
    """A percent as printed: 85.7%, 100% where it is exact, 99.9% rather than 100.0% below it."""
    percent = completion * 100
    if percent.denominator == 1:
        return f"{percent.numerator}%"
    rounded = half_up(percent, 1)
    return "99.9%" if percent < 100 <= rounded else f"{rounded:f}%"


def cut4(completion: Fraction) -> str:
    """The percent with four decimals, cut, never rounded up: 2/3 is 66.6666."""
    whole, rest = divmod(abs(_cut(completion)), 10_000)
    sign = "-" if completion < 0 else ""
    return f"{sign}{whole}.{rest:04d}"


def _cut(completion: Fraction) -> int:
    return completion.numerator * 1_000_000 // completion.denominator


def gap_words(completion: Fraction, elapsed: Fraction) -> str:
    """「较序时进度快3.2个百分点」, 慢, or 与序时进度持平."""
    gap = (completion - elapsed) * 100
    if not gap:
        return "与序时进度持平"
    points = plain(Decimal(shown(abs(gap), 1, target=Decimal(0), comparison=">")))
    return f"较序时进度{'快' if gap > 0 else '慢'}{points}个百分点"


def unallocated_words(indicator: Indicator, unit: Unit) -> str:
    """「全市目标114，本区未分解」."""
    target = indicator.target
    if target is None:
        return Light.UNALLOCATED.words
    told = indicator.scope_text
    scope = told if told.endswith(("市", "区")) else _LEVEL_WORDS[target.level]
    return _unallocated(scope, target.value, sign=_sign(indicator), own=_own_words(unit))


@lru_cache(maxsize=4096)
def _unallocated(scope: str, value: Decimal, *, sign: str, own: str) -> str:
    return f"{scope}目标{plain(value)}{sign}，{own}未分解"


def _own_words(unit: Unit) -> str:
    if unit.level is Level.TOWN:
        return f"本{unit.type}"
    return "本市" if unit.name.endswith("市") else "本区"
