"""`conflicts …`, `quarantine …`, `replica …`: what two computers say differently, and what waits to be placed."""

import argparse
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_store,
    add_user,
    office_of,
    print_json,
)
from zjmz_desktop.domain.settling import Likeness
from zjmz_desktop.service import quarantining, replicating, settling, shared_ids
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.settling import Conflict

_HOW_TO_SETTLE = """
例：zjmz conflicts settle --cell 编号 --keep 1a2b3c4d --reason 按纸质台账核实
也可以另填一个：--value 12，比率写成 --value 50/60。"""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group).add_group("conflicts", "两机数据不一致，待核实：看和核实")
    every = commands.add("list", "看哪些数两台电脑填得不一样", run=_list)
    settle = commands.add(
        "settle", "核实一处：保留其中一个，或另填一个", run=_settle, more=_HOW_TO_SETTLE
    )
    settle.add_argument("--cell", required=True, metavar="编号", help="哪一处（用 list 查）")
    how = settle.add_mutually_exclusive_group(required=True)
    how.add_argument("--keep", default="", metavar="数的编号", help="保留哪一个（用 list 查）")
    how.add_argument("--value", default=None, metavar="数", help="另填一个数或文字")
    how.add_argument(
        "--new-id", action="store_true", help="两人共用一个用户编号的：本机的人改用新编号"
    )
    settle.add_argument("--reason", default="", metavar="原因", help="按什么核实的")
    held = Commands(group).add_group("quarantine", "暂存：收到了但还不能用的数据")
    waiting = held.add("list", "看暂存了哪些，为什么", run=_quarantined)
    retry = held.add("retry", "再试一次，能用的就用上", run=_retry)
    chains = Commands(group).add_group("replica", "本机的写入编号（换电脑、恢复备份以后换新的）")
    own = chains.add("list", "看本机的写入编号", run=_replicas)
    renew = chains.add("renew", "换成新的写入编号", run=_renew)
    for one in (every, settle, waiting, retry, own, renew):
        add_store(one)
        add_user(one, "--as")
        add_json(one)


def _list(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = settling.conflicts(office)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        _tell(one)
    print(f"共{len(found)}处两机数据不一致，待核实。" if found else "没有不一致的数。")


def _tell(one: Conflict) -> None:
    print(f"{one.words}  {one.cell}")
    for said in (*one.heads, *([one.common] if one.common else [])):
        label = "原来的" if said is one.common else said.id[:8]
        print(
            f"  {label}  {said.value}  {said.user}  {said.at}  {said.place}  {said.note}".rstrip()
        )
    if one.likeness is not Likeness.DIFFERENT:
        print(f"  {one.likeness.words}。")
    for told in (one.why_not, one.shared_words):
        if told:
            print(f"  {told}")


def _settle(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        done = _settled(office, arguments)
        left = settling.conflicts(office)
    if arguments.json:
        print_json(left)
    else:
        print(done + (f"还有{len(left)}处。" if left else "没有不一致的数了。"))


def _settled(office: Office, arguments: argparse.Namespace) -> str:
    """Settle it; what was done, in a sentence."""
    if arguments.new_id:
        return shared_ids.give_new_id(office, arguments.cell).words
    keep, typed, reason = arguments.keep, arguments.value, arguments.reason
    settling.settle(office, arguments.cell, keep=keep, typed=typed, reason=reason)
    return "已核实。"


def _quarantined(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = quarantining.quarantined(office)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        print(f"{one.author_name}  {one.count}条  {one.message}  {one.since}")
    print("以上数据已经收下，条件具备后会自动用上。" if found else "没有暂存的数据。")


def _retry(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        placed = quarantining.retry(office)
        left = quarantining.quarantined(office)
    if arguments.json:
        print_json({"placed": placed, "left": left})
    else:
        print(f"用上了{placed}条，还有{sum(one.count for one in left)}条暂存。")


def _replicas(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = replicating.replicas(office)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        print(f"{one.id[:8]}  {one.words}  {one.seq}条")


def _renew(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        found = replicating.renew(office)
    if arguments.json:
        print_json(found)
    else:
        print("已换成新的写入编号，以后填的数和其他电脑上的分得开。")
