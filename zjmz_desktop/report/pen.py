"""What draws on a page: lines of text, rules, boxes, outline entries and links, nothing more.

Coordinates are points from the top left corner of the type area, downwards.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from zjmz_desktop.report import sheet
from zjmz_desktop.report.linebreak import Line, Run

_BOLD_STROKE_EM = 0.022
_RULE_WIDTH = 0.5
_RED = (0.85, 0.0, 0.0)
_HATCH_PT, _HATCH_WIDTH = 3.0, 0.6


class Pen:
    """Draws into one reportlab canvas, page by page.

    Args:
        canvas: reportlab canvas of A4 pages.
        anchors: names that links may lead to; a link to any other is not made.

    Attributes:
        pages: the words on each page that is finished, in the order in which they were drawn.
    """

    def __init__(self, canvas: Any, anchors: Collection[str] = ()) -> None:
        self._canvas = canvas
        self._anchors = frozenset(anchors)
        self._entries = 0
        self._outline_depth = -1
        self._frame = sheet.PORTRAIT
        self._codes: dict[str, _Codes] = {}
        self._words: list[str] = []
        self.pages: list[str] = []

    def begin(self, frame: sheet.Frame) -> None:
        """Start a page; what follows is placed in `frame`."""
        canvas, self._frame = self._canvas, frame
        canvas.saveState()
        if frame.is_wide:
            bottom = sheet.PAPER_HEIGHT - sheet.HEAD_MARGIN - sheet.TYPE_HEIGHT
            canvas.translate(sheet.BINDING_MARGIN, bottom)
            canvas.rotate(90)
        else:
            canvas.translate(sheet.BINDING_MARGIN, sheet.PAPER_HEIGHT - sheet.HEAD_MARGIN)
        canvas.scale(frame.scale, frame.scale)
        canvas.setLineWidth(_RULE_WIDTH)

    def end(self) -> None:
        """Finish the page; a wide one is shown turned upright on a screen."""
        paper = (sheet.PAPER_WIDTH, sheet.PAPER_HEIGHT)
        self._canvas.restoreState()
        self._canvas.setPageSize(paper[::-1] if self._frame.is_wide else paper)  # as shown
        self._canvas.setPageRotation(90 if self._frame.is_wide else 0)
        self._canvas.showPage()
        self.pages.append("".join(self._words))
        self._words.clear()

    def upright(self) -> None:
        """Leave a wide page's turned frame: what follows is placed as on a portrait page."""
        frame = self._frame
        self._canvas.restoreState()
        self.begin(sheet.PORTRAIT)
        self._frame = frame

    def text(self, line: Line, at: tuple[float, float], *, size: float, bold: bool = False) -> None:
        """Draw one line with its left edge and baseline at a point."""
        if bold:
            self._canvas.setLineWidth(size * _BOLD_STROKE_EM)
        shown = "\n".join(self._shown(run, at, size=size) for run in line.runs)
        self._canvas.addLiteral(f"BT {2 if bold else 0} Tr\n{shown}\nET")
        if bold:
            self._canvas.setLineWidth(_RULE_WIDTH)

    def _shown(self, run: Run, at: tuple[float, float], *, size: float) -> str:
        """The operators that show a run: reportlab's text objects take thrice the time for the same."""
        codes = self._codes.get(run.font)
        if codes is None:
            codes = self._codes[run.font] = _Codes(run.font, self._canvas._doc)
        x, y = at[0] + run.x, run.rise * size - at[1]
        self._words.append(run.text)
        shown = codes.shown(run.text, size)
        return f"1 0 0 1 {x:.3f} {y:.3f} Tm {run.spacing:.4f} Tc {shown}"

    def rules(
        self,
        segments: Sequence[tuple[float, float, float, float]],
        *,
        width: float = _RULE_WIDTH,
        grey: float = 0.0,
    ) -> None:
        """Draw straight rules, each from (x, y) to (x, y), grey as 0 black to 1 white."""
        path = _path(segments)
        if (width, grey) == (_RULE_WIDTH, 0.0):
            self._canvas.addLiteral(f"{path} S")
        else:
            self._canvas.addLiteral(f"q {width:.4f} w {grey:.2f} G {path} S Q")

    def red_rule(self, segment: tuple[float, float, float, float], *, width: float) -> None:
        """Draw one straight rule in the red of a 版头."""
        red, green, blue = _RED
        self._canvas.addLiteral(f"q {width:.4f} w {red} {green} {blue} RG {_path([segment])} S Q")

    def hatch(self, corner: tuple[float, float], size: tuple[float, float]) -> None:
        """Fill a box, given by its top left corner, width and height, with oblique lines."""
        (left, top), (width, height) = corner, size
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(left, -top - height, width, height)
        self._canvas.clipPath(path, stroke=0, fill=0)
        self._canvas.setLineWidth(_HATCH_WIDTH)
        steps = range(int((width + height) / _HATCH_PT) + 1)
        foot = -top - height
        self._canvas.lines(
            [
                (left - height + n * _HATCH_PT, foot, left + n * _HATCH_PT, foot + height)
                for n in steps
            ]
        )
        self._canvas.restoreState()

    def shade(self, corner: tuple[float, float], size: tuple[float, float], *, grey: float) -> None:
        """Fill a box, given by its top left corner, width and height, with grey (1 is white)."""
        self._canvas.saveState()
        self._canvas.setFillGray(grey)
        self._canvas.rect(corner[0], -corner[1] - size[1], *size, stroke=0, fill=1)
        self._canvas.restoreState()

    def boxes(self, found: Iterable[tuple[float, float, float, float]]) -> None:
        """Fill boxes with ink as one shape, each by its left, upper, right and lower edge."""
        path = self._canvas.beginPath()
        for left, upper, right, lower in found:
            path.rect(left, -lower, right - left, lower - upper)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def ink(self, *, grey: float = 0.0, red: bool = False) -> None:
        """Draw what follows in grey (0 black, 1 white), or in the red of a 版头."""
        if red:
            self._canvas.setFillColorRGB(*_RED)
        else:
            self._canvas.setFillGray(grey)

    def anchor(self, name: str, *, top: float) -> None:
        """Name a place that links lead to."""
        self._canvas.bookmarkHorizontal(_key(name), 0, -top)

    def link(self, name: str, corner: tuple[float, float], *, size: tuple[float, float]) -> None:
        """Make a box lead to an anchor, before or behind; drawn it is not."""
        if name in self._anchors:
            box = (corner[0], -corner[1] - size[1], corner[0] + size[0], -corner[1])
            self._canvas.linkRect("", _key(name), box, thickness=0)

    def outline(self, title: str, *, level: int, top: float) -> None:
        """Enter a title in the document's outline; a level that skips its parent is raised."""
        self._entries += 1
        self._outline_depth = min(level, self._outline_depth + 1)
        key = f"p{self._entries}"
        if self._frame.is_wide:
            self._canvas.bookmarkPage(key, fit="Fit")
        else:
            self._canvas.bookmarkHorizontal(key, 0, -top)
        self._canvas.addOutlineEntry(title, key, self._outline_depth, closed=0)


