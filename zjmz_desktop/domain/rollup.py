"""汇总: figures of towns become totals of districts and the city, by each kind's own arithmetic.

Sums add up, rates are Σn ÷ Σd of the units that reported, and who is missing is named, never zero.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from zjmz_desktop.domain.figures import Figure, Sum
from zjmz_desktop.domain.judging import Judged, judge, leaf_sum
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.targets import JudgingContext, judged_by_units, target_level
from zjmz_desktop.domain.units import Unit, Units

__all__ = [
    "Gaps",
    "JudgingContext",
    "Total",
    "adds_up_plainly",
    "combined",
    "reported_text",
    "roll_up",
    "total_of_sums",
]

_NOTHING = Sum()
_MOST_NAMES = 3


@dataclass(frozen=True, eq=False)
class Total:
    """What one unit stands at for one indicator, with the units below it.

    Attributes:
        indicator: indicator code.
        unit: unit id.
        sum: sum over the units that fill the indicator at or below it.
        judge_it: makes `judged` when it is first asked for; a city has far more totals than lights shown.
        missing: ids of units that have not reported (conflicts apart).
        conflicts: ids of units with an open conflict.
        children: totals of all direct children, also of those it does not apply to.
    """

    indicator: str
    unit: str
    sum: Sum
    judge_it: Callable[[], Judged]
    missing: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    children: "tuple[Total, ...]" = ()

    @cached_property
    def judged(self) -> Judged:
        """Value, completion and light."""
        return self.judge_it()

    def _said(self) -> tuple[object, ...]:
        here = (self.indicator, self.unit, self.sum, self.judged)
        return (*here, self.missing, self.conflicts, self.children)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Total) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash((self.indicator, self.unit, self.sum))


class Gaps(NamedTuple):
    """Units below one child that are missing or in conflict, where SQL has added its sum."""

    missing: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


_NO_GAPS = Gaps()


def roll_up(
    indicator: Indicator,
    unit_id: str,
    *,
    figures: Mapping[str, Figure],
    context: JudgingContext,
) -> Total:
    """The total of a unit over everything that fills the indicator at or below it.

    Args:
        indicator: what is added up.
        unit_id: whose total.
        figures: unit id → effective figure; a unit without one has not reported.
        context: plan, units, day, allocations.
    """
    concerned = {
        unit.id for unit in context.plan.concerned(indicator, unit_id, units=context.units)
    }
    unit = context.units.get(unit_id)
    return _rolled_up(indicator, unit, figures=figures, context=context, concerned=concerned)


def _rolled_up(
    indicator: Indicator,
    unit: Unit,
    *,
    figures: Mapping[str, Figure],
    context: JudgingContext,
    concerned: Collection[str],
) -> Total:
    if context.fills(indicator, unit):
        if unit.id not in concerned:
            return _total(indicator, unit, context=context, total=_NOTHING)
        return _leaf(indicator, unit, figure=figures.get(unit.id), context=context)
    children = tuple(
        _rolled_up(indicator, child, figures=figures, context=context, concerned=concerned)
        for child in _children(context.units, unit.id)
    )
    return _parent(indicator, unit, children=children, context=context)


def _children(units: Units, unit_id: str) -> tuple[Unit, ...]:
    children = units.children(unit_id)
    if any(child.ended_on is not None for child in children):
        return tuple(child for child in children if child.ended_on is None)
    return children


def _leaf(
    indicator: Indicator, unit: Unit, *, figure: Figure | None, context: JudgingContext
) -> Total:
    total = leaf_sum(indicator, unit, figure=figure, context=context)
    judged = partial(judge, indicator, unit, total=total, context=context)
    mine = (unit.id,)
    absent = total.expected and not total.reported
    missing = mine if absent and not total.conflicts else ()
    return Total(indicator.code, unit.id, total, judged, missing, mine if total.conflicts else ())


def _total(indicator: Indicator, unit: Unit, *, context: JudgingContext, total: Sum) -> Total:
    judged = partial(judge, indicator, unit, total=total, context=context)
    return Total(indicator.code, unit.id, total, judged)


def _parent(
    indicator: Indicator, unit: Unit, *, children: tuple[Total, ...], context: JudgingContext
) -> Total:
    total = combined(indicator, [child.sum for child in children])
    missing = tuple(unit_id for child in children for unit_id in child.missing)
    conflicts = tuple(unit_id for child in children for unit_id in child.conflicts)
    reaching = None
    if target_level(indicator) is not indicator.applies.level and judged_by_units(
        indicator, unit, context=context
    ):
        asked = [child.judged.met for child in children if child.sum.expected]
        reaching = (sum(met is True for met in asked), len(asked))
    judged = partial(judge, indicator, unit, total=total, context=context, reaching=reaching)
    return Total(indicator.code, unit.id, total, judged, missing, conflicts, children)


def total_of_sums(
    indicator: Indicator,
    unit_id: str,
    *,
    sums: Mapping[str, Sum],
    context: JudgingContext,
    gaps: Mapping[str, Gaps] | None = None,
) -> Total:
    """The total of a unit whose children have been summed already: equals `roll_up` but for depth.

    Args:
        indicator: what is added up; see `adds_up_plainly` for what a plain SUM may give.
        unit_id: whose total.
        sums: child unit id → its sum, with `expected`; a child left out is 不适用.
        context: plan, units, day, allocations.
        gaps: child unit id → units missing or in conflict below it, where they are to be named.
    """
    unit, named = context.units.get(unit_id), gaps or {}
    if context.fills(indicator, unit):
        own = _total(indicator, unit, context=context, total=sums.get(unit_id, _NOTHING))
        return replace(own, **named.get(unit_id, _NO_GAPS)._asdict())
    children = tuple(
        Total(
            indicator.code,
            child.id,
            total := sums.get(child.id, _NOTHING),
            partial(judge, indicator, child, total=total, context=context),
            *named.get(child.id, _NO_GAPS),
        )
        for child in _children(context.units, unit_id)
    )
    return _parent(indicator, unit, children=children, context=context)


def adds_up_plainly(indicator: Indicator) -> bool:
    """Whether Σn, Σd and counts of units are the whole sum.

    Not so where each unit must reach a target, where the object is the unit, for milestones, and
    for max, last and none: those are rolled up from the units' figures.
    """
    if indicator.entry is Entry.MILESTONE or indicator.entries or indicator.rollup != "sum":
        return False
    level = target_level(indicator)
    by_units = level is indicator.applies.level and level is not None
    return indicator.judgement is not Judgement.EACH_UNIT and not by_units


def combined(indicator: Indicator, sums: Iterable[Sum]) -> Sum:
    """The sum of sums: Σ, or the greatest or last value of those that reported."""
    found = list(sums)
    n = sum([one.n for one in found], _NOTHING.n)
    d = sum([one.d for one in found], _NOTHING.d)
    if indicator.rollup != "sum" and not indicator.is_rate:
        values = [one.n for one in found if one.reported] or [_NOTHING.n]
        n = {"max": max(values), "last": values[-1]}.get(indicator.rollup, _NOTHING.n)
    return Sum(
        n,
        d,
        sum([one.reported for one in found]),
        sum([one.expected for one in found]),
        sum([one.met for one in found]),
        sum([one.conflicts for one in found]),
        max([one.late_days for one in found], default=0),
    )


# ---- words ----


def reported_text(total: Total, units: Units) -> str:
    """`7/8 已报，宝堰镇未报`; conflicts are named apart: `，世业镇数据不一致`."""
    one = total.sum
    parts = [f"{one.reported}/{one.expected} 已报"]
    absent = one.expected - one.reported - one.conflicts
    if absent:
        parts.append(f"{_names(total.missing, absent, units=units)}未报")
    if one.conflicts:
        parts.append(f"{_names(total.conflicts, one.conflicts, units=units)}数据不一致")
    return "，".join(parts)


def _names(ids: tuple[str, ...], number: int, *, units: Units) -> str:
    """Up to three names, then 等n个单位; only the number where the names are not known."""
    if len(ids) < number:
        return f"{number}个单位"
    names = "、".join(units.get(unit_id).name for unit_id in ids[:_MOST_NAMES])
    return f"{names}等{number}个单位" if number > _MOST_NAMES else names
