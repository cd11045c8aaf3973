"""退改清单 by key and mouse: each point answered, then submitted again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import CODE, GAOZI, JUNE, OTHER
from flow_place import FlowPlace
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.page_stack import FORM, RETURNS
from zjmz_desktop.gui.reporting.returns_page import ReturnsPage
from zjmz_desktop.gui.reporting.submit_dialog import SubmitDialog
from zjmz_desktop.service.month_states import MonthStates, version_of
from zjmz_desktop.service.returns import to_mend

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[FlowPlace]:
    place = FlowPlace(qtbot, tmp_path / "数据", GAOZI)
    place.submitted(GAOZI)
    yield place
    place.close()


def shown(place: FlowPlace, keyboard: Keyboard) -> ReturnsPage:
    page = place.window.show_page(RETURNS)
    keyboard.settle()
    assert isinstance(page, ReturnsPage)
    return page


def words_of(page: ReturnsPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_without_a_return_it_says_what_it_is_for(place: FlowPlace, keyboard: Keyboard) -> None:
    page = shown(place, keyboard)
    assert "没有退改的数" in words_of(page)
    page._empty.acted.emit()
    assert place.window.pages.current_name == FORM


def test_each_point_is_answered_then_submitted_again(place: FlowPlace, keyboard: Keyboard) -> None:
    place.returned(CODE, OTHER)
    page = shown(place, keyboard)
    said = words_of(page)
    assert "退改意见：与清册对不上，请核对。" in said
    assert "联系：救助科 0511-1234　改报期限：2018-07-10" in said
    assert not page.again.isEnabled()
    assert keyboard.focused is page.cards[0].answer
    keyboard.press(Qt.Key.Key_Return)
    assert "答复不能空着" in words_of(page)
    keyboard.type("已核对，无误。")
    keyboard.press(Qt.Key.Key_Return)
    assert keyboard.focused is page.cards[1].answer
    keyboard.type("漏计1人，已改。")
    keyboard.press(Qt.Key.Key_Return)
    assert [point.answer for point in to_mend(place.office, JUNE)] == [
        "已核对，无误。",
        "漏计1人，已改。",
    ]
    assert page.again.hasFocus()
    QTest.mouseClick(page.again, Qt.MouseButton.LeftButton)
    dialog = place.dialog(SubmitDialog, keyboard)
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert version_of(place.office, GAOZI, shown=JUNE) == 2
    assert MonthStates(place.office, JUNE).stages(GAOZI)[CODE].words == "已改报，待审核"
    dialog.accept()
    keyboard.settle()
    assert "没有退改的数" in words_of(page)


def test_the_form_of_a_point_opens_with_the_cursor_in_it(
    place: FlowPlace, keyboard: Keyboard
) -> None:
    place.returned(OTHER)
    page = shown(place, keyboard)
    place.window.desk.open_neighbour(1)
    QTest.mouseClick(page.cards[0].form_button, Qt.MouseButton.LeftButton)
    keyboard.settle()
    assert place.window.desk.place.period == JUNE
    assert place.window.entry.navigation.view.current_code == OTHER
    assert keyboard.focused.accessibleName().startswith("本月新增")
    keyboard.type("170")
    place.window.entry.form.commit()
    assert to_mend(place.office, JUNE)[0].changed


def test_typing_in_an_answer_stays_while_another_is_written(
    place: FlowPlace, keyboard: Keyboard
) -> None:
    place.returned(CODE, OTHER)
    page = shown(place, keyboard)
    page.cards[1].answer.setText("写到一半")
    keyboard.type("已核对。")
    keyboard.press(Qt.Key.Key_Return)
    assert page.cards[1].answer.text() == "写到一半"


def test_the_menu_counts_what_waits(place: FlowPlace, keyboard: Keyboard, qtbot: QtBot) -> None:
    place.returned(CODE, OTHER)
    button = place.window.header.reporting
    qtbot.waitUntil(lambda: button.count == 2)
    assert button.accessibleDescription() == "2项待处理"


def test_nothing_is_cut_or_without_a_name(place: FlowPlace, keyboard: Keyboard) -> None:
    place.returned(CODE, OTHER)
    page = shown(place, keyboard)
    assert clipped(page) == []
    assert outside(page) == []
    assert unnamed(page) == []
