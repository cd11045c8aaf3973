"""Ways through the window: keys, tree, search, months, units, pages."""

from fake_office import DISTRICT, TOWN, FakeOffice
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typist import Keyboard, Opener

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.page_stack import FORM, HELP, MATRIX, REGISTER

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def open_code(window: MainWindow) -> str:
    return window.entry.navigation.view.current_code


def test_opens_on_the_first_to_fill_with_the_cursor_in_it(
    window: MainWindow, keyboard: Keyboard
) -> None:
    assert open_code(window) == "I01-01"
    assert keyboard.focused.accessibleName() == "本季情况"


def test_ctrl_arrows_step_through_the_tree(window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press(Qt.Key.Key_Down, CTRL)
    assert open_code(window) == "I01-02"
    keyboard.press(Qt.Key.Key_Up, CTRL)
    keyboard.press(Qt.Key.Key_Up, CTRL)
    assert open_code(window) == "I01-01"


def test_f8_goes_to_the_next_problem(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    office.drafts[("I06-01", TOWN, "2018M06", "value")] = ("约5", "这是约数。请填具体数。")
    window.entry.navigation.refresh()
    keyboard.press(Qt.Key.Key_F8)
    assert open_code(window) == "I06-01"
    assert keyboard.focused.accessibleName() == "本月数（户次）"


def test_search_finds_and_enter_opens(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    keyboard.press(Qt.Key.Key_K, CTRL)
    keyboard.type("助餐")
    keyboard.press(Qt.Key.Key_Return)
    assert office.queries[-1] == "助餐"
    assert open_code(window) == "I08-03"
    keyboard.press(Qt.Key.Key_Return)
    assert keyboard.focused.accessibleName() == "本月新增（个）"


def test_a_search_without_a_hit_says_so_and_leads_back(
    window: MainWindow, keyboard: Keyboard, qtbot: QtBot
) -> None:
    navigation = window.entry.navigation
    keyboard.press(Qt.Key.Key_K, CTRL)
    keyboard.type("xyzxyz")
    keyboard.press(Qt.Key.Key_Return)
    assert navigation.search.hasFocus()
    assert not navigation.view.isVisible()
    assert "“应填”里没有找到“xyzxyz”。" in words_of(navigation.nothing)
    navigation.nothing.wider.click()
    keyboard.settle()
    assert "没有找到“xyzxyz”。" in words_of(navigation.nothing)
    assert not navigation.nothing.wider.isVisible()
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(navigation.view.isVisible)
    assert navigation.search.hasFocus()
    assert navigation.view.order


def words_of(part: QWidget) -> list[str]:
    return [one.text() for one in part.findChildren(QLabel) if one.isVisible()]


def test_todo_filter_keeps_its_place_when_one_is_filled(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.navigation.show_filter("todo")
    window.entry.open_indicator("I06-01")
    keyboard.type("12")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert open_code(window) == "I06-02"
    keyboard.press(Qt.Key.Key_Up, CTRL)
    assert open_code(window) == "I05-02"


def test_month_moves_and_the_form_follows(window: MainWindow, keyboard: Keyboard) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("4")
    keyboard.press(Qt.Key.Key_Right, ALT)
    view = window.entry.form.view
    assert view is not None
    assert view.period.code == "2018M07"


def test_a_field_left_by_changing_the_month_is_saved_to_its_own(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("4")
    keyboard.press(Qt.Key.Key_Right, ALT)
    assert office.cells == {("I08-03", TOWN, "2018M06", "value"): "4"}


def test_one_signal_tells_of_changes(window: MainWindow, keyboard: Keyboard, qtbot: QtBot) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("4")
    with qtbot.waitSignal(window.changed) as heard:
        keyboard.press(Qt.Key.Key_Return)
    assert heard.args is not None
    assert heard.args[0].cells == (("I08-03", TOWN, "2018M06"),)


def test_pages_are_made_when_shown(window: MainWindow, keyboard: Keyboard) -> None:
    made = []

    class Register(QWidget):
        def open_subject(self, subject: str) -> None:
            made.append(subject)

    window.pages.offer(REGISTER, Register)
    assert made == []
    window.entry.open_indicator("I08-01")
    keyboard.settle()
    button = next(b for b in window.entry.form.findChildren(QPushButton) if b.text() == "打开底册")
    button.click()
    assert made == ["daycare"]
    assert window.pages.current_name == REGISTER
    window.open_form()
    assert window.pages.current_name == FORM


def test_pages_not_offered_say_what_they_are_for(window: MainWindow) -> None:
    for name in (MATRIX, HELP):
        assert window.show_page(name).isVisible()


def test_district_sees_units_and_opens_one(opener: Opener, keyboard: Keyboard) -> None:
    window = opener(FakeOffice(DISTRICT))
    window.entry.open_indicator("I08-03")
    view = window.entry.form.view
    assert view is not None
    assert len(view.towns) == 8
    window.desk.open_unit(TOWN)
    keyboard.settle()
    view = window.entry.form.view
    assert view is not None
    assert (view.unit_id, view.code) == (TOWN, "I08-03")


def test_clicking_a_row_opens_it(window: MainWindow) -> None:
    tree = window.entry.navigation.view
    code = tree.order[4].code
    index = tree.index_of(code)
    where = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert open_code(window) == code


def test_closing_saves_what_is_typed(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.type("4")
    window.close()
    assert office.cells[("I08-03", TOWN, "2018M06", "value")] == "4"


def test_typing_for_a_unit_below_is_said_to_be_proxy(opener: Opener, keyboard: Keyboard) -> None:
    window = opener(FakeOffice(DISTRICT))
    window.entry.open_indicator("I08-03")
    window.desk.open_unit(TOWN)
    keyboard.settle()
    said = [w.text() for w in window.entry.form.findChildren(QLabel) if w.isVisible()]
    assert any("代报数：替高资街道填报" in text for text in said)
