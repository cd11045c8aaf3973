"""Blocks pasted into a register, copied out of it and cleared, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.dialogs.refused_cells import RefusedCells
from zjmz_desktop.gui.dialogs.stock_dialog import StockDialog
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.gui.pages.row_blocks import state_and_day
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.registering import add_row

GAOZI, DANTU = "321112001000", "321112000000"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
ROW = {
    "name": "甲",
    "canteen_kind": "中心厨房",
    "address": "甲路1号",
    "build_kind": "新建",
    "opened_on": "2018-05-18",
    "usable_area_m2": "46",
    "state": "运营",
    "state_on": "2018-05-18",
}


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    found = WorkPlace(qtbot, tmp_path / "store", GAOZI)
    yield found
    found.close()


@pytest.fixture
def page(place: WorkPlace, qtbot: QtBot) -> RegisterPage:
    for name in ("甲", "乙", "丙"):
        add_row(place.office, "canteen", typed={**ROW, "name": name, "address": f"{name}路1号"})
    found = place.window.show_page("register", "canteen")
    assert isinstance(found, RegisterPage)
    settle(found, qtbot)
    qtbot.waitUntil(lambda: found.body.view.hasFocus())
    return found


def settle(page: RegisterPage, qtbot: QtBot) -> None:
    for _ in range(4):
        qtbot.wait(20)
        page.reader.wait()
    qtbot.wait(30)


def column_of(page: RegisterPage, code: str) -> int:
    return [column.code for column in page.body.sheet.columns].index(code)


def go(page: RegisterPage, row: int, code: str) -> None:
    page.body.view.go_to(row, column_of(page, code))


def text(page: RegisterPage, row: int, code: str) -> str:
    return str(page.body.model.index(row, column_of(page, code)).data())


def paste(page: RegisterPage, keyboard: Keyboard, qtbot: QtBot, *, block: str) -> None:
    QGuiApplication.clipboard().setText(block)
    keyboard.press(Qt.Key.Key_V, CTRL)
    settle(page, qtbot)


def order(page: RegisterPage) -> list[str]:
    return [text(page, at, "name") for at in range(page.body.model.rowCount())]


def refusals(page: RegisterPage) -> list[RefusedCells]:
    return [one for one in page.body.view.findChildren(RefusedCells) if one.isVisible()]


def test_a_block_over_sorted_rows_and_beyond_the_last(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page.body.model.sort(0, Qt.SortOrder.DescendingOrder)
    before = order(page)
    go(page, 1, "address")
    block = (
        "新路１号\t改扩建\t2018年6月18日\t\t\t1,234.5\n\t\t20180619\t\t\t2万\n"
        "新路3号\t\t2018-06-20\t\t\t３\r\n"
    )
    paste(page, keyboard, qtbot, block=block)
    assert order(page) == [*before, ""]
    assert [text(page, at, "address") for at in (0, 1, 3)] == [
        f"{before[0]}路1号",
        "新路１号",
        "新路3号",
    ]
    assert text(page, 2, "address") == f"{before[2]}路1号"  # an empty cell keeps what is there
    assert [text(page, at, "opened_on") for at in (1, 2, 3)] == [
        f"2018-06-{d}" for d in (18, 19, 20)
    ]
    assert [text(page, at, "usable_area_m2") for at in (1, 2, 3)] == ["1234.50", "20000.00", "3.00"]
    assert text(page, 3, "town") == "高资街道"
    told = place.window.toast.text()
    assert told == "填入9格（其中改动6格），6格为空、保留原数，新增1行。"
    keyboard.press(Qt.Key.Key_Z, CTRL)
    settle(page, qtbot)
    assert order(page) == before
    assert text(page, 1, "address") == f"{before[1]}路1号"


def test_refused_texts_stay_red_and_are_listed(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go(page, 0, "opened_on")
    paste(page, keyboard, qtbot, block="20181332\t\t\t约50\n\t\t\t47\t")
    assert "2格没有填入" in place.window.toast.text()
    (dialog,) = refusals(page)
    cells = [dialog.table.item(0, column) for column in range(3)]
    words = [cell.text() if cell is not None else "" for cell in cells]
    assert words[0] == "第1行　开业（运营）日期"
    assert words[1] == "20181332"
    assert words[2]
    QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "位置\t粘贴的内容\t为什么没有填入"
    dialog.accept()
    column = page.body.sheet.columns[column_of(page, "usable_area_m2")]
    assert page.body.sheet.text(0, column) == "约50"
    assert page.body.sheet.message(0, column)[0] == "bad"
    assert text(page, 1, "usable_area_m2") == "47.00"
    page.window().activateWindow()
    page.body.view.setFocus()
    qtbot.waitUntil(page.body.view.hasFocus)
    keyboard.press(Qt.Key.Key_Z, CTRL)
    settle(page, qtbot)
    assert [text(page, at, "usable_area_m2") for at in (0, 1)] == ["46.00", "46.00"]


def test_a_copied_cell_fills_the_chosen_ones(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go(page, 0, "usable_area_m2")
    keyboard.press(Qt.Key.Key_Down, SHIFT)
    keyboard.press(Qt.Key.Key_Down, SHIFT)
    paste(page, keyboard, qtbot, block="52\r\n")
    assert [text(page, at, "usable_area_m2") for at in range(3)] == ["52.00"] * 3
    assert place.window.toast.text().startswith("填入3格（其中改动3格）")


def test_states_are_pasted_as_they_are_copied(
    page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go(page, 0, "@state")
    paste(page, keyboard, qtbot, block="停运整改（2018-06-02起）\n空置\n没有这种")
    assert text(page, 0, "@state") == "停运整改（2018-06-02起）"
    assert text(page, 1, "@state") == "空置（2018-06-30起）"
    assert text(page, 2, "@state") == "没有这种"
    keyboard.press(ENTER)  # 知道了
    assert refusals(page) == []
    page.window().activateWindow()
    go(page, 2, "@state")
    qtbot.waitUntil(page.body.view.hasFocus)
    keyboard.press(Qt.Key.Key_Escape)
    settle(page, qtbot)
    assert text(page, 2, "@state") == "运营（2018-05-18起）"


def test_columns_of_the_program_and_beyond_are_counted(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go(page, 0, "@counts")
    paste(page, keyboard, qtbot, block="计入\t已认定\t运营")
    assert "2格在由程序填的列，没有填入" in place.window.toast.text()
    page.body.view.go_to(0, page.body.model.columnCount() - 1)
    paste(page, keyboard, qtbot, block="1\t2")
    assert "1格在最后一列以外" in place.window.toast.text()


def test_rows_of_another_keeper_are_refused_with_the_reason(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, keyboard: Keyboard
) -> None:
    place = WorkPlace(qtbot, tmp_path / "district", DANTU)
    add_row(place.office.acting_as(GAOZI), "canteen", typed=ROW)
    place.office.cache.clear()
    page = place.window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    settle(page, qtbot)
    go(page, 0, "address")
    paste(page, keyboard, qtbot, block="别处1号")
    (dialog,) = refusals(page)
    reason = dialog.table.item(0, 2)
    assert reason is not None
    assert "由高资街道登记" in reason.text()
    assert text(page, 0, "address") == "甲路1号"
    dialog.accept()
    place.close()


def test_a_begun_row_takes_the_block(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.press(Qt.Key.Key_Insert)
    go(page, 3, "usable_area_m2")
    keyboard.type("about")
    keyboard.press(ENTER)
    go(page, 3, "name")
    paste(page, keyboard, qtbot, block="丁\n戊")
    assert order(page)[3:] == ["丁", "戊"]
    column = page.body.sheet.columns[column_of(page, "usable_area_m2")]
    assert page.body.sheet.text(3, column) == "about"
    assert len(rows_of(place.office, "canteen")) == 5


def test_headings_copied_along_are_no_row(
    page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go(page, 1, "address")
    paste(page, keyboard, qtbot, block="地址 *\t建设性质\n新址\t改扩建")
    assert [text(page, 1, code) for code in ("address", "build_kind")] == ["新址", "改扩建"]
    assert refusals(page) == []


def test_delete_clears_what_is_chosen_but_for_names(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.press(Qt.Key.Key_A, CTRL)
    keyboard.press(Qt.Key.Key_Delete)
    settle(page, qtbot)
    assert sorted(order(page)) == sorted("甲乙丙")
    assert {text(page, at, "address") for at in range(3)} == {""}
    assert "名称不清空" in place.window.toast.text()
    keyboard.press(Qt.Key.Key_Z, CTRL)
    settle(page, qtbot)
    assert text(page, 0, "address") == f"{order(page)[0]}路1号"


def test_a_selection_is_copied_as_text_and_as_a_table(
    page: RegisterPage, keyboard: Keyboard
) -> None:
    go(page, 0, "address")
    for _ in range(5):
        keyboard.press(Qt.Key.Key_Right, SHIFT)
    keyboard.press(Qt.Key.Key_Down, SHIFT)
    keyboard.press(Qt.Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    names = order(page)
    lines = [f"{name}路1号\t新建\t2018-05-18\t\t\t46.00" for name in names[:2]]
    assert mime.text().splitlines() == lines
    assert mime.html().count("<tr>") == 2
    assert "<td>46.00</td>" in mime.html()
    assert f"mso-number-format:'\\@'\">{names[0]}路1号" in mime.html()
    keyboard.press(ENTER)  # the current cell goes on from where the selection ended
    assert page.body.view.currentIndex().row() == 1


def test_tab_goes_from_cell_to_cell_and_out_of_what_is_closed(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard
) -> None:
    view = page.body.view
    go(page, 0, "name")
    keyboard.press(TAB)
    assert view.currentIndex().column() == column_of(page, "town")
    keyboard.press(Qt.Key.Key_Backtab)
    assert view.currentIndex().column() == 0
    assert view.hasFocus()
    page.body.sheet.may_edit = False
    keyboard.press(TAB)
    assert not view.hasFocus()


def test_a_closed_table_offers_no_typing_and_takes_no_paste(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page.body.sheet.may_edit = False
    go(page, 1, "name")
    page.body.say_current()
    assert page.body.foot.text() == ""
    paste(page, keyboard, qtbot, block="改名")
    assert place.window.toast.text() == "这张表现在不能填写，没有粘贴。"


def test_totals_stand_under_their_columns(
    page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    totals = page.body.totals
    assert totals.text(column_of(page, "usable_area_m2")) == "138.00"
    assert totals.text(column_of(page, "meal_price")) == ""
    page.body.head.search.setText(order(page)[0])
    qtbot.wait(200)
    assert totals.text(column_of(page, "usable_area_m2")) == "46.00"


def test_stock_is_shown_by_unit_and_copied(
    page: RegisterPage, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.press(Qt.Key.Key_I, CTRL)
    dialog = page.findChild(StockDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.model() is not None)
    QTest.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    told = dict(zip(lines[0], lines[-1], strict=True))
    assert lines[1][0] == "高资街道"
    assert (told["单位"], told["年初"], told["本年新增"], told["期末"]) == ("合计", "0", "3", "3")
    assert (told["运营"], told["本月新增"]) == ("3", "0")
    dialog.accept()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("运营", ("运营", "")),
        ("运营（2018-05-18起）", ("运营", "2018-05-18")),
        ("停运整改 2018年5月18日", ("停运整改", "2018年5月18日")),
        ("关闭(20180518)", ("关闭", "20180518")),
        ("2018-05-18", ("2018-05-18", "")),
    ],
)
def test_states_with_their_date(typed: str, wanted: tuple[str, str]) -> None:
    assert state_and_day(typed) == wanted


def test_a_column_that_is_worked_out_takes_no_paste(
    page: RegisterPage, keyboard: Keyboard, qtbot: QtBot, place: WorkPlace
) -> None:
    at = column_of(page, "funds_social")
    assert column_of(page, "funds_total") == at + 1
    go(page, 0, "funds_social")
    paste(page, keyboard, qtbot, block="1.5\t99")
    assert (text(page, 0, "funds_social"), text(page, 0, "funds_total")) == ("1.5", "1.5")
    assert "1格在由程序填的列，没有填入" in place.window.toast.text()
    go(page, 0, "funds_total")
    keyboard.type("7")
    keyboard.press(ENTER)
    settle(page, qtbot)
    assert text(page, 0, "funds_total") == "1.5"
