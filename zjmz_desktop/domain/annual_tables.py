"""Annexes 1 to 3 of the annual summary: tasks, towns, business figures."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zjmz_desktop.domain import table_ends
from zjmz_desktop.domain.annual_data import DONE_WORDS, AnnualData, is_judged
from zjmz_desktop.domain.annual_figures import (
    deadline,
    demand_words,
    figure_words,
    month_day_words,
    trimmed,
)
from zjmz_desktop.domain.annual_history import FULL_NUMBER, cell_words, is_cut, lines_told
from zjmz_desktop.domain.annual_measures import remedy_words, trouble_words
from zjmz_desktop.domain.annual_naming import level_words, outlook_words
from zjmz_desktop.domain.annual_phrases import state_words, yoy_words
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judged_cells import light_cell, rate_cell
from zjmz_desktop.domain.judging_words import plain, value_text
from zjmz_desktop.domain.lacking import periods_words
from zjmz_desktop.domain.paper import NOTHING, Align, Column, Table
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.ranking import ranks_of
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import half_up

_UNDER = "　"  # before what tells more of the row above
_COLUMN_LETTERS = ("甲", "乙", "丙", "1", "2", "3")
_TOLD_COLUMN, _DONE_COLUMN = 6, 7
_HISTORY = "历次进展"
_HISTORY_NOTE = f"注：“{_HISTORY}”是当月报的累计数和当时的情况说明；由底册计的，没有当月上报数的，按底册登记的日期计。"
_AVERAGES = "注：全市平均，比率按全市合计计算，数量是各报送单位的平均数；没有报齐的，括号内是已报单位数/应报单位数。"
_NO_FIGURE = (Entry.NARRATIVE, Entry.MILESTONE)


def head_lines(data: AnnualData) -> tuple[str, ...]:
    """填报单位, 报告期, 计量单位 as every annex table carries them."""
    return table_ends.head_lines(data.unit.office, data.span_words)


def foot_lines(data: AnnualData) -> tuple[str, ...]:
    """单位负责人, 填表人, 联系电话, 报出日期 likewise."""
    return table_ends.foot_lines(data.filled_by, data.letter.phone)


def with_ends(table: Table, data: AnnualData) -> Table | None:
    """A table with the lines that stand over and under each; None without rows."""
    if not table.rows:
        return None
    return replace(table, head_lines=head_lines(data), foot_lines=foot_lines(data))


def until_words(data: AnnualData) -> str:
    """Head of the column of figures: 截至11月底, or 全年."""
    return "全年" if data.whole_year else f"截至{data.through_words}"


def source_anchor(code: str) -> str:
    """Name of an indicator's row in 数据口径及来源说明."""
    return f"source-{code}"


# ---- annex 1 ----


def tasks_table(data: AnnualData) -> Table:
    """重点工作任务完成情况表: every judged indicator of the plan, 市级任务 and 不适用 marked so."""
    judged = _tasks(data)
    columns = (
        Column("序号", 3, Align.CENTRE),
        Column("重点任务", 11),
        Column("目标任务", 13),
        Column("责任科室（单位）", 10),
        Column("责任人", 6, Align.CENTRE),
        Column("完成时限", 10, Align.CENTRE),
        Column(_HISTORY, 20),
        Column(f"{until_words(data)}完成情况", 9),
        Column("完成率", 6, Align.RIGHT),
        Column("是否达序时", 8, Align.CENTRE),
        Column("存在问题", 14),
        Column("下步措施", 11),
        Column("备注", 9),
    )
    rows = tuple(_task_row(no, one, data=data) for no, one in enumerate(judged, 1))
    return Table(
        number="附表1",
        title=f"{data.plan.year}年民政重点工作任务完成情况表",
        columns=columns,
        rows=rows,
        wide=True,
        head_lines=head_lines(data),
        note=_HISTORY_NOTE if any(lines_told(one, data) for one in judged) else "",
        foot_lines=foot_lines(data),
        links=tuple(source_anchor(one.code) if data.total(one.code) else "" for one in judged),
        linked=_DONE_COLUMN,
        joined_rows=frozenset(n for n, one in enumerate(judged) if data.total(one.code) is None),
        joined=_TOLD_COLUMN,
    )


def _tasks(data: AnnualData) -> list[Indicator]:
    return [one for one in data.plan.indicators if is_judged(one)]


def _task_row(no: int, indicator: Indicator, *, data: AnnualData) -> tuple[str, ...]:
    item = data.plan.item_of(indicator)
    total = data.total(indicator.code)
    told = _told_cells(indicator, total, data=data) if total else _not_ours_cells(indicator, data)
    return (
        str(no),
        f"{item.no}.{item.title}",
        task_words(indicator, total, data=data),
        data.plan.department_names.get(indicator.department, ""),
        "",
        month_day_words(deadline(indicator, data.plan), year=data.plan.year),
        *told,
    )


