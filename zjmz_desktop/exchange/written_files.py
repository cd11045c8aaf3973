"""Files that the program hands out: whole or not there at all."""

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from zjmz_desktop import durable
from zjmz_desktop.domain.errors import ZjmzError, system_words
from zjmz_desktop.domain.file_names import fault_of
from zjmz_desktop.durable import UnsurePlaceError, put, sync_file

_AS_BEFORE = "原来的文件没有改动。"
_UNSURE = "文件已经换成新的，但可能没有存牢。"
_GONE = (errno.EIO, errno.ENODEV, errno.ENXIO)
_GONE_ON_WINDOWS = (21, 55, 433, 1006, 1167)  # not ready, no such device, removed: some as EACCES


class FileNotWrittenError(ZjmzError):
    """A file that could not be written: which, why, what to do, and what is there now."""

    def __init__(self, path: Path, reason: str, *, remedy: str, there: str = _AS_BEFORE) -> None:
        super().__init__(f"没能写出“{path.name}”：{reason}。{remedy}{there}")
        self.path, self.reason, self.remedy = path, reason, remedy


def _trusts(_part: Path) -> None:
    pass


def write_whole(
    path: Path, write: Callable[[Path], None], *, check: Callable[[Path], None] = _trusts
) -> None:
    """Let `write` fill a file beside, make it durable, and put it in the place of `path`.

    Args:
        path: the file to be there afterwards.
        write: writes the whole file to the path that it is given.
        check: reads back what the disk holds, before it takes the place, and raises what is wrong.

    Raises:
        FileNotWrittenError: with a sentence; what was there before stands as it was, or where the
            disk failed at the last step, what is there is whole.
    """
    _refuse_name(path)
    part = path.with_name(f"{path.name}.part")
    try:
        write(part)
        sync_file(part)
        check(part)
        put(part, path)
    except UnsurePlaceError as error:
        raise _refusal(path, error, there=_UNSURE) from error
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        with suppress(OSError):  # gone into its place, or its disk is gone
            part.unlink()


def _refuse_name(path: Path) -> None:
    if durable.WINDOWS and (reason := fault_of(path.name)):
        raise FileNotWrittenError(path, reason, remedy="请改一个名称再试。")


def make_folder(folder: Path) -> None:
    """Make a folder to write to, in one that is there: a stick that is not plugged in is no place.

    Raises:
        FileNotWrittenError: with a sentence.
    """
    _refuse_name(folder)
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        reason = "这个位置已经有一个同名的文件，不是文件夹"
        raise FileNotWrittenError(folder, reason, remedy="请另选一个文件夹；") from error
    except OSError as error:
        raise _refusal(folder, error) from error


def _refusal(path: Path, error: OSError, *, there: str = _AS_BEFORE) -> FileNotWrittenError:
    reason, remedy = _words(path, error)
    return FileNotWrittenError(path, reason, remedy=remedy, there=there)


def _words(path: Path, error: OSError) -> tuple[str, str]:
    """Why it was not written, and what to do."""
    if error.errno in _GONE or getattr(error, "winerror", None) in _GONE_ON_WINDOWS:
        return "U盘或磁盘没有响应，可能被拔出了", "请重新插好，或换一个位置再试。"
    if error.errno == errno.ENOSPC:
        return f"磁盘已满，只剩{_free_megabytes(path.parent)}MB", "请清理磁盘或换一个盘再试。"
    if error.errno == errno.ENOENT and path.parent.is_dir():  # so Windows says it, beyond 260
        return "文件夹和文件的名称合起来太长", "请换一个层次浅的文件夹，或缩短文件名再试。"
    if error.errno == errno.ENOENT:
        return "没有这个文件夹", "请核对保存的位置。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        why = "不能写入，可能正被WPS或Excel打开着，或者文件夹是只读的"
        return why, "请关闭那个文件或换一个文件夹再试。"
    return f"写文件时出错，{system_words(error)}", "请换一个位置再试。"


def _free_megabytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free // 1024**2
    except OSError:
        return 0