def _key(name: str) -> str:
    """An anchor's name beside those of the outline."""
    return f"a-{name}"


def _path(segments: Iterable[tuple[float, float, float, float]]) -> str:
    """The operators of straight lines."""
    return " ".join([f"{x1:.3f} {-y1:.3f} m {x2:.3f} {-y2:.3f} l" for x1, y1, x2, y2 in segments])


class _Codes(dict[str, tuple[str, str]]):
    """Characters of one font as a page writes them: the subset font's name, and the code escaped."""

    def __init__(self, font_name: str, document: Any) -> None:
        from reportlab.pdfbase.pdfmetrics import getFont

        super().__init__()
        self._font, self._document = getFont(font_name), document
        self._shown: dict[tuple[str, float], str] = {}

    def shown(self, text: str, size: float) -> str:
        """The operators that show a text; tables say the same over and over again."""
        found = self._shown.get((text, size))
        if found is None:
            parts = groupby(map(self.__getitem__, text), itemgetter(0))
            found = self._shown[text, size] = " ".join(
                [
                    f"{font} {size:.4f} Tf ({''.join([code for _, code in part])}) Tj"
                    for font, part in parts
                ]
            )
        return found

    def __missing__(self, char: str) -> tuple[str, str]:
        from reportlab.lib.rl_accel import escapePDF

        ((subset, code),) = self._font.splitString(char, self._document)
        name = self._font.getSubsetInternalName(subset, self._document)
        found = self[char] = (name, escapePDF(code))
        return found