def _told_cells(indicator: Indicator, total: Total, *, data: AnnualData) -> tuple[str, ...]:
    """How the task has gone and stands: from 历次进展 to 备注."""
    judged = total.judged
    return (
        cell_words(indicator, data) or NOTHING,
        done_words(indicator, total, data=data),
        rate_cell(judged),
        light_cell(judged),
        trouble_words(indicator, total, data=data),
        remedy_words(indicator, total, data=data),
        _remark(indicator, total, data=data),
    )


def _not_ours_cells(indicator: Indicator, data: AnnualData) -> tuple[str, ...]:
    """The same of what is not this office's to report: one cell, and nothing in the others."""
    other = indicator.city_duty and data.unit.level is not Level.CITY
    words = f"市级任务，{data.own}不填" if other else Light.NOT_APPLICABLE.words
    return (words, "", "", "", "", "", "")


def full_history_table(data: AnnualData) -> Table | None:
    """历次进展全文 of the tasks of which annex 1 can't show all; None where it does."""
    columns = (Column("序号", 3, Align.CENTRE), Column("目标任务", 14), Column(_HISTORY, 39))
    told = ((no, one, lines_told(one, data)) for no, one in enumerate(_tasks(data), 1))
    rows = tuple(
        (
            str(no),
            task_words(one, data.total(one.code), data=data),
            "\n".join(line.text for line in lines),
        )
        for no, one, lines in told
        if is_cut(lines)
    )
    return with_ends(Table(FULL_NUMBER, f"{_HISTORY}全文", columns, rows), data)


def task_words(indicator: Indicator, total: Total | None, *, data: AnnualData) -> str:
    """The task with the target in force; a city's target is said to be the city's."""
    judged, text = (total.judged if total else None), indicator.target
    if judged and judged.light is Light.UNALLOCATED and text:
        demand = demand_words(indicator, text.value)
        return f"{indicator.name}（全市{demand}，{data.own}未分解）"
    target = judged.target if judged else text.value if text else None
    if target is None or indicator.judgement is Judgement.MUST_NOT_HAPPEN:
        never = indicator.judgement is Judgement.MUST_NOT_HAPPEN
        return f"{indicator.name}{'不发生' if never else ''}"
    each = f"每个{level_words(indicator)}" if judged and judged.reaching else ""
    return f"{indicator.name}{each}{demand_words(indicator, target)}"


def done_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """The figure as a table cell: a value, a state, units that reach it, or 未报."""
    if not total.sum.reported:
        return total.absent_words
    judged = total.judged
    if judged.reaching:
        done, of = judged.reaching
        return f"{done}/{of}个{level_words(indicator)}达到"
    if indicator.entry is Entry.MILESTONE:
        return _ended_words(indicator, total, data=data)
    return figure_words(indicator, judged) or NOTHING


def _ended_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """The state; of several steps done, how many, since 历次进展 tells only of those done in earlier months."""
    state, steps = state_words(indicator, total, data=data) or NOTHING, total.sum.d
    several = state == DONE_WORDS and bool(indicator.steps) and steps > 1
    return f"{plain(steps)}个节点都{DONE_WORDS}" if several else state


