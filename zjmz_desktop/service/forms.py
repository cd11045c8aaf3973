"""The form of one indicator for one unit and period, as screens show it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.judging_words import (
    completion_text,
    gap_words,
    plain,
    target_text,
    value_text,
)
from zjmz_desktop.domain.periods import Period, PeriodType, month
from zjmz_desktop.domain.plan import Entry, Indicator, Measure, printed
from zjmz_desktop.domain.registers import title_of
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service.checking import problems_of
from zjmz_desktop.service.context import BEIJING, Office
from zjmz_desktop.service.entering import (
    DECISIONS,
    STEP_STATES,
    FieldAt,
    UnitPeriod,
    cell_of,
    period_for,
)
from zjmz_desktop.service.figuring import (
    base_of,
    figure_in,
    figures_through,
    months_filled,
    readings,
    rows_of,
    step_states,
)
from zjmz_desktop.service.planning import open_questions
from zjmz_desktop.service.rolling import total, total_last_year
from zjmz_desktop.service.views import (
    FactView,
    FieldView,
    FormView,
    HistoryLine,
    ProgressView,
    RegisterSummary,
    SeriesView,
    TownLine,
)
from zjmz_desktop.store import cells, revisions
from zjmz_desktop.store.cells import Draft, DraftAt, StoredCell

_NO_LAST_YEAR = "上年无同口径数据"
_MOST_HISTORY = 30


def form(office: Office, code: str, at: UnitPeriod) -> FormView:
    """The form of an indicator for a unit and the month shown.

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
    """
    return _FormMaker(office, office.plan.indicator(code), at).form()


class _FormMaker:
    """Gathers what one form shows; nothing is written."""

    def __init__(self, office: Office, indicator: Indicator, at: UnitPeriod) -> None:
        self.office = office
        self.indicator = indicator
        self.unit = office.units.get(at.unit_id)
        self.period = period_for(indicator, at.period)
        self.through = month(office.plan.year, self.period.last_month)
        self.stored = {
            (c.cell.part, c.cell.period): c
            for c in cells.of_form(office.database, indicator.code, self.unit.id)
        }
        place = DraftAt(indicator.code, self.unit.id, self.period.code, office.user)
        self.drafts: Mapping[str, Draft] = cells.drafts(office.database, place)
        self.total = total(office, indicator, self.unit.id, through=self.through)

    def form(self) -> FormView:
        """The whole form."""
        office, one, plan = self.office, self.indicator, self.office.plan
        item = plan.item_of(one)
        section = next(s for s in plan.sections if s.no == item.section)
        why_not = self._why_not_editable()
        fields = () if why_not else _fields(self)
        note = self.cell("note")
        return FormView(
            code=one.code,
            name=one.name,
            entry=one.entry.value,
            unit_id=self.unit.id,
            unit_name=self.unit.name,
            period=self.period,
            section_title=f"{'一二三四五六七八九十'[section.no - 1]}、{section.title}",
            item_title=f"{item.no}.{item.title}",
            clauses=tuple(map(printed, plan.clause_texts(one))),
            definition=one.definition_on(self.period.last_on),
            department=plan.department_names[one.department],
            filled_by=one.level.words,
            measure_unit=one.unit,
            questions=open_questions(office, one),
            also_reported=one.also_reported,
            editable=not why_not,
            why_not_editable=why_not,
            fields=fields,
            facts=_facts(self),
            progress=progress_of(one, self.total.judged, self.unit),
            note=(note.value.text if note else None) or "",
            problems=problems_of(office, one, self.unit, self.period),
            history=_history(self),
            series=_series(self),
            towns=_towns(self),
            reported_text=reported_text(self.total, office.units) if self.is_above else "",
            register=_register_summary(self),
            sample=office.sample,
        )

    @property
    def is_above(self) -> bool:
        """Whether the unit stands above those that fill the indicator."""
        return bool(self.total.children)

    def cell(self, part: str, period: str = "") -> StoredCell | None:
        """One of the unit's cells in the period shown (or another)."""
        return self.stored.get((part, period or self.period.code))

    def figure(self) -> Figure | None:
        """The unit's own cumulative figure."""
        return figures_through(self.office, self.indicator, self.through).get(self.unit.id)

    def _why_not_editable(self) -> str:
        office, one, unit = self.office, self.indicator, self.unit
        concerned = office.plan.concerned(one, unit.id, office.units)
        if unit.id not in {u.id for u in concerned}:
            if not concerned:
                return f"本指标不适用于{unit.name}。"
            return f"由{one.level.words}填报，{unit.name}这里看汇总。"
        below = office.units.is_below(unit.id, office.unit.id)
        if unit.id != office.unit.id and not below:
            return f"由{unit.name}自己填报。"
        return ""


