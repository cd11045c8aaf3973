"""The blocks of a section's sheet: numbers, rates, steps, ticks and texts that are due.

All blocks of a sheet share one grid of columns: number, name, unit, period, four of their own, then 上期,
上年同期, 目标 and 情况说明.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.sheet_tables import Quotient, SheetCell
from zjmz_desktop.domain.templates import (
    FIGURES,
    NONE,
    Block,
    Slot,
    SlotKind,
    TemplateColumn,
    TemplateLine,
    han_number,
)
from zjmz_desktop.domain.values import BLANK, State, Value

NOTHINGS = (State.NOT_BEGUN.words, State.NOT_APPLICABLE.words)
YES, NO = "是", "否"
_HUNDRED = Decimal(100)
_PERIOD_WORDS = {
    PeriodType.MONTH: "本月",
    PeriodType.QUARTER: "本季",
    PeriodType.HALF: "本半年",
    PeriodType.YEAR: "全年",
}
_HEAD = (
    TemplateColumn("序号", "", 4),
    TemplateColumn("指标名称", "", 17),
    TemplateColumn("计量单位", "", 5),
    TemplateColumn("报告期", "", 5),
)
_TAIL = (
    TemplateColumn("上期", "", 7),
    TemplateColumn("上年同期", "", 7),
    TemplateColumn("年度目标", "", 7),
    TemplateColumn("情况说明", "note", 14),
)
_NOTHING = TemplateColumn("没有数的原因", "nothing", 8)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of one indicator, for the unit and the period due.

    Attributes:
        indicator: which.
        period: its own period.
        values: part → value; a unit's proxy figure stands under `value`.
        last: figure of the period before, as shown.
        last_year: figure of the same period last year, as shown.
        target: the unit's target in words.
        states: words of the states of steps, by code.
        decisions: words of what is decided outside, by code.
        locked: why nothing can be typed, or "".
        proxy: whether the figures are of a unit below: only the figure itself can be taken.
    """

    indicator: Indicator
    period: Period
    values: Mapping[str, Value]
    last: SheetCell = "—"
    last_year: SheetCell = "—"
    target: str = "—"
    states: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    locked: str = ""
    proxy: bool = False

    @property
    def id(self) -> str:
        """The hidden id of its line."""
        return f"{self.indicator.code} {self.period.code}"

    def value(self, part: str) -> Value:
        """What stands in a part."""
        return self.values.get(part, BLANK)


def can_be_proxied(indicator: Indicator) -> bool:
    """Whether a figure of a unit below can be taken for it (代报): numbers and rates alone."""
    return indicator.entry in (Entry.NUMBER, Entry.RATIO, Entry.PER_BASE)


def figure_blocks(standings: Iterable[Standing]) -> tuple[Block, ...]:
    """The blocks of one section; those without a line are left out."""
    known = list(standings)
    found: list[Block] = []
    for title, middle, belongs, lines in _BLOCKS:
        mine = [one for one in known if belongs(one)]
        made = [line for one in mine for line in lines(one)]
        if made:
            head = f"{han_number(len(found) + 1)}、{title}"
            found.append(Block(FIGURES, head, (*_HEAD, *middle), _numbered(made)))
    return tuple(found)


def _numbered(lines: list[TemplateLine]) -> tuple[TemplateLine, ...]:
    return tuple(
        TemplateLine(line.id, (Slot(str(number)), *line.cells))
        for number, line in enumerate(lines, start=1)
    )


def _head(one: Standing, name: str) -> tuple[Slot, ...]:
    unit = one.indicator.unit or "—"
    return (Slot(name), Slot(unit), Slot(_PERIOD_WORDS[one.period.type]))


def _tail(one: Standing) -> tuple[Slot, ...]:
    note = NONE if one.proxy else Slot(one.value("note").text, SlotKind.TEXT)
    if one.locked:
        note = Slot(one.locked)
    return (Slot(one.last), Slot(one.last_year), Slot(one.target), note)


# ---- numbers ----


def _is_number(one: Standing) -> bool:
    indicator = one.indicator
    whole = indicator.entry is Entry.RATIO and indicator.rate_only
    return (whole or indicator.entry in (Entry.NUMBER, Entry.PER_BASE)) and not _is_closing(one)


def _is_closing(one: Standing) -> bool:
    return one.indicator.closes and not one.proxy


def _number(one: Standing, part: str, *, hint: str = "") -> Slot:
    indicator, value = one.indicator, one.value(part)
    scale = max(indicator.scale, 2) if indicator.rate_only else indicator.scale
    most = _HUNDRED if indicator.rate_only else None
    return Slot(
        value.n, SlotKind.NUMBER, scale=scale, maximum=most, hint=hint, locked=bool(one.locked)
    )


def _nothing(one: Standing) -> Slot:
    value = one.value("value")
    words = value.state.words if value.state.words in NOTHINGS else None
    return Slot(words, SlotKind.CHOICE, NOTHINGS, locked=bool(one.locked))


def _closing_lines(one: Standing) -> Iterable[TemplateLine]:
    figure = (_number(one, "value", hint=one.indicator.definition), _nothing(one))
    more = (_number(one, "removed"), _number(one, "opening"))
    yield TemplateLine(one.id, (*_head(one, one.indicator.name), *figure, *more, *_tail(one)))


