"""Killed between the file and its name: perhaps an orphan, never a name without file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ATTACHER = Path(__file__).with_name("attacher.py")


def killed(mode: str, folder: Path, *, kills: int) -> dict[str, Any]:
    words = [sys.executable, str(ATTACHER), mode, str(folder), str(kills), "2018"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")
def test_a_kill_leaves_an_orphan_at_most(tmp_path: Path) -> None:
    found = killed("attach", tmp_path / "民政 数据", kills=30)
    assert found["wrong"] == []
    assert found["acknowledged"] > 30
    assert found["orphans"] > 0  # some kills did hit between the file and its name


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")
def test_naming_before_keeping_is_found_out(tmp_path: Path) -> None:
    """The control: a program that names a file before it is there must be caught."""
    found = killed("early", tmp_path / "民政 数据", kills=100)
    assert any("不见了" in words for words in found["wrong"])
