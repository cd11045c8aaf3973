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


class LaidLine(NamedTuple):
    """One line of a block where it is to go.

    Attributes:
        row: row of the table, from 0; rows beyond the last are new ones.
        texts: what stands there, for each of the columns as far as the line reaches; "" keeps what is
            in the table.
    """

    row: int
    texts: tuple[str, ...]


class Laid(NamedTuple):
    """A block laid onto a table.

    Attributes:
        columns: the columns of the table, from 0, that the block may reach and that can be typed into.
        lines: what lands on them.
        outside: cells with text beyond the table's last column.
        closed: cells with text on columns that the program works out.
    """

    columns: tuple[int, ...]
    lines: tuple[LaidLine, ...]
    outside: int
    closed: int


def read_block(text: str) -> Block:
    """The cells of a copied block: tabs between cells, quotes around cells with line breaks.

    The line break that ends the last row is no row; a text without tabs is one cell per line.
    """
    rows = csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=False)
    found = [tuple([cell.replace("\r\n", "\n") for cell in row]) or ("",) for row in rows]
    while found and not any(found[-1]):
        found.pop()
    return tuple(found)


def lay(block: Block, *, at: tuple[int, int], open_columns: Sequence[bool]) -> Laid:
    """Lay a block onto a table, its first cell at `at`; a large one line by line, not cell by cell.

    Args:
        block: the cells.
        at: row and column of the current cell.
        open_columns: for each column of the table, whether it can be typed into.
    """
    top, left = at
    reached = open_columns[left:]
    open_at = [right for right, is_open in enumerate(reached) if is_open]
    closed_at = [right for right, is_open in enumerate(reached) if not is_open]
    lines: list[LaidLine] = []
    outside = closed = 0
    for row, line in enumerate(block, start=top):
        bare = [text.strip() for text in line]
        wide = len(bare)
        lines.append(LaidLine(row, tuple([bare[right] for right in open_at if right < wide])))
        closed += sum([bare[right] != "" for right in closed_at if right < wide])
        outside += sum([text != "" for text in bare[len(reached) :]])
    columns = tuple(left + right for right in open_at)
    return Laid(columns, tuple(lines), outside, closed)


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
