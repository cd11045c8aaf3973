"""A year's work plan as data: sections, work items, clauses, indicators, registers, questions, chapters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from zjmz_desktop.domain.errors import UnknownIndicatorError, UnknownRegisterError
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.units import Unit, Units


@dataclass(frozen=True, slots=True)
class Group:
    """A named group of units (市区)."""

    code: str
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """责任科室（单位）."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Section:
    """章."""

    no: int
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """具体任务: a range of its item's text, in code points, half-open."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WorkItem:
    """重点任务, its text verbatim with its number."""

    no: int
    section: int
    title: str
    text: str
    clauses: tuple[Clause, ...]

    def clause_text(self, clause: Clause) -> str:
        """The clause verbatim."""
        return self.text[clause.start : clause.end]


@dataclass(frozen=True, slots=True)
class Question:
    """待确认口径: what the plan leaves open; the first choice is the working one.

    `choices` maps a choice code to a list of codes, a field code or a text.
    """

    code: str
    text: str
    affects: str
    choices: Mapping[str, tuple[str, ...] | str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Base:
    """A base figure issued from above (population)."""

    code: str
    name: str
    unit: str
    scale: int
    source: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence template of the annual summary.

    Attributes:
        key: stable, never used again.
        text: in the mini-language of `narrative`.
        opening: printed behind the year's account, whichever chapter it is grouped in.
    """

    key: str
    text: str
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the annual summary; chapters may regroup sections."""

    title: str
    items: tuple[int, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Plan:
    """One year's plan, read from one file.

    `sha256` is the digest of the file's bytes: the plan's id.
    """

    code: str
    title: str
    year: int
    issuer: str
    issuer_name: str
    issued_on: date
    starts_on: date
    preamble: str
    slightly_behind_points: Decimal
    step_grace_days: int
    score_cap: Decimal
    groups: tuple[Group, ...]
    departments: tuple[Department, ...]
    sections: tuple[Section, ...]
    items: tuple[WorkItem, ...]
    questions: tuple[Question, ...]
    bases: tuple[Base, ...]
    registers: tuple[Register, ...]
    indicators: tuple[Indicator, ...]
    chapters: tuple[Chapter, ...]
    sha256: str

    @cached_property
    def indicator_by_code(self) -> Mapping[str, Indicator]:
        """Code → indicator."""
        return {i.code: i for i in self.indicators}

    def indicator(self, code: str) -> Indicator:
        """The indicator with that code.

        Raises:
            UnknownIndicatorError: when the plan has none.
        """
        try:
            return self.indicator_by_code[code]
        except KeyError:
            raise UnknownIndicatorError(code) from None

    @cached_property
    def register_by_code(self) -> Mapping[str, Register]:
        """Registers by code."""
        return {r.code: r for r in self.registers}

    def register(self, code: str) -> Register:
        """The register with that code.

        Raises:
            UnknownRegisterError: when the plan has none.
        """
        try:
            return self.register_by_code[code]
        except KeyError:
            raise UnknownRegisterError(code) from None

    @cached_property
    def _item_of_clause(self) -> Mapping[str, tuple[WorkItem, Clause]]:
        return {clause.code: (item, clause) for item in self.items for clause in item.clauses}

    def item_of(self, indicator: Indicator) -> WorkItem:
        """The work item that an indicator belongs to."""
        return self._item_of_clause[indicator.clauses[0]][0]

    def clause_texts(self, indicator: Indicator) -> tuple[str, ...]:
        """The clauses an indicator covers, verbatim."""
        found = (self._item_of_clause[code] for code in indicator.clauses)
        return tuple(item.clause_text(clause) for item, clause in found)

    @cached_property
    def indicators_by_item(self) -> Mapping[int, tuple[Indicator, ...]]:
        """Indicators of each item, in the plan's order."""
        found: dict[int, list[Indicator]] = {item.no: [] for item in self.items}
        for indicator in self.indicators:
            found[self.item_of(indicator).no].append(indicator)
        return {no: tuple(indicators) for no, indicators in found.items()}

    def indicators_of_clause(self, code: str) -> tuple[Indicator, ...]:
        """Indicators that cover a clause."""
        return tuple(i for i in self.indicators if code in i.clauses)

    @cached_property
    def department_names(self) -> Mapping[str, str]:
        """Department names by code."""
        return {d.code: d.name for d in self.departments}

    @cached_property
    def _group_units(self) -> Mapping[str, frozenset[str]]:
        return {g.code: frozenset(g.units) for g in self.groups}

    @property
    def ends_on(self) -> date:
        """The last day of the plan's year."""
        return date(self.year, 12, 31)

    def applies_to(self, indicator: Indicator, unit: Unit) -> bool:
        """Whether the unit's own type, group and id let the indicator apply to it.

        Groups and ids may name the unit or its district.
        """
        where = indicator.applies
        mine = {unit.id, unit.parent_stat, unit.parent_admin}
        if where.types and unit.type not in where.types and unit.level is where.level:
            return False
        if where.groups and not any(mine & self._group_units[g] for g in where.groups):
            return False
        return not where.units or bool(mine & set(where.units))

    def concerned(self, indicator: Indicator, unit_id: str, *, units: Units) -> tuple[Unit, ...]:
        """Units at or below `unit_id` that fill the indicator (the m of n/m)."""
        fillers = units.fillers(unit_id, indicator.level)
        return tuple(u for u in fillers if u.ended_on is None and self.applies_to(indicator, u))


def printed(verbatim: str) -> str:
    """Plan text as shown and printed: ASCII punctuation becomes full-width; stored text stays verbatim."""
    text = verbatim
    for ascii_mark, full in (("(", "（"), (")", "）"), (",", "，"), (";", "；"), (":", "：")):
        text = text.replace(ascii_mark, full)
    return text
