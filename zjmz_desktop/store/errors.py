"""SQLite's errors as sentences that a clerk can act on."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zjmz_desktop.domain.errors import StoreError, system_words

_NEEDED_MB = 50
_LEAST_BYTES = 64 * 1024
_LONGEST_PATH = 200


class DamagedStoreError(StoreError):
    """The file can't be read as a store, even after a fresh re-open."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"数据文件{path}读不出来（{detail}）。请不要再改动它，先把整个文件夹另外复制一份，"
            "再用最近的备份恢复；没有备份请联系上级民政局。"
        )


class NewerStoreError(StoreError):
    """The store was written by a newer program."""

    def __init__(self, path: Path, found: int, *, known: int) -> None:
        super().__init__(
            f"数据文件{path}由更新版本的程序写成（数据版本{found}，本程序认识到{known}）。"
            "请升级本程序后再打开；数据没有改动。"
        )


class StoreInUseError(StoreError):
    """Another window or command holds the store."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"数据文件夹{folder}正被另一个窗口或命令使用。请先关闭那一个，再打开；数据没有改动。"
        )


class NoStoreError(StoreError):
    """There is no store in the folder."""

    def __init__(self, folder: Path) -> None:
        if folder.is_file():
            super().__init__(f"{folder}是一个文件，不是数据文件夹。请写数据文件所在的文件夹。")
            return
        super().__init__(
            f"文件夹{folder}里没有数据文件。请先在这里建立本单位的数据，或者另选有数据文件的文件夹。"
        )


class StoreExistsError(StoreError):
    """There is a store in the folder already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"文件夹{folder}里已经有数据文件，没有改动它。请换一个文件夹，或直接打开它。"
        )


def _short(path: Path) -> str:
    """A path as a sentence names it: of a very long one, the beginning."""
    text = str(path)
    return text if len(text) <= _LONGEST_PATH else f"{text[:_LONGEST_PATH]}…"


def _full(path: Path) -> StoreError:
    try:
        free = shutil.disk_usage(path.parent).free // 1024**2
    except OSError:
        free = 0
    return StoreError(
        f"磁盘已满：{path.parent}所在的盘只剩{free}MB，至少需要{_NEEDED_MB}MB。"
        "请清理磁盘后再试；已保存的数据都在，刚才这一项没有存上。"
    )


def _has_no_room(folder: Path) -> bool:
    """Whether no further file fits onto the folder's disk."""
    try:
        if shutil.disk_usage(folder).free < _LEAST_BYTES:
            return True
        return (
            hasattr(os, "statvfs") and os.statvfs(folder).f_files > 0 == os.statvfs(folder).f_favail
        )
    except OSError:
        return False


def _read_only(path: Path) -> StoreError:
    return StoreError(
        f"文件夹{path.parent}不能写入（只读）。请换到本机硬盘上的文件夹，或请管理员放开权限；数据没有改动。"
    )


def busy(path: Path) -> StoreError:
    """Another write takes too long."""
    return StoreError(f"数据文件{path}正忙，没有存上。请稍等几秒再试；输入的内容还在。")


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into `StoreError`s that name the path and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_sentence(error, path) from error
    except UnicodeDecodeError as error:  # what is wrong is told in bytes of the damaged file itself
        raise DamagedStoreError(path, "内容坏了") from error
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise _read_only(path) from error
        if error.errno == errno.ENOSPC:
            raise _full(path) from error
        raise StoreError(f"打不开{_short(path)}：{system_words(error)}。请核对路径。") from error


def as_sentence(error: sqlite3.Error, path: Path) -> StoreError:
    """The sentence for one SQLite error."""
    words = str(error)
    if "full" in words:
        return _full(path)
    if "unable to open" in words and _has_no_room(path.parent):  # for a journal, that is
        return _full(path)
    if "readonly" in words or "unable to open" in words:
        return _read_only(path)
    if "locked" in words or "busy" in words:
        return busy(path)
    if "disk I/O" in words:
        return StoreError(
            f"读写{path}时磁盘出错。请检查磁盘或网络盘，换到本机硬盘再试；没有存上这一项。"
        )
    return DamagedStoreError(path, "不是数据文件" if "not a database" in words else "内容坏了")
