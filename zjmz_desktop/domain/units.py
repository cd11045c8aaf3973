"""Units of the administrative tree.

Two parents: administrative (行政隶属) and statistical (统计归属).
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from zjmz_desktop.domain.errors import UnknownUnitError
from zjmz_desktop.domain.spelling import normalised


class Level(StrEnum):
    """Level of an office; also who fills an indicator and whose target it is."""

    TOWN = "town"
    DISTRICT = "district"
    CITY = "city"

    @property
    def words(self) -> str:
        """Chinese name of the level."""
        return {"town": "镇（街道）", "district": "辖市区", "city": "市"}[self.value]


class Tree(StrEnum):
    """Which of a unit's two parents a roll-up follows."""

    STATISTICAL = "parent_stat"
    ADMINISTRATIVE = "parent_admin"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands on one day.

    Attributes:
        id: permanent id (2018 12-digit code, or L3211-01).
        name: name on that day.
        level: town, district or city.
        type: 街道, 镇, 园区, 辖市区, 功能区 or 市.
        parent_stat: id of the statistical parent, "" at the top.
        parent_admin: id of the administrative parent.
        office_name: its civil-affairs office where it is not 「名称＋民政局」 (镇江新区社会发展局).
        ended_on: day from which it is no longer a unit, or None.
        former: other names that papers call it by: those it bore before, and those of units merged
            into it.
    """

    id: str
    name: str
    level: Level
    type: str
    parent_stat: str
    parent_admin: str
    office_name: str = ""
    ended_on: date | None = None
    former: tuple[str, ...] = ()

    @property
    def office(self) -> str:
        """Name of its civil-affairs office; two districts' offices are no 民政局."""
        if self.level is Level.TOWN:
            return self.name
        return self.office_name or f"{self.name}民政局"

    @property
    def ended_words(self) -> str:
        """「2018-07-01撤并，计此前数」 of a unit that is no more, else ""."""
        return "" if self.ended_on is None else f"{self.ended_on.isoformat()}撤并，计此前数"


@dataclass(frozen=True)
class Units:
    """All units as they stand on one day, in the order of the list."""

    by_id: Mapping[str, Unit]

    def get(self, unit_id: str) -> Unit:
        """The unit with that id.

        Raises:
            UnknownUnitError: when there is none.
        """
        try:
            return self.by_id[unit_id]
        except KeyError:
            raise UnknownUnitError(unit_id) from None

    def office_of(self, unit_id: str) -> str:
        """Name of a unit's office; the id itself where it is in no list."""
        unit = self.by_id.get(unit_id)
        return unit.office if unit is not None else unit_id

    def of_level(self, level: Level) -> tuple[Unit, ...]:
        """Units of a level, in order."""
        return tuple(u for u in self.by_id.values() if u.level is level)

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(unit.name for unit in self.by_id.values())

    def shares_name(self, unit: Unit) -> bool:
        """Whether another unit has the same name (two 高桥镇)."""
        return self._names[unit.name] > 1

    @cached_property
    def _children(self) -> dict[tuple[Tree, str], tuple[Unit, ...]]:
        found: dict[tuple[Tree, str], list[Unit]] = {}
        for unit in self.by_id.values():
            for tree in Tree:
                found.setdefault((tree, getattr(unit, tree.value)), []).append(unit)
        return {key: tuple(units) for key, units in found.items()}

    def children(self, unit_id: str, *, tree: Tree = Tree.STATISTICAL) -> tuple[Unit, ...]:
        """Direct children in the tree named, in order."""
        return self._children.get((tree, unit_id), ())

    def parent(self, unit_id: str, *, tree: Tree = Tree.STATISTICAL) -> Unit | None:
        """Direct parent, None at the top."""
        return self.by_id.get(getattr(self.get(unit_id), tree.value))

    def chain(self, unit_id: str, *, tree: Tree = Tree.STATISTICAL) -> tuple[Unit, ...]:
        """All units above, the nearest first."""
        found: dict[str, Unit] = {}
        parent = self.parent(unit_id, tree=tree)
        while parent is not None and parent.id not in found and parent.id != unit_id:
            found[parent.id] = parent
            parent = self.parent(parent.id, tree=tree)
        return tuple(found.values())

    def is_below(self, unit_id: str, above: str, *, tree: Tree = Tree.STATISTICAL) -> bool:
        """Whether `unit_id` hangs (at any depth) below `above`; a unit is not below itself."""
        return any(unit.id == above for unit in self.chain(unit_id, tree=tree))

    @cached_property
    def spellings(self) -> "Spellings":
        """How papers write the units."""
        return _spellings(self)

    def fillers(self, unit_id: str, level: Level) -> tuple[Unit, ...]:
        """Units at or below `unit_id` that fill what is filled at `level`.

        A district without towns in the tree fills town-level indicators itself.
        """
        unit = self.get(unit_id)
        below = self.children(unit_id)
        alone = unit.level is Level.DISTRICT and level is Level.TOWN and not below
        if unit.level is level or alone:
            return (unit,)
        if unit.level is Level.TOWN or (unit.level is Level.DISTRICT and level is Level.CITY):
            return ()
        return tuple(filler for child in below for filler in self.fillers(child.id, level))


