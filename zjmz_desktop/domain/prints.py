"""The other prints of an office: who has reported, one unit's sheet, forms to fill by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain import table_ends
from zjmz_desktop.domain.annual_data import StepLine
from zjmz_desktop.domain.annual_figures import trimmed
from zjmz_desktop.domain.judged_cells import standing_cells, step_cells, total_cell
from zjmz_desktop.domain.judging_words import value_text
from zjmz_desktop.domain.paper import (
    NOTHING,
    Align,
    Block,
    Column,
    NewPage,
    Paper,
    Table,
)
from zjmz_desktop.domain.paper_kinds import PrintKind
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Unit

FEW_COLUMNS = 9
FROM_REGISTER = "由底册计算"


class PrintHead(NamedTuple):
    """What stands over and under every print.

    Attributes:
        office: 填报单位 or 综合机关.
        marks: marks of every page.
        filled_by: 填表人, or "".
        phone: 联系电话, or "".
    """

    office: str
    marks: tuple[str, ...] = ()
    filled_by: str = ""
    phone: str = ""

    @property
    def foot_lines(self) -> tuple[str, ...]:
        """Who answers for the sheet; what is not known is left to be written."""
        return table_ends.foot_lines(self.filled_by, self.phone)

    def paper(self, title: str, blocks: Sequence[Block]) -> Paper:
        """The sheets as a paper without a title page."""
        return Paper((), "", self.marks, tuple(blocks), subject=title, office=self.office)


def short_title(period: Period) -> str:
    """6月, 二季度, 上半年: the year stands in the title."""
    return period.title.removeprefix(f"{period.year}年") or period.title


def span_title(through: Period) -> str:
    """2018年1—11月, or 2018年."""
    year = f"{through.year}年"
    return year if through.last_month == 12 else f"{year}1—{through.last_month}月"


# ---- 报送情况统计表 ----


class StatusRow(NamedTuple):
    """One unit's months in words, and how many were on time, late, missing."""

    unit: str
    words: tuple[str, ...]
    on_time: int
    late: int
    missing: int


SENT_BACK = "△"
_STATUS_NOTE = (
    "注：按收到上报的日期与报送截止日比较；已接收、退改的也按收到日期计按时、迟报。"
    f"“{SENT_BACK}”指已退改、还没有改报。“未报”指没有正式上报，不等于没有数；工作总结里的“已报”指已经有数。"
)


def _status_columns(months: Sequence[Period]) -> tuple[Column, ...]:
    """The weights are points on a lying page of twelve months."""
    return (
        Column("序号", 27, Align.CENTRE),
        Column("单位", 54),
        *(Column(short_title(one), 40, Align.CENTRE) for one in months),
        *(Column(name, 27, Align.RIGHT) for name in ("按时", "迟报", "未报")),
    )


def status_paper(
    head: PrintHead, months: Sequence[Period], *, rows: Sequence[StatusRow], as_of: str
) -> Paper:
    """报送情况统计表: units by months, with counts and a line that adds them up."""
    span = span_title(months[-1]) if len(months) > 1 else months[0].title
    title = f"{span}报送情况统计表"
    columns = _status_columns(months)
    body = [
        (str(no), row.unit, *row.words, str(row.on_time), str(row.late), str(row.missing))
        for no, row in enumerate(rows, 1)
    ]
    sums = (
        sum(row.on_time for row in rows),
        sum(row.late for row in rows),
        sum(row.missing for row in rows),
    )
    body.append(("", "合计", *[""] * len(months), *map(str, sums)))
    table = Table(
        PrintKind.STATUS.number,
        title,
        columns,
        tuple(body),
        bold_rows=frozenset({len(rows)}),
        wide=len(columns) > FEW_COLUMNS,
        head_lines=(
            f"综合机关（盖章）：{head.office}",
            f"报告期：{span}",
            f"统计时点：{as_of}",
        ),
        note=_STATUS_NOTE,
        foot_lines=head.foot_lines,
    )
    return head.paper(title, (table,))


# ---- one unit ----

