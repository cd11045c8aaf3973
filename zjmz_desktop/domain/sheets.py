"""Sheets from outside: a grid of texts, each as a clerk would have typed it.

So typing, pasting, workbooks and foreign sheets are read by one and the same rules. What can't be told
for sure (a number of more than 15 digits, a formula without a result) is no text but a fault.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError

_WHOLE_LIMIT = 10**15
_QUOTED = re.compile(r'"[^"]*"|\\.')
_NO_FAULTS: Mapping["Place", str] = MappingProxyType({})


class SheetFileError(ZjmzError):
    """A file of sheets that can't be read: which one, why, and what to do."""

    def __init__(self, name: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"没能读出“{name}”：{reason}。{remedy}没有写入任何数据。")
        self.name, self.reason, self.remedy = name, reason, remedy


class Place(NamedTuple):
    """A cell of a sheet; row and column count from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """As the sheet's own program writes it: `C17`."""
        return f"{column_letters(self.column)}{self.row + 1}"


class Span(NamedTuple):
    """Merged cells: first and last row and column, from 0, both ends in."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet.

    Attributes:
        name: its name.
        rows: texts by row and column; every row has the same length.
        merged: merged cells; only the first of each holds the text.
        faults: cells that can't be told for sure, with the reason.
        hidden: whether the sheet is hidden.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Span, ...] = ()
    faults: Mapping[Place, str] = _NO_FAULTS
    hidden: bool = False


def place_words(sheet: str, place: Place) -> str:
    """Where in a workbook, in words: 表“养老服务” C17."""
    return f"表“{sheet}” {place.name}"


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def place_of(name: str) -> Place:
    """`C17` → row 16, column 2."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(int(name[len(letters) :]) - 1, column - 1)


class UnclearCellError(Exception):
    """What stands in a cell can't be told for sure; the text says why."""


def cell_text(value: object, number_format: str = "") -> str:
    """What stands in a cell, as a clerk would have typed it.

    A sheet's float becomes exact by its 15 digits; a percent format makes `85%` of 0.85.

    Args:
        value: None, text, bool, int, float, or a date.
        number_format: the cell's number format, "" where the file keeps none.

    Raises:
        UnclearCellError: a number of more than 15 digits, infinite, or no number.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _number_text(value: float, number_format: str) -> str:
    if not abs(value) < _WHOLE_LIMIT:
        raise UnclearCellError("超过15位的数在表格软件里已经丢了末几位，请把这一格设为文本后重填")
    exact = Decimal(format(value, ".15g"))
    if "%" in _QUOTED.sub("", number_format):
        return f"{(exact * 100).normalize():f}%"
    return f"{exact.normalize():f}"
