"""A clerk at the keyboard, for window tests."""

from collections.abc import Callable

from fake_office import FakeOffice
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.main_window import MainWindow

WORK_AREA = (1366, 695)
Opener = Callable[[FakeOffice], MainWindow]


def show_window(qtbot: QtBot, window: MainWindow) -> None:
    """Show it at the smallest usual size, with the focus in it."""
    qtbot.addWidget(window)
    window.resize(*WORK_AREA)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


class Keyboard:
    """Types into whatever has the focus, as a clerk does."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        """Key by key; what is no key of the keyboard comes as an input method's text does."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self.focused, sign)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self.focused, event)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self.focused, key, held)
        self.settle()

    def settle(self) -> None:
        """Let redrawing that waits for the event loop happen."""
        self._qtbot.wait(5)
        QApplication.processEvents()
