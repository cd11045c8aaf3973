"""Writes tables as an .xlsx workbook that one would be proud to hand on.

A4, fitted to its width, headers repeated and frozen, page x of y; sums and quotients are live formulas;
a user's text is written as text and never becomes a formula.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    Live,
    SheetCell,
    SheetColumn,
    SheetTable,
    cell_words,
    columns_of,
    decimals_of,
    formula_of,
    laid_out,
    number_in,
    width_of,
    worked_out,
)
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.exchange.written_files import write_whole

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = "宋体"
_A4 = 9
_TITLE_HEIGHT, _LEAST_HEAD, _LINE, _LINE_ROOM = 30, 30, 15, 5
_BARRED = str.maketrans("[]:*?/\\", "（）：＊？／、")
_LONGEST_NAME = 31
_PORTRAIT_ROOM, _LANDSCAPE_ROOM = 180, 280  # half-width characters that are still read on A4
_HEAD = {"bold": True, "bg_color": "#E8EEF6"}
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
        self._cells, self._values = laid_out(table), worked_out(table)
        self._widths = [
            width_of(column, (cell_words(row[at], column) for row in self._values))
            for at, column in enumerate(table.columns)
        ]
        self._last = max(at for at, column in enumerate(table.columns) if not column.hidden)
        self._top = 1 + len(table.head_lines)
        self._first = self._top + (2 if table.has_groups else 1)

    def draw(self) -> None:
        """All of it."""
        self._title()
        self._header()
        for index in range(len(self._cells)):
            self._row(index)
        self._foot()
        self._columns()
        self._print_set_up()

    def _title(self) -> None:
        # What is centred over several pages stands on none of them whole.
        wide = self._pages_across() > 1
        style = self._styles.of(bold=True, font_size=16, align="left" if wide else "center")
        if wide:
            self._sheet.write_string(0, 0, self._table.title, style)
        else:
            self._across(0, self._table.title, style=style)
        self._sheet.set_row(0, _TITLE_HEIGHT)
        for index, (left, right) in enumerate(self._table.head_lines, start=1):
            told = f"{left}　　{right}" if wide and right else left
            self._sheet.write_string(index, 0, told, self._styles.of())
            if right and self._last and not wide:
                self._sheet.write_string(index, self._last, right, self._styles.of(align="right"))

    def _across(self, row: int, text: str, *, style: Any) -> None:
        if self._last:
            self._sheet.merge_range(row, 0, row, self._last, "", style)
        self._sheet.write_string(row, 0, text, style)

    def _header(self) -> None:
        style = self._styles.of(**_HEAD, align="center", border=1, text_wrap=True)
        bottom = self._first - 1
        for at, column in enumerate(self._table.columns):
            if bottom > self._top and not column.group:
                self._sheet.merge_range(self._top, at, bottom, at, "", style)
                self._sheet.write_string(self._top, at, column.title, style)
            else:
                self._sheet.write_string(bottom, at, column.title, style)
        for left, right, group in _groups(self._table.columns):
            if right > left and self._pages_across() > 1:
                self._open_group(left, right, group=group)
                continue
            if right > left:
                self._sheet.merge_range(self._top, left, self._top, right, "", style)
            self._sheet.write_string(self._top, left, group, style)
        if bottom > self._top:
            self._sheet.set_row(self._top, _LEAST_HEAD)
        titles = [column.title for column in self._table.columns]
        self._sheet.set_row(bottom, max(_LEAST_HEAD, self._height(titles)))

    def _open_group(self, left: int, right: int, *, group: str) -> None:
        """An upper header over several pages: merged cells would be painted beyond a page's edge.

        Its name is there again so often that no page is without it.
        """
        apart = self._whole / self._pages_across() / 2
        since = apart
        for at in range(left, right + 1):
            edges = {"left": int(at == left), "right": int(at == right)}
            style = self._styles.of(**_HEAD, align="left", top=1, bottom=1, **edges)
            if since >= apart:
                self._sheet.write_string(self._top, at, group, style)
                since = 0
            else:
                self._sheet.write_blank(self._top, at, None, style)
            since += self._widths[at]

    def _row(self, index: int) -> None:
        at, values = self._first + index, self._values[index]
        bold = index in self._table.bold_rows or index == len(self._table.rows)
        columns = self._table.columns
        words = [cell_words(cell, column) for cell, column in zip(values, columns, strict=True)]
        self._sheet.set_row(at, max(self._table.row_points, self._height(words)))
        for column, (cell, value) in enumerate(zip(self._cells[index], values, strict=True)):
            place, style = Place(at, column), self._style(columns[column], cell, bold=bold)
            if isinstance(cell, Live):
                known = number_in(value)
                formula = formula_of(cell, self._first)
                self._sheet.write_formula(*place, formula, style, "" if known is None else known)
            else:
                self._cell(place, cell, style=style)

    def _cell(self, at: Place, cell: SheetCell, *, style: Any) -> None:
        number = number_in(cell)
        if number is not None:
            self._sheet.write_number(*at, number, style)
        elif cell:
            self._sheet.write_string(*at, str(cell), style)
        else:
            self._sheet.write_blank(*at, None, style)

    def _height(self, texts: Sequence[str]) -> int:
        """Points that the tallest of a row's texts takes in its column."""
        rooms = (max(width - 3, 2) for width in self._widths)
        pairs = zip(texts, rooms, strict=True)
        return max(-(-columns_of(text) // room) or 1 for text, room in pairs) * _LINE + _LINE_ROOM

    def _style(self, column: SheetColumn, cell: SheetCell, *, bold: bool) -> Any:
        if column.kind is ColumnKind.NUMBER:
            decimals = decimals_of(cell, column)
            shape = f"0.{'0' * decimals}" if decimals else "0"
            return self._styles.of(bold=bold, align="right", num_format=shape, **_BOXED)
        align = "center" if column.kind is ColumnKind.DATE else "left"
        return self._styles.of(bold=bold, align=align, text_wrap=True, num_format="@", **_BOXED)

    @property
    def _whole(self) -> int:
        """Width of all that is shown."""
        pairs = zip(self._widths, self._table.columns, strict=True)
        return sum(width for width, column in pairs if not column.hidden)

    def _pages_across(self) -> int:
        """One, unless the print would be too small to read."""
        room = _LANDSCAPE_ROOM if self._table.landscape else _PORTRAIT_ROOM
        return -(-self._whole // room)

    def _foot(self) -> None:
        below, style = self._first + len(self._cells), self._styles.of(font_size=10, text_wrap=True)
        for index, line in enumerate(self._table.foot_lines):
            self._across(below + index, line, style=style)
            lines = -(-columns_of(line) // max(self._whole - 2, 2)) or 1
            self._sheet.set_row(below + index, lines * _LINE + _LINE_ROOM)

    def _columns(self) -> None:
        for at, column in enumerate(self._table.columns):
            options = {"hidden": True} if column.hidden else {}
            self._sheet.set_column(at, at, self._widths[at], None, options)

    def _print_set_up(self) -> None:
        sheet = self._sheet
        sheet.set_paper(_A4)
        if self._table.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(self._pages_across(), 0)
        if self._table.frozen:
            sheet.repeat_columns(0, self._table.frozen - 1)
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
