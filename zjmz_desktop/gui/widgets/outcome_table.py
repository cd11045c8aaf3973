"""What becomes of each cell of an import: place, name, before, after, outcome, reason; with a filter."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.batches import Outcome, OutcomeLine, tally_words
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.gui.widgets.marks import draw_shape

HEADS = ("位置", "项目", "原来", "导入后", "结果", "原因")
OUTCOME_COLUMN = 4
SHAPES = {
    Outcome.NEW: ("tick", TOKENS.good),
    Outcome.CHANGED: ("half", TOKENS.brand),
    Outcome.SAME: ("dot", TOKENS.ink_faint),
    Outcome.KEPT: ("dashed", TOKENS.ink_faint),
    Outcome.REFUSED: ("cross", TOKENS.bad),
}
FILTERS: tuple[tuple[str, frozenset[Outcome]], ...] = (
    ("全部", frozenset(Outcome)),
    ("新填和改动", frozenset({Outcome.NEW, Outcome.CHANGED})),
    ("没有填入", frozenset({Outcome.REFUSED})),
)
_ROW_PX, _WIDTHS = 30, (240, 230, 120, 130, 150)
_Index = QModelIndex | QPersistentModelIndex


class OutcomeModel(QAbstractTableModel):
    """One row a cell; read only."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OutcomeLine, ...] = ()

    def set_lines(self, lines: Iterable[OutcomeLine]) -> None:
        """Show others."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One for each cell."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As `HEADS`."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column headings, to the left."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the whole text as tool tip."""
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            texts = (line.place, line.name, line.before, line.after, line.outcome.words)
            return (*texts, line.reason)[index.column()]
        return line if role == Qt.ItemDataRole.UserRole else None


class OutcomeDelegate(QStyledItemDelegate):
    """The outcome as shape and word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw wash of selection, shape, word."""
        shape, color = SHAPES[index.data(Qt.ItemDataRole.UserRole).outcome]
        box = option.rect  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, QColor(TOKENS.brand_wash))
        sign = QRectF(box.left() + 10, box.center().y() - 6, 14, 14)
        draw_shape(painter, sign, shape=shape, color=color)
        painter.save()
        painter.setPen(QColor(color))
        words = box.adjusted(30, 0, -4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Room for the longest word."""
        return QSize(_WIDTHS[OUTCOME_COLUMN], _ROW_PX)


class OutcomeTable(QWidget):
    """The tally in a line, a filter, and the table.

    Attributes:
        filter: which outcomes are shown.
        table: the table.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OutcomeLine, ...] = ()
        self._tally = label("", "strong", wrap=True)
        self._whole = label("", "soft", wrap=True)
        self.filter = QComboBox()
        self.table = QTableView()
        self.model = OutcomeModel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._tally, 1)
        row.addWidget(spacer())
        shown = label("显示(&V)", "soft")
        shown.setBuddy(self.filter)
        row.addWidget(shown)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)
        self._set_up()

    def set_lines(self, lines: Iterable[OutcomeLine]) -> None:
        """Show what an import would do; the filter stays."""
        self._lines = tuple(lines)
        self._tally.setText(f"{tally_words(self._lines)}。" if self._lines else "")
        for at, (words, outcomes) in enumerate(FILTERS):
            count = sum(line.outcome in outcomes for line in self._lines)
            self.filter.setItemText(at, f"{words}（{count}）")
        self._on_filtered(self.filter.currentIndex())

    def tally(self) -> str:
        """The line over the table."""
        return self._tally.text()

    def shown_lines(self) -> tuple[OutcomeLine, ...]:
        """The lines that the filter leaves."""
        outcomes = FILTERS[self.filter.currentIndex()][1]
        return tuple(line for line in self._lines if line.outcome in outcomes)

    def _set_up(self) -> None:
        for words, _ in FILTERS:
            self.filter.addItem(words)
        self.filter.setAccessibleName("显示哪些格")
        self.filter.setMinimumWidth(170)
        self.filter.currentIndexChanged.connect(self._on_filtered)
        table = self.table
        table.setModel(self.model)
        table.setItemDelegateForColumn(OUTCOME_COLUMN, OutcomeDelegate(table))
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        table.setAccessibleName("导入预览")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # a cell's address stands at the end
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            head.resizeSection(column, width)
        head.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def _on_filtered(self, at: int) -> None:
        del at
        self.model.set_lines(self.shown_lines())
        say(self._whole, "")
        if self.model.rowCount():
            self.table.selectRow(0)

    def _on_row_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        """The line chosen, whole, under the table."""
        del before
        line = current.data(Qt.ItemDataRole.UserRole)
        words = "" if line is None or not line.reason else f"{line.place}：{line.reason}"
        say(self._whole, words)
