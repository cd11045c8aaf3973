"""A year's work plan as data: sections, work items, clauses, indicators, registers, questions, chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from zjmz_desktop.domain.errors import UnknownIndicatorError, UnknownRegisterError
from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.units import Level, Unit, Units


class Entry(StrEnum):
    """Entry kind of an indicator."""

    NUMBER = "number"
    RATIO = "ratio"
    PER_BASE = "per_base"
    CHECKLIST = "checklist"
    MILESTONE = "milestone"
    ACTIVITY = "activity"
    NARRATIVE = "narrative"


class Judgement(StrEnum):
    """How an indicator is judged."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EACH_UNIT = "each_unit"
    MUST_NOT_HAPPEN = "must_not_happen"
    BY_STEPS = "by_steps"
    BY_OUTSIDE = "by_outside"
    NONE = "none"


class Curve(StrEnum):
    """计划进度: how much is expected by when."""

    EVEN = "even"
    BY_STEPS = "by_steps"
    AT_DATE = "at_date"
    YEAR_END = "year_end"
    NONE = "none"


class Measure(StrEnum):
    """Flow: sum of the periods; stock: that period only."""

    FLOW = "flow"
    STOCK = "stock"


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
class RegisterField:
    """One field of a register; `type` is text, number, date, choice, several, yes_no or unit."""

    code: str
    name: str
    type: str
    required: bool = False
    unit: str = ""
    scale: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    group_name: str = ""
    personal: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class RegisterCheck:
    """Sum of `left` fields, compared with the sum of `right` fields or with `right_value`."""

    code: str
    severity: str
    left: tuple[str, ...]
    operator: str
    right: tuple[str, ...] = ()
    right_value: Decimal | None = None


COMMON_FIELDS = (
    RegisterField("town", "所属镇（街道）", "unit", required=True),
    RegisterField("village", "所属村（社区）", "text"),
)
REMARK_FIELD = RegisterField("remark", "备注", "text")


@dataclass(frozen=True)
class Register:
    """底册: one object a row, feeding many indicators."""

    code: str
    name: str
    measure_word: str
    filled_by: Level
    confirmed_by: Level | None
    unique_by: tuple[str, ...]
    personal: bool
    states: Mapping[str, str]
    ended_states: tuple[str, ...]
    merged_state: str
    own_fields: tuple[RegisterField, ...]
    checks: tuple[RegisterCheck, ...]

    @cached_property
    def fields(self) -> tuple[RegisterField, ...]:
        """All fields in paper order, with the common ones (town, village, remark)."""
        return (*COMMON_FIELDS, *self.own_fields, REMARK_FIELD)

    @cached_property
    def field_by_code(self) -> Mapping[str, RegisterField]:
        """Fields by code."""
        return {f.code: f for f in self.fields}

    def group_fields(self, group: str) -> tuple[RegisterField, ...]:
        """The yes/no fields of a ticked group."""
        return tuple(f for f in self.own_fields if f.group == group)

    @property
    def title_field(self) -> str:
        """The field that names a row: `name` where there is one, else the first required text."""
        if "name" in self.field_by_code:
            return "name"
        required = (f.code for f in self.own_fields if f.required and f.type == "text")
        return next(required, self.own_fields[0].code)


@dataclass(frozen=True, slots=True)
class FromQuestion:
    """A right side that an open question decides."""

    question: str


Operand = str | bool | int | tuple[str, ...] | FromQuestion


@dataclass(frozen=True, slots=True)
class Condition:
    """One counting condition; `field` is a field code, `state`, or a field group when `ticked`.

    `operator` is is, in, not_in, at_least, at_most, on_or_after, on_or_before, within, filled or ticked.
    """

    field: str
    operator: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class RowMeasure:
    """What is taken from the rows: their count, or the sum of a field, of rows that meet all of `where`."""

    sum_field: str | FromQuestion | None = None
    distinct: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an indicator takes its figure from: a register.

    Either `numerator` alone (a number), or both with `only` (rows concerned).
    """

    register: str
    numerator: RowMeasure
    denominator: RowMeasure | None = None
    only: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """目标值 of the text.

    Attributes:
        operator: >= <= > < =.
        value: exact.
        level: whose target it is.
        by: deadline.
        each: every unit must reach it, not the total.
    """

    operator: str
    value: Decimal
    level: Level
    by: date
    each: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """节点 of a milestone."""

    code: str
    name: str
    by: date


@dataclass(frozen=True, slots=True)
class ChecklistEntry:
    """One entry of a checklist whose object is the unit."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Applies:
    """Which units an indicator applies to: the level that fills it, narrowed by type, group and id."""

    level: Level
    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """A check of figures declared by the plan; kinds in the plan file's format page."""

    code: str
    kind: str
    severity: str
    percent: Decimal | None = None
    absolute: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: what is entered, by whom, when, and how it is judged."""

    code: str
    clauses: tuple[str, ...]
    name: str
    unit: str
    entry: Entry
    definition: str
    department: str
    period: PeriodType
    judgement: Judgement
    applies: Applies
    scale: int = 0
    measure: Measure = Measure.FLOW
    rollup: str = "sum"
    closes: bool = False
    numerator_name: str = ""
    denominator_name: str = ""
    rate_only: bool = False
    base: str = ""
    per: Decimal = Decimal(1)
    definition_changes: tuple[tuple[date, str], ...] = ()
    due_months: tuple[int, ...] = ()
    target: Target | None = None
    scope_text: str = ""
    curve: Curve = Curve.NONE
    curve_on: date | None = None
    curve_steps: tuple[tuple[date, Decimal], ...] = ()
    scored: bool = False
    weight: Decimal = Decimal(1)
    city_duty: bool = False
    questions: tuple[str, ...] = ()
    also_reported: tuple[str, ...] = ()
    entries: tuple[ChecklistEntry, ...] = ()
    entries_needed: int = 0
    steps: tuple[Step, ...] = ()
    outside: tuple[str, ...] = ()
    source: Source | None = None
    checks: tuple[FigureCheck, ...] = ()

    @property
    def level(self) -> Level:
        """The level that fills it."""
        return self.applies.level

    @property
    def is_rate(self) -> bool:
        """Whether its figure is a quotient."""
        return self.entry in (Entry.RATIO, Entry.PER_BASE, Entry.CHECKLIST)

    @property
    def decimals(self) -> int:
        """Decimals shown: counts whole, 万元 one, rates one, per 10,000 two."""
        if self.entry is Entry.PER_BASE:
            return 2
        return 1 if self.is_rate else self.scale

    def definition_on(self, day: date) -> str:
        """指标解释 as it stood on `day`."""
        text = self.definition
        for since, changed in self.definition_changes:
            if since <= day:
                text = changed
        return text

    def due_in(self, year: int, month: int) -> Period | None:
        """The period due in that month, or None."""
        if month not in self.due_months:
            return None
        last = -(-month // self.period.months) * self.period.months
        return Period(year, last, self.period)

    def due_through(self, through: Period) -> tuple[Period, ...]:
        """All periods due in that year up to the month in which `through` ends, in order."""
        months = range(1, through.last_month + 1)
        due = (self.due_in(through.year, month) for month in months)
        return tuple(dict.fromkeys(period for period in due if period is not None))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence template of the annual summary."""

    key: str
    text: str


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
    def _indicator_by_code(self) -> Mapping[str, Indicator]:
        return {i.code: i for i in self.indicators}

    def indicator(self, code: str) -> Indicator:
        """The indicator with that code.

        Raises:
            UnknownIndicatorError: when the plan has none.
        """
        try:
            return self._indicator_by_code[code]
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
