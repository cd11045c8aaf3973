"""Every page by keyboard: the focus goes into it, its keys work at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.register_page import RegisterPage

TOWN, DISTRICT = "321112001000", "321112000000"
LEFT = Qt.MouseButton.LeftButton
PAGES = {"填报": "form", "底册": "register", "汇总": "matrix", "年度总结": "annual"}


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "数据", TOWN)
    yield place
    place.close()


def click(place: WorkPlace, words: str) -> None:
    """One of the header's buttons, by mouse."""
    every = place.window.header.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in every if one.accessibleName() == words), LEFT)
    place.settle()


@pytest.mark.parametrize("words", PAGES)
def test_a_page_opened_by_the_header_takes_the_focus(place: WorkPlace, words: str) -> None:
    if words == "填报":
        click(place, "底册")
    for _ in range(2):  # also when it is opened again
        click(place, words)
        page = place.window.pages.currentWidget()
        assert place.window.pages.current_name == PAGES[words]
        assert page.isAncestorOf(QApplication.focusWidget()), QApplication.focusWidget()


def test_insert_works_at_once_in_an_empty_register(place: WorkPlace, keyboard: Keyboard) -> None:
    click(place, "底册")
    page = place.window.pages.currentWidget()
    assert isinstance(page, RegisterPage)
    page.list.choose("canteen")
    page.open_subject("canteen")
    place.settle()
    click(place, "底册")
    keyboard.press(Qt.Key.Key_Insert)
    keyboard.type("甲助餐点")
    keyboard.press(Qt.Key.Key_Return)
    place.settle()
    row = next(iter(page.body.sheet.rows.values()))
    assert "甲助餐点" in row.cells


@pytest.fixture
def district(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "区", DISTRICT)
    yield place
    place.close()


SIZES = ((1000, 600), (1366, 695), (1920, 1040))


def every_page(place: WorkPlace, qtbot: QtBot) -> Iterator[str]:
    """Turn to each page, read to the end."""
    for name in ("form", "register", "matrix", "annual", "help"):
        place.window.show_page(name)
        for beside in place.window.findChildren(Beside):
            qtbot.waitUntil(lambda one=beside: one.task is None, timeout=60_000)
        place.settle()
        yield name


def test_nothing_is_cut_on_any_page_at_any_size(district: WorkPlace, qtbot: QtBot) -> None:
    found = []
    for name in every_page(district, qtbot):
        for size in SIZES:
            district.window.resize(*size)
            district.settle()
            district.settle()
            cut = [*clipped(district.window), *outside(district.window.pages)]
            found += [f"{name} {size} {what}" for what in cut]
    assert not found, "\n".join(found)


def test_everything_that_takes_the_focus_has_a_name(district: WorkPlace, qtbot: QtBot) -> None:
    for name in every_page(district, qtbot):
        assert unnamed(district.window) == [], name
