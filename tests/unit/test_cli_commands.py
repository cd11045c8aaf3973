"""Which module holds which command, and that a command imports no other module."""

import argparse
import subprocess
import sys

import pytest

from zjmz_desktop.cli import main as command_line

WORDS = [word for words in command_line._COMMANDS.values() for word in words]


def words_of(found: argparse.ArgumentParser) -> list[str]:
    (group,) = (a for a in found._actions if isinstance(a, argparse._SubParsersAction))
    return list(group.choices)


def test_the_whole_command_line_has_every_command() -> None:
    assert words_of(command_line.parser()) == [*WORDS, "window"]
    assert words_of(command_line.parser("no such")) == [*WORDS, "window"]


@pytest.mark.parametrize(("module", "words"), command_line._COMMANDS.items())
def test_a_command_stands_in_the_module_named_for_it(module: str, words: tuple[str, ...]) -> None:
    for word in words:
        assert words_of(command_line.parser(word)) == [*words, "window"]


def test_a_command_imports_no_other_module() -> None:
    code = (
        "import sys; from zjmz_desktop.cli.main import parser; parser('report');"
        "print(*(m for m in sys.modules if '.commands_' in m))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["zjmz_desktop.cli.commands_papers"]
