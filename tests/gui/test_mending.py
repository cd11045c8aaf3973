"""A submitted month in the form: read only with its reason, and the ways on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import CODE, DANTU, GAOZI, JUNE, OTHER
from flow_place import FlowPlace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.forms.form_body import FormBody
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.service.review_views import review_cells

EMPTY = "I06-01"


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[FlowPlace]:
    place = FlowPlace(qtbot, tmp_path / "数据", GAOZI)
    place.submitted(GAOZI)
    yield place
    place.close()


def open_form(place: FlowPlace, code: str, keyboard: Keyboard) -> FormBody:
    place.window.entry.open_indicator(code)
    keyboard.settle()
    body = place.window.entry.form.body
    assert body is not None
    return body


def value_of(body: FormBody) -> QLineEdit:
    edit = next(f.inputs()[0] for f in body.fields() if f.part == "value")
    assert isinstance(edit, QLineEdit)
    return edit


def standing(place: FlowPlace) -> str:
    return place.window.entry.form._head.standing.words


def press(body: FormBody, words: str) -> None:
    button = next(one for one in body.lock_bar.ways() if one.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def reason(place: FlowPlace, keyboard: Keyboard, *, said: str) -> None:
    dialog = place.dialog(ReasonDialog, keyboard)
    dialog.accept()
    assert dialog.error() == "请写明原因，上级要看。"
    dialog.reason.setPlainText(said)
    dialog.accept()
    place.window.activateWindow()
    keyboard.settle()


def told_of(place: FlowPlace, code: str) -> tuple[str, str, CellStage]:
    found = review_cells(place.acting(DANTU), UnitPeriod(GAOZI, JUNE))
    one = next(cell for cell in found if cell.code == code)
    return one.figure, one.act, one.stage


def test_a_submitted_form_can_only_be_read(place: FlowPlace, keyboard: Keyboard) -> None:
    body = open_form(place, CODE, keyboard)
    assert standing(place) == "已上报（第1版） · 可撤回"
    assert not value_of(body).isEnabled()
    assert body.inputs() == []
    words = "\n".join(one.text() for one in body.lock_bar.findChildren(QLabel))
    assert "已上报，不能直接改" in words
    assert [one.text() for one in body.lock_bar.ways()] == ["撤回上报…"]


def test_it_is_recalled_with_a_reason(place: FlowPlace, keyboard: Keyboard) -> None:
    body = open_form(place, CODE, keyboard)
    press(body, "撤回上报…")
    reason(place, keyboard, said="漏了一户")
    assert MonthStates(place.office, JUNE).month_stage(GAOZI) is Stage.RECALLED
    body = open_form(place, CODE, keyboard)
    assert value_of(body).isEnabled()
    assert standing(place) == "已撤回"


def test_an_accepted_figure_is_corrected_with_a_reason(
    place: FlowPlace, keyboard: Keyboard
) -> None:
    place.accepted(CODE)
    body = open_form(place, CODE, keyboard)
    assert standing(place) == "已接收"
    press(body, "更正…")
    reason(place, keyboard, said="漏计1户")
    edit = value_of(body)
    assert edit.hasFocus()
    keyboard.type("121")
    keyboard.press(Qt.Key.Key_Return)
    place.window.entry.form.commit()
    keyboard.settle()
    assert told_of(place, CODE) == ("121", "更正：漏计1户", CellStage.CHANGED)
    assert standing(place) == "改动待复核"
    press(body, "完成")
    assert not value_of(body).isEnabled()


def test_what_was_blank_is_reported_late(place: FlowPlace, keyboard: Keyboard) -> None:
    body = open_form(place, EMPTY, keyboard)
    press(body, "补报…")
    reason(place, keyboard, said="当时没有统计出来")
    keyboard.type("7")
    place.window.entry.form.commit()
    assert told_of(place, EMPTY)[:2] == ("7", "补报：当时没有统计出来")


def test_another_form_is_locked_again(place: FlowPlace, keyboard: Keyboard) -> None:
    place.accepted(CODE, OTHER)
    body = open_form(place, CODE, keyboard)
    press(body, "更正…")
    reason(place, keyboard, said="漏计1户")
    assert not value_of(open_form(place, OTHER, keyboard)).isEnabled()
    assert not value_of(open_form(place, CODE, keyboard)).isEnabled()


def test_a_returned_figure_is_open_and_says_so(place: FlowPlace, keyboard: Keyboard) -> None:
    place.returned(CODE)
    body = open_form(place, CODE, keyboard)
    assert standing(place) == "退改"
    assert value_of(body).isEnabled()
    assert not value_of(open_form(place, OTHER, keyboard)).isEnabled()
    assert "退改1处" in place.window.header.progress._words.full_text()
