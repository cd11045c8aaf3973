"""位次: where one unit stands among those beside it; equal figures share a place."""

from fractions import Fraction

from zjmz_desktop.domain.plan_indicators import Indicator, Judgement
from zjmz_desktop.domain.rollup import Total

_UNRANKED = (Judgement.MUST_NOT_HAPPEN, Judgement.BY_OUTSIDE, Judgement.NONE)


def ranks_of(total: Total, *, indicator: Indicator) -> dict[str, int]:
    """Child unit id → its place by what it reached, 1 the best; of units that have reported.

    Compared is the completion where units have targets of their own, and who has none has no place; where
    nobody has one, the value. Empty where fewer than two can be compared, where all stand alike, or where
    there is nothing to come first in.
    """
    if indicator.judgement in _UNRANKED:
        return {}
    told = {child.unit: child for child in total.children if child.sum.reported}
    done = {unit: child.judged.completion for unit, child in told.items()}
    by_completion = any(share is not None for share in done.values())
    found = done if by_completion else {unit: c.judged.value for unit, c in told.items()}
    known = {unit: value for unit, value in found.items() if value is not None}
    if len(known) < 2 or len(set(known.values())) == 1:
        return {}
    falling = indicator.judgement is Judgement.AT_MOST and not by_completion
    return {unit: 1 + _better(known, value, falling=falling) for unit, value in known.items()}


def _better(known: dict[str, Fraction], value: Fraction, *, falling: bool) -> int:
    return sum((other < value) if falling else (other > value) for other in known.values())


def rank_of(total: Total, unit_id: str, *, indicator: Indicator) -> tuple[int, int] | None:
    """One unit's place among its neighbours, and among how many."""
    ranks = ranks_of(total, indicator=indicator)
    return (ranks[unit_id], len(ranks)) if unit_id in ranks else None
