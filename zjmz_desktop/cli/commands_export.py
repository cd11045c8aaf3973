"""`register export` and what `rollup --out` writes: lists and roll-ups as files."""

import argparse
from pathlib import Path

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_period,
    add_store,
    add_unit,
    month_of,
    office_of,
    period_of,
    print_json,
)
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.sheet_tables import SheetTable
from zjmz_desktop.service import exporting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported, Wish


def add_register_export(register: Commands) -> None:
    """`register export`."""
    found = register.add("export", "导出台账，或印空表去填（.xlsx、.csv）", run=_register_export)
    add_store(found)
    told = "底册编号，例如canteen（用 zjmz plan show --json 查）"
    found.add_argument("--register", required=True, metavar="底册编号", help=told)
    add_unit(found)
    add_period(found, words="按哪个报告期末的情况，不写是年底；", required=False)
    add_json(found)
    found.add_argument("--personal", action="store_true", help="个人信息一并导出")
    found.add_argument("--ended", action="store_true", help="已销号的行一并导出")
    found.add_argument("--blank", action="store_true", help="空表：印好已有的行，留空行手填")
    found.add_argument("file", metavar="文件.xlsx", help="写到哪个文件（.xlsx或.csv）")


def _register_export(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        wish = Wish(personal=arguments.personal, ended=arguments.ended)
        at = UnitPeriod(arguments.unit, _month(office, arguments))
        make = exporting.blank_sheets if arguments.blank else _list
        tables = make(office, arguments.register, at=at, wish=wish)
        _tell(exporting.write_sheets(office, tables, target=Path(arguments.file)), arguments)


def _list(office: Office, code: str, *, at: UnitPeriod, wish: Wish) -> tuple[SheetTable, ...]:
    return (exporting.register_sheet(office, code, at=at, wish=wish),)


def _month(office: Office, arguments: argparse.Namespace) -> Period:
    if not arguments.period:
        return month(office.plan.year, 12)
    found = period_of(arguments)
    return month(found.year, found.last_month)


def export_rollup(office: Office, arguments: argparse.Namespace) -> None:
    """`rollup --out`: one indicator by unit, or all of them with the scores."""
    at = UnitPeriod(arguments.unit, month_of(arguments, office))
    code = arguments.indicator
    tables: tuple[SheetTable, ...] = (
        (exporting.indicator_sheet(office, code, at=at),)
        if code
        else exporting.matrix_sheets(office, at)
    )
    _tell(exporting.write_sheets(office, tables, target=Path(arguments.out)), arguments)


def _tell(written: Exported, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json(written)
    else:
        print(f"已导出{written.rows}行：{written.path}")
