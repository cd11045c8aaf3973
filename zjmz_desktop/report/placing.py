"""A finished file put in the place of the old one: all of it, or nothing."""

import contextlib
import errno
from collections.abc import Callable
from pathlib import Path

from zjmz_desktop import durable
from zjmz_desktop.domain.errors import ZjmzError, system_words
from zjmz_desktop.domain.file_names import fault_of
from zjmz_desktop.durable import UnsurePlaceError, put, sync_file

_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS,)
_MEGABYTE = 1024 * 1024
_AS_BEFORE, _UNSURE = "原有文件没有改动。", "文件已换成新的，但可能没有存牢。"


class PlacingError(ZjmzError):
    """A file that could not be written; what stood in its place is untouched, or was replaced whole.

    Args:
        path: the file that was to be written.
        reason: what is wrong.
        remedy: what to do.
        there: what stands in its place now.
    """

    def __init__(self, path: Path, *, reason: str, remedy: str, there: str) -> None:
        super().__init__(f"无法写入“{path}”：{reason}。{there}{remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy


def place(
    content: bytes, target: Path, *, before_replacing: Callable[[], None] | None = None
) -> None:
    """Write `content` to `target` by way of a `.part` file beside it.

    Args:
        content: the whole file.
        target: where it goes.
        before_replacing: called when all is written; what it raises leaves the old file.

    Raises:
        PlacingError: nothing was changed, or what is there is whole; no `.part` is left.
    """
    if durable.WINDOWS and (reason := fault_of(target.name)):
        raise PlacingError(target, reason=reason, remedy="请换一个文件名。", there=_AS_BEFORE)
    part = target.parent / f"{target.name}.part"
    try:
        part.write_bytes(content)
        sync_file(part)
        if before_replacing:
            before_replacing()
        put(part, target)
    except UnsurePlaceError as error:
        raise _refusal(error, target, size=len(content), there=_UNSURE) from error
    except OSError as error:
        raise _refusal(error, target, size=len(content)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _refusal(error: OSError, target: Path, *, size: int, there: str = _AS_BEFORE) -> PlacingError:
    """The sentence for what the operating system said."""
    reason, remedy = f"系统报告“{system_words(error)}”", "请换一个文件名或位置，再重试。"
    if error.errno in _FULL:
        megabytes = max(1, -(-size // _MEGABYTE))
        reason = f"磁盘“{target.drive or target.parent}”已满"
        remedy = f"请在该磁盘上腾出至少{megabytes}MB空间，或改存到其他磁盘，再重试。"
    elif error.errno in _READ_ONLY:
        reason, remedy = "磁盘或文件夹是只读的", "请改存到其他位置。"
    elif isinstance(error, FileNotFoundError) and target.parent.is_dir():
        reason, remedy = "这个文件夹里不能建文件", "请改存到其他位置。"
    elif isinstance(error, FileNotFoundError):
        reason, remedy = "文件夹不存在", "请先建立该文件夹，或改存到其他位置。"
    elif error.errno != errno.ENAMETOOLONG and target.is_dir():
        reason, remedy = "该名称是一个文件夹", "请换一个文件名。"
    elif isinstance(error, PermissionError):
        reason = "文件正被其他程序打开，或没有写入权限"
        remedy = "请关闭正在查看该文件的程序，或换一个文件名或位置，再重试。"
    return PlacingError(target, reason=reason, remedy=remedy, there=there)
