"""Files put in their place for good: what is done in which order, and what is there when it fails."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from zjmz_desktop import durable
from zjmz_desktop.durable import UnsurePlaceError, put


@pytest.fixture
def part(tmp_path: Path) -> Path:
    found = tmp_path / "表.xlsx.part"
    found.write_bytes(b"new")
    return found


@pytest.fixture
def target(part: Path) -> Path:
    return part.with_suffix("")


def failing(number: int, *, times: int) -> Callable[..., None]:
    """`os.replace` that a scanner hinders so many times."""
    left, real = [number] * times, os.replace

    def replace(source: Path, at: Path) -> None:
        if left:
            found = left.pop()
            raise OSError(found, os.strerror(found))
        real(source, at)

    return replace


@pytest.mark.parametrize("there", [False, True])
def test_the_folder_is_made_durable_after_the_name(
    part: Path, target: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    if there:
        target.write_bytes(b"old")
    seen = []

    def sync(folder: Path) -> None:
        seen.append((folder, target.read_bytes(), part.exists()))

    monkeypatch.setattr(durable, "sync_folder", sync)
    put(part, target)
    assert seen == [(target.parent, b"new", False)]


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    part: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "_PATIENCE_S", (0, 0))
    monkeypatch.setattr(os, "replace", failing(errno.EACCES, times=2))
    put(part, target)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(("number", "times"), [(errno.EACCES, 3), (errno.ENOSPC, 1)])
def test_what_stays_refused_is_refused(
    part: Path, target: Path, monkeypatch: pytest.MonkeyPatch, *, number: int, times: int
) -> None:
    """Also what no waiting mends, at once."""
    monkeypatch.setattr(durable, "_PATIENCE_S", (0, 0))
    monkeypatch.setattr(os, "replace", failing(number, times=times))
    with pytest.raises(OSError, match=os.strerror(number)):
        put(part, target)
    assert not target.exists()


def test_a_name_that_the_disk_did_not_confirm(
    part: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new one is taken back; in place of an old one it stays, and that is said."""

    def gone(_: Path) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(durable, "sync_folder", gone)
    with pytest.raises(OSError, match="gone") as caught:
        put(part, target)
    assert not isinstance(caught.value, UnsurePlaceError)
    assert list(target.parent.iterdir()) == []
    part.write_bytes(b"new")
    target.write_bytes(b"old")
    with pytest.raises(UnsurePlaceError) as unsure:
        put(part, target)
    assert unsure.value.errno == errno.EIO
    assert target.read_bytes() == b"new"


def test_no_other_module_puts_files_in_their_place() -> None:
    """Each would have to think of the folder, of what fails last, and of Windows anew."""
    package = Path(durable.__file__).parent
    sources = {path: path.read_text("utf-8") for path in package.rglob("*.py")}
    calls = re.compile(r"\bos\.(?:replace|rename|fsync)\b|\.rename\(")
    found = {path.name for path, text in sources.items() if calls.search(text)}
    assert found == {"durable.py"}
