"""Reads TOML text, and says in Chinese what is wrong with how it is written."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from zjmz_desktop.domain.errors import PlanProblem

LARGEST = 4_000_000
_DEEPEST = 12
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP_KEY = re.compile(rf"(?<![A-Za-z0-9_\"'-])(?:{_PART}\.[ \t]*+){{{_DEEPEST}}}")
_AT = re.compile(r"(.*) \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)", re.DOTALL)
_REASONS = (
    (r"Cannot declare .* twice", "同一张表写了两次"),
    (r"Cannot overwrite a value", "同一个键写了两次"),
    (r"Cannot (?:mutate immutable|redefine) namespace .*", "这张表前面已经写完，不能再往里加"),
    (r"Duplicate inline table key (.*)", r"花括号里的键\1写了两次"),
    (r"Expected newline or end of document.*", "一行只能写一项，后面有多余的内容"),
    (r"Expected '\]{1,2}' at the end.*", "表名没有用方括号收尾"),
    (r"Expected '=' after a key.*", "键的后面要写等号"),
    (r"Expected .*", "少了收尾的符号"),
    (r"Invalid initial character for a key part", "键只能用字母、数字、横线，或用引号括起来"),
    (r"Invalid statement", "这一行不是“键 = 值”，也不是表名"),
    (r"Invalid value", "等号后面的值读不懂，文字要用英文双引号括起来"),
    (r"Invalid date or datetime", "没有这个日期"),
    (r"Invalid hex value|Escaped character .*", "反斜杠后面的字符编码不对"),
    (r"Unescaped '\\' in a string", "引号里的反斜杠要写成两个"),
    (r"Unclosed array", "方括号没有收尾"),
    (r"Unclosed inline table", "花括号没有收尾"),
    (r"Unterminated string", "引号没有收尾"),
    (r"(?:Illegal|Found invalid) character .*", "有不允许的字符（看不见的字符，或引号里换了行）"),
)


@lru_cache(maxsize=2)  # a plan that is taken in is parsed to be checked, and again to be kept
def read_toml(text: str) -> tuple[Mapping[str, Any], tuple[PlanProblem, ...]]:
    """Parse TOML text, once for the same text.

    Returns:
        The tables, and no problem; or nothing, and the one problem that stopped the reading.
    """
    import tomllib

    if problem := _unreadable(text):
        return {}, (problem,)
    try:
        return tomllib.loads(text), ()
    except RecursionError:
        return {}, (_problem(0, 0, reason=_TOO_DEEP),)
    except ValueError as error:  # a number too long to be read is no TOMLDecodeError
        return {}, (_told(str(error), text),)


_TOO_DEEP = "表或方括号一层套一层，套得太深，不是计划文件的写法"


def _unreadable(text: str) -> PlanProblem | None:
    """What must not even be parsed: it would take too long, or too much."""
    if text.startswith("\ufeff"):
        return _problem(1, 1, reason="文件开头有看不见的标记（BOM），请另存为“UTF-8（无BOM）”")
    if len(text) > LARGEST:
        return _problem(0, 0, reason=f"文件超过{LARGEST // 10_000}万字，不像计划文件")
    if deep := _DEEP_KEY.search(text):
        return _problem(*_place(text, deep.start()), reason=_TOO_DEEP)
    return None


def _told(words: str, text: str) -> PlanProblem:
    found = _AT.fullmatch(words)
    if found is None:
        return _problem(0, 0, reason=_chinese(words))
    reason, line, column = found.groups()
    at = (int(line), int(column)) if line else _place(text, len(text))  # none: at the very end
    return _problem(*at, reason=_chinese(reason))


def _chinese(reason: str) -> str:
    for english, chinese in _REASONS:
        if found := re.fullmatch(english, reason, re.DOTALL):
            return found.expand(chinese)
    return "这里读不懂"


def _place(text: str, at: int) -> tuple[int, int]:
    """(line, column) of a character, from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _problem(line: int, column: int, *, reason: str) -> PlanProblem:
    return PlanProblem(line, column, "TOML", f"写法不合TOML规则：{reason}")
