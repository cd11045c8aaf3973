"""Evidence (佐证材料): what may be attached to a figure or a row, under which name, and up to what size."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.file_names import is_device, seen, without_barred
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.sensitive import text_warnings

MEGABYTE = 1024**2
LARGEST_KEPT = 15 * MEGABYTE
LARGEST_PICTURE = 40 * MEGABYTE  # before it is made smaller
MOST_PIXELS = 40_000_000
LONGEST_SIDE_PX = 1600
THUMBNAIL_SIDE_PX = 160
MOST_AT_ONE_PLACE = 30
LONGEST_NAME = 80
PREFIX = "evidence/"
OFFERED = "照片（JPG、PNG、BMP）、PDF、OFD、Word、Excel、WPS文档、TXT或CSV"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class EvidenceError(ZjmzError):
    """A file that can't be attached, or not handed out: which one, why, and what to do."""

    def __init__(self, name: str, reason: str, *, remedy: str, deed: str = "附上") -> None:
        super().__init__(f"没能{deed}“{shortened(seen(name), 40)}”：{reason}。{remedy}")
        self.name, self.reason, self.remedy = name, reason, remedy


class EvidencePlaceError(ZjmzError):
    """A place where nothing can be attached, or where the file asked for is not."""


class Kind(StrEnum):
    """What a file is, by its content."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    OFD = "ofd"
    WORD = "docx"
    OLD_WORD = "doc"
    SHEET = "xlsx"
    OLD_SHEET = "xls"
    TEXT = "text"


ENDINGS: Mapping[Kind, tuple[str, ...]] = {
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PNG: (".png",),
    Kind.PDF: (".pdf",),
    Kind.OFD: (".ofd",),
    Kind.WORD: (".docx", ".wps"),
    Kind.OLD_WORD: (".doc", ".wps"),
    Kind.SHEET: (".xlsx", ".et"),
    Kind.OLD_SHEET: (".xls", ".et"),
    Kind.TEXT: (".txt", ".csv"),
}
"""Endings that a kind may have; the first is given where the file has another."""

PICTURES = (Kind.JPEG, Kind.PNG)
_FOREIGN = {ending for endings in ENDINGS.values() for ending in endings}
_FOREIGN |= {".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"}


class FigureAt(NamedTuple):
    """Where files are attached to a figure; a row of a register is the other kind of place."""

    code: str
    unit_id: str
    period: Period


class Source(NamedTuple):
    """A file to be attached: its name, and its bytes as they came."""

    name: str
    content: bytes


class Checked(NamedTuple):
    """A file that may be attached.

    Attributes:
        name: as it will be kept.
        kind: by its content.
        content: what is kept; pictures are made anew.
        thumbnail: a small picture, b"" where there is none.
    """

    name: str
    kind: Kind
    content: bytes
    thumbnail: bytes = b""


class Kept(NamedTuple):
    """A file that lies in the store's folder, not attached to anything yet."""

    sha256: str
    name: str


class Attached(NamedTuple):
    """One file attached at one place.

    Attributes:
        size: bytes, 0 where the file is missing.
        missing: whether the file is not in the store's folder.
        by, at: who attached it, and when (local, to the minute).
    """

    sha256: str
    name: str
    size: int
    missing: bool
    by: str
    at: str

    @property
    def is_picture(self) -> bool:
        """Whether a thumbnail can be made of it."""
        return ending_of(self.name) in (".jpg", ".jpeg", ".png")


class Attachments(NamedTuple):
    """What is attached at one place.

    Attributes:
        items: in the order of attaching.
        why_not: why nothing can be added or removed here, "" where it can.
        warning: what to mind before adding, or "".
    """

    items: tuple[Attached, ...]
    why_not: str = ""
    warning: str = ""

    @property
    def words(self) -> str:
        """`2个 · 1.4 MB`, "" where there is none."""
        if not self.items:
            return ""
        return f"{len(self.items)}个 · {size_words(sum(one.size for one in self.items))}"


def part_of(sha256: str) -> str:
    """The cell part of a file."""
    return f"{PREFIX}{sha256}"


def sha256_of(part: str) -> str:
    """The file that a cell part stands for, "" where it stands for none."""
    found = part.removeprefix(PREFIX)
    return found if part != found and _SHA256.fullmatch(found) else ""


