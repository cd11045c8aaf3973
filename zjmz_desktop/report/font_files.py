"""Font files of a computer: where they lie, what their name tables call them, what forbids their use.

Read here by hand and from the file's head only: hundreds of files are looked at for two names.
"""

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

_LEAST_BYTES = 200_000  # no font with the characters of GB 2312 is smaller
_MOST_TABLES, _MOST_NAMES_BYTES = 64, 1 << 20
_SUFFIXES = (".ttf", ".otf")
_FAMILY_IDS = (1, 4, 16)
_WINDOWS, _MAC = 3, 1
_RESTRICTED, _KINDS, _NO_SUBSET, _BITMAP_ONLY = 0x2, 0xE, 0x100, 0x200
_BROKEN = (OSError, struct.error, ValueError)


class FontFile(NamedTuple):
    """A font file by what its head says.

    Attributes:
        path: where it lies.
        names: its family and full names, as `name_key` has them.
        flaw: why it must not or can't be used, or "".
    """

    path: Path
    names: frozenset[str]
    flaw: str


class _Told(NamedTuple):
    """What a folder says of a file, in nanoseconds and bytes: another file says something else."""

    changed_at: int
    size: int


def name_key(name: str) -> str:
    """A name as names are compared."""
    return name.strip().casefold()


def installed_fonts() -> Iterator[FontFile]:
    """Every font file in the folders of the system and of the user that has a readable head."""
    seen = set()
    for folder in font_folders():
        for path, told in _files(folder):
            if path not in seen and told.size >= _LEAST_BYTES:
                seen.add(path)
                found = _looked_at(path, told=told)
                if found is not None:
                    yield found


def font_folders() -> tuple[Path, ...]:
    """The user's folder before the system's."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        own = [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
        return (*own, Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return (
        data / "fonts",
        home / ".fonts",
        *(Path(one) / "fonts" for one in shared.split(":") if one),
    )


def _files(folder: Path) -> Iterator[tuple[Path, _Told]]:
    """Each font file, in the order of names."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES):
                path = Path(place, name)
                with suppress(OSError):
                    found = path.stat()
                    yield path, _Told(found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4096)
def _looked_at(path: Path, *, told: _Told) -> FontFile | None:
    """What a file's head says; looked at again only when the file has changed."""
    del told
    try:
        with path.open("rb") as file:
            tables = _tables(file)
            names = frozenset(_names(_table(file, tables[b"name"], most=_MOST_NAMES_BYTES)))
            flaw = "" if b"glyf" in tables else "不是TrueType轮廓"
            return FontFile(path, names, flaw or _forbidden(file, tables))
    except (*_BROKEN, KeyError):
        return None


def _tables(file: BinaryIO) -> dict[bytes, tuple[int, int]]:
    kind, count = struct.unpack(">4sH6x", file.read(12))
    if kind not in (b"\0\1\0\0", b"true", b"OTTO") or count > _MOST_TABLES:
        raise ValueError(kind)
    found = (struct.unpack(">4s4xII", file.read(16)) for _ in range(count))
    return {tag: (offset, length) for tag, offset, length in found}


def _table(file: BinaryIO, at: tuple[int, int], *, most: int) -> bytes:
    file.seek(at[0])
    return file.read(min(at[1], most))


def _names(table: bytes) -> Iterator[str]:
    count, texts = struct.unpack_from(">2xHH", table)
    for number in range(count):
        record = struct.unpack_from(">HHHHHH", table, 6 + 12 * number)
        platform, encoding, _language, name_id, length, offset = record
        if name_id in _FAMILY_IDS:
            raw = table[texts + offset : texts + offset + length]
            yield from map(name_key, _readings(raw, (platform, encoding)))


def _readings(raw: bytes, kind: tuple[int, int]) -> Iterator[str]:
    """A name as its encoding may mean it; old Chinese fonts write GBK where Unicode is said."""
    platform, encoding = kind
    if platform == _MAC:
        yield raw.decode("gb18030", "ignore")
        return
    yield raw.decode("utf-16-be", "ignore")
    if platform == _WINDOWS and encoding > 1:
        yield raw.replace(b"\0", b"").decode("gb18030", "ignore")


def _forbidden(file: BinaryIO, tables: dict[bytes, tuple[int, int]]) -> str:
    """Why the font's licence bits keep it out of a PDF, or ""."""
    if b"OS/2" not in tables:
        return ""
    (bits,) = struct.unpack_from(">8xH", _table(file, tables[b"OS/2"], most=10))
    if bits & _KINDS == _RESTRICTED or bits & _BITMAP_ONLY:
        return "的授权不允许嵌入PDF"
    return "的授权不允许只嵌入用到的字" if bits & _NO_SUBSET else ""
