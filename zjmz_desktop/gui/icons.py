"""Stroke icons drawn for this program, tinted and rendered at the screen's own resolution."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.paths import resource


def icon(name: str, color: str = TOKENS.ink_soft, *, size: int = 18) -> QIcon:
    """The icon of that name in that colour.

    Args:
        name: file name in `resources/icons` without `.svg`.
        color: stroke colour as #rrggbb.
        size: side in device-independent pixels.
    """
    return QIcon(icon_pixmap(name, color, size=size))


def icon_pixmap(name: str, color: str = TOKENS.ink_soft, *, size: int = 18) -> QPixmap:
    """The icon as a pixmap at the device's pixel ratio."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _rendered(name, color, size=size, ratio=ratio)


@lru_cache(maxsize=256)
def _rendered(name: str, color: str, *, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawing = _drawing(name).replace("currentColor", color)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _folder() -> Path:
    return resource("icons")
