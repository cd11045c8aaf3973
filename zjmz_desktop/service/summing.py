"""A city's totals of plain typed figures, added up by SQLite: 61 towns need no Python object each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.figures import Sum
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import (
    Added,
    Gaps,
    Total,
    adds_up_plainly,
    ended_sum,
    total_of_sums,
)
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.service.cell_figures import counted_periods, lived_through
from zjmz_desktop.service.context import Office
from zjmz_desktop.store import figures
from zjmz_desktop.store.figures import Asked, Part, sum_of_parts

_NONE = Sum()


class Concerned(NamedTuple):
    """Whom an indicator concerns below a unit.

    Attributes:
        below: child unit id → ids of the units at or below it that fill the indicator.
        known: all of them.
    """

    below: Mapping[str, tuple[str, ...]]
    known: frozenset[str]


def plain_indicators(office: Office) -> tuple[Indicator, ...]:
    """Indicators whose figures are plain typed sums of the towns or districts below a city."""
    return office.cached(("plain", ""), lambda: tuple(filter(_is_plain, office.plan.indicators)))


def _is_plain(indicator: Indicator) -> bool:
    if indicator.source is not None or indicator.closes or indicator.rate_only:
        return False
    typed = indicator.entry in (Entry.NUMBER, Entry.RATIO)
    return typed and adds_up_plainly(indicator) and indicator.level is not Level.CITY


class CitySums:
    """The totals of a city at the end of one month, as far as plain sums give them.

    The tree is that of the month's last day. Units that are no more are few: what they did in
    their months is added in Python.
    """

    def __init__(self, office: Office, unit_id: str, *, context: JudgingContext) -> None:
        self._office, self._unit, self._context = office, unit_id, context
        below = context.units
        self._ended = tuple(
            unit
            for unit in below.by_id.values()
            if unit.ended_on is not None and below.is_below(unit.id, unit_id)
        )

    def totals(self, through: Period, *, named: bool) -> dict[str, Total]:
        """Indicator code → total; an indicator left out must be rolled up from its units."""
        office, year = self._office, self._office.plan.year
        asked = office.cached(("asked", "", through.code), lambda: _asked(office, through))
        self._give_tree()
        sums = figures.sums_by_parent(office.database, year, asked=asked)
        reported = figures.reported_units(office.database, year, asked=asked) if named else {}
        ended = self._ended_sums(asked)
        gone = {unit.id for unit in self._ended}
        found = {}
        for indicator in plain_indicators(office):
            code, concerned = indicator.code, self._concerned(indicator)
            strays = reported.get(code, {}).keys() - concerned.known - gone
            over = ended.get(code, [])
            if strays or code in sums.too_fine or any(one.conflicts for _, one in over):
                continue  # units not asked, that SQL has added; or units to be named in their order
            gaps = _gaps(concerned, reported.get(code, {})) if named else {}
            added = self._added(concerned, sums.parts.get(code, []), ended=over)
            found[code] = total_of_sums(
                indicator, self._unit, added=added._replace(gaps=gaps), context=self._context
            )
        return found

    def _added(
        self, concerned: Concerned, parts: list[Part], *, ended: Iterable[tuple[str, Sum]]
    ) -> Added:
        def below() -> dict[str, Sum]:
            found = {
                child: sum_of_parts([p for p in parts if p.parent == child], concerned=len(units))
                for child, units in concerned.below.items()
            }
            for child, one in ended:
                found[child] = found.get(child, _NONE) + one
            return found

        whole = sum_of_parts(parts, concerned=len(concerned.known))
        return Added(sum((one for _, one in ended), whole), below)

    def _concerned(self, indicator: Indicator) -> Concerned:
        key = ("expected", "", indicator.applies, self._unit, self._context.as_of)
        return self._office.cached(key, lambda: self._found_concerned(indicator))

    def _found_concerned(self, indicator: Indicator) -> Concerned:
        units, plan = self._context.units, self._context.plan
        below = {
            child.id: tuple(u.id for u in plan.concerned(indicator, child.id, units=units))
            for child in units.children(self._unit)
        }
        return Concerned(below, frozenset(u for ids in below.values() for u in ids))

    def _ended_sums(self, asked: Iterable[Asked]) -> dict[str, list[tuple[str, Sum]]]:
        """Indicator → (child, sum) of each unit that is no more, over the periods it lived through."""
        office, found = self._office, dict[str, list[tuple[str, Sum]]]()
        for unit in self._ended:
            mine = [Asked(one.code, lived_through(unit, one.periods)) for one in asked]
            figures_of = figures.figures_of_unit(
                office.database, office.plan.year, unit=unit.id, asked=mine
            )
            for code, figure in figures_of.items():
                indicator = office.plan.indicator(code)
                if self._context.fills(indicator, unit):
                    one = ended_sum(indicator, unit, figure=figure, context=self._context)
                    found.setdefault(code, []).append((self._child_above(unit), one))
        return found

    def _child_above(self, unit: Unit) -> str:
        """The unit's ancestor (or itself) directly below the city."""
        above = self._context.units.parent(unit.id)
        while above is not None and above.id != self._unit:
            unit, above = above, self._context.units.parent(above.id)
        return unit.id

    def _give_tree(self) -> None:
        tree = (self._unit, self._context.as_of)
        given: list[object] = self._office.cached(("tree", ""), list)
        if given != [tree]:
            figures.set_tree(self._office.database, self._pairs())
            given[:] = [tree]

    def _pairs(self) -> Iterator[tuple[str, str]]:
        units = self._context.units
        for child in units.children(self._unit):
            for unit in (child, *units.children(child.id)):
                if unit.ended_on is None:
                    yield unit.id, child.id


def _asked(office: Office, through: Period) -> tuple[Asked, ...]:
    return tuple(
        Asked(one.code, tuple(p.code for p in counted_periods(one, through)))
        for one in plain_indicators(office)
    )


def _gaps(concerned: Concerned, reported: Mapping[str, bool]) -> dict[str, Gaps]:
    return {
        child: Gaps(
            tuple(unit for unit in units if unit not in reported),
            tuple(unit for unit in units if reported.get(unit)),
        )
        for child, units in concerned.below.items()
    }
