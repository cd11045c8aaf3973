"""The shape and colour of where a month or a figure stands; always beside its word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import draw_shape

Mark = tuple[str, str, str]
"""Shape, ink, wash."""

_PLAIN: Mark = ("dashed", TOKENS.ink_faint, TOKENS.computed)
_BRAND: Mark = ("dot", TOKENS.brand, TOKENS.brand_wash)
_AGAIN: Mark = ("half", TOKENS.brand, TOKENS.brand_wash)
_GOOD: Mark = ("tick", TOKENS.good, TOKENS.good_wash)
_WARN: Mark = ("triangle", TOKENS.warn, TOKENS.warn_wash)
_BAD: Mark = ("cross", TOKENS.bad, TOKENS.bad_wash)

OF_STAGE: dict[Stage, Mark] = {
    Stage.NOT_REPORTED: _PLAIN,
    Stage.SUBMITTED: _BRAND,
    Stage.RECALLED: ("ring", TOKENS.ink_soft, TOKENS.computed),
    Stage.RETURNED: _BAD,
    Stage.REOPENED: _WARN,
    Stage.ACCEPTED: _GOOD,
    Stage.CHANGED: _WARN,
}
OF_CELL: dict[CellStage, Mark] = {
    CellStage.BLANK: _PLAIN,
    CellStage.WAITING: _BRAND,
    CellStage.ACCEPTED: _GOOD,
    CellStage.RETURNED: _BAD,
    CellStage.ANSWERED: _AGAIN,
    CellStage.RESUBMITTED: _AGAIN,
    CellStage.CHANGED: _WARN,
}
OF_REPORTED: dict[Reported, Mark] = {
    Reported.ON_TIME: _BRAND,
    Reported.LATE: _WARN,
    Reported.MISSING: _PLAIN,
    Reported.RETURNED: _BAD,
    Reported.ACCEPTED: _GOOD,
}
OF_TONE: dict[str, Mark] = {
    "plain": ("ring", TOKENS.ink_soft, TOKENS.computed),
    "brand": _BRAND,
    "good": _GOOD,
    "warn": _WARN,
    "bad": _BAD,
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
        self._mark, self._words = _PLAIN, ""
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
