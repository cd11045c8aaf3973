"""`workbook export|import`: template workbooks for those without the program."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_store,
    add_unit_period,
    add_user,
    month_of,
    office_of,
    print_json,
)
from zjmz_desktop.domain.batches import Outcome, OutcomeLine, tally_words
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.templating import (
    TemplateAsked,
    TemplatePlan,
    plan_template,
    write_planned,
    write_template,
)


def add_to(group: Any) -> None:
    """Add these commands."""
    book = Commands(group).add_group("workbook", "填报模板")
    export = book.add("export", "导出填报模板（xlsx），交给没有程序的单位填", run=_export)
    export.add_argument("--no-registers", action="store_true", help="不带底册")
    export.add_argument("--personal", action="store_true", help="也带有个人信息的底册")
    back = book.add("import", "导入填好的填报模板", run=_import)
    back.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    add_user(back, "--as")
    for found in (export, back):
        add_store(found)
        add_unit_period(found)
        add_json(found)
        found.add_argument("file", metavar="文件.xlsx", help="模板工作簿")


def _export(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        asked = TemplateAsked(
            arguments.unit,
            month_of(arguments, office),
            registers=not arguments.no_registers,
            personal=arguments.personal,
        )
        found = write_template(office, asked, target=Path(arguments.file))
    if arguments.json:
        print_json(found)
        return
    print(f"{found.path}：{found.figures}行指标，{found.registers}本底册{found.rows}行。")


def _import(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=not arguments.dry_run) as office:
        at = UnitPeriod(arguments.unit, month_of(arguments, office))
        plan = plan_template(office, Path(arguments.file), at=at)
        written = bool(not arguments.dry_run and write_planned(office, [plan]))
    if arguments.json:
        print_json(_plan_json(plan, written=written))
        return
    for line in plan.lines:
        if line.outcome.is_written or line.outcome is Outcome.REFUSED:
            what = f"{line.who} {line.what}"
            print(f"{line.outcome.words}  {line.place}：{what}  {_change(line)}{line.reason}")
    print(f"{'已导入' if written else '没有写入'}：{tally_words(plan.lines)}。")


def _change(line: OutcomeLine) -> str:
    before = f"{line.before} → " if line.before else ""
    return f"{before}{line.after}  "


def _plan_json(plan: TemplatePlan, *, written: bool) -> dict[str, Any]:
    count = Counter(line.outcome for line in plan.lines)
    return {
        "file": plan.name,
        "unit": plan.unit_id,
        "period": plan.period,
        "written": written,
        **{outcome.value: count[outcome] for outcome in Outcome},
        "cells": plan.lines,
    }
