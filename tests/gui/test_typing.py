"""A month is entered by keyboard alone."""

from fake_office import TOWN, FakeOffice
from fake_plan import ROOMS, SPECS, STEPS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.forms.edits import NumberEdit, TextArea
from zjmz_desktop.gui.forms.step_fields import TickBox
from zjmz_desktop.gui.main_window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, BACKSPACE = Qt.Key.Key_Return, Qt.Key.Key_Backspace


def key(code: str, part: str) -> tuple[str, str, str, str]:
    return (code, TOWN, "2018M06", part)


def open_code(window: MainWindow) -> str:
    return window.entry.navigation.view.current_code


def numbers(window: MainWindow) -> list[NumberEdit]:
    QApplication.processEvents()
    return [w for w in window.entry.form.findChildren(NumberEdit) if w.isVisible()]


def fill_form(window: MainWindow, keyboard: Keyboard) -> None:
    """Fill whatever form is open, from the cursor on, by keys."""
    view = window.entry.form.view
    assert view is not None
    for field in view.fields:
        if field.kind == "tick":
            keyboard.type("1")
        elif field.kind == "step":
            keyboard.press(Qt.Key.Key_Down)
            keyboard.press(ENTER)
            keyboard.press(ENTER)
        else:
            keyboard.type("5")
        if field.kind != "long_text":
            keyboard.press(ENTER)


