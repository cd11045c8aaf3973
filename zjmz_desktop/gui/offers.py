"""Where pages and dialogs are tied to the window; each is imported when it is first shown."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service.context import Office


def offer_pages(window: MainWindow, actions: ServiceActions) -> None:
    """Say how the other pages are made and what the header's buttons open.

    A page is offered by name, e.g. `window.pages.offer("matrix", maker)`; dialogs hear
    `window.annual_asked`, `window.user_asked` and `window.submit_asked`.
    """


def choose_office(folder: Path) -> Office | None:
    """First start: which office this is.

    Returns:
        The new office, or None when the user leaves.
    """
    QMessageBox.information(None, "还没有数据", f"{folder}里还没有数据。请先建立本单位的数据。")
    return None
