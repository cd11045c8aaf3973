"""What changed between two states as a table."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from zjmz_desktop.domain.difference_words import DifferenceRow
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.tips import plain_tip

NAME, UNIT, BEFORE, AFTER, GROWN, REMARK = range(6)
_RIGHT = (BEFORE, AFTER, GROWN)
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class DifferenceTable(QAbstractTableModel):
    """One row a figure that changed, the unit's own in bold; read only."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[DifferenceRow, ...] = ()
        self._heads = ("指标", "单位", "当时", "现在", "增减", "说明")

    def show_rows(self, rows: Iterable[DifferenceRow]) -> None:
        """Show another difference."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        """One for each figure."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """Name, unit, then, now, difference, remark."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column headings; figures to the right."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts as the service made them."""
        row, column = self._rows[index.row()], index.column()
        texts = (row.name, row.unit_name, row.before, row.after, row.grown, row.remark)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts[column]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(texts[column])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole if row.is_total:
                return _bold()
            case Qt.ItemDataRole.ForegroundRole if column == BEFORE:
                return QBrush(QColor(TOKENS.ink_soft))
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
