"""The other prints: 报送情况统计表, an indicator's and a unit's sheet, 空表 to be filled by hand, 数据核对单."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import NamedTuple

from zjmz_desktop.domain.annual_charts import month_bars
from zjmz_desktop.domain.charts import BarChart
from zjmz_desktop.domain.check_sheet import check_paper
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.indicator_sheets import IndicatorSheet, UnitLine, indicator_paper
from zjmz_desktop.domain.judged_cells import total_cell
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_kinds import SAMPLE_MARK, PrintKind
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.prints import (
    SENT_BACK,
    BlankLine,
    IndicatorLine,
    PrintHead,
    StatusRow,
    blank_paper,
    status_paper,
    unit_paper,
)
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper, WrittenSummary, draw, save_drawn
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figures_alone
from zjmz_desktop.service.milestones import step_lines, told_lines
from zjmz_desktop.service.month_series import months_of
from zjmz_desktop.service.month_states import Due, due_here
from zjmz_desktop.service.papers import letter_of
from zjmz_desktop.service.reporting import annual_data
from zjmz_desktop.service.reporting_status import StatusLine, status_table
from zjmz_desktop.service.rolling import judging, total, total_last_year
from zjmz_desktop.service.users import users
from zjmz_desktop.store import cells


class PrintAsked(NamedTuple):
    """Which sheet, whose, through which month; of which indicator where that is asked."""

    kind: PrintKind
    at: UnitPeriod
    code: str = ""


def write_print(office: Office, asked: PrintAsked, *, target: Path) -> WrittenSummary:
    """Write a sheet as PDF; the old file stays until the new one is whole.

    Raises:
        WriteRefusedError: without the indicator that is needed, or for a unit that has nothing to show.
        ZjmzError: in a sentence, when fonts are missing or the target can't be written.
    """
    return save_drawn(office, draw_print(office, asked), target=target)


def draw_print(
    office: Office,
    asked: PrintAsked,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DrawnPaper:
    """Draw a sheet, to be looked at, printed or saved; nothing is written yet.

    Raises:
        WriteRefusedError: as `write_print`.
        ZjmzError: in a sentence, when fonts are missing.
    """
    return draw(print_paper(office, asked), on_progress=on_progress, cancelled=cancelled)


def print_paper(office: Office, asked: PrintAsked) -> Paper:
    """A sheet as text and tables, not yet drawn."""
    match asked.kind:
        case PrintKind.STATUS:
            return _status(office, asked.at)
        case PrintKind.INDICATOR:
            return _indicator(office, asked)
        case PrintKind.UNIT:
            return _unit(office, asked.at)
        case PrintKind.BLANK:
            return _blank(office, asked)
        case PrintKind.CHECK:
            return _check(office, asked.at)


def _head(office: Office, at: UnitPeriod) -> PrintHead:
    unit = office.units.get(at.unit_id)
    mine = unit.id == office.unit.id
    name = dict(users(office)).get(office.user, "") if mine else ""
    marks = (SAMPLE_MARK,) if office.sample else ()
    return PrintHead(unit.office, marks, name, letter_of(office, at).phone)


# ---- who has reported ----


def _status(office: Office, at: UnitPeriod) -> Paper:
    months = [month(at.period.year, n) for n in range(1, at.period.last_month + 1)]
    found = status_table(office, months, unit_id=at.unit_id)
    today = office.today()
    rows = [
        StatusRow(name, tuple(_short_words(line) for line in lines), *_counts(lines))
        for name, lines in found.rows
    ]
    as_of = f"{today.year}年{today.month}月{today.day}日"
    return status_paper(_head(office, at), months, rows=rows, as_of=as_of)


def _short_words(line: StatusLine) -> str:
    """按时, 迟报2天, 按时△, 未报: narrow enough for twelve months beside each other on one line each."""
    if line.state is Reported.MISSING:
        return "未报" if line.overdue else "未到期"
    assert line.received_on is not None
    days = (line.received_on - line.due_on).days
    if line.state is Reported.RETURNED:
        return f"迟{days}天{SENT_BACK}" if line.late else f"按时{SENT_BACK}"
    return f"迟报{days}天" if line.late else "按时"


def _counts(lines: tuple[StatusLine, ...]) -> tuple[int, int, int]:
    received = [line for line in lines if line.received_on is not None]
    late = sum(line.late for line in received)
    return len(received) - late, late, sum(line.overdue for line in lines)


# ---- what the summary says ----


def _check(office: Office, at: UnitPeriod) -> Paper:
    return check_paper(_head(office, at), annual_data(office, at))


# ---- one indicator ----


def _indicator(office: Office, asked: PrintAsked) -> Paper:
    if not asked.code:
        raise WriteRefusedError("没有写是哪个指标。请写明指标编号，例如I08-03。")
    one, at = office.plan.indicator(asked.code), asked.at
    if one.entry is Entry.NARRATIVE:
        raise WriteRefusedError(f"“{one.name}”是文字，没有数可以列表。")
    periods = [p for p in one.due_through(at.period) if p.last_on <= at.period.last_on]
    units = [u for u in office.units.children(at.unit_id) if u.ended_on is None]
    line = partial(_unit_line, office, one, periods=(*periods, at.period))
    lines = [line(unit=unit) for unit in units if _concerns(office, one, unit_id=unit.id)]
    own = line(unit=office.units.get(at.unit_id))
    lines.append(replace(own, name="合计", steps=()) if lines else own)
    chart = _chart(office, one, at=at)
    head = _head(office, at)
    sheet = IndicatorSheet(through=at.period, periods=periods, lines=lines, chart=chart)
    return indicator_paper(head, one, sheet=sheet)


def _concerns(office: Office, one: Indicator, *, unit_id: str) -> bool:
    return bool(office.plan.concerned(one, unit_id, units=office.units))


def _unit_line(
    office: Office, one: Indicator, *, unit: Unit, periods: tuple[Period, ...]
) -> UnitLine:
    """A unit's figure of each period, and what it stands at through the last."""
    *told, through = periods
    totals = tuple(period_total(office, one, unit_id=unit.id, period=p) for p in told)
    steps = told_lines(office, one, unit_id=unit.id, through=through)
    standing = total(office, one, unit_id=unit.id, through=through)
    return UnitLine(unit.name, totals, standing, steps)


