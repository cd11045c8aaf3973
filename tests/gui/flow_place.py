"""A district's store in which towns have submitted June, with its window or a town's, for window tests."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from flow import AT, CODE, DANTU, JUNE, OTHER
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from typist import Keyboard, show_window

from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.service import entering
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.reviewing import accept, return_
from zjmz_desktop.service.submitting import submit

T = TypeVar("T", bound=QDialog)
WHY = ReturnNote("与清册对不上，请核对。", "救助科 0511-1234", "2018-07-10")


class FlowPlace:
    """One store; whoever's window is opened sees it as that office.

    Attributes:
        office: whose window it is.
        window: the window, with June lying open.
    """

    def __init__(self, qtbot: QtBot, folder: Path, unit_id: str) -> None:
        self._qtbot, self._folder = qtbot, folder
        self.now = datetime(2018, 7, 3, 3, tzinfo=UTC)
        self.office: Office = create_office(folder, unit_id, user_name="张敏", clock=self._clock)
        self._window: MainWindow | None = None

    @property
    def window(self) -> MainWindow:
        """The window; opened when it is first asked for."""
        if self._window is None:
            self._window = window_of(self.office)
            show_window(self._qtbot, self._window)
            self._qtbot.wait(10)  # the window puts the cursor into its form once it is shown
        return self._window

    def close(self) -> None:
        """Close window and store."""
        if self._window is not None:
            self._window.close()
            self._window.desk.changed.disconnect()
        self.office.close()

    def acting(self, unit_id: str) -> Office:
        """The same store as another office writes in it."""
        return self.office if unit_id == self.office.unit.id else self.office.acting_as(unit_id)

    def submitted(self, unit_id: str, *, typed: tuple[str, str] = ("120", "168")) -> None:
        """A town fills two figures of June and submits it."""
        town = self.acting(unit_id)
        for code, text in zip((CODE, OTHER), typed, strict=True):
            entering.save_field(town, FieldAt(code, unit_id, JUNE, "value"), typed=text)
        submit(town, JUNE)

    def returned(self, *codes: str) -> None:
        """The district returns figures of 高资街道."""
        return_(self.acting(DANTU), AT, codes=codes, why=WHY)

    def accepted(self, *codes: str) -> None:
        """The district accepts figures of 高资街道."""
        accept(self.acting(DANTU), AT, codes=codes)

    def dialog(self, kind: type[T], keyboard: Keyboard) -> T:
        """The dialog of a kind that is open."""
        keyboard.settle()
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def _clock(self) -> datetime:
        return self.now
