"""Twelve months: bars of this year, a line of last year, drawn by QPainter."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from zjmz_desktop.domain.charts import Chart, Point, month_chart
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.service.views import SeriesView


def chart_of(view: SeriesView) -> Chart:
    """The chart of a form's months: whole numbers stay whole, others have one decimal."""
    known = [v for v in (*view.this_year, *view.last_year) if v is not None]
    decimals = 0 if all(v.denominator == 1 for v in known) else 1
    return month_chart(
        view.this_year,
        view.last_year,
        year=0,
        current_month=view.current_month,
        scale=(decimals, None),
    )


class YearChart(QWidget):
    """Monthly figures of this year (bars) and of last year (line with rings)."""

    LEFT, TOP, BOTTOM = 34, 34, 20

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        font = QFont(self.font())
        font.setPointSizeF(8.5)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_series(self, view: SeriesView) -> None:
        """Show other months."""
        self._chart = chart_of(view)
        points = [p for run in self._chart.series[0].runs for p in run]
        said = "，".join(f"{p.month}月{p.text}" for p in points)
        self.setAccessibleName(f"今年各月：{said or '还没有数'}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for twelve bars."""
        return QSize(260, 158)

    def minimumSizeHint(self) -> QSize:
        """As high as the hint."""
        return QSize(160, 158)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, bars, line, labels."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_grid(painter, self._chart)
        for run in self._chart.series[0].runs:
            self._draw_bars(painter, run)
        for run in self._chart.series[1].runs:
            self._draw_line(painter, run)
        self._draw_legend(painter)

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(self._left(), self.TOP, -2, -self.BOTTOM)

    def _left(self) -> int:
        """Room for the widest figure of the scale."""
        ticks = self._chart.ticks if self._chart is not None else ()
        wide = (self.fontMetrics().horizontalAdvance(tick.text) for tick in ticks)
        return max(self.LEFT, *(one + 8 for one in wide))

    def _place(self, point: Point) -> QPointF:
        plot = self._plot()
        across = plot.left() + plot.width() * (point.month - 0.5) / 12
        return QPointF(across, plot.bottom() - plot.height() * float(point.height))

    def _draw_grid(self, painter: QPainter, chart: Chart) -> None:
        plot = self._plot()
        for tick in chart.ticks:
            y = plot.bottom() - plot.height() * float(tick.height)
            painter.setPen(QPen(QColor(TOKENS.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(TOKENS.ink_faint))
            box = QRectF(0, y - 8, plot.left() - 6, 16)
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, middle, tick.text)
        for month in range(1, 13, 2):
            across = self._place(Point(month, Fraction(0), "")).x()
            box = QRectF(across - 12, plot.bottom() + 3, 24, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(month))

    def _draw_bars(self, painter: QPainter, run: tuple[Point, ...]) -> None:
        width = self._plot().width() / 12 * 0.56
        for point in run:
            now = self._chart is not None and point.month == self._chart.current_month
            top = self._place(point)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(TOKENS.brand if now else TOKENS.brand_soft))
            height = max(self._plot().bottom() - top.y(), 1.5)
            bar = QRectF(top.x() - width / 2, self._plot().bottom() - height, width, height)
            painter.drawRoundedRect(bar, 2, 2)
            if now:
                painter.setPen(QColor(TOKENS.ink))
                words = self._words_over(top, point.text)
                painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, point.text)

    def _words_over(self, top: QPointF, text: str) -> QRectF:
        """Room over a bar, in its middle where the edge lets it be."""
        wide = self.fontMetrics().horizontalAdvance(text) + 2
        words = QRectF(top.x() - wide / 2, top.y() - 17, wide, 15)
        words.moveRight(min(words.right(), float(self.width())))
        return words

    def _draw_line(self, painter: QPainter, run: tuple[Point, ...]) -> None:
        points = [self._place(point) for point in run]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(TOKENS.warn), 1.4))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(QColor(TOKENS.card))
        for place in points:
            painter.drawEllipse(place, 2.2, 2.2)

    def _draw_legend(self, painter: QPainter) -> None:
        right = float(self.width()) - 2
        painter.setPen(QPen(QColor(TOKENS.warn), 1.4))
        painter.setBrush(QColor(TOKENS.card))
        painter.drawLine(QPointF(right - 46, 8), QPointF(right - 30, 8))
        painter.drawEllipse(QPointF(right - 38, 8), 2.2, 2.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(TOKENS.brand))
        painter.drawRect(QRectF(right - 92, 3.5, 9, 9))
        painter.setPen(QColor(TOKENS.ink_soft))
        painter.drawText(QPointF(right - 27, 12), "去年")
        painter.drawText(QPointF(right - 79, 12), "今年")
