"""汇总: figures of towns become totals of districts and the city, by each kind's own arithmetic.

Sums add up, rates are Σn ÷ Σd of the units that reported, and who is missing is named, never zero.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import NamedTuple

from zjmz_desktop.domain.figures import Figure, Sum
from zjmz_desktop.domain.judging import Judged, judge, leaf_sum
from zjmz_desktop.domain.lacking import Lacking, lacking_words
from zjmz_desktop.domain.lights import NOT_DUE_WORDS, Light
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.targets import JudgingContext, judged_by_units, target_level
from zjmz_desktop.domain.units import Unit, Units

__all__ = [
    "Added",
    "Gaps",
    "JudgingContext",
    "Total",
    "adds_up_plainly",
    "combined",
    "ended_sum",
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
        make_children: makes `children` when they are first asked for.
        due: whether anything was due yet; until then no unit is missing.
    """

    indicator: str
    unit: str
    sum: Sum
    judge_it: Callable[[], Judged]
    missing: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    make_children: "Callable[[], tuple[Total, ...]]" = tuple
    due: bool = True

    @property
    def absent_words(self) -> str:
        """未报, or 未到报告期."""
        return Light.NOT_REPORTED.words if self.due else NOT_DUE_WORDS

    @cached_property
    def children(self) -> "tuple[Total, ...]":
        """Totals of all direct children, also of those it does not apply to.

        Of units that are no more, only those that did something in their months.
        """
        return self.make_children()

    @cached_property
    def judged(self) -> Judged:
        """Value, completion and light."""
        return self.judge_it()

    def _said(self) -> tuple[object, ...]:
        here = (self.indicator, self.unit, self.sum, self.judged)
        return (*here, self.missing, self.conflicts, self.children, self.due)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Total) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash((self.indicator, self.unit, self.sum))


class Gaps(NamedTuple):
    """Units below one child that are missing or in conflict, where SQL has added its sum."""

    missing: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


_NO_GAPS = Gaps()


class Added(NamedTuple):
    """What has been added up already, for a unit above those that fill an indicator.

    Attributes:
        total: the whole sum.
        below: makes child unit id → its sum, with `expected`; a child left out is 不适用.
        gaps: child unit id → units missing or in conflict below it, where they are to be named.
    """

    total: Sum
    below: Callable[[], Mapping[str, Sum]]
    gaps: Mapping[str, Gaps] = MappingProxyType({})


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
        figure = figures.get(unit.id)
        if unit.ended_on is not None:
            total = ended_sum(indicator, unit, figure=figure, context=context)
            return _leaf(indicator, unit, total=total, context=context)
        if unit.id not in concerned:
            return _leaf(indicator, unit, total=_NOTHING, context=context)
        total = leaf_sum(indicator, unit, figure=figure, context=context)
        return _leaf(indicator, unit, total=total, context=context)
    children = tuple(
        _rolled_up(indicator, child, figures=figures, context=context, concerned=concerned)
        for child in context.units.children(unit.id)
    )
    return _parent(indicator, unit, children=_shown(children, context.units), context=context)


def _shown(children: Iterable[Total], units: Units) -> tuple[Total, ...]:
    """Without units that are no more and did nothing."""
    return tuple(
        child
        for child in children
        if units.get(child.unit).ended_on is None or child.sum != _NOTHING
    )


def ended_sum(
    indicator: Indicator, unit: Unit, *, figure: Figure | None, context: JudgingContext
) -> Sum:
    """What a unit that is no more did in its months: it enters n and d, and leaves n/m.

    Ticks, steps and texts end with it; a conflict is still to be settled.
    """
    ends = indicator.entry in (Entry.MILESTONE, Entry.NARRATIVE) or indicator.entries
    if ends or indicator.rate_only:
        return _NOTHING
    found = leaf_sum(indicator, unit, figure=figure, context=context)
    return found if found.conflicts else Sum(found.n, found.d)


def _leaf(indicator: Indicator, unit: Unit, *, total: Sum, context: JudgingContext) -> Total:
    judged = partial(judge, indicator, unit, total=total, context=context)
    mine = (unit.id,)
    conflicts = mine if total.conflicts else ()
    due = context.course(indicator).due
    missing = mine if due and total.expected and not total.reported and not conflicts else ()
    return Total(indicator.code, unit.id, total, judged, missing, conflicts, due=due)


