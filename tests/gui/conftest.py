"""A window on the canned office, shown at the smallest usual size."""

from collections.abc import Iterator

import pytest
from fake_office import TOWN, FakeOffice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import WORK_AREA, Keyboard, Opener

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.theme import dress


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    dress(qapp)
    yield qapp
    qapp.clipboard().clear()  # offscreen, what was copied would outlive Python and crash it


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(TOWN)


@pytest.fixture
def opener(qtbot: QtBot, dressed: QApplication) -> Opener:
    def open_window(office: FakeOffice) -> MainWindow:
        window = MainWindow(Desk(office))
        qtbot.addWidget(window)
        window.resize(*WORK_AREA)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.start()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return window

    return open_window


@pytest.fixture
def window(opener: Opener, office: FakeOffice) -> MainWindow:
    return opener(office)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)