_UNIT_NOTE = (
    "注：口径为“累计”的，“累计／期末”一栏是年初至报告期末的数，本期数只计最近一个报告期内发生的数；"
    "口径为“期末”的，该栏是报告期末的数，有增有减的指标本期数为本期净增（新增减减少），其他不列本期数（—）；"
    "节点任务逐个节点列出状态、完成时限（“目标”一栏）和完成日期。"
)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in a unit's sheet: this period, the total, the same of the year before.

    `steps` are the unit's own of a milestone, or what is decided outside.
    """

    indicator: Indicator
    now: Total | None
    standing: Total
    last_year: Fraction | None
    steps: tuple[StepLine, ...] = ()


def unit_paper(
    head: PrintHead, unit: Unit, *, through: Period, lines: Sequence[IndicatorLine]
) -> Paper:
    """One unit: all its indicators with this period, 累计 or 期末数, 上年同期, target, completion, light."""
    title = f"{unit.name}{span_title(through)}民政工作指标情况表"
    columns = (
        Column("序号", 4, Align.CENTRE),
        Column("代码", 5, Align.CENTRE),
        Column("指标名称", 18),
        Column("计量单位", 6, Align.CENTRE, is_whole=True),
        Column("本期数", 7, Align.RIGHT),
        Column("累计／期末", 7, Align.RIGHT),
        Column("口径", 4, Align.CENTRE),
        Column("上年同期", 7, Align.RIGHT),
        Column("目标", 7, Align.RIGHT),
        Column("完成率", 6, Align.RIGHT),
        Column("进度", 9, Align.CENTRE),
    )
    year = through.year
    rows = tuple(row for no, line in enumerate(lines, 1) for row in _unit_rows(no, line, year=year))
    table = Table(
        PrintKind.UNIT.number,
        title,
        columns,
        rows,
        wide=True,
        under_rows=frozenset(no for no, row in enumerate(rows) if not row[0]),
        head_lines=table_ends.head_lines(unit.office, span_title(through)),
        note=_UNIT_NOTE,
        foot_lines=head.foot_lines,
    )
    return head.paper(title, (table,))


def _kind_of_whole(indicator: Indicator) -> str:
    if indicator.entry is Entry.MILESTONE:
        return NOTHING
    return "期末" if indicator.is_standing else "累计"


def _unit_rows(no: int, line: IndicatorLine, *, year: int) -> Iterator[tuple[str, ...]]:
    """The indicator's own row, and one for each step: its state, its deadline, the day it was done."""
    yield _unit_row(no, line)
    for step in line.steps:
        name, by, state, done, _ = step_cells(step, year=year)
        yield ("", "", f"　{name}", "", "", state, "", "", by, "", done and f"{done}完成")


def _unit_row(no: int, line: IndicatorLine) -> tuple[str, ...]:
    one, before = line.indicator, line.last_year
    return (
        str(no),
        one.code,
        one.name,
        one.unit,
        NOTHING if line.now is None else total_cell(one, line.now),
        total_cell(one, line.standing),
        _kind_of_whole(one),
        NOTHING if before is None else trimmed(value_text(one, before), one),
        *standing_cells(one, line.standing),
    )


# ---- 空表 ----


@dataclass(frozen=True, slots=True)
class BlankLine:
    """What is to be filled in for one indicator: the period, the figure before, and known rows of its own.

    `rows` are (name, what is known of it) of steps, entries of a list, the two parts of a rate, what came
    and what went. What is `counted` from rows of a register is not written here.
    """

    indicator: Indicator
    period: Period
    before: str
    rows: tuple[tuple[str, str], ...] = ()
    counted: bool = False


_BLANK_NOTE = (
    "注：没有发生的填0；没有开展的写“未开展”；不归本单位的写“不适用”；空着不填的按未报计。"
)


def blank_paper(head: PrintHead, unit: Unit, *, month: Period, lines: Sequence[BlankLine]) -> Paper:
    """A form to be filled by hand: what is due, last period's figures printed, room to write."""
    title = f"{unit.name}{month.title}民政工作指标填报表（空表）"
    columns = (
        Column("代码", 5, Align.CENTRE),
        Column("指标", 19),
        Column("计量单位", 5, Align.CENTRE, is_whole=True),
        Column("报告期", 8, Align.CENTRE),
        Column("上期数", 9, Align.RIGHT),
        Column("本期数", 11, Align.RIGHT),
        Column("情况说明", 15),
    )
    rows = tuple(row for line in lines for row in _blank_rows(line))
    table = Table(
        PrintKind.BLANK.number,
        title,
        columns,
        tuple(row.cells for row in rows),
        head_lines=table_ends.head_lines(unit.office, month.title),
        note=_BLANK_NOTE,
        foot_lines=head.foot_lines,
        tall_rows=frozenset(n for n, row in enumerate(rows) if row.to_write),
        under_rows=frozenset(n for n, row in enumerate(rows) if not row.cells[0]),
    )
    return head.paper(title, (table, NewPage(), _meanings(lines)))


class _BlankRow(NamedTuple):
    cells: tuple[str, ...]
    to_write: bool


def _blank_rows(line: BlankLine) -> Iterator[_BlankRow]:
    one = line.indicator
    at, now = short_title(line.period), FROM_REGISTER if line.counted else ""
    to_write = not line.rows and not line.counted
    yield _BlankRow((one.code, one.name, one.unit, at, line.before, now, ""), to_write)
    for name, known in line.rows:
        yield _BlankRow(("", f"　{name}", "", "", known, "", ""), True)


def _meanings(lines: Sequence[BlankLine]) -> Table:
    """What the figures mean, so that who fills them in far from the program needs no other paper."""
    columns = (
        Column("代码", 5, Align.CENTRE),
        Column("指标", 14),
        Column("指标解释", 43),
    )
    told = (line.indicator for line in lines if line.indicator.entry is not Entry.NARRATIVE)
    rows = tuple((one.code, one.name, one.definition) for one in told if one.definition)
    return Table("", "指标解释", columns, rows)
