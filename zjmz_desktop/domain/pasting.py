"""Blocks of cells over the clipboard: what Excel and WPS put there, and what they take from there."""

import csv
import html
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Block = tuple[tuple[str, ...], ...]
_TEXT_FORMAT = "mso-number-format:'\\@'"  # the cell is text there: no formula, no lost zeros

_NUMBER = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?%?")


class Pasted(NamedTuple):
    """One cell of a block where it is to go.

    Attributes:
        row: row of the table, from 0; rows beyond the last are new ones.
        column: column of the table, from 0.
        text: what stands there; "" keeps what is in the table.
    """

    row: int
    column: int
    text: str


class Laid(NamedTuple):
    """A block laid onto a table.

    Attributes:
        cells: what lands on a column that can be typed into.
        outside: cells with text beyond the table's last column or its last row.
        closed: cells with text on columns that the program works out.
    """

    cells: tuple[Pasted, ...]
    outside: int
    closed: int


def read_block(text: str) -> Block:
    """The cells of a copied block: tabs between cells, quotes around cells with line breaks.

    The line break that ends the last row is no row; a text without tabs is one cell per line.
    """
    rows = csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=False)
    found = [tuple(cell.replace("\r\n", "\n") for cell in row) or ("",) for row in rows]
    while found and not any(found[-1]):
        found.pop()
    return tuple(found)


def lay(
    block: Block, *, at: tuple[int, int], open_columns: Sequence[bool], rows: int | None = None
) -> Laid:
    """Lay a block onto a table, its first cell at `at`.

    Args:
        block: the cells.
        at: row and column of the current cell.
        open_columns: for each column of the table, whether it can be typed into.
        rows: how many rows the table has; None where rows can be added.
    """
    cells: list[Pasted] = []
    outside = closed = 0
    for down, line in enumerate(block):
        for right, text in enumerate(line):
            row, column = at[0] + down, at[1] + right
            bare = text.strip()
            filled = bool(bare)
            if column >= len(open_columns) or (rows is not None and row >= rows):
                outside += filled
            elif not open_columns[column]:
                closed += filled
            else:
                cells.append(Pasted(row, column, bare))
    return Laid(tuple(cells), outside, closed)


def filled_over(block: Block, *, rows: int, columns: int) -> Block:
    """One copied cell fills a whole selection; any other block stays as it is."""
    if len(block) == 1 and len(block[0]) == 1:
        return ((block[0][0],) * columns,) * rows
    return block


def block_text(rows: Iterable[Iterable[str]]) -> str:
    """Cells as plain text for the clipboard."""
    out = io.StringIO(newline="")
    csv.writer(out, dialect="excel-tab", lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def block_html(rows: Iterable[Iterable[str]], *, numeric: Sequence[bool] = ()) -> str:
    """Cells as a table for the clipboard; texts are marked so that they stay texts in Excel and WPS.

    Args:
        rows: the cells.
        numeric: for each column, whether its cells are numbers there; a missing one is text. What is
            no number all the same (7/8, 未报) stays text, or it would become a date.
    """
    lines = []
    for row in rows:
        cells = []
        for at, text in enumerate(row):
            number = at < len(numeric) and numeric[at] and _NUMBER.fullmatch(text)
            style = "" if number else f' style="{_TEXT_FORMAT}"'
            words = html.escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')
            cells.append(f"<td{style}>{words}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"
