"""Draws the cells of a register and edits them; Enter goes on to the next cell."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zjmz_desktop.gui.pages.cell_editors import make_editor, put_text, text_in
from zjmz_desktop.gui.pages.choice_cell import ChoiceCell
from zjmz_desktop.gui.pages.register_columns import CONFIRMATION, COUNTS
from zjmz_desktop.gui.pages.register_model import COLUMN, LOOK, Index, Look
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import draw_shape

_CONFIRMED = {
    "已认定": ("tick", TOKENS.good),
    "已报待认定": ("half", TOKENS.brand),
    "未予认定": ("cross", TOKENS.bad),
}
_MOODS = {
    "bad": ("cross", TOKENS.bad, TOKENS.bad_wash),
    "warn": ("triangle", TOKENS.warn, TOKENS.warn_wash),
}
_SIGN_PX = 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_CELL_MOVES = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class CellDelegate(QStyledItemDelegate):
    """One delegate for every column; `edge` is the one with a strong line to its right.

    Signals:
        left: an editor was left by a key; steps to the right and down.
        given_up: Esc in an editor.
    """

    left = Signal(int, int)
    given_up = Signal()

    def __init__(self, table: QTableView, *, edge: int = -1) -> None:
        super().__init__(table)
        self._table = table
        self._edge = edge

    # ---- editing ----

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """By the column's kind."""
        editor = make_editor(index.data(COLUMN), parent)
        if isinstance(editor, ChoiceCell):
            editor.picked.connect(self._on_picked)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands in the cell."""
        put_text(editor, str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed."""
        model.setData(index, text_in(editor))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """As large as the cell, and never too narrow to read."""
        look: Any = option
        box = QRect(look.rect)
        box.setWidth(max(box.width(), 96))
        editor.setGeometry(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab save and go on, Shift back, ↑ and ↓ to the row above and below; Esc gives up."""
        if not (event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)):
            return super().eventFilter(watched, event)
        step = _step_of(event, chooses=isinstance(watched, ChoiceCell))
        if step is not None and isinstance(watched, QWidget):
            self._leave(watched, step)
            return True
        done = super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        return done

    def _leave(self, editor: QWidget, step: tuple[int, int]) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(*step)

    def _on_picked(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self._leave(editor, (0, 0))

    # ---- drawing ----

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Wash, sign, text, lines, and the frame of the current cell."""
        view: Any = option
        box, look = QRect(view.rect), index.data(LOOK)
        painter.save()
        chosen = bool(view.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(_wash(look, chosen=chosen)))
        painter.setPen(QColor(TOKENS.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if not look.column.computed:
            edge = index.column() == self._edge
            painter.setPen(QColor(TOKENS.line_strong if edge else TOKENS.line))
            painter.drawLine(box.topRight(), box.bottomRight())
        words = box.adjusted(8, 0, -8, 0)
        sign = _sign(look)
        if sign is not None:
            shape, color = sign
            place = QRectF(words.left(), box.center().y() - _SIGN_PX / 2 + 0.5, _SIGN_PX, _SIGN_PX)
            draw_shape(painter, place, shape=shape, color=color)
            words.setLeft(words.left() + _SIGN_PX + 4)
        painter.setPen(QColor(_ink(look)))
        painter.setFont(view.font)
        cut = view.fontMetrics.elidedText(look.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _RIGHT if look.column.kind == "number" else _LEFT, cut)
        if index == self._table.currentIndex():
            draw_frame(painter, box, strong=self._table.hasFocus())
        painter.restore()


def draw_frame(painter: QPainter, box: QRect, *, strong: bool) -> None:
    """The frame of the current cell."""
    painter.setPen(QPen(QColor(TOKENS.brand if strong else TOKENS.brand_soft), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def _step_of(event: QKeyEvent, *, chooses: bool) -> tuple[int, int] | None:
    key = Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        return -1, 0
    if key in _ON:
        if held == Qt.KeyboardModifier.ShiftModifier:
            return -1, 0
        return (1, 0) if held == Qt.KeyboardModifier.NoModifier else None
    if chooses or held != Qt.KeyboardModifier.NoModifier:
        return None
    return _CELL_MOVES.get(key)


def _wash(look: Look, *, chosen: bool) -> str:
    if look.mood in _MOODS:
        return _MOODS[look.mood][2]
    if chosen:
        return TOKENS.brand_wash
    if look.ended or look.column.computed:
        return TOKENS.computed
    return TOKENS.card if look.editable else TOKENS.panel


def _ink(look: Look) -> str:
    if look.mood in _MOODS:
        return _MOODS[look.mood][1]
    if look.ended:
        return TOKENS.ink_faint
    if look.column.code == COUNTS and look.text.startswith("计入"):
        return TOKENS.good
    return TOKENS.ink if look.column.is_field else TOKENS.ink_soft


def _sign(look: Look) -> tuple[str, str] | None:
    """The shape before a text, so that no colour speaks alone."""
    if look.mood in _MOODS:
        return _MOODS[look.mood][:2]
    if look.column.code == COUNTS and look.text:
        counts = look.text.startswith("计入")
        return ("tick", TOKENS.good) if counts else ("dash", TOKENS.ink_faint)
    if look.column.code == CONFIRMATION:
        return _CONFIRMED.get(look.text)
    if look.column.kind == "yes_no" and look.text == "是":
        return "tick", TOKENS.good
    return None
