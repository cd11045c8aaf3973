"""An indicator's figures as cells of a sheet: numbers, live totals and rates, or a word for why there is none.

Whether units stand below one another or side by side, the cells are the same: `At` says where they lie.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.figures import Light, Sum
from zjmz_desktop.domain.judging import Judged, value_of
from zjmz_desktop.domain.judging_words import plain, value_text
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total, combined
from zjmz_desktop.domain.sheet_tables import LiveQuotient, LiveSum, SheetCell, Shown, number_in
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.domain.values import State, scale_of, shown

CONFLICT = "两机不一致"
_HUNDRED = Decimal(100)


class Part(IntEnum):
    """What of a figure a cell holds."""

    ABOVE = 0
    BELOW = 1
    VALUE = 2


At = Callable[[Part, int], Place]
"""Where a part of the unit with that number lies; the total comes after the last unit."""


class Standing(NamedTuple):
    """What one unit stands at, and whether it said 未开展."""

    total: Total
    not_begun: bool = False


def parts_of(one: Indicator) -> tuple[Part, ...]:
    """The parts that a figure of the indicator has: a rate has all three."""
    return tuple(Part) if _is_quotient(one) else (Part.VALUE,)


def part_names(one: Indicator) -> tuple[str, str]:
    """What stands above and below the line of a rate."""
    if one.entries:
        return "达标单位", "已报单位"
    return one.numerator_name or "达标数", one.denominator_name or "总数"


def why_no_number(standing: Standing) -> str:
    """不适用, 未报, 两机不一致 or 未开展; "" where there is a number, or words of its own."""
    one = standing.total.sum
    if not one.expected:
        return "" if one.n or one.d else State.NOT_APPLICABLE.words
    if not one.reported:
        return CONFLICT if one.conflicts else standing.total.absent_words
    is_leaf = not standing.total.children
    return State.NOT_BEGUN.words if standing.not_begun and is_leaf else ""


def sum_of_units(one: Indicator, units: Sequence[Total], *, unit_id: str) -> Total:
    """The total of some units only: added up as always, held against no target."""
    found = combined(one, [unit.sum for unit in units])

    def judged() -> Judged:
        value = value_of(one, found, leaf=False)
        words = "" if value is not None else "不可汇总"
        return Judged(Light.NOT_JUDGED, Fraction(0), words, value)

    missing = tuple(name for unit in units for name in unit.missing)
    conflicts = tuple(name for unit in units for name in unit.conflicts)
    return Total(one.code, unit_id, found, judged, missing, conflicts)


def figure_cells(
    one: Indicator, units: Sequence[Standing], *, total: Standing | None, at: At
) -> dict[Part, list[SheetCell]]:
    """Part → its cells, unit by unit, with the total's last where there is one.

    A total that is the sum of the cells is a live formula; one that comes from elsewhere (the unit's own
    figure, the greatest, the last) stands as the number it is.
    """
    layout = _Layout(one, at)
    cells = {
        part: [layout.unit(unit, part, number=number) for number, unit in enumerate(units)]
        for part in parts_of(one)
    }
    if total is not None:
        for part, own in cells.items():
            own.append(layout.total(total, part, units=tuple(own)))
    return cells


def rate_decimals(one: Indicator, total: Total) -> int:
    """Decimals that show a value on the true side of its target."""
    value = total.judged.value
    if value is None:
        return one.decimals
    return _decimals(value_text(one, value, target=total.judged.target))


def completion_cell(total: Total, *, value: Place, target: Place) -> SheetCell:
    """完成率 in percent: live where it is value ÷ target, else the number (units, steps) or nothing."""
    judged = total.judged
    if judged.completion is None:
        return None
    percent = judged.completion * 100
    decimals = _decimals(shown(percent, 1, target=_HUNDRED))
    goal = Fraction(judged.target or 0)
    if goal and judged.value == judged.completion * goal:
        return LiveQuotient(value, target, _HUNDRED, decimals)
    return Shown(exact(percent), decimals)


def exact(value: Fraction) -> Decimal:
    """A fraction as a decimal of 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _is_quotient(one: Indicator) -> bool:
    return one.is_rate and not one.rate_only


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _times(one: Indicator) -> Decimal:
    return one.per if one.entry is Entry.PER_BASE else _HUNDRED


def _above_below(one: Indicator, found: Sum) -> tuple[Decimal, Decimal]:
    if one.entries:
        return Decimal(found.met), Decimal(found.reported)
    return found.n, found.d


class _Layout:
    """The cells of one indicator in the making."""

    def __init__(self, one: Indicator, at: At) -> None:
        self._one, self._at = one, at

    def unit(self, unit: Standing, part: Part, *, number: int) -> SheetCell:
        """A unit's cell."""
        if words := why_no_number(unit):
            return words
        if part is not Part.VALUE:
            return _above_below(self._one, unit.total.sum)[part]
        if _is_quotient(self._one) and not self._own_ticks(unit.total):
            return self._rate(unit.total, number=number)
        return self.value(unit.total)

    def total(self, total: Standing, part: Part, *, units: Sequence[SheetCell]) -> SheetCell:
        """The total's cell, after those of the units."""
        if words := why_no_number(total):
            return words
        if part is Part.VALUE and _is_quotient(self._one) and not self._own_ticks(total.total):
            return self._rate(total.total, number=len(units))
        if part is Part.VALUE and total.total.judged.value is None:
            return self.value(total.total)
        return self._added(total.total, part, units=units)

    def _added(self, total: Total, part: Part, *, units: Sequence[SheetCell]) -> SheetCell:
        own = self.value(total) if part is Part.VALUE else _above_below(self._one, total.sum)[part]
        numbers = [n for cell in units if (n := number_in(cell)) is not None]
        if self._one.rollup != "sum" or not numbers or sum(numbers) != number_in(own):
            return own
        first, last = self._at(part, 0), self._at(part, len(units) - 1)
        finest = max(own.decimals if isinstance(own, Shown) else 0, *map(scale_of, numbers))
        return LiveSum(first, last, finest)

    def _rate(self, total: Total, *, number: int) -> LiveQuotient:
        above, below = self._at(Part.ABOVE, number), self._at(Part.BELOW, number)
        return LiveQuotient(above, below, _times(self._one), rate_decimals(self._one, total))

    def _own_ticks(self, total: Total) -> bool:
        """A unit's own list: entries ticked of all, which no quotient of units gives."""
        return bool(self._one.entries) and not total.children

    def value(self, total: Total) -> SheetCell:
        """The value as a number, or in words."""
        one, value = self._one, total.judged.value
        if one.entry is Entry.MILESTONE and total.sum.d:
            return f"{plain(total.sum.n)}／{plain(total.sum.d)}步"
        if one.entry is Entry.NARRATIVE:
            return "已报" if not total.children else f"{total.sum.reported}份"
        if value is None and not total.sum.expected:  # what a unit that is no more did
            value = Fraction(total.sum.n)
        if value is None:
            return total.judged.words
        decimals, number = rate_decimals(one, total), exact(value)
        return Shown(number, decimals if one.is_rate else max(decimals, scale_of(number)))
