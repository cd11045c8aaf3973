"""Pages as images, drawn one at a time in a thread; what was drawn is kept as long as there is room."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage

from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.paper_previews import Pixels, Preview

_MOST_BYTES = 192 * 1024**2
_PATIENCE_MS = 20
Key = tuple[int, int]


class PageImages(QObject):
    """The images of one preview.

    Signals:
        drawn: a page is ready; its number.
        failed: why a page could not be drawn.
    """

    drawn = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._kept: OrderedDict[Key, QImage] = OrderedDict()
        self._wanted: list[Key] = []
        self._running: Task | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def is_busy(self) -> bool:
        """Whether a page is being drawn."""
        return self._running is not None

    def set_preview(self, preview: Preview | None) -> None:
        """Show the pages of another one."""
        self.stop()
        self._preview = preview

    def image(self, page: int, width: int) -> QImage | None:
        """A page so many pixels wide; until it is drawn another size of it, or none."""
        if (page, width) in self._kept:
            self._kept.move_to_end((page, width))
            return self._kept[page, width]
        return next((image for (n, _), image in self._kept.items() if n == page), None)

    def want(self, wanted: Sequence[Key]) -> None:
        """Say which pages are in sight, how wide; others that wait are given up."""
        self._wanted = [key for key in wanted if key not in self._kept]
        self._draw_next()

    def stop(self) -> None:
        """Give up and forget everything."""
        self._wanted = []
        self._running = None
        while not self._pool.waitForDone(_PATIENCE_MS):
            pass
        self._kept.clear()

    def _draw_next(self) -> None:
        if self._running is not None or not self._wanted or self._preview is None:
            return
        key = self._wanted[0]
        self._running = task = Task(partial(_drawn, preview=self._preview, key=key), self)
        task.finished.connect(self._on_drawn)
        task.failed.connect(self._on_failed)
        task.ended.connect(task.deleteLater)
        task.start(self._pool)

    def _on_drawn(self, found: tuple[Key, QImage]) -> None:
        if self.sender() is not self._running:
            return
        self._running = None
        key, image = found
        for other in [one for one in self._kept if one[0] == key[0]]:
            del self._kept[other]
        self._kept[key] = image
        while sum(one.sizeInBytes() for one in self._kept.values()) > _MOST_BYTES:
            self._kept.popitem(last=False)
        self._wanted = [one for one in self._wanted if one != key]
        self.drawn.emit(key[0])
        self._draw_next()

    def _on_failed(self, sentence: str) -> None:
        if self.sender() is self._running:
            self._running, self._wanted = None, []
            self.failed.emit(sentence)


def image_of(pixels: Pixels) -> QImage:
    """Pixels as an image with bytes of its own."""
    kind = QImage.Format.Format_Grayscale8 if pixels.grey else QImage.Format.Format_RGB32
    return QImage(pixels.content, pixels.width, pixels.height, pixels.stride, kind).copy()


def _drawn(task: Task, *, preview: Preview, key: Key) -> tuple[Key, QImage]:
    return key, image_of(preview.draw(*key))
