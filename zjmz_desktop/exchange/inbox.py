"""The inbox beside the store: a file is copied in before anything is read from it.

So pulling out the stick in the middle harms nothing; and what was imported is kept, for a second look.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.durable import put
from zjmz_desktop.exchange.archives import LARGEST_WHOLE, MEGABYTE
from zjmz_desktop.exchange.package_read import disk_refusal
from zjmz_desktop.exchange.written_files import FileNotWrittenError, write_whole

FOLDER = "inbox"
_TAKEN, _KEPT = ".taken", ".mzp"
_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CHUNK = 1024 * 1024
_ROOM = "请清理存放数据的磁盘，再导入一次。"


class Inbox:
    """The packages that one store has got.

    Args:
        folder: the store's folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def take(self, source: Path) -> Path:
        """Copy a file in, under a name of no meaning.

        Returns:
            The copy: read it, then `keep` or `drop` it.

        Raises:
            PackageRefusedError: the file can't be read, is too large, or there is no room for it.
        """
        target = self.folder / f"{secrets.token_hex(16)}{_TAKEN}"

        def fill(part: Path) -> None:
            self.folder.mkdir(exist_ok=True)
            with part.open("wb") as file:
                for piece in _pieces(source):
                    file.write(piece)

        try:
            write_whole(target, fill)
        except FileNotWrittenError as error:
            reason = f"没能先复制到本机，{error.reason}"
            raise PackageRefusedError(source.name, reason, remedy=_ROOM) from error
        return target

    def keep(self, taken: Path, package_id: str) -> None:
        """Keep what was imported, under the package's id; once, however often it comes.

        The import is done by then: a disk that refuses costs only the second look.
        """
        with suppress(OSError):
            put(taken, self._place(package_id))

    def drop(self, taken: Path) -> None:
        """Remove what was refused or not wanted; what another program holds is removed by `tidy`."""
        with suppress(OSError):
            taken.unlink()

    def kept(self, package_id: str) -> Path | None:
        """Where a package that was imported is kept, None where it is no more."""
        path = self._place(package_id)
        return path if path.is_file() else None

    def tidy(self) -> int:
        """Remove what a crash left behind; call it while nobody else imports.

        Returns:
            How many files were removed.
        """
        gone = 0
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            if not (path.suffix == _KEPT and _ID.fullmatch(path.stem)):
                path.unlink()
                gone += 1
        return gone

    def _place(self, package_id: str) -> Path:
        if not _ID.fullmatch(package_id):
            raise ValueError(package_id)
        return self.folder / f"{package_id}{_KEPT}"


def _pieces(source: Path) -> Iterator[bytes]:
    """A file piece by piece; what goes wrong in reading is told apart from what does in writing."""
    left = LARGEST_WHOLE
    try:
        with source.open("rb") as file:
            while piece := file.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise _too_large(source)
                yield piece
    except OSError as error:
        raise disk_refusal(source, "", error=error) from error


def _too_large(source: Path) -> PackageRefusedError:
    reason = f"文件超过{LARGEST_WHOLE // MEGABYTE}MB，不会是本程序的数据文件"
    return PackageRefusedError(source.name, reason, remedy="请核对选的是不是这个文件。")
