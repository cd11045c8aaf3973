"""What is refused stays in its field with its reason, also after the window was closed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.side_pages import summary_of

TOWN, DISTRICT = "321112001000", "321112000000"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
NAMING = "I17-01"
Opener = Callable[[str], WorkPlace]


@pytest.fixture
def open_place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Opener]:
    opened: list[WorkPlace] = []

    def opener(unit_id: str) -> WorkPlace:
        opened.append(WorkPlace(qtbot, tmp_path / unit_id, unit_id))
        return opened[-1]

    yield opener
    for place in opened:
        place.close()


def edit_of(place: WorkPlace, name: str) -> QLineEdit:
    found = place.window.entry.form.findChildren(QLineEdit)
    return next(e for e in found if e.isVisible() and e.accessibleName() == name)


def down(keyboard: Keyboard, times: int) -> None:
    for _ in range(times):
        keyboard.press(Qt.Key.Key_Down)


def test_a_refused_step_is_shown_again_with_its_reason(
    open_place: Opener, keyboard: Keyboard
) -> None:
    place = open_place(DISTRICT)
    place.open_form("I18-02")
    part = place.view.fields[0].part
    down(keyboard, 2)
    keyboard.press(ENTER)
    keyboard.type("2018-05-03")
    keyboard.press(ENTER)
    assert (place.field(part).text, place.field(part).on) == ("in_progress", "2018-05-03")
    keyboard.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    keyboard.type("soon")
    keyboard.press(ENTER)
    place.reopen()
    place.open_form("I18-02")
    field = place.field(part)
    assert (field.text, field.on, field.draft) == ("in_progress", "soon", True)
    date = edit_of(place, f"{field.label}：日期")
    assert (date.text(), date.property("mood")) == ("soon", "bad")
    assert field.error
    assert date.accessibleDescription() == field.error


def test_escape_in_a_step_goes_back_to_what_is_saved(
    open_place: Opener, keyboard: Keyboard
) -> None:
    place = open_place(DISTRICT)
    place.open_form("I18-02")
    field = place.view.fields[0]
    down(keyboard, 3)
    keyboard.press(ENTER)
    assert "没有完成日期" in place.field(field.part).error
    keyboard.press(ESC)
    assert not place.field(field.part).draft
    state = place.window.entry.form.findChildren(QComboBox)[0]
    assert state.currentText() != "已完成"
    keyboard.type("20180503")
    keyboard.press(ESC)
    assert edit_of(place, f"{field.label}：日期").text() == ""


def test_a_date_without_a_state_is_not_lost(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(DISTRICT)
    place.open_form(NAMING)
    keyboard.press(ENTER)
    keyboard.type("20180730")
    keyboard.press(ENTER)
    field = place.field("decision")
    assert field.on == "20180730"
    assert "没有选评定结果" in field.error


def test_named_counts_with_date_and_document_only(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(DISTRICT)
    place.open_form(NAMING)
    down(keyboard, 1)
    keyboard.press(ENTER)
    assert "没有日期或文号" in place.field("decision").error
    assert not place.view.filled
    keyboard.type("20180620")
    keyboard.press(ENTER)
    keyboard.type("苏政发〔2018〕30号")
    keyboard.press(ENTER)
    field = place.field("decision")
    assert (field.text, field.on, field.doc) == ("named", "2018-06-20", "苏政发〔2018〕30号")
    assert place.view.progress.completion == 1
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert place.field("decision").text == ""
    assert place.view.progress.completion != 1


def test_undo_drops_the_refused_text_first(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(TOWN)
    place.open_form("I06-02")
    for typed in ("12", "about 50"):
        edit = edit_of(place, place.view.fields[0].label)
        edit.setFocus()
        keyboard.type(typed)
        keyboard.press(ENTER)
    assert place.field("value").error
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert (edit.text(), place.field("value").draft) == ("12", False)
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert edit.text() == ""
    keyboard.press(Qt.Key.Key_Y, CTRL)
    assert edit.text() == "12"
    keyboard.press(Qt.Key.Key_Y, CTRL)
    assert (edit.text(), bool(place.field("value").error)) == ("about 50", True)


def test_undo_in_a_field_drops_the_draft_of_an_earlier_session(
    open_place: Opener, keyboard: Keyboard
) -> None:
    place = open_place(TOWN)
    place.open_form("I06-02")
    keyboard.type("about 50")
    keyboard.press(ENTER)
    place.reopen()
    place.open_form("I05-02")
    keyboard.type("7")
    keyboard.press(ENTER)
    place.open_form("I06-02")
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert (place.field("value").text, place.field("value").draft) == ("", False)
    place.open_form("I05-02")
    assert place.field("value").text == "7"


def test_each_half_of_a_rate_has_its_own_message(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(TOWN)
    place.open_form("I05-01")
    keyboard.type("abc")
    keyboard.press(ENTER)
    keyboard.type("100")
    keyboard.press(ENTER)
    n, d = place.field("value/n"), place.field("value/d")
    assert "abc" in n.error
    assert (d.text, d.error) == ("100", "")
    assert d.waiting == f"未保存，待改正{n.label}。"
    edit_of(place, n.label).setFocus()
    keyboard.press(ESC)
    assert place.field("value/d").waiting == f"未保存，待填{n.label}。"
    keyboard.type("90")
    keyboard.press(ENTER)
    n, d = place.field("value/n"), place.field("value/d")
    assert (n.text, d.text, n.draft or d.draft) == ("90", "100", False)


def test_the_side_says_what_is_not_saved(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(TOWN)
    place.open_form("I06-02")
    assert (summary_of(place.view) or ())[:2] == ("info", "尚未填报")
    locked = place.view._replace(editable=False, locked=True)
    assert summary_of(locked) == ("info", "本月已上报，未填", "")
    assert (summary_of(locked._replace(fields=())) or ())[:2] == ("info", "本单位不用填报")
    keyboard.type("about 50")
    keyboard.press(ENTER)
    assert (summary_of(place.view) or ())[:2] == ("bad", "有1处未保存")
    edit_of(place, place.view.fields[0].label).setFocus()
    keyboard.type("12")
    keyboard.press(ENTER)
    assert (summary_of(place.view) or ())[:2] == ("good", "没有发现问题")


def test_last_year_is_entered_by_keyboard(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(TOWN)
    place.open_form("I06-02")
    assert place.view.facts[1].hint == "上年无同口径数据"
    keyboard.type("12")
    keyboard.press(Qt.Key.Key_Tab)
    opening = keyboard.focused
    assert isinstance(opening, QPushButton)
    keyboard.press(ENTER)
    keyboard.type("about 9")
    keyboard.press(ENTER)
    assert place.field("last_year/value").error
    assert not place.field("value").draft
    place.reopen()
    place.open_form("I06-02")
    edit_of(place, place.field("last_year/value").label).setFocus()
    keyboard.type("9")
    keyboard.press(ENTER)
    field = place.field("last_year/value")
    assert (field.text, field.draft) == ("9", False)
    assert (place.view.facts[1].text, place.view.facts[1].hint) == ("9", "同比+33.3%")
    assert place.field("value").text == "12"


def test_enter_passes_over_last_year(open_place: Opener, keyboard: Keyboard) -> None:
    place = open_place(TOWN)
    place.open_form("I06-02")
    keyboard.type("12")
    keyboard.press(ENTER)
    assert keyboard.focused.accessibleName() == "情况说明"


def test_reasons_are_offered_and_last_months_comes_first(
    open_place: Opener, keyboard: Keyboard
) -> None:
    place = open_place(TOWN)
    place.window.desk.open_neighbour(-2)
    type_month(place, keyboard, "10")
    place.window.desk.open_neighbour(1)
    type_month(place, keyboard, "60")
    reason = place.view.reasons[0]
    place.window.entry.form.focus_reason(reason.part.removeprefix("check/"))
    keyboard.press(Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    menu.close()
    keyboard.press(ENTER)
    said = reason.offers[1][1]
    assert place.field(reason.part).text == said
    place.window.desk.open_neighbour(1)
    type_month(place, keyboard, "200")
    assert place.view.reasons[0].offers[0] == (f"同上期：{said}", said)


def type_month(place: WorkPlace, keyboard: Keyboard, typed: str) -> None:
    place.open_form("I06-02")
    keyboard.type(typed)
    keyboard.press(ENTER)
