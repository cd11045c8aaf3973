"""What becomes of each cell of an import: where, of whom, what, before, after, outcome, why; with a filter."""

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
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.batches import Outcome, OutcomeLine
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.labels import ElidedLabel
from zjmz_desktop.gui.widgets.marks import draw_shape
from zjmz_desktop.gui.widgets.tips import plain_tip

HEADS = ("位置", "对象", "项目", "原来", "导入后", "结果", "说明")
OUTCOME_COLUMN = HEADS.index("结果")
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
_ROW_PX, _OUTCOME_PX = 30, 152
_WIDTHS = ((64, 210), (84, 120), (110, 200), (64, 84), (72, 100))  # least and most of the first
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


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

    def rowCount(self, parent: _Index = _TOP) -> int:
        """One for each cell."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """As `HEADS`."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column headings."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the whole text as tool tip."""
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            texts = (line.place, line.who, line.what, line.before, line.after, line.outcome.words)
            text = (*texts, line.reason)[index.column()]
            return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)
        return line if role == Qt.ItemDataRole.UserRole else None


class PlaceDelegate(QStyledItemDelegate):
    """A place cut in its middle: the cell's address stands at the end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Cut in the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle  # type: ignore[attr-defined]


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
        return QSize(_OUTCOME_PX, _ROW_PX)


class OutcomeTable(QWidget):
    """A filter with counts, the table, and the line chosen in whole.

    Attributes:
        tabs: which outcomes are shown.
        table: the table.
        model: what the filter leaves.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OutcomeLine, ...] = ()
        self.tabs = QTabBar()
        self.table = QTableView()
        self.model = OutcomeModel()
        self._detail = ElidedLabel("", "soft", lines=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
        self._set_up_tabs()
        self._set_up_table()

    def set_lines(self, lines: Iterable[OutcomeLine]) -> None:
        """Show what an import would do; the filter stays."""
        self._lines = tuple(lines)
        for at, (words, outcomes) in enumerate(FILTERS):
            count = sum(line.outcome in outcomes for line in self._lines)
            self.tabs.setTabText(at, f"{words} {count}")
        self._on_filtered(self.tabs.currentIndex())
        self._fit_columns()

    def shown_lines(self) -> tuple[OutcomeLine, ...]:
        """The lines that the filter leaves."""
        outcomes = FILTERS[self.tabs.currentIndex()][1]
        return tuple(line for line in self._lines if line.outcome in outcomes)

    def detail(self) -> str:
        """What is said of the line chosen."""
        return self._detail.full_text()

    def _set_up_tabs(self) -> None:
        self.tabs.setAccessibleName("显示哪些格")
        self.tabs.setProperty("size", "small")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words, _ in FILTERS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._on_filtered)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegateForColumn(0, PlaceDelegate(table))
        table.setItemDelegateForColumn(OUTCOME_COLUMN, OutcomeDelegate(table))
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        table.setAccessibleName("导入预览")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = table.horizontalHeader()
        head.setDefaultAlignment(_LEFT)
        head.setHighlightSections(False)
        head.resizeSection(OUTCOME_COLUMN, _OUTCOME_PX)
        head.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def _fit_columns(self) -> None:
        """As wide as what stands there, that the reason has the rest."""
        for column, (least, most) in enumerate(_WIDTHS):
            wanted = self.table.sizeHintForColumn(column)
            self.table.setColumnWidth(column, min(max(wanted, least), most))

    def _on_filtered(self, at: int) -> None:
        del at
        self.model.set_lines(self.shown_lines())
        self._detail.set_text("")
        if self.model.rowCount():
            self.table.selectRow(0)

    def _on_row_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        """The line chosen, whole, under the table."""
        del before
        line = current.data(Qt.ItemDataRole.UserRole)
        if line is not None:
            self._detail.set_text(f"{line.place}：{line.reason or line.outcome.words}")