def test_a_month_without_the_mouse(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    fillable = [s.code for s in SPECS if not s.register]
    visited = []
    while (code := open_code(window)) not in visited:
        visited.append(code)
        fill_form(window, keyboard)
        keyboard.press(ENTER, CTRL)
    assert visited == fillable
    month = window.desk.month_list(show="todo", department="", query="")
    assert month is not None
    assert month.filled == month.due
    assert window.toast.text() == "列出的指标都填好了。"


def test_enter_goes_on_and_saves(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("12")
    keyboard.press(ENTER)
    assert office.cells[key("I08-03", "value")] == "12"
    assert window.status.saved_text() == "已保存 10:42:07"
    assert keyboard.focused is numbers(window)[1]


def test_full_width_and_commas_are_shown_as_saved(window: MainWindow, keyboard: Keyboard) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.type("１,２３４")
    keyboard.press(Qt.Key.Key_Tab)
    assert numbers(window)[0].text() == "1234"


def test_wrong_value_stays_with_its_reason(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.type("约50")
    keyboard.press(ENTER)
    edit = numbers(window)[0]
    assert edit.text() == "约50"
    assert "请填具体数" in edit.accessibleDescription()
    assert edit.property("mood") == "bad"
    assert key("I05-02", "value") not in office.cells
    nodes = {node.code: node for node in window.entry.navigation.view.order}
    assert nodes["I05-02"].status == "error"
    window.entry.open_indicator("I06-01")
    window.entry.open_indicator("I05-02")
    assert numbers(window)[0].text() == "约50"


def test_computed_fields_are_skipped(window: MainWindow, keyboard: Keyboard) -> None:
    window.entry.open_indicator("I14-01")
    assert len(numbers(window)) == 1
    keyboard.type("150")
    keyboard.press(ENTER)
    assert isinstance(keyboard.focused, TextArea)


def test_the_whole_value_is_selected(window: MainWindow, keyboard: Keyboard) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.type("7")
    keyboard.press(ENTER)
    keyboard.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    edit = keyboard.focused
    assert isinstance(edit, QLineEdit)
    assert edit.selectedText() == "7"


def test_input_method_is_off_in_numbers(window: MainWindow) -> None:
    window.entry.open_indicator("I05-02")
    off = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not any(edit.testAttribute(off) for edit in numbers(window))


def test_undo_and_redo_from_inside_a_field(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("12")
    keyboard.press(ENTER)
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert office.cells[key("I08-03", "value")] == ""
    assert numbers(window)[0].text() == ""
    keyboard.press(Qt.Key.Key_Y, CTRL)
    assert numbers(window)[0].text() == "12"


def test_undo_inside_an_edit_takes_back_typing_first(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("12")
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert numbers(window)[0].text() == ""
    assert office.done == []


def test_undo_in_a_field_that_is_saved_is_the_offices(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    window.entry.form.commit()
    edit = numbers(window)[0]
    for typed in ("5", "7"):
        edit.selectAll()
        keyboard.type(typed)
        window.entry.form.commit()  # the cursor stays, as after Ctrl+Enter in the last one
    assert edit.hasFocus()
    keyboard.type("8")
    keyboard.press(BACKSPACE)  # typed and taken away again: what stands is what is saved
    assert edit.text() == "7"
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert (edit.text(), office.cells[key("I08-03", "value")]) == ("5", "5")
    keyboard.press(Qt.Key.Key_End)
    keyboard.type("9")
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert (edit.text(), office.cells[key("I08-03", "value")]) == ("5", "5")
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert office.cells[key("I08-03", "value")] == ""


def test_undo_in_a_note_that_is_saved_is_the_offices(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    body = window.entry.form.body
    assert body is not None
    note = body.input_of("note")
    assert isinstance(note, QPlainTextEdit)
    note.setFocus()
    keyboard.type("abc")
    body.commit()
    keyboard.press(Qt.Key.Key_Z, CTRL)
    assert (note.toPlainText(), office.cells[key("I08-03", "note")]) == ("", "")


def test_typing_is_kept_as_a_draft_when_it_pauses(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice, qtbot: QtBot
) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.type("88")
    assert key("I05-02", "value") not in office.drafts
    qtbot.waitUntil(lambda: key("I05-02", "value") in office.drafts, timeout=2000)
    assert office.drafts[key("I05-02", "value")] == ("88", "")


def test_draft_of_a_crash_is_offered_and_saved_by_enter(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    office.drafts[key("I05-02", "value")] = ("38", "")
    window.entry.open_indicator("I05-02")
    edit = numbers(window)[0]
    assert (edit.text(), edit.property("mood")) == ("38", "unsaved")
    keyboard.press(ENTER)
    assert office.cells[key("I05-02", "value")] == "38"
    assert edit.property("mood") == ""


def test_escape_goes_back_to_what_is_saved(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    office.cells[key("I05-02", "value")] = "7"
    window.entry.open_indicator("I05-02")
    keyboard.type("约50")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    keyboard.press(Qt.Key.Key_Escape)
    edit = numbers(window)[0]
    assert (edit.text(), edit.property("mood")) == ("7", "")
    assert key("I05-02", "value") not in office.drafts


def test_draft_is_forgotten_when_the_old_text_is_typed_again(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice, qtbot: QtBot
) -> None:
    office.cells[key("I05-02", "value")] = "7"
    window.entry.open_indicator("I05-02")
    keyboard.type("8")
    qtbot.waitUntil(lambda: key("I05-02", "value") in office.drafts, timeout=2000)
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.type("7")
    keyboard.press(ENTER)
    assert key("I05-02", "value") not in office.drafts
    assert office.done == []


def test_half_a_ratio_waits_for_the_other(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I11-01")
    keyboard.type("70")
    keyboard.press(ENTER)
    first = numbers(window)[0]
    assert (first.text(), first.property("mood")) == ("70", "unsaved")
    keyboard.type("100")
    keyboard.press(ENTER)
    assert office.cells[key("I11-01", "value/n")] == "70"
    assert first.property("mood") == ""


def test_words_of_nothing_can_be_typed(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.type("不适用")
    keyboard.press(ENTER)
    assert office.cells[key("I05-02", "value")] == "=not_applicable"
    assert numbers(window)[0].text() == "不适用"


def test_menu_of_kinds_of_nothing_by_key(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.press(Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[2].trigger()
    menu.close()
    keyboard.settle()
    assert office.cells[key("I05-02", "value")] == "=not_begun"


def test_no_change_copies_and_offers_undo(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.press(Qt.Key.Key_D, CTRL)
    assert office.cells[key("I05-02", "value")] == "3"
    assert "无变化" in window.toast.text()
    window.toast.undone.emit()
    assert office.cells[key("I05-02", "value")] == ""


def test_checklist_by_ones_and_noughts(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I12-03")
    for answer in "10":
        assert isinstance(keyboard.focused, TickBox)
        keyboard.type(answer)
        keyboard.press(ENTER)
    assert office.cells[key("I12-03", "tick/e0")] == "1"
    assert office.cells[key("I12-03", "tick/e1")] == "0"
    assert keyboard.focused.accessibleName() == ROOMS[2]


def test_each_cell_of_a_step_saves_as_it_is_left(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-05")
    for _ in range(2):
        keyboard.press(Qt.Key.Key_Down)
    keyboard.press(ENTER)
    assert office.cells[key("I08-05", "step/s1")] == "in_progress\n\n"
    keyboard.type("20180618")
    keyboard.press(ENTER)
    assert office.cells[key("I08-05", "step/s1")] == "in_progress\n20180618\n"
    keyboard.type("镇民〔2018〕12号")
    keyboard.press(ENTER)
    assert office.cells[key("I08-05", "step/s1")] == "in_progress\n20180618\n镇民〔2018〕12号"
    assert keyboard.focused.accessibleName() == f"{STEPS[1][1]}：状态"


def test_refused_step_stays_as_typed(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-05")
    for _ in range(3):
        keyboard.press(Qt.Key.Key_Down)
    for _ in range(3):
        keyboard.press(ENTER)
    assert key("I08-05", "step/s1") not in office.cells
    assert "完成日期" in office.drafts[key("I08-05", "step/s1")][1]


def test_reason_of_a_warning_is_written_beside_it(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I06-02")
    keyboard.type("60")
    keyboard.press(ENTER)
    keyboard.press(Qt.Key.Key_F8)
    window.entry.form.focus_reason("K2")
    keyboard.type("集中救助")
    keyboard.press(ENTER)
    assert office.cells[key("I06-02", "check/K2")] == "集中救助"
    view = window.entry.form.view
    assert view is not None
    assert view.problems[0].reason == "集中救助"
