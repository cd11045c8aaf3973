"""References to annexes on a printed paper, against the annexes that this very paper has.

No paper has ten: a number is one digit, for a title that begins with a year may follow it.
"""

import re
from collections.abc import Iterator

from pdf_text import Read

_NOTE = re.compile(r"附件：((?:[0-9]+．)?)(.+)")
_NAMED = re.compile(r"(?<![0-9])([0-9]+)．")
_REFERENCE = re.compile(r"(年度工作总结)?附件([1-9])")
_FORM = re.compile(r"表号：附表([1-9])|附表([1-9])")
_LABEL = re.compile(r"^(?:示例数据)?(?:征求意见稿|送审稿|签发稿)?附件([1-9])")


def annexes_of(read: Read) -> tuple[int, ...]:
    """Numbers of the pages that open an annex, in order."""
    found = (_LABEL.match(page) for page in read.pages)
    return tuple(int(one[1]) for one in found if one)


def strays(read: Read) -> Iterator[str]:
    """What points to an annex that this paper has not, or a note that names others than it has.

    A reference to 「年度工作总结附件1」 names another paper, and says so.
    """
    has = annexes_of(read)
    named = _named(read)
    if named != has:
        yield f"附件说明{named}，附件{has}"
    for page in read.pages:
        for one in _REFERENCE.finditer(page):
            if not one[1] and int(one[2]) not in has:
                yield one[0]
        for one in _FORM.finditer(page):
            if int(one[1] or one[2]) not in (has or (1,)):
                yield f"附表{one[1] or one[2]}"


def _named(read: Read) -> tuple[int, ...]:
    note = next((found for page in read.pages if (found := _NOTE.search(page))), None)
    if note is None or not note[1]:
        return ()
    return tuple(int(one) for one in _NAMED.findall(note[1] + note[2]))
