"""封年 and 例外重开 by key and mouse: what is said before, refusals, what is told after."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flow import CITY, CODE, DANTU, GAOZI, at
from flow_place import FlowPlace
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.reporting.closing_dialog import ClosingDialog
from zjmz_desktop.gui.reporting.reopening_dialog import ReopeningDialog
from zjmz_desktop.service import closing, entering
from zjmz_desktop.service.closing import preview_closing

ALT = Qt.KeyboardModifier.AltModifier
Places = Callable[[str], FlowPlace]


@pytest.fixture
def places(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Places]:
    made: list[FlowPlace] = []

    def place_of(unit_id: str) -> FlowPlace:
        made.append(FlowPlace(qtbot, tmp_path / unit_id, unit_id))
        return made[-1]

    yield place_of
    for place in made:
        place.close()


def choose(place: FlowPlace, keyboard: Keyboard, words: str) -> None:
    """Open 报送 by its key and choose a line by mouse."""
    assert place.window.isVisible()
    keyboard.press(Qt.Key.Key_R, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == words)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    keyboard.settle()


def decide(dialog: Dialog) -> None:
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)


def test_a_year_is_closed_after_saying_what_it_does(places: Places, keyboard: Keyboard) -> None:
    place = places(GAOZI)
    place.submitted(GAOZI)
    choose(place, keyboard, "封年…")
    dialog = place.dialog(ClosingDialog, keyboard)
    assert dialog.windowTitle() == "封2018年"
    said = dialog.text.text()
    assert "高资街道2018年自己填的数" in said
    assert "由丹徒区民政局办理例外重开" in said
    words = [one.words() for one in dialog.notices]
    assert "2018年1月、2月、3月、4月、5月、7月" in words[0]
    assert words[1] == "6月已上报，丹徒区民政局还没有全部接收。"
    assert (clipped(dialog), outside(dialog), unnamed(dialog)) == ([], [], [])
    decide(dialog)
    assert "请写明原因再封年" in dialog.error()
    assert dialog.isVisible()
    dialog.reason.setFocus()
    keyboard.type("机构改革，年中移交")
    decide(dialog)
    assert place.window.toast.text() == "2018年已封年。"
    with pytest.raises(WriteRefusedError, match="已封年"):
        entering.save_field(place.office, at(part="flash"), typed="1")


def test_a_closed_year_says_so_and_asks_nothing(places: Places, keyboard: Keyboard) -> None:
    place = places(GAOZI)
    closing.close(place.office, 2018, note="年报已定")
    choose(place, keyboard, "封年…")
    dialog = place.dialog(ClosingDialog, keyboard)
    assert [one.words() for one in dialog.notices] == [
        "高资街道2018年已封年，不能再改。确需改动的，请丹徒区民政局例外重开（写明原因）后再改。"
    ]
    assert dialog.yes.isHidden()
    assert dialog.reason.isHidden()
    assert dialog.no.hasFocus()
    keyboard.press(Qt.Key.Key_Escape)


def test_who_has_nobody_above_is_told_that_nobody_reopens(
    places: Places, keyboard: Keyboard
) -> None:
    place = places(CITY)
    choose(place, keyboard, "封年…")
    dialog = place.dialog(ClosingDialog, keyboard)
    assert "没有单位能重开" in dialog.text.text()
    assert "2018年还没有过完" in dialog.notices[0].words()
    keyboard.press(Qt.Key.Key_Escape)
    assert not preview_closing(place.office).refusal


def test_the_district_reopens_what_is_locked(places: Places, keyboard: Keyboard) -> None:
    place = places(DANTU)
    place.submitted(GAOZI)
    closing.close(place.acting(GAOZI), 2018, note="年报已定")
    choose(place, keyboard, "例外重开…")
    dialog = place.dialog(ReopeningDialog, keyboard)
    assert dialog.unit.currentText() == "高资街道"
    shown = [dialog.period.itemText(row) for row in range(dialog.period.count())]
    assert (shown[0], shown[6]) == ("2018年全年（已封年）", "2018年6月（已上报）")
    assert dialog.period.currentText() == "2018年6月（已上报）"
    assert (clipped(dialog), outside(dialog), unnamed(dialog)) == ([], [], [])
    decide(dialog)
    assert dialog.error() == "例外重开要写明原因。请写明原因后再办理。"
    dialog.reason.setFocus()
    keyboard.type("审计要求核对")
    decide(dialog)
    assert place.window.toast.text().startswith("已给高资街道重开2018年6月。请导出")
    assert not entering.save_field(place.acting(GAOZI), at(CODE), typed="13").error


def test_where_nothing_is_locked_nothing_is_reopened(places: Places, keyboard: Keyboard) -> None:
    place = places(DANTU)
    choose(place, keyboard, "例外重开…")
    dialog = place.dialog(ReopeningDialog, keyboard)
    assert dialog.error() == "高资街道没有锁定的报告期，不用重开。"
    assert not dialog.yes.isEnabled()
    place.submitted(GAOZI)
    dialog.unit.setCurrentIndex(1)
    dialog.unit.setCurrentIndex(0)
    assert dialog.yes.isEnabled()
    assert dialog.error() == ""
    keyboard.press(Qt.Key.Key_Escape)
