"""Refused cells of a register are drafts, and a choice is taken only where it is plain."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.pages.choice_cell import ChoiceCell
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.registering import add_row

TOWN = "321112001000"
CTRL, ENTER, ESC = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return, Qt.Key.Key_Escape
ROW = {"name": "长山社区助餐点", "town": "高资街道", "usable_area_m2": "46"}
Opener = Callable[[WorkPlace], RegisterPage]


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "town", TOWN)
    yield place
    place.close()


@pytest.fixture
def open_page(qtbot: QtBot) -> Opener:
    def opener(place: WorkPlace) -> RegisterPage:
        page = place.window.show_page("register", "canteen")
        assert isinstance(page, RegisterPage)
        settle(page, qtbot)
        return page

    return opener


def settle(page: RegisterPage, qtbot: QtBot) -> None:
    for _ in range(4):
        qtbot.wait(20)
        page.reader.wait()
    qtbot.wait(30)


def go(page: RegisterPage, row: int, code: str) -> None:
    page.body.view.go_to(row, [c.code for c in page.body.sheet.columns].index(code))


def look(page: RegisterPage, row: int, code: str) -> tuple[str, str]:
    """(text, mood) of a cell."""
    sheet = page.body.sheet
    column = next(c for c in sheet.columns if c.code == code)
    return sheet.text(row, column), sheet.message(row, column)[0]


def test_a_refused_cell_is_there_again(
    place: WorkPlace, open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(place.office, "canteen", typed=ROW)
    page = open_page(place)
    go(page, 0, "usable_area_m2")
    keyboard.type("about")
    keyboard.press(ENTER)
    settle(page, qtbot)
    place.reopen()
    page = open_page(place)
    assert look(page, 0, "usable_area_m2") == ("about", "bad")
    go(page, 0, "usable_area_m2")
    assert "about" in page.body.foot.text()
    june = page.reader.place.period
    refused = [p for p in check_unit(place.office, TOWN, month_shown=june) if p.code == "draft"]
    assert [p.part for p in refused] == ["usable_area_m2"]
    keyboard.type("50")
    keyboard.press(ENTER)
    settle(page, qtbot)
    place.reopen()
    page = open_page(place)
    assert look(page, 0, "usable_area_m2") == ("50.00", "")


def test_escape_shows_what_is_saved(
    place: WorkPlace, open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(place.office, "canteen", typed=ROW)
    page = open_page(place)
    for inside in (False, True):
        go(page, 0, "usable_area_m2")
        keyboard.type("about")
        keyboard.press(ENTER)
        assert look(page, 0, "usable_area_m2") == ("about", "bad")
        go(page, 0, "usable_area_m2")
        if inside:
            keyboard.press(Qt.Key.Key_F2)
        keyboard.press(ESC)
        settle(page, qtbot)
        assert look(page, 0, "usable_area_m2") == ("46.00", "")
        assert page.body.view.hasFocus()
    place.reopen()
    assert look(open_page(place), 0, "usable_area_m2") == ("46.00", "")


def test_undo_drops_a_refused_cell_and_redo_brings_it_back(
    place: WorkPlace, open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(place.office, "canteen", typed=ROW)
    page = open_page(place)
    for typed in ("60", "about"):
        go(page, 0, "usable_area_m2")
        keyboard.type(typed)
        keyboard.press(ENTER)
        settle(page, qtbot)
    for key, shown in (
        (Qt.Key.Key_Z, ("60.00", "")),
        (Qt.Key.Key_Z, ("46.00", "")),
        (Qt.Key.Key_Y, ("60.00", "")),
        (Qt.Key.Key_Y, ("about", "bad")),
    ):
        keyboard.press(key, CTRL)
        settle(page, qtbot)
        assert look(page, 0, "usable_area_m2") == shown


def test_a_row_begun_with_a_refused_cell_is_there_again(
    place: WorkPlace, open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = open_page(place)
    keyboard.press(Qt.Key.Key_Insert)
    go(page, 0, "usable_area_m2")
    keyboard.type("about")
    keyboard.press(ENTER)
    place.reopen()
    page = open_page(place)
    assert page.body.sheet.shown == [""]
    assert look(page, 0, "usable_area_m2") == ("about", "bad")
    go(page, 0, "name")
    keyboard.type("canteen")
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert page.body.sheet.shown != [""]
    place.reopen()
    page = open_page(place)
    assert look(page, 0, "name") == ("canteen", "")
    assert look(page, 0, "usable_area_m2") == ("about", "bad")


def test_an_unclear_letter_chooses_nothing(
    place: WorkPlace, open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(place.office, "canteen", typed=ROW)
    page = open_page(place)
    go(page, 0, "canteen_kind")
    keyboard.type("z")
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert look(page, 0, "canteen_kind") == ("z", "bad")
    go(page, 0, "canteen_kind")
    assert "请从这些里选：中心厨房、自办食堂" in page.body.foot.text()
    for typed, words in (("zb", "自办食堂"), ("3", "配送就餐点"), ("社会", "社会餐饮加盟")):
        go(page, 0, "canteen_kind")
        keyboard.type(typed)
        keyboard.press(ENTER)
        settle(page, qtbot)
        assert look(page, 0, "canteen_kind") == (words, "")


def test_the_list_is_walked_and_clicked(
    place: WorkPlace, open_page: Opener, keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(place.office, "canteen", typed=ROW)
    page = open_page(place)
    go(page, 0, "canteen_kind")
    keyboard.press(Qt.Key.Key_F2)
    cell = keyboard.focused
    assert isinstance(cell, ChoiceCell)
    for _ in range(2):
        keyboard.press(Qt.Key.Key_Down)
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert look(page, 0, "canteen_kind") == ("自办食堂", "")
    go(page, 0, "canteen_kind")
    keyboard.press(Qt.Key.Key_F2)
    cell = keyboard.focused
    assert isinstance(cell, ChoiceCell)
    options = cell.options
    place_of = options.visualItemRect(options.item(0)).center()
    QTest.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=place_of)
    settle(page, qtbot)
    assert look(page, 0, "canteen_kind") == ("中心厨房", "")
