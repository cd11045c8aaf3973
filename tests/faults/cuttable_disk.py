"""A disk whose power can be cut: an ext4 in a file. What was not made durable before the cut is gone."""

import fcntl
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
_NO_LOG_FLUSH = struct.pack("I", 2)  # as when the power goes: not even the journal is written
_BYTES = 48 * 1024**2
_TOOLS = ("mount", "umount", "mkfs.ext4")


class CuttableDisk:
    """A small disk of its own at `folder`; its bytes lie in a file beside."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._image = folder, folder.with_name(f"{folder.name}.img")

    def make(self) -> bool:
        """Make it and plug it in; False where this computer does not allow it."""
        if sys.platform != "linux" or os.geteuid() != 0 or not all(map(shutil.which, _TOOLS)):
            return False
        with self._image.open("wb") as image:
            image.truncate(_BYTES)
        self.folder.mkdir()
        return _done("mkfs.ext4", "-q", "-F", self._image) and self._plug_in()

    def cut(self) -> None:
        """The power goes: from now on nothing is written, whoever still has files open."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, _NO_LOG_FLUSH)
        finally:
            os.close(handle)

    def come_back(self) -> None:
        """The power comes back, and the system repairs its disk."""
        self.remove()
        assert self._plug_in()

    def remove(self) -> None:
        """Pull it out."""
        assert _done("umount", self.folder)

    def _plug_in(self) -> bool:
        return _done("mount", "-o", "loop", self._image, self.folder)


def _done(*words: str | Path) -> bool:
    done = subprocess.run([str(word) for word in words], stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0
