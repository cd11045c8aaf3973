"""A read-only table of plain lines: texts, a shape with its word in one column, the thing behind each line."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from zjmz_desktop.gui.copying import copy_chosen
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import draw_shape
from zjmz_desktop.gui.widgets.tips import plain_tip

ROW_PX = 32
_EDGE_PX, _SIGN_PX = 8, 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Sign(NamedTuple):
    """A shape and its colour, beside the word of its column.

    Attributes:
        words: whether the word has the colour too: where it says what the shape does.
    """

    shape: str
    color: str
    words: bool = True


class Line(NamedTuple):
    """One line.

    Attributes:
        texts: what stands in the columns.
        thing: what the line is about.
        sign: the shape in the table's sign column.
    """

    texts: tuple[str, ...]
    thing: object
    sign: Sign | None = None


class Column(NamedTuple):
    """One column.

    Attributes:
        head: its heading.
        least: narrowest, in pixels.
        most: widest; 0 where it takes the room left over.
        right: whether its texts are numbers.
    """

    head: str
    least: int
    most: int
    right: bool = False


class LinesModel(QAbstractTableModel):
    """The lines."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Iterable[Line]) -> None:
        """Show others."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        """One for each line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """As the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return self.columns[section].head if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the whole text as tool tip; the line."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.texts[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return line if role == Qt.ItemDataRole.UserRole else None


class SignDelegate(QStyledItemDelegate):
    """Draws the shape before the word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Wash, shape, word."""
        view: Any = option
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if view.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(view.rect, QColor(TOKENS.brand_wash))
        words = view.rect.adjusted(_EDGE_PX, 0, -_EDGE_PX, 0)
        if line.sign is not None:
            box = QRectF(words.left(), words.center().y() - 6.5, 14, 14)
            draw_shape(painter, box, shape=line.sign.shape, color=line.sign.color)
            painter.setPen(QColor(line.sign.color if line.sign.words else TOKENS.ink))
            words.setLeft(words.left() + _SIGN_PX)
        cut = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(_LEFT), cut)
        painter.restore()


_ROWS_MEASURED = 100
"""Columns are as wide as so many of the first rows need: all of two thousand would hold the window up."""


class LinesTable(QTableView):
    """The table; one line is chosen at a time.

    Signals:
        chosen: the thing of the line chosen, None where there is none.
        asked: the thing of a line: Enter, or a double click.
    """

    chosen = Signal(object)
    asked = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], *, sign_column: int = -1) -> None:
        super().__init__()
        self.lines = LinesModel(columns)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(24)
        head.setResizeContentsPrecision(_ROWS_MEASURED)
        for at, column in enumerate(columns):
            if not column.most:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self._sign_column = sign_column
        if sign_column >= 0:
            self.setItemDelegateForColumn(sign_column, SignDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.doubleClicked.connect(self._on_asked)

    @property
    def current(self) -> object:
        """The thing of the line chosen, None where there is none."""
        line = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return line.thing if isinstance(line, Line) else None

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show others; the same row stays chosen where there is one."""
        row = max(0, self.currentIndex().row())
        self.lines.set_lines(lines)
        self._fit_columns()
        count = self.lines.rowCount()
        if count:
            self.selectRow(min(row, count - 1))
        else:
            self.chosen.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks, Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_chosen(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.asked.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        """As wide as what stands there and its heading, within what each column may take."""
        metrics = self.horizontalHeader().fontMetrics()
        for at, column in enumerate(self.lines.columns):
            if column.most:
                extra = _SIGN_PX if at == self._sign_column else 0
                wanted = max(
                    self.sizeHintForColumn(at) + extra + _EDGE_PX,
                    metrics.horizontalAdvance(column.head) * 11 // 10 + 26,
                )
                self.setColumnWidth(at, min(max(wanted, column.least), column.most))

    def _on_row_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        del before
        line = current.data(Qt.ItemDataRole.UserRole)
        self.chosen.emit(line.thing if isinstance(line, Line) else None)

    def _on_asked(self, index: QModelIndex) -> None:
        self.asked.emit(index.data(Qt.ItemDataRole.UserRole).thing)
