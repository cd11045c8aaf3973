"""`zjmz`: parses the words, runs one command, prints its result.

Exit codes: 0 done, 1 refused (a Chinese sentence on stderr), 2 usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from zjmz_desktop import __version__
from zjmz_desktop.cli import (
    commands_entry,
    commands_evidence,
    commands_office,
    commands_plan,
    commands_review,
)
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.paths import ResourceMissingError

REFUSED = 1


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese, also when the usage is wrong."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "add_help": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="看说明")

    def format_usage(self) -> str:
        """Usage under a Chinese heading."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Help under a Chinese heading."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is written; exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对：{_chinese(message)}。加 --help 看说明。\n")


_WORDS = (
    ("the following arguments are required:", "缺少"),
    ("unrecognized arguments:", "不认识的参数"),
    ("invalid choice:", "没有这个选项"),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("not allowed with argument", "不能同时用"),
    ("one of the arguments", "下列参数要有一个："),
    ("choose from", "可选"),
    ("argument ", "参数"),
    ("is required", ""),
)


def _chinese(message: str) -> str:
    for english, chinese in _WORDS:
        message = message.replace(english, chinese)
    return message


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    found = _Parser(prog="zjmz", description="民政工作要点填报、汇总和年度总结（离线）")
    found.add_argument("--version", action="version", version=f"zjmz {__version__}", help="版本")
    commands = found.add_subparsers(dest="command", metavar="命令", required=True)
    modules = (
        commands_office,
        commands_plan,
        commands_entry,
        commands_evidence,
        commands_review,
    )
    for module in modules:
        module.add_to(commands)
    commands.add_parser("window", help="打开窗口")
    return found


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not _readable(argv):
        print("输入里有读不出来的字符。请检查终端的编码（应为UTF-8）后重新输入。", file=sys.stderr)
        return REFUSED
    arguments = parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except (ZjmzError, ResourceMissingError) as error:
        print(error.message, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _readable(argv: Sequence[str]) -> bool:
    """Whether the words are text: a terminal of another encoding gives bytes that are none."""
    try:
        "".join(argv).encode()
    except UnicodeEncodeError:
        return False
    return True
