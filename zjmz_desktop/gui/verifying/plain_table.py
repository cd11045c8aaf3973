"""A table of texts to be read and copied."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from zjmz_desktop.gui.verifying.wrapped_delegate import WrappedDelegate
from zjmz_desktop.gui.widgets.tips import plain_tip


class PlainTable(QTableWidget):
    """Rows of texts; the whole text of a cell as its tool tip, one row chosen at a time."""

    def __init__(self, name: str, *, heads: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__(0, len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        for column, width in enumerate(widths):
            head.resizeSection(column, width)
        head.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)

    def wrap_rows(self) -> None:
        """From now on a text too long for its column goes on in another line of its row."""
        self.setWordWrap(True)
        self.setItemDelegate(WrappedDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().sectionResized.connect(self.resizeRowsToContents)

    def fit_columns(self, *, stretched: int, last_px: int) -> None:
        """From now on columns are as wide as their texts; one has what they and the last one leave."""
        modes, head = QHeaderView.ResizeMode, self.horizontalHeader()
        last = self.columnCount() - 1
        for column in range(last):
            head.setSectionResizeMode(column, modes.ResizeToContents)
        head.setSectionResizeMode(stretched, modes.Stretch)
        head.setSectionResizeMode(last, modes.Interactive)
        head.resizeSection(last, last_px)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show others, the first chosen."""
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                cell = QTableWidgetItem(words)
                cell.setToolTip(plain_tip(words))
                self.setItem(at, column, cell)
        if self.wordWrap():
            self.resizeRowsToContents()
        if rows:
            self.setCurrentCell(0, 0)

    def texts(self) -> list[tuple[str, ...]]:
        """The rows as they are shown."""
        return [
            tuple(self._text(row, column) for column in range(self.columnCount()))
            for row in range(self.rowCount())
        ]

    def _text(self, row: int, column: int) -> str:
        cell = self.item(row, column)
        return cell.text() if cell else ""
