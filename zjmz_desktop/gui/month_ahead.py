"""A month read beside the window: the tree that comes into sight has it at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.service.opening import Opening

if TYPE_CHECKING:
    from zjmz_desktop.gui.actions import Place
    from zjmz_desktop.gui.pages.beside import Beside
    from zjmz_desktop.gui.tasks import Task
    from zjmz_desktop.service.context import Office


class MonthAhead(QObject):
    """Reads another month, or another unit's, while the tree lies hidden behind another page.

    The counts in the header follow as soon as it is read; a tree that comes into sight before reads itself.
    """

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        self._beside: Beside | None = None
        window.desk.moved.connect(self._on_moved)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is closed reads nothing more."""
        if event.type() == QEvent.Type.Close and self._beside is not None:
            self._beside.drop()
            self._beside.wait()
        return super().eventFilter(watched, event)

    def _on_moved(self) -> None:
        if not self._window.entry.navigation.isVisible():
            self._window.header.progress.await_month()
            self._started().start(partial(ahead, place=self._window.desk.place))

    def _started(self) -> "Beside":
        from zjmz_desktop.gui.pages.beside import Beside

        if self._beside is None:
            self._beside = Beside(self._opening.open_office, self)
            self._beside.read.connect(self._on_read)
            self._beside.failed.connect(self._window.entry.navigation.refresh)
        return self._beside

    def _on_read(self, found: object) -> None:
        from zjmz_desktop.service.reading_ahead import ReadAhead, know

        if isinstance(found, ReadAhead):
            know(self._opening.open_office, found)
        self._window.entry.navigation.refresh()


def ahead(office: "Office", task: "Task", *, place: "Place") -> object:
    """What the tree of a place needs."""
    from zjmz_desktop.service.entering import UnitPeriod
    from zjmz_desktop.service.reading_ahead import read_ahead

    del task
    return read_ahead(office, UnitPeriod(place.unit_id, place.period))
