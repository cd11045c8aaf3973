"""Packages made for tests: honest ones, and the members of one to be changed and put together again."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.packages import Introduction, Kind, Manifest, Reach
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.exchange.package_write import Outgoing, write_package
from zjmz_desktop.exchange.segments import make_segment

GAOZI, DANTU = "321112001000", "321112000000"
KEY, OTHER = SigningKey(b"\1" * 32), SigningKey(b"\2" * 32)
REPLICA, ANOTHER = "0" * 31 + "1", "0" * 31 + "2"
PHOTO, SCAN = b"\xff\xd8\xff" + b"photo" * 40, b"%PDF-" + b"scan" * 50
PLAN = "# 计划\nyear = 2018\n"
Members = dict[str, bytes]


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def revisions(
    count: int, *, unit: str = GAOZI, replica: str = REPLICA, prev: str | None = None
) -> list[Revision]:
    """One chain of figures."""
    found: list[Revision] = []
    for seq in range(1, count + 1):
        cell = Cell(f"I06-{seq % 90:02d}", unit, "note", 2018, "2018M06")
        clock = Clock(1530600000000 + seq, 0)
        value = text_value(f"第{seq}条")
        one = Revision(unit, replica, seq, clock, "u01", cell, value, prev=prev)
        found.append(one)
        prev = id_of(one.line)
    return found


def lines(count: int, *, unit: str = GAOZI, replica: str = REPLICA) -> list[bytes]:
    return [one.line for one in revisions(count, unit=unit, replica=replica)]


BLOBS = {sha(one): one for one in (PHOTO, SCAN)}


def manifest(**changed: Any) -> Manifest:
    usual: dict[str, Any] = {
        "kind": Kind.SUBMISSION,
        "sender": GAOZI,
        "key": KEY.public,
        "recipient": DANTU,
        "year": 2018,
        "made_at": "2018-07-03T02:00:00.000Z",
        "plan": sha(PLAN.encode()),
        "period": "2018M06",
        "number": 2,
        "vector": {REPLICA: Reach(5, "a" * 32)},
        "introduces": (Introduction(DANTU, OTHER.public),),
    }
    return Manifest(**(usual | changed))


def outgoing(**changed: Any) -> Outgoing:
    """A month of 高资街道, with a line of another office that it relays."""
    own = make_segment(GAOZI, lines(5), key=KEY)
    relayed = make_segment(DANTU, lines(3, unit=DANTU, replica=ANOTHER), key=OTHER)
    usual: dict[str, Any] = {
        "manifest": manifest(),
        "segments": (own, relayed),
        "plans": {sha(PLAN.encode()): PLAN},
        "blobs": {name: len(content) for name, content in BLOBS.items()},
        "sealed": b"sealed bytes",
    }
    return Outgoing(**(usual | changed))


def honest(path: Path) -> Path:
    """A package as the program writes it."""
    write_package(path, outgoing(), key=KEY, read_blob=BLOBS.__getitem__)
    return path


def members_of(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def together(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of those members, in that order, two of one name as well."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def canonical(found: Any) -> bytes:
    """Canonical JSON by the standard library, not by the program."""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def signed(members: Members, raw: bytes, *, key: SigningKey = KEY) -> Members:
    """With another manifest, signed as its sender would."""
    signature = key.sign(b"zjmz-manifest-1\n" + raw).hex()
    beside = {"algorithm": "ed25519", "key": key.public, "signature": signature}
    return members | {"manifest.json": raw, "manifest.sig": canonical(beside)}


def edited(
    members: Members, edit: Callable[[dict[str, Any]], object], *, key: SigningKey = KEY
) -> Members:
    """With the manifest's object edited and signed anew."""
    found = json.loads(members["manifest.json"])
    edit(found)
    return signed(members, canonical(found), key=key)


def relisted(members: Members, *, key: SigningKey = KEY, **keys: Any) -> Members:
    """With a manifest that lists what is there now, and says `keys` besides."""
    names = sorted(members.keys() - {"manifest.json", "manifest.sig"})
    entries = [
        {"path": one, "bytes": len(members[one]), "sha256": sha(members[one])} for one in names
    ]
    return edited(members, lambda found: found.update(entries=entries, **keys), key=key)
