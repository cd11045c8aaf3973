"""What a window looks like to a test: words that are cut, widgets that stick out or have no name."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from zjmz_desktop.gui.widgets.labels import ElidedLabel


def clipped(root: QWidget) -> list[str]:
    """Visible words that have less room than they need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            wrapped = isinstance(widget, QLabel) and widget.wordWrap()
            need, have = widget.sizeHint(), widget.size()
            height = widget.heightForWidth(have.width()) if wrapped else need.height()
            if (not wrapped and need.width() > have.width() + 1) or height > have.height() + 1:
                found.append(f"{widget.text()!r} {need} in {have}")
    return found


def outside(root: QWidget) -> list[str]:
    """Visible widgets that stick out of the window."""
    room = QRect(0, 0, root.width(), root.height())
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.isWindow():
            left = widget.mapTo(root, widget.rect().topLeft())
            if left.x() + widget.width() > room.width() + 1 or left.x() < -1:
                found.append(f"{type(widget).__name__} {widget.accessibleName()} {left}")
    return found


def unnamed(root: QWidget) -> list[str]:
    """Focusable widgets that a screen reader has no name for."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name) if face is not None else ""
        if not name:
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found
