"""What the members of a package may be called. Nothing is ever unpacked under such a name.

The list is exact; a newer minor version may bring members of other names, and those too must be plain.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from zjmz_desktop.domain.file_names import is_device

_UNIT, _SHA256 = r"[A-Z0-9][A-Z0-9-]{0,31}", r"[0-9a-f]{64}"
_LONGEST = 200


class Sort(StrEnum):
    """What a member is."""

    SEGMENT = "segment"
    SEGMENT_SIGNATURE = "segment_signature"
    BLOB = "blob"
    PLAN = "plan"
    SEALED = "sealed"
    LATER = "later"


_PATTERNS = {
    Sort.SEGMENT: re.compile(rf"segments/{_UNIT}/{_SHA256}\.ndjson", re.ASCII),
    Sort.SEGMENT_SIGNATURE: re.compile(rf"segments/{_UNIT}/{_SHA256}\.sig", re.ASCII),
    Sort.BLOB: re.compile(rf"blobs/{_SHA256}", re.ASCII),
    Sort.PLAN: re.compile(rf"plans/{_SHA256}\.toml", re.ASCII),
    Sort.SEALED: re.compile(r"personal\.sealed", re.ASCII),
}
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*", re.ASCII)


def sort_of(path: str) -> Sort | None:
    """What a member of that name is, None where no member may be called so."""
    for sort, pattern in _PATTERNS.items():
        if pattern.fullmatch(path):
            return sort
    return Sort.LATER if _is_plain(path) else None


def _is_plain(path: str) -> bool:
    if len(path) > _LONGEST or not _PLAIN.fullmatch(path):
        return False
    return not any(map(is_device, path.split("/")))


def are_distinct(paths: Iterable[str]) -> bool:
    """Whether no two are one on a disk that does not mind capitals."""
    every = [path.casefold() for path in paths]
    return len(every) == len(set(every))
