"""Copies that another program looks at go with this one, and at the next start where it was killed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from zjmz_desktop.service import opened_copies
from zjmz_desktop.service.context import create_office
from zjmz_desktop.service.opened_copies import clear_left, new_folder
from zjmz_desktop.service.warming import warm_up

VIEWING = """
import sys, tempfile, time
from pathlib import Path
from zjmz_desktop.service.opened_copies import new_folder
tempfile.tempdir = sys.argv[1]
copy = new_folder() / "证明.pdf"
copy.write_bytes(b"%PDF")
print(copy, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, with something of somebody else's in it."""
    folder = tmp_path / "临时 文件"
    folder.mkdir()
    (folder / "zjmz-opened-notes.txt").write_text("别人的", encoding="utf-8")
    (folder / "zjmz-else").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    started_anew()
    yield folder
    started_anew()


def started_anew() -> None:
    clear_left.cache_clear()
    opened_copies._own_folder.cache_clear()


def others(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"zjmz-opened-notes.txt", "zjmz-else"}


class Program:
    """Another running window that shows a copy."""

    def __init__(self, folder: Path) -> None:
        words = [sys.executable, "-c", VIEWING, str(folder)]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.copy = Path(self._out.readline().strip())

    @property
    def _out(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        self._over()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._over()

    def _over(self) -> None:
        self._process.wait(timeout=30)
        self._out.close()
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()


def test_what_a_killed_program_left_is_cleared_away_at_the_next_start(temporary: Path) -> None:
    program = Program(temporary)
    program.kill()
    assert program.copy.exists()
    clear_left()
    assert others(temporary) == set()
    assert (temporary / "zjmz-opened-notes.txt").exists()
    assert (temporary / "zjmz-else").exists()


def test_what_a_running_program_shows_stays(temporary: Path) -> None:
    program = Program(temporary)
    clear_left()
    assert program.copy.read_bytes() == b"%PDF"
    program.kill()
    clear_left()  # once in each program
    assert program.copy.exists()
    started_anew()
    clear_left()
    assert others(temporary) == set()


def test_a_program_that_ends_takes_its_copies_with_it(temporary: Path) -> None:
    program = Program(temporary)
    program.end()
    assert others(temporary) == set()


def test_a_program_s_own_copies_stay_while_it_runs(temporary: Path) -> None:
    first, second = new_folder(), new_folder()
    assert first != second
    (first / "证明.pdf").write_bytes(b"%PDF")
    clear_left()
    assert (first / "证明.pdf").exists()
    assert first.parent == second.parent


def test_a_file_that_a_viewer_keeps_open_waits_for_the_start_after(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where it can't be removed: the start goes on, and says nothing."""
    program = Program(temporary)
    program.kill()
    remove = shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    clear_left()
    assert program.copy.exists()
    monkeypatch.setattr(shutil, "rmtree", remove)
    started_anew()
    clear_left()
    assert others(temporary) == set()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.geteuid() != 0, reason="needs another user")
def test_another_user_s_copies_and_a_planted_link_are_left_alone(temporary: Path) -> None:
    held, precious = temporary / "zjmz-opened-abc.lock", temporary / "zjmz-else" / "账.xlsx"
    precious.write_bytes(b"1")
    held.write_bytes(b"")
    held.with_suffix("").symlink_to(precious.parent)
    clear_left()
    assert precious.exists()
    os.chown(held, 12345, 12345)
    held.with_suffix("").unlink()
    held.with_suffix("").mkdir()
    started_anew()
    clear_left()
    assert held.exists()


def test_a_folder_that_can_not_be_looked_into_stops_nothing(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(temporary / "没有"))
    clear_left()


def test_the_window_clears_them_away_once_it_stands(temporary: Path, tmp_path: Path) -> None:
    program = Program(temporary)
    program.kill()
    with closing(create_office(tmp_path / "数据", "321112000000")):
        warm_up()
    assert others(temporary) == set()
