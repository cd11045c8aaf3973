"""Keys of the whole window; those of a field are in the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from zjmz_desktop.gui.page_stack import (
    ANNUAL,
    CONFLICTS,
    EXCHANGE,
    FORM,
    HELP,
    MATRIX,
    QUARANTINE,
    REGISTER,
    RETURNS,
    REVIEW,
    STATUS,
    SUMMARY_TEXT,
    URGENT,
)

if TYPE_CHECKING:
    from zjmz_desktop.gui.main_window import MainWindow


_CHAPTERS = {
    REGISTER: "registers",
    **dict.fromkeys((MATRIX, ANNUAL, SUMMARY_TEXT, URGENT), "summary"),
    **dict.fromkeys((REVIEW, RETURNS, STATUS), "reporting"),
    **dict.fromkeys((EXCHANGE, CONFLICTS, QUARANTINE), "exchange"),
}


class WindowKeys(QObject):
    """The window's shortcuts; the ones of the form wait while another page is shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form_keys: list[QShortcut] = []
        entry, desk = window.entry, window.desk
        for key, slot in (
            ("Ctrl+Return", entry.go_to_next_open),
            ("Ctrl+Enter", entry.go_to_next_open),
            ("Ctrl+Up", self._on_up),
            ("Ctrl+Down", self._on_down),
            ("Ctrl+D", entry.form.same_as_last),
            ("F8", entry.go_to_next_problem),
            ("F9", entry.toggle_side),
        ):
            self._form_keys.append(self._shortcut(key, slot))
        for key, slot in (
            ("F1", self._on_help_asked),
            ("Ctrl+K", self._on_find_asked),
            ("Ctrl+Z", entry.form.undo),
            ("Ctrl+Y", desk.redo),
            ("Ctrl+Shift+S", self._on_submit_asked),
            ("Ctrl+P", self._on_print_asked),
            ("Alt+Left", self._on_month_before),
            ("Alt+Right", self._on_month_after),
            ("Alt+1", window.open_form),
            ("Alt+2", window.header.register_opened.emit),
            ("Alt+3", window.header.matrix_opened.emit),
            ("Alt+4", window.header.annual_opened.emit),
            ("Alt+R", window.header.ask_reporting),
            ("Alt+U", window.header.user.ask),
        ):
            self._shortcut(key, slot)
        self._help_key = self._shortcut("Esc", window.pages.go_back)
        self._help_key.setEnabled(False)
        window.pages.turned.connect(self._on_turned)

    def _shortcut(self, key: str, slot: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(slot)
        return shortcut

    def _on_turned(self, page: str) -> None:
        for shortcut in self._form_keys:
            shortcut.setEnabled(page == FORM)
        self._help_key.setEnabled(page == HELP)

    def _on_up(self) -> None:
        self._window.entry.step(-1)

    def _on_down(self) -> None:
        self._window.entry.step(1)

    def _on_help_asked(self) -> None:
        """The chapter of the page shown; of the form, the one of its kind of indicator."""
        page = self._window.pages.current_name
        code = self._window.entry.navigation.view.current_code
        self._window.show_page(HELP, code if page == FORM else _CHAPTERS.get(page, ""))

    def _on_find_asked(self) -> None:
        self._window.pages.show_page(FORM)
        self._window.entry.navigation.focus_search()

    def _on_submit_asked(self) -> None:
        self._window.entry.form.commit()
        self._window.submit_asked.emit()

    def _on_print_asked(self) -> None:
        """The menu opens under the button that says so, where the page has one."""
        page, tables = self._window.pages.currentWidget(), self._window.header.tables
        self._window.print_asked.emit(getattr(page, "prints_button", tables))

    def _on_month_before(self) -> None:
        self._window.desk.open_neighbour(-1)

    def _on_month_after(self) -> None:
        self._window.desk.open_neighbour(1)
