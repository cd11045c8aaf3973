"""Copying chosen cells so that Excel and WPS take them as they are."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView, QTreeWidget, QTreeWidgetItem

from zjmz_desktop.domain.pasting import block_html, block_text

_Rows = Sequence[Sequence[str]]
_AlignmentRole = Qt.ItemDataRole.TextAlignmentRole


def put_block(rows: _Rows, *, numeric: Sequence[bool] = ()) -> None:
    """Put cells into the clipboard, as text and as a table; no cells leave it as it is."""
    if not rows:
        return
    mime = QMimeData()
    mime.setText(block_text(rows).rstrip("\r\n"))
    mime.setHtml(block_html(rows, numeric=numeric))
    QGuiApplication.clipboard().setMimeData(mime)


def copy_chosen(table: QTableView, *, headed: bool = False) -> None:
    """Copy the chosen cells of a table; what is not chosen between them stays empty.

    Args:
        table: the table.
        headed: whether headings go along when every row is chosen (read-only tables, which nobody
            pastes back).
    """
    places = chosen_places(table)
    rows = sorted({row for row, _ in places})
    columns = [c for c in sorted({c for _, c in places}) if not table.isColumnHidden(c)]
    index = table.model().index
    lines = [
        [str(index(row, c).data() or "") if (row, c) in places else "" for c in columns]
        for row in rows
    ]
    heads = [_heading(table, column) for column in columns]
    if headed and 1 < len(rows) == table.model().rowCount():
        lines.insert(0, heads)
    put_block(lines, numeric=[_is_numeric(table, column) for column in columns])


def copy_lines(tree: QTreeWidget) -> None:
    """Copy the chosen lines of a tree, with its headings when all that are open are chosen."""
    lines = list(_open_lines(tree))
    chosen = [line for line in lines if line.isSelected()]
    columns = range(tree.columnCount())
    rows = [[line.text(column) for column in columns] for line in chosen]
    if rows and len(chosen) == len(lines):
        rows.insert(0, [tree.headerItem().text(column) for column in columns])
    put_block(rows)


def _open_lines(tree: QTreeWidget) -> Iterable[QTreeWidgetItem]:
    line = tree.topLevelItem(0)
    while line is not None:
        yield line
        line = tree.itemBelow(line)


def _heading(table: QTableView, column: int) -> str:
    return str(table.model().headerData(column, Qt.Orientation.Horizontal) or "")


def _is_numeric(table: QTableView, column: int) -> bool:
    """A column that stands to the right holds numbers; what begins with 0 or = is text anyhow."""
    side = table.model().headerData(column, Qt.Orientation.Horizontal, _AlignmentRole)
    return bool(side is not None and Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight)


class CopyTree(QTreeWidget):
    """A read-only tree from which lines are copied."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_lines(self)
        else:
            super().keyPressEvent(event)


class CopyTable(QTableView):
    """A read-only table from which cells are copied.

    Ctrl+C copies what is chosen, with the headings when all of it is.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_chosen(self, headed=True)
        else:
            super().keyPressEvent(event)


def chosen_places(table: QTableView) -> set[tuple[int, int]]:
    """(row, column) of every chosen cell; quick also where thousands of rows are chosen."""
    return {
        (row, column)
        for span in table.selectionModel().selection().toList()
        for row in range(span.top(), span.bottom() + 1)
        for column in range(span.left(), span.right() + 1)
    }


def box_of(places: Iterable[tuple[int, int]]) -> tuple[int, int, int, int]:
    """(first row, first column, rows, columns) of the least rectangle around cells."""
    rows, columns = zip(*places, strict=True)
    top, left = min(rows), min(columns)
    return top, left, max(rows) - top + 1, max(columns) - left + 1
