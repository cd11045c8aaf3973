"""Packages (.mzp) from outside: recognised by content, checked whole, or refused in one sentence.

First everything is proven (sizes, digests, signatures) and all but the evidence is kept; evidence stays in
the file and is read one by one, and proven again, when it is wanted.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zjmz_desktop.domain.errors import system_words
from zjmz_desktop.domain.evidence import LARGEST_KEPT
from zjmz_desktop.domain.packages import Package, PackageRefusedError, Segment
from zjmz_desktop.exchange import archives, manifest, signatures
from zjmz_desktop.exchange.archives import MEGABYTE, ArchiveError
from zjmz_desktop.exchange.manifest import Entry, Listed, read_manifest
from zjmz_desktop.exchange.member_names import Sort, are_distinct, sort_of
from zjmz_desktop.exchange.package_faults import AGAIN, NOT_OURS, FaultError, at
from zjmz_desktop.exchange.segments import is_signed
from zjmz_desktop.exchange.signatures import read_signature

SIGNATURE_PATH = "manifest.sig"
ENDING = ".mzp"
LARGEST_PLAN = 12 * MEGABYTE
_LARGEST = {
    Sort.BLOB: LARGEST_KEPT,
    Sort.PLAN: LARGEST_PLAN,
    Sort.SEGMENT_SIGNATURE: signatures.LARGEST,
}
_ANOTHER = "请选择其他单位用本程序导出的数据文件（名称以.mzp或.zip结尾）。"
_PLUG = "请重新插好U盘再试；还是不行，请让对方重新导出一份。"
_MAGIC = b"PK"
_HEAD = 30  # bytes before the name of an archive's first member


def is_package(path: Path) -> bool:
    """Whether a file begins as a package does, whatever it is called and however much is missing.

    So a damaged package is told as such and not taken for a sheet.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD + len(manifest.PATH))
    except OSError:
        return False
    return head.startswith(_MAGIC) and head[_HEAD:] == manifest.PATH.encode()


def read_package(path: Path, *, name: str = "") -> Package:
    """All of a package but its evidence, which is proven and left where it is.

    Args:
        path: the file.
        name: what the user calls it, where that is another.

    Raises:
        PackageRefusedError: with a sentence; no other error leaves.
    """
    with _refusing(path, name) as archive:
        _refuse_no_package(archive)
        raw = _whole(archive, manifest.PATH, most=manifest.LARGEST)
        listed = read_manifest(raw)
        _refuse_signature(archive, listed, raw=raw)
        _refuse_other_members(archive, listed)
        return _package(archive, listed, name=hashlib.sha256(raw).hexdigest())


def blob(path: Path, sha256: str, *, name: str = "") -> bytes:
    """Evidence of a package that was read before, proven once more.

    Raises:
        PackageRefusedError: it is not in there, or no longer what it was.
    """
    member = f"blobs/{sha256}"
    with _refusing(path, name) as archive:
        content = _whole(archive, member, most=LARGEST_KEPT)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise at(member)
        return content


# --- what is checked, in this order -----------------------------------------------------------


