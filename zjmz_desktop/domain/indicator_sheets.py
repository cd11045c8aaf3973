"""单项指标表: one indicator, all units by period; of a milestone, all units by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zjmz_desktop.domain import table_ends
from zjmz_desktop.domain.annual_data import StepLine
from zjmz_desktop.domain.charts import BarChart
from zjmz_desktop.domain.judged_cells import light_cell, standing_cells, step_cells, total_cell
from zjmz_desktop.domain.paper import NOTHING, Align, Column, NewPage, Paper, Table
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.prints import FEW_COLUMNS, PrintHead, short_title, span_title
from zjmz_desktop.domain.rollup import Total

_STEPS_NOTE = "注：节点的状态和完成日期是截至报告期末登记的；完成时限是应完成的最后一天。"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in an indicator's sheet.

    Attributes:
        name: of the unit, or 合计.
        periods: a total for each period.
        standing: where it stands through the last month.
        steps: the steps of a milestone, or what is decided outside; none of several units' total.
    """

    name: str
    periods: tuple[Total, ...]
    standing: Total
    steps: tuple[StepLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSheet:
    """What stands on an indicator's sheet.

    Attributes:
        through: month up to whose end its whole counts.
        periods: those that were due by then.
        lines: the units, the total last.
        chart: its months, or None.
    """

    through: Period
    periods: Sequence[Period]
    lines: Sequence[UnitLine]
    chart: BarChart | None = None


def indicator_paper(head: PrintHead, indicator: Indicator, *, sheet: IndicatorSheet) -> Paper:
    """One indicator: its units, its definition; its months as a chart."""
    title = f"{indicator.name}分单位情况表"
    is_milestone = indicator.entry is Entry.MILESTONE
    table = _steps_table(sheet) if is_milestone else _figures_table(indicator, sheet)
    meaning = f"指标解释：{indicator.definition}" if indicator.definition else ""
    told = replace(
        table,
        number=indicator.code,
        title=title,
        head_lines=table_ends.head_lines(
            head.office, span_title(sheet.through), measured=indicator.unit or NOTHING
        ),
        note="\n".join(filter(None, (table.note, meaning))),
        foot_lines=head.foot_lines,
    )
    return head.paper(title, [b for b in (NewPage(), told, sheet.chart) if b is not None])


# ---- figures ----


def _figures_table(indicator: Indicator, sheet: IndicatorSheet) -> Table:
    columns = (
        Column("单位", 12),
        *(
            Column(short_title(one), _period_weight(sheet.periods), Align.RIGHT)
            for one in sheet.periods
        ),
        Column("期末数" if indicator.is_standing else "累计", 6, Align.RIGHT),
        Column("目标", 6, Align.RIGHT),
        Column("完成率", 7, Align.RIGHT),
        Column("进度", 12, Align.CENTRE),
    )
    rows = tuple(_line_row(indicator, line) for line in sheet.lines)
    return Table(
        "",
        "",
        columns,
        rows,
        bold_rows=frozenset({len(rows) - 1}),
        wide=len(columns) > FEW_COLUMNS,
        note=_month_note(indicator, sheet),
    )


def _period_weight(periods: Sequence[Period]) -> int:
    """一季度 stays one line; twelve months are narrow."""
    return 5 if len(periods) > 4 else 8


def _line_row(indicator: Indicator, line: UnitLine) -> tuple[str, ...]:
    told = (total_cell(indicator, one) for one in (*line.periods, line.standing))
    return (line.name, *told, *standing_cells(indicator, line.standing))


def _month_note(indicator: Indicator, sheet: IndicatorSheet) -> str:
    """What the columns of the periods hold."""
    if indicator.closes:
        return "注：各期为本期净增（新增减减少）；期末数为年初数加本年净增。"
    if indicator.is_standing:
        return f"注：各期为该期期末数，不相加{_and_after(indicator, sheet)}。"
    taken_off = "，期内停用、销号的从中减去" if indicator.source is not None else ""
    return (
        f"注：各期只计该期内发生的数{taken_off}；累计为年初至报告期末的数"
        f"{_and_after(indicator, sheet)}。"
    )


def _and_after(indicator: Indicator, sheet: IndicatorSheet) -> str:
    """Rows are counted to the day: the whole holds what came after the last period that was due."""
    last = sheet.periods[-1].last_month if sheet.periods else 0
    if indicator.source is None or last == sheet.through.last_month:
        return ""
    whole = "期末数" if indicator.is_standing else "累计"
    return f"，{whole}含{last}月以后的" if last else ""


# ---- steps ----


def _steps_table(sheet: IndicatorSheet) -> Table:
    columns = (
        Column("单位", 9),
        Column("节点", 12),
        Column("完成时限", 9, Align.CENTRE),
        Column("状态", 8, Align.CENTRE),
        Column("完成日期", 9, Align.CENTRE),
        Column("文号", 14),
        Column("进度", 11, Align.CENTRE),
    )
    rows = tuple(row for line in sheet.lines for row in _step_rows(line, sheet.through.year))
    several = len(sheet.lines) > 1
    bold = frozenset({len(rows) - 1}) if several else frozenset()
    return Table("", "", columns, rows, bold_rows=bold, note=_STEPS_NOTE)


def _step_rows(line: UnitLine, year: int) -> Iterator[tuple[str, ...]]:
    """A row for each step; one for the total, or a unit that has nothing to do."""
    found, standing = line.standing.sum, line.standing
    if not line.steps:
        met = f"{found.expected}个单位中{found.met}个全部完成" if found.expected else "不适用"
        yield (line.name, met, "", "", "", "", light_cell(standing.judged))
    for no, step in enumerate(line.steps):
        name, light = ("", "") if no else (line.name, light_cell(standing.judged))
        yield (name, *step_cells(step, year=year), light)
