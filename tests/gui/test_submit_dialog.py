"""上报本月 by key and mouse: previewed, stopped, reasoned, done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import AT, CODE, DANTU, GAOZI, JUNE, OTHER
from flow_place import FlowPlace
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.gui.page_stack import RETURNS
from zjmz_desktop.gui.reporting.submit_dialog import SubmitDialog
from zjmz_desktop.service import entering
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.month_states import MonthStates, version_of
from zjmz_desktop.service.review_views import review_cells

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[FlowPlace]:
    place = FlowPlace(qtbot, tmp_path / "数据", GAOZI)
    yield place
    place.close()


def put(place: FlowPlace, code: str, typed: str) -> None:
    entering.save_field(place.office, FieldAt(code, GAOZI, JUNE, "value"), typed=typed)


def ask(place: FlowPlace, keyboard: Keyboard) -> SubmitDialog:
    place.window.activateWindow()
    keyboard.settle()
    keyboard.press(Qt.Key.Key_S, CTRL, SHIFT)
    return place.dialog(SubmitDialog, keyboard)


def stage(place: FlowPlace) -> Stage:
    return MonthStates(place.office, JUNE).month_stage(GAOZI)


def words_of(dialog: SubmitDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_a_clean_month_is_submitted_by_ctrl_enter(place: FlowPlace, keyboard: Keyboard) -> None:
    put(place, CODE, "120")
    dialog = ask(place, keyboard)
    said = words_of(dialog)
    assert f"应报{dialog.preview.due}项，已填1项" in said
    assert "报给丹徒区民政局" in said
    assert "低保对象人数" in said  # named as not filled
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert stage(place) is Stage.SUBMITTED
    assert "已上报2018年6月（第1版）" in words_of(dialog)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.settle()
    assert not place.window.findChildren(SubmitDialog) or not dialog.isVisible()
    assert "已上报（第1版）" in place.window.header.progress._words.full_text()


def test_escape_writes_nothing(place: FlowPlace, keyboard: Keyboard) -> None:
    put(place, CODE, "120")
    ask(place, keyboard)
    keyboard.press(Qt.Key.Key_Escape)
    assert stage(place) is Stage.NOT_REPORTED


def test_an_error_stops_it_and_leads_to_its_form(place: FlowPlace, keyboard: Keyboard) -> None:
    put(place, OTHER, "约50")  # refused, kept as a draft
    dialog = ask(place, keyboard)
    assert dialog.preview.errors
    assert not dialog.yes.isEnabled()
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert stage(place) is Stage.NOT_REPORTED
    assert keyboard.focused is dialog.parts.ways[0]
    keyboard.press(Qt.Key.Key_Return)
    keyboard.settle()
    assert place.window.entry.navigation.view.current_code == OTHER


def warned(place: FlowPlace) -> None:
    """A figure far above the month before."""
    may = JUNE.previous()
    entering.save_field(place.office, FieldAt("I06-01", GAOZI, may, "value"), typed="10")
    put(place, "I06-01", "90")


def test_a_warning_wants_its_reason(place: FlowPlace, keyboard: Keyboard) -> None:
    warned(place)
    dialog = ask(place, keyboard)
    assert len(dialog.parts.reasons) == 1
    box = dialog.parts.reasons[0]
    assert box.edit.hasFocus()
    assert not dialog.yes.isEnabled()
    assert dialog.error() == "还有1处没有写审核说明。"
    keyboard.type("汛期救助集中发放")
    keyboard.press(Qt.Key.Key_Return)
    assert dialog.yes.hasFocus()
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert stage(place) is Stage.SUBMITTED
    told = next(one for one in review_cells(place.office, AT) if one.code == "I06-01")
    assert [p.reason for p in told.problems] == ["汛期救助集中发放"]


def test_a_warning_names_its_figure_and_leads_to_its_form(
    place: FlowPlace, keyboard: Keyboard
) -> None:
    warned(place)
    dialog = ask(place, keyboard)
    assert place.office.plan.indicator("I06-01").name in words_of(dialog)
    (way,) = (b for b in dialog.parts.reasons[0].findChildren(QPushButton) if b.text() == "去改")
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    keyboard.settle()
    assert place.window.entry.navigation.view.current_code == "I06-01"


def test_common_phrases_are_offered(place: FlowPlace, keyboard: Keyboard) -> None:
    warned(place)
    dialog = ask(place, keyboard)
    keyboard.press(Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert dialog.parts.reasons[0].said


def test_what_was_returned_is_answered_first(place: FlowPlace, keyboard: Keyboard) -> None:
    place.submitted(GAOZI)
    place.returned(CODE)
    dialog = ask(place, keyboard)
    assert "退改的1处还没有答复：低保对象户数" in words_of(dialog)
    assert not dialog.yes.isEnabled()
    keyboard.press(Qt.Key.Key_Return)
    keyboard.settle()
    assert place.window.pages.current_name == RETURNS


def test_a_second_version_shows_what_changed(place: FlowPlace, keyboard: Keyboard) -> None:
    place.submitted(GAOZI)
    place.returned(CODE)
    put(place, CODE, "121")
    from zjmz_desktop.service.returns import answer

    answer(place.office, JUNE, code=CODE, text="漏计1户，已改。")
    dialog = ask(place, keyboard)
    changed = {(one.name, one.before, one.after) for one in dialog.preview.changes}
    assert ("低保对象户数", "120", "121") in changed
    assert "第2版" in words_of(dialog)
    assert "接收以前可以撤回" in words_of(dialog)
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert version_of(place.office, GAOZI, shown=JUNE) == 2
    assert MonthStates(place.office, JUNE).stages(GAOZI)[OTHER].words == "待审核"


def test_what_was_accepted_in_part_is_not_said_to_be_recallable(
    place: FlowPlace, keyboard: Keyboard
) -> None:
    place.submitted(GAOZI)
    place.accepted(OTHER)
    place.returned(CODE)
    from zjmz_desktop.service.returns import answer

    answer(place.office, JUNE, code=CODE, text="核对无误。")
    dialog = ask(place, keyboard)
    assert "已有数被接收，上报后要改请用更正" in words_of(dialog)
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert "要改请在填报页用更正" in words_of(dialog)
    assert "撤回" not in words_of(dialog)


def test_a_month_without_news_is_not_submitted_again(place: FlowPlace, keyboard: Keyboard) -> None:
    place.submitted(GAOZI)
    dialog = ask(place, keyboard)
    assert "不用再报" in words_of(dialog)
    assert not dialog.yes.isEnabled()


def test_nothing_is_cut_or_without_a_name(place: FlowPlace, keyboard: Keyboard) -> None:
    warned(place)
    dialog = ask(place, keyboard)
    assert clipped(dialog) == []
    assert outside(dialog) == []
    assert unnamed(dialog) == []


def test_a_district_sees_what_is_open_below_before_it_submits(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, keyboard: Keyboard
) -> None:
    place = FlowPlace(qtbot, tmp_path / "区", DANTU)
    place.submitted(GAOZI)
    words = words_of(ask(place, keyboard))
    assert "下级还没有办完的" in words
    assert "还没有上报：高桥镇、辛丰镇、谷阳镇等10个单位。" in words
    assert "还没有审核完：高资街道。" in words
    place.close()


def test_a_town_has_nobody_below(place: FlowPlace, keyboard: Keyboard) -> None:
    assert "下级" not in words_of(ask(place, keyboard))
