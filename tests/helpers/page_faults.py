"""What is wrong with a PDF's pages, found in the file itself: boxes, overlaps, cut cells, lone headings.

Places are in mm from the paper's upper left corner, of a lying page as it is printed.
"""

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pdf_text import bare
from pypdfium2 import raw

from zjmz_desktop.domain.charts import BarChart
from zjmz_desktop.domain.paper import Heading, NewPage, Paper, Table
from zjmz_desktop.report.linebreak import clean

_MM = 25.4 / 72
_LEFT, _TOP, _RIGHT, _BOTTOM = 28.0, 37.0, 184.0, 262.0
_SLACK, _TOUCH, _CROSS = 0.25, 0.2, 0.12
_DARK, _NO_CHARACTER = 128, "\0"
_ROW, _MARK, _NUMBER = 6.0, 8.0, 3.5


class Box(NamedTuple):
    """A character and the box of its ink, or a rule."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """One page: its characters in the order of the content, and the straight rules on it."""

    chars: tuple[Box, ...]
    rules: tuple[Box, ...]

    @property
    def text(self) -> str:
        """Its text without white space and without the number under the type area."""
        return "".join(one.char for one in self.chars if one.top < _BOTTOM)


def sheets_of(path: Path) -> list[Sheet]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(str(path))
    try:
        return [Sheet(tuple(_chars(page)), tuple(_rules(page))) for page in document]
    finally:
        document.close()


def faults(path: Path, paper: Paper) -> list[str]:
    """What is wrong with the pages of a paper that was written, in words."""
    sheets = sheets_of(path)
    found: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        told = (*_boxes(sheet), *_overlaps(sheet), *_cut(sheet))
        found += [f"第{number}页{fault}" for fault in told]
        found += [f"第{number}页出版心：{one}" for one in _outside(sheet)]
    found += [f"第{number}页孤标题：{words}" for number, words in _lone(sheets, paper)]
    return found + [f"缺字：{words}" for words in _lacking(sheets, paper)]


# ---- reading ----


def _chars(page: Any) -> Iterator[Box]:
    text = page.get_textpage()
    handle, box = text.raw, [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = box
    height = page.get_mediabox()[3]
    for at in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, at)
        char = chr(code)
        if char.isspace() or raw.FPDFText_IsGenerated(handle, at) == 1:
            continue
        raw.FPDFText_GetCharBox(handle, at, *box)
        yield Box(
            char,
            left.value * _MM,
            (height - top.value) * _MM,
            right.value * _MM,
            (height - bottom.value) * _MM,
        )
    text.close()


def _rules(page: Any) -> Iterator[Box]:
    height = page.get_mediabox()[3]
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(one.raw, fill, stroke)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetStrokeColor(one.raw, red, green, blue, alpha)
        if stroke.value and green.value < _DARK:  # the pale lines of a scale lie under the labels
            yield from _segments(one, height)


def _segments(one: Any, height: float) -> Iterator[Box]:
    matrix, at = one.get_matrix(), (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFPath_CountSegments(one.raw)):
        segment = raw.FPDFPath_GetPathSegment(one.raw, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to_x, to_y = matrix.on_point(x.value, y.value)
        to = (to_x * _MM, (height - to_y) * _MM)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            (x1, x2), (y1, y2) = sorted((at[0], to[0])), sorted((at[1], to[1]))
            if min(x2 - x1, y2 - y1) < _CROSS:  # a hatch is no rule
                yield Box("", x1, y1, x2, y2)
        at = to


# ---- faults ----


def _boxes(sheet: Sheet) -> Iterator[str]:
    """Glyphs that stand for no character: the font's own box for what it has not."""
    yield from (f"方框：{one}" for one in sheet.chars if one.char == _NO_CHARACTER)


def _overlaps(sheet: Sheet) -> Iterator[str]:
    by_row: dict[int, list[Box]] = {}
    for one in sheet.chars:
        for row in range(int(one.top // _ROW), int(one.bottom // _ROW) + 1):
            by_row.setdefault(row, []).append(one)
    for boxes in by_row.values():
        boxes.sort(key=_left)
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if other.left > one.right - _TOUCH:
                    break
                if min(one.bottom, other.bottom) - max(one.top, other.top) > _TOUCH:
                    yield f"重叠：{one}{other}"


def _left(one: Box) -> float:
    return one.left


def _cut(sheet: Sheet) -> Iterator[str]:
    """Characters that a rule goes through."""
    for rule in sheet.rules:
        for one in sheet.chars:
            if (
                one.left + _CROSS < rule.right
                and one.right - _CROSS > rule.left
                and one.top + _CROSS < rule.bottom
                and one.bottom - _CROSS > rule.top
            ):
                yield f"压线：{one}{rule}"


def _outside(sheet: Sheet) -> Iterator[Box]:
    """Ink outside the type area that is neither a mark at its head nor the number under it."""
    for one in sheet.chars:
        across = one.left > _LEFT - _SLACK and one.right < _RIGHT + _SLACK
        down = one.top > _TOP - _SLACK and one.bottom < _BOTTOM + _SLACK
        is_mark = one.bottom < _TOP - _MARK or one.right < _LEFT - _MARK
        is_number = across and one.top > _BOTTOM + _NUMBER
        if not ((across and down) or is_mark or is_number):
            yield one


def _lone(sheets: list[Sheet], paper: Paper) -> Iterator[tuple[int, str]]:
    """Headings, captions and annex labels that end a page."""
    asked = [bare(clean(words)) for words in _headings(paper)]
    for number, sheet in enumerate(sheets, 1):
        yield from ((number, words) for words in asked if words and sheet.text.endswith(words))


def _headings(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        match block:
            case Heading():
                yield block.text
            case Table() | BarChart():
                yield block.title
            case NewPage():
                yield from (block.annex, block.title)


def _lacking(sheets: list[Sheet], paper: Paper) -> Iterator[str]:
    """Characters of cells that are not on the pages: how many of each."""
    drawn = Counter("".join(sheet.text for sheet in sheets))
    asked = Counter("".join(bare(clean(cell)) for cell in _cells(paper.blocks)))
    yield from (f"{char}×{count}" for char, count in (asked - drawn).items())


def _cells(blocks: Iterable[object]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row
