"""Units below one office as a table."""

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
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import LIGHT_SHAPES, draw_light
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.views import TownLine

HEADS = ("单位", "本期数", "累计", "进度", "说明")
LIGHT_COLUMN = 3
_RIGHT = (1, 2)
_Index = QModelIndex | QPersistentModelIndex


class TownTable(QAbstractTableModel):
    """One row a unit; read only."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[TownLine, ...] = ()

    def set_lines(self, lines: tuple[TownLine, ...]) -> None:
        """Show other units."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> TownLine:
        """The unit in that row."""
        return self._lines[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One for each unit."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Unit, figures, light, note."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column headings; figures to the right."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts as the service made them."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.name, line.value, line.cumulative, line.light.words, line.note)[
                index.column()
            ]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.note) or None
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class LightDelegate(QStyledItemDelegate):
    """The light as shape and word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw wash of selection, shape, word."""
        line = index.data(Qt.ItemDataRole.UserRole)
        box = option.rect  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, QColor(TOKENS.brand_wash))
        sign = QRectF(box.left() + 8, box.center().y() - 6, 14, 14)
        draw_light(painter, sign, light=line.light)
        painter.save()
        painter.setPen(QColor(LIGHT_SHAPES[line.light][1]))
        words = box.adjusted(28, 0, -4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, line.light.words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Room for the longest word."""
        return QSize(116, 30)