# ---- fields, in paper order ----


def _fields(maker: _FormMaker) -> tuple[FieldView, ...]:
    match maker.indicator.entry:
        case Entry.MILESTONE:
            return _step_fields(maker)
        case Entry.CHECKLIST if maker.indicator.source is None:
            return tuple(_tick_field(maker, e.code, e.name) for e in maker.indicator.entries)
        case Entry.NARRATIVE:
            return (_cell_field(maker, "value", _period_label(maker, ""), kind="long_text"),)
        case Entry.ACTIVITY:
            return ()
        case _ if not maker.office.is_typed(maker.indicator, maker.unit.id):
            return ()
        case Entry.RATIO if not maker.indicator.rate_only:
            return _ratio_fields(maker)
        case Entry.PER_BASE:
            return (_cell_field(maker, "value/n", maker.indicator.numerator_name or "分子"),)
        case _:
            return _number_fields(maker)


def _number_fields(maker: _FormMaker) -> tuple[FieldView, ...]:
    one = maker.indicator
    kind = "percent" if one.rate_only else "number"
    label = _period_label(maker, "新增" if one.closes else "数")
    fields = [_cell_field(maker, "value", f"{label}（{one.unit}）", kind=kind)]
    if one.closes:
        removed = _period_label(maker, "减少")
        fields.append(_cell_field(maker, "removed", f"{removed}（{one.unit}）"))
        opening = _cell_field(maker, "opening", f"年初数（{one.unit}）")
        fields.append(opening)
    return tuple(fields)


def _period_label(maker: _FormMaker, suffix: str) -> str:
    if maker.indicator.measure is Measure.STOCK and suffix == "数":
        return "期末数"
    name = {
        PeriodType.MONTH: "本月",
        PeriodType.QUARTER: "本季",
        PeriodType.HALF: "本半年",
        PeriodType.YEAR: "本年",
    }[maker.indicator.period]
    return f"{name}{suffix}" if suffix else f"{name}情况"


def _ratio_fields(maker: _FormMaker) -> tuple[FieldView, ...]:
    one = maker.indicator
    return (
        _cell_field(maker, "value/n", one.numerator_name or "分子"),
        _cell_field(maker, "value/d", one.denominator_name or "分母"),
    )


def _cell_field(maker: _FormMaker, part: str, label: str, *, kind: str = "number") -> FieldView:
    at = FieldAt(maker.indicator.code, maker.unit.id, maker.period, part)
    cell = cell_of(maker.office, at)
    stored = maker.stored.get((cell.part, cell.period))
    value = stored.value if stored else BLANK
    shown = _shown(value, part)
    draft = maker.drafts.get(part)
    return FieldView(
        part=part,
        label=label,
        kind=kind,
        text=draft.typed if draft else shown,
        state=value.state.value,
        draft=draft is not None,
        error=draft.reason if draft else "",
        hint=_hint(maker, part),
        conflict=bool(stored and stored.conflict),
    )


def _shown(value: Value, part: str) -> str:
    if value.state is not State.VALUE:
        return "" if value.state is State.BLANK else value.state.words
    n = value.d if part == "value/d" else value.n
    return f"{n:f}" if n is not None else value.text or ""


def _hint(maker: _FormMaker, part: str) -> str:
    """上期 and the difference, under the field that is typed."""
    stored = maker.cell("value", maker.period.previous().code)
    if not part.startswith("value") or stored is None or stored.value.state is not State.VALUE:
        return ""
    last = stored.value.d if part == "value/d" else stored.value.n
    if last is None:
        return ""
    now = maker.cell("value")
    n = None if now is None else now.value.d if part == "value/d" else now.value.n
    change = "" if n is None else f"，比上期{n - last:+f}"
    return f"上期{last:f}{change}"


