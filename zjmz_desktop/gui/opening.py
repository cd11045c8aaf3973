"""From a folder to an open window: the store is opened, or made, or the reason is shown."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.first_actions import FirstActions
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.month_ahead import MonthAhead, ahead
from zjmz_desktop.gui.offers import ask_after_failure, choose_office, offer_cards, offer_pages
from zjmz_desktop.gui.tokens import AFTER_PAINT_MS
from zjmz_desktop.service.opening import Opening, open_folder

if TYPE_CHECKING:
    from zjmz_desktop.gui.pages.beside import Beside
    from zjmz_desktop.service.context import Office

STORE = "office.db"


def open_window(folder: Path, *, user: str = "") -> MainWindow | None:
    """The main window of the office whose store lies in a folder.

    Returns:
        The window, not shown yet; None when the store can't be opened, which was said.
    """
    opening = _opened(folder, user)
    if opening is None:
        return None
    return window_to_the_end(opening)


def window_to_the_end(opening: Opening) -> MainWindow:
    """The main window on an open store, which is closed when the program ends."""
    application = QApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(opening.close)
    return window_on(opening)


def window_of(office: "Office") -> MainWindow:
    """The main window of an office that is read already."""
    return window_on(Opening.of(office))


def window_on(opening: Opening) -> MainWindow:
    """The main window on an open store, its month shown and the cursor in place."""
    window = MainWindow(Desk(FirstActions(opening)))
    offer_pages(window, opening)
    if opening.first is None:
        offer_cards(window, opening)
    else:
        _Reading(window, opening)
    MonthAhead(window, opening)
    window.start()
    return window


class _Reading(QObject):
    """Reads the office right after the first paint and shows what it says instead of what was kept.

    The month is read beside the window, which stays awake meanwhile.
    """

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        self._beside: Beside | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_PAINT_MS)
        self._later.timeout.connect(self._read)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint; a window that is closed at once reads nothing any more."""
        if event.type() == QEvent.Type.Paint and not self._later.isActive():
            self._later.start()
        elif event.type() == QEvent.Type.Close:
            self._later.stop()
            self._window.removeEventFilter(self)
            self._end()
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        from zjmz_desktop.gui.pages.beside import Beside

        self._later.timeout.disconnect(self._read)
        try:
            office = self._opening.read()
        except ZjmzError as error:
            self._window.desk.refused.emit(error.message)
            return
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self._on_read)
        self._beside.start(partial(ahead, place=self._window.desk.place))

    def _on_read(self, found: object) -> None:
        """The month is known, or could not be read beside: then it is read here."""
        from zjmz_desktop.service.reading_ahead import ReadAhead, know

        self._window.removeEventFilter(self)
        self._end()
        if isinstance(found, ReadAhead):
            know(self._opening.open_office, found)
        offer_cards(self._window, self._opening)
        self._window.entry.navigation.refresh()
        self._window.entry.form.refresh()

    def _end(self) -> None:
        if self._beside is not None:
            self._beside.drop()
            self._beside.wait()


def _opened(folder: Path, user: str) -> Opening | None:
    """The store in the folder, or in another one where that can't be opened."""
    place: Path | None = folder
    while place is not None:
        try:
            return _opening(place, user)
        except ZjmzError as error:
            place = ask_after_failure(place, error.message)
    return None


def _opening(folder: Path, user: str) -> Opening | None:
    """The store in the folder; a folder without one leads to the first start."""
    if (folder / STORE).exists():
        return open_folder(folder, user=user)
    office = choose_office(folder)
    return None if office is None else Opening.of(office)
