"""Files that outlast a power cut or a pulled stick: the bytes first, then the name in its folder.

Whoever writes a file writes it beside its place, makes it durable, and puts it there. A rename alone is
only a wish until the folder is durable too.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

WINDOWS = os.name == "nt"
# On Windows a virus scanner may hold a file for a moment that has just been written or closed.
_PATIENCE_S: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4) if WINDOWS else ()


class UnsurePlaceError(OSError):
    """The new file stands in the old one's place, but the disk did not confirm it."""


def sync_file(path: Path) -> None:
    """The bytes on the disk; and out of memory, so that who reads them back reads the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """The names in a folder on the disk."""
    if WINDOWS:  # a folder can't be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(part: Path, target: Path) -> None:
    """Put a durable file in the place of `target`, for good.

    Raises:
        UnsurePlaceError: it is there in place of an older one, which the disk did not confirm.
        OSError: it is not there; what stood there before still does.
    """
    replaced = os.path.exists(target)  # False, too, where nobody can tell
    _replace(part, target)
    try:
        sync_folder(target.parent)
    except OSError as error:
        if replaced:
            raise UnsurePlaceError(*error.args) from error
        with suppress(OSError):
            target.unlink()
        raise


def _replace(part: Path, target: Path) -> None:
    for wait_s in _PATIENCE_S:
        try:
            os.replace(part, target)
        except PermissionError:
            time.sleep(wait_s)
        else:
            return
    os.replace(part, target)
