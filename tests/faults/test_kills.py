"""A clerk's program is killed again and again: what was said to be saved is there, and whole."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SAVER = Path(__file__).with_name("saver.py")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")


def killed(mode: str, folder: Path, *, kills: int) -> dict[str, Any]:
    words = [sys.executable, str(SAVER), mode, str(folder), str(kills), "2018"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "民政 数据"


def test_what_was_acknowledged_is_there_after_every_kill(folder: Path) -> None:
    found = killed("save", folder, kills=60)
    assert found["wrong"] == []
    assert found["kills"] == 60
    assert found["acknowledged"] > 60
    assert found["hot_journals"] > 0  # some kills did hit in mid-commit


def test_saying_it_before_the_commit_is_found_out(folder: Path) -> None:
    """The control: a program that says 已保存 too early must be caught."""
    found = killed("early", folder, kills=100)
    assert any("丢失" in words for words in found["wrong"])


def test_typing_is_offered_again_on_its_own_form_alone(folder: Path) -> None:
    found = killed("draft", folder, kills=20)
    assert found["wrong"] == []
    assert found["acknowledged"] > 20
