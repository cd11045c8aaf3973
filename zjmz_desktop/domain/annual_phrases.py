"""Phrases of the annual summary: progress, comparison with last year, states of milestones.

Every phrase comes from the same `Judged` as the light and the percent, so they can't disagree.
"""

from decimal import Decimal
from fractions import Fraction

from zjmz_desktop.domain.annual_data import (
    CANCELLED_WORDS,
    DONE_WORDS,
    UNDER_WAY_WORDS,
    AnnualData,
)
from zjmz_desktop.domain.annual_figures import deadline, estimate_words, goal_words
from zjmz_desktop.domain.annual_naming import level_words, reaching_words
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.judging_words import completion_text, gap_words, plain
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement, Measure
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import shown
from zjmz_desktop.domain.year_on_year import why_not_compared

NO_DECISION = "尚无结果"
_NOT_ALL = "尚未报齐"


# ---- progress ----


def progress_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """`{CODE:progress}`: how it stands against its target, and 预计全年 where it is known."""
    return standing_words(indicator, total, data=data) + _outlook(indicator, total, data=data)


def standing_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """How it stands against its target; begins with ， or is bracketed, or empty."""
    judged = total.judged
    if judged.light is Light.UNALLOCATED:
        return f"（{_unallocated(indicator, judged)}）"
    if judged.met is None and judged.completion is None:
        return ""
    if judged.reaching:
        return f"，{reaching_words(indicator, total, data=data)}"
    if indicator.judgement is Judgement.MUST_NOT_HAPPEN:
        return "" if judged.met else "，未达到“不发生”的要求"
    if judged.target is None or judged.value is None:
        return "，已全部完成" if judged.met else f"，{_share_words(indicator, total)}"
    if indicator.judgement is Judgement.AT_MOST or judged.completion is None:
        goal = goal_words(indicator, judged.target)
        return f"，控制在{goal}以内" if judged.met else f"，超过{goal}的上限"
    if indicator.is_rate:
        gap = _NOT_ALL if judged.met is None else _gap(indicator, judged, data=data)
        return _against_rate(indicator, judged, value=judged.value, target=judged.target) + (
            gap and f"，{gap}"
        )
    return _against_number(indicator, judged, data=data)


def _unallocated(indicator: Indicator, judged: Judged) -> str:
    """「全市目标114个，本区未分解」: the words of judging, with the unit put in."""
    head, comma, rest = judged.words.partition("，")
    unit = "" if head.endswith("%") else indicator.unit
    return f"{head}{unit}{comma}{rest}" if comma else head


def _share_words(indicator: Indicator, total: Total) -> str:
    """Of a list or of steps: 应完成6项，已完成5项."""
    measure = "项" if indicator.entries else "个节点"
    needed = Decimal(indicator.entries_needed) if indicator.entries else total.sum.d
    return f"应完成{plain(needed)}{measure}，已完成{plain(total.sum.n)}{measure}"


def _against_rate(indicator: Indicator, judged: Judged, *, value: Fraction, target: Decimal) -> str:
    gap = value - Fraction(target)
    if not gap:
        return "，达到市定目标"
    text = plain(Decimal(shown(abs(gap), indicator.decimals, target=Decimal(0), comparison=">")))
    measure = "个百分点" if indicator.unit == "%" else indicator.unit
    return f"，{'高于' if gap > 0 else '低于'}市定目标{text}{measure}"


def _against_number(indicator: Indicator, judged: Judged, *, data: AnnualData) -> str:
    completion, target = judged.completion, judged.target
    if completion is None or target is None:
        return ""
    tail = _tail(indicator, judged, data=data)
    goal = goal_words(indicator, target)
    return f"，完成年度目标{goal}的{completion_text(completion)}{f'，{tail}' if tail else ''}"


def _tail(indicator: Indicator, judged: Judged, *, data: AnnualData) -> str:
    completion, target, value = judged.completion, judged.target, judged.value
    if completion is None or target is None or value is None:
        return ""
    if judged.met is None:
        return _NOT_ALL
    if judged.met:
        return "超额完成年度任务" if completion > 1 else "完成年度任务"
    if data.through.last_on >= deadline(indicator, data.plan):
        return f"尚差{_short_of(indicator, value, target=target)}"
    return _gap(indicator, judged, data=data)


