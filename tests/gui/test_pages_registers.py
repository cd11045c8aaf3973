"""Registers by keyboard and mouse, on a real store."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typist import WORK_AREA, Keyboard

from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.dialogs.state_dialog import StateDialog
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.register_tables import table
from zjmz_desktop.service.registering import add_row

TOWN, DISTRICT = "321112001000", "321112000000"
CTRL, ENTER = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return
ROW = {
    "name": "长山社区助餐点",
    "town": "高资街道",
    "canteen_kind": "中心厨房",
    "address": "长山社区6号",
    "build_kind": "新建",
    "opened_on": "2018-05-18",
    "state": "运营",
    "state_on": "2018-05-18",
}


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[dict[str, Office]]:
    made = {
        unit: create_office(tmp_path / unit, unit, user_name="张敏", clock=july)
        for unit in (TOWN, DISTRICT)
    }
    yield made
    for office in made.values():
        office.close()


Opener = Callable[[Office, str], RegisterPage]


@pytest.fixture
def open_register(qtbot: QtBot, dressed: QApplication) -> Opener:
    kept: list[MainWindow] = []

    def opener(office: Office, subject: str = "canteen") -> RegisterPage:
        window = window_of(office)
        kept.append(window)
        qtbot.addWidget(window)
        window.resize(*WORK_AREA)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.wait(30)
        page = window.show_page("register", subject)
        assert isinstance(page, RegisterPage)
        settle(page, qtbot)
        qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or window))
        return page

    return opener


def settle(page: RegisterPage, qtbot: QtBot) -> None:
    """Wait until what was written has been read again."""
    for _ in range(4):
        qtbot.wait(20)
        page.reader.wait()
    qtbot.wait(30)


def codes(page: RegisterPage) -> list[str]:
    return [column.code for column in page.body.sheet.columns]


def go(page: RegisterPage, row: int, code: str) -> None:
    page.body.view.go_to(row, codes(page).index(code))


def text(page: RegisterPage, row: int, code: str) -> str:
    return str(page.body.model.index(row, codes(page).index(code)).data())


def dialog_of(page: RegisterPage, kind: type[QWidget]) -> QWidget:
    found = [w for w in page.body.view.findChildren(kind) if w.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_row_is_entered_by_keyboard(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = open_register(offices[TOWN], "canteen")
    keyboard.press(Qt.Key.Key_N, CTRL)
    view = page.body.view
    assert page.body.sheet.shown == [""]
    assert text(page, 0, "town") == "高资街道"
    for typed in ("长山社区助餐点", "", "1", "长山社区6号", "1", "20180518", "460"):
        code = codes(page)[view.currentIndex().column()]
        if typed:
            keyboard.type(typed)
        keyboard.press(ENTER)
        assert codes(page)[view.currentIndex().column()] != code
    settle(page, qtbot)
    found = table(offices[TOWN], "canteen", unit_id=TOWN, period=page.reader.place.period).rows
    assert len(found) == 1
    assert text(page, 0, "name") == "长山社区助餐点"
    assert text(page, 0, "canteen_kind") == "中心厨房"
    assert text(page, 0, "opened_on") == "2018-05-18"


def test_an_empty_new_row_goes_away(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(offices[TOWN], "canteen", typed=ROW)
    page = open_register(offices[TOWN], "canteen")
    keyboard.press(Qt.Key.Key_Insert)
    assert len(page.body.sheet.shown) == 2
    page.body.view.go_to(0, 0)
    settle(page, qtbot)
    assert len(page.body.sheet.shown) == 1


def test_a_refused_value_stays_red_with_its_message(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(offices[TOWN], "canteen", typed=ROW)
    page = open_register(offices[TOWN], "canteen")
    go(page, 0, "usable_area_m2")
    keyboard.type("about")
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert text(page, 0, "usable_area_m2") == "about"
    page.body.view.go_to(0, 0)
    keyboard.press(Qt.Key.Key_F8)
    assert codes(page)[page.body.view.currentIndex().column()] == "usable_area_m2"
    assert "about" in page.body.foot.text()
    keyboard.type("46")
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert text(page, 0, "usable_area_m2") == "46.00"


def test_typing_is_taken_back(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(offices[TOWN], "canteen", typed=ROW)
    page = open_register(offices[TOWN], "canteen")
    go(page, 0, "address")
    keyboard.type("abc")
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert text(page, 0, "address") == "abc"
    keyboard.press(Qt.Key.Key_Z, CTRL)
    settle(page, qtbot)
    assert text(page, 0, "address") == ROW["address"]


def test_a_block_is_pasted_in_one_undo_step(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    for name in ("甲助餐点", "乙助餐点"):
        add_row(offices[TOWN], "canteen", typed={**ROW, "name": name, "address": name})
    page = open_register(offices[TOWN], "canteen")
    row = [text(page, at, "name") for at in range(2)]
    go(page, 0, "name")
    QGuiApplication.clipboard().setText("丙助餐点\n\t\n")
    keyboard.press(Qt.Key.Key_V, CTRL)
    QGuiApplication.clipboard().setText("丙助餐点\n丁助餐点")
    keyboard.press(Qt.Key.Key_V, CTRL)
    settle(page, qtbot)
    assert [text(page, at, "name") for at in range(2)] == ["丙助餐点", "丁助餐点"]
    keyboard.press(Qt.Key.Key_Z, CTRL)
    settle(page, qtbot)
    assert [text(page, at, "name") for at in range(2)] == ["丙助餐点", row[1]]


def test_chosen_cells_are_copied(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard
) -> None:
    add_row(offices[TOWN], "canteen", typed=ROW)
    page = open_register(offices[TOWN], "canteen")
    page.body.view.selectAll()
    keyboard.press(Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[0] == ROW["name"]
    assert ROW["address"] in copied


def test_the_district_confirms_and_takes_it_back(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    office = offices[DISTRICT]
    for name in ("甲助餐点", "乙助餐点"):
        add_row(office, "canteen", typed={**ROW, "name": name, "address": name})
    office.user = "u02"
    page = open_register(office, "canteen")
    press = next(b for b in page.findChildren(QPushButton) if "认定全部" in b.text())
    assert press.text() == "认定全部待认定 2"
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert text(page, 0, "@confirmation") == "已认定"
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.toast.text() == "已认定2行。"
    keyboard.press(Qt.Key.Key_Z, CTRL)
    settle(page, qtbot)
    assert text(page, 0, "@confirmation") == "已报待认定"


def test_what_may_not_be_confirmed_is_left_and_said(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    office = offices[DISTRICT]
    add_row(office, "canteen", typed={**ROW, "state_on": "2018-08-01"})
    page = open_register(office, "canteen")
    window = page.window()
    assert isinstance(window, MainWindow)
    page.body.deeds.confirm_all()
    told = window.toast.text()
    assert told.startswith("1行没有认定：“长山社区助餐点”：“运营”状态的日期2018-08-01还没有到")
    go(page, 0, "@state")
    assert "还没有到" in page.body.foot.text()
    assert text(page, 0, "@confirmation") == "已报待认定"


def test_nobody_confirms_what_is_by_their_own_hand(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(offices[DISTRICT], "canteen", typed=ROW)
    page = open_register(offices[DISTRICT], "canteen")
    window = page.window()
    assert isinstance(window, MainWindow)
    page.body.view.selectAll()
    keyboard.press(Qt.Key.Key_R, CTRL)
    assert "是张敏填的，同级认定要由第二人办理" in window.toast.text()
    page.body.deeds.confirm_all()
    assert window.toast.text().startswith("1行没有认定：“长山社区助餐点”里计数用的内容是张敏填的")
    assert text(page, 0, "@confirmation") == "已报待认定"


def test_a_refusal_needs_a_reason(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(offices[DISTRICT], "canteen", typed=ROW)
    page = open_register(offices[DISTRICT], "canteen")
    page.body.deeds.ask_refusal()
    dialog = dialog_of(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.accept()
    assert "理由" in dialog.error()
    dialog.reason.setPlainText("没有照片")
    dialog.accept()
    settle(page, qtbot)
    assert text(page, 0, "@confirmation") == "未予认定"


def test_a_row_is_ended_by_keyboard_and_shown_again(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    add_row(offices[TOWN], "canteen", typed=ROW)
    page = open_register(offices[TOWN], "canteen")
    go(page, 0, "@state")
    keyboard.press(ENTER)
    dialog = dialog_of(page, StateDialog)
    assert isinstance(dialog, StateDialog)
    dialog.state.setCurrentIndex(dialog.state.findText("关闭"))
    dialog.on.setText("not a day")
    dialog.accept()
    assert dialog.error()
    dialog.on.setText("20180620")
    dialog.accept()
    settle(page, qtbot)
    assert page.body.sheet.shown == []
    assert "已销号1" in page.body.foot.sums()
    page.body.head.show_ended(True)
    assert text(page, 0, "@state").startswith("关闭")


def test_rows_are_found_as_one_types(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    for name in ("长山助餐点", "红旗助餐点"):
        add_row(offices[TOWN], "canteen", typed={**ROW, "name": name, "address": name})
    page = open_register(offices[TOWN], "canteen")
    keyboard.press(Qt.Key.Key_F, CTRL)
    keyboard.type("hq")
    qtbot.wait(200)
    assert [text(page, at, "name") for at in range(page.body.model.rowCount())] == ["红旗助餐点"]
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.wait(200)
    assert page.body.model.rowCount() == 2


def test_sorting_by_a_heading(
    open_register: Opener, offices: dict[str, Office], qtbot: QtBot
) -> None:
    for name, seats in (("甲助餐点", "9"), ("乙助餐点", "30"), ("丙助餐点", "")):
        add_row(offices[TOWN], "canteen", typed={**ROW, "name": name, "seats": seats})
    page = open_register(offices[TOWN], "canteen")
    column = codes(page).index("seats")
    page.body.model.sort(column, Qt.SortOrder.DescendingOrder)
    assert [text(page, at, "seats") for at in range(3)] == ["30", "9", ""]
    page.body.model.sort(column)
    assert [text(page, at, "seats") for at in range(3)] == ["9", "30", ""]


def test_occurrences_of_an_activity_name_their_indicator(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard, qtbot: QtBot
) -> None:
    office = offices[DISTRICT]
    code = next(i.code for i in office.plan.indicators if i.entry.value == "activity")
    page = open_register(office, f"activity/{code}")
    keyboard.press(Qt.Key.Key_Insert)
    keyboard.type("20180512")
    keyboard.press(ENTER)
    settle(page, qtbot)
    rows = table(office, "activity", unit_id=DISTRICT, period=page.reader.place.period).rows
    assert [code in row.cells for row in rows] == [True]
    assert len(page.body.sheet.shown) == 1


def test_rows_of_other_offices_are_read_only(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard
) -> None:
    office = offices[DISTRICT]
    town = office.acting_as(TOWN)
    add_row(town, "canteen", typed=ROW)
    office.cache.clear()
    page = open_register(office, "canteen")
    assert page.body.sheet.row(0).own is False
    keyboard.type("x")
    assert text(page, 0, "name") == ROW["name"]
    assert "高资街道登记" in page.body.foot.text()


def test_nothing_is_cut_at_the_smallest_usual_size(
    open_register: Opener, offices: dict[str, Office]
) -> None:
    add_row(offices[DISTRICT], "canteen", typed=ROW)
    page = open_register(offices[DISTRICT], "canteen")
    inside = page.rect()
    for press in page.findChildren(QPushButton):
        if press.isVisible():
            corner = press.mapTo(page, QPoint(press.width(), press.height()))
            assert inside.contains(corner), press.text()
            assert press.width() >= press.minimumSizeHint().width(), press.text()
    assert page.body.view.width() > 1000
    assert page.body.view.part.width() == page.body.view.columnWidth(0)


def test_every_widget_that_takes_focus_has_a_name(
    open_register: Opener, offices: dict[str, Office]
) -> None:
    page = open_register(offices[DISTRICT], "canteen")
    for widget in page.findChildren(QWidget):
        named = widget.accessibleName() or getattr(widget, "text", str)()
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert named, widget


def test_enter_passes_over_what_the_program_says(
    open_register: Opener, offices: dict[str, Office], keyboard: Keyboard
) -> None:
    add_row(offices[TOWN], "canteen", typed=ROW)
    page = open_register(offices[TOWN], "canteen")
    go(page, 0, "name")
    QTest.keyClick(page.body.view, ENTER)
    assert codes(page)[page.body.view.currentIndex().column()] == "town"
