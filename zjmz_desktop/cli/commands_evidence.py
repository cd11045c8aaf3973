"""`evidence …`: files attached to a figure or to a row of a register."""

import argparse
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_indicator,
    add_json,
    add_period,
    add_store,
    add_unit,
    add_user,
    office_of,
    period_of,
    print_json,
    store_folder,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.evidence import OFFERED, Attachments, FigureAt, size_words
from zjmz_desktop.service import attaching
from zjmz_desktop.service.attaching import EvidenceAt
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.registering import RowAt


class FilesRefusedError(ZjmzError):
    """Files that can't be attached, each with its sentence; nothing was attached."""


class PlaceUnclearError(ZjmzError):
    """Neither a figure nor a row was named, or both."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group).add_group("evidence", "佐证材料：照片、扫描件、文件")
    add = commands.add("add", "附上文件", run=_add, more=_WHERE)
    add.add_argument("files", nargs="+", type=Path, metavar="文件", help=OFFERED)
    every = commands.add("list", "看附了哪些", run=_list, more=_WHERE)
    save = commands.add("save", "另存到文件夹", run=_save, more=_WHERE)
    save.add_argument("files", nargs="*", metavar="文件名", help="不写就是全部")
    save.add_argument("--out", required=True, type=Path, metavar="文件夹", help="存到哪里")
    remove = commands.add("remove", "移除附上的文件", run=_remove, more=_WHERE)
    remove.add_argument("files", nargs="+", metavar="文件名", help="移除哪些，文件名用 list 查")
    for one in (add, every, save, remove):
        _add_place(one)
    tidy = commands.add("tidy", "清理哪里都没有用到的文件", run=_tidy)
    add_store(tidy)


_WHERE = "附在指标上写 --indicator 和 --period，附在底册的一行上写 --register 和 --row。"


def _add_place(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_indicator(found, required=False)
    add_unit(found, words="哪个单位，不写是本单位", required=False)
    add_period(found, required=False)
    register = "底册编号，例如canteen（用 zjmz plan show --json 查）"
    found.add_argument("--register", metavar="底册编号", help=register)
    row = "哪一行（用 zjmz register list 查）"
    found.add_argument("--row", metavar="行编号", help=row)
    add_user(found, "--as")
    add_json(found)


def _place(arguments: argparse.Namespace, office: Office) -> EvidenceAt:
    figure = bool(arguments.indicator and arguments.period)
    row = bool(arguments.register and arguments.row)
    if figure == row:
        raise PlaceUnclearError(
            "没有说清附在哪里。附在指标上请写 --indicator 指标编号 --period 报告期；"
            "附在底册的一行上请写 --register 底册编号 --row 行编号。"
        )
    if row:
        return RowAt(arguments.register, arguments.row)
    unit = arguments.unit or office.unit.id
    return FigureAt(arguments.indicator, unit, period_of(arguments))


def _add(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        _refuse_place(attaching.listed(office, at))
        found = attaching.prepare(store_folder(arguments), arguments.files)
        if found.refused:
            raise FilesRefusedError("".join([*found.refused, "没有附上任何文件。"]))
        attaching.attach(office, at, files=found.kept)
        _tell(attaching.listed(office, at), as_json=arguments.json)


def _refuse_place(found: Attachments) -> None:
    if found.why_not:
        raise FilesRefusedError(found.why_not)


def _list(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = attaching.listed(office, _place(arguments, office))
    _tell(found, as_json=arguments.json)


def _tell(found: Attachments, *, as_json: bool) -> None:
    if as_json:
        print_json(found.items)
        return
    for one in found.items:
        size = "文件不见了" if one.missing else size_words(one.size)
        print(f"{one.sha256[:12]}  {one.name}  {size}  {one.at}  {one.by}")
    print(f"佐证材料{found.words}" if found.items else "还没有佐证材料。")


def _save(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        at = _place(arguments, office)
        names = arguments.files or [one.name for one in attaching.listed(office, at).items]
        saved = [attaching.save_as(office, at, file=name, target=arguments.out) for name in names]
    if arguments.json:
        print_json(saved)
    else:
        print(f"已存{len(saved)}个文件到{arguments.out}")


def _remove(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        attaching.remove(office, at, files=arguments.files)
        _tell(attaching.listed(office, at), as_json=arguments.json)


def _tidy(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        print(f"已清理{attaching.tidy(office)}个没有用到的文件。")
