"""Options that several commands share, and how results are printed."""

import argparse
import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.paths import user_data_folder
from zjmz_desktop.service.context import FIRST_USER, Office, open_office

Run = Callable[[argparse.Namespace], None]


class Commands:
    """Adds one command after another to a group of subcommands."""

    def __init__(self, group: Any) -> None:
        self._group = group

    def add(self, name: str, words: str, *, run: Run) -> argparse.ArgumentParser:
        """A command with its Chinese help and what it runs."""
        found: argparse.ArgumentParser = self._group.add_parser(name, help=words, description=words)
        found.set_defaults(run=run)
        return found

    def add_group(self, name: str, words: str) -> "Commands":
        """A command that has commands of its own (`plan show`)."""
        found = self._group.add_parser(name, help=words, description=words)
        return Commands(found.add_subparsers(dest=f"{name}_command", metavar="命令", required=True))


def add_store(parser: argparse.ArgumentParser) -> None:
    """`--store S`."""
    parser.add_argument("--store", metavar="文件夹", help="数据文件夹（默认：用户数据目录）")


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="只打印一份JSON")


def add_unit_period(parser: argparse.ArgumentParser) -> None:
    """`--unit U --period P`."""
    parser.add_argument("--unit", required=True, metavar="单位编号")
    parser.add_argument(
        "--period", required=True, metavar="报告期", help="2018、2018H1、2018Q2、2018M06"
    )


def store_folder(arguments: argparse.Namespace) -> Path:
    """The store's folder as asked for, or the user's own."""
    return Path(arguments.store) if arguments.store else user_data_folder()


@contextmanager
def office_of(arguments: argparse.Namespace, *, writing: bool = False) -> Iterator[Office]:
    """The office of `--store`, open for the command; writers hold the instance lock."""
    user = getattr(arguments, "user_id", None) or FIRST_USER
    office = open_office(store_folder(arguments), user=user, exclusive=writing)
    try:
        yield office
    finally:
        office.close()


def period_of(arguments: argparse.Namespace) -> Period:
    """The period of `--period`."""
    return parse_period(arguments.period)


class NotHereError(ZjmzError):
    """Asked of this store what it does not hold: another year, or a unit that is not below."""


def month_of(arguments: argparse.Namespace, office: Office) -> Period:
    """The month in which the period of `--period` ends, of the plan's year.

    Raises:
        NotHereError: for another year, or a `--unit` that is neither this office nor below it.
    """
    found = period_of(arguments)
    year, unit = office.plan.year, office.units.get(arguments.unit)
    if found.year != year:
        raise NotHereError(f"这里只有{year}年的数据，没有{found.code}的。请改报告期。")
    if unit.id != office.unit.id and not office.units.is_below(unit.id, office.unit.id):
        raise NotHereError(f"这里是{office.unit.name}的数据，没有{unit.name}的。请核对单位编号。")
    return month(found.year, found.last_month)


def print_json(found: Any) -> None:
    """One JSON document on stdout, exact numbers as strings."""
    print(json.dumps(_plain(found), ensure_ascii=False, indent=1))


def _plain(found: Any) -> Any:
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return {f.name: _plain(getattr(found, f.name)) for f in dataclasses.fields(found)}
    if isinstance(found, tuple) and hasattr(found, "_asdict"):
        return _plain(found._asdict())
    if isinstance(found, Mapping):
        return {str(key): _plain(item) for key, item in found.items()}
    if isinstance(found, list | tuple | set | frozenset):
        return [_plain(item) for item in found]
    if isinstance(found, Decimal | Fraction | Period | Path):
        return str(found)
    return found
