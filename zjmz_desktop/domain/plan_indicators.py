"""Indicators (指标) of a plan: what is entered, by whom, when, and how it is judged."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan_registers import Source
from zjmz_desktop.domain.units import Level


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
    def is_standing(self) -> bool:
        """Whether its whole is what stands at a period's end, not what added up over the year."""
        return self.closes or self.measure is Measure.STOCK

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

    def due_months_of(self, period: Period) -> tuple[int, ...]:
        """The months of its year in which a period is due; of one of another type none."""
        if period.type is not self.period:
            return ()
        size = self.period.months
        last = period.last_month
        return tuple(m for m in self.due_months if last - size < m <= last)

    def due_through(self, through: Period) -> tuple[Period, ...]:
        """All periods due in that year up to the month in which `through` ends, in order."""
        size, year = self.period.months, through.year
        months = (month for month in sorted(self.due_months) if month <= through.last_month)
        ends = dict.fromkeys(-(-month // size) * size for month in months)
        return tuple(Period(year, last, self.period) for last in ends)
