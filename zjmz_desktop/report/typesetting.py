"""Styles of text, and the breaking of texts into lines and strips of a style."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from zjmz_desktop.report.fonts import INK_CENTRE_EM, Face, FontSet
from zjmz_desktop.report.linebreak import Line, Measure, Setting, break_lines
from zjmz_desktop.report.pagination import Strip
from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.sheet import PITCH, Frame

_UNBOUNDED_PT = 1e6


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set.

    Attributes:
        face: face.
        size: size in points.
        pitch: points from one baseline to the next.
        advance: factor on every width.
        indent: indent of the first line in points.
        setting: how lines stand in the width.
        bold: whether the strokes are thickened.
    """

    face: Face
    size: float
    pitch: float
    advance: float = 1.0
    indent: float = 0.0
    setting: Setting = Setting.LEFT
    bold: bool = False


class Typesetter:
    """Breaks texts into lines with the fonts of one paper, in one frame.

    Args:
        fonts: the paper's fonts.
        frame: type area that the texts are for.
    """

    def __init__(self, fonts: FontSet, frame: Frame) -> None:
        self.frame = frame
        self._fonts = fonts
        self._broken = lru_cache(maxsize=4096)(self._break)

    def lines(self, text: str, style: Style, *, width: float) -> tuple[Line, ...]:
        """A text broken to a width."""
        return self._broken(text, style, width=width)

    def _break(self, text: str, style: Style, *, width: float) -> tuple[Line, ...]:
        return break_lines(text, self.measure(style, width))

    def measure(self, style: Style, width: float) -> Measure:
        """What a text in this style is broken to in a width."""
        glyph = self._fonts.glyphs_of(style.face)
        return Measure(glyph, style.size, width, style.indent, style.advance, style.setting)

    def one_line(self, text: str, style: Style) -> Line | None:
        """A text on one line, however long; None for no text."""
        plain = replace(style, setting=Setting.LEFT, indent=0.0)
        return next(iter(self.lines(text, plain, width=_UNBOUNDED_PT)), None)

    def width_of(self, text: str, style: Style) -> float:
        """Points that a text takes on one line."""
        line = self.one_line(text, style)
        return line.right if line else 0.0

    def strips(
        self, text: str, style: Style, *, entry: tuple[int, str] | None = None
    ) -> "list[TextStrip]":
        """A text over the frame's whole width, one strip a line, the first with the entry."""
        return stacked(self.lines(text, style, width=self.frame.width), style, entry=entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStrip(Strip):
    """One line of text.

    Attributes:
        line: the line.
        style: how it is set.
        left: its left edge in the type area.
        entry: its entry in the outline (level from 0, title), if any.
        anchor: name by which links find it, or "".
        link: anchor that the line leads to, or "".
    """

    line: Line
    style: Style
    left: float = 0.0
    entry: tuple[int, str] | None = None
    anchor: str = ""
    link: str = ""

    @property
    def is_blank(self) -> bool:
        """Never: a line, even an empty one, stands where it was put."""
        return False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the line, its ink centred in the em below `top`."""
        if self.entry:
            pen.outline(self.entry[1], level=self.entry[0], top=top)
        if self.anchor:
            pen.anchor(self.anchor, top=top)
        if self.link:
            pen.link(self.link, (self.left, top), size=(self.line.right, self.style.size))
        baseline = top + (0.5 + INK_CENTRE_EM) * self.style.size
        pen.text(self.line, (self.left, baseline), size=self.style.size, bold=self.style.bold)


def stacked(
    lines: Sequence[Line],
    style: Style,
    *,
    left: float = 0.0,
    entry: tuple[int, str] | None = None,
) -> list[TextStrip]:
    """Lines as strips one under another; those at the body's pitch stand on the page's grid."""
    return [
        TextStrip(
            height=style.pitch,
            trail=style.pitch - style.size,
            snap=style.pitch == PITCH,
            line=line,
            style=style,
            left=left,
            entry=entry if number == 0 else None,
        )
        for number, line in enumerate(lines)
    ]


def keeping(strips: Sequence[Strip], count: int) -> list[Strip]:
    """The same strips, each on one page with the `count` that follow it."""
    return [replace(strip, keep=count) for strip in strips]