def _tick_field(maker: _FormMaker, code: str, name: str) -> FieldView:
    field = _cell_field(maker, f"tick/{code}", name, kind="tick")
    return field


def _step_fields(maker: _FormMaker) -> tuple[FieldView, ...]:
    states = step_states(maker.office, maker.indicator, maker.unit.id)
    choices = tuple(STEP_STATES.items())
    fields = [
        _dated_field(maker, f"step/{step.code}", f"{step.name}（{step.by:%m-%d}前）", choices)
        for step in maker.indicator.steps
    ]
    if maker.indicator.outside:
        label = f"外部评定（{'、'.join(maker.indicator.outside)}）"
        fields.append(
            _dated_field(maker, "decision", label, tuple(DECISIONS.items()), kind="decision")
        )
    assert states is not None
    return tuple(fields)


def _dated_field(
    maker: _FormMaker,
    part: str,
    label: str,
    choices: tuple[tuple[str, str], ...],
    *,
    kind: str = "step",
) -> FieldView:
    stored = maker.cell(part, str(maker.office.plan.year))
    value = stored.value if stored else BLANK
    draft = maker.drafts.get(part)
    return FieldView(
        part=part,
        label=label,
        kind=kind,
        text=value.text or "",
        state=value.state.value,
        on=value.on or "",
        doc=value.doc or "",
        choices=choices,
        draft=draft is not None,
        error=draft.reason if draft else "",
        conflict=bool(stored and stored.conflict),
    )


# ---- computed facts ----


def _facts(maker: _FormMaker) -> tuple[FactView, ...]:
    one, judged = maker.indicator, maker.total.judged
    facts = [_value_fact(maker, judged)]
    facts.append(_last_year_fact(maker, judged))
    if one.target is not None:
        facts.append(_target_fact(maker, judged))
    if judged.completion is not None:
        facts.append(FactView("完成率", completion_text(judged.completion), judged.words))
    if one.entry is Entry.PER_BASE:
        facts.append(_base_fact(maker))
    return tuple(facts)


def _value_fact(maker: _FormMaker, judged: Judged) -> FactView:
    one = maker.indicator
    label = "现状" if one.is_rate else "期末数" if one.measure is Measure.STOCK else "1月至本期累计"
    figure = maker.figure()
    if judged.value is None:
        words = _nothing_words(figure)
        return FactView(label, words or "—", "" if words else "尚无数据")
    text = value_text(one, judged.value, target=judged.target)
    hint = months_filled(figure) if figure else ""
    if figure and not maker.is_above and figure.origin.value != "own":
        hint = "，".join(filter(None, [figure.origin.words, hint]))
    if one.is_rate and maker.total.sum.d:
        hint = f"{plain(maker.total.sum.n)}÷{plain(maker.total.sum.d)}"
    return FactView(label, f"{text}{'%' if one.unit == '%' else ''}", hint or "自动计算")


