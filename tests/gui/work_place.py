"""A real office's window that can be closed and opened again, for window tests."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typist import show_window

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.views import FieldView, FormView


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


class WorkPlace:
    """One office's store and the window that lies open on it."""

    def __init__(self, qtbot: QtBot, folder: Path, unit_id: str) -> None:
        self._qtbot = qtbot
        self._folder = folder
        self.office: Office = create_office(folder, unit_id, user_name="张敏", clock=july)
        self._windows: list[MainWindow] = []  # a window that is let go goes at a time of Qt's own
        self.window: MainWindow = self._open()

    def reopen(self) -> None:
        """Close the window and the store, and open both again."""
        self.window.close()
        self.close()
        self.office = open_office(self._folder, clock=july)
        self.window = self._open()

    def close(self) -> None:
        for page in self.window.pages.findChildren(QWidget):
            stop = getattr(page, "stop", None)
            if callable(stop):
                stop()
        self.window.desk.changed.disconnect()
        self.office.close()

    def open_form(self, code: str) -> None:
        self.window.entry.navigation.show_filter("all")
        self.window.entry.open_indicator(code)
        self.settle()

    def settle(self) -> None:
        self._qtbot.wait(10)
        QApplication.processEvents()

    @property
    def view(self) -> FormView:
        """The open form, read again."""
        self.window.entry.form.refresh()
        view = self.window.entry.form.view
        assert view is not None
        return view

    def field(self, part: str) -> FieldView:
        view = self.view
        every = (*view.fields, *view.last_year, *view.reasons)
        return next(f for f in every if f.part == part)

    def _open(self) -> MainWindow:
        window = window_of(self.office)
        self._windows.append(window)
        show_window(self._qtbot, window)
        return window
