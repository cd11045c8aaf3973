"""Every `zjmz …` that a message or a help page tells the user to type is there to be typed."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from zjmz_desktop.cli.main import parser

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"(?<![\w/])zjmz (?=[a-z])([^，。；）”`\n]*)")
_WORD = re.compile(r"[a-z][a-z-]*(?![\w.=-])", re.ASCII)
_OPTION = re.compile(r"--[a-z-]+")


def told() -> Iterator[tuple[str, str]]:
    """Each command named, with where it stands."""
    for path in sorted((ROOT / "zjmz_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from ((path.name, words) for words in _NAMED.findall(node.value))
    for path in sorted((ROOT / "resources" / "help").rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        yield from ((path.name, words) for words in _NAMED.findall(page))


def subcommands(found: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in found._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def fault(words: str, whole: argparse.ArgumentParser) -> str:
    """What of a command isn't there, "" for nothing."""
    found = whole
    for word in _WORD.findall(words.partition("--")[0]):
        below = subcommands(found)
        if word not in below:
            return "" if found is not whole and not below and takes_words(found) else word
        found = below[word]
    known = found._option_string_actions
    return next((word for word in _OPTION.findall(words) if word not in known), "")


def takes_words(found: argparse.ArgumentParser) -> bool:
    return any(not action.option_strings for action in found._actions)


def test_every_command_that_is_named_exists() -> None:
    whole = parser()
    named = list(told())
    assert len(named) > 25
    wrong = [(where, words, lost) for where, words in named if (lost := fault(words, whole))]
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("chapters", ""),
        ("chapters show", "show"),
        ("plan shows", "shows"),
        ("no-such --store 文件夹", "no-such"),
        ("report --as-off 2018-07-05", "--as-off"),
        ("set加--part mode --value summary", ""),
        ("sheet import 六月.xls --period 2018M06 --dry-run", ""),
    ],
)
def test_what_is_not_there_is_found(words: str, lost: str) -> None:
    assert fault(words, parser()) == lost
