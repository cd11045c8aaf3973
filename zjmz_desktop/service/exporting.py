"""Lists, matrices and roll-ups as files: gathered here, laid out by `domain`, written by `exchange`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.figure_sheets import Standings, indicator_table, matrix_table, score_table
from zjmz_desktop.domain.file_names import plain_name
from zjmz_desktop.domain.paper import NewPage, Paper
from zjmz_desktop.domain.paper_kinds import SAMPLE_MARK
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.register_sheets import (
    ListedRegister,
    ListedRow,
    blank_forms,
    register_table,
)
from zjmz_desktop.domain.registers import state_on
from zjmz_desktop.domain.sheet_paper import paper_tables
from zjmz_desktop.domain.sheet_tables import SheetTable
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.periods_lacking import lacking
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.register_tables import fed_indicators, table
from zjmz_desktop.service.rolling import judging, scores, total, totals
from zjmz_desktop.service.views import RegisterRowView

KINDS = (".xlsx", ".csv", ".pdf")


class ExportRefusedError(ZjmzError):
    """A file that can't be asked for."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written.

    Attributes:
        path: the file.
        rows: rows of its first table.
    """

    path: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a register is wanted.

    Attributes:
        personal: personal fields too; only after an explicit yes.
        ended: rows that are ended too.
    """

    personal: bool = False
    ended: bool = False


# ---- tables ----


def register_sheet(
    office: Office, code: str, *, at: UnitPeriod, wish: Wish | None = None
) -> SheetTable:
    """A register's list: all fields, state, 认定, what counts and why not; row ids in a hidden column."""
    return register_table(listed(office, code, at=at, wish=wish or Wish()))


def blank_sheets(
    office: Office, code: str, *, at: UnitPeriod, wish: Wish | None = None
) -> tuple[SheetTable, ...]:
    """空表: the register's known rows to be filled by hand."""
    return blank_forms(listed(office, code, at=at, wish=wish or Wish()))


def listed(office: Office, code: str, *, at: UnitPeriod, wish: Wish) -> ListedRegister:
    """A register's rows for a unit, as texts."""
    shown = table(office, code, unit_id=at.unit_id, period=at.period)
    register = office.plan.register(code)
    stored = {row.id: row for row in rows_of(office, code)}
    codes = [column.code for column in shown.columns]

    def row(view: RegisterRowView) -> ListedRow:
        states, day = stored[view.id], at.period.last_on
        state = register.states.get(state_on(states, day), "")
        since = max((on for on, _ in states.states if on <= day.isoformat()), default="")
        why = tuple("" if counts else reason for _, counts, reason in view.counts)
        fields = dict(zip(codes, view.cells, strict=True))
        standing = (view.confirmation, view.confirmed_on, view.confirmed_by)
        return ListedRow(
            view.id, fields, (state, since if state else ""), standing, why, view.keeper
        )

    rows = tuple(row(view) for view in shown.rows if wish.ended or not view.ended)
    fed = tuple(one.name for one in fed_indicators(office, register))
    name = office.units.get(at.unit_id).office
    return ListedRegister(register, name, at.period, fed, rows, wish.personal, office.sample)


def standings(office: Office, at: UnitPeriod, *, codes: Iterable[str] = ()) -> Standings:
    """What a unit and those below it stand at, gathered once for any number of sheets.

    Args:
        office: the open office.
        at: whose totals, through which month.
        codes: which indicators; default: all.
    """
    asked = [office.plan.indicator(code) for code in codes] or office.plan.indicators
    found = (
        {o.code: total(office, o, unit_id=at.unit_id, through=at.period) for o in asked}
        if codes
        else totals(office, at.unit_id, through=at.period)
    )
    figures = {
        (one.code, unit): figure
        for one in asked
        for unit, figure in figures_through(office, one, through=at.period).items()
    }
    return Standings(
        plan=office.plan,
        unit=office.units.get(at.unit_id),
        units=judging(office, at.period).units,
        through=at.period,
        totals=found,
        not_begun=frozenset(key for key, figure in figures.items() if figure.not_begun),
        periods_lacking={
            one.code: lacking(office, one, unit_id=at.unit_id, through=at.period) for one in asked
        },
        origins={key: figure.origin_words for key, figure in figures.items() if figure.reported},
        sample=office.sample,
    )


def matrix_sheets(
    office: Office, at: UnitPeriod, *, codes: Sequence[str] = ()
) -> tuple[SheetTable, ...]:
    """汇总表 and 得分."""
    found = standings(office, at)
    return (
        matrix_table(found, codes),
        score_table(found, scores(office, at.unit_id, through=at.period)),
    )


def indicator_sheet(office: Office, code: str, *, at: UnitPeriod) -> SheetTable:
    """One indicator by unit.

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
    """
    return indicator_table(standings(office, at, codes=(code,)), code)


# ---- files ----


def write_sheets(office: Office, tables: Sequence[SheetTable], *, target: Path) -> Exported:
    """Write tables as a workbook or a PDF, or the first of them as CSV, by the target's ending.

    Raises:
        ExportRefusedError: for another ending.
        FileNotWrittenError: in a sentence; what was there before stands.
    """
    if target.suffix.lower() not in KINDS:
        raise ExportRefusedError(
            f"“{target.name}”的扩展名不是表格。"
            f"请写成 {target.stem}.xlsx、{target.stem}.csv 或 {target.stem}.pdf。"
        )
    if target.suffix.lower() == ".pdf":
        from zjmz_desktop.report.annual_pdf import write_paper

        write_paper(tables_paper(office, tables), target)
    elif target.suffix.lower() == ".csv":
        from zjmz_desktop.exchange.csv_write import write_csv

        write_csv(target, tables[0])
    else:
        from zjmz_desktop.exchange.workbook_write import write_tables

        write_tables(target, tables, author=office.unit.office)
    return Exported(target, len(tables[0].rows))


def tables_paper(office: Office, tables: Sequence[SheetTable]) -> Paper:
    """Tables as a paper, each beginning a page."""
    papers = (one for table in tables for one in paper_tables(table))
    blocks = [block for one in papers for block in (NewPage(), one)]
    return Paper(
        title_lines=(),
        subtitle="",
        marks=(SAMPLE_MARK,) if office.sample else (),
        blocks=tuple(blocks[1:]),
        subject=tables[0].title,
        office=office.unit.office,
    )


def file_name(office: Office, words: str, *, period: Period) -> str:
    """丹徒区民政局老年人助餐点台账_截至2018年6月底.xlsx, without what file systems refuse."""
    mark = "（示例数据）" if office.sample else ""
    return plain_name(f"{words}_截至{period.title}底{mark}.xlsx")
