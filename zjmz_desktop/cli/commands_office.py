"""`init`, `sample`, `health`: the store itself."""

import argparse
import sys
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_store,
    office_of,
    print_json,
    store_folder,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.service.context import create_office
from zjmz_desktop.service.upkeep import check_health


class UnsoundStoreError(ZjmzError):
    """The store's check found problems; the sentence lists them."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    init = commands.add("init", "新建本单位的数据", run=_init)
    add_store(init)
    init.add_argument("--unit", required=True, metavar="单位编号")
    init.add_argument("--plan", default="zhenjiang-2018", metavar="计划")
    init.add_argument("--user", default="", metavar="姓名", help="填表人姓名")
    sample = commands.add("sample", "新建示例单位（全部为示例数据）", run=_sample)
    add_store(sample)
    sample.add_argument("--unit", default="321112000000", metavar="单位编号")
    sample.add_argument("--seed", type=int, default=2018, metavar="数")
    health = commands.add("health", "检查数据是否完好", run=_health)
    add_store(health)
    add_json(health)


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
        folder, unit_id=arguments.unit, seed=arguments.seed, on_progress=progress
    )
    print(f"已建立{office.unit.office}的示例数据（每个数都是示例）：{Path(folder)}")
    office.close()


class _Progress:
    """Progress on one line of the terminal."""

    def __call__(self, done: int, whole: int) -> None:
        """Show how far it is."""
        end = "\n" if done == whole else "\r"
        print(f"正在生成示例：{done}/{whole}", end=end, file=sys.stderr, flush=True)


def _health(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = check_health(office)
    if arguments.json:
        print_json(found)
    if not found.sound:
        raise UnsoundStoreError(
            f"数据有问题：{'；'.join(found.problems)}。请先复制整个文件夹，再用备份恢复。"
        )
    if not arguments.json:
        print(f"数据完好：{found.revisions}条记录逐条核对无误，汇总表与记录一致。")
