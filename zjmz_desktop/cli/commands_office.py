"""`init`, `sample`, `users`, `health`: the store itself."""

import argparse
import sys
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_store,
    add_unit,
    office_of,
    print_json,
    store_folder,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.service import users
from zjmz_desktop.service.context import create_office
from zjmz_desktop.service.upkeep import check_health, rebuild


class UnsoundStoreError(ZjmzError):
    """The store's check found problems; the sentence lists them."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    init = commands.add("init", "新建本单位的数据", run=_init, more=_HOW_TO_INIT)
    add_store(init)
    add_unit(init, words="本单位")
    plan = "工作计划：内置计划的名称，或计划文件的路径；不写是zhenjiang-2018"
    init.add_argument("--plan", default="zhenjiang-2018", metavar="计划", help=plan)
    init.add_argument("--user", default="", metavar="姓名", help="填表人姓名，印在表尾")
    sample = commands.add("sample", "新建示例单位（全部为示例数据）", run=_sample)
    add_store(sample)
    add_unit(sample, words="示例单位，不写是丹徒区", required=False)
    seed = "换一个整数，示例的数就不一样；不写是2018"
    sample.add_argument("--seed", type=int, default=2018, metavar="数", help=seed)
    who = commands.add("users", "看本单位的用户，登记一名用户，改姓名", run=_users)
    add_store(who)
    one = who.add_mutually_exclusive_group()
    one.add_argument("--add", default="", metavar="姓名", help="登记一名用户，得到用户编号")
    told = "改一名用户的姓名；他填过、认定过的不变"
    one.add_argument("--rename", nargs=2, metavar=("用户编号", "姓名"), help=told)
    add_json(who)
    health = commands.add("health", "检查数据是否完好", run=_health)
    add_store(health)
    again = "先按原始记录重新生成汇总用的表，再检查；填的数不会变"
    health.add_argument("--rebuild", action="store_true", help=again)
    add_json(health)


_HOW_TO_INIT = "\n例：zjmz init --store 文件夹 --unit 321112001000 --user 姓名"
_SAMPLE_UNIT = "321112000000"


def _init(arguments: argparse.Namespace) -> None:
    folder = store_folder(arguments)
    office = create_office(folder, arguments.unit, plan=arguments.plan, user_name=arguments.user)
    print(f"已建立{office.unit.office}的数据：{folder}")
    office.close()


def _sample(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.sampling import create_sample

    folder = store_folder(arguments)
    progress = _Progress() if sys.stderr.isatty() else None
    office = create_sample(
        folder, unit_id=arguments.unit or _SAMPLE_UNIT, seed=arguments.seed, on_progress=progress
    )
    print(f"已建立{office.unit.office}的示例数据（每个数都是示例）：{Path(folder)}")
    office.close()


class _Progress:
    """Progress on one line of the terminal: the only text that may go back to a line's beginning."""

    def __call__(self, done: int, whole: int) -> None:
        """Show how far it is."""
        end = "\n" if done == whole else "\r"
        print(f"正在生成示例：{done}/{whole}", end=end, file=sys.__stderr__, flush=True)


def _users(arguments: argparse.Namespace) -> None:
    writing = bool(arguments.add or arguments.rename)
    with office_of(arguments, writing=writing) as office:
        added = users.add_user(office, arguments.add) if arguments.add else ""
        if arguments.rename:
            user, name = arguments.rename
            users.rename_user(office, user, name=name)
        found = users.users(office)
    if arguments.json:
        print_json([{"user": user, "name": name} for user, name in found])
    elif added:
        print(f"已登记{dict(found)[added]}，用户编号{added}。")
    else:
        for user, name in found:
            print(f"{user}  {name or '未写姓名'}")


def _health(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=arguments.rebuild) as office:
        if arguments.rebuild:
            rebuild(office)
        found = check_health(office)
    if arguments.json:
        print_json(found)
    if not found.sound:
        raise UnsoundStoreError(f"数据有问题：{''.join(found.problems)}{found.remedy}")
    if not arguments.json:
        again = "已重新生成汇总用的表。" if arguments.rebuild else ""
        print(f"{again}数据完好：{found.revisions}条记录逐条核对无误，汇总用的表与记录一致。")
