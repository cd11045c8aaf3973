"""Ruled tables as strips: header repeated on every page, rows never split, cells broken as text."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from zjmz_desktop.domain.paper import Align, Table
from zjmz_desktop.report.flowables import (
    NOTE,
    blank,
    caption_strips,
    continued_strips,
    keep_last,
    note_strips,
)
from zjmz_desktop.report.fonts import INK_CENTRE_EM, Face
from zjmz_desktop.report.linebreak import Line, Setting, widest_atom
from zjmz_desktop.report.pagination import Strip
from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.sheet import PITCH
from zjmz_desktop.report.typesetting import Style, Typesetter, keeping

_SIDE_PT, _ABOVE_PT = 4.0, 3.6
_LEADING_EM = 1.32
_SIZES_PT = (10.5, 9.0, 7.5)
_LARGE_PT = 14.0
_ROOMY = 9  # columns that can be read in the larger size
_WIDEST_MINIMUM = 0.4
_HEAD_GREY = 0.92
_LAST_ROWS = 2  # that go with what stands under the table: no page has one row alone
_ROOM_TO_WRITE = 2  # lines that a row to be written in by hand is high
_SLACK_PT = 0.01
_LABELS = 4 * PITCH  # room over a table for 附件1 and its title, so that a first row stands under
_SETTINGS = {
    Align.LEFT: Setting.LEFT,
    Align.CENTRE: Setting.CENTRE,
    Align.RIGHT: Setting.RIGHT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowStrip(Strip):
    """One row of a ruled table.

    Attributes:
        edges: where the vertical rules stand, one more than cells.
        cells: lines of each cell.
        style: how cells are set.
        is_head: whether it is the header row: shaded, ruled above.
        anchor: name by which links find it, or "".
        link: number of a cell and the anchor that it leads to, if any.
    """

    edges: tuple[float, ...]
    cells: tuple[tuple[Line, ...], ...]
    style: Style
    is_head: bool = False
    anchor: str = ""
    link: tuple[int, str] | None = None

    @property
    def is_blank(self) -> bool:
        """Never: an empty row is still ruled."""
        return False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw shade, cells and rules; the row above has drawn the rule between."""
        if self.is_head:
            extent = (self.edges[-1] - self.edges[0], self.height)
            pen.shade((self.edges[0], top), extent, grey=_HEAD_GREY)
        for left, lines in zip(self.edges, self.cells, strict=False):
            self._draw_cell(pen, (left + _SIDE_PT, top), lines=lines)
        self._tie(pen, top)
        bottom = top + self.height
        rules = [(x, top, x, bottom) for x in self.edges]
        rules += [(self.edges[0], y, self.edges[-1], y) for y in (top, bottom)]
        pen.rules(rules)

    def _tie(self, pen: Pen, top: float) -> None:
        """Name the row, and make its one cell lead elsewhere."""
        if self.anchor:
            pen.anchor(self.anchor, top=top)
        if self.link:
            left, right = self.edges[self.link[0] : self.link[0] + 2]
            pen.link(self.link[1], (left, top), size=(right - left, self.height))

    def _draw_cell(self, pen: Pen, corner: tuple[float, float], *, lines: tuple[Line, ...]) -> None:
        pitch = self.style.pitch
        first = corner[1] + (self.height - len(lines) * pitch + pitch) / 2
        for number, line in enumerate(lines):
            baseline = first + number * pitch + INK_CENTRE_EM * self.style.size
            pen.text(line, (corner[0], baseline), size=self.style.size)


