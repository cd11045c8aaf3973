"""Attached files beside the store, each under the SHA-256 of its bytes, without an ending.

A file is durable before any revision names it: a crash leaves a file that nothing names, never a name
without its file.
"""

import hashlib
import re
import secrets
from collections.abc import Collection
from pathlib import Path

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.evidence import LARGEST_KEPT
from zjmz_desktop.durable import put, sync_file, sync_folder
from zjmz_desktop.store.errors import sentences

FOLDER, THUMBS = "evidence", "thumbs"
_NAME = re.compile(r"[0-9a-f]{64}")
_LARGEST_THUMBNAIL = 128 * 1024
_JPEG = b"\xff\xd8\xff"
_CHUNK = 1024 * 1024


class BlobError(StoreError):
    """An attached file that is missing or is not what it was; carries its SHA-256."""

    def __init__(self, sha256: str, *, missing: bool) -> None:
        what = "不在数据文件夹里" if missing else "内容坏了"
        super().__init__(
            f"这个佐证材料{what}。请从最近的备份恢复数据文件夹里的{FOLDER}，或移除后重新添加原件。"
        )
        self.sha256, self.missing = sha256, missing


class Blobs:
    """The attached files of one store's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def keep(self, content: bytes) -> str:
        """Keep bytes; what is there already is not written again.

        Returns:
            Their SHA-256.

        Raises:
            StoreError: when the disk refuses; nothing half written stays.
        """
        name = hashlib.sha256(content).hexdigest()
        target = self.folder / name
        with sentences(target):
            if self.fault(name):
                _write(target, content)
        return name

    def read(self, sha256: str) -> bytes:
        """The bytes, proven to be those that were kept.

        Raises:
            BlobError: missing or damaged.
            StoreError: when the disk refuses.
        """
        path = self._path(sha256)
        if self.size(sha256) is None:
            raise BlobError(sha256, missing=True)
        with sentences(path), path.open("rb") as file:
            content = file.read(LARGEST_KEPT + 1)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobError(sha256, missing=False)
        return content

    def size(self, sha256: str) -> int | None:
        """Bytes of a file, None where it is missing."""
        path = self._path(sha256)
        try:
            return path.stat().st_size if path.is_file() else None
        except OSError:
            return None

    def fault(self, sha256: str) -> str:
        """`missing`, `damaged`, or "" where the file is what its name says."""
        size = self.size(sha256)
        if size is None:
            return "missing"
        found = hashlib.sha256()
        path = self._path(sha256)
        with sentences(path), path.open("rb") as file:
            while piece := file.read(_CHUNK):
                found.update(piece)
        return "" if found.hexdigest() == sha256 else "damaged"

    # ---- thumbnails: only looks, made again when they are missing ----

    def keep_thumbnail(self, sha256: str, content: bytes) -> None:
        """Keep a thumbnail; a disk that refuses costs only the thumbnail."""
        try:
            _write(self._thumb(sha256), content)
        except OSError:
            return

    def thumbnail(self, sha256: str) -> bytes:
        """A thumbnail, b"" where there is none."""
        try:
            with self._thumb(sha256).open("rb") as file:
                found = file.read(_LARGEST_THUMBNAIL + 1)
        except OSError:
            return b""
        is_one = found.startswith(_JPEG) and len(found) <= _LARGEST_THUMBNAIL
        return found if is_one else b""

    def clear(self, named: Collection[str]) -> int:
        """Remove what nothing names: files of a crash, of cancelled work, and of what was taken off.

        Call it only while nobody else attaches: with the store's lock held.

        Returns:
            How many files were removed, thumbnails not counted.
        """
        gone = 0
        with sentences(self.folder / THUMBS):
            for path in self._every():
                if path.is_file() and path.name not in named:
                    path.unlink()
                    gone += path.parent == self.folder
        return gone

    def _every(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return [*self.folder.iterdir(), *(self.folder / THUMBS).glob("*")]

    def _path(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise BlobError(sha256, missing=True)
        return self.folder / sha256

    def _thumb(self, sha256: str) -> Path:
        return self.folder / THUMBS / self._path(sha256).name


def _write(target: Path, content: bytes) -> None:
    """Write beside, make it durable, put it in place, and make the place durable."""
    fresh = [one for one in (target.parent, *target.parent.parents) if not one.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    for one in fresh:
        sync_folder(one.parent)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        sync_file(part)
        put(part, target)
    finally:
        part.unlink(missing_ok=True)
