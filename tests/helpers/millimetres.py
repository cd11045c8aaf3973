"""A rendered page measured in millimetres: what a ruler laid on the print would say.

Pages are rendered at 600 dpi (a pixel is 0.042 mm); glyphs' own white is taken from the font file by
FreeType, apart from the code under test. A lying page is measured as the sheet of paper that it is,
upright.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

DPI, _COLOUR_DPI = 600, 100
POINT = 25.4 / 72
_PIXEL = 25.4 / DPI
_DARK = 128
_EM, _ASIDE = 1000, 600


class Span(NamedTuple):
    """From one place to another, in mm."""

    begin: float
    end: float

    @property
    def middle(self) -> float:
        return (self.begin + self.end) / 2

    @property
    def size(self) -> float:
        return self.end - self.begin


class Ink(NamedTuple):
    """The ink in a part of the page: from left to right, and from top to bottom."""

    across: Span
    down: Span


class Shot:
    """One page of a PDF, rendered.

    Args:
        path: the PDF.
        number: the page, from 1.
    """

    def __init__(self, path: Path, number: int) -> None:
        document = pypdfium2.PdfDocument(str(path))
        try:
            page = document[number - 1]
            width, height = page.get_size()
            image = page.render(scale=DPI / 72, grayscale=True).to_pil()
            self._coloured = page.render(scale=_COLOUR_DPI / 72).to_pil().convert("RGB")
        finally:
            document.close()
        if width > height:
            width, height = height, width
            image = image.transpose(Image.Transpose.ROTATE_90)
        self.size = (width * POINT, height * POINT)
        self._ink = ImageChops.invert(image)

    def ink(self, *, across: tuple[float, float], down: tuple[float, float]) -> Ink:
        """The box of the ink in a part of the page."""
        part, at = self._part(across, down)
        box = part.point(_is_dark).getbbox()
        assert box is not None, f"no ink at {across} {down}"
        left, top, right, bottom = box
        return Ink(
            Span((at[0] + left) * _PIXEL, (at[0] + right) * _PIXEL),
            Span((at[1] + top) * _PIXEL, (at[1] + bottom) * _PIXEL),
        )

    def rows(self, *, across: tuple[float, float], down: tuple[float, float]) -> list[Span]:
        """Runs of rows that have ink, from top to bottom."""
        part, at = self._part(across, down)
        return _runs(part.point(_is_dark).getprojection()[1], at[1])

    def columns(self, *, across: tuple[float, float], down: tuple[float, float]) -> list[Span]:
        """Runs of columns that have ink, from left to right."""
        part, at = self._part(across, down)
        return _runs(part.point(_is_dark).getprojection()[0], at[0])

    def thickness(self, *, at: float, down: tuple[float, float]) -> float:
        """How thick a level rule is, finer than a pixel, by how dark the pixels are."""
        part, _ = self._part((at - 2, at + 2), down)
        greys = part.resize((1, part.height), Image.Resampling.BOX).tobytes()
        return sum(greys) / 255 * _PIXEL

    def is_red(self, *, across: tuple[float, float], down: tuple[float, float]) -> bool:
        """Whether all ink in a part of an upright page is red."""
        dots = [mm * _COLOUR_DPI / 25.4 for mm in (across[0], down[0], across[1], down[1])]
        part = self._coloured.crop((int(dots[0]), int(dots[1]), int(dots[2]), int(dots[3])))
        darkest_red, _ = part.getchannel("R").getextrema()
        return isinstance(darkest_red, int) and darkest_red > _DARK

    def _part(
        self, across: tuple[float, float], down: tuple[float, float]
    ) -> tuple[Image.Image, tuple[int, int]]:
        left, right, top, bottom = (round(mm / _PIXEL) for mm in (*across, *down))
        return self._ink.crop((left, top, right, bottom)), (left, top)


def _is_dark(grey: int) -> int:
    return 255 if grey >= _DARK else 0


def _runs(inked: Sequence[int], first: int) -> list[Span]:
    found, start = [], None
    for at, has_ink in enumerate([*inked, 0], first):
        if has_ink and start is None:
            start = at
        elif not has_ink and start is not None:
            found.append(Span(start * _PIXEL, at * _PIXEL))
            start = None
    return found


@lru_cache(maxsize=64)
def glyph_ink(font: Path, char: str, size: float) -> Ink:
    """A character's ink at a size in points, in mm from its origin on the baseline."""
    drawn = Image.new("L", (_EM + 2 * _ASIDE, _EM + 2 * _ASIDE))
    face = ImageFont.truetype(str(font), _EM)
    ImageDraw.Draw(drawn).text((_ASIDE, _EM + _ASIDE), char, fill=255, font=face, anchor="ls")
    box = drawn.getbbox()
    assert box is not None, f"no glyph of {char}"
    em = size * POINT / _EM
    left, top, right, bottom = box
    return Ink(
        Span((left - _ASIDE) * em, (right - _ASIDE) * em),
        Span((top - _EM - _ASIDE) * em, (bottom - _EM - _ASIDE) * em),
    )


def advance(font: Path, char: str, size: float) -> float:
    """By how many mm a character moves the next one on."""
    return ImageFont.truetype(str(font), _EM).getlength(char) * size * POINT / _EM
