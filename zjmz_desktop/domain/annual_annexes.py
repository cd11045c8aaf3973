"""Annexes 4 to 6 of the annual summary: new facilities, what is late, where figures come from."""

from itertools import groupby
from operator import attrgetter

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_figures import day_words, deadline
from zjmz_desktop.domain.annual_measures import remedy_words, returned_words
from zjmz_desktop.domain.annual_naming import lagging_words, reaching_words
from zjmz_desktop.domain.annual_phrases import shortfall_words
from zjmz_desktop.domain.annual_problems import reasons_words
from zjmz_desktop.domain.annual_tables import (
    done_words,
    foot_lines,
    head_lines,
    source_anchor,
    task_words,
    until_words,
    with_ends,
)
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.paper import NOTHING, Align, Column, Table
from zjmz_desktop.domain.plan import Question
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement, Measure
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.scoring import ItemScore, score_text
from zjmz_desktop.domain.undated import UNDATED_NOTE, UNDATED_WORDS, is_undated

_FIXED = {
    Entry.RATIO: "抽样调查结果，不作汇总",
    Entry.CHECKLIST: "达到要求的对象数÷对象总数×100%",
    Entry.MILESTONE: "按节点完成情况",
    Entry.ACTIVITY: "本年开展次数累计",
}

# ---- annex 4 ----


def facilities_table(data: AnnualData) -> Table | None:
    """新建设施名单, kind by kind so that a row stays one line; None when there is none."""
    columns = (
        Column("序号", 3, Align.CENTRE),
        Column("名称", 18),
        Column("所属镇（街道）", 6),
        Column("地址", 13),
        Column("面积（㎡）", 5, Align.RIGHT),
        Column("启用日期", 7, Align.CENTRE),
    )
    rows: list[tuple[str, ...]] = []
    bold, no = [], 0
    for kind, found in groupby(data.facilities, attrgetter("kind")):
        lines = tuple(found)
        bold.append(len(rows))
        rows.append(("", f"{kind}（{len(lines)}个）", "", "", "", ""))
        rows += ((str(at), *line[1:]) for at, line in enumerate(lines, no + 1))
        no += len(lines)
    title = f"{data.plan.year}年新建设施名单"
    table = Table("附表4", title, columns, tuple(rows), bold_rows=frozenset(bold))
    return with_ends(table, data)


# ---- annex 5 ----


def late_table(data: AnnualData) -> Table | None:
    """未完成任务情况说明: what is late, by how much, where, and why; None when nothing is."""
    columns = (
        Column("序号", 3, Align.CENTRE),
        Column("目标任务", 14),
        Column(f"{until_words(data)}完成情况", 10),
        Column("差距", 7),
        Column("落后单位", 13),
        Column("主要原因", 18),
        Column("下步措施", 13),
        Column("完成时限", 8, Align.CENTRE),
        Column("责任科室（单位）", 8),
        Column("责任人", 5, Align.CENTRE),
    )
    rows = tuple((str(no), *_late_row(*pair, data=data)) for no, pair in enumerate(data.late, 1))
    if not rows:
        return None
    return Table(
        number="附表5",
        title="未完成任务情况说明",
        columns=columns,
        rows=rows,
        wide=True,
        head_lines=head_lines(data),
        foot_lines=foot_lines(data),
    )


def _late_row(indicator: Indicator, total: Total, *, data: AnnualData) -> tuple[str, ...]:
    if total.judged.reaching:
        where = reaching_words(indicator, total, data=data)
    else:
        where = lagging_words(indicator, total, units=data.units)
    return (
        task_words(indicator, total, data=data),
        done_words(indicator, total, data=data),
        shortfall_words(indicator, total.judged) or NOTHING,
        where or NOTHING,
        "；".join((reasons_words(indicator, total, data=data), *returned_words(indicator, data))),
        remedy_words(indicator, total, data=data),
        day_words(deadline(indicator, data.plan)),
        data.plan.department_names.get(indicator.department, ""),
        "",
    )


# ---- annex 6 ----

SOURCES_NOTE = (
    "注：“已报”指已经有数，不等于已经正式上报；是否正式上报，另见单独打印的报送情况统计表。"
    + UNDATED_NOTE
)


def sources_table(data: AnnualData) -> Table:
    """数据口径及来源说明: definition, formula, units counted, proxies, notes, open questions."""
    columns = (
        Column("指标", 11),
        Column("指标解释", 33),
        Column("计算方法", 14),
        Column("已报单位", 9),
        Column("代报、采用数", 9),
        Column("情况和审核说明", 15),
        Column("待确认口径", 6),
    )
    figures = (one for one in data.plan.indicators if one.entry is not Entry.NARRATIVE)
    found = [(one, total) for one in figures if (total := data.total(one.code)) is not None]
    return Table(
        number="附表6-1",
        title="数据口径及来源说明",
        columns=columns,
        rows=tuple(_source_row(one, total, data=data) for one, total in found),
        wide=True,
        head_lines=head_lines(data),
        note=SOURCES_NOTE,
        foot_lines=foot_lines(data),
        anchors=tuple(source_anchor(one.code) for one, _ in found),
    )


