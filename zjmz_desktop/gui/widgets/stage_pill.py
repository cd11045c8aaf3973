"""A word with its shape on its wash: where a month, a form or a figure stands."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import draw_shape

Mark = tuple[str, str, str]
"""Shape, ink, wash."""

PLAIN: Mark = ("dashed", TOKENS.ink_faint, TOKENS.computed)
BRAND: Mark = ("dot", TOKENS.brand, TOKENS.brand_wash)
AGAIN: Mark = ("half", TOKENS.brand, TOKENS.brand_wash)
GOOD: Mark = ("tick", TOKENS.good, TOKENS.good_wash)
WARN: Mark = ("triangle", TOKENS.warn, TOKENS.warn_wash)
BAD: Mark = ("cross", TOKENS.bad, TOKENS.bad_wash)

OF_TONE: dict[str, Mark] = {
    "plain": ("ring", TOKENS.ink_soft, TOKENS.computed),
    "brand": BRAND,
    "good": GOOD,
    "warn": WARN,
    "bad": BAD,
}
_SIGN_PX = 14


def draw_mark(painter: QPainter, box: QRectF, *, mark: Mark, words: str) -> None:
    """Draw shape and word from the left of a box, the word cut where there is no room."""
    shape, ink, _ = mark
    sign = QRectF(box.left(), box.center().y() - _SIGN_PX / 2, _SIGN_PX, _SIGN_PX)
    draw_shape(painter, sign, shape=shape, color=ink)
    painter.setPen(QColor(ink))
    room = box.adjusted(_SIGN_PX + 5, 0, 0, 0)
    cut = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, max(int(room.width()), 0)
    )
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)


class StagePill(QWidget):
    """Where something stands, as shape and word on its wash; hidden without a word."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._words = PLAIN, ""
        font = self.font()
        font.setPointSizeF(9.5)
        font.setBold(True)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def words(self) -> str:
        """The word shown, or ""."""
        return self._words

    def say(self, words: str, mark: Mark) -> None:
        """Show another word with its shape."""
        self._words, self._mark = words, mark
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape, word and padding."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 42, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw wash, shape and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._mark[2]))
        half = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), half, half)
        box = QRectF(self.rect()).adjusted(10, 0, -8, 0)
        draw_mark(painter, box, mark=self._mark, words=self._words)
