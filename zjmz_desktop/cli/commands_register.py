"""`register …`: 底册, its rows and their confirmation."""

import argparse
import sys
from typing import Any

from zjmz_desktop.cli.commands_entry import EntryRefusedError
from zjmz_desktop.cli.commands_export import add_register_export
from zjmz_desktop.cli.commands_sheets import add_register_import
from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_period,
    add_store,
    add_unit,
    add_user,
    office_of,
    period_of,
    print_json,
)
from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.stock import Movement
from zjmz_desktop.service import register_tables, registering
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.service.stock_taking import Stock, StockLine, stock_of
from zjmz_desktop.service.views import RegisterRowView, RegisterTable


def add_to(group: Any) -> None:
    """Add these commands."""
    register = Commands(group).add_group("register", "底册（名录）：登记、修改、销号、认定")
    for name, (words, run, more) in _RUNS.items():
        found = register.add(name, words, run=run, more=more)
        add_store(found)
        told = "底册编号，例如canteen（用 zjmz plan show --json 查）"
        found.add_argument("--register", required=True, metavar="底册编号", help=told)
        add_unit(found)
        add_period(found, words="按哪个报告期末的情况显示，不写是年底；", required=False)
        if name not in ("list", "stock"):
            _add_row_options(found, command=name)
            add_user(found)
        add_json(found)
    add_register_import(register)
    add_register_export(register)


_ROW_OPTIONS = (
    ("--row", "row", "行编号", "哪一行（用 zjmz register list 查）", "edit end confirm"),
    ("--on", "on", "日期", "状态变化、销号或认定的日期，例如2018-06-18", "add edit end confirm"),
    ("--as", "state", "状态", "登记成什么状态，例如running（运营）", "add edit end"),
    ("--into", "into", "行编号", "并入哪一行", "end"),
    ("--reason", "reason", "原因", "为什么停运、销号或并入", "edit end"),
    ("--refuse", "refuse", "原因", "不予认定，写明原因", "confirm"),
)


def _add_row_options(found: argparse.ArgumentParser, *, command: str) -> None:
    """All of them are taken everywhere; those that mean something there are told."""

    def told(words: str, where: str) -> str:
        return words if command in where.split() else argparse.SUPPRESS

    words = "字段编号或中文名=内容，例如 name=示例助餐点 使用面积=460"
    found.add_argument("fields", nargs="*", metavar="字段=值", help=told(words, "add edit"))
    for name, dest, word, words, where in _ROW_OPTIONS:
        found.add_argument(name, dest=dest, default="", metavar=word, help=told(words, where))
    words = "认定全部待认定的行：没有问题的认定，其余的说明原因"
    found.add_argument("--all", action="store_true", help=told(words, "confirm"))


def _typed_fields(arguments: argparse.Namespace) -> dict[str, str]:
    typed = {}
    for text in arguments.fields:
        name, equals, value = text.partition("=")
        if not equals:
            raise EntryRefusedError(
                f"{quoted(text)}没有等号。请写成 字段=值，例如 name=示例助餐点。"
            )
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
    rows = [row for row in table.rows if only in ("", row.id)]
    if arguments.json:
        print_json([_row_json(table, row, fed=fed) for row in rows])
        return
    title = office.plan.register(table.code).title_field
    place = [column.code for column in table.columns].index(title)
    for row in rows:
        print(f"{row.id}  {row.cells[place] or '未填名称'}  {row.state}  {row.confirmation}")
        _print_problems(row)


