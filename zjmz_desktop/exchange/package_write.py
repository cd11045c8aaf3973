"""Packages (.mzp) for others: written beside, read back from the disk, proven, and only then in place."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.packages import Manifest, Package, PackageRefusedError, Segment
from zjmz_desktop.exchange import manifest as manifests
from zjmz_desktop.exchange import signatures
from zjmz_desktop.exchange.archives import MEGABYTE
from zjmz_desktop.exchange.manifest import Entry, manifest_bytes
from zjmz_desktop.exchange.package_read import SIGNATURE_PATH, read_package
from zjmz_desktop.exchange.signatures import Signature
from zjmz_desktop.exchange.written_files import FileNotWrittenError, write_whole

LARGEST_FILE = 20 * MEGABYTE
_SPARE = MEGABYTE // 2  # for the manifest and the tables of the archive
_OURS = 3  # the archive says "made on Unix" wherever it is made, so that its bytes are the same
_ANOTHER_STICK = "请换一个U盘或者换一个文件夹再试。"

ReadBlob = Callable[[str], bytes]
"""SHA-256 of evidence → its bytes."""

Ready = Callable[[Path, Package], None]
"""Told where a package will be, and what was read back of it, before it bears its name."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a package is made of.

    Attributes:
        manifest: what it says of itself; `key`, `sealed` and the entries are put in when it is written.
        segments: signed lines, own and relayed.
        plans: SHA-256 → text of plan files.
        blobs: SHA-256 of evidence → bytes in size.
        sealed: personal texts under a passphrase, b"" for none.
    """

    manifest: Manifest
    segments: tuple[Segment, ...] = ()
    plans: Mapping[str, str] = field(default_factory=dict)
    blobs: Mapping[str, int] = field(default_factory=dict)
    sealed: bytes = field(default=b"", repr=False)


def _no_blob(sha256: str) -> bytes:
    raise KeyError(sha256)


def _unheard(path: Path, package: Package) -> None:
    del path, package


def volumes(outgoing: Outgoing, *, largest: int = LARGEST_FILE - _SPARE) -> tuple[Outgoing, ...]:
    """The package, and what follows it with the evidence that would make it too large to send.

    The first holds everything but evidence, and as much of that as there is room for; what it leaves to
    the others stands in its `missing`. Every one can be imported alone and in any order.

    Args:
        outgoing: all of it.
        largest: bytes of content that one file had better not exceed.
    """
    shares = list(_shares(outgoing, largest))
    if len(shares) == 1:
        return (outgoing,)
    first, *others = shares
    later = outgoing.blobs.keys() - first.keys()
    missing = tuple(sorted({*outgoing.manifest.missing, *later}))
    whole = replace(outgoing, manifest=replace(outgoing.manifest, missing=missing), blobs=first)
    return (whole, *(_volume(outgoing, n, blobs=some) for n, some in enumerate(others, 1)))


def _volume(outgoing: Outgoing, number: int, *, blobs: Mapping[str, int]) -> Outgoing:
    return Outgoing(replace(outgoing.manifest, missing=(), volume=number), blobs=blobs)


def _shares(outgoing: Outgoing, largest: int) -> Iterator[dict[str, int]]:
    """Evidence in order, as much at a time as there is room for."""
    room = largest - sum(len(one.content) for one in outgoing.segments)
    room -= sum(len(text.encode()) for text in outgoing.plans.values()) + len(outgoing.sealed)
    share: dict[str, int] = {}
    for name, size in sorted(outgoing.blobs.items()):
        if size > room and (share or room < largest):
            yield share
            share, room = {}, largest
        share[name] = size
        room -= size
    yield share


def write_package(
    path: Path,
    outgoing: Outgoing,
    *,
    key: SigningKey,
    read_blob: ReadBlob = _no_blob,
    ready: Ready = _unheard,
) -> Package:
    """Write one file, whole or not at all.

    Args:
        path: the file to be there afterwards.
        outgoing: what it is made of.
        key: the sender's key.
        read_blob: gives the evidence's bytes, one at a time.
        ready: told when all is proven, before the file bears its name.

    Returns:
        The package as read back from the disk; after this the stick may be pulled out.

    Raises:
        FileNotWrittenError: with a sentence; what was there before stands as it was.
    """
    found: list[Package] = []

    def write(part: Path) -> None:
        _fill(part, outgoing, key=key, read_blob=read_blob)

    def check(part: Path) -> None:
        found.append(_read_back(part, path))
        ready(path, found[0])

    write_whole(path, write, check=check)
    return found[0]


def write_volumes(
    outgoing: Outgoing,
    name: Callable[[Manifest], Path],
    *,
    key: SigningKey,
    read_blob: ReadBlob = _no_blob,
    ready: Ready = _unheard,
) -> tuple[Path, ...]:
    """Write the package and the volumes of evidence that follow it; the package itself comes last.

    So where it is, all is there.

    Args:
        outgoing: all of it.
        name: gives each file's path.
        key: the sender's key.
        read_blob: gives the evidence's bytes, one at a time.
        ready: told when the package is proven, before it bears its name.

    Returns:
        The files, the package first.

    Raises:
        FileNotWrittenError: with a sentence; volumes written before are whole and may stay.
    """
    whole, *others = volumes(outgoing)
    paths = []
    for one in reversed(others):
        paths.append(name(one.manifest))
        write_package(paths[-1], one, key=key, read_blob=read_blob)
    paths.append(name(whole.manifest))
    write_package(paths[-1], whole, key=key, read_blob=read_blob, ready=ready)
    return tuple(reversed(paths))


def _read_back(part: Path, path: Path) -> Package:
    try:
        return read_package(part, name=path.name)
    except PackageRefusedError as error:
        reason = "写完后读回来核对，内容不对"
        raise FileNotWrittenError(path, reason, remedy=_ANOTHER_STICK) from error


def _fill(part: Path, outgoing: Outgoing, *, key: SigningKey, read_blob: ReadBlob) -> None:
    """The manifest comes first, so that a look at the beginning tells what the file is."""
    small = dict(_members(outgoing))
    entries = [_entry(path, content) for path, content in small.items()]
    entries += [Entry(f"blobs/{name}", size, name) for name, size in outgoing.blobs.items()]
    head = manifest_bytes(replace(outgoing.manifest, key=key.public), entries)
    signature = signatures.sign(key, signatures.MANIFEST, content=head)
    with zipfile.ZipFile(part, "w") as archive:
        _put(archive, manifests.PATH, content=head)
        _put(archive, SIGNATURE_PATH, content=signature.to_bytes())
        for path in sorted(small):
            _put(archive, path, content=small[path])
        for name in sorted(outgoing.blobs):
            _put(archive, f"blobs/{name}", content=read_blob(name), packed=True)


def _members(outgoing: Outgoing) -> Iterator[tuple[str, bytes]]:
    """Path and content of everything but the evidence."""
    for one in outgoing.segments:
        place = f"segments/{one.author}/{one.name}"
        yield f"{place}.ndjson", one.content
        yield f"{place}.sig", Signature(one.key, one.signature).to_bytes()
    for name, text in outgoing.plans.items():
        yield f"plans/{name}.toml", text.encode()
    if outgoing.sealed:
        yield manifests.SEALED, outgoing.sealed


def _entry(path: str, content: bytes) -> Entry:
    return Entry(path, len(content), hashlib.sha256(content).hexdigest())


def _put(archive: zipfile.ZipFile, path: str, *, content: bytes, packed: bool = False) -> None:
    """One member, without a time of day; photos and documents are packed already."""
    info = zipfile.ZipInfo(path)
    info.create_system = _OURS
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
