"""A parser that speaks Chinese: help in columns that line up, and what is wrong with the usage."""

import argparse
import re
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import Any, NoReturn

from zjmz_desktop.domain.errors import ZjmzError

_NARROWEST = 60
_ATOM = re.compile(
    r"[!-~]+[，。；：、）]* *|.[，。；：、）]* *"
)  # a word, or a hanzi, with its stops


def width_of(text: str) -> int:
    """Columns on a terminal: a hanzi takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class _Help(argparse.HelpFormatter):
    """Columns and lines by the width on screen, not by the number of characters."""

    def __init__(self, prog: str) -> None:
        columns = max(shutil.get_terminal_size().columns, _NARROWEST)
        super().__init__(prog, max_help_position=30, width=columns - 2)

    def add_argument(self, action: argparse.Action) -> None:
        """Make room for the option's name as wide as it shows."""
        super().add_argument(action)
        if action.help is not argparse.SUPPRESS:
            wide = width_of(self._format_action_invocation(action)) + self._current_indent
            self._action_max_length = max(self._action_max_length, wide)

    def _format_action(self, action: argparse.Action) -> str:
        head = self._format_action_invocation(action)
        more = width_of(head) - len(head)
        return super()._format_action(action).replace(head + " " * (more + 2), f"{head}  ", 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines = [""]
        for atom in _ATOM.findall(text):
            if lines[-1] and width_of(lines[-1] + atom.rstrip()) > width:
                lines.append("")
            lines[-1] += atom
        return [line.strip() for line in lines]

    def _format_text(self, text: str) -> str:
        room = self._width - self._current_indent
        lines = [line for part in text.split("\n") for line in self._split_lines(part, room)]
        return "\n".join(lines) + "\n\n"


class ContradictionError(ZjmzError):
    """Options that contradict each other: wrong use, not a refusal of the office."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese, also when the usage is wrong."""

    def __init__(self, **settings: Any) -> None:
        given = {"formatter_class": _Help, "allow_abbrev": False, **settings, "add_help": False}
        super().__init__(**given)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="看这条命令的说明")

    def format_usage(self) -> str:
        """Usage under a Chinese heading."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Help under a Chinese heading."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        if arg_strings == ["--"] and action.nargs is None:  # `--value=--` would give a list
            raise argparse.ArgumentError(action, "expected one argument")
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is written; exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对：{_chinese(message)}。加 --help 看说明。\n")


def folder_named(text: str) -> Path:
    """A folder as typed; an empty one is a script's mistake, not the folder it happens to run in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder")
    return Path(text)


def add_window_options(parser: argparse.ArgumentParser) -> None:
    """Options of `window`, which runs without the other commands being read."""
    store = "数据文件夹；不写就用本机用户的数据文件夹"
    parser.add_argument("--store", type=folder_named, metavar="文件夹", help=store)
    user = "以哪个用户打开，写用户编号（用 zjmz users 查），不写是上次换到的用户"
    parser.add_argument("--user", default="", metavar="用户编号", help=user)


_WORDS = (
    (r"the following arguments are required: (.*)", r"缺少\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"argument (\S+?)(?:/\S+)?: not allowed with argument (\S+)", r"\1不能和\2同时用"),
    (r"argument (.+?): invalid choice: (.*?) \(choose from (.*)\)", r"\1没有\2这个选项，可选\3"),
    (r"argument (.+?): invalid int value: (.*)", r"\1应为整数，不能是\2"),
    (r"argument (.+?): no folder", r"\1后面要写文件夹，不能是空的"),
    (r"argument (.+?): expected one argument", r"\1后面要跟一个值"),
    (r"argument (.+?): expected at least one argument", r"\1后面至少要跟一个值"),
    (r"argument (.+?): ignored explicit argument (.*)", r"\1后面不能跟值\2"),
)


def _chinese(message: str) -> str:
    for english, chinese in _WORDS:
        told, found = re.subn(english, chinese, message, count=1, flags=re.DOTALL)
        if found:
            return told.replace(", ", "、")
    return "这样写程序读不懂"
