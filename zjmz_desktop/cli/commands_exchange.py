"""`pack`, `inspect`, `import`, `undo-import`, `keys …`: packages that offices pass to each other."""

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_period,
    add_store,
    add_user,
    office_of,
    print_json,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.service import importing_packages, packing, receipts, trusting, undoing_imports
from zjmz_desktop.service.package_previews import Preview


class PackagesRefusedError(ZjmzError):
    """Packages that were refused, each with its sentence."""


_KINDS = "submission上报、plan计划下发、return退改通知单、receipt回执；不写就按往上还是往下定"
_HOW_TO_PACK = """
例：zjmz pack --to 321112000000 --period 2018M06 --out 文件夹
显示“可以拔出”以后再拔U盘。上报过没有都可以生成，文件里会写明。"""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    _add_pack(
        commands.add("pack", "生成上报、下发、退改、回执的数据文件", run=_pack, more=_HOW_TO_PACK)
    )
    looking = commands.add("inspect", "看一个数据文件里有什么，不导入", run=_inspect)
    looking.add_argument("file", type=Path, metavar="文件", help="收到的数据文件")
    add_store(looking)
    add_json(looking)
    taking = commands.add("import", "导入数据文件（几个文件或一个文件夹）", run=_import)
    taking.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help="收到的数据文件或文件夹"
    )
    told = "文件里的个人信息的口令；不写就不导入个人信息"
    taking.add_argument("--passphrase", default="", metavar="口令", help=told)
    add_store(taking)
    add_user(taking, "--as")
    add_json(taking)
    heard = commands.add(
        "receipts", "回执：上级收到、接收了本单位的哪一版，用了哪些数", run=_receipts
    )
    add_store(heard)
    add_period(heard)
    add_json(heard)
    undo = commands.add("undo-import", "撤销一次导入，恢复导入以前的数", run=_undo)
    which = "哪个数据文件：它的编号（import 打印的 package）或文件名"
    undo.add_argument("package", metavar="数据文件", help=which)
    undo.add_argument("--reason", default="", metavar="原因", help="为什么撤销，记在往来文件里")
    add_store(undo)
    add_user(undo, "--as")
    add_json(undo)
    _add_keys(commands.add_group("keys", "单位识别码：看自己的，核对和信任别的单位的"))


def _add_pack(found: argparse.ArgumentParser) -> None:
    add_store(found)
    found.add_argument("--to", required=True, metavar="单位编号", help="给哪个单位")
    found.add_argument("--kind", choices=[k.value for k in Kind], default="", help=_KINDS)
    add_period(found, words="哪个报告期，不写是本月：", required=False)
    found.add_argument("--out", required=True, type=Path, metavar="文件夹", help="存到哪个文件夹")
    rows = "连底册的行一起带上（默认只在上级认定底册时带）"
    found.add_argument("--rows", action="store_true", help=rows)
    told = "带上个人信息，用这个口令加密；口令另外告诉对方"
    found.add_argument("--passphrase", default="", metavar="口令", help=told)
    found.add_argument("--zip", action="store_true", help="文件名以.zip结尾，有的邮箱只认这个")
    add_user(found, "--as")
    add_json(found)


def _add_keys(commands: Commands) -> None:
    show = commands.add("show", "看本单位的识别码；给出文件就看发来文件的单位的", run=_keys_show)
    show.add_argument("file", nargs="?", type=Path, metavar="文件", help="收到的数据文件")
    every = commands.add("list", "看已经信任的单位和识别码", run=_keys_list)
    trust = commands.add("trust", "电话核对识别码以后，信任发来文件的单位", run=_keys_trust)
    trust.add_argument("file", type=Path, metavar="文件", help="收到的数据文件")
    told = "对方电话里念的识别码；写上就由程序核对"
    trust.add_argument("--code", default="", metavar="识别码", help=told)
    replace = commands.add("replace", "识别码丢了或换了电脑：作废旧的，只认新的", run=_keys_replace)
    replace.add_argument("--unit", required=True, metavar="单位编号", help="哪个单位的")
    replace.add_argument("--code", required=True, metavar="识别码", help="作废哪个识别码")
    replace.add_argument("--reason", default="", metavar="原因", help="为什么作废")
    for one in (show, every, trust, replace):
        add_store(one)
        add_user(one, "--as")
        add_json(one)


# ---- packing ----


