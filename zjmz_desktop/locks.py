"""A file that one program holds: freed when it closes it, and when it ends however it ends."""

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def hold(handle: IO[bytes]) -> None:
        """Hold an open file.

        Raises:
            OSError: when another program holds it.
        """
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def hold(handle: IO[bytes]) -> None:
        """Hold an open file.

        Raises:
            OSError: when another program holds it.
        """
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
