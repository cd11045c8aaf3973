"""重点任务得分: weighted completion of an item's judged indicators, with its arithmetic in words.

监测, narratives, 不适用 and 未分解 stay out; what is not reported counts 0 and is said so.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.judging_words import completion_text, plain
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.values import half_up

_LEFT_OUT = (Light.NOT_JUDGED, Light.NOT_APPLICABLE, Light.UNALLOCATED)


class Part(NamedTuple):
    """One indicator of an item's score.

    Attributes:
        code: indicator code.
        name: its name.
        weight: its weight within the item.
        counted: completion as counted, capped, never below 0.
        words: why it counts so: 85.7%, 未报，按0计, 120%，按100%计, 不计分 and the reason.
        scored: whether it enters the score.
    """

    code: str
    name: str
    weight: Decimal
    counted: Fraction
    words: str
    scored: bool


class ItemScore(NamedTuple):
    """得分 of one work item out of 100; None where nothing is scored."""

    no: int
    score: Fraction | None
    parts: tuple[Part, ...]
    arithmetic: str


def score_items(plan: Plan, judged: Mapping[str, Judged]) -> tuple[ItemScore, ...]:
    """Scores of all items, in the plan's order."""
    return tuple(score_item(plan, item.no, judged=judged) for item in plan.items)


def score_item(plan: Plan, no: int, *, judged: Mapping[str, Judged]) -> ItemScore:
    """The score of one item from its indicators as judged; one that is absent is not reported."""
    indicators = plan.indicators_by_item[no]
    parts = tuple(_part(plan, one, judged=judged.get(one.code)) for one in indicators)
    counted = [part for part in parts if part.scored]
    weights = sum((Fraction(part.weight) for part in counted), Fraction(0))
    if not weights:
        return ItemScore(no, None, parts, "无计分指标")
    total = sum((part.counted * Fraction(part.weight) for part in counted), Fraction(0))
    score = total / weights * 100
    return ItemScore(no, score, parts, _arithmetic(counted, score))


def _part(plan: Plan, indicator: Indicator, *, judged: Judged | None) -> Part:
    out = _why_left_out(indicator, judged)
    if out:
        return _of(indicator, Fraction(0), words=f"{out}，不计分", scored=False)
    if judged is None or judged.light is Light.NOT_REPORTED:
        words = Light.NOT_REPORTED.words if judged is None else judged.words
        return _of(indicator, Fraction(0), words=f"{words}，按0计", scored=True)
    if judged.completion is None:
        words = "未发生，按100%计" if judged.met else "未达，按0计"
        return _of(indicator, Fraction(int(judged.met is True)), words=words, scored=True)
    cap = Fraction(plan.score_cap) / 100
    counted = min(max(judged.completion, Fraction(0)), cap)
    words = completion_text(judged.completion)
    if counted != judged.completion:
        words += f"，按{completion_text(counted)}计"
    return _of(indicator, counted, words=words, scored=True)


def _of(indicator: Indicator, counted: Fraction, *, words: str, scored: bool) -> Part:
    return Part(indicator.code, indicator.name, indicator.weight, counted, words, scored)


def _why_left_out(indicator: Indicator, judged: Judged | None) -> str:
    if judged is not None and judged.light in _LEFT_OUT:
        return judged.words
    if indicator.entry is Entry.NARRATIVE:
        return "文字材料"
    return "" if indicator.scored else "计划规定不计分"


def _arithmetic(counted: list[Part], score: Fraction) -> str:
    """（100%＋85.7%＋66.7%）÷3＝84.1分; with weights （100%×2＋85.7%×1）÷3."""
    shares = [completion_text(part.counted) for part in counted]
    if len(counted) == 1:
        return f"{shares[0]}＝{score_text(score)}分"
    if len({part.weight for part in counted}) > 1:
        pairs = zip(shares, counted, strict=True)
        shares = [f"{share}×{plain(part.weight)}" for share, part in pairs]
        whole = plain(sum((part.weight for part in counted), Decimal(0)))
    else:
        whole = str(len(counted))
    return f"（{'＋'.join(shares)}）÷{whole}＝{score_text(score)}分"


def score_text(score: Fraction) -> str:
    """A score with one decimal, 100 where it is exact and 99.9 rather than 100.0 below it."""
    if score.denominator == 1:
        return str(score.numerator)
    rounded = half_up(score, 1)
    return "99.9" if score < 100 <= rounded else f"{rounded:f}"
