"""What is expected of whom by when: deadlines, curves, and the target in force for a unit.

A day counts as gone: June's figures are as of the end of 30 June, so what is due that day is due.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from zjmz_desktop.domain.periods import elapsed_share
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Curve, Indicator, Judgement
from zjmz_desktop.domain.units import Level, Unit, Units

RANK = {Level.TOWN: 0, Level.DISTRICT: 1, Level.CITY: 2}


class Course(NamedTuple):
    """计划进度 on one day.

    Attributes:
        elapsed: the share expected by now.
        over: whether the deadline has come.
        due: whether any of its periods was due by now.
    """

    elapsed: Fraction
    over: bool
    due: bool = True


@dataclass(frozen=True)
class JudgingContext:
    """What figures are judged with.

    Attributes:
        plan: the plan in force.
        units: units as they stand on the day.
        as_of: last day of the period judged.
        targets: 目标分解, (indicator code, unit id) → target.
    """

    plan: Plan
    units: Units
    as_of: date
    targets: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    _courses: dict[str, Course] = field(default_factory=dict, init=False, repr=False, compare=False)

    def course(self, indicator: Indicator) -> Course:
        """How far the indicator should be."""
        found = self._courses.get(indicator.code)
        if found is None:
            elapsed = elapsed_of(indicator, self.plan, as_of=self.as_of)
            over = self.as_of >= deadline_of(indicator, self.plan)
            found = Course(elapsed, over, self._is_due(indicator))
            self._courses[indicator.code] = found
        return found

    def _is_due(self, indicator: Indicator) -> bool:
        """Reports come in by months: a figure is due from the end of its month on."""
        return not indicator.due_months or min(indicator.due_months) <= self.as_of.month

    @cached_property
    def margin(self) -> Fraction:
        """略低于序时: short by at most this share."""
        return Fraction(self.plan.slightly_behind_points) / 100

    def fills(self, indicator: Indicator, unit: Unit) -> bool:
        """Whether the unit fills the indicator itself (a district without towns fills theirs)."""
        level = indicator.applies.level
        if unit.level is level:
            return True
        between = unit.level is Level.DISTRICT and level is Level.TOWN
        return between and not self.units.children(unit.id)


def deadline_of(indicator: Indicator, plan: Plan) -> date:
    """The target's deadline, else the last day of the plan's year."""
    return indicator.target.by if indicator.target else plan.ends_on


def elapsed_of(indicator: Indicator, plan: Plan, *, as_of: date) -> Fraction:
    """Share expected by the end of a day, by the indicator's curve; 1 from the deadline on."""
    due = deadline_of(indicator, plan)
    if as_of >= due:
        return Fraction(1)
    if indicator.curve is Curve.EVEN:
        return Fraction(*elapsed_share(plan.starts_on, due, at=as_of))
    if indicator.curve is Curve.AT_DATE:
        return Fraction(int(as_of >= (indicator.curve_on or due)))
    if indicator.curve is Curve.BY_STEPS and indicator.steps:
        gone = sum(step.by <= as_of for step in indicator.steps)
        return Fraction(gone, len(indicator.steps))
    if indicator.curve is Curve.BY_STEPS:
        passed = [step for step in indicator.curve_steps if step[0] <= as_of]
        return Fraction(max(passed)[1]) / 100 if passed else Fraction(0)
    return Fraction(0)


def must_each_reach(indicator: Indicator) -> bool:
    """Whether each unit must reach the target, rather than the total."""
    each = indicator.target is not None and indicator.target.each
    return each or indicator.judgement is Judgement.EACH_UNIT


def target_level(indicator: Indicator) -> Level | None:
    """The level whose target the text sets; where each unit must reach it, those units' level."""
    target = indicator.target
    if target is None:
        return None
    if not must_each_reach(indicator):
        return target.level
    filled_at = indicator.applies.level
    if target.level is Level.CITY or RANK[target.level] < RANK[filled_at]:
        return filled_at
    return target.level


def judged_by_units(indicator: Indicator, unit: Unit, *, context: JudgingContext) -> bool:
    """Whether the unit stands above those whose target it is: judged by how many reach it."""
    level = target_level(indicator)
    if level is None or indicator.judgement in (Judgement.MUST_NOT_HAPPEN, Judgement.NONE):
        return False
    return RANK[unit.level] > RANK[level] and not context.fills(indicator, unit)


def target_in_force(indicator: Indicator, unit: Unit, *, context: JudgingContext) -> Decimal | None:
    """The unit's target: its allocation, or the text's where that is meant for it; or 未分解."""
    target, level = indicator.target, target_level(indicator)
    allocated = context.targets.get((indicator.code, unit.id))
    if target is None or level is None:
        return allocated
    if must_each_reach(indicator) and (indicator.is_rate or RANK[unit.level] >= RANK[level]):
        return target.value
    if allocated is not None:
        return allocated
    return target.value if RANK[unit.level] >= RANK[level] else None