def size_words(size: int) -> str:
    """`812 B`, `312 KB`, `1.4 MB`."""
    if size < 1024:
        return f"{size} B"
    if size < MEGABYTE:
        return f"{-(-size // 1024)} KB"
    tenths = (size * 10 + MEGABYTE // 2) // MEGABYTE
    return f"{tenths // 10}.{tenths % 10} MB"


def ending_of(name: str) -> str:
    """The ending in lower case with its dot, "" where there is none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


# ---- names ----


def kept_name(typed: str, kind: Kind) -> str:
    """A file's name as it is kept: NFC, no path, nothing unseen, the ending that its content has.

    Raises:
        EvidenceError: when the name holds what no text should hold; the name is not repeated.
    """
    _refuse_secrets(_stem_of(typed))
    return disk_name(typed, kind)


def disk_name(told: str, kind: Kind) -> str:
    """The same of a name that a line has: its writer may have called the file anything, `../起动.exe` too."""
    ending = _ending_told(told)
    right = ending if ending in ENDINGS[kind] else ENDINGS[kind][0]
    return f"{shortened(_stem_of(told), LONGEST_NAME - len(right))}{right}"


def told_name(told: str) -> str:
    """A name that a line has, as it may be shown: nothing unseen, nothing that turns the writing, no path."""
    return without_barred(" ".join(_plain(told).split()), instead="_") or "材料"


def _plain(name: str) -> str:
    return seen(unicodedata.normalize("NFC", name))


def _ending_told(name: str) -> str:
    ending = ending_of(_plain(name).rstrip(" ."))
    return ending if ending in _FOREIGN else ""


def _stem_of(name: str) -> str:
    """The name without its ending, as it may lie on any disk."""
    plain, ending = _plain(name), _ending_told(name)
    stem = plain.rstrip(" .")[: -len(ending)] if ending else plain
    stem = without_barred(" ".join(stem.split()), instead="_").strip(" .")
    return stem if stem and not is_device(stem) else f"材料{stem}"


def _refuse_secrets(stem: str) -> None:
    for _, what, _ in text_warnings(stem):
        raise EvidenceError("这个文件", f"文件名{what}", remedy="请改了文件名再添加。")


def shortened(text: str, most: int) -> str:
    """A text with … in its middle where it is longer than `most`."""
    if len(text) <= most:
        return text
    tail = (most - 1) // 3
    return f"{text[: most - 1 - tail]}…{text[len(text) - tail :]}"


def numbered(name: str, taken: Sequence[str]) -> str:
    """A name that none of those taken equals: `照片.jpg`, `照片(2).jpg`."""
    folded, number, found = {one.casefold() for one in taken}, 2, name
    ending = ending_of(name)
    stem = name[: -len(ending)] if ending else name
    while found.casefold() in folded:
        found, number = f"{stem}({number}){ending}", number + 1
    return found


def nameless(name: str) -> str:
    """A name that tells nothing of a person, for registers with personal data."""
    ending = ending_of(name)
    return f"{'照片' if ending in ('.jpg', '.jpeg', '.png') else '文件'}{ending}"


def pasted_name(at: datetime) -> str:
    """The name of a pasted picture, by local time."""
    return f"截图{at:%Y%m%d-%H%M%S}.png"


# ---- refusals by size ----


def refuse_size(name: str, size: int) -> None:
    """Refuse what is too large to be looked at, or empty.

    Raises:
        EvidenceError: with both sizes.
    """
    if not size:
        raise EvidenceError(name, "是空文件", remedy="请重新复制或下载一份完整的文件。")
    if size > LARGEST_PICTURE:
        raise EvidenceError(name, _too_large(size, LARGEST_PICTURE), remedy=_SMALLER)


def refuse_kept_size(name: str, size: int) -> None:
    """Refuse what is too large to be kept.

    Raises:
        EvidenceError: with both sizes.
    """
    if size > LARGEST_KEPT:
        raise EvidenceError(name, _too_large(size, LARGEST_KEPT), remedy=_SMALLER)


_SMALLER = "请只留有关的几页，或把扫描的分辨率调低（200dpi即可）后再添加。"


def _too_large(size: int, most: int) -> str:
    return f"有{size_words(size)}，超过{most // MEGABYTE} MB"


def refuse_number(there: int, more: int) -> None:
    """Refuse more files than one place holds.

    Raises:
        EvidencePlaceError: with the numbers.
    """
    if there + more > MOST_AT_ONE_PLACE:
        raise EvidencePlaceError(
            f"一处最多附{MOST_AT_ONE_PLACE}个佐证材料，这里已有{there}个，不能再添{more}个。"
            "请合成一份PDF，或移除用不着的。"
        )
