"""Attached files beside the store: once each, durable before they are named, never believed blindly."""

import hashlib
import os
from pathlib import Path

import pytest

from zjmz_desktop import durable
from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import blobs as module
from zjmz_desktop.store.blobs import BlobError, Blobs

ONE = hashlib.sha256(b"one").hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "民政 数据")


def files(blobs: Blobs) -> list[str]:
    return sorted(path.name for path in blobs.folder.rglob("*") if path.is_file())


def test_bytes_are_kept_once_under_their_hash(blobs: Blobs) -> None:
    assert blobs.keep(b"one") == blobs.keep(b"one") == ONE
    assert files(blobs) == [ONE]
    assert blobs.read(ONE) == b"one"
    assert blobs.size(ONE) == 3


def test_file_and_folders_are_made_durable_before_keep_returns(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real = os.replace

    def rename(part: Path, target: Path) -> None:
        done.append("rename")
        real(part, target)

    def sync_folder(folder: Path) -> None:
        done.append(folder.name)

    def sync_file(_: int) -> None:
        done.append("file")

    monkeypatch.setattr(os, "fsync", sync_file)
    monkeypatch.setattr(os, "replace", rename)
    for one in (module, durable):
        monkeypatch.setattr(one, "sync_folder", sync_folder)
    blobs.keep(b"one")
    assert done.index("file") < done.index("rename") < len(done) - 1
    assert done[done.index("rename") + 1] == "evidence"
    assert "民政 数据" in done  # the new folder's own place


def test_a_damaged_file_is_noticed_and_written_again(blobs: Blobs) -> None:
    blobs.keep(b"one")
    (blobs.folder / ONE).write_bytes(b"two")
    assert blobs.fault(ONE) == "damaged"
    with pytest.raises(BlobError, match="内容坏了"):
        blobs.read(ONE)
    blobs.keep(b"one")
    assert blobs.fault(ONE) == ""


def test_a_missing_file_is_told(blobs: Blobs) -> None:
    assert blobs.fault(ONE) == "missing"
    assert blobs.size(ONE) is None
    with pytest.raises(BlobError, match="不在数据文件夹里"):
        blobs.read(ONE)


@pytest.mark.parametrize("name", ["../office.db", "", "AB" * 32, ONE + "x"])
def test_no_other_name_leads_anywhere(blobs: Blobs, name: str) -> None:
    for asked in (blobs.read, blobs.size, blobs.fault, blobs.thumbnail):
        with pytest.raises(BlobError):
            asked(name)


def test_nothing_half_written_stays(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="磁盘已满"):
        blobs.keep(b"one")
    assert files(blobs) == []
    blobs.keep_thumbnail(ONE, b"\xff\xd8\xff")  # costs only the thumbnail
    assert blobs.thumbnail(ONE) == b""


def test_thumbnails_are_small_pictures_or_nothing(blobs: Blobs) -> None:
    blobs.keep_thumbnail(ONE, b"\xff\xd8\xff...")
    assert blobs.thumbnail(ONE) == b"\xff\xd8\xff..."
    for content in (b"<svg>", b"\xff\xd8\xff" + bytes(200_000)):
        blobs.keep_thumbnail(ONE, content)
        assert blobs.thumbnail(ONE) == b""


def test_only_what_nothing_names_is_cleared(blobs: Blobs) -> None:
    assert blobs.clear([]) == 0
    two = blobs.keep(b"two")
    blobs.keep(b"one")
    for name in (ONE, two):
        blobs.keep_thumbnail(name, b"\xff\xd8\xff")
    (blobs.folder / f"{ONE}.1234.part").write_bytes(b"half")
    assert blobs.clear([two]) == 2
    assert files(blobs) == [two, two]
