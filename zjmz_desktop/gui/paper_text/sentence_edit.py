"""One sentence in an editor: words are typed, figures are chips that can't be typed into or deleted."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from zjmz_desktop.gui.paper_text import chips
from zjmz_desktop.gui.paper_text.chip_text import ChipText

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Up: (QTextCursor.MoveOperation.Up, -1),
    Qt.Key.Key_Down: (QTextCursor.MoveOperation.Down, 1),
}

_MOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ChipAsked(NamedTuple):
    """The slot of a chip whose menu is asked for, and where it is to open."""

    name: str
    corner: QPoint


class SentenceEdit(ChipText):
    """A chip is one character to the keyboard.

    Signals:
        entered: the cursor came in.
        left: the cursor went out; the sentence is to be saved.
        stepped: to the sentence before (-1) or behind (1).
        chip_asked: a `ChipAsked`.
        undone: Ctrl+Z where nothing typed is left to take back.
        given_up: Esc: what was typed is not wanted.
        moved: the sentence is to stand before (-1) or behind (1) its neighbour.
    """

    entered = Signal()
    left = Signal()
    stepped = Signal(int)
    chip_asked = Signal(object)
    undone = Signal()
    given_up = Signal()
    moved = Signal(int)

    def ask_chip(self) -> None:
        """Open the menu of the chip at the cursor, or of the next one."""
        at = self.chip_near(self.textCursor().position())
        ref = chips.ref_of(self.over(at).charFormat()) if at >= 0 else None
        if ref is not None:
            corner = self.cursorRect(self.over(at)).bottomLeft()
            self.chip_asked.emit(ChipAsked(ref.name, self.viewport().mapToGlobal(corner)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, arrows go on at the edge, Esc takes back, Alt+↓ opens a chip's menu."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in _ENTER:
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Escape and self.is_changed:
            self.reset()
            self.given_up.emit()
        elif key in _ARROWS and event.modifiers() == _MOVING:
            self.moved.emit(_ARROWS[Qt.Key(key)][1])
        elif alt and key == Qt.Key.Key_Down:
            self.ask_chip()
        elif key in _ARROWS and not event.modifiers():
            self._go(key, event)
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.undone.emit()
        elif alt:
            event.ignore()
        else:
            self.guarded(lambda: QTextEdit.keyPressEvent(self, event))

    def _go(self, key: int, event: QKeyEvent) -> None:
        move, step = _ARROWS[Qt.Key(key)]
        if QTextCursor(self.textCursor()).movePosition(move):
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method commits may not take a figure away either."""
        self.guarded(lambda: QTextEdit.inputMethodEvent(self, event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a chip opens its menu."""
        super().mousePressEvent(event)
        cursor = self.cursorForPosition(event.position().toPoint())
        for place in (cursor.position(), cursor.position() - 1):
            left, right = self._edges(place)
            on = left <= event.position().x() <= right
            if place >= 0 and on and chips.ref_of(self.over(place).charFormat()):
                self.setTextCursor(cursor)
                self.ask_chip()
                return

    def _edges(self, place: int) -> tuple[int, int]:
        start, end = QTextCursor(self.document()), self.over(place)
        start.setPosition(max(place, 0))
        return self.cursorRect(start).left(), self.cursorRect(end).left()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save what is left; a menu or another window is no leaving."""
        super().focusOutEvent(event)
        reason = event.reason()
        if reason != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
