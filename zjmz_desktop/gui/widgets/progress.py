"""Progress drawn by QPainter: the header's bar, and completion against target and time."""

from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zjmz_desktop.domain.lights import Light
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import LIGHT_SHAPES
from zjmz_desktop.service.views import ProgressView


def draw_bar(painter: QPainter, box: QRectF, *, share: float, color: str) -> None:
    """A rounded bar filled to `share` (0–1)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    half = box.height() / 2
    painter.setBrush(QColor(TOKENS.line))
    painter.drawRoundedRect(box, half, half)
    width = box.width() * min(max(share, 0.0), 1.0)
    if width > 0:
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(
            QRectF(box.left(), box.top(), max(width, box.height()), box.height()), half, half
        )


class ShareBar(QWidget):
    """A thin bar of n out of m."""

    def __init__(self, height: int = 5) -> None:
        super().__init__()
        self._filled, self._whole = 0, 0
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, filled: int, whole: int) -> None:
        """Show `filled` of `whole`."""
        self._filled, self._whole = filled, whole
        self.setAccessibleName(f"已填{filled}项，共{whole}项")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; complete is green."""
        share = self._filled / self._whole if self._whole else 0.0
        color = TOKENS.good if self._whole and share >= 1 else TOKENS.brand
        draw_bar(QPainter(self), QRectF(self.rect()), share=share, color=color)


class TargetBar(QWidget):
    """Completion of the target as a bar, with a tick where the calendar stands."""

    BAR_TOP = 20
    BAR_HEIGHT = 10

    def __init__(self) -> None:
        super().__init__()
        self._view: ProgressView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_view(self, view: ProgressView) -> None:
        """Show another progress."""
        self._view = view
        words = (view.light.words, view.completion_text, view.elapsed_text, view.target_text)
        self.setAccessibleName("，".join(word for word in words if word))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of small text around the bar."""
        return QSize(300, self.BAR_TOP + self.BAR_HEIGHT + 20)

    def minimumSizeHint(self) -> QSize:
        """As high as the hint, and narrow."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, its tick and the words around it."""
        if self._view is None or self._view.completion is None:
            return
        painter = QPainter(self)
        box = QRectF(0, self.BAR_TOP, self.width(), self.BAR_HEIGHT)
        color = _bar_color(self._view.light)
        draw_bar(painter, box, share=float(self._view.completion), color=color)
        self._draw_tick(painter, box)
        self._draw_ends(painter, box)

    def _draw_tick(self, painter: QPainter, box: QRectF) -> None:
        if self._view is None or not self._view.elapsed_text:
            return
        at = box.left() + box.width() * _within(self._view.elapsed)
        painter.setPen(QPen(QColor(TOKENS.ink), 2))
        painter.drawLine(round(at), round(box.top() - 5), round(at), round(box.bottom() + 4))
        painter.setFont(_small(self.font()))
        painter.setPen(QColor(TOKENS.ink_soft))
        text = self._view.elapsed_text
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(max(at - width / 2, 0.0), self.width() - width)
        painter.drawText(QRectF(left, 0, width, 15), Qt.AlignmentFlag.AlignCenter, text)

    def _draw_ends(self, painter: QPainter, box: QRectF) -> None:
        if self._view is None:
            return
        painter.setFont(_small(self.font()))
        painter.setPen(QColor(TOKENS.ink_faint))
        line = QRectF(0, box.bottom() + 4, self.width(), 16)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, self._view.target_text)


def _bar_color(light: Light) -> str:
    if light in (Light.SLIGHTLY_BEHIND, Light.BEHIND, Light.DONE):
        return LIGHT_SHAPES[light][1]
    return TOKENS.brand


def _within(share: Fraction) -> float:
    return min(max(float(share), 0.0), 1.0)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(9)
    return small
