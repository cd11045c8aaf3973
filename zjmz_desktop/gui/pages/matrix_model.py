"""The roll-up matrix as a Qt model, and how its cells are drawn."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.gui.pages.cell_delegate import draw_frame
from zjmz_desktop.gui.pages.matrix_rows import CONFLICT, RETURNED
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import LIGHT_SHAPES, draw_light, draw_shape
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.matrix_views import Matrix, MatrixCell, MatrixRow

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
LOOK = int(Role.UserRole) + 1
HEADS = ("指标", "单位", "合计", "完成率", "进度", "已报")
NAME, MEASURE, TOTAL, COMPLETION, LIGHT, REPORTED = range(len(HEADS))
_SMALL = 9
MARK_GAP_PX = 6
_SIGNED = (Light.BEHIND, Light.SLIGHTLY_BEHIND)
_LEFT_COLUMNS = (NAME, MEASURE, LIGHT)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Look(NamedTuple):
    """All that drawing a cell needs."""

    text: str
    column: int
    light: Light | None
    reported: bool
    conflict: bool
    mark: str = ""


class MatrixModel(QAbstractTableModel):
    """Rows of a matrix that the filter leaves."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Matrix | None = None
        self._rows: tuple[MatrixRow, ...] = ()

    def show(self, matrix: Matrix, rows: tuple[MatrixRow, ...]) -> None:
        """Show a matrix, and of its rows these."""
        self.beginResetModel()
        self._matrix, self._rows = matrix, rows
        self.endResetModel()

    def row(self, at: int) -> MatrixRow:
        """The indicator in that row."""
        return self._rows[at]

    def unit_of(self, column: int) -> str:
        """Whose cell: a unit below, else the unit above them."""
        if self._matrix is None:
            return ""
        at = column - len(HEADS)
        return self._matrix.units[at][0] if at >= 0 else self._matrix.unit_id

    def marked(self, column: int) -> Iterator[tuple[str, str]]:
        """The figures with a mark beside them in a column: text and mark."""
        for row in self._rows:
            cell = _cell(row, column)
            if cell is not None and cell.mark:
                yield cell.text, cell.mark

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Indicators."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """What stays, then the units."""
        units = self._matrix.units if self._matrix is not None else ()
        return 0 if parent.isValid() else len(HEADS) + len(units)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Headings and units' names."""
        if orientation is not Qt.Orientation.Horizontal or self._matrix is None:
            return None
        units = self._matrix.units
        if section >= len(HEADS) + len(units):
            return None
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return HEADS[section] if section < len(HEADS) else units[section - len(HEADS)][1]
        if role == Role.TextAlignmentRole:
            return _LEFT if section in _LEFT_COLUMNS else _RIGHT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, look, tip."""
        row, column = self._rows[index.row()], index.column()
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._text(row, column)
        if role == Role.ToolTipRole:
            return plain_tip(row.name if column == NAME else self.about(index))
        if role == LOOK:
            cell = _cell(row, column)
            text = self._text(row, column)
            if cell is None:
                light = row.light if column == LIGHT else None
                reported = row.reported[:2] not in ("0/", "不适")
                return Look(text, column, light, reported, conflict=False)
            return Look(text, column, cell.light, cell.reported, cell.conflict, cell.mark)
        return None

    def about(self, index: Index) -> str:
        """A sentence about a cell."""
        row, cell = self._rows[index.row()], _cell(self._rows[index.row()], index.column())
        if cell is None:
            said = "；".join(filter(None, (row.light.words, row.apart, row.reported)))
            return f"{row.name}：{row.total}{_measure(row)}，{said}。"
        name = self.headerData(index.column(), Qt.Orientation.Horizontal)
        words = "" if cell.light.words == cell.text else f"，{cell.light.words}"
        lacks = f"，{cell.lacks}" if cell.lacks else ""
        return f"{row.name}，{name}：{cell.text}{words}{lacks}。"

    def _text(self, row: MatrixRow, column: int) -> str:
        cell = _cell(row, column)
        if cell is not None:
            return cell.text
        return (
            row.name,
            row.measure_unit,
            row.total,
            row.completion or "—",
            row.light.words,
            row.share,
        )[column]


def _cell(row: MatrixRow, column: int) -> MatrixCell | None:
    return row.cells[column - len(HEADS)] if column >= len(HEADS) else None


def _measure(row: MatrixRow) -> str:
    plain = row.total[-1:].isdigit()
    return row.measure_unit if plain else ""


class MatrixDelegate(QStyledItemDelegate):
    """Late cells with their shape; 未报, 不适用 and 未开展 in words, paler than a number."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Wash, shape, text, lines."""
        view: Any = option
        box, look = QRect(view.rect), index.data(LOOK)
        painter.save()
        chosen = bool(view.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(_wash(look, chosen=chosen)))
        painter.setPen(QColor(TOKENS.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QColor(TOKENS.line_strong if look.column == REPORTED else TOKENS.line))
        painter.drawLine(box.topRight(), box.bottomRight())
        words = box.adjusted(8, 0, -8, 0)
        if self._draw_sign(painter, look, words=words):
            words.setLeft(words.left() + 18)
        font = view.font
        if look.mark:
            words.setLeft(words.left() + _draw_mark(painter, look.mark, words=words, font=font))
        font.setBold(look.column == TOTAL)
        if look.light is Light.NOT_APPLICABLE:
            font.setPointSizeF(_SMALL)
        painter.setFont(font)
        painter.setPen(QColor(_ink(look)))
        cut = painter.fontMetrics().elidedText(
            look.text, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(_LEFT if look.column in _LEFT_COLUMNS else _RIGHT), cut)
        if index == self._table.currentIndex():
            draw_frame(painter, box, strong=self._table.hasFocus())
        painter.restore()

    def _draw_sign(self, painter: QPainter, look: Look, *, words: QRect) -> bool:
        place = QRectF(words.left(), words.center().y() - 6.5, 14, 14)
        if look.conflict:
            draw_shape(painter, place, shape="triangle", color=TOKENS.warn)
        elif look.mark == RETURNED:
            draw_shape(painter, place, shape="back", color=TOKENS.bad)
        elif look.light is not None and (look.column == LIGHT or look.light in _SIGNED):
            draw_light(painter, place, light=look.light)
        else:
            return False
        return True


def mark_font(font: QFont) -> QFont:
    """The font of the small mark beside a figure."""
    small = QFont(font)
    small.setPointSizeF(_SMALL)
    return small


def _draw_mark(painter: QPainter, mark: str, *, words: QRect, font: QFont) -> int:
    """Draw the mark at the left, faint beside the figure; returns the room it took."""
    painter.setFont(mark_font(font))
    painter.setPen(QColor(TOKENS.bad if mark == RETURNED else TOKENS.warn))
    painter.drawText(words, int(_LEFT), mark)
    return painter.fontMetrics().horizontalAdvance(mark) + MARK_GAP_PX


def _wash(look: Look, *, chosen: bool) -> str:
    if look.column >= len(HEADS) and look.light is Light.BEHIND:
        return TOKENS.bad_wash
    if look.column >= len(HEADS) and look.light is Light.SLIGHTLY_BEHIND:
        return TOKENS.warn_wash
    if chosen:
        return TOKENS.brand_wash
    return TOKENS.card if look.reported or look.column < len(HEADS) else TOKENS.panel


def _ink(look: Look) -> str:
    if look.text == CONFLICT:
        return TOKENS.warn
    if look.column == LIGHT and look.light is not None:
        return LIGHT_SHAPES[look.light][1]
    if look.column in (MEASURE, REPORTED):
        return TOKENS.ink_soft
    return TOKENS.ink if look.reported or look.column == NAME else TOKENS.ink_faint