def _source_row(indicator: Indicator, total: Total, *, data: AnnualData) -> tuple[str, ...]:
    questions = [code for code in indicator.questions if code in data.open_questions]
    return (
        indicator.name,
        indicator.definition_on(data.through.last_on),
        formula_words(indicator, data),
        data.reported(total),
        origins_words(indicator, data) or NOTHING,
        notes_words(indicator, total, data=data) or NOTHING,
        "、".join(questions) or NOTHING,
    )


def formula_words(indicator: Indicator, data: AnnualData) -> str:
    """How the figure is made, and from which register."""
    source = indicator.source
    if source is None:
        return _arithmetic(indicator, data)
    register = data.plan.register(source.register)
    now = f"，{UNDATED_WORDS}" if is_undated(indicator, register) else ""
    return f"{_arithmetic(indicator, data)}，取自“{register.name}”底册{now}"


def _arithmetic(indicator: Indicator, data: AnnualData) -> str:
    match indicator.entry:
        case Entry.RATIO if not indicator.rate_only:
            n, d = indicator.numerator_name or "分子", indicator.denominator_name or "分母"
            return f"{n}÷{d}×100%"
        case Entry.PER_BASE:
            return _per_base(indicator, data)
        case Entry.NUMBER:
            return _number(indicator)
        case Entry.MILESTONE if indicator.judgement is Judgement.BY_OUTSIDE:
            return "以上级文件为准"
        case other:
            return _FIXED[other]


def _number(indicator: Indicator) -> str:
    if indicator.closes:
        return "期初数＋本年新增－本年减少"
    return "本年各期累计" if indicator.measure is Measure.FLOW else "期末数"


def _per_base(indicator: Indicator, data: AnnualData) -> str:
    base = next((one for one in data.plan.bases if one.code == indicator.base), None)
    name = f"{base.name}（{base.unit}）" if base else "基数"
    times = "" if indicator.per == 1 else f"×{plain(indicator.per)}"
    return f"{indicator.numerator_name or indicator.name}÷{name}{times}"


def origins_words(indicator: Indicator, data: AnnualData) -> str:
    """Figures that are not (all) the units' own: proxies, adopted ones; "" for none."""
    units = (data.unit, *data.towns)
    found = ((unit.name, data.origins.get((indicator.code, unit.id))) for unit in units)
    return "；".join(f"{name}：{words}" for name, words in found if words)


def notes_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """What was said of a figure: 情况说明, 审核说明, returns, and where two computers disagree."""
    found = []
    for unit in (data.unit, *data.towns):
        place = (indicator.code, unit.id)
        note, check = data.notes.get(place, ""), data.check_notes.get(place, "")
        told = [text for text in (note, f"审核说明：{check}" if check else "") if text]
        found += [f"{unit.name}：{'；'.join(text.rstrip('。；') for text in told)}"] if told else []
    found += returned_words(indicator, data)
    names = "、".join(data.units.get(unit).name for unit in total.conflicts)
    found += [f"{names}两机数据不一致，待核实，未计入"] if names else []
    return "；".join(found)


def versions_table(data: AnnualData) -> Table | None:
    """数据变更说明: versions (月报, 快报, 年报) that differ, what was corrected or came late; None for none."""
    columns = (
        Column("指标", 14),
        Column("单位", 9),
        Column("各版本差异", 22),
        Column("补报、更正", 22),
    )
    rows = tuple(
        (
            data.plan.indicator(line.code).name,
            data.units.get(line.unit_id).name,
            "；".join(line.differences) or NOTHING,
            "；".join(line.acts) or NOTHING,
        )
        for line in data.versions
        if data.total(line.code) is not None
    )
    return with_ends(Table("附表6-4", "数据变更说明", columns, rows), data)


def questions_table(data: AnnualData) -> Table | None:
    """待确认口径 in force: what the plan leaves open, and how it was counted; None for none."""
    columns = (
        Column("编号", 6, Align.CENTRE),
        Column("待确认的口径", 20),
        Column("涉及", 14),
        Column("目前做法", 14),
    )
    found = [one for one in data.plan.questions if one.code in data.open_questions]
    rows = tuple((one.code, one.text, one.affects, _working(one, data)) for one in found)
    return with_ends(Table("附表6-2", "待确认口径", columns, rows), data)


def _working(question: Question, data: AnnualData) -> str:
    first = next(iter(question.labels.values()), NOTHING)
    return data.working.get(question.code, first)


def scores_table(data: AnnualData) -> Table | None:
    """重点任务得分 with its arithmetic; None where scores were not asked for."""
    columns = (
        Column("序号", 3, Align.CENTRE),
        Column("重点任务", 16),
        Column("得分", 5, Align.RIGHT),
        Column("计算过程", 26),
    )
    rows = tuple(_score_row(one, data) for one in data.scores)
    return with_ends(Table("附表6-3", "重点任务得分", columns, rows), data)


def _score_row(score: ItemScore, data: AnnualData) -> tuple[str, ...]:
    title = next(item.title for item in data.plan.items if item.no == score.no)
    points = NOTHING if score.score is None else score_text(score.score)
    return (str(score.no), title, points, score.arithmetic)
