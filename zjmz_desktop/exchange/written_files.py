"""Files that the program hands out: whole or not there at all."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from zjmz_desktop.domain.errors import ZjmzError


class FileNotWrittenError(ZjmzError):
    """A file that could not be written: which, why, what to do."""

    def __init__(self, path: Path, reason: str, *, remedy: str) -> None:
        super().__init__(f"没能写出“{path.name}”：{reason}。{remedy}原来的文件没有改动。")
        self.path = path


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside, make it durable, and put it in the place of `path`.

    Args:
        path: the file to be there afterwards.
        write: writes the whole file to the path that it is given.

    Raises:
        FileNotWrittenError: with a sentence; what was there before stands as it was.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        write(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder can't be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(path: Path, error: OSError) -> FileNotWrittenError:
    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(path.parent).free // 1024**2
        return FileNotWrittenError(
            path, f"磁盘已满，只剩{free}MB", remedy="请清理磁盘或换一个盘再试；"
        )
    if error.errno == errno.ENOENT:
        return FileNotWrittenError(path, "没有这个文件夹", remedy="请核对保存的位置；")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FileNotWrittenError(
            path,
            "不能写入，可能正被WPS或Excel打开着，或者文件夹是只读的",
            remedy="请关闭那个文件或换一个文件夹再试；",
        )
    reason = os.strerror(error.errno or 0)
    return FileNotWrittenError(path, f"写文件时出错（{reason}）", remedy="请换一个位置再试；")
