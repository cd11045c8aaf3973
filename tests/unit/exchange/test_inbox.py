"""The inbox: a copy first, then everything else."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_packages import honest

from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.exchange import inbox as inboxes
from zjmz_desktop.exchange.inbox import Inbox
from zjmz_desktop.exchange.package_read import disk_refusal, read_package


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "U 盘"


@pytest.fixture
def source(stick: Path) -> Path:
    stick.mkdir()
    return honest(stick / "高资街道(1).mzp")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    store = tmp_path / "民政 数据"
    store.mkdir()
    return Inbox(store)


def names(inbox: Inbox) -> list[str]:
    return sorted(path.name for path in inbox.folder.iterdir())


def test_the_stick_may_be_pulled_after_the_copy(inbox: Inbox, source: Path) -> None:
    taken = inbox.take(source)
    content = source.read_bytes()
    source.unlink()
    assert taken.read_bytes() == content
    package = read_package(taken, name=source.name)
    inbox.keep(taken, package.id)
    kept = inbox.kept(package.id)
    assert kept is not None
    assert kept.read_bytes() == content
    assert names(inbox) == [f"{package.id}.mzp"]


def test_what_is_kept_is_kept_once(inbox: Inbox, source: Path) -> None:
    for _ in range(2):
        taken = inbox.take(source)
        inbox.keep(taken, read_package(taken).id)
    assert len(names(inbox)) == 1


def test_what_is_refused_is_removed(inbox: Inbox, source: Path) -> None:
    taken = inbox.take(source)
    inbox.drop(taken)
    inbox.drop(taken)
    assert names(inbox) == []
    assert source.exists()
    assert inbox.kept("0" * 64) is None


def test_what_a_crash_left_is_cleared(inbox: Inbox, source: Path) -> None:
    assert inbox.tidy() == 0
    taken = inbox.take(source)
    inbox.keep(inbox.take(source), "0" * 64)
    kept = inbox.kept("0" * 64)
    assert kept is not None
    (inbox.folder / "half.taken.part").write_bytes(b"x")
    assert inbox.tidy() == 2
    assert not taken.exists()
    assert kept.exists()


def test_only_ids_are_names(inbox: Inbox) -> None:
    for name in ("../office", "", "0" * 63):
        with pytest.raises(ValueError, match=r".*"):
            inbox.kept(name)


def refused(inbox: Inbox, source: Path) -> str:
    with pytest.raises(PackageRefusedError) as caught:
        inbox.take(source)
    assert not inbox.folder.exists() or names(inbox) == []
    return caught.value.message


def test_what_can_not_be_read_is_told(inbox: Inbox, source: Path) -> None:
    assert "没有这个文件" in refused(inbox, source.parent / "没有.mzp")
    assert "它是文件夹" in refused(inbox, source.parent)


def test_a_stick_pulled_in_the_middle_is_told(
    inbox: Inbox, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(_: Path) -> Iterator[bytes]:
        yield b"PK"
        raise disk_refusal(source, "", error=OSError(5, "gone"))

    monkeypatch.setattr(inboxes, "_pieces", pulled)
    words = refused(inbox, source)
    assert "“高资街道(1).mzp”不能导入：读不出来" in words
    assert "请重新插好U盘" in words


def test_a_file_larger_than_any_package_is_not_copied(
    inbox: Inbox, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inboxes, "LARGEST_WHOLE", source.stat().st_size - 1)
    assert "不会是本程序的数据文件" in refused(inbox, source)
    monkeypatch.setattr(inboxes, "LARGEST_WHOLE", source.stat().st_size)
    assert inbox.take(source).exists()


def test_a_store_without_room_is_told(
    inbox: Inbox, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.fsync", full)
    words = refused(inbox, source)
    assert "“高资街道(1).mzp”不能导入：没能先复制到本机，磁盘已满，只剩" in words
    assert words.endswith("请清理存放数据的磁盘，再导入一次。")


def test_a_copy_that_another_program_holds_undoes_no_import(
    inbox: Inbox, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner on Windows: the file is neither moved nor removed; later it is tidied away."""

    def held(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    taken = inbox.take(source)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", held)
        patch.setattr(Path, "unlink", held)
        inbox.keep(taken, "0" * 64)
        inbox.drop(taken)
    assert inbox.kept("0" * 64) is None
    assert inbox.tidy() == 1
