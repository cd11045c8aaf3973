"""Writes tables as an .xlsx workbook that one would be proud to hand on.

A4, fitted to its width, headers repeated and frozen, page x of y; sums and quotients are live formulas;
a user's text is written as text and never becomes a formula.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetCell,
    SheetColumn,
    SheetTable,
    cell_words,
    decimals_of,
    number_in,
    quotient_formula,
    sum_formula,
    total_row,
    width_of,
    with_quotients,
)
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.exchange.written_files import write_whole

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = "宋体"
_A4 = 9
_TITLE_HEIGHT, _HEAD_HEIGHT, _ROW_HEIGHT = 30, 30, 20
_BARRED = str.maketrans("[]:*?/\\", "（）：＊？／、")
_LONGEST_NAME = 31
_BOXED = {"border": 1, "indent": 1}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": False,
}


def write_tables(path: Path, tables: Sequence[SheetTable], *, author: str = "") -> None:
    """Write tables as one workbook, a sheet each.

    Args:
        path: the file; replaced only once the new one is whole.
        tables: at least one.
        author: the office, for the file's properties.

    Raises:
        FileNotWrittenError: with a sentence.
    """

    def write(part: Path) -> None:
        book = new_book(part, title=tables[0].title, author=author)
        styles = Styles(book)
        names: set[str] = set()
        for table in tables:
            _Pen(book, styles, table=table, name=sheet_name(table.name, names)).draw()
        close_book(book)

    write_whole(path, write)


def new_book(path: Path, *, title: str, author: str) -> "Workbook":
    """An empty workbook to be written to `path`; a text in it never becomes a formula or a link."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"title": title, "author": author})
    return book


def close_book(book: "Workbook") -> None:
    """Write it out.

    Raises:
        OSError: what the disk said.
    """
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError from error


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that every spreadsheet program takes, unlike the others; `taken` grows by it."""
    bare = wanted.translate(_BARRED).strip("'")[:_LONGEST_NAME] or "表"
    name, number = bare, 1
    while name.casefold() in taken:
        number += 1
        name = f"{bare[: _LONGEST_NAME - 4]}（{number}）"
    taken.add(name.casefold())
    return name


class Styles:
    """Cell formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """A format with the house's font and these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            whole = {"font_name": FONT, "font_size": 11, "valign": "vcenter", **properties}
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


class _Pen:
    """Draws one table onto one sheet."""

    def __init__(self, book: "Workbook", styles: Styles, *, table: SheetTable, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._styles, self._table = styles, table
        self._rows = with_quotients(table)
        self._last = len(table.columns) - 1
        self._top = 1 + len(table.head_lines)
        self._first = self._top + (2 if table.has_groups else 1)

    def draw(self) -> None:
        """All of it."""
        self._title()
        self._header()
        for index, row in enumerate(self._rows):
            bold = index in self._table.bold_rows
            self._row(self._first + index, row, bold=bold)
        if self._table.total:
            self._total()
        self._foot()
        self._columns()
        self._print_set_up()

    def _title(self) -> None:
        style = self._styles.of(bold=True, font_size=16, align="center")
        self._across(self._table.title, style)
        self._sheet.set_row(0, _TITLE_HEIGHT)
        for index, (left, right) in enumerate(self._table.head_lines, start=1):
            self._sheet.write_string(index, 0, left, self._styles.of())
            if right and self._last:
                self._sheet.write_string(index, self._last, right, self._styles.of(align="right"))

    def _across(self, text: str, style: Any) -> None:
        if self._last:
            self._sheet.merge_range(0, 0, 0, self._last, "", style)
        self._sheet.write_string(0, 0, text, style)

    def _header(self) -> None:
        style = self._styles.of(
            bold=True, align="center", border=1, bg_color="#E8EEF6", text_wrap=True
        )
        bottom = self._first - 1
        for at, column in enumerate(self._table.columns):
            if bottom > self._top and not column.group:
                self._sheet.merge_range(self._top, at, bottom, at, "", style)
                self._sheet.write_string(self._top, at, column.title, style)
            else:
                self._sheet.write_string(bottom, at, column.title, style)
        for left, right, group in _groups(self._table.columns):
            if right > left:
                self._sheet.merge_range(self._top, left, self._top, right, "", style)
            self._sheet.write_string(self._top, left, group, style)
        for row in range(self._top, self._first):
            self._sheet.set_row(row, _HEAD_HEIGHT)

    def _row(self, at: int, cells: Sequence[SheetCell], *, bold: bool = False) -> None:
        self._sheet.set_row(at, _ROW_HEIGHT)
        for column, cell in enumerate(cells):
            shape = self._table.columns[column]
            if shape.quotient is not None:
                formula = quotient_formula(shape.quotient, row=at)
                self._formula(Place(at, column), formula, cell=cell, bold=bold)
            else:
                self._cell(Place(at, column), cell, bold=bold)

    def _cell(self, at: Place, cell: SheetCell, *, bold: bool) -> None:
        style = self._style(self._table.columns[at.column], cell, bold=bold)
        number = number_in(cell)
        if number is not None:
            self._sheet.write_number(*at, number, style)
        elif cell:
            self._sheet.write_string(*at, str(cell), style)
        else:
            self._sheet.write_blank(*at, None, style)

    def _formula(self, at: Place, formula: str, *, cell: SheetCell, bold: bool) -> None:
        value = number_in(cell)
        style = self._style(self._table.columns[at.column], cell, bold=bold)
        self._sheet.write_formula(*at, formula, style, "" if value is None else value)

    def _style(self, column: SheetColumn, cell: SheetCell, *, bold: bool) -> Any:
        if column.kind is ColumnKind.NUMBER:
            decimals = decimals_of(cell, column)
            shape = f"0.{'0' * decimals}" if decimals else "0"
            return self._styles.of(bold=bold, align="right", num_format=shape, **_BOXED)
        align = "center" if column.kind is ColumnKind.DATE else "left"
        return self._styles.of(bold=bold, align=align, text_wrap=True, num_format="@", **_BOXED)

    def _total(self) -> None:
        at, cells = self._first + len(self._rows), total_row(self._table)
        self._row(at, cells, bold=True)
        for column, shape in enumerate(self._table.columns):
            if shape.summed and self._rows:
                formula = sum_formula(column, first=self._first, last=at - 1)
                self._formula(Place(at, column), formula, cell=cells[column], bold=True)

    def _foot(self) -> None:
        below = self._first + len(self._rows) + bool(self._table.total)
        for index, line in enumerate(self._table.foot_lines):
            self._sheet.write_string(below + index, 0, line, self._styles.of(font_size=10))

    def _columns(self) -> None:
        for at, column in enumerate(self._table.columns):
            texts = (cell_words(row[at], column) for row in self._rows)
            self._sheet.set_column(at, at, width_of(column, texts))

    def _print_set_up(self) -> None:
        sheet = self._sheet
        sheet.set_paper(_A4)
        if self._table.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.repeat_rows(self._top, self._first - 1)
        sheet.set_footer("&C第 &P 页  共 &N 页")
        sheet.freeze_panes(self._first, self._table.frozen)


def _groups(columns: Sequence[SheetColumn]) -> list[tuple[int, int, str]]:
    """(first column, last column, group) of neighbours under one upper header."""
    found: list[tuple[int, int, str]] = []
    for at, column in enumerate(columns):
        if not column.group:
            continue
        if found and found[-1][2] == column.group and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at, column.group)
        else:
            found.append((at, at, column.group))
    return found
