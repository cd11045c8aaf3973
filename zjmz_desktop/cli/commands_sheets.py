"""`register import`, `sheet import`: tables of other programs, by the same steps as in the window."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_period,
    add_store,
    add_unit,
    add_user,
    office_of,
    period_of,
    print_json,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.sheet_mapping import Sureness, Use, settled
from zjmz_desktop.domain.sheet_shares import AS_WRITTEN, OF_HUNDRED
from zjmz_desktop.domain.sheets import Sheet, column_letters
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_sheets import (
    Understood,
    open_file,
    understand_figures,
    understand_rows,
    uses_named,
)
from zjmz_desktop.service.sheet_figure_plans import FiguresAsked, plan_sheet_figures
from zjmz_desktop.service.sheet_plans import SheetPlan, write_sheet
from zjmz_desktop.service.sheet_row_plans import plan_sheet_rows

_SHARES = {"85%": OF_HUNDRED, "0.85%": AS_WRITTEN}


class SheetRefusedError(ZjmzError):
    """A sheet or an option that does not fit."""


def add_to(group: Any) -> None:
    """Add these commands."""
    sheet = Commands(group).add_group("sheet", "其他表格：业务系统导出的、手工做的")
    found = sheet.add("import", "导入各镇（街道）的指标数", run=_figures, more=_FIGURES_MORE)
    _add_options(found)
    add_period(found, words="表里的数是哪个月的；")
    words = "每列是一个月的表，全表是哪个指标；标题里写明了的不用写"
    found.add_argument("--indicator", default="", metavar="指标编号", help=words)
    words = "百分数写成不大于1的数，又不是每列一个指标的表：0.85是85%%，还是0.85%%"
    found.add_argument("--shares", choices=tuple(_SHARES), metavar="85%|0.85%", help=words)


def add_register_import(register: Commands) -> None:
    """Add `register import`."""
    found = register.add("import", "从其他表格导入", run=_rows, more=_ROWS_MORE)
    _add_options(found)
    told = "底册编号，例如canteen（用 zjmz plan show --json 查）"
    found.add_argument("--register", required=True, metavar="底册编号", help=told)
    add_unit(found, words="表里没有写镇（街道）的行算哪个单位的")


_FIGURES_MORE = (
    "每行一个单位、每列一个指标，反过来，或每列一个月都可以。下级单位的数记作代报，来源写文件名。"
    "看不准的列和格不读，逐格说明原因。"
    "\n例：zjmz sheet import 六月.xls --period 2018M06 --dry-run"
)
_ROWS_MORE = (
    "已有的行按行编号、证号或名称地址对上，只改不同的格；空格保留原数。看不准的列和格不读，逐格说明原因。"
    "\n例：zjmz register import 助餐点.xlsx --register canteen --unit 321112000000 --dry-run"
)


def _add_options(found: argparse.ArgumentParser) -> None:
    found.add_argument("file", metavar="文件", type=Path, help="xlsx、xls或csv文件")
    add_store(found)
    found.add_argument("--sheet", default="", metavar="表名", help="哪一张表；不写是第一张")
    words = "列名从第几行起；不写由程序找"
    found.add_argument("--header", type=int, default=0, metavar="行号", help=words)
    words = "一列读作什么，可写多次；字段*100表示每个数乘100，等号后空着表示不读"
    found.add_argument("--map", action="append", default=[], metavar="列=字段", help=words)
    found.add_argument("--dry-run", action="store_true", help="只看预览，不写入")
    add_user(found)
    add_json(found)


def _never() -> bool:
    return False


def _sheet(arguments: argparse.Namespace) -> Sheet:
    sheets = open_file(arguments.file, cancelled=_never)
    named = [s for s in sheets if s.name == arguments.sheet or not arguments.sheet]
    if not named:
        names = "、".join(sheet.name for sheet in sheets) or "无"
        raise SheetRefusedError(f"文件里没有表“{arguments.sheet}”。有这些表：{names}。")
    return next((sheet for sheet in named if not sheet.hidden), named[0])


def _header(arguments: argparse.Namespace) -> int | None:
    return arguments.header - 1 if arguments.header > 0 else None


def _uses(understood: Understood, arguments: argparse.Namespace) -> tuple[Use, ...]:
    pairs = {}
    for text in arguments.map:
        column, equals, field = text.rpartition("=")
        if not equals:
            raise SheetRefusedError(f"“{text}”没有等号。请写成 列=字段，例如 名称=name。")
        pairs[column] = field
    return settled(understood.proposals, uses_named(understood, pairs))


def _rows(arguments: argparse.Namespace) -> None:
    sheet = _sheet(arguments)
    with office_of(arguments, writing=not arguments.dry_run) as office:
        unit = office.units.get(arguments.unit)
        understood = understand_rows(
            office, sheet, register=arguments.register, header=_header(arguments)
        )
        uses = _uses(understood, arguments)
        plan = plan_sheet_rows(office, understood, uses=uses, unit_id=unit.id)
        _finish(office, plan, arguments=arguments)


def _figures(arguments: argparse.Namespace) -> None:
    sheet = _sheet(arguments)
    with office_of(arguments, writing=not arguments.dry_run) as office:
        understood = understand_figures(office, sheet, header=_header(arguments))
        period = period_of(arguments)
        asked = FiguresAsked(
            month(period.year, period.last_month),
            _field(understood, arguments.indicator),
            arguments.file.name,
            _SHARES.get(arguments.shares),
        )
        uses = _uses(understood, arguments)
        plan = plan_sheet_figures(office, understood, uses=uses, asked=asked)
        _finish(office, plan, arguments=arguments)


def _field(understood: Understood, code: str) -> str:
    """The one indicator of the sheet: as asked for, else as a title names it."""
    named = understood.figures.field if understood.figures else ""
    return f"{code}/value" if code else named


def _finish(office: Office, plan: SheetPlan, *, arguments: argparse.Namespace) -> None:
    if not arguments.dry_run:
        write_sheet(office, plan)
    if arguments.json:
        print_json(_plan_json(plan, written=not arguments.dry_run))
        return
    for line in _lines(plan):
        print(line)
    print("这是预览，没有写入。" if arguments.dry_run else "已写入。")


def _lines(plan: SheetPlan) -> Iterable[str]:
    for one in plan.understood.proposals:
        if one.sureness is Sureness.UNCLEAR:
            yield f"“{one.column.header}”没有读入：{one.reason}。可用 --map 指定。"
    for cell in plan.cells:
        if cell.outcome.value == "refused":
            yield f"{cell.place}：{cell.reason}"
    yield from plan.notes
    yield plan.words


def _plan_json(plan: SheetPlan, *, written: bool) -> dict[str, Any]:
    layout, fields = plan.understood.layout, plan.understood.fields
    columns = [
        {
            "column": column_letters(one.column.at),
            "header": one.column.header,
            "samples": one.samples,
            "field": use.field,
            "name": fields[use.field].name if use.field in fields else "",
            "factor": use.factor,
            "sureness": one.sureness.value,
            "reason": one.reason,
        }
        for one, use in zip(plan.understood.proposals, plan.uses, strict=True)
    ]
    return {
        "sheet": plan.understood.sheet.name,
        "target": plan.understood.target,
        "remembered": plan.understood.remembered,
        "header_rows": [row + 1 for row in layout.header],
        "data_rows": [row + 1 for row in layout.data],
        "total_rows": [row + 1 for row in layout.totals],
        "note_rows": [row + 1 for row in layout.notes],
        "columns": columns,
        "cells": list(plan.cells),
        "notes": list(plan.notes),
        "tally": plan.words,
        "added": plan.added,
        "written": written and plan.writes,
    }