def _parent(
    indicator: Indicator, unit: Unit, *, children: tuple[Total, ...], context: JudgingContext
) -> Total:
    total = combined(indicator, [child.sum for child in children])
    judged = partial(
        _judged_above, indicator, unit, total=total, children=lambda: children, context=context
    )
    missing = tuple(unit_id for child in children for unit_id in child.missing)
    conflicts = tuple(unit_id for child in children for unit_id in child.conflicts)
    due = context.course(indicator).due
    return Total(
        indicator.code, unit.id, total, judged, missing, conflicts, lambda: children, due=due
    )


def _judged_above(
    indicator: Indicator,
    unit: Unit,
    *,
    total: Sum,
    children: Callable[[], tuple[Total, ...]],
    context: JudgingContext,
) -> Judged:
    reaching = None
    if target_level(indicator) is not indicator.applies.level and judged_by_units(
        indicator, unit, context=context
    ):
        asked = [child.judged.met for child in children() if child.sum.expected]
        reaching = (sum(met is True for met in asked), len(asked))
    return judge(indicator, unit, total=total, context=context, reaching=reaching)


def total_of_sums(
    indicator: Indicator, unit_id: str, *, added: Added, context: JudgingContext
) -> Total:
    """The total of a unit above those that fill the indicator, summed already.

    It equals `roll_up` but for depth; see `adds_up_plainly` for what a plain SUM may give.
    """
    unit, due = context.units.get(unit_id), context.course(indicator).due
    if not due:
        gaps = {child: Gaps((), gap.conflicts) for child, gap in added.gaps.items()}
        added = added._replace(gaps=gaps)
    children = partial(_summed, indicator, unit_id, added=added, context=context)
    judged = partial(
        _judged_above, indicator, unit, total=added.total, children=children, context=context
    )
    missing = tuple(one for gaps in added.gaps.values() for one in gaps.missing)
    conflicts = tuple(one for gaps in added.gaps.values() for one in gaps.conflicts)
    return Total(indicator.code, unit_id, added.total, judged, missing, conflicts, children, due)


def _summed(
    indicator: Indicator, unit_id: str, *, added: Added, context: JudgingContext
) -> tuple[Total, ...]:
    sums = added.below()
    found = (
        Total(
            indicator.code,
            child.id,
            total := sums.get(child.id, _NOTHING),
            partial(judge, indicator, child, total=total, context=context),
            *added.gaps.get(child.id, _NO_GAPS),
            due=context.course(indicator).due,
        )
        for child in context.units.children(unit_id)
    )
    return _shown(found, context.units)


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


def reported_text(total: Total, units: Units, *, lacking: Lacking = MappingProxyType({})) -> str:
    """`7/8 已报，宝堰镇未报`; conflicts and months lacking are named apart: `，世业镇数据不一致`.

    Where all have reported but not every month: `11个单位都报过数，宝堰镇缺7月、11月`.

    Args:
        total: whose units.
        units: their names.
        lacking: units that have reported, but not for every month.
    """
    one = total.sum
    parts = [_share_words(one, is_whole=not lacking)]
    absent = one.expected - one.reported - one.conflicts
    if absent and not total.due:
        parts.append(NOT_DUE_WORDS)
    elif absent:
        parts.append(f"{_names(total.missing, absent, units=units)}未报")
    if one.conflicts:
        parts.append(f"{_names(total.conflicts, one.conflicts, units=units)}数据不一致")
    parts.append(lacking_words(lacking, units=units, own=total.unit))
    return "，".join(filter(None, parts))


def _share_words(one: Sum, *, is_whole: bool) -> str:
    """「7/8 已报」; of all units, where a month lacks, that they have reported some."""
    if is_whole or one.reported < one.expected:
        return f"{one.reported}/{one.expected} 已报"
    return f"{one.expected}个单位都报过数" if one.expected > 1 else "报过数"


def _names(ids: tuple[str, ...], number: int, *, units: Units) -> str:
    """Up to three names, then 等n个单位; only the number where the names are not known."""
    if len(ids) < number:
        return f"{number}个单位"
    names = "、".join(units.get(unit_id).name for unit_id in ids[:_MOST_NAMES])
    return f"{names}等{number}个单位" if number > _MOST_NAMES else names
