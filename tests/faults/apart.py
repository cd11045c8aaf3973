"""Scripts of this folder that kill a child again and again, run in a process apart from the tests'."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")


def killed(script: str, mode: str, folder: Path, *, kills: int) -> dict[str, Any]:
    """What a script found after so many kills, always by the same chance."""
    path = Path(__file__).with_name(script)
    words = [sys.executable, str(path), mode, str(folder), str(kills), "2018"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
