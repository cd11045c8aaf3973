"""What a unit and those below it stood at in two states of an office, and what lies between the two.

Pure: `difference(a, b)` applied to `a` gives `b`, and between a state and itself there is nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.rollup import Total

Place = tuple[str, str]
"""(indicator code, unit id)."""


class FigureState(StrEnum):
    """Whether there is a figure, and if not, why."""

    REPORTED = "reported"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    CONFLICT = "conflict"

    @property
    def words(self) -> str:
        """已报, 未报 and so on."""
        return {
            "reported": "已报",
            "not_reported": "未报",
            "not_due": "未到报告期",
            "not_applicable": "不适用",
            "conflict": "两机数据不一致",
        }[self.value]


class UnitFigure(NamedTuple):
    """What one unit stood at.

    Attributes:
        state: whether there is a figure.
        n: number or numerator, 0 where there is none.
        d: denominator, 0 where there is none.
        value: exact value in the indicator's unit, None where it can't be said.
        reported: units that have reported, of those at or below it.
        expected: units that it applies to.
        missing: ids of those that have not.
        target: target in force.
    """

    state: FigureState
    n: Decimal
    d: Decimal
    value: Fraction | None
    reported: int
    expected: int
    missing: tuple[str, ...]
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class Account:
    """What a unit and its direct children stood at.

    Attributes:
        plan: id of the plan in force.
        figures: every indicator's figure of the unit and of each child that it concerns or that did
            something.
    """

    plan: str
    figures: Mapping[Place, UnitFigure]


class FigureChange(NamedTuple):
    """A figure that is not what it was; None where there was none at all, or is none any more."""

    place: Place
    before: UnitFigure | None
    after: UnitFigure | None

    @property
    def grown(self) -> Decimal:
        """By how much the number (or numerator) has grown; who has not reported counts as nothing."""
        return _number(self.after) - _number(self.before)

    @property
    def newly_reported(self) -> bool:
        """Whether there is a figure now and was none then."""
        return is_reported(self.after) and not is_reported(self.before)

    @property
    def no_longer_reported(self) -> bool:
        """Whether there was a figure then and is none now."""
        return is_reported(self.before) and not is_reported(self.after)

    @property
    def retargeted(self) -> bool:
        """Whether the target is another; where it does not apply there is none to be changed."""
        before, after = self.before, self.after
        if before is None or after is None or not before.expected or not after.expected:
            return False
        return before.target != after.target


@dataclass(frozen=True, slots=True)
class Difference:
    """All that lies between two accounts.

    Attributes:
        plan: id of the plan then and now.
        changes: figures that changed, in the order of the places now, then those that are gone.
    """

    plan: tuple[str, str]
    changes: tuple[FigureChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no difference at all."""
        return not self.changes and self.plan[0] == self.plan[1]


def account_of(plan: str, totals: Iterable[Total]) -> Account:
    """The account behind the totals of one unit."""
    found: dict[Place, UnitFigure] = {}
    for total in totals:
        for one in (total, *total.children):
            if one is total or one.sum.expected or one.sum.n or one.sum.d:
                found[one.indicator, one.unit] = _figure(one)
    return Account(plan, found)


def _figure(one: Total) -> UnitFigure:
    found = one.sum
    state = _state(one)
    value = one.judged.value if state is FigureState.REPORTED else None
    return UnitFigure(
        state,
        found.n,
        found.d,
        value,
        found.reported,
        found.expected,
        one.missing,
        one.judged.target,
    )


def _state(one: Total) -> FigureState:
    found = one.sum
    if found.reported or (
        not found.expected and (found.n or found.d)
    ):  # what a unit did that is no more
        return FigureState.REPORTED
    if not found.expected:
        return FigureState.NOT_APPLICABLE
    if found.conflicts:
        return FigureState.CONFLICT
    return FigureState.NOT_REPORTED if one.due else FigureState.NOT_DUE


def difference(before: Account, after: Account) -> Difference:
    """What lies between two accounts."""
    return Difference((before.plan, after.plan), tuple(_changes(before.figures, after.figures)))


def _changes(
    then: Mapping[Place, UnitFigure], now: Mapping[Place, UnitFigure]
) -> Iterator[FigureChange]:
    for place in (*now, *(one for one in then if one not in now)):
        before, after = then.get(place), now.get(place)
        if before != after:
            yield FigureChange(place, before, after)


def applied(found: Difference, before: Account) -> Account:
    """The account that a difference makes of the one before."""
    figures = dict(before.figures)
    for place, _, after in found.changes:
        if after is None:
            figures.pop(place, None)
        else:
            figures[place] = after
    return Account(found.plan[1], figures)


def is_reported(one: UnitFigure | None) -> bool:
    """Whether there is a figure."""
    return one is not None and one.state is FigureState.REPORTED


def _number(one: UnitFigure | None) -> Decimal:
    return one.n if one is not None and is_reported(one) else Decimal(0)