def period_total(office: Office, one: Indicator, *, unit_id: str, period: Period) -> Total:
    """What happened in one period at a unit and those below it; of a stock, what stands at its end."""
    figures = figures_alone(office, one, period=period)
    context = judging(office, month(period.year, period.last_month))
    return roll_up(one, unit_id, figures=figures, context=context)


def _chart(office: Office, one: Indicator, *, at: UnitPeriod) -> BarChart | None:
    """The months as bars, of what is typed month by month."""
    if one.period.months != 1 or one.entry is not Entry.NUMBER or one.source is not None:
        return None
    months = months_of(office, one, at=at)
    known = [value for value in (*months.this_year, *months.last_year) if value is not None]
    return month_bars(one, months, year=at.period.year, no=1) if known else None


# ---- one unit ----


def _unit(office: Office, at: UnitPeriod) -> Paper:
    unit = office.units.get(at.unit_id)
    lines = list(_indicator_lines(office, at))
    if not lines:
        raise WriteRefusedError(f"{unit.name}没有要填报的指标，印不出情况表。")
    return unit_paper(_head(office, at), unit, through=at.period, lines=lines)


def _indicator_lines(office: Office, at: UnitPeriod) -> Iterator[IndicatorLine]:
    for one in office.plan.indicators:
        if one.entry is Entry.NARRATIVE or not _concerns(office, one, unit_id=at.unit_id):
            continue
        counted = () if one.measure is Measure.STOCK else counted_periods(one, at.period)
        now = period_total(office, one, unit_id=at.unit_id, period=counted[-1]) if counted else None
        standing = total(office, one, unit_id=at.unit_id, through=at.period)
        steps = told_lines(office, one, unit_id=at.unit_id, through=at.period)
        yield IndicatorLine(one, now, standing, _last_year(office, one, at=at), steps)


def _last_year(office: Office, one: Indicator, *, at: UnitPeriod) -> Fraction | None:
    found = total_last_year(office, one, unit_id=at.unit_id, through=at.period)
    return found.judged.value if found.sum.reported else None


