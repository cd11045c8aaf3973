"""Printing what is previewed: asked how, remembered, sent page by page."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.domain.page_ranges import pages_in
from zjmz_desktop.gui.preview import print_settings
from zjmz_desktop.gui.preview.print_dialog import PrintDialog
from zjmz_desktop.gui.preview.print_job import PrintJob
from zjmz_desktop.gui.preview.print_settings import PrintSettings
from zjmz_desktop.service.paper_previews import Preview


class Printing(QObject):
    """Prints a paper.

    Args:
        paper: which kind it is; its settings are remembered by that.
        parent: the window that asks.

    Attributes:
        paper: which kind it is.

    Signals:
        agreed: how it is printed is settled; now `send` it.
        pdf_asked: there is no printer, and the PDF is wanted.
        over: the end, as tone and sentence.
    """

    agreed = Signal()
    pdf_asked = Signal()
    over = Signal(str, str)

    def __init__(self, paper: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.job = PrintJob(self)
        self._window, self.paper = parent, paper
        self._settings = PrintSettings()
        self.job.done.connect(self._on_done)
        self.job.failed.connect(self._on_failed)

    def ask(self, pages: int) -> PrintDialog:
        """Ask how so many pages are printed."""
        settings = print_settings.settings_of(self.paper)
        printers = print_settings.printer_names()
        dialog = PrintDialog(settings, printers, pages=pages, parent=self._window)
        dialog.pdf_asked.connect(self.pdf_asked)
        dialog.agreed.connect(self._on_agreed)
        dialog.open()
        return dialog

    def send(self, preview: Preview) -> None:
        """Send the pages that were agreed on."""
        pages = pages_in(self._settings.pages, len(preview.sizes))
        self.job.start(print_settings.printer_for(self._settings), preview, pages=pages)

    def _on_agreed(self, settings: PrintSettings) -> None:
        self._settings = settings
        print_settings.remember_settings(self.paper, settings)
        self.agreed.emit()

    def _on_done(self, pages: int) -> None:
        self.over.emit("good", f"{pages}页已送到打印机“{self._settings.printer}”。")

    def _on_failed(self, sentence: str) -> None:
        self.over.emit("bad", sentence)
