"""An upgrade is killed again and again: the store is old or new, never between."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MIGRATOR = Path(__file__).with_name("migrator.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")
def test_after_every_kill_the_store_is_old_or_new_and_whole(tmp_path: Path) -> None:
    words = [sys.executable, str(MIGRATOR), str(tmp_path / "民政 数据"), "25", "2018"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["old"] > 0
    assert found["new"] > 0