class _Ruling:
    """A table being laid out: the size and the column widths that its texts ask for."""

    def __init__(self, table: Table, setter: Typesetter) -> None:
        self._table, self._setter = table, setter
        width = setter.frame.width
        for size in _sizes(table):
            self._style = Style(Face.SONG, size, round(size * _LEADING_EM, 1))
            least = [self._least(number) for number in range(len(table.columns))]
            if sum(least) <= width:
                break
        weights = [column.weight for column in table.columns]
        widths = column_widths(weights, least, total=width)
        self._edges = tuple(accumulate(widths, initial=0.0))
        self.repeat: tuple[Strip, ...] = ()  # what stands over a row that begins a page
        self._styles, self._bold_styles = self._by_column(Face.SONG), self._by_column(Face.HEI)

    def head(self) -> list[RowStrip]:
        """The header row."""
        style = replace(self._style, face=Face.HEI, setting=Setting.CENTRE)
        titles = zip(self._table.columns, pairwise(self._edges), strict=True)
        cells = [self._balanced(column.title, style, between=pair) for column, pair in titles]
        return self._row(cells, style, is_head=True) if cells else []

    def row(self, number: int, *, most: float) -> list[Strip]:
        """One row as a strip; as several only where it is taller than a page (`most` points).

        A bold one may stand over the rows of a group, and is never parted from the next, as one that has
        rows under it.
        """
        is_bold = number in self._table.bold_rows
        styles, edges = self._places(number)
        texts = zip(self._table.rows[number], styles, pairwise(edges), strict=False)
        cells = [self._cell(text, style, between=pair) for text, style, pair in texts]
        least = _ROOM_TO_WRITE if number in self._table.tall_rows else 1
        strips = self._row(cells, styles[0], most=most, least=least)
        strips = [replace(strip, edges=edges) for strip in strips]
        found: list[Strip] = [self._tied(strips[0], number), *strips[1:]]
        leads = is_bold or number + 1 in self._table.under_rows
        return keep_last(found, 1) if leads else found

    def _places(self, number: int) -> tuple[list[Style], tuple[float, ...]]:
        """How the cells of a row are set, and the rules between them; of a joined row they are fewer."""
        table = self._table
        styles, edges = (
            self._bold_styles if number in table.bold_rows else self._styles,
            self._edges,
        )
        if number in table.centred_rows:
            styles = [replace(style, setting=Setting.CENTRE) for style in styles]
        if number in table.joined_rows:
            joined = replace(styles[table.joined], setting=Setting.CENTRE)
            return [*styles[: table.joined], joined], (*edges[: table.joined + 1], edges[-1])
        return styles, edges

    def _by_column(self, face: Face) -> list[Style]:
        """The style of each column's cells."""
        style = replace(self._style, face=face)
        return [replace(style, setting=_SETTINGS[c.align]) for c in self._table.columns]

    def _tied(self, strip: RowStrip, number: int) -> Strip:
        """A row with its name and its link, where the table has them."""
        table = self._table
        if not table.anchors and not table.links:
            return strip
        anchor = table.anchors[number] if table.anchors else ""
        link = table.links[number] if table.links else ""
        return replace(strip, anchor=anchor, link=(table.linked, link) if link else None)

    def _row(
        self,
        cells: Sequence[tuple[Line, ...]],
        style: Style,
        *,
        is_head: bool = False,
        most: float = math.inf,
        least: int = 1,
    ) -> list[RowStrip]:
        tallest = max(least, *(len(lines) for lines in cells))
        fitting = max(1, int(min(tallest, (most - 2 * _ABOVE_PT) / style.pitch)))
        return [
            RowStrip(
                height=min(fitting, tallest - first) * style.pitch + 2 * _ABOVE_PT,
                edges=self._edges,
                cells=tuple(lines[first : first + fitting] for lines in cells),
                style=style,
                is_head=is_head,
                repeat=self.repeat,
            )
            for first in range(0, tallest, fitting)
        ]

    def _cell(self, text: str, style: Style, *, between: tuple[float, float]) -> tuple[Line, ...]:
        """The lines of a cell between two rules."""
        width = between[1] - between[0] - 2 * _SIDE_PT
        return self._setter.lines(text, style, width=width)

    def _balanced(
        self, text: str, style: Style, *, between: tuple[float, float]
    ) -> tuple[Line, ...]:
        """The same of a centred one, no character alone on its last line where that can be had."""
        left, right = between
        lines = self._cell(text, style, between=between)
        half = style.size / 2
        cuts = range(1, int((right - left - 2 * _SIDE_PT) / half) - 3)
        if len(lines) < 2 or len(lines[-1].text) > 1:
            return lines
        for cut in cuts:
            found = self._cell(text, style, between=(left + cut * half, right))
            if len(found) == len(lines) and len(found[-1].text) > 1:
                return tuple(_moved(line, cut * half / 2) for line in found)
        return lines

    def _least(self, number: int) -> float:
        """Width of the widest piece in a column that is not to be broken, within reason."""
        most = self._setter.frame.width * _WIDEST_MINIMUM
        plain, bold = (
            self._setter.measure(replace(self._style, face=face), most)
            for face in (Face.SONG, Face.HEI)
        )
        texts: dict[bool, list[str]] = {True: [self._table.columns[number].title], False: []}
        for index, row in enumerate(self._table.rows):
            texts[index in self._table.bold_rows].append(row[number])
        widest = widest_atom(texts[False], plain, least=widest_atom(texts[True], bold))
        if self._table.columns[number].is_whole:
            widths = (self._setter.width_of(text, self._style) for text in set(texts[False]))
            widest = max(widest, *widths, 0.0)
        return min(widest + 2 * _SIDE_PT + _SLACK_PT, most)


def _moved(line: Line, right: float) -> Line:
    runs = tuple(replace(run, x=run.x + right) for run in line.runs)
    return replace(line, runs=runs, right=line.right + right)


def _sizes(table: Table) -> Sequence[float]:
    """The sizes to try, largest first."""
    if table.large:
        return (_LARGE_PT, *_SIZES_PT)
    return _SIZES_PT if len(table.columns) <= _ROOMY else _SIZES_PT[1:]


def table_strips(table: Table, setter: Typesetter) -> list[Strip]:
    """A table with caption, head lines, header, rows and foot lines."""
    ruling = _Ruling(table, setter)
    head = ruling.head()
    above = caption_strips(table.number, table.title, setter=setter)
    above += [*note_strips(table.head_lines, setter), *head]
    again = (*continued_strips(table.number, setter), *head)
    most, first = (setter.frame.height - _height(before) for before in (again, above))
    first -= _LABELS
    ruling.repeat = again
    rows = [
        strip
        for number in range(len(table.rows))
        for strip in ruling.row(number, most=most if number else min(most, first))
    ]
    below = [*setter.strips(table.note, NOTE), *note_strips(table.foot_lines, setter)]
    if below:
        rows = keep_last(rows, _LAST_ROWS)
        below = keeping([blank(_ABOVE_PT), *below[:-1]], 1) + below[-1:]
    return [blank(PITCH / 3), *keeping(above, 2), *rows, *below, blank(PITCH / 3)]


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def column_widths(weights: Sequence[int], least: Sequence[float], *, total: float) -> list[float]:
    """Share `total` by weight, but give each column its least width where that can be had."""
    if sum(least) >= total:
        return [total * one / sum(least) for one in least]
    fixed: set[int] = set()
    while True:
        rest = total - sum(least[n] for n in fixed)
        weight = sum(max(w, 1) for n, w in enumerate(weights) if n not in fixed)
        shares = [
            least[n] if n in fixed else rest * max(w, 1) / weight for n, w in enumerate(weights)
        ]
        narrow = {n for n, share in enumerate(shares) if share < least[n]}
        if not narrow:
            return shares
        fixed |= narrow
