"""The power goes, or a stick is pulled, in mid-save and mid-export: what was said to be there is there.

On an ext4 in a file that is shut down without its journal; only where a disk may be mounted. What is said
after the cut does not count. All of it, as often as was promised, is marked `nightly`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CUTTER = Path(__file__).with_name("cutter.py")
HELPERS = Path(__file__).resolve().parents[1] / "helpers"
TASKS = ("save", "pack", "print")


def found(what: str, place: Path, *, cuts: int) -> dict[str, Any]:
    words = [sys.executable, str(CUTTER), what, str(place / "U 盘"), str(cuts), "2018"]
    environment = {**os.environ, "PYTHONPATH": str(HELPERS)}
    done = subprocess.run(
        words, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    if not told["cuts"]:
        pytest.skip("no disk can be mounted here")
    return told


@pytest.mark.parametrize("what", TASKS)
def test_what_was_said_to_be_there_is_there_after_every_cut(tmp_path: Path, what: str) -> None:
    told = found(what, tmp_path, cuts=8)
    assert told["wrong"] == []
    assert told["cuts"] == 8
    assert told["acknowledged"] > 8


@pytest.mark.parametrize("what", TASKS)
def test_what_is_not_made_durable_is_found_out(tmp_path: Path, what: str) -> None:
    """The controls: a store that leaves its folder to the system, files that nobody syncs."""
    told = found(f"{what}_loosely", tmp_path, cuts=40)
    assert told["wrong"]


@pytest.mark.nightly
@pytest.mark.parametrize(("what", "cuts"), [("save", 2500), ("pack", 500), ("print", 500)])
def test_as_many_cuts_as_was_promised(tmp_path: Path, what: str, cuts: int) -> None:
    told = found(what, tmp_path, cuts=cuts)
    assert told["wrong"] == []
    assert told["cuts"] == cuts