def _number_lines(one: Standing) -> Iterable[TemplateLine]:
    name = one.indicator.name + ("（填新增）" if one.indicator.closes else "")
    if one.indicator.entry is Entry.PER_BASE:
        name += f"（填{one.indicator.numerator_name or '分子'}）"
    figure = (_number(one, "value"), _nothing(one), Slot(one.indicator.definition))
    yield TemplateLine(one.id, (*_head(one, name), *figure, *_tail(one)))


# ---- rates ----


def _is_rate(one: Standing) -> bool:
    return one.indicator.entry is Entry.RATIO and not one.indicator.rate_only


_NUMERATOR, _DENOMINATOR = 5, 7


def _rate_lines(one: Standing) -> Iterable[TemplateLine]:
    indicator, value = one.indicator, one.value("value")
    locked = bool(one.locked)
    numerator = Slot(
        value.n,
        SlotKind.NUMBER,
        scale=indicator.scale,
        hint=indicator.numerator_name,
        locked=locked,
    )
    denominator = Slot(
        value.d,
        SlotKind.NUMBER,
        scale=indicator.scale,
        hint=indicator.denominator_name,
        locked=locked,
    )
    rate = Slot(
        kind=SlotKind.QUOTIENT,
        scale=indicator.decimals,
        quotient=Quotient(_NUMERATOR, _DENOMINATOR),
    )
    above = indicator.numerator_name or "分子"
    name = f"{indicator.name}\n{above}÷{indicator.denominator_name or '分母'}"
    cells = (numerator, _nothing(one), denominator, rate)
    yield TemplateLine(one.id, (*_head(one, name), *cells, *_tail(one)))


# ---- steps, ticks, texts ----


def _is_milestone(one: Standing) -> bool:
    return one.indicator.entry is Entry.MILESTONE


def _step_lines(one: Standing) -> Iterable[TemplateLine]:
    year = str(one.period.year)
    for step in one.indicator.steps:
        name = f"{one.indicator.name}\n{step.name}（{step.by:%m-%d}前）"
        yield _step_line(one, f"step/{step.code}", name=name, words=one.states, year=year)
    if one.indicator.outside:
        name = f"{one.indicator.name}\n外部评定（{'、'.join(one.indicator.outside)}）"
        yield _step_line(one, "decision", name=name, words=one.decisions, year=year)


def _step_line(
    one: Standing, part: str, *, name: str, words: Mapping[str, str], year: str
) -> TemplateLine:
    value = one.value(part)
    state = words.get(value.text or "", value.text)
    cells = (
        Slot(state, SlotKind.CHOICE, tuple(words.values())),
        Slot(value.on, SlotKind.DATE, hint="例如2018-06-18"),
        Slot(value.doc, SlotKind.TEXT, hint="文件的文号"),
    )
    head = (Slot(name), Slot("—"), Slot("全年"))
    return TemplateLine(f"{one.indicator.code} {year} {part}", (*head, *cells))


def _is_ticked(one: Standing) -> bool:
    return one.indicator.entry is Entry.CHECKLIST


def _tick_lines(one: Standing) -> Iterable[TemplateLine]:
    for entry in one.indicator.entries:
        part = f"tick/{entry.code}"
        n = one.value(part).n
        words = None if n is None else (YES if n else NO)
        name = f"{one.indicator.name}\n{entry.name}"
        head = (Slot(name), Slot("—"), Slot(_PERIOD_WORDS[one.period.type]))
        cells = (Slot(words, SlotKind.CHOICE, (YES, NO)),)
        yield TemplateLine(f"{one.id} {part}", (*head, *cells))


def _is_text(one: Standing) -> bool:
    return one.indicator.entry is Entry.NARRATIVE


def _text_lines(one: Standing) -> Iterable[TemplateLine]:
    text = Slot(one.value("value").text, SlotKind.TEXT, hint=one.indicator.definition)
    yield TemplateLine(one.id, (*_head(one, one.indicator.name), text))


_Lines = Callable[[Standing], Iterable[TemplateLine]]
_BLOCKS: tuple[tuple[str, tuple[TemplateColumn, ...], Callable[[Standing], bool], _Lines], ...] = (
    (
        "数量",
        (
            TemplateColumn("本期数", "value", 8),
            _NOTHING,
            TemplateColumn("指标解释", "", 8, 2),
            *_TAIL,
        ),
        _is_number,
        _number_lines,
    ),
    (
        "有增有减的数量",
        (
            TemplateColumn("本期新增", "value", 8),
            _NOTHING,
            TemplateColumn("本期减少", "removed", 8),
            TemplateColumn("年初数", "opening", 8),
            *_TAIL,
        ),
        _is_closing,
        _closing_lines,
    ),
    (
        "比率",
        (
            TemplateColumn("分子", "value", 8),
            _NOTHING,
            TemplateColumn("分母", "denominator", 8),
            TemplateColumn("率（自动算）", "", 8),
            *_TAIL,
        ),
        _is_rate,
        _rate_lines,
    ),
    (
        "工作节点",
        (
            TemplateColumn("状态", "state", 8),
            TemplateColumn("日期", "on", 8),
            TemplateColumn("文号", "doc", 8, 2),
        ),
        _is_milestone,
        _step_lines,
    ),
    ("清单", (TemplateColumn("是否具备（完成）", "tick", 8),), _is_ticked, _tick_lines),
    ("文字", (TemplateColumn("本期情况", "value", 8, 8),), _is_text, _text_lines),
)
