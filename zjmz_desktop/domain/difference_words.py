"""Differences in words and in a table: 「新建老年人助餐点 +6，其中高资街道 +4」."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from zjmz_desktop.domain.differences import (
    Difference,
    FigureChange,
    Place,
    UnitFigure,
    is_reported,
)
from zjmz_desktop.domain.judging_words import plain, target_text, value_text
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.units import Units

_MOST_UNITS = 3
_MOST_REASONS = 2  # in a sentence; the table has all
_NONE = "—"


class DifferenceRow(NamedTuple):
    """One figure that changed, as a table shows it.

    Attributes:
        code: indicator.
        name: the indicator's.
        unit: unit id.
        unit_name: the unit's.
        before: what stood then, in words.
        after: what stands now.
        grown: 「+4」, 「-1」; "" where there is no number to subtract.
        remark: 当时未报, 目标由3改为4, 原因.
        is_total: whether it is the unit's own figure, above those of the units below.
    """

    code: str
    name: str
    unit: str
    unit_name: str
    before: str
    after: str
    grown: str
    remark: str
    is_total: bool


@dataclass(frozen=True)
class Told:
    """A difference, with what its words are made from.

    Attributes:
        found: the difference.
        unit_id: whose.
        plans: the plan then and the plan now.
        units: all units, for names.
        reasons: (indicator, unit) → what was noted between the two, in words.
        progress: what was told of earlier months and is told otherwise now, one sentence a month.
    """

    found: Difference
    unit_id: str
    plans: tuple[Plan, Plan]
    units: Units
    reasons: Mapping[Place, Sequence[str]] = field(default_factory=dict)
    progress: tuple[str, ...] = ()

    def indicator(self, code: str) -> Indicator | None:
        """An indicator as it is now, else as it was."""
        found = (plan.indicator_by_code.get(code) for plan in reversed(self.plans))
        return next((one for one in found if one is not None), None)

    def unit(self, unit_id: str) -> str:
        """A unit's name."""
        unit = self.units.by_id.get(unit_id)
        return unit.name if unit else unit_id

    def in_order(self) -> list[tuple[Indicator, FigureChange]]:
        """By the plan's order; the unit's own figure first, then the largest change."""
        codes = [i.code for plan in reversed(self.plans) for i in plan.indicators]
        order = {code: at for at, code in reversed(list(enumerate(codes)))}

        def key(one: FigureChange) -> tuple[object, ...]:
            code, unit = one.place
            return order.get(code, len(codes)), code, unit != self.unit_id, -abs(one.grown), unit

        ordered = sorted(self.found.changes, key=key)
        known = ((self.indicator(change.place[0]), change) for change in ordered)
        return [(one, change) for one, change in known if one is not None]


# ---- sentences ----


def sentences(told: Told) -> tuple[str, ...]:
    """One sentence an indicator, in the plan's order."""
    by_code = groupby(told.in_order(), key=lambda pair: pair[0].code)
    said = (_sentence(told, list(pairs)) for _, pairs in by_code)
    return tuple(filter(None, said))


def _sentence(told: Told, pairs: Sequence[tuple[Indicator, FigureChange]]) -> str:
    one, some = pairs[0][0], [change for _, change in pairs]
    own = next((change for change in some if change.place[1] == told.unit_id), None)
    moved = _own_words(one, own)
    below = [change for change in some if change is not own and _is_seen(one, change)]
    parts = [moved, _below_words(told, one, below=below, alone=not moved) if below else ""]
    parts += [_whose_target(told, one, change=change) for change in some if change.retargeted]
    reasons = [
        f"{told.unit(change.place[1])}{reason}"
        for change in some
        for reason in told.reasons.get(change.place, ())
    ]
    parts += reasons[:_MOST_REASONS]
    said = "，".join(filter(None, parts))
    gap = "" if said.startswith(("由", "合计")) else " "
    return f"{one.name}{gap}{said}。" if said else ""


def _is_seen(one: Indicator, change: FigureChange) -> bool:
    return figure_words(one, change.before) != figure_words(one, change.after)


def _own_words(one: Indicator, change: FigureChange | None) -> str:
    if change is None or not _is_seen(one, change):
        return ""
    return _moved(one, change) + _status(one, change)


def _below_words(told: Told, one: Indicator, *, below: Sequence[FigureChange], alone: bool) -> str:
    """其中高资街道 +4、宝堰镇 +2; where all did the same: 其中高资街道、宝堰镇各 +1."""
    names = [told.unit(change.place[1]) for change in below[:_MOST_UNITS]]
    said = [f"{_moved(one, change)}{_status(one, change)}" for change in below]
    gap = " " if _adds(one) else ""
    more = f"等{len(below)}个单位" if len(below) > _MOST_UNITS else ""
    if len(below) > 1 and len(set(said)) == 1:
        each = "" if one.entry is Entry.NARRATIVE else f"各{gap}"
        words = f"{'、'.join(names)}{more}{each}{said[0]}"
    else:
        words = (
            "、".join(f"{name}{gap}{moved}" for name, moved in zip(names, said, strict=False))
            + more
        )
    return f"{'合计不变，' if alone else ''}其中{words}"


