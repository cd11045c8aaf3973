"""Packages written while the program is killed or the stick is full: none that looks finished and is not."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from apart import forking, killed
from made_packages import KEY, outgoing, sha
from small_disk import leave, small_disk

from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.exchange.inbox import Inbox
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import write_package
from zjmz_desktop.exchange.written_files import FileNotWrittenError

PACKER = "packer.py"
KB, MB = 1024, 1024 * 1024
PHOTO = os.urandom(300 * KB)


@forking
def test_what_bears_a_name_is_whole_after_every_kill(tmp_path: Path) -> None:
    found = killed(PACKER, "whole", tmp_path / "U 盘", kills=60)
    assert found["wrong"] == []
    assert found["written"] > 20
    assert found["halves"] > 5  # many kills did hit in mid-write


@forking
def test_writing_in_place_is_found_out(tmp_path: Path) -> None:
    """The control: a program that writes under the final name must be caught."""
    found = killed(PACKER, "direct", tmp_path / "U 盘", kills=60)
    assert any("不能导入" in words for words in found["wrong"])


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "U 盘", megabytes=4) as folder:
        yield folder


def written(path: Path) -> None:
    blobs = {sha(PHOTO): len(PHOTO)}
    write_package(path, outgoing(blobs=blobs), key=KEY, read_blob=lambda _: PHOTO)


def test_a_full_stick_holds_no_half_package(stick: Path) -> None:
    path = stick / "2018年6月_高资街道_上报_第1次.mzp"
    told = []
    for free in range(0, 400 * KB, 8 * KB):
        leave(stick, free)
        words = refusal(path)
        if words:
            told.append(words)
            assert sorted(one.name for one in stick.iterdir()) == ["ballast"]
        else:
            assert read_package(path).blobs
            path.unlink()
    assert 30 < len(told) < 45
    assert all("磁盘已满" in words for words in told)


def refusal(path: Path) -> str:
    """Why it was not written, "" where it was."""
    try:
        written(path)
    except FileNotWrittenError as error:
        return error.message
    return ""


def test_a_full_stick_keeps_the_old_package(stick: Path) -> None:
    path = stick / "2018年6月_高资街道_上报_第1次.mzp"
    written(path)
    old = path.read_bytes()
    for free in (0, 100 * KB, 250 * KB):
        leave(stick, free)
        with pytest.raises(FileNotWrittenError, match="原来的文件没有改动"):
            written(path)
        assert path.read_bytes() == old
        assert sorted(one.name for one in stick.iterdir()) == [path.name, "ballast"]


def test_a_full_disk_takes_nothing_into_the_inbox(stick: Path, tmp_path: Path) -> None:
    source = tmp_path / "来自U盘.mzp"
    written(source)
    inbox = Inbox(stick)
    for free in (0, 16 * KB, 100 * KB):
        leave(stick, free)
        with pytest.raises(PackageRefusedError, match="没能先复制到本机，磁盘已满"):
            inbox.take(source)
        assert inbox.tidy() == 0
    (stick / "ballast").unlink()
    assert read_package(inbox.take(source)).blobs
