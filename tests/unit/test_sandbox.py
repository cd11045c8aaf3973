"""The limited child: it answers, refuses, and is ended when it takes too much."""

import sys
import time
from pathlib import Path

import pytest

from zjmz_desktop import sandbox
from zjmz_desktop.sandbox import ChildEndedError, ChildRefusedError, End, Limits, run_limited

CHILD = """
import sys, time
from zjmz_desktop.sandbox import JobRefusedError, serve

def upper(request):
    return request.upper()

def refuse(request):
    raise JobRefusedError("不读" + request.decode())

def hog(request):
    return bytes(2 * 1024**3)

def sleep(request):
    time.sleep(60)

def die(request):
    import os
    os.abort()

def write(request):
    with open(request.decode(), "wb") as file:
        file.write(b"x")

sys.exit(serve(sys.argv[1:], job=globals().__getitem__))
"""


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child knows the jobs above."""

    def command(job: str, limits: Limits) -> list[str]:
        words = (job, str(limits.megabytes), str(limits.seconds))
        return [sys.executable, "-P", "-c", CHILD, *words]

    monkeypatch.setattr(sandbox, "_command", command)


@pytest.mark.usefixtures("jobs")
def test_child_answers_and_refuses() -> None:
    assert run_limited("upper", b"abc") == b"ABC"
    with pytest.raises(ChildRefusedError, match="不读这个"):
        run_limited("refuse", "这个".encode())


@pytest.mark.usefixtures("jobs")
@pytest.mark.parametrize(
    ("job", "limits", "end"),
    [
        ("hog", Limits(megabytes=300), End.MEMORY),
        ("sleep", Limits(seconds=1), End.TIME),
        ("die", Limits(), End.DIED),
    ],
)
def test_child_that_takes_too_much_is_ended(job: str, limits: Limits, end: End) -> None:
    with pytest.raises(ChildEndedError) as refusal:
        run_limited(job, b"", limits=limits)
    assert refusal.value.end is end


@pytest.mark.usefixtures("jobs")
def test_cancelled_child_is_ended_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(ChildEndedError) as refusal:
        run_limited("sleep", b"", cancelled=lambda: True)
    assert refusal.value.end is End.CANCELLED
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("jobs")
@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX limits writing")
def test_child_can_not_write_files(tmp_path: Path) -> None:
    target = tmp_path / "x"
    with pytest.raises(ChildEndedError):
        run_limited("write", str(target).encode())
    assert not target.exists() or target.read_bytes() == b""


def test_the_programs_own_entry_serves_jobs() -> None:
    with pytest.raises(ChildEndedError):
        run_limited("no-such-job", b"")
