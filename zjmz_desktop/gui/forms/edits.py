"""Edits for fast keyboard entry: Enter goes on, the whole value is selected, leaving saves."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

PAUSE_MS = 400
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def _is_enter(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and plain == Qt.KeyboardModifier.NoModifier


def _is_menu_key(event: QKeyEvent) -> bool:
    alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    return alt and event.key() == Qt.Key.Key_Down


class LineEdit(QLineEdit):
    """A one-line field.

    Signals:
        left: the focus went elsewhere (not into a menu).
        entered: Enter was pressed: on to the next field.
        paused: typing stopped for a moment; the text as it stands.
        menu_asked: Alt+↓.
        given_up: Esc: back to what is saved.
    """

    left = Signal()
    entered = Signal()
    paused = Signal(str)
    menu_asked = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clicked_in = False
        self._settled = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.textEdited.connect(self._on_edited)

    def settle(self) -> None:
        """What stands is saved or kept: there is no typing to take back any more."""
        self._settled = self.text()
        if self.isUndoAvailable() or self.isRedoAvailable():
            chosen, at = (self.selectionStart(), self.selectionLength()), self.cursorPosition()
            self.setText(self._settled)  # forgets the steps
            self.setCursorPosition(at)
            if chosen[1]:
                self.setSelection(*chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole value."""
        super().focusInEvent(event)
        self._clicked_in = event.reason() == Qt.FocusReason.MouseFocusReason
        if event.reason() not in _STAYS:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self._pause.stop()
        if event.reason() not in _STAYS:
            self.deselect()
            self.left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The first click selects the whole value, a second one places the cursor."""
        super().mouseReleaseEvent(event)
        if self._clicked_in and not self.hasSelectedText():
            self.selectAll()
        self._clicked_in = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc gives up, Alt+↓ opens the menu of the field."""
        if _is_enter(event):
            self.entered.emit()
        elif _is_menu_key(event):
            self.menu_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.ignore()  # a dialog around it closes
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window when there is no typing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typed = self.text() != self._settled
            own = (typed and self.isUndoAvailable(), self.isRedoAvailable())
            for key, available in zip(_UNDO_KEYS, own, strict=True):
                if event.matches(key) and not available:
                    event.ignore()
                    return False
        return super().event(event)

    def _on_edited(self) -> None:
        self._pause.start()

    def _on_pause(self) -> None:
        self.paused.emit(self.text())


class NumberEdit(LineEdit):
    """A field for numbers: plain text with the input method off; nothing to spin by the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "number")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(42)


class TextArea(QPlainTextEdit):
    """A field of several lines; Enter is a new line, Tab goes on."""

    left = Signal()
    paused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._settled = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_changed)

    def settle(self) -> None:
        """What stands is saved or kept: there is no typing to take back any more."""
        self._settled = self.toPlainText()
        self.document().clearUndoRedoStacks()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self._pause.stop()
        if event.reason() not in _STAYS:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window when there is no typing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typed, document = self.toPlainText() != self._settled, self.document()
            own = (typed and document.isUndoAvailable(), document.isRedoAvailable())
            for key, available in zip(_UNDO_KEYS, own, strict=True):
                if event.matches(key) and not available:
                    event.ignore()
                    return False
        return super().event(event)

    def _on_changed(self) -> None:
        if self.hasFocus():
            self._pause.start()

    def _on_pause(self) -> None:
        self.paused.emit(self.toPlainText())


class ChoiceBox(QComboBox):
    """A choice that the wheel does not change; Enter goes on, Esc gives up."""

    left = Signal()
    entered = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc gives up."""
        if _is_enter(event):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.ignore()  # a dialog around it closes
        else:
            super().keyPressEvent(event)