def _moved(one: Indicator, change: FigureChange) -> str:
    """+6; of rates, steps and texts 由54.2%变为55.1%, or what is reported for the first time."""
    if _adds(one) and (is_reported(change.before) or is_reported(change.after)):
        return signed(change.grown)
    after = figure_words(one, change.after)
    return after if change.newly_reported else f"由{figure_words(one, change.before)}变为{after}"


def _whose_target(told: Told, one: Indicator, *, change: FigureChange) -> str:
    whose = "" if change.place[1] == told.unit_id else told.unit(change.place[1])
    return f"{whose}{retarget_words(one, change)}"


def reported_words(told: Told) -> tuple[str, ...]:
    """Who had not reported then and has now, and the other way round, with how many indicators."""
    changes = told.found.changes
    below = [one for one in changes if one.place[1] != told.unit_id] or list(changes)
    found = (
        ("当时未报、现在已报", [one for one in below if one.newly_reported]),
        ("当时已报、现在未报", [one for one in below if one.no_longer_reported]),
    )
    return tuple(f"{words}：{_by_unit(told, some)}。" for words, some in found if some)


def _by_unit(told: Told, some: Iterable[FigureChange]) -> str:
    count = Counter(one.place[1] for one in some)
    ordered = sorted(count, key=lambda unit: (-count[unit], unit))
    return "、".join(f"{told.unit(unit)}{count[unit]}项" for unit in ordered)


# ---- rows ----


def rows(told: Told) -> tuple[DifferenceRow, ...]:
    """Every figure that changed, in the plan's order."""
    return tuple(_row(told, one, change=change) for one, change in told.in_order())


def _row(told: Told, one: Indicator, *, change: FigureChange) -> DifferenceRow:
    code, unit = change.place
    grown = signed(change.grown) if _adds(one) and change.grown else ""
    return DifferenceRow(
        *(code, one.name, unit, told.unit(unit)),
        *(figure_words(one, change.before), figure_words(one, change.after), grown),
        "；".join(_remarks(told, one, change=change)),
        unit == told.unit_id,
    )


def _remarks(told: Told, one: Indicator, *, change: FigureChange) -> Iterator[str]:
    before, after = change.before, change.after
    if before is not None and after is not None and after.expected > 1:
        then, now = (f"{figure.reported}/{figure.expected}" for figure in (before, after))
        if then != now:
            yield f"已报由{then}变为{now}"
    if status := _status(one, change).strip("（）"):
        yield status
    if change.retargeted:
        yield retarget_words(one, change)
    yield from told.reasons.get(change.place, ())


# ---- one figure ----


def figure_words(one: Indicator, figure: UnitFigure | None) -> str:
    """9, 54.2%, 3/4步, 已报; or why there is no figure."""
    if figure is None:
        return _NONE
    if not is_reported(figure):
        return figure.state.words
    if one.entry is Entry.NARRATIVE:
        return f"{plain(figure.n)}家已写" if figure.expected > 1 else "已写"
    if one.entry is Entry.MILESTONE:
        return f"{plain(figure.n)}/{plain(figure.d)}步" if figure.d else figure.state.words
    if one.entries:
        return f"{plain(figure.n)}/{plain(figure.d)}"
    if one.is_rate:
        if figure.value is None:
            return f"{plain(figure.n)}/{plain(figure.d)}"
        return value_text(one, figure.value, target=figure.target) + (
            "%" if one.unit == "%" else ""
        )
    return plain(figure.n)


def retarget_words(one: Indicator, change: FigureChange) -> str:
    """目标由3改为4."""
    then, now = (
        target_text(one, figure.target) if figure is not None and figure.target is not None else ""
        for figure in (change.before, change.after)
    )
    if not then:
        return f"新定目标{now}"
    return f"目标由{then}改为{now}" if now else f"取消目标{then}"


def signed(number: Decimal) -> str:
    """+6, -1, 0."""
    return f"+{plain(number)}" if number > 0 else plain(number)


def _adds(one: Indicator) -> bool:
    """Whether a difference of two figures is a number that means something."""
    plainly = one.entry not in (Entry.NARRATIVE, Entry.MILESTONE) and not one.entries
    return plainly and not one.is_rate


def _status(one: Indicator, change: FigureChange) -> str:
    """（当时未报）, （现在两机数据不一致） where only one of the two has a figure."""
    if change.newly_reported:
        return f"（当时{change.before.state.words if change.before else '没有'}）"
    if change.no_longer_reported and _adds(one):
        return f"（现在{change.after.state.words if change.after else '没有'}）"
    return ""
