"""`submit`, `recall`, `reopen`, `close`, `status`, `versions`: a month on its way up."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from zjmz_desktop.cli.options import (
    Commands,
    add_indicator,
    add_json,
    add_period,
    add_store,
    add_unit,
    add_unit_period,
    add_user,
    month_of,
    office_of,
    period_of,
    print_json,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period, PeriodType, month
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.service import closing, submitting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figure_versions import versions
from zjmz_desktop.service.reporting_status import StatusLine, status, still_open
from zjmz_desktop.service.submitting import Preview
from zjmz_desktop.service.views import ChangeSet


class FlowRefusedError(ZjmzError):
    """An act of the workflow that was not asked for in a way that can be done."""


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    _add_submission(commands)
    found = commands.add("status", "报送情况统计表：谁按时、迟报、未报、退改、已接收", run=_status)
    add_store(found)
    add_unit_period(found)
    add_json(found)
    found = commands.add(
        "versions", "一个数的月报、快报、预计全年、年报并列，说明差异", run=_versions
    )
    add_store(found)
    add_unit_period(found)
    add_indicator(found)
    add_json(found)


# ---- submit, recall, reopen, close ----


def _add_submission(commands: Commands) -> None:
    for name, words, run in (
        ("submit", "上报一个月（先审核；上报后锁定）", _submit),
        ("recall", "撤回上报（被接收以前）", _recall),
        ("reopen", "例外重开：让下级再改已上报的月份，或已封年的年度（要写原因）", _reopen),
        ("close", "封年：全年不再改动（--period 写年份）", _close),
    ):
        found = commands.add(name, words, run=run)
        add_store(found)
        add_period(found)
        if name == "reopen":
            add_unit(found, words="给哪个单位重开")
        told = "审核说明，写成 指标编号=原因（或 指标编号/审核编号=原因），可以写几个"
        found.add_argument(
            "--reason",
            action="append",
            default=[],
            metavar="原因",
            help=told if name == "submit" else "为什么",
        )
        if name == "submit":
            look = "只看会报什么、有什么问题，不上报"
            found.add_argument("--dry-run", action="store_true", help=look)
        add_user(found)
        add_json(found)


def _submit(arguments: argparse.Namespace) -> None:
    reasons = _reasons(arguments.reason)
    with office_of(arguments, writing=not arguments.dry_run) as office:
        shown = month_here(arguments, office)
        for key in reasons:
            office.plan.indicator(key.partition("/")[0])
        found = submitting.preview(office, shown, reasons=reasons)
        below = still_open(office, shown) if arguments.dry_run else ()
        if not arguments.dry_run:
            submitting.submit(office, shown, reasons=reasons)
    if arguments.json:
        print_json(_preview_json(found))
        return
    if arguments.dry_run:
        _print_preview(found, below=below)
        return
    print(f"{found.period.title}已上报（第{found.version}版），填报{found.filled}/{found.due}项。")


def _reasons(said: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in said:
        key, equals, text = one.partition("=")
        if not equals or not text.strip():
            raise FlowRefusedError(
                f"“{one}”不是审核说明。请写成 指标编号=原因，例如I06-02=灾后救助增加。"
            )
        found[key.strip()] = text
    return found


def month_here(arguments: argparse.Namespace, office: Office) -> Period:
    """The month asked for, in this store's year; without `--unit` this office's own."""
    arguments.unit = getattr(arguments, "unit", "") or office.unit.id
    return month_of(arguments, office)


def _preview_json(found: Preview) -> dict[str, Any]:
    return {
        "period": found.period.code,
        "stage": found.stage.value,
        "version": found.version,
        "filled": found.filled,
        "due": found.due,
        "errors": problems_json(found.errors),
        "unreasoned": problems_json(found.unreasoned),
        "warnings": problems_json(found.warnings),
        "unanswered": [one.code for one in found.unanswered],
        "blank": [code for code, _ in found.blank],
        "counts": [dict(zip(("indicator", "name", "value"), c, strict=True)) for c in found.counts],
        "changes": found.changes,
        "stops": found.stops,
    }


def problems_json(found: Sequence[Problem]) -> list[dict[str, str]]:
    """Problems as JSON."""
    return [
        {
            "indicator": p.indicator,
            "cell": p.part,
            "code": p.code,
            "message": p.message,
            "remedy": p.remedy,
            "reason": p.reason,
        }
        for p in found
    ]


def _print_preview(found: Preview, *, below: Sequence[str]) -> None:
    print(f"{found.period.title}上报第{found.version}版：填报{found.filled}/{found.due}项。")
    for problem in (*found.errors, *found.unreasoned, *found.warnings):
        print(f"{problem.severity.words}  {problem.message}{problem.remedy}")
    for _, name in found.blank:
        print(f"未填  {name}")
    for one in found.changes:
        print(f"改动  {one.name} {one.part}：{one.before}→{one.after}")
    for words in below:
        print(f"下级  {words}")
    print(found.stops or "可以上报。")


def _recall(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        shown = month_here(arguments, office)
        changes = submitting.recall(office, shown, reason="；".join(arguments.reason))
    tell(arguments, changes, words=f"{shown.title}已撤回，可以改了。改好后请重新上报。")


def _reopen(arguments: argparse.Namespace) -> None:
    with office_of(arguments, writing=True) as office:
        month_of(arguments, office)  # of this year and below this office
        period = period_of(arguments)
        at = UnitPeriod(arguments.unit, period)
        changes = closing.reopen(office, at, reason="；".join(arguments.reason))
        name = office.units.get(arguments.unit).name
    tell(arguments, changes, words=f"已给{name}重开{period.title}。")


def _close(arguments: argparse.Namespace) -> None:
    period = period_of(arguments)
    if period.type is not PeriodType.YEAR:
        raise FlowRefusedError(f"封年要写年份，例如--period {period.year}。")
    with office_of(arguments, writing=True) as office:
        changes = closing.close(office, period.year, note="；".join(arguments.reason))
    tell(arguments, changes, words=f"{period.year}年已封年。")


def tell(arguments: argparse.Namespace, changes: ChangeSet, *, words: str) -> None:
    """Say what was done; as JSON where it stands in the log."""
    if arguments.json:
        print_json({"log_no": changes.log_no, "saved_at": changes.saved_at})
    else:
        print(words)


# ---- what came in ----


def _status(arguments: argparse.Namespace) -> None:
    """A month, or of a longer period each of its months."""
    with office_of(arguments) as office:
        month_of(arguments, office)
        period = period_of(arguments)
        first = period.first_on.month
        months = [month(period.year, number) for number in range(first, period.last_month + 1)]
        found = [line for one in months for line in status(office, one, unit_id=arguments.unit)]
    if arguments.json:
        print_json([_status_json(one) for one in found])
        return
    for one in found:
        version = f"（第{one.version}版）" if one.version else ""
        print(f"{one.period.title}  {one.name}  截止{one.due_on}  {one.words}{version}")


def _status_json(one: StatusLine) -> dict[str, Any]:
    return {
        "unit": one.unit_id,
        "name": one.name,
        "period": one.period.code,
        "due_on": day_json(one.due_on),
        "received_on": day_json(one.received_on),
        "state": one.state.value,
        "stage": one.stage.value,
        "version": one.version,
        "late": one.late,
        "overdue": one.overdue,
        "words": one.words,
    }


def day_json(day: date | None) -> str | None:
    """A day as JSON."""
    return None if day is None else str(day)


def _versions(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        through = month_of(arguments, office)
        found = versions(office, arguments.indicator, unit_id=arguments.unit, period=through)
    if arguments.json:
        print_json(found)
        return
    for one in found.versions:
        by = "，".join(filter(None, (one.user, one.at, one.note)))
        print(f"{one.kind.words} {one.period}：{one.words}{by and f'（{by}）'}")
    for words in found.differences:
        print(words)
    for act in found.acts:
        value = f"{act.before}→{act.value}" if act.before else act.value
        print(f"{act.period} {act.act}：{value}  {act.user} {act.at}  {act.note}")
