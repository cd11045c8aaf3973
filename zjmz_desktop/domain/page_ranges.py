"""Which pages are printed: 1-3,5 as people write it."""

import re
import unicodedata

from zjmz_desktop.domain.errors import ZjmzError

_PART = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")
_DASHES = str.maketrans(dict.fromkeys("–—－~～至到", "-"))
_BREAKS = re.compile(r"[,、;；\s]+")


class PageRangeError(ZjmzError):
    """Pages that are not there, or that nobody can read."""

    def __init__(self, part: str, whole: int) -> None:
        super().__init__(f"页码“{part}”不对：这份共{whole}页。请写成“1-3,5”，全部打印就空着。")
        self.part = part


def pages_in(text: str, whole: int) -> tuple[int, ...]:
    """Numbers of the pages from 0, in the order of the paper; an empty text means all.

    Raises:
        PageRangeError: for a part that names no page of the paper.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).strip()
    parts = [part for part in _BREAKS.split(plain) if part]
    if not parts:
        return tuple(range(whole))
    found: set[int] = set()
    for part in parts:
        match = _PART.fullmatch(part)
        if match is None:
            raise PageRangeError(part, whole)
        first = int(match[1])
        last = int(match[2] or first)
        if not 1 <= first <= last <= whole:
            raise PageRangeError(part, whole)
        found.update(range(first - 1, last))
    return tuple(sorted(found))
