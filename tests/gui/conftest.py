"""A window on the canned office, shown at the smallest usual size."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_office import TOWN, FakeOffice
from file_offices import FileOffices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typist import Keyboard, Opener, show_window

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.theme import dress
from zjmz_desktop.service.context import Office


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
        show_window(qtbot, window)
        window.start()
        return window

    return open_window


@pytest.fixture
def window(opener: Opener, office: FakeOffice) -> MainWindow:
    return opener(office)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


@pytest.fixture
def opened(
    qtbot: QtBot, dressed: QApplication, offices: FileOffices
) -> Iterator[Callable[[Office], MainWindow]]:
    made: list[MainWindow] = []

    def open_window(office: Office) -> MainWindow:
        window = window_of(office)
        made.append(window)
        show_window(qtbot, window)
        return window

    yield open_window
    for window in made:
        for page in window.pages.findChildren(QWidget):
            stop = getattr(page, "stop", None)
            if callable(stop):
                stop()