def _remark(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    found = [data.lacking(total)] if total.sum.reported else []
    outlook = outlook_words(indicator, total, data=data)
    if outlook and not data.whole_year:
        found.append(f"预计全年{outlook}")
    if set(indicator.questions) & set(data.open_questions):
        found.append("口径待确认")
    return "；".join(text for text in found if text)


# ---- annex 2 ----


def towns_table(data: AnnualData) -> Table | None:
    """分镇（街道）完成情况表: judged town figures × towns and 合计; None without towns."""
    rows = tuple(
        row
        for one, total in data.assessed
        if one.level is Level.TOWN and total.children
        for row in _town_rows(one, total, data=data)
    )
    if not rows:
        return None
    under = (no for no, row in enumerate(rows) if row[0].startswith(_UNDER))
    columns = (
        Column("指标名称", 16),
        Column("计量单位", 5, Align.CENTRE, is_whole=True),
        *(Column(town.name, 6, Align.RIGHT) for town in data.towns),
        Column("合计", 7, Align.RIGHT),
        *((Column("全市平均", 7, Align.RIGHT),) if data.city else ()),
    )
    return Table(
        number="附表2",
        title="主要指标分镇（街道）完成情况表",
        columns=columns,
        rows=rows,
        wide=True,
        under_rows=frozenset(under),
        head_lines=head_lines(data),
        note=_AVERAGES if data.city else "",
        foot_lines=foot_lines(data),
    )


def _town_rows(
    indicator: Indicator, total: Total, *, data: AnnualData
) -> Iterator[tuple[str, ...]]:
    """The figures, and under them the towns' 位次 where they can be told apart."""
    yield _town_row(indicator, total, data=data)
    if ranks := ranks_of(total, indicator=indicator):
        places = (str(ranks.get(town.id, NOTHING)) for town in data.towns)
        rest = [NOTHING, *([NOTHING] if data.city else [])]
        yield (f"{_UNDER}位次（共{len(ranks)}个）", "", *places, *rest)


def _town_row(indicator: Indicator, total: Total, *, data: AnnualData) -> tuple[str, ...]:
    by_unit = {child.unit: child for child in total.children}
    cells = (
        _town_cell(indicator, by_unit.get(town.id), town=town, data=data) for town in data.towns
    )
    average = [_average_cell(indicator, data.city.get(indicator.code))] if data.city else []
    counted = "／个" if _is_counted(indicator, total) else ""  # towns in %, the total in towns
    return (
        indicator.name,
        f"{indicator.unit}{counted}",
        *cells,
        _whole_cell(indicator, total),
        *average,
    )


def _town_cell(indicator: Indicator, child: Total | None, *, town: Unit, data: AnnualData) -> str:
    if child is None or not child.sum.expected:
        return "不适用"
    if child.sum.conflicts:
        return "待核实"
    if not child.sum.reported:
        return child.absent_words
    if (indicator.code, town.id) in data.not_begun:
        return "未开展"
    gap = data.periods_lacking.get(indicator.code, {}).get(town.id, ())
    return _value_cell(indicator, child) + (f"（缺{periods_words(gap)}）" if gap else "")


def _whole_cell(indicator: Indicator, total: Total) -> str:
    """The total; of a list that each town fills, towns that reach it of towns concerned."""
    if total.judged.reaching and _is_counted(indicator, total):
        done, of = total.judged.reaching
        return f"{done}/{of}达到"
    return _value_cell(indicator, total)


def _is_counted(indicator: Indicator, total: Total) -> bool:
    """Whether the total is told by the towns that reach it."""
    return bool(indicator.entries and total.judged.reaching and total.sum.reported)


def _average_cell(indicator: Indicator, city: Total | None) -> str:
    """全市平均: of rates and lists the city's own, else the mean of the units that have reported.

    One unit alone is no average.
    """
    told = [child for child in city.children if child.sum.reported] if city else []
    if city is None or len(told) < 2 or city.judged.value is None:
        return NOTHING
    if indicator.is_rate or indicator.entries:
        text = _whole_cell(indicator, city)
    else:
        text = plain(half_up(city.judged.value / len(told), indicator.decimals + 1))
    asked = [child for child in city.children if child.sum.expected]
    return text if len(told) == len(asked) else f"{text}（{len(told)}/{len(asked)}）"


def _value_cell(indicator: Indicator, total: Total) -> str:
    judged = total.judged
    if not total.sum.reported:
        return total.absent_words
    if judged.value is None:
        return NOTHING
    text = value_text(indicator, judged.value, target=judged.target)
    return trimmed(text, indicator)


# ---- annex 3 ----


def business_table(data: AnnualData) -> Table:
    """主要业务数据表: 监测 figures, this year, last year and the change."""
    columns = (
        Column("指标名称", 16),
        Column("计量单位", 8, Align.CENTRE, is_whole=True),
        Column("代码", 6, Align.CENTRE),
        Column("本年", 12, Align.RIGHT),
        Column("上年", 7, Align.RIGHT),
        Column("同比", 15),
    )
    rows = (
        _business_row(one, total, data=data)
        for one in data.plan.indicators
        if not is_judged(one)
        and one.entry not in _NO_FIGURE
        and (total := data.total(one.code)) is not None
    )
    return Table(
        number="附表3",
        title="主要业务数据表",
        columns=columns,
        rows=(_COLUMN_LETTERS, *rows),
        centred_rows=frozenset({0}),
        head_lines=head_lines(data),
        foot_lines=foot_lines(data),
    )


def _business_row(indicator: Indicator, total: Total, *, data: AnnualData) -> tuple[str, ...]:
    last = data.last_year.get(indicator.code)
    before, unlike = last.judged.value if last else None, data.unlike.get(indicator.code, "")
    return (
        indicator.name,
        indicator.unit,
        indicator.code,
        _value_cell(indicator, total) + ("（未报齐）" if _partial(total, data) else ""),
        NOTHING if before is None else _plain_cell(indicator, before),
        yoy_words(indicator, total, last=last, unlike=unlike) or NOTHING,
    )


def _partial(total: Total, data: AnnualData) -> bool:
    return total.sum.reported > 0 and bool(data.lacking(total))


def _plain_cell(indicator: Indicator, value: Fraction) -> str:
    return trimmed(value_text(indicator, value), indicator)