def _gap(indicator: Indicator, judged: Judged, *, data: AnnualData) -> str:
    """Against the curve, while it runs: 较序时进度慢3.2个百分点."""
    over = data.through.last_on >= deadline(indicator, data.plan)
    if judged.met or over or judged.completion is None or not judged.elapsed:
        return ""
    return gap_words(judged.completion, judged.elapsed)


def _short_of(indicator: Indicator, value: Fraction, *, target: Decimal) -> str:
    short = shown(Fraction(target) - value, indicator.decimals, target=Decimal(0), comparison=">")
    return f"{plain(Decimal(short))}{indicator.unit}"


def shortfall_words(indicator: Indicator, judged: Judged) -> str:
    """What is still lacking: 8个, 2.7个百分点; "" where that is no amount."""
    value, target = judged.value, judged.target
    if judged.met is not False or value is None or target is None or judged.completion is None:
        return ""
    if judged.reaching:
        done, of = judged.reaching
        return f"{of - done}个{level_words(indicator)}"
    text = _short_of(indicator, value, target=target)
    return f"{text[:-1]}个百分点" if indicator.unit == "%" else text


def _outlook(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    if total.judged.reaching:
        return _units_will(indicator, data=data)
    estimate, value = data.estimates.get(indicator.code), total.judged.value
    if data.whole_year or estimate is None or value == Fraction(estimate):
        return ""
    if indicator.measure is Measure.FLOW and value is not None and value > Fraction(estimate):
        return ""
    reach = "达到" if indicator.is_rate else ""
    return f"，预计全年{reach}{estimate_words(indicator, estimate)}"


def _units_will(indicator: Indicator, *, data: AnnualData) -> str:
    done, of = data.will_reach.get(indicator.code, (0, 0))
    if data.whole_year or not of:
        return ""
    return f"，预计全年{done}个{level_words(indicator)}达到要求"


# ---- last year, milestones ----


def yoy_words(
    indicator: Indicator, now: Total, *, last: Total | None, unlike: str = ""
) -> str | None:
    """`{CODE:yoy}`, or why there is none; `unlike` as in `unlike_periods`."""
    value, before = now.judged.value, last.judged.value if last else None
    if value is None:
        return None
    points = indicator.is_rate
    if reason := why_not_compared(now, last, unlike=unlike, by_points=points):
        return reason
    assert before is not None
    if value == before:
        return "同比持平"
    if indicator.is_rate:
        return _rate_change(indicator, value - before)
    percent = abs(value - before) / before * 100
    text = plain(Decimal(shown(percent, 1, target=Decimal(0), comparison=">")))
    return f"同比{'增长' if value > before else '下降'}{text}%"


def _rate_change(indicator: Indicator, change: Fraction) -> str:
    decimals = indicator.decimals
    text = plain(Decimal(shown(abs(change), decimals, target=Decimal(0), comparison=">")))
    measure = "个百分点" if indicator.unit == "%" else indicator.unit
    return f"同比{'提高' if change > 0 else '下降'}{text}{measure}"


def state_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str | None:
    """`{CODE:state}`: 已完成, 正在推进，4个节点已完成2个, 尚未启动, or what was decided outside."""
    if indicator.judgement is Judgement.BY_OUTSIDE:
        return data.decisions.get(indicator.code) or (NO_DECISION if total.sum.reported else None)
    if indicator.entry is not Entry.MILESTONE or not total.sum.reported:
        return None
    done, of = total.sum.n, total.sum.d
    states = {line.state for line in data.steps.get(indicator.code, ())}
    if states == {CANCELLED_WORDS}:
        return CANCELLED_WORDS
    if done >= of > 0:
        return DONE_WORDS
    if done:
        return f"正在推进，{plain(of)}个节点已完成{plain(done)}个"
    return "正在推进" if UNDER_WAY_WORDS in states else "尚未启动"
