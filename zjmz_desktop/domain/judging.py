"""How an indicator stands: value, target in force, completion, elapsed share and light.

Everything is compared exactly, as fractions; texts are `judging_words`, targets are `targets`.
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from zjmz_desktop.domain.conditions import last_day
from zjmz_desktop.domain.figures import Figure, Light, Sum, sum_of
from zjmz_desktop.domain.judging_words import unallocated_words
from zjmz_desktop.domain.lights import NOT_DUE_WORDS
from zjmz_desktop.domain.plan_indicators import Curve, Entry, Indicator, Judgement
from zjmz_desktop.domain.targets import (
    RANK,
    Course,
    JudgingContext,
    judged_by_units,
    must_each_reach,
    target_in_force,
    target_level,
)
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import Value, reaches

__all__ = [
    "Judged",
    "JudgingContext",
    "decided_outside",
    "figure_of_steps",
    "judge",
    "judge_figure",
    "leaf_sum",
    "value_of",
]

_exact = lru_cache(maxsize=4096)(Fraction)


class Judged(NamedTuple):
    """How one unit stands at one indicator.

    Attributes:
        light: the light.
        elapsed: share expected by now, 1 = all.
        words: the light in words, with the special ones (未达, the sentence of 未分解, 不可汇总), and how
            many have reported where only that keeps it from 已完成.
        value: exact value in the indicator's unit (a rate in percent, or per the declared base).
        target: target in force; of a checklist that the unit itself fills, None.
        completion: 1 = 100 %; None where there is no rate of completion (a ceiling, 监测, 未分解).
        met: whether the target is reached; None where that can't be said: a figure over part of the
            units may be compared, but what it reaches is not done until all have reported.
        reaching: units that reach it, of units concerned, where each unit must.
    """

    light: Light
    elapsed: Fraction
    words: str
    value: Fraction | None = None
    target: Decimal | None = None
    completion: Fraction | None = None
    met: bool | None = None
    reaching: tuple[int, int] | None = None


class _Case(NamedTuple):
    indicator: Indicator
    unit: Unit
    total: Sum
    context: JudgingContext
    course: Course
    leaf: bool
    value: Fraction | None


# ---- one unit's figure as a sum, and the value of a sum ----


def leaf_sum(
    indicator: Indicator, unit: Unit, *, figure: Figure | None, context: JudgingContext
) -> Sum:
    """The figure of a unit that fills the indicator, and whether the unit reaches its own target.

    A rate without its denominator (or base) can't enter a total: it counts as not reported.
    """
    total = sum_of(figure)
    if figure is None or not total.reported:
        return total
    if figure.d is None and not figure.not_begun and _needs_denominator(indicator):
        return Sum(expected=1)
    if figure.met is None and _reaches_own(indicator, unit, total=total, context=context):
        return Sum(total.n, total.d, 1, 1, 1, 0, total.late_days)
    return total


def _needs_denominator(indicator: Indicator) -> bool:
    return indicator.is_rate and not indicator.rate_only and not indicator.entries


def _reaches_own(indicator: Indicator, unit: Unit, *, total: Sum, context: JudgingContext) -> bool:
    if indicator.entry is Entry.CHECKLIST and indicator.entries:
        return total.n >= indicator.entries_needed
    if indicator.entry is Entry.MILESTONE:
        return indicator.judgement is Judgement.BY_STEPS and total.n >= total.d > 0
    text, level = indicator.target, target_level(indicator)
    if text is None or level is None or RANK[unit.level] < RANK[level]:
        return False
    value, target = (
        value_of(indicator, total, leaf=True),
        target_in_force(indicator, unit, context=context),
    )
    if value is None or target is None:
        return False
    return reaches(value, text.operator, target=Fraction(target))


def figure_of_steps(
    indicator: Indicator,
    done: Mapping[str, date],
    *,
    cancelled: Collection[str],
    as_of: date,
    decided: bool | None = None,
) -> Figure:
    """A milestone's figure: steps done by the day, of steps not cancelled, and what is late.

    Args:
        indicator: the milestone.
        done: step code → day it was done.
        cancelled: codes of steps cancelled with approval (经批准取消).
        as_of: last day of the period.
        decided: of what is decided outside: whether the decision with its document is here.
    """
    steps = [step for step in indicator.steps if step.code not in cancelled]
    if indicator.steps and not steps:
        return Figure(not_applicable=True)
    open_steps = [step for step in steps if done.get(step.code, date.max) > as_of]
    late = max((as_of - step.by).days + 1 for step in open_steps) if open_steps else 0
    finished = len(steps) - len(open_steps)
    met = decided if indicator.judgement is Judgement.BY_OUTSIDE else not open_steps
    return Figure(n=Decimal(finished), d=Decimal(len(steps)), met=met, late_days=max(late, 0))


def decided_outside(decision: Value, *, as_of: date) -> bool | None:
    """Whether what is decided outside was won by the day; None before it, or without proof.

    已命名 counts by the date and the number of its document alone.
    """
    proven = bool(decision.on and decision.doc) if decision.text == "named" else True
    if not decision.text or not proven:
        return None
    if decision.on and last_day(decision.on) > as_of.isoformat():
        return None
    return decision.text == "named"


def value_of(indicator: Indicator, total: Sum, *, leaf: bool) -> Fraction | None:
    """The exact value of a sum; None where nothing was reported, or nothing can be added up."""
    if not total.reported or indicator.entry in (Entry.MILESTONE, Entry.NARRATIVE):
        return None
    if not indicator.is_rate:
        return Fraction(total.n) if leaf or indicator.rollup != "none" else None
    if indicator.rate_only:
        return Fraction(total.n) if leaf else None
    if indicator.entries and not leaf:
        return Fraction(total.met * 100, total.reported)
    if not total.d:
        return None
    per = indicator.per if indicator.entry is Entry.PER_BASE else 100
    n, n_by = total.n.as_integer_ratio()
    d, d_by = total.d.as_integer_ratio()
    times, times_by = per.as_integer_ratio()
    return Fraction(n * d_by * times, n_by * d * times_by)


# ---- judging ----


def judge_figure(
    indicator: Indicator, unit: Unit, *, figure: Figure | None, context: JudgingContext
) -> Judged:
    """How a unit that fills the indicator itself stands."""
    total = leaf_sum(indicator, unit, figure=figure, context=context)
    return judge(indicator, unit, total=total, context=context)


def judge(
    indicator: Indicator,
    unit: Unit,
    *,
    total: Sum,
    context: JudgingContext,
    reaching: tuple[int, int] | None = None,
) -> Judged:
    """How a unit stands, from the sum of what is filled at or below it.

    Args:
        indicator: what is judged.
        unit: whose total it is.
        total: sum over the units that fill it.
        context: plan, units, day, allocations.
        reaching: units that reach the target, of units concerned, where those are not the units
            that fill it (a district's target, filled by towns).
    """
    course = context.course(indicator)
    if not total.expected:
        return _said(Light.NOT_APPLICABLE, course)
    leaf = context.fills(indicator, unit)
    value = value_of(indicator, total, leaf=leaf)
    case = _Case(indicator, unit, total, context, course, leaf, value)
    judgement = indicator.judgement
    if judgement is Judgement.NONE or indicator.entry is Entry.NARRATIVE:
        if not total.reported and not course.due:
            return _absent(course)
        return _said(Light.NOT_JUDGED, course, value=value)
    if judgement is Judgement.BY_STEPS or judgement is Judgement.BY_OUTSIDE:
        return _by_stages(case)
    if judgement is Judgement.MUST_NOT_HAPPEN:
        return _ceiling(case, None, met=not total.n)
    if judged_by_units(indicator, unit, context=context) and not _is_one_units_total(
        indicator, total
    ):
        return _by_units(case, reaching or (total.met, total.expected))
    return _by_target(case)


def _is_one_units_total(indicator: Indicator, total: Sum) -> bool:
    """A target for one unit alone (丹徒区路牌): above it the total is that unit's."""
    return total.expected == 1 and not must_each_reach(indicator)


def _said(light: Light, course: Course, *, value: Fraction | None = None) -> Judged:
    return Judged(light, course.elapsed, light.words, value)


def _absent(course: Course, target: Decimal | None = None) -> Judged:
    """Nothing reported: missing when it was due, else nothing to be judged yet."""
    light = Light.NOT_REPORTED if course.due else Light.NOT_JUDGED
    words = light.words if course.due else NOT_DUE_WORDS
    return Judged(light, course.elapsed, words, None, target)


def _by_target(case: _Case) -> Judged:
    indicator, total, course = case.indicator, case.total, case.course
    if case.leaf and indicator.entries:
        return _own_list(case)
    target = target_in_force(indicator, case.unit, context=case.context)
    if target is None:
        words = unallocated_words(indicator, case.unit)
        return Judged(Light.UNALLOCATED, course.elapsed, words, case.value)
    if not total.reported:
        return _absent(course, target)
    if case.value is None:
        light = Light.NOT_APPLICABLE if indicator.is_rate and not indicator.rate_only else None
        words = light.words if light else "不可汇总"
        return Judged(light or Light.NOT_JUDGED, course.elapsed, words, None, target)
    text = indicator.target
    comparison = text.operator if text else ">="
    goal = _exact(target)
    reached = reaches(case.value, comparison, target=goal)
    if indicator.judgement is Judgement.AT_MOST:
        return _ceiling(case, target, met=reached)
    if not goal:
        return Judged(Light.NOT_JUDGED, course.elapsed, "未下达任务", case.value, target)
    completion = case.value / goal
    met = None if reached and total.reported < total.expected else reached
    light = _light(case, completion, met=met)
    words = light.words if met is not None else f"{light.words}{_part_reported(total)}"
    return Judged(light, course.elapsed, words, case.value, target, completion, met)


def _part_reported(total: Sum) -> str:
    return f"（{total.reported}/{total.expected}已报）"


def _own_list(case: _Case) -> Judged:
    """A checklist whose object is the unit itself: entries ticked of entries needed."""
    if not case.total.reported:
        return _absent(case.course)
    met = case.total.met == 1
    completion = Fraction(case.total.n) / max(case.indicator.entries_needed, 1)
    light = _light(case, completion, met=met)
    return Judged(light, case.course.elapsed, light.words, case.value, None, completion, met)


def _by_units(case: _Case, reaching: tuple[int, int]) -> Judged:
    target = case.indicator.target
    value = target.value if target else None
    if not case.total.reported:
        return _absent(case.course, value)
    done, of = reaching
    completion = Fraction(done, max(of, 1))
    met = done == of
    light = _light(case, completion, met=met)
    return Judged(
        light, case.course.elapsed, light.words, case.value, value, completion, met, reaching
    )


def _by_stages(case: _Case) -> Judged:
    total, course = case.total, case.course
    if not total.reported:
        return _absent(course)
    if case.indicator.judgement is Judgement.BY_OUTSIDE:
        completion = Fraction(total.met, total.expected)
        met = total.met == total.expected
    else:
        completion = Fraction(total.n) / Fraction(total.d) if total.d else Fraction(0)
        met = total.reported == total.expected and total.n >= total.d > 0
    if case.indicator.curve is Curve.BY_STEPS and not met and not course.over:
        light = _light_of_steps(total.late_days, case.context.plan.step_grace_days)
    else:
        light = _light(case, completion, met=met)
    return Judged(light, course.elapsed, light.words, None, None, completion, met)


def _light_of_steps(late_days: int, grace_days: int) -> Light:
    if not late_days:
        return Light.ON_TRACK
    return Light.SLIGHTLY_BEHIND if late_days - 1 <= grace_days else Light.BEHIND


def _ceiling(case: _Case, target: Decimal | None, *, met: bool) -> Judged:
    """What must not be passed: kept only when every unit says so, and done only at the end."""
    total, course = case.total, case.course
    if total.reported and not met:
        return Judged(Light.BEHIND, course.elapsed, "未达", case.value, target, None, False)
    if total.reported < total.expected:
        found = _absent(course, target)
        words = f"未报齐{_part_reported(total)}" if total.reported else found.words
        return found._replace(words=words, value=case.value)
    light = Light.DONE if course.over else Light.ON_TRACK
    return Judged(light, course.elapsed, light.words, case.value, target, None, True)


def _light(case: _Case, completion: Fraction, *, met: bool | None) -> Light:
    elapsed, over = case.course.elapsed, case.course.over
    if met:
        return Light.DONE
    if met is None:  # those that reported reach it, others are to come
        return Light.ON_TRACK
    if completion >= elapsed and not over:
        return Light.ON_TRACK
    return Light.SLIGHTLY_BEHIND if elapsed - completion <= case.context.margin else Light.BEHIND
