"""Shapes that say a status or a light without colour, always beside their word."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from zjmz_desktop.domain.lights import Light
from zjmz_desktop.gui.tokens import TOKENS

STATUS_WORDS = {
    "filled": "已填",
    "computed": "自动汇总",
    "draft": "草稿",
    "warning": "有提示",
    "error": "有错误",
    "part": "部分填",
    "blank": "未填",
}
STATUS_SHAPES = {
    "filled": ("tick", TOKENS.good),
    "computed": ("dot", TOKENS.brand),
    "draft": ("half", TOKENS.brand),
    "warning": ("triangle", TOKENS.warn),
    "error": ("cross", TOKENS.bad),
    "part": ("ring", TOKENS.brand),
    "blank": ("dashed", TOKENS.ink_faint),
}
LIGHT_SHAPES = {
    Light.DONE: ("tick", TOKENS.good, TOKENS.good_wash),
    Light.ON_TRACK: ("dot", TOKENS.good, TOKENS.good_wash),
    Light.SLIGHTLY_BEHIND: ("triangle", TOKENS.warn, TOKENS.warn_wash),
    Light.BEHIND: ("cross", TOKENS.bad, TOKENS.bad_wash),
    Light.UNALLOCATED: ("ring", TOKENS.ink_soft, TOKENS.computed),
    Light.NOT_JUDGED: ("ring", TOKENS.ink_soft, TOKENS.computed),
    Light.NOT_REPORTED: ("dashed", TOKENS.ink_soft, TOKENS.computed),
    Light.NOT_APPLICABLE: ("dash", TOKENS.ink_soft, TOKENS.computed),
}


def draw_status(painter: QPainter, box: QRectF, *, status: str) -> None:
    """Draw the shape of a status (filled, blank, draft, error, warning, computed)."""
    shape, color = STATUS_SHAPES.get(status, STATUS_SHAPES["blank"])
    draw_shape(painter, box, shape=shape, color=color)


def draw_light(painter: QPainter, box: QRectF, *, light: Light) -> None:
    """Draw the shape of a light."""
    shape, color, _ = LIGHT_SHAPES[light]
    draw_shape(painter, box, shape=shape, color=color)


def draw_shape(painter: QPainter, box: QRectF, *, shape: str, color: str) -> None:
    """Draw one of the shapes into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.translate(box.center())
    scale = min(box.width(), box.height()) / 16
    painter.scale(scale, scale)
    _SHAPES[shape](painter, color)
    painter.restore()


def _stroke(painter: QPainter, color: str, *, width: float) -> None:
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _tick(painter: QPainter, color: str) -> None:
    painter.drawEllipse(QPointF(0, 0), 6.5, 6.5)
    _stroke(painter, TOKENS.card, width=1.9)
    painter.drawPolyline(QPolygonF([QPointF(-3, 0.2), QPointF(-0.8, 2.4), QPointF(3.1, -2.2)]))


def _dot(painter: QPainter, color: str) -> None:
    painter.drawEllipse(QPointF(0, 0), 5, 5)


def _half(painter: QPainter, color: str) -> None:
    painter.drawPie(QRectF(-5, -5, 10, 10), 90 * 16, 180 * 16)
    _stroke(painter, color, width=1.5)
    painter.drawEllipse(QPointF(0, 0), 5, 5)


def _triangle(painter: QPainter, color: str) -> None:
    painter.drawPolygon(QPolygonF([QPointF(0, -6.5), QPointF(7, 6), QPointF(-7, 6)]))
    _stroke(painter, TOKENS.card, width=1.7)
    painter.drawLine(QPointF(0, -2), QPointF(0, 1.8))
    painter.drawPoint(QPointF(0, 4))


def _cross(painter: QPainter, color: str) -> None:
    painter.drawRoundedRect(QRectF(-6, -6, 12, 12), 2.5, 2.5)
    _stroke(painter, TOKENS.card, width=1.9)
    painter.drawLine(QPointF(-2.5, -2.5), QPointF(2.5, 2.5))
    painter.drawLine(QPointF(2.5, -2.5), QPointF(-2.5, 2.5))


def _ring(painter: QPainter, color: str) -> None:
    _stroke(painter, color, width=1.6)
    painter.drawEllipse(QPointF(0, 0), 5, 5)


def _dashed(painter: QPainter, color: str) -> None:
    _stroke(painter, color, width=1.5)
    pen = painter.pen()
    pen.setDashPattern([2.2, 2.4])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawEllipse(QPointF(0, 0), 5.4, 5.4)


def _dash(painter: QPainter, color: str) -> None:
    _stroke(painter, color, width=2)
    painter.drawLine(QPointF(-4.5, 0), QPointF(4.5, 0))


def _back(painter: QPainter, color: str) -> None:
    _stroke(painter, color, width=2)
    painter.drawPolyline(QPolygonF([QPointF(-1.5, -5.5), QPointF(-5.5, -2), QPointF(-1.5, 1.5)]))
    painter.drawPolyline(
        QPolygonF([QPointF(-5, -2), QPointF(2, -2), QPointF(5, 1.2), QPointF(5, 5.5)])
    )


_SHAPES: dict[str, Callable[[QPainter, str], None]] = {
    "tick": _tick,
    "dot": _dot,
    "half": _half,
    "triangle": _triangle,
    "cross": _cross,
    "ring": _ring,
    "dashed": _dashed,
    "dash": _dash,
    "back": _back,
}


class LightPill(QWidget):
    """A light as shape and word on its wash."""

    def __init__(self, light: Light = Light.NOT_JUDGED) -> None:
        super().__init__()
        self._light = light
        font = self.font()
        font.setPointSizeF(9.5)
        font.setBold(True)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_light(light)

    def set_light(self, light: Light) -> None:
        """Show another light."""
        self._light = light
        self.setAccessibleName(light.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape, word and padding."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._light.words) + 40, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw wash, shape and word."""
        shape, color, wash = LIGHT_SHAPES[self._light]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(wash))
        half = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), half, half)
        draw_shape(painter, QRectF(10, half - 7, 14, 14), shape=shape, color=color)
        painter.setPen(QColor(color))
        words = self.rect().adjusted(29, 0, -8, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._light.words)


class StatusMark(QWidget):
    """A status as its shape alone; put its word beside it."""

    def __init__(self, status: str) -> None:
        super().__init__()
        self._status = status
        self.setFixedSize(16, 16)
        self.setAccessibleName(STATUS_WORDS.get(status, status))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape."""
        draw_status(QPainter(self), QRectF(self.rect()), status=self._status)
