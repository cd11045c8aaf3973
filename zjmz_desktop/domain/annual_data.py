"""All that a district's annual summary is written from, handed in by the service."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from zjmz_desktop.domain.edited_sentences import Edit
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.lacking import Lacking, lacking_words
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan import Chapter, Plan
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.ranking import rank_of
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.domain.scoring import ItemScore
from zjmz_desktop.domain.sentence_order import Order
from zjmz_desktop.domain.units import Level, Unit, Units

AtUnit = tuple[str, str]
LATE = (Light.SLIGHTLY_BEHIND, Light.BEHIND)
DONE_WORDS, CANCELLED_WORDS, UNDER_WAY_WORDS = "已完成", "经批准取消", "进行中"


class StepLine(NamedTuple):
    """One step of a milestone.

    `state` is 未启动, 进行中, 已完成 or 经批准取消; `done_on` and `document` as recorded, or "".
    """

    name: str
    by: date
    state: str
    done_on: str = ""
    document: str = ""


class Earlier(NamedTuple):
    """What was told of one task at the end of an earlier month.

    Attributes:
        through: the month.
        total: where it stood then; None where no figure was reported with that month.
        note: the office's own 情况说明 of a period that ended in that month.
        steps: steps that were done, or cancelled, since the line before.
        decision: what was decided outside since then, in words.
    """

    through: Period
    total: Total | None = None
    note: str = ""
    steps: tuple[StepLine, ...] = ()
    decision: str = ""


class Returned(NamedTuple):
    """One figure that was returned: 退改意见, and the unit's answer or ""."""

    reason: str
    answer: str


class VersionLine(NamedTuple):
    """What the versions of one figure (月报, 快报, 年报) differ by, and what was corrected."""

    code: str
    unit_id: str
    differences: tuple[str, ...]
    acts: tuple[str, ...]


class Months(NamedTuple):
    """An indicator's months of this year and the last; None where nothing was reported."""

    code: str
    this_year: tuple[Fraction | None, ...]
    last_year: tuple[Fraction | None, ...]


class Facility(NamedTuple):
    """One new facility of annex 4, in final texts; no personal data."""

    kind: str
    name: str
    town: str
    address: str
    area: str
    opened_on: str


