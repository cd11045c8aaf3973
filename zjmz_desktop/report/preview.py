"""The pages of a PDF on a screen or for a printer: pixels, places of words, the outline.

pdfium answers one caller at a time in a process; every call here waits for the others.
"""

import ctypes
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from zjmz_desktop.domain.errors import ZjmzError

_PDFIUM = threading.RLock()
_FINE = 1000  # steps of a point in which pdfium tells a place
_SAME_LINE = 0.5
_TO_THE_LEFT = 3  # quarters of a turn clockwise


class PreviewError(ZjmzError):
    """A PDF whose pages can't be shown."""

    def __init__(self) -> None:
        super().__init__("这份PDF读不出来，可能不完整。请重新生成。")


class Box(NamedTuple):
    """A part of a page, in points from the upper left corner of the page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of the outline.

    Attributes:
        level: from 0.
        title: as written.
        page: number of its page, from 0.
        top: points under the upper edge of the page.
    """

    level: int
    title: str
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Found:
    """A place where words stand: the page's number from 0, and a box for each line they are on."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Pixels:
    """A part of a drawn page.

    Attributes:
        width, height: in pixels.
        stride: bytes from one row to the next.
        grey: one byte a pixel; else four: blue, green, red and one unused.
        content: the bytes, row by row; where pdfium drew them, since a copy of so much takes longer than a page.
    """

    width: int
    height: int
    stride: int
    grey: bool
    content: bytearray


class Band(NamedTuple):
    """Rows of a page that is drawn `width` × `height` pixels large: from `top`, `rows` of them.

    Of a page that is shown lying, `turned` gives the sheet upright, its head at the left.
    """

    width: int
    height: int
    top: int
    rows: int
    turned: bool = False


class Preview:
    """An open PDF; close it.

    Raises:
        PreviewError: when it is none.
    """

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            try:
                self._pdf: Any = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError as error:
                raise PreviewError from error
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._pdf.get_page_size(number) for number in range(len(self._pdf))
            )
        self._texts: dict[int, _PageText] = {}

    def close(self) -> None:
        """Let go of the PDF; it is not to be asked any more."""
        with _PDFIUM:
            self._pdf.close()

    def draw(self, page: int, width: int, *, grey: bool = False) -> Pixels:
        """A whole page, so many pixels wide."""
        wide, high = self.sizes[page]
        height = max(1, round(width * high / wide))
        return self.draw_band(page, Band(width, height, 0, height), grey=grey)

    def draw_band(self, page: int, band: Band, *, grey: bool = False) -> Pixels:
        """Some rows of a page: a large one for a printer is drawn part by part."""
        from pypdfium2 import PdfBitmap
        from pypdfium2 import raw as pdfium

        kind = pdfium.FPDFBitmap_Gray if grey else pdfium.FPDFBitmap_BGRx
        flags = pdfium.FPDF_GRAYSCALE if grey else 0
        stride = -(-band.width * (1 if grey else 4) // 4) * 4  # as images of Qt have it
        content = bytearray(stride * band.rows)
        drawn = (ctypes.c_ubyte * len(content)).from_buffer(content)
        with _PDFIUM:
            bitmap = PdfBitmap.new_native(band.width, band.rows, kind, buffer=drawn, stride=stride)
            opened = self._pdf[page]
            try:
                bitmap.fill_rect((255, 255, 255, 255), 0, 0, band.width, band.rows)
                place = (0, -band.top, band.width, band.height)
                pdfium.FPDF_RenderPageBitmap(
                    bitmap, opened, *place, _TO_THE_LEFT if band.turned else 0, flags
                )
            finally:
                bitmap.close()
                opened.close()
        return Pixels(band.width, band.rows, stride, grey, content)

    def outline(self) -> tuple[OutlineEntry, ...]:
        """All entries, in reading order; those that lead nowhere are left out."""
        with _PDFIUM:
            return tuple(self._outline())

    def find(self, words: str, page: int) -> tuple[Found, ...]:
        """Where words stand on a page; blanks, line ends, width and case of letters don't count."""
        asked, _ = _plain(enumerate(words))
        if not asked:
            return ()
        with _PDFIUM:
            text = self._text_of(page)
            starts = list(_starts(text.text, asked))
            if not starts:
                return ()
            places = [text.places[start : start + len(asked)] for start in starts]
            return self._boxed(page, places)

    def _outline(self) -> Iterator[OutlineEntry]:
        for mark in self._pdf.get_toc():
            dest = mark.get_dest()
            page = dest.get_index() if dest else None
            if page is None:
                continue
            top = self._top_of(page, dest.get_view())
            yield OutlineEntry(mark.level, mark.get_title(), page, top)

    def _top_of(self, page: int, view: tuple[int, list[float]]) -> float:
        from pypdfium2 import raw as pdfium

        mode, numbers = view
        at = {pdfium.PDFDEST_VIEW_XYZ: 1, pdfium.PDFDEST_VIEW_FITH: 0}.get(mode)
        if at is None or at >= len(numbers):
            return 0.0
        opened = self._pdf[page]
        try:
            return max(0.0, self._shown(opened, (0.0, numbers[at]))[1])
        finally:
            opened.close()

    def _text_of(self, page: int) -> "_PageText":
        from pypdfium2 import raw as pdfium

        if page not in self._texts:
            opened = self._pdf[page]
            text = opened.get_textpage()
            try:
                count = text.count_chars()
                codes = [pdfium.FPDFText_GetUnicode(text, n) for n in range(count)]
            finally:
                text.close()
                opened.close()
            self._texts[page] = _PageText(*_plain(enumerate(map(chr, codes))))
        return self._texts[page]

    def _boxed(self, page: int, places: list[tuple[int, ...]]) -> tuple[Found, ...]:
        opened = self._pdf[page]
        text = opened.get_textpage()
        try:
            return tuple(
                Found(page, _joined(self._box(opened, text.get_charbox(n, loose=True))
                                    for n in sorted(set(found))))
                for found in places
            )  # fmt: skip
        finally:
            text.close()
            opened.close()

    def _box(self, opened: Any, box: tuple[float, float, float, float]) -> Box:
        left, bottom, right, top = box
        x1, y1 = self._shown(opened, (left, top))
        x2, y2 = self._shown(opened, (right, bottom))
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def _shown(self, opened: Any, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the page's own coordinates on the page as it is shown."""
        from pypdfium2 import raw as pdfium

        width, height = (round(side * _FINE) for side in opened.get_size())
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(opened, 0, 0, width, height, 0, *point, x, y)
        return x.value / _FINE, y.value / _FINE


class _PageText(NamedTuple):
    """A page's text as it is searched, and the number of the drawn character behind each."""

    text: str
    places: tuple[int, ...]


def _plain(chars: Iterable[tuple[int, str]]) -> tuple[str, tuple[int, ...]]:
    """Characters as they are compared, each with its number."""
    found = [
        (one, number)
        for number, char in chars
        for one in unicodedata.normalize("NFKC", char).casefold()
        if one.isprintable() and not one.isspace()
    ]
    return "".join(one for one, _ in found), tuple(number for _, number in found)


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + len(words))


def _joined(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Neighbours on one line, in reading order, as one box."""
    found: list[Box] = []
    for box in boxes:
        if found and _beside(found[-1], box):
            last = found.pop()
            box = Box(
                min(last.left, box.left),
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
        found.append(box)
    return tuple(found)


def _beside(first: Box, second: Box) -> bool:
    """Whether two boxes share most of their height, and the second is to the right."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    least = min(first.bottom - first.top, second.bottom - second.top)
    return shared > _SAME_LINE * least and second.left >= first.left
