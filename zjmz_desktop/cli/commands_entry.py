"""`set`, `get`: figures as clerks enter them."""

import argparse
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    NotHereError,
    add_indicator,
    add_json,
    add_store,
    add_unit_period,
    add_user,
    office_of,
    period_of,
    print_json,
    refuse_foreign,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.service import entering
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import Circumstances, FieldAt, StepTyped
from zjmz_desktop.service.explaining import CellStory, story
from zjmz_desktop.service.proxies_aside import proxy_aside


class EntryRefusedError(ZjmzError):
    """What was typed is no value here."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    _add_set(commands.add("set", "填一个数（或文字、节点、外部评定）", run=_set, more=_HOW_TO_SET))
    get = commands.add("get", "看一个数现在是多少、谁什么时候填的", run=_get)
    add_store(get)
    add_unit_period(get)
    add_indicator(get)
    get.add_argument("--history", action="store_true", help="列出每一次改动")
    add_json(get)


_HOW_TO_SET = """
例：zjmz set --indicator I06-02 --unit 321112001000 --period 2018M06 --value 12
本单位的数直接填；下级单位的数记作代报；其他单位的数不能填。"""
_PARTS = (
    "填这个指标的哪一部分：value本期数（不写就是它）、removed本月减少、opening年初数、flash快报、"
    "estimate预计全年、annual年报、note情况说明、step/节点、tick/条目、decision外部评定、check/审核编号"
)


def _add_set(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit_period(found)
    add_indicator(found)
    for name, word, told in (
        ("--value", "数", "填的数，例如12、1,234、２０、35.5"),
        ("--numerator", "分子", "比率的分子"),
        ("--denominator", "分母", "比率的分母，和分子一起填"),
        ("--text", "文字", "文字；节点填done（已完成）等状态，外部评定填named（已命名）等结果"),
        ("--part", "部分", _PARTS),
        ("--on", "日期", "节点完成、外部评定的日期，例如2018-06-18"),
        ("--doc", "文号", "节点、外部评定的文件文号"),
        ("--note", "原因", "为什么这样填、这样改"),
        ("--proxy", "来源", "代报：谁、怎么、什么时候报来的"),
    ):
        found.add_argument(name, metavar=word, help=told)
    states = "没有数时：blank未填（清空）、not_applicable不适用、not_begun未开展"
    found.add_argument("--state", choices=("blank", "not_applicable", "not_begun"), help=states)
    act = found.add_mutually_exclusive_group()
    act.add_argument("--late", action="store_true", help="这是补报")
    act.add_argument("--correction", action="store_true", help="这是更正（要用 --note 写明原因）")
    found.add_argument("--same-as-last", action="store_true", help="无变化，沿用上期的数")
    add_user(found, "--as")
    add_json(found)
    found.set_defaults(part="value", on="", doc="")


def _set(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        period = period_of(arguments)
        at = FieldAt(arguments.indicator, arguments.unit, period, arguments.part)
        _write(office, at, arguments=arguments)
        found = story(office, at.code, unit_id=at.unit_id, period=period)
        aside = proxy_aside(office, at)
    if arguments.json:
        print_json(_story_json(found, history=False))
    else:
        print(aside or "已保存。")


def _circumstances(arguments: argparse.Namespace) -> Circumstances:
    if arguments.correction and not arguments.note:
        raise EntryRefusedError("更正要写明原因。请加 --note 原因。")
    act = "late" if arguments.late else "correction" if arguments.correction else None
    proxy = arguments.proxy or entering.PROXY_SOURCE
    return Circumstances(note=arguments.note, act=act, proxy=proxy)


def _write(office: Office, at: FieldAt, *, arguments: argparse.Namespace) -> None:
    how = _circumstances(arguments)
    kind = at.part.partition("/")[0]
    if arguments.same_as_last:
        entering.same_as_last(office, at)
    elif arguments.state:
        entering.save_state(office, at, state=arguments.state, how=how)
    elif kind in ("step", "decision"):
        typed = StepTyped(arguments.text or arguments.value or "", arguments.on, arguments.doc)
        _stop_at(office, at, error=entering.save_step(office, at, typed=typed, how=how).error)
    elif arguments.numerator is not None or arguments.denominator is not None:
        _write_pair(office, at, arguments=arguments, how=how)
    else:
        typed_text = arguments.text if arguments.text is not None else arguments.value
        if typed_text is None:
            raise EntryRefusedError("没有给出要填的内容。请加 --value、--text 或 --state。")
        _write_single(office, at, typed=typed_text, arguments=arguments, how=how)


def _write_single(
    office: Office, at: FieldAt, *, typed: str, arguments: argparse.Namespace, how: Circumstances
) -> None:
    part = at.part
    if part == "value" and _is_pair(office, at):
        raise EntryRefusedError("这个指标要填分子和分母。请用 --numerator 和 --denominator。")
    _stop_at(office, at, error=entering.save_field(office, at, typed=typed, how=how).error)


def _is_pair(office: Office, at: FieldAt) -> bool:
    one = office.plan.indicator(at.code)
    return one.entry.value == "ratio" and not one.rate_only


def _write_pair(
    office: Office, at: FieldAt, *, arguments: argparse.Namespace, how: Circumstances
) -> None:
    if arguments.numerator is None or (arguments.denominator is None and _is_pair(office, at)):
        raise EntryRefusedError("分子、分母要一起填。请同时给出 --numerator 和 --denominator。")
    saved = entering.save_pair(
        office, at, typed=(arguments.numerator, arguments.denominator), how=how
    )
    _stop_at(office, at, error=saved.error)


def _stop_at(office: Office, at: FieldAt, *, error: str) -> None:
    """A refused word on the command line is told, and kept nowhere as a draft."""
    if error:
        entering.drop_draft(office, at)
        raise EntryRefusedError(error)


def _get(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        period = period_of(arguments)
        refuse_foreign(office, arguments.unit)
        if office.plan.year - period.year not in (0, 1):  # the year before stands beside
            raise NotHereError(
                f"这里只有{office.plan.year}年的数据，没有{period.code}的。请改报告期。"
            )
        found = story(office, arguments.indicator, unit_id=arguments.unit, period=period)
    if arguments.json:
        print_json(_story_json(found, history=True))
        return
    print(f"{found.value or '未填'}（采用：{found.effective or '无'}）")
    if arguments.history:
        for one in found.history:
            print(f"  {one.at}  {one.unit} {one.user}  {one.part}：{one.value}  {one.note}")


def _story_json(found: CellStory, *, history: bool) -> dict[str, Any]:
    told = [
        {
            "id": one.id,
            "user": one.user,
            "unit": one.unit,
            "at": one.at,
            "part": one.part,
            "value": one.value,
            "note": one.note,
            "package": one.package,
        }
        for one in found.history
    ]
    plain = {
        "value": found.value,
        "state": found.state,
        "effective": found.effective,
        "own": found.own,
        "adopted": found.adopted,
        "proxy": found.proxy,
        "version": found.version,
        "heads": list(found.heads),
        "conflict": found.conflict,
    }
    return plain | ({"history": told} if history else {})
