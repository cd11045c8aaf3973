"""`urgent …`: 临时要数, 催报, forms of other receivers, phoned figures."""

import argparse
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_indicator,
    add_json,
    add_store,
    add_unit_period,
    month_of,
    office_of,
    print_json,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.urgent import Answer, Wanted, WantedColumn
from zjmz_desktop.service import exporting, urgent
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.urgent import Phoned


class PhoneRefusedError(ZjmzError):
    """A phoned figure that is no figure."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group).add_group("urgent", "临时要数、催报、对外表样、电话报数")
    table = commands.add("table", "出一张表（.xlsx、.csv、.pdf）", run=_table)
    text = commands.add("text", "出一段文字", run=_text)
    for found in (table, text):
        _add_asked(found)
    told = "写到哪个文件（.xlsx、.csv或.pdf）"
    table.add_argument("--out", required=True, metavar="文件.xlsx", help=told)
    chase = commands.add("chase", "催报：还没有填数的单位和指标（不含数据）", run=_chase)
    _add_place(chase)
    given = commands.add("given", "以前给过谁、什么时候、怎么说的", run=_given)
    add_store(given)
    add_json(given)
    _add_forms(commands.add_group("forms", "对外表样"))
    _add_phone(commands.add("phone", "登记电话报数（代报）", run=_phone))


def _add_place(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit_period(found)
    add_json(found)
    _add_indicators(found)


def _add_indicators(found: argparse.ArgumentParser) -> None:
    told = "指标编号，可写多次；等号后面可写表里用的名称，例如I08-03=新建助餐点"
    found.add_argument(
        "--indicator", action="append", default=[], metavar="指标编号[=名称]", help=told
    )


def _add_wanted(found: argparse.ArgumentParser) -> None:
    found.add_argument("--only", nargs="*", default=[], metavar="单位编号", help="只列这些下级")
    found.add_argument("--title", default="", metavar="表题", help="不写就按指标起名")
    found.add_argument(
        "--for", dest="receiver", default="", metavar="谁", help="给谁；写了就记下来"
    )


def _add_asked(found: argparse.ArgumentParser) -> None:
    _add_place(found)
    _add_wanted(found)
    found.add_argument("--form", default="", metavar="表样名称", help="按存好的表样")


def _add_forms(forms: Commands) -> None:
    for name, words, run in (
        ("list", "列出存好的表样", _forms_list),
        ("save", "存一个表样", _forms_save),
        ("drop", "删除一个表样", _forms_drop),
    ):
        found = forms.add(name, words, run=run)
        add_store(found)
        add_json(found)
        if name != "list":
            found.add_argument("--name", required=True, metavar="表样名称", help="表样的名称")
        if name == "save":
            _add_indicators(found)
            _add_wanted(found)


def _add_phone(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit_period(found)
    add_indicator(found)
    found.add_argument("--value", required=True, metavar="数", help="率填分子")
    found.add_argument("--denominator", default="", metavar="分母", help="率要填")
    found.add_argument("--who", required=True, metavar="谁报的", help="报数人的姓名或职务")
    found.add_argument("--when", default="", metavar="什么时候", help="不写是今天")
    found.add_argument("--how", default="电话", metavar="怎么报的", help="电话、微信、传真")


def _wanted(office: Office, arguments: argparse.Namespace) -> Wanted:
    form = getattr(arguments, "form", "")
    saved = urgent.saved_form(office, form) if form else Wanted(())
    named = (text.partition("=") for text in arguments.indicator)
    columns = tuple(WantedColumn(code, title) for code, _, title in named)
    return Wanted(
        columns or saved.columns,
        tuple(arguments.only) or saved.units,
        arguments.title or saved.title,
        arguments.receiver or saved.receiver,
    )


def _answer(office: Office, arguments: argparse.Namespace) -> Answer:
    at = UnitPeriod(arguments.unit, month_of(arguments, office))
    wanted = _wanted(office, arguments)
    given = urgent.urgent_answer(office, wanted, at=at)
    if wanted.receiver:
        urgent.keep_given(office, wanted, at=at, given=given)
    return given


def _table(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        given, target = _answer(office, arguments), Path(arguments.out)
        exporting.write_sheets(office, [given.table], target=target)
    if not arguments.json:
        print(target)
        return
    titles = [column.title for column in given.table.columns]
    rows = urgent.shown_rows(given)
    print_json({"path": target, "columns": titles, "rows": rows, "words": given.words})


def _text(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        given = _answer(office, arguments)
    if arguments.json:
        print_json({"words": given.words})
    else:
        print(given.words)


def _chase(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        at = UnitPeriod(arguments.unit, month_of(arguments, office))
        words = urgent.chase(office, at, codes=arguments.indicator)
    if arguments.json:
        print_json({"words": words})
    else:
        print(words or "各单位都已报。")


def _given(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = urgent.given_before(office)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        print(f"{one.at}  {one.receiver}  {one.title}  {one.words}")


def _forms_list(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        forms = urgent.saved_forms(office)
    if arguments.json:
        print_json(forms)
        return
    for name, wanted in forms.items():
        print(f"{name}  {wanted.receiver}  {len(wanted.columns)}项指标")


def _forms_save(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        wanted = _wanted(office, arguments)
        for column in wanted.columns:
            office.plan.indicator(column.indicator)
        urgent.save_form(office, arguments.name, wanted=wanted)
    _forms_list(arguments)


def _forms_drop(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        urgent.drop_form(office, arguments.name)
    _forms_list(arguments)


def _phone(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        told = Phoned(
            arguments.indicator,
            arguments.unit,
            arguments.value,
            below=arguments.denominator,
            who=arguments.who,
            when=arguments.when or f"{office.today().isoformat()}",
            how=arguments.how,
        )
        saved = urgent.phone_in(office, told, month=month_of(arguments, office))
    if saved.error:
        raise PhoneRefusedError(saved.error)
    print("已登记为代报。")
