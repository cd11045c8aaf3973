"""The manifest of a package: canonical JSON that names all that is in it. Design: sync ("The package").

What a newer minor version adds is kept in the bytes and passed over; what needs a newer program says so in
`required` or `min_reader`, and then nothing at all is read.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from zjmz_desktop import crypto
from zjmz_desktop.domain.errors import PeriodError
from zjmz_desktop.domain.packages import Introduction, Kind, Manifest, Reach
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.values import MAX_INTEGER
from zjmz_desktop.exchange.package_faults import NOT_OURS, FaultError, at, newer
from zjmz_desktop.exchange.strict_json import StrictJsonError, read_object, write_object

PATH = "manifest.json"
SEALED = "personal.sealed"
FORMAT = "zjmz-package"
VERSION = READER = (1, 0)
LARGEST = 8 * 1024**2
_ALGORITHMS = {"hash": "sha256", "signature": crypto.SIGNATURE}
_NEEDED = {
    *("algorithms", "entries", "format", "introduces", "key", "kind", "made_at", "min_reader"),
    *("missing", "number", "plan", "recipient", "required", "sender", "vector", "version", "year"),
}
_OPTIONAL = {"head", "period", "sample", "volume", "wants"}
_UNIT = r"[A-Z0-9][A-Z0-9-]{0,31}"
_SHA256 = r"[0-9a-f]{64}"
_MOST_NUMBER = 9999


class Entry(NamedTuple):
    """One member of the package."""

    path: str
    bytes: int
    sha256: str


class Listed(NamedTuple):
    """A manifest as read: what it says, what it lists, and whether it may hold more than we know."""

    manifest: Manifest
    entries: tuple[Entry, ...]
    newer_minor: bool


# --- writing ----------------------------------------------------------------------------------


def manifest_bytes(manifest: Manifest, entries: Iterable[Entry]) -> bytes:
    """The manifest of a package with those members; `sealed` follows from them."""
    found = {
        "algorithms": _ALGORITHMS,
        "entries": [one._asdict() for one in sorted(entries)],
        "format": FORMAT,
        "introduces": [{"key": one.key, "unit": one.unit} for one in manifest.introduces],
        "key": manifest.key,
        "kind": manifest.kind.value,
        "made_at": manifest.made_at,
        "min_reader": list(VERSION),
        "missing": sorted(manifest.missing),
        "number": manifest.number,
        "plan": manifest.plan,
        "recipient": manifest.recipient,
        "required": [],
        "sender": manifest.sender,
        "vector": {replica: list(reach) for replica, reach in manifest.vector.items()},
        "version": list(VERSION),
        "year": manifest.year,
    }
    given = {name: getattr(manifest, name) for name in _OPTIONAL if getattr(manifest, name)}
    if manifest.wants:
        given["wants"] = sorted(manifest.wants)
    return write_object(found | given)


# --- reading ----------------------------------------------------------------------------------


def read_manifest(raw: bytes) -> Listed:
    """What a manifest says.

    Raises:
        FaultError: no manifest, of another program, or of a newer one.
    """
    try:
        found = read_object(raw)
    except StrictJsonError as error:
        raise at(PATH) from error
    if found.get("format") != FORMAT:
        raise FaultError(NOT_OURS)
    newer_minor = _is_newer_minor(found)
    extra = found.keys() - _NEEDED - _OPTIONAL
    if not found.keys() >= _NEEDED or (extra and not newer_minor):
        raise at(PATH)
    entries = tuple(_entry(one) for one in _list(found["entries"]))
    paths = [one.path for one in entries]
    if paths != sorted(set(paths)):
        raise at(PATH)
    return Listed(_manifest(found, SEALED in paths), entries, newer_minor)


def _is_newer_minor(found: Mapping[str, Any]) -> bool:
    """Whether it was made by a program that knows more than this one, and yet may be read."""
    needs, version = _pair(found.get("min_reader")), _pair(found.get("version"))
    if needs > READER or version[0] > VERSION[0] or _list(found.get("required")):
        raise newer()
    if _dict(found.get("algorithms")) != _ALGORITHMS:
        raise newer()
    return version > VERSION


def _manifest(found: Mapping[str, Any], sealed: bool) -> Manifest:
    return Manifest(
        kind=_kind(found["kind"]),
        sender=_text(found["sender"], _UNIT),
        key=_text(found["key"], _SHA256),
        recipient=_text(found["recipient"], _UNIT),
        year=_whole(found["year"], least=1900, most=9999),
        made_at=_instant(found["made_at"]),
        plan=_text(found["plan"], _SHA256),
        period=_period(found),
        number=_whole(found["number"], least=1, most=_MOST_NUMBER),
        vector={_replica(name): _reach(one) for name, one in _dict(found["vector"]).items()},
        introduces=tuple(_introduction(one) for one in _list(found["introduces"])),
        missing=tuple(_text(one, _SHA256) for one in _list(found["missing"])),
        sealed=sealed,
        volume=_whole(found.get("volume", 0), least=int("volume" in found), most=_MOST_NUMBER),
        head=_text(found["head"], _SHA256) if "head" in found else "",
        sample=_is_sample(found),
        wants=tuple(_text(one, _SHA256) for one in _list(found.get("wants", []))),
    )


def _kind(found: Any) -> Kind:
    try:
        return Kind(found)
    except ValueError as error:
        raise at(PATH) from error


def _period(found: Mapping[str, Any]) -> str:
    if "period" not in found:
        return ""
    try:
        return parse_period(_text(found["period"], r".{4,8}")).code
    except PeriodError as error:
        raise at(PATH) from error


def _is_sample(found: Mapping[str, Any]) -> bool:
    if found.get("sample", True) is not True:
        raise at(PATH)
    return "sample" in found


def _instant(found: Any) -> str:
    """UTC to the millisecond: 2018-07-03T02:00:00.000Z."""
    text = _text(found, r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise at(PATH) from error
    return text


def _entry(found: Any) -> Entry:
    one = _dict(found)
    if one.keys() != set(Entry._fields):
        raise at(PATH)
    size = _whole(one["bytes"], least=0, most=MAX_INTEGER)
    return Entry(_text(one["path"], r"[ -~]{1,200}"), size, _text(one["sha256"], _SHA256))


def _introduction(found: Any) -> Introduction:
    one = _dict(found)
    if one.keys() != {"key", "unit"}:
        raise at(PATH)
    return Introduction(_text(one["unit"], _UNIT), _text(one["key"], _SHA256))


def _replica(found: str) -> str:
    return _text(found, r"[0-9a-f]{32}")


def _reach(found: Any) -> Reach:
    pair = _list(found)
    if len(pair) != 2:
        raise at(PATH)
    return Reach(_whole(pair[0], least=1, most=MAX_INTEGER), _replica(pair[1]))


def _pair(found: Any) -> tuple[int, int]:
    pair = _list(found)
    if len(pair) != 2:
        raise at(PATH)
    major, minor = (_whole(one, least=0, most=_MOST_NUMBER) for one in pair)
    return major, minor


def _text(found: Any, pattern: str) -> str:
    if not isinstance(found, str) or not re.fullmatch(pattern, found, re.ASCII):
        raise at(PATH)
    return found


def _whole(found: Any, *, least: int, most: int) -> int:
    if type(found) is not int or not least <= found <= most:
        raise at(PATH)
    return found


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise at(PATH)
    return found


def _dict(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise at(PATH)
    return found