def _refuse_no_package(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if manifest.PATH not in names:
        if any(one.casefold().endswith(ENDING) for one in names):
            inner = "它是压缩包，数据文件在它里面"
            raise FaultError(inner, remedy="请先解压，再导入解压出来的数据文件。")
        raise FaultError(NOT_OURS, remedy=_ANOTHER)
    if not are_distinct(names):
        raise at(manifest.PATH)


def _refuse_signature(archive: zipfile.ZipFile, listed: Listed, *, raw: bytes) -> None:
    content = _whole(archive, SIGNATURE_PATH, most=signatures.LARGEST)
    signature = read_signature(content, SIGNATURE_PATH)
    if signature.key != listed.manifest.key:
        raise at(SIGNATURE_PATH)
    if not signature.covers(signatures.MANIFEST, raw):
        raise at(SIGNATURE_PATH)


def _refuse_other_members(archive: zipfile.ZipFile, listed: Listed) -> None:
    """What is there is what the manifest lists: no member more, none less, of the sizes it says."""
    sizes = {one.filename: one.file_size for one in archive.infolist()}
    for own in (manifest.PATH, SIGNATURE_PATH):
        sizes.pop(own)
    if sizes.keys() != {one.path for one in listed.entries}:
        raise at(manifest.PATH)
    for entry in listed.entries:
        sort = sort_of(entry.path)
        if sort is None or (sort is Sort.LATER and not listed.newer_minor):
            raise at(manifest.PATH)
        if sizes[entry.path] != entry.bytes or not _is_named_after_content(entry, sort):
            raise at(entry.path)
        if entry.bytes > _LARGEST.get(sort, archives.LARGEST_MEMBER):
            raise at(entry.path)


def _is_named_after_content(entry: Entry, sort: Sort) -> bool:
    """Segments, plans and evidence bear their digest as their name."""
    if sort not in (Sort.SEGMENT, Sort.PLAN, Sort.BLOB):
        return True
    return entry.path.rpartition("/")[2].partition(".")[0] == entry.sha256


# --- what is kept -----------------------------------------------------------------------------


def _package(archive: zipfile.ZipFile, listed: Listed, *, name: str) -> Package:
    kept = {one.path: _proven(archive, one) for one in listed.entries}
    plans = {
        one.sha256: _text(one.path, kept[one.path])
        for one in listed.entries
        if sort_of(one.path) is Sort.PLAN
    }
    blobs = {e.sha256: e.bytes for e in listed.entries if sort_of(e.path) is Sort.BLOB}
    return Package(
        id=name,
        manifest=listed.manifest,
        segments=_segments(kept),
        plans=plans,
        blobs=blobs,
        sealed=kept.get(manifest.SEALED, b""),
    )


def _proven(archive: zipfile.ZipFile, entry: Entry) -> bytes:
    """A member's bytes, b"" for evidence, when its digest is the one listed."""
    found, pieces = hashlib.sha256(), []
    keeps = sort_of(entry.path) not in (Sort.BLOB, Sort.LATER)
    for piece in archives.chunks(archive, entry.path):
        found.update(piece)
        if keeps:
            pieces.append(piece)
    if found.hexdigest() != entry.sha256:
        raise at(entry.path)
    return b"".join(pieces)


def _segments(kept: dict[str, bytes]) -> tuple[Segment, ...]:
    """Each segment with the signature beside it; neither may stand alone."""
    contents = {path for path in kept if sort_of(path) is Sort.SEGMENT}
    beside = {path for path in kept if sort_of(path) is Sort.SEGMENT_SIGNATURE}
    if {_signature_of(path) for path in contents} != beside:
        raise at("segments")
    return tuple(_segment(path, kept) for path in sorted(contents))


def _signature_of(path: str) -> str:
    return path.removesuffix(".ndjson") + ".sig"


def _segment(path: str, kept: dict[str, bytes]) -> Segment:
    signature = read_signature(kept[_signature_of(path)], path)
    author = path.split("/")[1]
    found = Segment(author, signature.key, signature.signature, kept[path])
    if not is_signed(found):
        raise at(path)
    return found


def _text(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise at(path) from error


# --- the edge ---------------------------------------------------------------------------------


def _whole(archive: zipfile.ZipFile, member: str, *, most: int) -> bytes:
    """A small member at once."""
    if member not in archive.namelist() or archive.getinfo(member).file_size > most:
        raise at(member)
    return b"".join(archives.chunks(archive, member))


@contextmanager
def _refusing(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The file opened as an archive; whatever is wrong becomes the one sentence."""
    try:
        with archives.opened(path) as archive:
            yield archive
    except FaultError as error:
        raise PackageRefusedError(name or path.name, error.reason, remedy=error.remedy) from error
    except ArchiveError as error:
        raise _no_archive(path, name, words=str(error)) from error
    except OSError as error:
        raise disk_refusal(path, name, error=error) from error


def _no_archive(path: Path, name: str, *, words: str) -> PackageRefusedError:
    shown = name or path.name
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        return disk_refusal(path, name, error=error)
    if not head:
        return PackageRefusedError(shown, "它是空的，可能没有拷贝完", remedy=AGAIN)
    if head == _MAGIC:
        return PackageRefusedError(shown, words, remedy=AGAIN)
    return PackageRefusedError(shown, NOT_OURS, remedy=_ANOTHER)


def disk_refusal(path: Path, name: str, *, error: OSError) -> PackageRefusedError:
    """The sentence where the disk or the stick does not give the file."""
    shown = name or path.name
    if isinstance(error, FileNotFoundError):
        return PackageRefusedError(shown, "没有这个文件", remedy="请核对文件的位置。")
    if path.is_dir():
        return PackageRefusedError(shown, "它是文件夹", remedy="请打开文件夹，选里面的数据文件。")
    return PackageRefusedError(shown, f"读不出来，{system_words(error)}", remedy=_PLUG)
