"""The 报送 menu of the header: its ways by what the office is, and how much waits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flow import DANTU, GAOZI
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

ALT = Qt.KeyboardModifier.AltModifier
Places = Callable[[str], WorkPlace]


@pytest.fixture
def places(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Places]:
    made: list[WorkPlace] = []

    def place_of(unit_id: str) -> WorkPlace:
        made.append(WorkPlace(qtbot, tmp_path / unit_id, unit_id))
        return made[-1]

    yield place_of
    for place in made:
        place.close()


def words_of(menu: QMenu) -> list[str]:
    return [one.text().partition("\t")[0] for one in menu.actions() if not one.isSeparator()]


def opened(keyboard: Keyboard) -> QMenu:
    keyboard.press(Qt.Key.Key_R, ALT)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_a_town_submits_and_a_district_reviews_too(places: Places, keyboard: Keyboard) -> None:
    town = places(GAOZI)
    assert {"上报本月…", "退改清单", "报送情况"} <= set(words_of(opened(keyboard)))
    assert "审核下级" not in words_of(opened(keyboard))
    town.window.close()
    places(DANTU)
    assert "审核下级" in words_of(opened(keyboard))


def test_the_button_opens_it_by_mouse(places: Places, keyboard: Keyboard) -> None:
    place = places(GAOZI)
    QTest.mouseClick(place.window.header.reporting, Qt.MouseButton.LeftButton)
    keyboard.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    asked: list[bool] = []
    place.window.submit_asked.connect(lambda: asked.append(True))
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert asked == [True]
