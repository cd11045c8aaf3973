"""Where pages and dialogs are tied to the window; each is imported when it is first shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.exchange_ways import offer_exchange
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.page_stack import (
    ANNUAL,
    HELP,
    MATRIX,
    REGISTER,
    RETURNS,
    REVIEW,
    STATUS,
    SUMMARY_TEXT,
)
from zjmz_desktop.gui.print_ways import PrintWays
from zjmz_desktop.gui.reporting_ways import REPORTING_WAYS, SubmitWay, WaitingCount
from zjmz_desktop.gui.table_ways import WAYS
from zjmz_desktop.gui.user_menu import UserMenu
from zjmz_desktop.gui.ways import WaysMenu
from zjmz_desktop.service.opening import Opening

if TYPE_CHECKING:
    from zjmz_desktop.service.context import Office


def offer_pages(window: MainWindow, opening: Opening) -> None:
    """Say how the other pages are made and what the header's buttons open.

    A page is offered by name, e.g. `window.pages.offer("matrix", maker)`; dialogs hear
    `window.annual_asked`, `window.user_asked` and `window.submit_asked`.
    """
    for name, make in _MAKERS.items():
        window.pages.offer(name, partial(make, window.desk, opening))
    offer_exchange(window, opening)
    _offer_summary(window, opening)
    _Ways(window)
    _offer_reporting(window, opening)
    WaysMenu(window, opening, ways=WAYS, asked=window.header.tables_opened)
    WaysMenu(window, opening, ways=REPORTING_WAYS, asked=window.header.reporting_opened)
    SubmitWay(window, opening)
    PrintWays(window, opening)
    UserMenu(window, opening)


def _offer_reporting(window: MainWindow, opening: Opening) -> None:
    """Pages that lead to others of the window."""
    window.pages.offer(RETURNS, partial(_returns_page, window, opening))
    window.pages.offer(STATUS, partial(_status_page, window, opening))


def _offer_summary(window: MainWindow, opening: Opening) -> None:
    """The annual summary and its words: each leads to the other."""
    window.pages.offer(ANNUAL, partial(_annual_page, window, opening))
    window.pages.offer(SUMMARY_TEXT, partial(_summary_text_page, window, opening))


def offer_cards(window: MainWindow, opening: Opening) -> None:
    """What is told once the office is read: the files attached to a form, and how much waits."""
    from zjmz_desktop.gui.big_steps import BigSteps
    from zjmz_desktop.gui.evidence.form_cards import FormCards
    from zjmz_desktop.gui.reporting.mending import Mending

    FormCards(window.desk, opening, form=window.entry.form)
    Mending(window.desk, opening, form=window.entry.form)
    WaitingCount(window, opening.open_office)
    BigSteps(window.desk, opening.open_office, window=window)


class _Ways(QObject):
    """What the window's buttons open, and the end of what runs beside it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.annual_asked.connect(self._on_annual_asked)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that reads in a thread is stopped before the store is closed."""
        if event.type() == QEvent.Type.Close:
            for page in self._window.pages.findChildren(QWidget):
                stop = getattr(page, "stop", None)
                if callable(stop):
                    stop()
        return super().eventFilter(watched, event)

    def _on_annual_asked(self) -> None:
        self._window.show_page(ANNUAL)


def _register_page(desk: Desk, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.evidence.row_dialog import RowsEvidence
    from zjmz_desktop.gui.pages.register_page import RegisterPage

    page = RegisterPage(desk, opening.open_office)
    RowsEvidence(desk, opening, page=page)
    return page


def _matrix_page(desk: Desk, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.pages.matrix_page import MatrixPage

    return MatrixPage(desk, opening.open_office)


def _review_page(desk: Desk, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.reporting.review_page import ReviewPage

    return ReviewPage(desk, opening.open_office)


def _returns_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.reporting.returns_page import ReturnsPage

    page = ReturnsPage(window.desk, opening.open_office)
    page.submit_asked.connect(window.submit_asked)
    return page


def _status_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.reporting.status_page import StatusPage

    page = StatusPage(window.desk, opening.open_office)
    page.review_asked.connect(partial(window.show_page, REVIEW))
    return page


def _annual_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.pages.report_page import ReportPage

    page = ReportPage(window.desk, opening.open_office)
    page.text_asked.connect(partial(window.show_page, SUMMARY_TEXT))
    page.writing.indicator_asked.connect(window.open_indicator)
    page.prints_asked.connect(partial(window.print_asked.emit, page.prints_button))
    return page


def _summary_text_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.paper_text.summary_text_page import SummaryTextPage

    page = SummaryTextPage(window.desk, opening.open_office)
    page.page_asked.connect(window.show_page)
    return page


def _help_page(desk: Desk, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.pages.help_page import HelpPage

    return HelpPage(opening.open_office)


_MAKERS: dict[str, Callable[[Desk, Opening], QWidget]] = {
    REGISTER: _register_page,
    MATRIX: _matrix_page,
    REVIEW: _review_page,
    HELP: _help_page,
}


def choose_office(folder: Path) -> "Office | None":
    """First start: which office this is.

    Returns:
        The new office, or None when the user leaves.
    """
    from zjmz_desktop.gui.dialogs.first_start import FirstStart

    dialog = FirstStart(folder)
    dialog.exec()
    return dialog.office


def ask_after_failure(folder: Path, sentence: str) -> Path | None:
    """A store can't be opened: say why and ask what next.

    Returns:
        The folder to try, or None when the user leaves.
    """
    from zjmz_desktop.gui.dialogs.open_error import OpenErrorDialog

    dialog = OpenErrorDialog(folder, sentence)
    return dialog.folder if dialog.exec() == QDialog.DialogCode.Accepted else None
