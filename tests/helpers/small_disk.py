"""A small disk of its own, where one may be mounted: filled, or made read-only."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """Mount one on a folder; the test is skipped where that can't be done."""
    may = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None
    if not may:
        pytest.skip("only root may mount a disk")
    folder.mkdir()
    try:
        mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    except subprocess.CalledProcessError:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def mount(*words: str) -> None:
    """Mount, or mount otherwise."""
    subprocess.run(["mount", *words], check=True)


def leave(disk: Path, free: int) -> None:
    """Fill the disk until so many bytes are left."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    now = shutil.disk_usage(disk).free
    ballast.write_bytes(b"\1" * max(now - free, 0))
