"""A file is replaced whole or not at all, and the sentence names place and remedy."""

import errno
import os
from pathlib import Path

import pytest

from zjmz_desktop import durable
from zjmz_desktop.report.placing import PlacingError, place


@pytest.fixture
def target(tmp_path: Path) -> Path:
    file = tmp_path / "总结.pdf"
    file.write_bytes(b"old")
    return file


def test_the_new_file_takes_the_old_ones_place(target: Path) -> None:
    place(b"new", target)
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "腾出至少3MB"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "其他程序打开"),
        (errno.EIO, "系统报告"),
    ],
)
def test_a_refusal_leaves_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, *, call: str, number: int, said: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(PlacingError, match=said) as caught:
        place(b"x" * (2 * 1024 * 1024 + 1), target)
    assert str(target) in caught.value.message
    assert "没有改动" in caught.value.message
    assert {file.name: file.read_bytes() for file in target.parent.iterdir()} == {
        target.name: b"old"
    }


@pytest.mark.skipif(os.name == "nt", reason="no folder is opened there")
def test_a_new_file_that_the_disk_did_not_confirm_is_not_called_the_old_one(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(durable, "sync_folder", gone)
    with pytest.raises(PlacingError, match="文件已换成新的，但可能没有存牢") as caught:
        place(b"new", target)
    assert "没有改动" not in caught.value.message
    assert target.read_bytes() == b"new"


def test_a_missing_folder_and_a_folder_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(PlacingError, match="文件夹不存在"):
        place(b"x", tmp_path / "无" / "总结.pdf")
    with pytest.raises(PlacingError, match="是一个文件夹"):
        place(b"x", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only where /proc is")
def test_a_folder_that_takes_no_files_is_not_said_to_be_missing() -> None:
    with pytest.raises(PlacingError, match="这个文件夹里不能建文件。"):
        place(b"x", Path("/proc/总结.pdf"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where /dev/full is")
def test_a_disk_that_is_really_full(target: Path) -> None:
    (target.parent / (target.name + ".part")).symlink_to("/dev/full")
    with pytest.raises(PlacingError, match="已满"):
        place(b"x", target)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("name", ["总结:一.pdf", "NUL.pdf"])
def test_a_name_that_windows_would_bend_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(durable, "WINDOWS", True)
    with pytest.raises(PlacingError, match="请换一个文件名"):
        place(b"x", tmp_path / name)
    assert list(tmp_path.iterdir()) == []