@dataclass(frozen=True)
class Spellings:
    """Every way in which papers write units, normalised: text → the units it may mean.

    Attributes:
        own: by name, alone or after the names of those above (丹徒区高资街道, 丹徒高资街道).
        former: the same by former names.
    """

    own: Mapping[str, tuple[Unit, ...]]
    former: Mapping[str, tuple[Unit, ...]]


_SEAT = re.compile(r"[区市县]$")


def _spellings(units: Units) -> Spellings:
    own: dict[str, tuple[Unit, ...]] = {}
    former: dict[str, tuple[Unit, ...]] = {}
    for unit in units.by_id.values():
        fronts = _fronts(unit, units)
        named = (unit.name,) if unit.level is Level.TOWN else (unit.name, _short(unit.name))
        for names, found in ((named, own), (unit.former, former)):
            for text in {front + normalised(name) for name in names for front in fronts}:
                found[text] = (*found.get(text, ()), unit)
    return Spellings(own, former)


def _fronts(unit: Unit, units: Units) -> list[str]:
    """What may stand before a unit's name: nothing, or the names of those above, with 区 or without."""
    fronts = [""]
    for above in units.chain(unit.id):
        name = normalised(above.name)
        fronts += [n + front for n in {name, _short(name)} for front in fronts]
    return fronts


def _short(name: str) -> str:
    return _SEAT.sub("", name)


def read_units(text: str) -> Units:
    """Read the unit list.

    CSV: id, name, level, statistical_parent, type; optional office, and former names with 、 between.
    """
    rows = csv.DictReader(io.StringIO(text))
    return Units({row["id"]: _unit(row) for row in rows})


def _unit(row: Mapping[str, str]) -> Unit:
    parent = row["statistical_parent"]
    level, office = Level(row["level"]), row.get("office") or ""
    former = tuple(filter(None, (row.get("former") or "").split("、")))
    return Unit(row["id"], row["name"], level, row["type"], parent, parent, office, former=former)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One dated attribute of a unit (行政区划调整).

    `part` is name, type, parent_stat, parent_admin or ended; the text of `ended` may be the id of
    the unit it is merged into.
    """

    unit: str
    part: str
    on: date
    text: str


def units_on(units: Units, changes: Iterable[UnitChange], *, day: date) -> Units:
    """The units as they stood on `day`, after all changes dated on or before it."""
    changed = dict(units.by_id)
    for change in sorted(changes, key=lambda c: c.on):
        if change.on <= day and change.unit in changed:
            unit = changed[change.unit] = _changed(changed[change.unit], change)
            heir = changed.get(change.text) if change.part == "ended" else None
            if heir is not None:
                names = (*heir.former, unit.name, *unit.former)
                changed[heir.id] = replace(heir, former=names)
    return Units(changed)


def _changed(unit: Unit, change: UnitChange) -> Unit:
    match change.part:
        case "name":
            return replace(unit, name=change.text, former=(*unit.former, unit.name))
        case "type":
            return replace(unit, type=change.text)
        case "parent_stat":
            return replace(unit, parent_stat=change.text)
        case "parent_admin":
            return replace(unit, parent_admin=change.text)
        case _:
            return replace(unit, ended_on=change.on)


def stages(units: Units, changes: Iterable[UnitChange]) -> tuple[Units, ...]:
    """The units before any adjustment, and after each day that has some, in order."""
    known = tuple(changes)
    days = sorted({change.on for change in known})
    return (units, *(units_on(units, known, day=day) for day in days))
