"""合计 under a table, each sum under its column; it moves with the table."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zjmz_desktop.gui.pages.frozen_table import ROW_PX, FrozenTable
from zjmz_desktop.gui.tokens import TOKENS

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class TotalsRow(QWidget):
    """One painted line: words in the column that stays, sums in the others."""

    def __init__(self, table: FrozenTable) -> None:
        super().__init__()
        self._table = table
        self._words, self._sums = "", dict[int, str]()
        self.setFixedHeight(ROW_PX)
        table.horizontalScrollBar().valueChanged.connect(self.update)
        table.horizontalHeader().sectionResized.connect(self.update)
        table.horizontalHeader().geometriesChanged.connect(self.update)

    def show_sums(self, words: str, sums: Mapping[int, str]) -> None:
        """Show sums: column → text; without any there is no line."""
        self._words, self._sums = words, dict(sums)
        head = self._table.model().headerData
        names = (f"{head(at, Qt.Orientation.Horizontal)}{text}" for at, text in sums.items())
        self.setAccessibleName(f"合计：{'，'.join(names)}")
        self.setToolTip(words)
        self.setVisible(bool(sums))
        self.update()

    def text(self, column: int) -> str:
        """What stands under a column."""
        return self._sums.get(column, "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sums that are in sight, then the words over the part that stays."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(TOKENS.computed))
        painter.setPen(QColor(TOKENS.line_strong))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(TOKENS.ink))
        start, stays = self._edges()
        painter.setClipRect(QRect(stays, 0, self.width() - stays, self.height()))
        for column, text in self._sums.items():
            left = start + self._table.columnViewportPosition(column)
            box = QRect(left, 0, self._table.columnWidth(column), self.height())
            painter.drawText(box.adjusted(2, 0, -8, 0), _RIGHT, text)
        painter.setClipping(False)
        words = QRect(0, 0, stays, self.height()).adjusted(8, 0, -4, 0)
        cut = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, _LEFT, cut)
        painter.end()

    def _edges(self) -> tuple[int, int]:
        """Where the table's columns begin, and where those that stay end."""
        head = self._table.verticalHeader()
        start = self._table.frameWidth() + (head.width() if head.isVisible() else 0)
        return start, start + self._table.frozen_width()


class TotalledTable(QWidget):
    """A table and its totals, close together."""

    def __init__(self, table: FrozenTable) -> None:
        super().__init__()
        self.totals = TotalsRow(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(self.totals)
