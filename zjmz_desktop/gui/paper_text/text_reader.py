"""Reads the summary's text beside the window, again after each write and move."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import PaperText, paper_text
from zjmz_desktop.service.entering import UnitPeriod

_PAUSE_MS = 300


class TextReader(QObject):
    """One reading at a time, while its page is seen.

    Signals:
        begun: a reading began.
        read: a `PaperText`.
        failed: the sentence of a refusal.
    """

    begun = Signal()
    read = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, office: Office, *, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._beside = Beside(office, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self._beside.read.connect(self.read)
        self._beside.failed.connect(self.failed)
        desk.changed.connect(self._on_changed)
        desk.moved.connect(self._on_moved)

    @property
    def place(self) -> UnitPeriod:
        """Whose summary, through which month."""
        return UnitPeriod(self._desk.place.unit_id, self._desk.place.period)

    def refresh(self) -> None:
        """Read again."""
        self.begun.emit()
        self._beside.start(partial(_read, at=self.place))

    def stop(self) -> None:
        """End what runs."""
        self._later.stop()
        self._beside.drop()
        self._beside.wait()

    def _on_changed(self) -> None:
        if self._page.isVisible():
            self._later.start(_PAUSE_MS)

    def _on_moved(self) -> None:
        if self._page.isVisible():
            self.refresh()


def _read(office: Office, task: Task, *, at: UnitPeriod) -> PaperText:
    return paper_text(office, at)
