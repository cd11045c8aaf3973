"""Writes a table as CSV: UTF-8 with BOM for Excel and WPS; no text of a user's becomes a formula there."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetTable,
    cell_words,
    number_in,
    worked_out,
)
from zjmz_desktop.exchange.written_files import write_whole

GUARD = "'"
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", GUARD)


def write_csv(path: Path, table: SheetTable) -> None:
    """Write header, rows and the total as values; title and foot lines are for paper only.

    Raises:
        FileNotWrittenError: with a sentence.
    """

    def write(part: Path) -> None:
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            pen = csv.writer(file)
            pen.writerow(guarded(c.group + c.title if c.group else c.title) for c in table.columns)
            for row in worked_out(table):
                pen.writerow(
                    cell_words(cell, column)
                    if number_in(cell) is not None and column.kind is ColumnKind.NUMBER
                    else guarded(cell_words(cell, column))
                    for cell, column in zip(row, table.columns, strict=True)
                )

    write_whole(path, write)


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of texts as one CSV, each text guarded: of a program's own numbers none is negative."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(text) for text in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that a spreadsheet program can't take for a formula; `unguarded` takes it back."""
    return GUARD + text if text.startswith(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """A text as it was before `guarded`."""
    bare = text.removeprefix(GUARD)
    return bare if text != bare and bare.startswith(_DANGEROUS) else text