def _pack(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        asked = packing.Order(
            to=arguments.to,
            kind=Kind(arguments.kind) if arguments.kind else None,
            period=parse_period(arguments.period) if arguments.period else None,
            rows=arguments.rows,
            passphrase=arguments.passphrase,
            ending=".zip" if arguments.zip else ".mzp",
        )
        found = packing.pack(office, asked, out=arguments.out)
    if arguments.json:
        print_json(_packed_json(found))
        return
    for path in found.files:
        print(path)
    print(found.words)


def _packed_json(found: packing.Packed) -> dict[str, Any]:
    return {
        "file": found.files[0],
        "files": list(found.files),
        "package": found.package,
        "kind": found.kind.value,
        "recipient": found.recipient,
        "period": found.period,
        "number": found.number,
        "lines": found.lines,
        "evidence": found.evidence,
        "missing_files": list(found.missing),
        "submitted": found.submitted,
        "words": found.words,
    }


# ---- taking in ----


def _inspect(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = importing_packages.inspect(office, arguments.file)
    if arguments.json:
        print_json(preview_json(found))
    else:
        _tell(found)


def _import(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        asked = importing_packages.Asked(passphrase=arguments.passphrase)
        found = importing_packages.import_packages(office, arguments.files, asked=asked)
    if arguments.json:
        print_json([preview_json(one) for one in found.taken])
    else:
        for one in found.taken:
            _tell(one)
    if found.refused:
        raise PackagesRefusedError("\n".join(one.words for one in found.refused))


def preview_json(found: Preview) -> dict[str, Any]:
    """A preview as `cli` promises it."""
    return {
        "file": found.file,
        "package": found.package,
        "sender": found.sender[0],
        "sender_name": found.sender[1],
        "kind": found.kind.value,
        "period": found.period,
        "number": found.number,
        "made_at": found.made_at,
        "sample": found.sample,
        "new": found.new,
        "same": found.same,
        "changed": found.changed,
        "changes": list(found.changes),
        "conflicts": list(found.conflicts),
        "quarantined": list(found.quarantined),
        "missing_files": list(found.missing_files),
        "missing_chains": list(found.missing_chains),
        "plan": found.plan_words,
        "plan_changes": list(found.plan_changes),
        "standing": found.standing.value,
        "words": found.words,
    }


def _tell(found: Preview) -> None:
    print(f"{found.file}：{found.words}")
    for one in found.changes:
        print(f"  改动  {one.words}：{one.before}→{one.after}")
    for one in found.conflicts:
        print(f"  两机数据不一致，待核实  {one.words}：{one.before}／{one.after}")
    for bad in found.quarantined:
        print(f"  暂存{bad.count}条  {bad.message}")
    for line in (*found.missing_chains, found.plan_words, *found.plan_changes):
        if line:
            print(f"  {line}")
    if found.missing_files:
        print(f"  还缺佐证材料{len(found.missing_files)}个。")


def _undo(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        found = undoing_imports.undo_import(office, arguments.package, reason=arguments.reason)
    if arguments.json:
        print_json(found)
    else:
        print(found.words)


def _receipts(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        period = parse_period(arguments.period)
        found, figures = receipts.receipt(office, period), receipts.uses(office, period)
    if arguments.json:
        print_json(dataclasses.asdict(found) | {"figures": [one._asdict() for one in figures]})
        return
    print(found.words)
    for one in figures:
        print(f"  {one.indicator}  {one.name}  {one.unit_name}  {one.words}")


# ---- who is who ----


def _keys_show(arguments: argparse.Namespace) -> None:
    file = arguments.file
    with office_of(arguments) as office:
        found = trusting.sender_of(office, file) if file else trusting.own_made(office)
    if found is None:
        with office_of(arguments, writing=True) as office:
            found = trusting.own(office)
    if arguments.json:
        print_json(found)
    else:
        print(f"{found.name}的单位识别码：{found.code}")


def _keys_list(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = trusting.trusted(office)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        print(f"{one.code}  {one.name}  {one.how_words}  {one.at}")


def _keys_trust(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        found = trusting.trust_sender(office, arguments.file, code=arguments.code)
    if arguments.json:
        print_json(found)
    else:
        print(found.words)


def _keys_replace(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        found = trusting.replace(
            office, arguments.unit, code=arguments.code, reason=arguments.reason
        )
    if arguments.json:
        print_json(found)
    else:
        print(found.words)
