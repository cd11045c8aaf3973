"""Zip files from outside: checked before anything is unpacked, and never unpacked beyond limits.

Python 3.11.7's `zipfile` accepts overlapping entries and believes the sizes it is told.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

MEGABYTE = 1024**2
MOST_MEMBERS = 5_000
LARGEST_MEMBER = 50 * MEGABYTE
LARGEST_WHOLE = 200 * MEGABYTE
HIGHEST_RATIO = 100
_SMALL = MEGABYTE  # below it a high ratio does no harm: empty cells compress well
_CHUNK = 64 * 1024
_LOCAL_HEADER = 30
_END, _FARTHER_END = b"PK\5\6", b"PK\6\7"
_END_BYTES, _LONGEST_COMMENT, _FARTHER_END_BYTES = 22, 65_535, 20
_LONGEST_TABLE = MOST_MEMBERS * 400
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


class ArchiveError(Exception):
    """Why the archive is not read, as the middle of a sentence."""


@contextmanager
def opened(source: Path | BytesIO) -> Iterator[zipfile.ZipFile]:
    """A zip file, or its bytes, whose table of contents is sound.

    Raises:
        ArchiveError: damaged, half downloaded, a bomb, or encrypted.
    """
    try:
        _refuse_long_table(source)
        with zipfile.ZipFile(source) as archive:
            _check(archive)
            yield archive
    except _DAMAGED as error:
        raise ArchiveError("文件不完整，可能没有下载完或者已经损坏") from error


def _refuse_long_table(source: Path | BytesIO) -> None:
    """The table of contents is held in memory whole, so its length is looked at before it is read."""
    tail = _tail(source)
    at = len(tail) - _END_BYTES
    if at < 0 or tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise zipfile.BadZipFile
    if tail[max(at - _FARTHER_END_BYTES, 0) : at].startswith(_FARTHER_END):
        raise ArchiveError("里面的目录不合常理，可能是恶意文件")
    (length,) = struct.unpack("<L", tail[at + 12 : at + 16])
    if length > _LONGEST_TABLE:
        raise ArchiveError(f"里面的部分太多，超过{MOST_MEMBERS}个")


def _tail(source: Path | BytesIO) -> bytes:
    most = _END_BYTES + _LONGEST_COMMENT + _FARTHER_END_BYTES
    if isinstance(source, BytesIO):
        return bytes(source.getbuffer()[-most:])
    with source.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - most, 0))
        return file.read()


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise ArchiveError(f"里面有{len(members)}个部分，超过{MOST_MEMBERS}个")
    if sum(one.file_size for one in members) > LARGEST_WHOLE:
        raise ArchiveError(f"展开后超过{LARGEST_WHOLE // MEGABYTE}MB")
    for one in members:
        _check_member(one)
    ends = 0
    for one in sorted(members, key=lambda member: member.header_offset):
        if one.header_offset < ends:
            raise ArchiveError("里面的内容互相重叠")
        ends = one.header_offset + _LOCAL_HEADER + len(one.orig_filename) + one.compress_size
    if ends > archive.start_dir:
        raise ArchiveError("里面的内容互相重叠")


def _check_member(one: zipfile.ZipInfo) -> None:
    if one.flag_bits & 0x1:
        raise ArchiveError("加了密码")
    if one.compress_type not in _METHODS:
        raise ArchiveError("压缩的方法少见，本程序不展开")
    if one.file_size > LARGEST_MEMBER:
        raise ArchiveError(f"有一部分展开后超过{LARGEST_MEMBER // MEGABYTE}MB")
    if one.file_size > max(_SMALL, one.compress_size * HIGHEST_RATIO):
        raise ArchiveError("压缩得不合常理，可能是恶意文件")


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member's content piece by piece, counting what is really read.

    Raises:
        ArchiveError: when there is more than its entry says it may hold.
    """
    left = LARGEST_MEMBER
    with archive.open(name) as member:
        while piece := member.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise ArchiveError(f"有一部分展开后超过{LARGEST_MEMBER // MEGABYTE}MB")
            yield piece
