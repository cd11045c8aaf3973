"""Writes a table as CSV: UTF-8 with BOM for Excel and WPS; no text of a user's becomes a formula there."""

import csv
from pathlib import Path

from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetTable,
    cell_words,
    number_in,
    worked_out,
)
from zjmz_desktop.exchange.csv_texts import guarded
from zjmz_desktop.exchange.written_files import write_whole


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
