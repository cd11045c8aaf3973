"""What stands on the pages of a PDF, as digests that travel inside it.

So it is seen on any computer whether a page was altered while its data were not. Of each page there
are two: of the words, which a file that was only saved anew keeps, and of all that is drawn, with the
shapes of its letters. Both are made from the PDF itself when it is verified; when it is made, the words
are those that were drawn. They bear no signature: whoever alters them as well is found out only where
the paper was made.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from zjmz_desktop.domain.paper import Attachment
from zjmz_desktop.domain.verdicts import Pages, PagesState
from zjmz_desktop.report.sheet import PAPER_HEIGHT, PAPER_WIDTH

PAGES_NAME = "pages.json"
LARGEST = 4 * 1024**2
_FORMAT = 1
_DIGITS = 32
_WIDE, _QUARTER = b"\n0 1 -1 0 ", 90  # how `Pen` begins a wide page, and turns it to be read
_BEGINNING, _DEEPEST, _NEAR = 200, 50, 1
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_HARMLESS = frozenset(("/Link",))


def pages_file(pdf: Any, words: Sequence[str]) -> Attachment:
    """The digests of a PDF that was just drawn; `words` are what stands on each page."""
    shapes = _Shapes()
    drawn = (shapes.digest(page) for page in pdf.pages)
    pages = [{"drawn": d, "words": _words(w)} for d, w in zip(drawn, words, strict=True)]
    content = orjson.dumps({"format": _FORMAT, "pages": pages}, option=orjson.OPT_SORT_KEYS)
    return Attachment(PAGES_NAME, "application/json", "各页的校验值，供程序核验", content)


def compared(pdf: Any, told: bytes) -> Pages:
    """How the pages of a PDF stand to the digests in it."""
    kept = _kept(told)
    if kept is None:
        return Pages(PagesState.UNKNOWN)
    if len(kept) != len(pdf.pages):
        return Pages(PagesState.ALTERED)
    pairs = list(enumerate(zip(pdf.pages, kept, strict=True), 1))
    shapes = _Shapes()
    touched = [
        no for no, (page, one) in pairs if _is_noted(page) or shapes.digest(page) != one["drawn"]
    ]
    altered = [no for no, (page, one) in pairs if no in touched and _differs(page, one["words"])]
    framed = tuple(no for no, (page, _) in pairs if _is_turned(page) or _is_cropped(page))
    if altered:
        return Pages(PagesState.ALTERED, tuple(altered), framed)
    state = PagesState.REDRAWN if touched or framed else PagesState.SAME
    return Pages(state, tuple(touched), framed)


def _kept(told: bytes) -> list[Mapping[str, str]] | None:
    """The digests as they were kept, None where there are none that can be read."""
    try:
        found = orjson.loads(told)
        pages = found["pages"] if found["format"] == _FORMAT else None
        whole = pages and all(isinstance(one[k], str) for one in pages for k in ("drawn", "words"))
    except (KeyError, TypeError, ValueError):
        return None
    return pages if whole else None


def _is_noted(page: Any) -> bool:
    """Whether anything lies over the page that is no link."""
    notes = (str(note.get("/Subtype", "")) for note in page.obj.get("/Annots", ()))
    return not _HARMLESS.issuperset(notes)


def _is_turned(page: Any) -> bool:
    """Whether the page is shown in another direction than it was drawn to be shown."""
    drawn = _QUARTER if _WIDE in _content(page)[:_BEGINNING] else 0
    return int(_inherited(page.obj, "/Rotate") or 0) % 360 != drawn


def _is_cropped(page: Any) -> bool:
    """Whether another part of the paper is shown than the whole."""
    whole = (0, 0, PAPER_WIDTH, PAPER_HEIGHT)
    pairs = (zip(map(float, box), whole, strict=True) for box in (page.mediabox, page.cropbox))
    return any(abs(told - drawn) > _NEAR for box in pairs for told, drawn in box)


def _inherited(found: Any, key: str) -> Any:
    """What a page says, or the first of the nodes above it that does."""
    for _ in range(_DEEPEST):
        if key in found or "/Parent" not in found:
            break
        found = found["/Parent"]
    return found.get(key)


def _differs(page: Any, words: str) -> bool:
    return _words("".join(_shown(page))) != words


def _words(text: str) -> str:
    """Digest of words; how they are spaced is no matter."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:_DIGITS]


class _Shapes:
    """The fonts of one PDF, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def digest(self, page: Any) -> str:
        """Digest of what draws a page, and of the shapes of its letters."""
        found = hashlib.sha256(_content(page))
        for name, font in sorted(_fonts(page).items()):
            found.update(name.encode() + self._shape(font))
        return found.hexdigest()[:_DIGITS]

    def _shape(self, font: Any) -> bytes:
        known = self._known.get(font.objgen)
        if known is None:
            program = font.get("/FontDescriptor", {}).get("/FontFile2")
            known = hashlib.sha256(program.read_bytes() if program is not None else b"").digest()
            if font.is_indirect:
                self._known[font.objgen] = known
        return known


def _content(page: Any) -> bytes:
    from pikepdf import Array

    found = page.obj.get("/Contents", ())
    parts: Iterable[Any] = found if isinstance(found, Array) else (found,)
    return b"\n".join(part.read_bytes() for part in parts)


def _fonts(page: Any) -> dict[str, Any]:
    return dict(page.obj.get("/Resources", {}).get("/Font", {}).items())


def _shown(page: Any) -> Iterator[str]:
    """The words that a page shows, in the order in which it shows them."""
    import pikepdf

    tables = {name: _Table(font) for name, font in _fonts(page).items()}
    table = _Table({})
    for one in pikepdf.parse_content_stream(page):
        operator, operands = str(one.operator), list(one.operands)
        if operator == "Tf":
            table = tables.get(str(operands[0]), table)
        elif operator in _SHOWS:
            yield from (table.text(part) for part in _strings(operands[-1]))


def _strings(shown: Any) -> Iterator[bytes]:
    from pikepdf import Array, String

    parts: Iterable[Any] = shown if isinstance(shown, Array) else (shown,)
    yield from (bytes(part) for part in parts if isinstance(part, String))


class _Table:
    """What the codes of a font mean, as its ToUnicode table tells it."""

    def __init__(self, font: Any) -> None:
        stream = font.get("/ToUnicode")
        pairs = _PAIR.findall(stream.read_bytes()) if stream is not None else ()
        codes = {bytes.fromhex(code.decode()): meant for code, meant in pairs}
        self._meant = {code: _of_hex(meant) for code, meant in codes.items()}
        self._size = max(map(len, self._meant), default=1)

    def text(self, shown: bytes) -> str:
        """A string of codes in words; a code of no meaning is �."""
        size = self._size
        codes = (shown[at : at + size] for at in range(0, len(shown), size))
        return "".join(self._meant.get(code, "\ufffd") for code in codes)


def _of_hex(meant: bytes) -> str:
    return bytes.fromhex(meant.decode()).decode("utf-16-be", "replace")
