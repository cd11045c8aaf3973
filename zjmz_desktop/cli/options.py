"""Options that several commands share, and how results are printed."""

import argparse
import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.parser import folder_named
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.paths import user_data_folder
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.opening import FIRST_USER

AS_OF = (
    "日期2018-07-05、时刻2018-07-05T17:00、记录号、数据文件的名称或编号、报告的核验码、"
    "“单位编号/报告期/第几版”（某一版上报）"
)
Run = Callable[[argparse.Namespace], None]


class Commands:
    """Adds one command after another to a group of subcommands."""

    def __init__(self, group: Any) -> None:
        self._group = group

    def add(self, name: str, words: str, *, run: Run, more: str = "") -> argparse.ArgumentParser:
        """A command with its Chinese help (one line, then `more`) and what it runs."""
        told = f"{words}。{more}"
        found: argparse.ArgumentParser = self._group.add_parser(name, help=words, description=told)
        found.set_defaults(run=run)
        return found

    def add_group(self, name: str, words: str) -> "Commands":
        """A command that has commands of its own (`plan show`)."""
        told = f"{words}。每条命令都可以加 --help 看说明。"
        found = self._group.add_parser(name, help=words, description=told)
        return Commands(found.add_subparsers(dest=f"{name}_command", metavar="命令", required=True))


def add_store(parser: argparse.ArgumentParser) -> None:
    """`--store S`."""
    words = "数据文件夹；不写就用本机用户的数据文件夹"
    parser.add_argument("--store", type=folder_named, metavar="文件夹", help=words)


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="结果打印成一份JSON，供别的程序读取")


def add_unit(parser: argparse.ArgumentParser, *, words: str = "", required: bool = True) -> None:
    """`--unit U`; `words` say whose."""
    told = f"{words or '哪个单位'}，写单位编号，例如321112001000（高资街道）"
    parser.add_argument("--unit", required=required, default="", metavar="单位编号", help=told)


def add_period(parser: argparse.ArgumentParser, *, words: str = "", required: bool = True) -> None:
    """`--period P`; `words` say what for."""
    told = f"{words}年2018、半年2018H1、季2018Q2、月2018M06"
    parser.add_argument("--period", required=required, default="", metavar="报告期", help=told)


def add_unit_period(parser: argparse.ArgumentParser) -> None:
    """`--unit U --period P`."""
    add_unit(parser)
    add_period(parser)


def add_indicator(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """`--indicator I`."""
    told = "指标编号，例如I08-03（用 zjmz plan show 查）"
    parser.add_argument("--indicator", required=required, metavar="指标编号", help=told)


def add_user(parser: argparse.ArgumentParser, *names: str) -> None:
    """`--user ID`: who acts; `names` are further names of the option."""
    told = f"以哪个用户办理，写用户编号（用 zjmz users 查），不写是{FIRST_USER}"
    parser.add_argument(*names, "--user", dest="user_id", default="", metavar="用户编号", help=told)


def store_folder(arguments: argparse.Namespace) -> Path:
    """The store's folder as asked for, or the user's own."""
    given: Path | None = arguments.store
    return given or user_data_folder()


@contextmanager
def office_of(arguments: argparse.Namespace, *, writing: bool = False) -> Iterator[Office]:
    """The office of `--store`, open for the command; writers hold the instance lock."""
    user = getattr(arguments, "user_id", "") or FIRST_USER
    office = open_office(store_folder(arguments), user=user, exclusive=writing)
    try:
        yield office
    finally:
        office.close()


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """`--as-of WHEN`."""
    told = f"按以前某一时点的数据：{AS_OF}；不写是现在"
    parser.add_argument("--as-of", default="", metavar="时点", help=told)


@contextmanager
def office_as_asked(arguments: argparse.Namespace) -> Iterator[Office]:
    """The office of `--store`, as it stood at `--as-of` where that is given; only to be read."""
    with office_of(arguments) as office:
        if not arguments.as_of:
            yield office
            return
        from zjmz_desktop.service.as_of import as_of, find_moment

        with as_of(office, find_moment(office, arguments.as_of)) as past:
            yield past


def period_of(arguments: argparse.Namespace) -> Period:
    """The period of `--period`."""
    return parse_period(arguments.period)


class UnreadableTextError(ZjmzError):
    """A text file that was named and can't be read."""

    def __init__(self, path: str) -> None:
        super().__init__(f"没能读出“{path}”。请核对路径，并存成UTF-8编码的文本文件。")


def text_of(path: str) -> str:
    """What a text file says.

    Raises:
        UnreadableTextError: when it can't be read.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        raise UnreadableTextError(path) from None


class NotHereError(ZjmzError):
    """Asked of this store what it does not hold: another year, or a unit that is not below."""


def month_of(arguments: argparse.Namespace, office: Office) -> Period:
    """The month in which the period of `--period` ends, of the plan's year.

    Raises:
        NotHereError: for another year, or a `--unit` that is neither this office nor below it.
    """
    found = period_of(arguments)
    year = office.plan.year
    if found.year != year:
        raise NotHereError(f"这里只有{year}年的数据，没有{found.code}的。请改报告期。")
    refuse_foreign(office, arguments.unit)
    return month(found.year, found.last_month)


def refuse_foreign(office: Office, unit_id: str) -> None:
    """Refuse a unit that is neither this office nor below it.

    Raises:
        NotHereError: in a sentence.
        UnknownUnitError: when there is no such unit.
    """
    unit = office.units.get(unit_id)
    if unit.id != office.unit.id and not office.units.is_below(unit.id, office.unit.id):
        raise NotHereError(f"这里是{office.unit.name}的数据，没有{unit.name}的。请核对单位编号。")


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
    if isinstance(found, datetime):
        return found.isoformat(timespec="seconds")
    if isinstance(found, Decimal | Fraction | Period | Path):
        return str(found)
    return found
