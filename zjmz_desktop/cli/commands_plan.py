"""`plan show`, `plan check`, `units`, `target`: the plan, whom it concerns, and its allocations."""

import argparse
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_indicator,
    add_json,
    add_store,
    add_unit,
    add_user,
    office_of,
    print_json,
)
from zjmz_desktop.domain.errors import PlanFileError
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service import planning
from zjmz_desktop.service.context import plan_text, read_plan_named
from zjmz_desktop.service.plan_showing import check_plan, shown_plan, shown_units
from zjmz_desktop.service.plan_taking import put_in_force


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    plan = commands.add_group("plan", "工作要点（计划）：查看、检查")
    show = plan.add("show", "列出重点任务、具体任务和指标编号", run=_show)
    which = "内置计划的名称，或计划文件的路径；不写是zhenjiang-2018"
    show.add_argument("--plan", default="zhenjiang-2018", metavar="计划", help=which)
    add_json(show)
    check = plan.add("check", "检查计划文件，按行列列出问题", run=_check)
    check.add_argument("file", metavar="文件.toml", help="计划文件（TOML，UTF-8）")
    add_json(check)
    adopt = plan.add("adopt", "执行新的一版工作要点（发布单位用；下发后各单位跟着换）", run=_adopt)
    adopt.add_argument("file", metavar="文件.toml", help="计划文件（TOML，UTF-8）")
    add_store(adopt)
    add_user(adopt, "--as")
    add_json(adopt)
    units = commands.add("units", "列出单位编号、名称（init要用单位编号）", run=_units)
    under = "只列这个单位和它下面的单位"
    units.add_argument("--under", default="", metavar="单位编号", help=under)
    add_json(units)
    _add_target(commands.add_group("target", "目标分解：下达、均分、查看"))


_HOW_TO_SET = (
    "\n下级的目标由上一级单位下达，本单位不能给自己下达。"
    "\n例：zjmz target set --indicator I08-03 --unit 321112001000 --value 2"
)


def _add_target(target: Commands) -> None:
    setting = target.add("set", "给一个下级单位下达目标", run=_set_target, more=_HOW_TO_SET)
    splitting = target.add("split", "把本级目标分给各下级，合计相符", run=_split_target)
    showing = target.add("show", "看目标分解和合计", run=_show_target)
    for one in (setting, splitting, showing):
        add_store(one)
        add_indicator(one)
        add_json(one)
    add_unit(setting, words="给哪个下级单位")
    told = '目标值，例如12；写空文字（--value ""）是撤回'
    setting.add_argument("--value", required=True, metavar="目标值", help=told)
    ways = ("even", "population", "last_year")
    by = "怎么分：even平均（不写就是它）、population按人口、last_year按上年数"
    splitting.add_argument("--by", default="even", choices=ways, help=by)
    add_unit(splitting, words="分解谁的目标，只能是本单位，可以不写", required=False)
    add_unit(showing, words="看谁给下级的分解，不写是本单位", required=False)


def _show(arguments: argparse.Namespace) -> None:
    plan = read_plan_named(arguments.plan)
    found = shown_plan(plan)
    if arguments.json:
        print_json(found)
        return
    names = {one["code"]: one["name"] for one in found["indicators"]}
    print(plan.title)
    for item in found["items"]:
        print(f"{item['no']}.{item['title']}")
        for clause in item["clauses"]:
            print(f"  {clause['id']}  {clause['text']}")
            for code in clause["indicators"]:
                print(f"    {code}  {names[code]}")


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


def _units(arguments: argparse.Namespace) -> None:
    rows = shown_units(arguments.under)
    if arguments.json:
        print_json(rows)
        return
    for one in rows:
        print(f"{one['id']}  {one['name']}  {one['office']}  {Level(one['level']).words}")


def _adopt(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        plan = put_in_force(office, plan_text(arguments.file))
    if arguments.json:
        print_json({"plan": plan.code, "year": plan.year, "sha256": plan.sha256})
    else:
        print(f"{plan.year}年工作要点已换成新的一版。请生成计划下发文件发给各单位。")


def _set_target(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        planning.set_target(
            office, arguments.indicator, unit_id=arguments.unit, typed=arguments.value
        )
        above = office.units.parent(arguments.unit)
        _print_allocation(office, arguments, unit=above.id if above else "")


def _split_target(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        planning.split_target(office, arguments.indicator, by=arguments.by, unit_id=arguments.unit)
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
