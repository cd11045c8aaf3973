"""The pages of the preview put on paper, in a thread: the same pixels, finer."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, QRect, QThreadPool, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.preview.page_images import image_of
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.paper_previews import Band, Preview

_MOST_DPI, _BAND_BYTES, _PATIENCE_MS = 600, 2 * 1024**2, 20


class PrinterError(ZjmzError):
    """A printer that takes no page."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"打印机“{name}”没有接收。请看它是否开机、联机、有纸，再打印一次；或先保存PDF，换一台电脑打印。"
        )
        self.name = name


class PrintJob(QObject):
    """One job at a time.

    Signals:
        progressed: pages sent, pages in all.
        done: all were sent; how many.
        failed: why not.
    """

    progressed = Signal(int, int)
    done = Signal(int)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def is_busy(self) -> bool:
        """Whether pages are being sent."""
        return self._task is not None

    def start(self, printer: QPrinter, preview: Preview, *, pages: Sequence[int]) -> None:
        """Send pages to a printer."""
        call = partial(print_pages, printer=printer, preview=preview, pages=pages)
        self._task = task = Task(call, self)
        task.progressed.connect(self.progressed)
        task.finished.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.ended.connect(task.deleteLater)
        task.start(self._pool)

    def stop(self) -> None:
        """Send no more; what the printer has already it may still print."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        while not self._pool.waitForDone(_PATIENCE_MS):
            pass

    def _on_done(self, pages: int) -> None:
        if self.sender() is self._task:
            self._task = None
            self.done.emit(pages)

    def _on_failed(self, sentence: str) -> None:
        if self.sender() is self._task:
            self._task = None
            self.failed.emit(sentence)


def print_pages(task: Task, *, printer: QPrinter, preview: Preview, pages: Sequence[int]) -> int:
    """Paint pages on a printer's paper; how many they were.

    Raises:
        PrinterError: when it takes none.
        WorkCancelledError: when the task shall stop.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError(printer.printerName())
    grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for done, number in enumerate(pages):
            if done and not printer.newPage():
                raise PrinterError(printer.printerName())
            for band, place in _bands(printer, preview.sizes[number], grey=grey):
                task.tell(done, len(pages))
                painter.drawImage(place, image_of(preview.draw_band(number, band, grey=grey)))
        task.tell(len(pages), len(pages))
    except ZjmzError:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _bands(
    printer: QPrinter, size: tuple[float, float], *, grey: bool
) -> Iterator[tuple[Band, QRect]]:
    """A page part by part, with its place on the paper.

    One that is shown lying is turned back, as it stands on its sheet.
    """
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    part = min(1.0, _MOST_DPI / printer.resolution())
    width, height = round(sheet.width() * part), round(sheet.height() * part)
    rows = max(1, _BAND_BYTES // (width * (1 if grey else 4)))
    for top in range(0, height, rows):
        band = Band(width, height, top, min(rows, height - top), turned=size[0] > size[1])
        upper, lower = round(top / part), round((top + band.rows) / part)
        yield band, QRect(0, upper, round(sheet.width()), lower - upper)