def _nothing_words(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.not_applicable:
        return State.NOT_APPLICABLE.words
    return State.NOT_BEGUN.words if figure.not_begun else ""


def _last_year_fact(maker: _FormMaker, judged: Judged) -> FactView:
    one = maker.indicator
    before = total_last_year(maker.office, one, maker.unit.id, through=maker.through)
    value = before.judged.value
    if value is None or not before.sum.reported:
        return FactView("上年同期", "—", _NO_LAST_YEAR)
    hint = ""
    if judged.value is not None:
        gap = judged.value - value
        if one.is_rate:
            hint = f"同比{float_free(gap)}个百分点"
        elif value:
            hint = f"同比{float_free(gap * 100 / value)}%"
    return FactView("上年同期", value_text(one, value) + ("%" if one.unit == "%" else ""), hint)


def float_free(exact: Fraction) -> str:
    """A signed number with one decimal, half up, exactly."""
    tenths = abs(exact) * 10
    whole = int(tenths + Fraction(1, 2))
    sign = "-" if exact < 0 and whole else "+"
    return f"{sign}{whole // 10}.{whole % 10}"


def _target_fact(maker: _FormMaker, judged: Judged) -> FactView:
    target = maker.indicator.target
    assert target is not None
    if judged.target is None:
        whole = target_text(maker.indicator, target.value)
        return FactView("年度目标", "未分解", f"{maker.indicator.scope_text or '全市'}目标{whole}")
    own = target_text(maker.indicator, judged.target)
    return FactView("年度目标", own, f"{target.by:%Y-%m-%d}前")


def _base_fact(maker: _FormMaker) -> FactView:
    code = base_of(maker.office, maker.indicator)
    base = next(b for b in maker.office.plan.bases if b.code == code)
    n = maker.office.bases.get((code, maker.unit.id))
    text = "未下发" if n is None else f"{n:.{base.scale}f}"
    return FactView(f"{base.name}（{base.unit}）", text, "上级下发，只读")


def progress_of(indicator: Indicator, judged: Judged, unit: Unit) -> ProgressView:
    """Completion against the elapsed share, with its words."""
    target = "" if judged.target is None else f"年度目标{target_text(indicator, judged.target)}"
    gap = ""
    if judged.completion is not None and judged.completion < 1:
        gap = gap_words(judged.completion, judged.elapsed)
    return ProgressView(
        light=judged.light,
        completion=judged.completion,
        elapsed=judged.elapsed,
        completion_text=judged.words
        if judged.completion is None
        else completion_text(judged.completion),
        elapsed_text=f"序时进度{completion_text(judged.elapsed)}" + (f"，{gap}" if gap else ""),
        target_text=target or judged.words,
    )


# ---- around the form ----


def _history(maker: _FormMaker) -> tuple[HistoryLine, ...]:
    year = str(maker.office.plan.year)
    mine = [c.cell for (_, p), c in maker.stored.items() if p in (maker.period.code, year)]
    if not mine:
        return ()
    office = maker.office
    lines = []
    for written in revisions.history(office.database, mine)[:_MOST_HISTORY]:
        one = written.revision
        at = datetime.fromtimestamp(one.clock.ms / 1000, BEIJING)
        who = f"{office.units.get(one.author).name} {office.name_of_user(one.author, one.user)}"
        what = f"{part_words(maker.indicator, one.cell.part)}：{value_words_of(one.value)}"
        lines.append(HistoryLine(f"{at:%Y-%m-%d %H:%M}", who, what, _act_words(one.act, one.note)))
    return tuple(lines)


def _act_words(act: str | None, note: str | None) -> str:
    acts = {
        "late": "补报",
        "correction": "更正",
        "same_as_last": "无变化",
        "undo": "撤销",
        "settle": "两机不一致已核实",
    }
    return "：".join(filter(None, [acts.get(act or "", ""), note]))


def part_words(indicator: Indicator, part: str) -> str:
    """A cell part in words."""
    kind, _, rest = part.partition("/")
    names = {
        "value": "数",
        "removed": "减少",
        "opening": "年初数",
        "note": "情况说明",
        "check": "审核说明",
        "proxy": "代报",
        "adopted": "区局采用数",
        "decision": "外部评定",
        "estimate": "预计全年",
        "flash": "快报",
        "annual": "年报",
        "target": "目标分解",
    }
    if kind == "step":
        return next((s.name for s in indicator.steps if s.code == rest), rest)
    if kind == "tick":
        return next((e.name for e in indicator.entries if e.code == rest), rest)
    return names.get(kind, part)


def value_words_of(value: Value) -> str:
    """A value in words, for histories."""
    if value.state is not State.VALUE:
        return value.state.words
    words = STEP_STATES.get(value.text or "") or DECISIONS.get(value.text or "") or value.text or ""
    numbers = "／".join(f"{n:f}" for n in (value.n, value.d) if n is not None)
    return " ".join(filter(None, [numbers, words, value.on or "", value.doc or ""]))


def _series(maker: _FormMaker) -> SeriesView | None:
    one = maker.indicator
    if one.period is not PeriodType.MONTH or one.entry not in (Entry.NUMBER, Entry.RATIO):
        return None
    year = maker.office.plan.year
    if one.source is not None:
        return _register_series(maker)
    now = [_value_in(maker, month(year, m)) for m in range(1, 13)]
    before = [_value_in(maker, month(year - 1, m)) for m in range(1, 13)]
    if not any(v is not None for v in (*now, *before)):
        return None
    return SeriesView(tuple(now), tuple(before), maker.period.last_month)


def _value_in(maker: _FormMaker, period: Period) -> Fraction | None:
    found = figure_in(maker.office, maker.indicator, period)
    ids = {
        u.id
        for u in maker.office.plan.concerned(maker.indicator, maker.unit.id, maker.office.units)
    }
    mine = [f for unit, f in found.items() if unit in ids and f.reported]
    if not mine:
        return None
    n = sum((f.n or Decimal(0) for f in mine), Decimal(0))
    if not maker.indicator.is_rate:
        return Fraction(n)
    d = sum((f.d or Decimal(0) for f in mine), Decimal(0))
    return Fraction(n) * 100 / Fraction(d) if d else None


def _register_series(maker: _FormMaker) -> SeriesView:
    """Cumulative counts month by month up to the month shown."""
    year = maker.office.plan.year
    values: list[Fraction | None] = []
    for number in range(1, 13):
        through = month(year, number)
        if number > maker.period.last_month:
            values.append(None)
            continue
        found = total(maker.office, maker.indicator, maker.unit.id, through=through)
        values.append(found.judged.value)
    return SeriesView(tuple(values), (None,) * 12, maker.period.last_month)


def _towns(maker: _FormMaker) -> tuple[TownLine, ...]:
    return tuple(
        town_line(maker, child)
        for child in maker.total.children
        if child.sum.expected or child.children
    )


def town_line(maker: _FormMaker, child: Total) -> TownLine:
    """One unit below, with the state of its figure in words."""
    one, unit = maker.indicator, maker.office.units.get(child.unit)
    figures = figures_through(maker.office, one, maker.through)
    figure = figures.get(unit.id)
    judged = child.judged
    text = "" if judged.value is None else value_text(one, judged.value, target=judged.target)
    if one.entry is Entry.MILESTONE and figure and figure.d:
        text = f"{plain(figure.n or Decimal(0))}/{plain(figure.d)}步"
    note = cells.one(
        maker.office.database,
        cell_of(maker.office, FieldAt(one.code, unit.id, maker.period, "note")),
    )
    return TownLine(
        unit=unit.id,
        name=unit.name,
        value=_own_words(maker, unit),
        cumulative=text or _nothing_words(figure) or "未报",
        state=_state_words(figure),
        light=judged.light,
        note=(note.value.text if note else None) or "",
    )


def _own_words(maker: _FormMaker, unit: Unit) -> str:
    figure = figure_in(maker.office, maker.indicator, maker.period).get(unit.id)
    if figure is None or figure.n is None:
        return _nothing_words(figure)
    if figure.d is not None:
        return f"{plain(figure.n)}／{plain(figure.d)}"
    return plain(figure.n)


def _state_words(figure: Figure | None) -> str:
    if figure is None:
        return "未报"
    if figure.conflict:
        return "两机数据不一致，待核实"
    if figure.not_applicable or figure.not_begun:
        return _nothing_words(figure)
    return figure.origin.words


def _register_summary(maker: _FormMaker) -> RegisterSummary | None:
    one, office = maker.indicator, maker.office
    if one.entry is Entry.ACTIVITY:
        return RegisterSummary("activity", office.plan.register("activity").name, 0, 0, ())
    if one.source is None:
        return None
    register = office.plan.register(one.source.register)
    units = {u.id for u in office.plan.concerned(one, maker.unit.id, office.units)}
    found = [r for u, r in readings(office, one, maker.through).items() if u in units]
    names = {row.id: title_of(row, register) for row in rows_of(office, register.code)}
    refused = tuple((names[row], why) for r in found for row, why in (*r.not_counted, *r.short))
    return RegisterSummary(
        register.code,
        register.name,
        sum(len(r.counted) - len(r.short) for r in found),
        sum(len(r.awaiting) for r in found),
        refused,
    )
