"""审核 of totals (核实性): an office's own figure against those below it, and units reported by two.

Each unit stands at one place of the tree that is rolled up, so its own figure is added once; what an
office without towns says for a town that another one's total holds is a suspicion for a person.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Tree, Unit, Units

OWN_SUM = "own_sum"
TWICE = "twice"
_ZERO = Decimal(0)
_NOT_ADDED = (Entry.MILESTONE, Entry.NARRATIVE)


def own_against_sum(
    indicator: Indicator, own: Figure | None, *, total: Total, units: Units, reason: str = ""
) -> Problem | None:
    """What an office above says itself, where the units below it come to another sum.

    Args:
        indicator: of both.
        own: what the office entered itself; None where it did not.
        total: of the units below it.
        units: their names.
        reason: 审核说明 given for it.
    """
    below = total.sum
    if not _adds_up(indicator) or own is None or not own.reported or not below.reported:
        return None
    mine = (own.n or _ZERO, own.d or _ZERO)
    if mine == (below.n, below.d):
        return None
    name = units.get(total.unit).name
    message = (
        f"{name}自己填的“{indicator.name}”是{_words(indicator, mine)}，"
        f"下级合计{_words(indicator, (below.n, below.d))}，{_gap(indicator, own, total=total)}"
        f"（{reported_text(total, units)}）。"
    )
    remedy = "请与下级核对；确有原因的，请写审核说明。"
    return _warning(indicator, OWN_SUM, message=message, remedy=remedy, reason=reason)


def _adds_up(indicator: Indicator) -> bool:
    sums = indicator.rollup == "sum" and not indicator.rate_only
    return sums and indicator.entry not in _NOT_ADDED


def _words(indicator: Indicator, numbers: tuple[Decimal, Decimal]) -> str:
    n, d = numbers
    if indicator.entry in (Entry.RATIO, Entry.CHECKLIST):
        return f"{n:f}/{d:f}"
    return f"{n:f}{'' if indicator.is_rate else indicator.unit}"


def _gap(indicator: Indicator, own: Figure, *, total: Total) -> str:
    """How far apart: of numerators, or of denominators where those are equal."""
    n = abs((own.n or _ZERO) - total.sum.n)
    if n:
        words = "分子相差" if indicator.is_rate else "相差"
        return f"{words}{n:f}{'' if indicator.is_rate else indicator.unit}"
    return f"分母相差{abs((own.d or _ZERO) - total.sum.d):f}"


class TwoParents(NamedTuple):
    """A unit whose 统计归属 and 行政隶属 are two offices.

    Attributes:
        unit: the unit.
        home: whose total it is in.
        other: the office that administers it.
    """

    unit: Unit
    home: Unit
    other: Unit


def two_parents(units: Units) -> tuple[TwoParents, ...]:
    """Units that two offices may both report, in the order of the list."""
    found = []
    for unit in units.by_id.values():
        home = units.parent(unit.id)
        other = units.parent(unit.id, tree=Tree.ADMINISTRATIVE)
        if home and other and home.id != other.id and unit.ended_on is None:
            found.append(TwoParents(unit, home, other))
    return tuple(found)


def reported_twice(
    indicator: Indicator,
    figures: Mapping[str, Figure],
    *,
    context: JudgingContext,
    reasons: Mapping[str, str],
) -> list[Problem]:
    """Units that seem to be in two totals: their own, and that of the office that administers them.

    Settled once and for all by 区局采用数 on the other office's figure, or by a reason.

    Args:
        indicator: what is added up.
        figures: unit id → effective figure of one period.
        context: plan and units.
        reasons: 审核说明 given, by check code.
    """
    found = []
    for one in two_parents(context.units):
        mine, theirs = figures.get(one.unit.id), figures.get(one.other.id)
        double = _counts(mine) and _counts(theirs) and context.fills(indicator, one.other)
        if double and mine and theirs and not theirs.comes_from(Origin.ADOPTED):
            code = f"{TWICE}-{one.unit.id}"
            found.append(_twice(indicator, one, both=(mine, theirs), reason=reasons.get(code, "")))
    return found


def _counts(figure: Figure | None) -> bool:
    return figure is not None and figure.reported and bool(figure.n or figure.d)


def _twice(
    indicator: Indicator, one: TwoParents, *, both: tuple[Figure, Figure], reason: str
) -> Problem:
    mine, theirs = (_words(indicator, (f.n or _ZERO, f.d or _ZERO)) for f in both)
    message = (
        f"{one.unit.name}统计归属{one.home.name}，行政隶属{one.other.name}，"
        f"“{indicator.name}”两边可能都报了：{one.home.name}的合计里有{one.unit.name}{mine}，"
        f"{one.other.name}自己报{theirs}，可能重复计数。"
    )
    remedy = (
        f"请与两边核对：重复的，请在{one.other.name}的数上填采用数，扣除重复部分并写明理由；"
        "没有重复的，请写审核说明。"
    )
    code = f"{TWICE}-{one.unit.id}"
    return _warning(indicator, code, message=message, remedy=remedy, reason=reason)


def _warning(indicator: Indicator, code: str, *, message: str, remedy: str, reason: str) -> Problem:
    place = indicator.code, "value"
    return Problem(Severity.WARNING, code, *place, message, remedy, reason=reason)
