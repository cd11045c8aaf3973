"""From a folder to an open window: the store is opened, or made, or the reason is shown."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.offers import ask_after_failure, choose_office, offer_pages
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service.context import FIRST_USER, Office, open_office

STORE = "office.db"


def open_window(folder: Path, *, user: str = FIRST_USER) -> MainWindow | None:
    """The main window of the office whose store lies in a folder.

    Returns:
        The window, not shown yet; None when the store can't be opened, which was said.
    """
    office = _opened(folder, user)
    if office is None:
        return None
    application = QApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(office.close)
    return window_of(office)


def window_of(office: Office) -> MainWindow:
    """The main window of an open office, its month read and the cursor in place."""
    actions = ServiceActions(office)
    window = MainWindow(Desk(actions))
    offer_pages(window, actions)
    window.start()
    return window


def _opened(folder: Path, user: str) -> Office | None:
    """The office in the folder, or in another one where that can't be opened."""
    place: Path | None = folder
    while place is not None:
        try:
            return _office(place, user)
        except ZjmzError as error:
            place = ask_after_failure(place, error.message)
    return None


def _office(folder: Path, user: str) -> Office | None:
    """The office in the folder; a folder without a store leads to the first start."""
    if not (folder / STORE).exists():
        return choose_office(folder)
    return open_office(folder, user=user)
