"""Who sits before the window is changed, added and renamed under the name, by key and mouse."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.dialogs.user_name import UserNameDialog
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service import users
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.opening import last_user
from zjmz_desktop.service.registering import add_row

DANTU = "321112000000"
TOWN = "321112001000"
CODE, RATE = "I06-02", "I05-01"
CANTEEN = {
    "town": "高资街道",
    "canteen_kind": "中心厨房",
    "build_kind": "新建",
    "opened_on": "2018-05-18",
    "state": "运营",
    "state_on": "2018-05-18",
}
ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "数据", TOWN)
    yield place
    place.close()


@pytest.fixture
def district(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    place = WorkPlace(qtbot, tmp_path / "区", DANTU)
    yield place
    place.close()


def ask(place: WorkPlace, keyboard: Keyboard) -> QMenu:
    """Alt+U from wherever the cursor stands."""
    place.window.activateWindow()  # offscreen no window manager does so when a dialog closes
    keyboard.settle()
    keyboard.press(Qt.Key.Key_U, ALT)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(place: WorkPlace, keyboard: Keyboard, key: Qt.Key) -> None:
    QTest.keyClick(ask(place, keyboard), key)
    keyboard.settle()


def writers(place: WorkPlace) -> set[str]:
    lines = place.office.database.conn.execute("SELECT line FROM revision").fetchall()
    found = [json.loads(line) for (line,) in lines]
    return {one["user"] for one in found if one["cell"]["of"] != "user"}


def edit_of(place: WorkPlace, part: str) -> QLineEdit:
    body = place.window.entry.form.body
    assert body is not None
    edit = body.input_of(part)
    assert isinstance(edit, QLineEdit)
    return edit


def said(place: WorkPlace) -> str:
    return place.window.header.user._name.text()


def dialog_of(place: WorkPlace) -> UserNameDialog:
    return place.window.findChildren(UserNameDialog)[-1]


def test_a_second_user_is_added_and_sits_down(place: WorkPlace, keyboard: Keyboard) -> None:
    choose(place, keyboard, Qt.Key.Key_A)
    dialog = dialog_of(place)
    assert dialog.name.hasFocus()
    keyboard.press(ENTER)
    assert "没有写姓名" in dialog.error()
    keyboard.type("李示例")
    keyboard.press(ENTER)
    assert users.users(place.office) == (("u01", "张敏"), ("u02", "李示例"))
    assert said(place) == "张敏 ▾"
    choose(place, keyboard, Qt.Key.Key_2)
    assert (place.office.user, said(place)) == ("u02", "李示例 ▾")
    assert last_user(place.office.database) == "u02"


def test_what_is_typed_is_saved_by_who_typed_it(place: WorkPlace, keyboard: Keyboard) -> None:
    users.add_user(place.office, "李示例")
    place.open_form(CODE)
    keyboard.type("12")
    choose(place, keyboard, Qt.Key.Key_2)
    assert place.field("value").text == "12"
    place.open_form(CODE)
    place.window.entry.form.undo()
    assert place.field("value").text == "12", "what the one before did is not undone"
    assert writers(place) == {"u01"}


def test_drafts_are_each_users_own(place: WorkPlace, keyboard: Keyboard) -> None:
    users.add_user(place.office, "李示例")
    place.open_form(RATE)
    keyboard.type("5")
    keyboard.press(ENTER)
    assert place.field("value/n").waiting
    choose(place, keyboard, Qt.Key.Key_2)
    assert not place.field("value/n").draft
    assert edit_of(place, "value/n").text() == ""
    place.window.close()  # leaving saves what stands: nothing of the other's
    drafts = place.office.database.conn.execute("SELECT user, typed FROM draft").fetchall()
    assert drafts == [("u01", "5")]
    place.window.show()
    choose(place, keyboard, Qt.Key.Key_1)
    assert place.field("value/n").text == "5"


def test_a_register_is_read_again_for_the_other(place: WorkPlace, keyboard: Keyboard) -> None:
    users.add_user(place.office, "李示例")
    page = place.window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    place.settle()
    page.body.add_row()
    keyboard.type("甲助餐点")
    choose(place, keyboard, Qt.Key.Key_2)
    place.settle()
    assert place.office.user == "u02"
    rows = [row.id for row in page.body.sheet.rows.values()]
    assert len(rows) == 1
    assert writers(place) == {"u01"}


def test_the_second_person_confirms_and_space_confirms_no_more(
    district: WorkPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    for name in ("甲助餐点", "乙助餐点"):
        add_row(district.office, "canteen", typed={**CANTEEN, "name": name, "address": name})
    users.add_user(district.office, "李示例")
    page = district.window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    choose(district, keyboard, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(page.body.sheet.rows) == 2)
    press = next(b for b in page.findChildren(QPushButton) if b.text() == "认定所选 1")
    press.setFocus()
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    district.settle()
    assert not press.isEnabled()
    assert page.body.view.hasFocus()  # not on the next button, 认定全部待认定
    keyboard.press(Qt.Key.Key_Space)
    district.settle()
    rows = page.body.sheet.rows.values()
    assert [row.confirmation for row in rows] == ["已认定", "已报待认定"]


def test_a_name_is_written_and_the_first_is_needed(place: WorkPlace, keyboard: Keyboard) -> None:
    choose(place, keyboard, Qt.Key.Key_R)
    dialog = dialog_of(place)
    assert dialog.name.selectedText() == "张敏"
    keyboard.type("王示例")
    keyboard.press(ENTER)
    assert said(place) == "王示例 ▾"
    choose(place, keyboard, Qt.Key.Key_R)
    keyboard.press(ESCAPE)
    assert users.users(place.office) == (("u01", "王示例"),)


def test_the_menu_starts_at_who_sits_here_and_is_walked(
    place: WorkPlace, keyboard: Keyboard
) -> None:
    users.add_user(place.office, "李示例")
    menu = ask(place, keyboard)
    assert menu.activeAction().text() == "&1　张敏"
    QTest.keyClick(menu, DOWN)
    QTest.keyClick(menu, ENTER)
    keyboard.settle()
    assert place.office.user == "u02"


def test_without_a_name_the_own_one_comes_first(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    office = create_office(tmp_path / "无名", DANTU)
    window = window_of(office)
    qtbot.addWidget(window)
    window.show()
    assert window.header.user._name.accessibleName() == "填表人：未写姓名"
    window.user_asked.emit()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = {action.text(): action.isEnabled() for action in menu.actions()}
    menu.close()
    assert shown == {"&1　未写姓名": True, "": True, "新增用户(&A)…": False, "写上姓名(&R)…": True}
    office.close()


def test_what_is_read_beside_is_read_as_the_other(place: WorkPlace, qtbot: QtBot) -> None:
    users.add_user(place.office, "李示例")
    beside = Beside(place.office, place.window)
    for user in ("u01", "u02"):
        users.switch_user(place.office, user)
        with qtbot.waitSignal(beside.read) as told:
            beside.start(_user_of)
        assert told.args == [user]
    beside.wait()


def _user_of(office: Office, task: Task) -> str:
    return office.user
