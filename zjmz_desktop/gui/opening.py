"""From a folder to an open window: the store is opened, or made, or the reason is shown."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.offers import choose_office, offer_pages
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service.context import Office, open_office

STORE = "office.db"


def open_window(folder: Path) -> MainWindow | None:
    """The main window of the office whose store lies in a folder.

    Returns:
        The window, not shown yet; None when the store can't be opened, which was said.
    """
    try:
        office = _office(folder)
    except ZjmzError as error:
        QMessageBox.critical(None, "没能打开", error.message)
        return None
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


def _office(folder: Path) -> Office | None:
    """The office in the folder; a folder without a store leads to the first start."""
    if not (folder / STORE).exists():
        return choose_office(folder)
    return open_office(folder)
