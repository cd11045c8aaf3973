"""How a command starts and ends: neither looks through what stays for garbage."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from zjmz_desktop.__main__ import main


@pytest.fixture
def thresholds() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


def test_a_command_ends_without_a_look_for_garbage(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    thresholds: tuple[int, int, int],
) -> None:
    ends: list[str] = []
    monkeypatch.setattr(sys, "argv", ["zjmz", "units", "--under", "321112000000"])
    monkeypatch.setattr(gc, "freeze", lambda: ends.append(capsys.readouterr().out))
    assert main() == 0
    assert "高资街道" in ends[0]
    assert gc.get_threshold()[0] > thresholds[0]


def test_the_exit_code_of_a_process_is_that_of_its_command() -> None:
    command = [sys.executable, "-m", "zjmz_desktop", "units", "--under", "1"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr
