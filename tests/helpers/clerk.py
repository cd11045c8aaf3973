"""Fills a template workbook with openpyxl, as a clerk would in WPS: by what stands in the sheet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

MARK = "#填报模板"
Cell = str | int | float | None


class Clerk:
    """An open template; lines are found by their hidden id, columns by their hidden role."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.lines: dict[tuple[str, str], tuple[Any, int, Mapping[str, int]]] = {}
        self.new: dict[str, list[tuple[Any, int, Mapping[str, int]]]] = {}
        for sheet in self.book.worksheets:
            self._find(sheet)

    def _find(self, sheet: Any) -> None:
        kind, roles = "", {}
        for row in sheet.iter_rows():
            first = str(row[0].value or "")
            if first.startswith(MARK):
                kind = first.removeprefix(MARK).strip()
                roles = {str(c.value): c.column for c in row[1:] if c.value}
            elif first.partition(" ")[0] == "new":
                self.new.setdefault(kind, []).append((sheet, row[0].row, roles))
            elif first and kind not in ("", "end", "facts"):
                self.lines[kind, first] = (sheet, row[0].row, roles)

    def fill(self, line: str, kind: str = "figures", **typed: Cell) -> str:
        """Type into a line; returns the place of the last cell, as a sentence names it."""
        return self._type(self.lines[kind, line], typed)

    def add(self, register: str, **typed: Cell) -> str:
        """Type a new object into the next empty line."""
        return self._type(self.new[f"register {register}"].pop(0), typed)

    def _type(self, at: tuple[Any, int, Mapping[str, int]], typed: Mapping[str, Cell]) -> str:
        sheet, row, roles = at
        place = ""
        for role, value in typed.items():
            cell = sheet.cell(row, roles[role])
            cell.value = value
            place = f"表“{sheet.title}” {cell.coordinate}"
        return place

    def sign(self, **typed: str) -> None:
        """Write on the first sheet: filler, reported_on."""
        for code, text in typed.items():
            self.fill(code, "signature", text=text)

    def save(self, path: Path | None = None) -> Path:
        """Save."""
        self.book.save(path or self.path)
        return path or self.path
