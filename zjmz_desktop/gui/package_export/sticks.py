"""Sticks that are plugged in, as far as the system tells."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_UNDER = ("/media/", "/run/media/", "/mnt/")
_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW


def sticks() -> list[tuple[str, Path]]:
    """(name, folder) of what is plugged in and can be written."""
    return [
        (volume.displayName(), Path(volume.rootPath()))
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady() and not volume.isReadOnly() and is_stick(volume.rootPath())
    ]


def is_stick(root: str) -> bool:
    """Whether a drive with this root is one that can be pulled out."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE)
    return root.startswith(_UNDER)
