"""`zjmz`: parses the words, runs one command, prints its result.

Exit codes: 0 done, 1 refused (a Chinese sentence on stderr), 2 usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from zjmz_desktop import __version__
from zjmz_desktop.cli.parser import ContradictionError, Parser, add_window_options
from zjmz_desktop.cli.plain_output import plain_streams
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.paths import ResourceMissingError

REFUSED, WRONG_USE = 1, 2
_ABOUT = (
    "民政工作要点台账（单机版）：填报、底册、汇总和年度工作总结，不用联网。\n"
    "先试用：zjmz sample --store 文件夹，再用 zjmz window --store 文件夹 打开。\n"
    "每条命令都可以加 --help 看说明，例如 zjmz set --help。"
)
_COMMANDS = {
    "commands_office": ("init", "sample", "users", "health"),
    "commands_plan": ("plan", "units", "target"),
    "commands_entry": ("set", "get"),
    "commands_register": ("register",),
    "commands_evidence": ("evidence",),
    "commands_flow": ("submit", "recall", "reopen", "close", "status", "versions"),
    "commands_papers": ("report", "chapters"),
    "commands_sentences": ("sentences",),
    "commands_review": ("score", "check", "rollup", "explain"),
    "commands_diff": ("diff",),
    "commands_reviewing": ("review",),
    "commands_exchange": ("pack", "inspect", "import", "receipts", "undo-import", "keys"),
    "commands_merging": ("conflicts", "quarantine", "replica"),
    "commands_sheets": ("sheet",),
    "commands_templates": ("workbook",),
    "commands_urgent": ("urgent",),
    "commands_verify": ("verify", "reports"),
}
"""Module → its commands: one command imports no more than its own module, named here as text."""


def parser(word: str = "") -> Parser:
    """The command line: all of it, or of one command where `word` is one."""
    found = Parser(prog="zjmz", description=_ABOUT)
    version = f"zjmz {__version__}"
    found.add_argument("--version", action="version", version=version, help="看程序的版本")
    commands = found.add_subparsers(dest="command", metavar="命令", required=True)
    asked = [name for name, words in _COMMANDS.items() if word in words]
    for name in asked or _COMMANDS:
        import_module(f"{__package__}.{name}").add_to(commands)
    add_window_options(commands.add_parser("window", help="打开窗口", description="打开窗口。"))
    return found


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    with plain_streams():
        return _run(argv)


def _run(argv: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not _readable(argv):
        print("输入里有读不出来的字符。请检查终端的编码（应为UTF-8）后重新输入。", file=sys.stderr)
        return REFUSED
    arguments = _parsed(argv)
    try:
        arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except ContradictionError as error:
        print(f"用法不对：{error.message}加 --help 看说明。", file=sys.stderr)
        return WRONG_USE
    except (ZjmzError, ResourceMissingError) as error:
        print(error.message, *_whole_list(error), sep="\n", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _whole_list(error: ZjmzError | ResourceMissingError) -> list[str]:
    """All that the sentence names only the first of, a line each with the indicator's code."""
    listed = error.listed if isinstance(error, ZjmzError) else ()
    return [f"  {one.code}  {one.words}" for one in listed]


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The words as options; fields of a row (`name=…`) may stand before and behind them."""
    whole = parser(next(iter(argv), ""))
    arguments, more = whole.parse_known_args(argv)
    if more and (not hasattr(arguments, "fields") or any(w.startswith("-") for w in more)):
        whole.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        arguments.fields = [*arguments.fields, *more]
    return arguments


def _readable(argv: Sequence[str]) -> bool:
    """Whether the words are text: a terminal of another encoding gives bytes that are none."""
    try:
        "".join(argv).encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in "".join(argv)
