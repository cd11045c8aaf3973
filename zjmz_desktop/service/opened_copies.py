"""Copies of evidence that other programs look at: in a folder of their own, gone when this program ends.

Where it was killed, or a viewer still had a file open, the next start clears them away. Beside each folder
lies a file that the program which made it holds as long as it runs; so nobody clears away what another
running window shows.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from zjmz_desktop.durable import WINDOWS
from zjmz_desktop.locks import hold

_PREFIX, _HELD = "zjmz-opened-", ".lock"


def new_folder() -> Path:
    """An empty folder for one copy, so that it can bear its own name."""
    return Path(tempfile.mkdtemp(dir=_own_folder()))


@cache
def clear_left() -> None:
    """Clear away what programs of this user that are no more have left; once in each program."""
    with suppress(OSError):
        for held in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*{_HELD}")):
            with suppress(OSError):  # in use, or another's: it is left alone
                _clear(held)


@cache
def _own_folder() -> Path:
    handle, held = _new_lock()
    folder = held.with_suffix("")
    folder.mkdir(mode=0o700)
    atexit.register(_end, handle, held)
    return folder


def _new_lock() -> tuple[IO[bytes], Path]:
    """A file that is held; where a start just took it for a left one and removed it, another one."""
    for last in (False, False, True):
        number, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_HELD)
        handle = os.fdopen(number, "r+b")
        with suppress(OSError):
            hold(handle)
            if os.path.samestat(os.fstat(number), os.stat(name)):
                return handle, Path(name)
        if last:  # no file can be held here: then nobody takes this one for left either
            break
        handle.close()
    return handle, Path(name)


def _end(handle: IO[bytes], held: Path) -> None:
    """Clear away one's own; what a viewer keeps open is left to the next start."""
    shutil.rmtree(held.with_suffix(""), ignore_errors=True)
    handle.close()
    if not held.with_suffix("").exists():
        with suppress(OSError):
            held.unlink()


def _clear(held: Path) -> None:
    """Clear away a folder that nobody holds.

    Raises:
        OSError: when its program still runs, or it is not this user's.
    """
    folder = held.with_suffix("")
    if not (_is_own(held) and (_is_own(folder) or not folder.exists())):
        return
    with held.open("r+b") as handle:
        hold(handle)
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():  # a viewer has a file open: the next start
            return
        if not WINDOWS:  # while it is held: whoever has just made it sees that it is gone
            held.unlink()
    if WINDOWS:  # where no open file can be removed
        held.unlink()


def _is_own(path: Path) -> bool:
    """Whether this user made it: in a folder for everybody's temporary files others may lay things out."""
    try:
        told = path.lstat()
    except OSError:
        return False
    return not hasattr(os, "getuid") or told.st_uid == os.getuid()
