"""`set`, `get`, `register …`: what clerks enter."""

import argparse
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_store,
    add_unit_period,
    office_of,
    period_of,
    print_json,
)
from zjmz_desktop.domain.errors import WriteRefusedError, ZjmzError
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.service import entering, register_tables, registering
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import Circumstances, FieldAt, StepTyped
from zjmz_desktop.service.explaining import CellStory, story
from zjmz_desktop.service.registering import RowAt


class EntryRefusedError(ZjmzError):
    """What was typed is no value here."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    _add_set(commands.add("set", "填一个数", run=_set))
    get = commands.add("get", "看一个数和它的来历", run=_get)
    get.add_argument("--indicator", required=True, metavar="指标编号")
    get.add_argument("--history", action="store_true", help="列出每次改动")
    add_store(get)
    add_unit_period(get)
    add_json(get)
    _add_register(commands.add_group("register", "底册"))


def _add_set(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit_period(found)
    found.add_argument("--indicator", required=True, metavar="指标编号")
    found.add_argument("--value", metavar="数")
    found.add_argument("--numerator", metavar="分子")
    found.add_argument("--denominator", metavar="分母")
    found.add_argument("--state", choices=("blank", "not_applicable", "not_begun"))
    found.add_argument("--text", metavar="文字", help="文字；节点和外部评定的状态也填在这里")
    found.add_argument("--part", default="value", metavar="部分")
    found.add_argument("--on", default="", metavar="日期")
    found.add_argument("--doc", default="", metavar="文号")
    found.add_argument("--note", metavar="原因")
    found.add_argument("--proxy", metavar="来源", help="代报：谁、怎么、何时报来")
    act = found.add_mutually_exclusive_group()
    act.add_argument("--late", action="store_true", help="补报")
    act.add_argument("--correction", action="store_true", help="更正（要有 --note）")
    found.add_argument("--same-as-last", action="store_true", help="无变化，沿用上期")
    found.add_argument("--as", dest="user_id", metavar="用户")
    add_json(found)


def _set(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        period = period_of(arguments)
        at = FieldAt(arguments.indicator, arguments.unit, period, arguments.part)
        _write(office, at, arguments=arguments)
        found = story(office, at.code, unit_id=at.unit_id, period=period)
    if arguments.json:
        print_json(_story_json(found, history=False))
    else:
        print("已保存。")


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
    elif kind == "decision":
        typed = StepTyped(arguments.text or arguments.value or "", arguments.on, arguments.doc)
        _stop_at(entering.save_decision(office, at, typed=typed, how=how).error)
    elif kind == "step":
        typed = StepTyped(arguments.text or arguments.value or "", arguments.on, arguments.doc)
        _stop_at(entering.save_step(office, at, typed=typed, how=how).error)
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
    saved = entering.save_field(office, at, typed=typed, how=how)
    if saved.error:
        entering.drop_draft(office, at)
    _stop_at(saved.error)


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
    _stop_at(saved.error)


def _stop_at(error: str) -> None:
    if error:
        raise EntryRefusedError(error)


def _get(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        period = period_of(arguments)
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


# ---- registers ----


def _add_register(register: Commands) -> None:
    runs = {
        "list": ("列出底册的行", _register_list),
        "add": ("新增一行：字段=值 …", _register_add),
        "edit": ("改一行：字段=值 …", _register_edit),
        "end": ("销号、停运或并入（不删除）", _register_end),
        "confirm": ("认定（由认定单位）", _register_confirm),
    }
    for name, (words, run) in runs.items():
        found = register.add(name, words, run=run)
        add_store(found)
        add_json(found)
        found.add_argument("--register", required=True, metavar="底册")
        found.add_argument("--unit", required=True, metavar="单位编号")
        found.add_argument("--period", default="", metavar="报告期")
        if name != "list":
            _add_row_options(found)


def _add_row_options(found: argparse.ArgumentParser) -> None:
    found.add_argument("fields", nargs="*", metavar="字段=值")
    found.add_argument("--row", default="", metavar="行编号")
    found.add_argument("--all", action="store_true", help="全部待认定的行")
    found.add_argument("--on", default="", metavar="日期")
    found.add_argument("--as", dest="state", default="", metavar="状态")
    found.add_argument("--into", default="", metavar="行编号", help="并入哪一行")
    found.add_argument("--refuse", default="", metavar="原因", help="不予认定")


def _typed_fields(arguments: argparse.Namespace) -> dict[str, str]:
    typed = {}
    for text in arguments.fields:
        name, equals, value = text.partition("=")
        if not equals:
            raise EntryRefusedError(f"“{text}”没有等号。请写成 字段=值，例如 name=示例助餐点。")
        typed[name] = value
    return typed


def _row(arguments: argparse.Namespace) -> RowAt:
    if not arguments.row:
        raise EntryRefusedError("没有说是哪一行。请加 --row 行编号（用 register list 查）。")
    return RowAt(arguments.register, arguments.row)


def _period(office: Office, arguments: argparse.Namespace) -> Period:
    return period_of(arguments) if arguments.period else month(office.plan.year, 12)


def _register_list(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        _print_rows(office, arguments)


def _print_rows(office: Office, arguments: argparse.Namespace, *, only: str = "") -> None:
    period = _period(office, arguments)
    table = register_tables.table(office, arguments.register, unit_id=arguments.unit, period=period)
    fed = [i.code for i in register_tables.fed_indicators(office, office.plan.register(table.code))]
    rows = []
    for row in table.rows:
        if only and row.id != only:
            continue
        cells = {c.code: text for c, text in zip(table.columns, row.cells, strict=True)}
        verdicts = dict(zip(fed, row.counts, strict=True))
        rows.append(
            {"id": row.id}
            | cells
            | {
                "state": row.state,
                "confirmation": row.confirmation,
                "ended": row.ended,
                "counts": [code for code, (_, counts, _) in verdicts.items() if counts],
                "why_not": {code: why for code, (_, counts, why) in verdicts.items() if not counts},
                "problems": [p.message for p in row.problems],
            }
        )
    if arguments.json:
        print_json(rows)
        return
    for one in rows:
        name = one.get("name") or one["id"]
        print(f"{one['id']}  {name}  {one['state']}  {one['confirmation']}")


def _register_add(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        typed = _typed_fields(arguments)
        unit = office.units.get(arguments.unit)
        town = unit.id if unit.level.value == "town" else ""
        if arguments.state:
            typed |= {"state": arguments.state, "state_on": arguments.on}
        row, _ = registering.add_row(office, arguments.register, typed=typed, town=town)
        _after(office, arguments, row=row)


def _after(office: Office, arguments: argparse.Namespace, *, row: str) -> None:
    if arguments.json:
        _print_rows(office, arguments, only=row)
    else:
        print(f"已保存，行编号{row}。")


def _register_edit(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        at, typed = _row(arguments), _typed_fields(arguments)
        state = arguments.state or typed.pop("state", "")
        if typed:
            registering.set_fields(office, at, typed=typed)
        if state:
            on = arguments.on or office.today().isoformat()
            registering.set_state(office, at, typed=state, on=on)
        _after(office, arguments, row=at.row)


def _register_end(arguments: argparse.Namespace) -> None:
    if not arguments.on:
        raise WriteRefusedError("销号要写明日期。请加 --on 日期，例如 --on 2018-10-15。")
    with office_of(arguments, writing=True) as office:
        at = _row(arguments)
        registering.end_row(office, at, on=arguments.on, state=arguments.state, into=arguments.into)
        _after(office, arguments, row=at.row)


def _register_confirm(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        rows = [arguments.row] if arguments.row else []
        if arguments.all:
            rows = list(
                register_tables.awaiting(office, arguments.register, unit_id=arguments.unit)
            )
        elif not rows:
            raise EntryRefusedError("没有说认定哪一行。请加 --row 行编号，或 --all。")
        registering.confirm_rows(
            office, arguments.register, rows=rows, on=arguments.on, refuse=arguments.refuse
        )
        if arguments.json:
            _print_rows(office, arguments)
        else:
            print(f"已{'不予认定' if arguments.refuse else '认定'}{len(rows)}行。")
