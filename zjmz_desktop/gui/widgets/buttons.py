"""Buttons with a role that the sheet knows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from zjmz_desktop.gui.icons import icon
from zjmz_desktop.gui.tokens import TOKENS


class Button(QPushButton):
    """A push button that Enter presses, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, role: str = "", *, icon_name: str = "", tip: str = "") -> QPushButton:
    """A push button.

    Args:
        text: its words; may be empty when it has an icon and a tip.
        role: primary, flat, link or "" (outlined).
        icon_name: icon before the words.
        tip: tool tip; also its accessible name when there are no words.
    """
    found = Button(text)
    found.setCursor(Qt.CursorShape.PointingHandCursor)
    found.setAutoDefault(False)
    if role:
        found.setProperty("role", role)
    if icon_name:
        found.setIcon(icon(icon_name, TOKENS.card if role == "primary" else TOKENS.ink_soft))
        found.setIconSize(QSize(18, 18))
    if tip:
        found.setToolTip(tip)
    found.setAccessibleName(text or tip)
    return found
