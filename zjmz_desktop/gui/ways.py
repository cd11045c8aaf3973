"""A menu under a button of the header: one line a way; each imports its page or dialog when chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.widgets.count_button import CountButton

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.service.context import Office
    from zjmz_desktop.service.opening import Opening


def _for_all(_office: Office) -> bool:
    return True


def _nothing(_office: Office) -> int:
    return 0


class Way(NamedTuple):
    """One entry of a menu.

    Attributes:
        words: as shown, with … where a dialog follows.
        tip: what it is for, in a sentence.
        open: opens it.
        shown: whether an office has this way.
        waiting: counts how many things wait there; what was counted last is shown in brackets.
        keys: its shortcut, as shown; the window has the key itself.
        ruled: whether a line stands before it.
    """

    words: str
    tip: str
    open: Callable[[MainWindow, Office], None]
    shown: Callable[[Office], bool] = _for_all
    waiting: Callable[[Office], int] = _nothing
    keys: str = ""
    ruled: bool = False


class WaysMenu(QObject):
    """Shows the ways under a button and opens the one chosen."""

    def __init__(
        self,
        window: MainWindow,
        opening: Opening,
        *,
        ways: Sequence[Way],
        asked: SignalInstance,
    ) -> None:
        super().__init__(window)
        self._window, self._opening, self._ways = window, opening, ways
        asked.connect(self._on_asked)

    def menu(self, waiting: Mapping[str, int]) -> QMenu:
        """The menu, made anew, with how much waits behind its ways; it dies when it is closed."""
        office = self._opening.open_office
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        for way in self._ways:
            if way.shown(office):
                if way.ruled and menu.actions():
                    menu.addSeparator()
                menu.addAction(_entry(menu, way, waiting=waiting.get(way.words, 0)))
        menu.triggered.connect(self._on_chosen)
        return menu

    def _on_asked(self, under: QWidget) -> None:
        menu = self.menu(under.waiting if isinstance(under, CountButton) else {})
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def _on_chosen(self, action: QAction) -> None:
        self._window.entry.form.commit()
        way = next(one for one in self._ways if one.words == action.data())
        try:
            way.open(self._window, self._opening.open_office)
        except ZjmzError as error:
            self._window.desk.refused.emit(error.message)


def _entry(menu: QMenu, way: Way, *, waiting: int) -> QAction:
    count = f"（{waiting}）" if waiting else ""
    keys = f"\t{way.keys}" if way.keys else ""
    found = QAction(f"{way.words}{count}{keys}", menu)
    found.setToolTip(way.tip)
    found.setData(way.words)
    return found
