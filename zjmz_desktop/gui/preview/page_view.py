"""The pages of a paper, with marks over words that were found; only those in sight are drawn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from zjmz_desktop.gui.preview.page_images import Key, PageImages
from zjmz_desktop.gui.preview.scrolled_pages import ScrolledPages
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.service.paper_previews import Box, Found, Preview

_MARK, _CHOSEN = QColor("#ffe08a"), QColor("#ff9f40")
_MOST_WIDE, _NEAR_UP_TO = 2400, 1200


class PageView(ScrolledPages):
    """The pages.

    Attributes:
        images: what they are drawn from.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("页面")
        self.images = PageImages(self)
        self._marks: dict[int, list[tuple[Box, QColor]]] = {}
        self.images.drawn.connect(self._on_drawn)

    def set_preview(self, preview: Preview | None) -> None:
        """Show another PDF from its first page, or none."""
        self.images.set_preview(preview)
        self.set_marks((), None)
        self.set_sizes(preview.sizes if preview else ())

    def set_marks(self, found: Sequence[Found], chosen: Found | None) -> None:
        """Mark where words stand, one of the places more than the others."""
        self._marks = {}
        for one in found:
            tint = _CHOSEN if one == chosen else _MARK
            self._marks.setdefault(one.page, []).extend((box, tint) for box in one.boxes)
        if chosen is not None:
            self.show_area(chosen.page, self.pages.placed(chosen.page, chosen.boxes[0]))
        self.viewport().update()

    def visible_pages(self) -> list[int]:
        """Numbers of the pages in sight."""
        return self.pages.within(self.sight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, and ask for those that are not ready."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(TOKENS.line))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(-self.sight().topLeft())
        shown = self.visible_pages()
        for number in shown:
            self._paint_page(painter, number)
        painter.end()
        self.images.want(self._wanted(shown))

    def _wanted(self, shown: Sequence[int]) -> list[Key]:
        """The pages in sight, then those before and after, unless they are very large."""
        keys = [(number, self._width_of(number)) for number in shown]
        near = (shown[-1] + 1, shown[0] - 1) if shown else ()
        for number in near:
            if 0 <= number < len(self.pages.boxes) and self._width_of(number) <= _NEAR_UP_TO:
                keys.append((number, self._width_of(number)))
        return keys

    def _width_of(self, number: int) -> int:
        """The width that a page is drawn with, in the screen's own pixels."""
        return min(_MOST_WIDE, round(self.pages.boxes[number].width() * self.devicePixelRatioF()))

    def _paint_page(self, painter: QPainter, number: int) -> None:
        box = self.pages.boxes[number]
        painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(TOKENS.line_strong))
        painter.fillRect(box, Qt.GlobalColor.white)
        image = self.images.image(number, self._width_of(number))
        if image is None:
            painter.setPen(QColor(TOKENS.ink_faint))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"第{number + 1}页")
        else:
            painter.drawImage(box, image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for mark, tint in self._marks.get(number, ()):
            painter.fillRect(self.pages.placed(number, mark), tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _on_drawn(self, page: int) -> None:
        del page
        self.viewport().update()
