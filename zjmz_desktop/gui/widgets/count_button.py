"""A button of the header with a number on its icon: how much waits behind it."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from zjmz_desktop.gui.icons import icon
from zjmz_desktop.gui.tokens import TOKENS

_MOST = 99


class CountButton(QPushButton):
    """A flat button; a number in a round badge where something waits.

    Its accessible name is its bare words; the description says how much waits.

    Attributes:
        waiting: words of a way behind it → how much waits there, as counted last.
    """

    def __init__(self, words: str, icon_name: str, *, tip: str) -> None:
        super().__init__(words)
        self.waiting: Mapping[str, int] = {}
        self._tip = tip
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setProperty("role", "flat")
        self.setIcon(icon(icon_name, TOKENS.ink_soft))
        self.setIconSize(QSize(18, 18))
        self.setAccessibleName(words)
        self.show_waiting({})

    @property
    def count(self) -> int:
        """How much waits."""
        return sum(self.waiting.values())

    def show_waiting(self, waiting: Mapping[str, int]) -> None:
        """Show how much waits now; no number for nothing."""
        self.waiting = waiting
        words = f"{self.count}项待处理" if self.count else ""
        self.setAccessibleDescription(words)
        self.setToolTip(f"{self._tip}：{words}" if words else self._tip)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the number over the upper right corner of its icon."""
        super().paintEvent(event)
        if not self.count:
            return
        words = str(self.count) if self.count <= _MOST else f"{_MOST}+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(7.5)
        font.setBold(True)
        painter.setFont(font)
        width = max(15.0, painter.fontMetrics().horizontalAdvance(words) + 8.0)
        box = QRectF(26 - width, self.height() / 2 - 16, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(TOKENS.bad))
        painter.drawRoundedRect(box, 7.5, 7.5)
        painter.setPen(QColor(TOKENS.card))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
