"""What a reader finds in a PDF: its text by page, outline, metadata, places of words."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Read:
    """A PDF as read.

    Attributes:
        pages: text of each page in the order of the content, without any white space.
        outline: level from 0 and title of each outline entry.
        metadata: document information.
        sizes_mm: width and height of each page as shown.
    """

    pages: tuple[str, ...]
    outline: tuple[tuple[int, str], ...]
    metadata: dict[str, str]
    sizes_mm: tuple[tuple[float, float], ...]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "".join(self.pages)


@dataclass(frozen=True)
class Box:
    """The box of a character's ink on its page, in mm from the paper's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def read_pdf(path: Path) -> Read:
    """Read a PDF with pdfium."""
    document = pypdfium2.PdfDocument(str(path))
    try:
        return Read(
            pages=tuple(bare(_page_text(page)) for page in document),
            outline=tuple((b.level, b.get_title()) for b in document.get_toc()),
            metadata=dict(document.get_metadata_dict()),
            sizes_mm=tuple(_size_mm(page) for page in document),
        )
    finally:
        document.close()


def ink_boxes(path: Path, page_number: int) -> list[tuple[str, Box]]:
    """Every drawn character of an upright page (counted from 1) with the box of its ink."""
    document = pypdfium2.PdfDocument(str(path))
    try:
        page = document[page_number - 1]
        height = page.get_height()
        text = page.get_textpage()
        whole = text.get_text_range()
        return [
            (whole[n], _box(text.get_charbox(n), height))
            for n in range(text.count_chars())
            if n < len(whole) and not whole[n].isspace()
        ]
    finally:
        document.close()


def bare(text: str) -> str:
    """A text without white space, as line ends and gaps are the reader's guess."""
    return re.sub(r"\s+", "", text)


def _page_text(page: Any) -> str:
    return str(page.get_textpage().get_text_range())


def _size_mm(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    return round(width / _POINTS_PER_MM, 1), round(height / _POINTS_PER_MM, 1)


def _box(box: tuple[float, float, float, float], height: float) -> Box:
    left, bottom, right, top = box
    mm = _POINTS_PER_MM
    return Box(left / mm, (height - top) / mm, right / mm, (height - bottom) / mm)
