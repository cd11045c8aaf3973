"""What other offices wrote commands no terminal, in words and in JSON."""

import argparse
import json
import sys

import pytest

from zjmz_desktop.cli import main as command_line
from zjmz_desktop.cli.options import print_json
from zjmz_desktop.cli.parser import Parser
from zjmz_desktop.cli.plain_output import plain
from zjmz_desktop.domain.errors import ZjmzError

HOSTILE = "高资\x1b]0;假标题\x07街道\x9b2J\r改\u202e倒\x7f"
SHOWN = r"高资\u001b]0;假标题\u0007街道\u009b2J\u000d改\u202e倒\u007f"


def saying(run: object) -> Parser:
    found = Parser(prog="zjmz")
    found.set_defaults(run=run)
    return found


def as_words(arguments: argparse.Namespace) -> None:
    print(HOSTILE)
    print(HOSTILE, file=sys.stderr)


def as_json(arguments: argparse.Namespace) -> None:
    print_json({"name": HOSTILE})


def as_refusal(arguments: argparse.Namespace) -> None:
    raise ZjmzError(HOSTILE)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    def run(call: object) -> tuple[int, str, str]:
        monkeypatch.setattr(command_line, "parser", lambda word: saying(call))
        code = command_line.main([])
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("text", ["汉字，标点。\t1\n", "　全角空格", "𠮷", "É"])
def test_what_is_to_be_read_stays(text: str) -> None:
    assert plain(text) == text


def test_words_refusals_and_json_hold_no_controls(told: object) -> None:
    assert callable(told)
    assert told(as_words) == (0, f"{SHOWN}\n", f"{SHOWN}\n")
    assert told(as_refusal) == (1, "", f"{SHOWN}\n")
    code, out, _ = told(as_json)
    assert code == 0
    assert json.loads(out) == {"name": HOSTILE}
    assert not set(out) & set(HOSTILE[2] + "\x07\x9b\r\u202e\x7f")


def test_the_streams_are_their_own_again_afterwards(told: object) -> None:
    assert callable(told)
    before = sys.stdout, sys.stderr
    told(as_words)
    assert (sys.stdout, sys.stderr) == before
