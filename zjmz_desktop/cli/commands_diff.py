"""`diff`: two states of the office compared."""

import argparse
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import (
    AS_OF,
    Commands,
    add_json,
    add_store,
    add_unit_period,
    month_of,
    office_of,
    print_json,
)
from zjmz_desktop.domain.moments import Moment
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod


def add_to(group: Any) -> None:
    """Add this command."""
    words = "两个时点的数相比：增减了什么、谁当时未报、目标和口径改了什么、原因"
    found = Commands(group).add("diff", words, run=_diff)
    add_store(found)
    add_unit_period(found)
    found.add_argument(
        "--from", required=True, dest="then", metavar="时点", help=f"和哪时比：{AS_OF}"
    )
    told = "哪时的数，写法相同；不写是现在"
    found.add_argument("--to", default="", dest="now", metavar="时点", help=told)
    told = "导出成表格（.xlsx、.csv或.pdf）"
    found.add_argument("--out", default="", metavar="文件.xlsx", help=told)
    add_json(found)


def _diff(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.state_differences import compare, write_compared

    with office_of(arguments) as office:
        at = UnitPeriod(arguments.unit, month_of(arguments, office))
        then, now = (_moment(office, text) for text in (arguments.then, arguments.now))
        found = compare(office, at, then=then, now=now)
        if arguments.out:
            written = write_compared(office, found, target=Path(arguments.out))
    if arguments.json:
        print_json(
            {
                "from": then,
                "to": now,
                "unit": at.unit_id,
                "period": at.period.code,
                "words": found.words.split("\n"),
                "reported": found.reported,
                "progress": found.told.progress,
                "plan_changes": found.plan_changes,
                "changes": found.rows,
            }
        )
    elif arguments.out:
        print(f"已导出{written.rows}行：{written.path}")
    else:
        print(found.words)


def _moment(office: Office, text: str) -> Moment | None:
    from zjmz_desktop.service.as_of import find_moment

    return find_moment(office, text) if text else None
