"""核验码 on paper: a QR code of filled boxes, the code and small lines beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zjmz_desktop.domain.paper import CheckCode
from zjmz_desktop.report.flowables import blank
from zjmz_desktop.report.fonts import Face
from zjmz_desktop.report.pagination import Strip
from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.sheet import MM, PITCH
from zjmz_desktop.report.typesetting import Style, TextStrip, Typesetter, stacked

_SIDE = 40 * MM
_GAP = 8 * MM
_CODE = Style(Face.HEI, 16.0, PITCH)
_SMALL = Style(Face.SONG, 10.5, 16.0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStrip(Strip):
    """A QR code at the left edge, lines of text to its right.

    Attributes:
        code: what the QR code says.
        texts: the lines.
    """

    code: str
    texts: tuple[TextStrip, ...]

    @property
    def is_blank(self) -> bool:
        """Never."""
        return False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the boxes and the lines."""
        pen.boxes(
            (left * _SIDE, top + upper * _SIDE, right * _SIDE, top + lower * _SIDE)
            for left, upper, right, lower in qr_boxes(self.code)
        )
        for text in self.texts:
            text.draw(pen, top)
            top += text.height


def check_code_strips(block: CheckCode, setter: Typesetter) -> list[Strip]:
    """The code as one strip that no page break goes through."""
    left = _SIDE + _GAP
    width = setter.frame.width - left
    texts = stacked(setter.lines(block.code, _CODE, width=width), _CODE, left=left)
    for line in block.lines:
        texts += stacked(setter.lines(line, _SMALL, width=width), _SMALL, left=left)
    height = max(_SIDE, sum(text.height for text in texts))
    return [
        blank(PITCH),
        CodeStrip(height=height, code=block.code, texts=tuple(texts)),
        blank(PITCH),
    ]


@lru_cache(maxsize=4)
def qr_boxes(code: str) -> tuple[Box, ...]:
    """The dark boxes of a QR code in a square of side 1, from its upper left; a run of modules is one.

    A QR code needs white around it: four modules, which the page leaves.
    """
    import segno

    rows = [bytes(row) for row in segno.make_qr(code, error="q").matrix]
    return tuple(box for number, row in enumerate(rows) for box in _runs(row, number))


def _runs(row: bytes, number: int) -> Iterator[Box]:
    side, start = len(row), 0
    while (start := row.find(1, start)) >= 0:
        end = row.find(0, start)
        end = side if end < 0 else end
        yield start / side, number / side, end / side, (number + 1) / side
        start = end
