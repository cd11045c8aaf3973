"""A canvas of pages under a window: scrolling, turning pages, zooming."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from zjmz_desktop.gui.preview.page_layout import (
    MARGIN_PX,
    Layout,
    Size,
    Zoom,
    arrange,
    scale_of,
    stepped,
)

_LINE_PX, _ABOVE_PX = 48, 90
_PAGE_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ScrolledPages(QAbstractScrollArea):
    """Where the pages are, and which is looked at; `PageView` paints them.

    Attributes:
        page: number of the page that is looked at, from 0.
        zoom: how large pages are.
        facing: whether two lie side by side.
        pages: the canvas.

    Signals:
        page_changed: another page is looked at.
        zoomed: pages may have another size.
    """

    page_changed = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.page, self.zoom, self.facing = 0, Zoom(), False
        self.pages = Layout()
        self._sizes: Sequence[Size] = ()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_sizes(self, sizes: Sequence[Size]) -> None:
        """Other pages, from the first."""
        self._sizes = sizes
        self.pages = Layout()
        self._lay_out()
        self.go_to(0)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show pages in another size; what is looked at stays."""
        self.zoom = zoom
        self._lay_out()

    def step_zoom(self, steps: int) -> None:
        """So many tenths larger or smaller."""
        self.set_zoom(Zoom("", stepped(self.pages.scale, steps)))

    def set_facing(self, facing: bool) -> None:
        """One or two pages side by side."""
        self.facing = facing
        self._lay_out()

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Look at a page, `top` points under its upper edge."""
        if 0 <= page < len(self.pages.boxes):
            y = self.pages.boxes[page].top() + round(top * self.pages.scale)
            self.verticalScrollBar().setValue(y - MARGIN_PX)
            self._bring_beside(page)
            self._look_at(page)

    def show_area(self, page: int, area: QRectF) -> None:
        """Bring a part of a page into sight, a little under the upper edge."""
        sight = self.sight()
        if not QRectF(sight).contains(area):
            self.verticalScrollBar().setValue(round(area.top()) - _ABOVE_PX)
            self.horizontalScrollBar().setValue(round(area.center().x() - sight.width() / 2))
        self._look_at(page)

    def sight(self) -> QRect:
        """The part of the canvas that is seen."""
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(corner, self.viewport().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages that fit the window fit it again."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls; with Ctrl it zooms."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if turned := event.angleDelta().y():
            self.step_zoom(1 if turned > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, Home and End go to the first and the last."""
        key, last = Qt.Key(event.key()), len(self._sizes) - 1
        if key in _PAGE_KEYS:
            step = _PAGE_KEYS[key] * (2 if self.facing else 1)
            self.go_to(min(max(self.page + step, 0), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        """Place the pages anew; what is in the middle of the window stays there."""
        middle, page = self.sight().center(), self.page
        share = self.pages.share_at(page, middle) if self.pages.boxes else None
        across, down = self.viewport().width(), self.viewport().height()
        scale = scale_of(self.zoom, self._sizes, facing=self.facing, room=(across, down))
        self.pages = arrange(self._sizes, scale=scale, facing=self.facing, room=across)
        for bar, whole, part in (
            (self.horizontalScrollBar(), self.pages.width, across),
            (self.verticalScrollBar(), self.pages.height, down),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(_LINE_PX)
        if share is not None:
            point = self.pages.point_at(page, share)
            self.horizontalScrollBar().setValue(point.x() - across // 2)
            self.verticalScrollBar().setValue(point.y() - down // 2)
        else:
            self.horizontalScrollBar().setValue((self.pages.width - across) // 2)
        self.viewport().update()
        self.zoomed.emit()

    def _bring_beside(self, page: int) -> None:
        """Scroll sideways to a page of which only a part is seen, unless it is all that is seen."""
        box, sight = self.pages.boxes[page], self.sight()
        whole = sight.left() <= box.left() and box.right() <= sight.right()
        filled = box.left() - MARGIN_PX <= sight.left() and sight.right() <= box.right() + MARGIN_PX
        if not whole and not filled:
            self.horizontalScrollBar().setValue(box.center().x() - sight.width() // 2)

    def _look_at(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _on_scrolled(self) -> None:
        """The page in the middle of the window is looked at."""
        self._look_at(self.pages.nearest(self.sight().center().y()))
        self.viewport().update()
