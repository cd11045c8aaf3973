"""Files that are handed out: whole, or what was there before."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from zjmz_desktop import durable
from zjmz_desktop.exchange.written_files import FileNotWrittenError, make_folder, write_whole


def fill(part: Path) -> None:
    part.write_bytes(b"new")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "表.xlsx"
    found.write_bytes(b"old")
    return found


def only(path: Path) -> list[str]:
    return [one.name for one in path.parent.iterdir()]


def test_the_new_file_takes_the_place(path: Path) -> None:
    write_whole(path, fill)
    assert path.read_bytes() == b"new"
    assert only(path) == [path.name]


def test_what_is_read_back_is_looked_at_before_it_takes_the_place(path: Path) -> None:
    seen = []

    def check(part: Path) -> None:
        seen.append((part.read_bytes(), path.read_bytes()))

    write_whole(path, fill, check=check)
    assert seen == [(b"new", b"old")]


def test_what_does_not_read_back_right_takes_no_place(path: Path) -> None:
    def check(_: Path) -> None:
        raise FileNotWrittenError(path, "内容不对", remedy="请换一个U盘。")

    with pytest.raises(FileNotWrittenError, match="内容不对"):
        write_whole(path, fill, check=check)
    assert path.read_bytes() == b"old"
    assert only(path) == [path.name]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满，只剩"),
        (errno.EIO, "可能被拔出了"),
        (errno.ENODEV, "可能被拔出了"),
        (errno.EROFS, "文件夹是只读的"),
        (errno.ENAMETOOLONG, "写文件时出错，名称太长"),
        (errno.EDOM, "写文件时出错，系统不允许"),
    ],
)
def test_a_disk_that_refuses_is_told_and_keeps_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    fail_at(1, monkeypatch, number=number)
    told = refusal(path)
    assert words in told
    assert told.endswith("。原来的文件没有改动。")
    assert path.read_bytes() == b"old"
    assert only(path) == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="no folder is opened there")
def test_a_name_that_is_not_durable_is_taken_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second call is the folder's: the file is whole, its name may be gone after a power cut."""
    fail_at(2, monkeypatch, number=errno.EIO)
    assert refusal(path).endswith("文件已经换成新的，但可能没有存牢。")
    assert path.read_bytes() == b"new"
    fresh = path.with_name("新.xlsx")
    fail_at(2, monkeypatch, number=errno.EIO)
    assert "或换一个位置再试。" in refusal(fresh)
    assert only(path) == [path.name]


def fail_at(call: int, monkeypatch: pytest.MonkeyPatch, *, number: int) -> None:
    """Let one call of fsync fail."""
    calls: list[int] = []

    def failing(_: int) -> None:
        calls.append(1)
        if len(calls) == call:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)


def refusal(path: Path) -> str:
    with pytest.raises(FileNotWrittenError) as caught:
        write_whole(path, fill)
    return caught.value.message


def test_a_stick_that_is_gone_leaves_its_part_and_the_first_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", gone)
    monkeypatch.setattr(Path, "unlink", gone)
    with pytest.raises(FileNotWrittenError, match="请重新插好"):
        write_whole(path, fill)


def test_a_folder_is_made_only_in_one_that_is_there(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "上报")
    assert (tmp_path / "上报").is_dir()
    with pytest.raises(FileNotWrittenError, match="没有这个文件夹"):
        make_folder(tmp_path / "U盘" / "上报")
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(FileNotWrittenError, match="同名的文件"):
        make_folder(tmp_path / "文件")


# --- Windows: by what its calls answer, as no stick can be tried here -------------------------


@pytest.mark.parametrize("name", ["总结:一.xlsx", "CON.xlsx", "总结.", "a\tb.xlsx"])
def test_a_name_that_windows_would_bend_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write_whole(tmp_path / name, fill)  # other systems take it as it is
    (tmp_path / name).unlink()
    monkeypatch.setattr(durable, "WINDOWS", True)
    with pytest.raises(FileNotWrittenError, match="请改一个名称"):
        write_whole(tmp_path / name, fill)
    with pytest.raises(FileNotWrittenError, match="请改一个名称"):
        make_folder(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


class WindowsRefusal(PermissionError):
    """As Windows raises it: `errno` tells less than its own number."""

    def __init__(self, code: int) -> None:
        super().__init__(errno.EACCES, "refused")
        self.winerror = code


@pytest.mark.parametrize("code", [21, 433, 1167])
def test_a_stick_that_is_gone_is_told_on_windows_too(path: Path, code: int) -> None:
    """Where `errno` alone says that the access is denied."""

    def gone(_: Path) -> None:
        raise WindowsRefusal(code)

    with pytest.raises(FileNotWrittenError, match="可能被拔出了"):
        write_whole(path, gone)


def test_a_path_that_is_too_long_is_not_called_a_missing_folder(path: Path) -> None:
    """Beyond 260 signs Windows says ENOENT of a file in a folder that is there."""

    def unknown(part: Path) -> None:
        raise FileNotFoundError(errno.ENOENT, "path not found", str(part))

    with pytest.raises(FileNotWrittenError, match="合起来太长"):
        write_whole(path, unknown)
    with pytest.raises(FileNotWrittenError, match="没有这个文件夹"):
        write_whole(path.parent / "无" / "表.xlsx", unknown)


def test_a_full_stick_that_is_pulled_as_well_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Path) -> None:
        raise OSError(errno.EIO, "gone")

    fail_at(1, monkeypatch, number=errno.ENOSPC)
    monkeypatch.setattr(shutil, "disk_usage", gone)
    assert "只剩0MB" in refusal(path)