def _register_stock(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = stock_of(
            office, arguments.register, unit_id=arguments.unit, period=_period(office, arguments)
        )
    if arguments.json:
        print_json([_stock_json(line) for line in found.lines])
        return
    for line in found.lines:
        year = line.year
        print(
            f"{line.name}：年初{year.opening}，新增{year.added}，减少{year.ended}，"
            f"并入{year.merged}，期末{year.closing}{_states_words(found, year)}"
        )


def _states_words(found: Stock, year: Movement) -> str:
    states = [f"{words}{n}" for code, words in found.states if (n := year.by_state.get(code))]
    undated = [f"另有{year.undated}行没有登记状态"] if year.undated else []
    return "（" + "，".join((*states, *undated)) + "）" if states or undated else ""


def _stock_json(line: StockLine) -> dict[str, Any]:
    def told(one: Movement) -> dict[str, Any]:
        return one._asdict() | {"closing": one.closing}

    return {"unit": line.unit, "name": line.name} | {
        "year": told(line.year),
        "period": told(line.period),
    }


def _row_json(table: RegisterTable, row: RegisterRowView, *, fed: list[str]) -> dict[str, Any]:
    cells = {c.code: text for c, text in zip(table.columns, row.cells, strict=True)}
    verdicts = dict(zip(fed, row.counts, strict=True))
    return (
        {"id": row.id}
        | cells
        | {
            "state": row.state,
            "confirmation": row.confirmation,
            "confirmed_on": row.confirmed_on,
            "confirmed_by": row.confirmed_by,
            "ended": row.ended,
            "counts": [code for code, (_, counts, _) in verdicts.items() if counts],
            "why_not": {code: why for code, (_, counts, why) in verdicts.items() if not counts},
            "problems": [p.message for p in row.problems],
        }
    )


def _print_problems(row: RegisterRowView) -> None:
    for problem in row.problems:
        print(f"  {problem.severity.words}：{problem.message}{problem.remedy}")


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
    """What stands there now: as JSON, or the id with what the checks say of it."""
    if arguments.json:
        _print_rows(office, arguments, only=row)
        return
    print(f"已保存，行编号{row}。")
    period = _period(office, arguments)
    table = register_tables.table(office, arguments.register, unit_id=arguments.unit, period=period)
    for one in table.rows:
        if one.id == row:
            _print_problems(one)


def _register_edit(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        at, typed = _row(arguments), _typed_fields(arguments)
        state = arguments.state or typed.pop("state", "")
        if typed:
            registering.set_fields(office, at, typed=typed)
        if state:
            on = arguments.on or office.today().isoformat()
            registering.set_state(office, at, typed=state, on=on, reason=arguments.reason)
        _after(office, arguments, row=at.row)


def _register_end(arguments: argparse.Namespace) -> None:
    if not arguments.on:
        raise WriteRefusedError("销号要写明日期。请加 --on 日期，例如 --on 2018-10-15。")
    with office_of(arguments, writing=True) as office:
        at = _row(arguments)
        given = arguments
        ending = registering.Ending(given.on, given.state, given.into, given.reason)
        registering.end_row(office, at, ending=ending)
        _after(office, arguments, row=at.row)


def _register_confirm(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        left = _confirm_all(office, arguments) if arguments.all else _confirm_row(office, arguments)
        if arguments.json:
            _print_rows(office, arguments)
    for reason in left:
        print(reason, file=sys.stderr if arguments.json else sys.stdout)


def _confirm_row(office: Office, arguments: argparse.Namespace) -> tuple[str, ...]:
    if not arguments.row:
        raise EntryRefusedError("没有说认定哪一行。请加 --row 行编号，或 --all。")
    code, rows, reason = arguments.register, [arguments.row], arguments.refuse
    registering.confirm_rows(office, code, rows=rows, on=arguments.on, refuse=reason)
    if not arguments.json:
        print(f"已{'不予认定' if reason else '认定'}1行。")
    return ()


def _confirm_all(office: Office, arguments: argparse.Namespace) -> tuple[str, ...]:
    """认定 what can be; the reasons of the rest, refused when nothing can be."""
    code = arguments.register
    rows = register_tables.awaiting(office, code, unit_id=arguments.unit)
    if arguments.refuse:
        raise EntryRefusedError("不予认定要一行一行办。请去掉 --all，加 --row 行编号。")
    found = registering.confirm_clean(office, code, rows=rows, on=arguments.on)
    if found.left and not found.done:
        raise EntryRefusedError("\n".join((found.words, *found.left)))
    if not arguments.json:
        print(found.words)
    return found.left


_RUNS = {
    "list": ("列出底册的行：状态、认定、问题", _register_list, ""),
    "stock": (
        "存量：年初、新增、减少、并入、期末，分单位",
        _register_stock,
        "按各行状态的日期算：年初＋新增－减少－并入＝期末。",
    ),
    "add": (
        "新增一行",
        _register_add,
        "\n例：zjmz register add --register canteen --unit 321112001000 name=示例助餐点 --as running"
        " --on 2018-05-08",
    ),
    "edit": ("修改一行，或登记它的新状态", _register_edit, "只写要改的字段。"),
    "end": ("销号、停运或并入", _register_end, "行不会删除，历史还在。要用 --on 写明日期。"),
    "confirm": (
        "认定，或不予认定",
        _register_confirm,
        "由底册规定的单位办理；本单位自己登记的行，要由另一人认定（用 --user 写他的用户编号）。"
        "有强制性审核问题、有将来日期的行不能认定。",
    ),
}
