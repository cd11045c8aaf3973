"""`plan show`, `plan check`, `target`: the plan and its allocations."""

import argparse
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import Commands, add_json, add_store, office_of, print_json
from zjmz_desktop.domain.errors import PlanFileError
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.service import planning
from zjmz_desktop.service.context import plan_text, read_plan_named
from zjmz_desktop.service.plan_showing import check_plan, shown_plan


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    plan = commands.add_group("plan", "工作要点（计划）")
    show = plan.add("show", "列出重点任务、具体任务和指标", run=_show)
    show.add_argument("--plan", default="zhenjiang-2018", metavar="计划或文件")
    add_json(show)
    check = plan.add("check", "检查计划文件，按行列列出问题", run=_check)
    check.add_argument("file", metavar="文件.toml")
    add_json(check)
    target = commands.add_group("target", "目标分解")
    _add_target(target)


def _add_target(target: Commands) -> None:
    setting = target.add("set", "给下级单位分解目标", run=_set_target)
    splitting = target.add("split", "把本级目标分给下级，合计相符", run=_split_target)
    showing = target.add("show", "看目标分解和合计", run=_show_target)
    for one in (setting, splitting, showing):
        add_store(one)
        one.add_argument("--indicator", required=True, metavar="指标编号")
        add_json(one)
    setting.add_argument("--unit", required=True, metavar="单位编号")
    setting.add_argument("--value", required=True, metavar="目标值", help="空文字表示撤回")
    splitting.add_argument("--by", default="even", choices=("even", "population", "last_year"))
    showing.add_argument("--unit", default="", metavar="单位编号")


def _show(arguments: argparse.Namespace) -> None:
    plan = read_plan_named(arguments.plan)
    found = shown_plan(plan)
    if arguments.json:
        print_json(found)
        return
    print(plan.title)
    for item in found["items"]:
        print(f"{item['no']}.{item['title']}")
        for clause in item["clauses"]:
            print(f"  {clause['id']}  {'、'.join(clause['indicators'])}")


def _check(arguments: argparse.Namespace) -> None:
    problems = check_plan(plan_text(str(Path(arguments.file))))
    if arguments.json:
        print_json(problems)
    if problems:
        if not arguments.json:
            for problem in problems:
                print(problem)
        raise PlanFileError(problems)
    if not arguments.json:
        print("没有问题。")


def _set_target(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        planning.set_target(
            office, arguments.indicator, unit_id=arguments.unit, typed=arguments.value
        )
        above = office.units.parent(arguments.unit)
        _print_allocation(office, arguments, unit=above.id if above else "")


def _split_target(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        planning.split_target(office, arguments.indicator, by=arguments.by)
        _print_allocation(office, arguments, unit="")


def _show_target(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        _print_allocation(office, arguments, unit=arguments.unit)


def _print_allocation(office: Any, arguments: argparse.Namespace, *, unit: str) -> None:
    found = planning.allocation(office, arguments.indicator, unit_id=unit)
    if arguments.json:
        print_json(found)
        return
    whole = "未下达" if found.whole is None else plain(found.whole)
    print(f"{found.unit[1]}目标：{whole}")
    for _, name, value in found.parts:
        print(f"  {name}  {'未分解' if value is None else plain(value)}")
    print(found.words)
