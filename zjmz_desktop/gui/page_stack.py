"""The pages of the window by name; each is made when it is first shown."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from zjmz_desktop.gui.widgets.cards import EmptyState

FORM = "form"
REGISTER = "register"
MATRIX = "matrix"
ANNUAL = "annual"
SUMMARY_TEXT = "summary_text"
URGENT = "urgent"
REVIEW = "review"
RETURNS = "returns"
STATUS = "status"
EXCHANGE = "exchange"
CONFLICTS = "conflicts"
QUARANTINE = "quarantine"
HELP = "help"
ACTIVITY = "activity"

_WAITING = {
    REGISTER: ("底册", "底册一处登记，多项指标自动取数。", "register"),
    MATRIX: ("汇总", "各单位各指标的合计、进度和未报单位。", "matrix"),
    REVIEW: ("审核", "逐项接收或退改下级上报的数。", "check"),
    RETURNS: ("退改清单", "上级退回来要改的数。", "note"),
    STATUS: ("报送情况", "各单位各月按时、迟报、未报、退改的情况。", "table"),
    HELP: ("帮助", "怎样填报、审核和汇总。", "help"),
}


class Page(Protocol):
    """A page that can be turned to something; anything else is shown as it is."""

    def open_subject(self, subject: str) -> None:
        """Show a register, an indicator or a chapter of the help, and take the focus."""


Factory = Callable[[], QWidget]


class PageStack(QStackedWidget):
    """Pages by name. `offer` a factory for a name; `show_page` makes the page and turns to it.

    Signals:
        turned: a page was turned to; its name. (Qt's own signal also comes while a window goes.)
    """

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._factories: dict[str, Factory] = {}
        self._pages: dict[str, QWidget] = {}
        self._before = ""

    def offer(self, name: str, factory: Factory) -> None:
        """Say how a page is made; it is made when it is first shown."""
        self._factories[name] = factory

    def show_page(self, name: str, subject: str = "") -> QWidget:
        """Turn to a page, and to a subject in it where the page can.

        Args:
            name: one of the names above, or one that was offered.
            subject: what to show there, e.g. a register's code.
        """
        if name not in self._pages:
            self._pages[name] = self._made(name)
            self.addWidget(self._pages[name])
        page = self._pages[name]
        if name != self.current_name:
            self._before = self.current_name
        opening = getattr(page, "open_subject", None)
        if callable(opening):
            opening(subject)
        self.setCurrentWidget(page)
        self.turned.emit(name)
        return page

    def go_back(self) -> None:
        """Turn to the page shown before, as it was left; the cursor returns to where it stood."""
        page = self._pages.get(self._before)
        if page is None:
            return
        name, self._before = self._before, ""
        self.setCurrentWidget(page)
        self.turned.emit(name)
        (page.focusWidget() or page).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current_name(self) -> str:
        """The name of the page shown, or ""."""
        shown = self.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def _made(self, name: str) -> QWidget:
        if name in self._factories:
            return self._factories[name]()
        title, text, icon_name = _WAITING.get(name, (name, "", "info"))
        return EmptyState(title, text, icon_name=icon_name)
