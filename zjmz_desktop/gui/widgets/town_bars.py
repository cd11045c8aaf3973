"""Units below, one bar each, so that the eye finds who lags."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import LIGHT_SHAPES, draw_light
from zjmz_desktop.gui.widgets.progress import draw_bar
from zjmz_desktop.service.views import TownLine


def leading_number(text: str) -> Decimal | None:
    """The number a shown text begins with (`12`, `85.7%`), or None for words."""
    digits = text.replace(",", "").rstrip("%")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


class TownBars(QWidget):
    """Name, light shape, bar and figure of each unit, the largest first."""

    ROW = 40

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[TownLine, ...] = ()
        self._sizes: dict[str, Decimal | None] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: tuple[TownLine, ...]) -> None:
        """Show other units."""
        self._sizes = {line.unit: leading_number(line.cumulative) for line in lines}
        self._lines = tuple(sorted(lines, key=self._rank))
        said = "，".join(f"{line.name}{line.cumulative}" for line in self._lines)
        self.setAccessibleName(f"各单位累计：{said}")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each unit."""
        return QSize(240, max(1, len(self._lines)) * self.ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        known = [size for size in self._sizes.values() if size is not None]
        largest = max(known, default=Decimal(0)) or Decimal(1)
        for row, line in enumerate(self._lines):
            size = self._sizes[line.unit] or Decimal(0)
            self._draw_row(painter, row * self.ROW, line=line, share=float(size / largest))

    def _draw_row(self, painter: QPainter, top: int, *, line: TownLine, share: float) -> None:
        width = self.width()
        draw_light(painter, QRectF(0, top + 5, 14, 14), light=line.light)
        painter.setPen(QColor(TOKENS.ink))
        painter.setFont(self.font())
        text = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, width - 150)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(22, top, width - 150, 24), middle, text)
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(width - 60, top, 60, 24), right, line.cumulative or "—")
        small = QFont(self.font())
        small.setPointSizeF(8.5)
        painter.setFont(small)
        painter.setPen(QColor(LIGHT_SHAPES[line.light][1]))
        painter.drawText(QRectF(width - 140, top, 74, 24), right, line.light.words)
        bar = QRectF(22, top + 27, width - 22, 5)
        draw_bar(painter, bar, share=share, color=TOKENS.brand_soft)

    def _rank(self, line: TownLine) -> tuple[bool, Decimal]:
        size = self._sizes[line.unit]
        return (size is None, -(size or Decimal(0)))
