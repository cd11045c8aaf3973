"""`review …`: the queue, 接收, 退改, 采用数, and the answers to a return."""

import argparse
from collections.abc import Mapping
from typing import Any

from zjmz_desktop.cli.commands_flow import (
    FlowRefusedError,
    day_json,
    month_here,
    problems_json,
    tell,
)
from zjmz_desktop.cli.options import (
    Commands,
    add_json,
    add_period,
    add_store,
    add_unit,
    add_user,
    month_of,
    office_of,
    print_json,
)
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import returns, review_views, reviewing
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.reviewing import Accepted


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group).add_group(
        "review", "区局审核：待审清单、接收、退改、采用数；退改的答复"
    )
    for name, words, run in (
        ("queue", "待审清单：各单位的月报到了哪一步；加 --unit 逐项看", _queue),
        ("accept", "接收：一项或几项；不写指标是整表", _accept),
        ("return", "退改：一项或几项；不写指标是整表", _return),
        ("adopt", "区局采用数：写在上报数旁边", _adopt),
        ("answer", "答复退改的一项；不写指标是整表", _answer),
    ):
        found = commands.add(name, words, run=run)
        add_store(found)
        add_unit(found, required=name not in ("queue", "answer"))
        add_period(found)
        if name != "queue":
            several = "指标编号；接收、退改可以写几个"
            found.add_argument(
                "--indicator", nargs="*", default=[], metavar="指标编号", help=several
            )
            found.add_argument("--reason", default="", metavar="文字", help="原因；答复的内容")
        _add_own(found, name)
        add_user(found)
        add_json(found)


_OWN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "return": (("--phone", "电话", "联系谁、电话"), ("--due", "日期", "什么时候以前改报")),
    "adopt": (
        ("--value", "数", "采用的数"),
        ("--numerator", "分子", "采用数的分子"),
        ("--denominator", "分母", "采用数的分母"),
    ),
}


def _add_own(found: argparse.ArgumentParser, name: str) -> None:
    for option, word, words in _OWN.get(name, ()):
        found.add_argument(option, default="", metavar=word, help=words)
    if name == "accept":
        only = "只接收没有任何问题的，其余留着看"
        found.add_argument("--clean", action="store_true", help=only)


def _queue(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        one_unit = arguments.unit
        shown = month_here(arguments, office)
        if one_unit:
            found = review_views.review_cells(office, UnitPeriod(one_unit, shown))
        units = () if one_unit else review_views.queue(office, shown)
    if one_unit and arguments.json:
        print_json([_cell_json(one) for one in found])
    elif one_unit:
        for one in found:
            print(f"{one.stage.words}  {one.code} {one.name}：{one.figure or '未填'}")
    elif arguments.json:
        print_json([_queue_json(one) for one in units])
    else:
        for unit in units:
            print(f"{unit.name}  {unit.words}")


def _cell_json(one: review_views.ReviewCell) -> dict[str, Any]:
    return {
        "indicator": one.code,
        "name": one.name,
        "period": one.period.code,
        "stage": one.stage.value,
        "figure": one.figure,
        "last": one.last,
        "last_year": one.last_year,
        "problems": problems_json(one.problems),
        "note": one.note,
        "evidence": one.evidence,
        "adopted": one.adopted,
        "adopted_why": one.adopted_why,
        "proxy": one.proxy,
        "proxy_from": one.proxy_from,
        "act": one.act,
        "why": one.why,
        "answer": one.answer,
        "heads": one.heads,
        "clean": one.clean,
    }


def _queue_json(one: review_views.UnitQueue) -> dict[str, Any]:
    return {
        "unit": one.unit_id,
        "name": one.name,
        "stage": one.stage.value,
        "version": one.version,
        "received_on": day_json(one.received_on),
        "total": one.total,
        "accepted": one.accepted,
        "waiting": one.waiting,
        "returned": one.returned,
        "answered": one.answered,
        "changed": one.changed,
        "proxied": one.proxied,
    }


def _accept(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        at = UnitPeriod(arguments.unit, month_of(arguments, office))
        found = _accepted(office, at, arguments=arguments)
    if arguments.json:
        print_json({"accepted": found.done, "left": found.left})
        return
    print(found.words)
    for reason in found.left:
        print(f"  {reason}")


def _accepted(office: Office, at: UnitPeriod, *, arguments: argparse.Namespace) -> Accepted:
    if arguments.clean:
        return reviewing.accept_clean(office, at)
    if not arguments.indicator:
        return reviewing.accept_whole(office, at)
    found = reviewing.accept(office, at, codes=arguments.indicator)
    if not found.done and found.left:
        raise FlowRefusedError(found.left[0])
    return found


def _return(arguments: argparse.Namespace) -> None:
    why = ReturnNote(arguments.reason, arguments.phone, arguments.due)
    with office_of(arguments, writing=True) as office:
        at = UnitPeriod(arguments.unit, month_of(arguments, office))
        changes = reviewing.return_(office, at, codes=arguments.indicator, why=why)
        name = office.units.get(arguments.unit).name
    what = f"{len(arguments.indicator)}项" if arguments.indicator else "整表"
    tell(arguments, changes, words=f"已退改{name}{at.period.title}{what}。")


def _adopt(arguments: argparse.Namespace) -> None:
    code = _one_indicator(arguments)
    typed = (arguments.numerator or arguments.value, arguments.denominator or None)
    with office_of(arguments, writing=True) as office:
        at = FieldAt(code, arguments.unit, month_of(arguments, office), "adopted")
        changes = reviewing.adopt(office, at, typed=typed, reason=arguments.reason)
    tell(arguments, changes, words="已写采用数。" if typed[0] else "已取消采用数。")


def _one_indicator(arguments: argparse.Namespace) -> str:
    if len(arguments.indicator) != 1:
        raise FlowRefusedError("一次只能办一个指标。请加 --indicator 写一个指标编号。")
    return str(arguments.indicator[0])


def _answer(arguments: argparse.Namespace) -> None:
    code = _one_indicator(arguments) if arguments.indicator else returns.WHOLE
    with office_of(arguments, writing=True) as office:
        shown = month_here(arguments, office)
        changes = returns.answer(office, shown, code=code, text=arguments.reason)
        left = [one.name for one in returns.to_mend(office, shown) if not one.answer]
    more = f"还有{len(left)}项没有答复：{'、'.join(left)}。" if left else "已全部答复，可以上报。"
    tell(arguments, changes, words=f"已答复。{more}")