# ---- 空表 ----


def is_to_fill(office: Office, asked: PrintAsked) -> bool:
    """Whether 空表 has anything to be written into: what the unit types itself, due that month."""
    unit = asked.at.unit_id
    return any(
        not _is_counted(office, due.indicator, unit_id=unit) for due in _to_fill(office, asked)
    )


def _is_counted(office: Office, one: Indicator, *, unit_id: str) -> bool:
    return one.entry is Entry.ACTIVITY or not office.is_typed(one, unit_id)


def _to_fill(office: Office, asked: PrintAsked) -> list[Due]:
    unit = asked.at.unit_id
    return [
        one
        for one in due_here(office, asked.at.period, unit_id=unit)
        if asked.code in ("", one.indicator.code)
        and unit in {u.id for u in office.plan.concerned(one.indicator, unit, units=office.units)}
    ]


def _blank(office: Office, asked: PrintAsked) -> Paper:
    at, unit = asked.at, office.units.get(asked.at.unit_id)
    due = _to_fill(office, asked)
    if not due:
        what = office.plan.indicator(asked.code).name if asked.code else "指标"
        raise WriteRefusedError(f"{unit.name}{at.period.title}没有要填的{what}。请改月份或单位。")
    lines = [_blank_line(office, one.indicator, unit_id=unit.id, period=one.period) for one in due]
    return blank_paper(_head(office, asked.at), unit, month=at.period, lines=lines)


def _blank_line(office: Office, one: Indicator, *, unit_id: str, period: Period) -> BlankLine:
    if _is_counted(office, one, unit_id=unit_id):
        before = _before(office, one, unit_id=unit_id, period=period)
        return BlankLine(one, period, before, counted=True)
    if one.closes:
        return _rising_and_falling(office, one, unit_id=unit_id, period=period)
    rows = tuple(_known_rows(office, one, unit_id=unit_id, period=period))
    return BlankLine(one, period, _before(office, one, unit_id=unit_id, period=period), rows)


def _before(office: Office, one: Indicator, *, unit_id: str, period: Period) -> str:
    """上期数: what happened in the period before it, or stood at its end."""
    before = period.previous()
    if before.year != period.year or one.entry is Entry.NARRATIVE:
        return ""
    return total_cell(one, period_total(office, one, unit_id=unit_id, period=before))


def _rising_and_falling(
    office: Office, one: Indicator, *, unit_id: str, period: Period
) -> BlankLine:
    """What came and what went are written apart; what then stood is known of the period before."""
    names, before = ("本期新增", "本期减少"), period.previous()
    if before.year != period.year:
        return BlankLine(one, period, "", tuple((name, "") for name in names))
    through = month(before.year, before.last_month)
    standing = total_cell(one, total(office, one, unit_id=unit_id, through=through))
    asked = (
        Cell(one.code, unit_id, part, before.year, before.code) for part in ("value", "removed")
    )
    found = {stored.cell.part: stored.value.n for stored in cells.at(office.database, asked)}
    known = (found.get("value"), found.get("removed"))
    rows = tuple(
        (name, "" if n is None else plain(n)) for name, n in zip(names, known, strict=True)
    )
    return BlankLine(one, period, f"期末{standing}", rows)


def _known_steps(
    office: Office, one: Indicator, *, unit_id: str, before: Period
) -> Iterator[tuple[str, str]]:
    """How each step stood at the end of the period before, as its 上期数 counts them."""
    is_known = before.year == office.plan.year
    for line in step_lines(office, one, unit_id=unit_id, through=before):
        yield f"{line.name}（{line.by.month}月{line.by.day}日前）", line.state if is_known else ""


def _known_rows(
    office: Office, one: Indicator, *, unit_id: str, period: Period
) -> Iterator[tuple[str, str]]:
    """Steps with their state, entries of a list, the two parts of a rate: printed, to be filled."""
    if one.steps:
        yield from _known_steps(office, one, unit_id=unit_id, before=period.previous())
    elif one.entries:
        yield from ((entry.name, "") for entry in one.entries)
    elif one.entry is Entry.RATIO and not one.rate_only:
        yield one.numerator_name or "分子", ""
        yield one.denominator_name or "分母", ""