@dataclass(frozen=True, kw_only=True)
class AnnualData:
    """What the summary says, before it is put in words.

    Attributes:
        plan: the plan in force.
        unit: the district whose summary it is.
        units: units as they stand at the end of `through`.
        through: the last month counted, a month period.
        as_of: day on which the data stood so.
        dated: 成文日期 in words, or "" for the month of `as_of`.
        totals: indicator code → the district's total with its towns, for every indicator.
        last_year: the same through the same month of the year before.
        unlike: indicator code → why it is not compared with last year: months not filled alike.
        periods_lacking: indicator code → units that reported it, but not for every month.
        names: indicator code → names of the counted register rows, in order.
        notes: (indicator code, unit id) → 情况说明, the reason a figure is what it is.
        check_notes: (indicator code, unit id) → 审核说明.
        estimates: indicator code → 预计全年, in the indicator's own unit (percent for rates).
        will_reach: indicator code → units that reach it by the estimates, of units concerned, where
            each must.
        steps: indicator code → steps of a milestone.
        decisions: indicator code → what is decided outside, in words (已命名).
        texts: indicator code → a narrative's text.
        people: indicator code → people of an activity's occurrences, added up.
        not_begun: (indicator code, unit id) reported as 未开展.
        origins: (indicator code, unit id) → words for a figure that is not (all) the unit's own.
        open_questions: codes of the 待确认口径 that the issuer has not decided.
        working: question code → words of the choice that figures were made with.
        facilities: lines of annex 4.
        scores: item scores; empty leaves them out.
        filled_by: 填表人, "" where no name is recorded.
        marks: what every page carries (示例数据, 征求意见稿).
        own_chapters: chapters as the district groups them; empty for the plan file's.
        city: indicator code → the city's total with the units that report to it, where theirs are here.
        returned: (indicator code, unit id) → a return that stands, or was answered.
        versions: figures whose versions differ, or that were corrected.
        months: indicators drawn month by month.
        history: indicator code → what was told of it before `through`, the earliest first.
        letter: details of the 报告; its 联系电话 stands under every table.
        edits: sentence key → how the office edited it (`edited_sentences`).
        orders: chapter key → the office's own order of its sentences (`sentence_order`).
        data_of: of data as they once stood 「按2018年7月5日的数据」, "" of those of now.
    """

    plan: Plan
    unit: Unit
    units: Units
    through: Period
    as_of: date
    dated: str = ""
    totals: Mapping[str, Total]
    last_year: Mapping[str, Total] = field(default_factory=dict)
    unlike: Mapping[str, str] = field(default_factory=dict)
    periods_lacking: Mapping[str, Lacking] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[AtUnit, str] = field(default_factory=dict)
    check_notes: Mapping[AtUnit, str] = field(default_factory=dict)
    estimates: Mapping[str, Decimal] = field(default_factory=dict)
    will_reach: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    steps: Mapping[str, tuple[StepLine, ...]] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    not_begun: Collection[AtUnit] = ()
    origins: Mapping[AtUnit, str] = field(default_factory=dict)
    open_questions: Collection[str] = ()
    working: Mapping[str, str] = field(default_factory=dict)
    facilities: tuple[Facility, ...] = ()
    scores: tuple[ItemScore, ...] = ()
    filled_by: str = ""
    marks: tuple[str, ...] = ()
    own_chapters: tuple[Chapter, ...] = ()
    city: Mapping[str, Total] = field(default_factory=dict)
    returned: Mapping[AtUnit, Returned] = field(default_factory=dict)
    versions: tuple[VersionLine, ...] = ()
    months: tuple[Months, ...] = ()
    history: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    letter: Letter = field(default_factory=Letter)
    edits: Mapping[str, Edit] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    data_of: str = ""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the running text."""
        return self.own_chapters or self.plan.chapters

    @property
    def whole_year(self) -> bool:
        """Whether the figures are those of the whole year: nothing is estimated then."""
        return self.through.last_month == 12

    @property
    def through_words(self) -> str:
        """11月底."""
        return f"{self.through.last_month}月底"

    @property
    def span_words(self) -> str:
        """2018年1—11月, or 2018年."""
        year = f"{self.through.year}年"
        return year if self.whole_year else f"{year}1—{self.through.last_month}月"

    @property
    def dated_words(self) -> str:
        """成文日期."""
        return self.dated or f"{self.as_of.year}年{self.as_of.month}月"

    @property
    def own(self) -> str:
        """本区, or 本市 for a county-level city."""
        return "本市" if self.unit.name.endswith("市") else "本区"

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What several parts of a paper ask for, worked out once; no fact of its own."""
        return {}

    @cached_property
    def towns(self) -> tuple[Unit, ...]:
        """Towns below the district, in the order of the list."""
        return tuple(u for u in self.units.children(self.unit.id) if u.ended_on is None)

    def total(self, code: str) -> Total | None:
        """The district's total where the indicator is the district's business, else None."""
        found = self.totals.get(code)
        return found if found and self.concerns(self.plan.indicator(code)) else None

    def concerns(self, indicator: Indicator) -> bool:
        """Whether the indicator is this office's: no 市级任务 of another, and not 不适用."""
        if indicator.city_duty and self.unit.level is not Level.CITY:
            return False
        found = self.totals.get(indicator.code)
        return found is not None and found.judged.light is not Light.NOT_APPLICABLE

    @cached_property
    def assessed(self) -> tuple[tuple[Indicator, Total], ...]:
        """可考核任务: judged indicators that concern this office, in the plan's order."""
        return tuple(
            (one, self.totals[one.code])
            for one in self.plan.indicators
            if is_judged(one)
            and self.concerns(one)
            and self.totals[one.code].judged.light is not Light.NOT_JUDGED
        )

    @cached_property
    def late(self) -> tuple[tuple[Indicator, Total], ...]:
        """Those of `assessed` that are behind, the slightly behind among them."""
        return tuple((one, total) for one, total in self.assessed if total.judged.light in LATE)

    @cached_property
    def ranks(self) -> Mapping[str, tuple[int, int]]:
        """Indicator → (rank, of how many) among the units that report to the city, where known."""
        asked = ((one, self.city[one.code]) for one, _ in self.assessed if one.code in self.city)
        found = {one.code: rank_of(total, self.unit.id, indicator=one) for one, total in asked}
        return {code: rank for code, rank in found.items() if rank is not None}

    def lacking(self, total: Total) -> str:
        """「7/8已报，宝堰镇未报」, 「缺7月、11月」, or "" when every unit has reported every month."""
        gaps = self.periods_lacking.get(total.indicator, {})
        if total.sum.reported == total.sum.expected:
            if not gaps:
                return ""
            if not total.children:
                return lacking_words(gaps, units=self.units, own=total.unit)
        return self.reported(total)

    def reported(self, total: Total) -> str:
        """「11个单位都报过数，宝堰镇缺7月、11月」."""
        gaps = self.periods_lacking.get(total.indicator, {})
        return reported_text(total, self.units, lacking=gaps).replace(" ", "")


def is_judged(indicator: Indicator) -> bool:
    """Whether it is 可考核 at all: neither 监测 nor a narrative."""
    return indicator.judgement is not Judgement.NONE and indicator.entry is not Entry.NARRATIVE


def is_work_told(data: AnnualData) -> bool:
    """Whether anything tells of work done: a figure above 0 of this office's, or a text."""
    told = (data.total(one.code) for one in data.plan.indicators)
    return any(data.texts.values()) or any(total.sum.n > 0 for total in told if total)
