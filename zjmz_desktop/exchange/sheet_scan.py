"""A look at a worksheet's XML before a library reads it: where it ends, what is merged, what is missing.

A file of 4.7 KB with one cell at XFD1048576 takes a library to gigabytes; here it costs one event.
"""

from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat

from zjmz_desktop.domain.sheets import Place, Span, place_of

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 256, 400_000
MOST_MERGED = 20_000
_NAMESPACE = " "


class ScanError(Exception):
    """Why the sheet is not read, as the middle of a sentence."""


class Scan(NamedTuple):
    """What a worksheet holds.

    Attributes:
        rows: rows up to the last filled one.
        columns: columns up to the last filled one.
        merged: merged cells.
        uncomputed: formulas without a result.
    """

    rows: int
    columns: int
    merged: tuple[Span, ...]
    uncomputed: tuple[Place, ...]


def scan(pieces: Iterable[bytes]) -> Scan:
    """Look through a worksheet's XML.

    Raises:
        ScanError: no XML, entities, or filled cells beyond the limits.
    """
    look = _Look()
    parser = expat.ParserCreate(namespace_separator=_NAMESPACE)
    parser.StartDoctypeDeclHandler = look.doctype
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.characters
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise ScanError("里面的表格内容坏了") from error
    return Scan(look.rows, look.columns, tuple(look.merged), tuple(look.uncomputed))


class _Look:
    """What has been seen so far."""

    def __init__(self) -> None:
        self.rows = self.columns = self._cells = 0
        self.merged: list[Span] = []
        self.uncomputed: list[Place] = []
        self._row, self._column = -1, -1
        self._is_text = False
        self._filled = self._formula = self._in_value = False

    def doctype(self, *_: object) -> None:
        """A worksheet has none; entities are declared there."""
        raise ScanError("里面有不该有的声明，可能是恶意文件")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        match name.rpartition(_NAMESPACE)[2]:
            case "row":
                self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
                self._column = -1
            case "c":
                self._begin_cell(attributes.get("r", ""), is_text=attributes.get("t") == "str")
            case "v":
                self._in_value = True
                self._filled |= self._is_text  # a formula's result may be an empty text
            case "is":
                self._filled = True
            case "f":
                self._formula = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def characters(self, text: str) -> None:
        """A value that is there at all: some programs write an empty one under a formula not worked out."""
        if self._in_value and text:
            self._filled = True

    def _begin_cell(self, reference: str, *, is_text: bool) -> None:
        self._filled = self._formula = self._in_value = False
        self._is_text = is_text
        if reference:
            self._row, self._column = place_of(reference)
        else:
            self._column += 1

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if len(self.merged) >= MOST_MERGED:
            raise ScanError(f"合并的格子超过{MOST_MERGED}处")
        if last:
            self.merged.append(Span(*place_of(first), *place_of(last)))

    def end(self, name: str) -> None:
        """One element ends; a filled cell counts."""
        self._in_value = False
        if name.rpartition(_NAMESPACE)[2] != "c" or not (self._filled or self._formula):
            return
        at = Place(self._row, self._column)
        self._cells += 1
        if at.row >= MOST_ROWS or at.column >= MOST_COLUMNS:
            raise ScanError(f"{at.name}里有内容，超过{MOST_ROWS}行、{MOST_COLUMNS}列")
        if self._cells > MOST_CELLS:
            raise ScanError(f"填了内容的格子超过{MOST_CELLS}个")
        self.rows, self.columns = max(self.rows, at.row + 1), max(self.columns, at.column + 1)
        if not self._filled:
            self.uncomputed.append(at)
