"""The same window on a real store: a month typed by keyboard is in the store afterwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import WORK_AREA, Keyboard

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.listing import month_list

TOWN, DISTRICT = "321112001000", "321112000000"
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
Opener = Callable[[str], MainWindow]


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def offices() -> Iterator[list[Office]]:
    opened: list[Office] = []
    yield opened
    for office in opened:
        office.close()


@pytest.fixture
def open_unit(qtbot: QtBot, dressed: QApplication, tmp_path: Path, offices: list[Office]) -> Opener:
    def opener(unit_id: str) -> MainWindow:
        office = create_office(tmp_path / unit_id, unit_id, user_name="张敏", clock=july)
        offices.append(office)
        window = window_of(office)
        qtbot.addWidget(window)
        window.resize(*WORK_AREA)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.entry.form.focus_first()
        return window

    return opener


def fill(window: MainWindow, keyboard: Keyboard) -> None:
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


def test_a_towns_june_by_keyboard(
    open_unit: Opener, keyboard: Keyboard, offices: list[Office]
) -> None:
    window = open_unit(TOWN)
    assert window.desk.place.period == month(2018, 6)
    visited: list[str] = []
    while (code := window.entry.navigation.view.current_code) not in visited:
        visited.append(code)
        fill(window, keyboard)
        keyboard.press(ENTER, CTRL)
    office = offices[0]
    nodes = month_list(office, UnitPeriod(TOWN, month(2018, 6)))
    found = {
        node.code: node.status
        for section in nodes.sections
        for item in section.items
        for node in item.indicators
    }
    left = {code for code, status in found.items() if status in ("blank", "draft", "error")}
    by_register = {code for code in left if not office.is_typed(office.plan.indicator(code), TOWN)}
    activities = {c for c in left if office.plan.indicator(c).entry.value == "activity"}
    assert left == by_register | activities
    assert window.status.saved_text().startswith("已保存 ")


def test_typing_survives_a_crash(
    open_unit: Opener, keyboard: Keyboard, offices: list[Office], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_unit(TOWN)
    code = window.entry.navigation.view.current_code
    keyboard.type("7")
    qtbot.wait(600)
    offices.pop().close()
    window.desk.changed.disconnect()
    again = open_office(tmp_path / TOWN, clock=july)
    offices.append(again)
    second = window_of(again)
    qtbot.addWidget(second)
    second.entry.open_indicator(code)
    view = second.entry.form.view
    assert view is not None
    assert (view.fields[0].text, view.fields[0].draft) == ("7", True)


def test_a_district_writes_its_note_and_not_the_towns(
    open_unit: Opener, keyboard: Keyboard
) -> None:
    window = open_unit(DISTRICT)
    window.entry.navigation.show_filter("all")
    window.entry.open_indicator("I08-03")
    view = window.entry.form.view
    assert view is not None
    assert not view.editable
    assert len(view.towns) > 5
    keyboard.settle()
    window.entry.form.stops()[-1].setFocus()
    keyboard.type("已督促。")
    keyboard.press(Qt.Key.Key_Tab)
    view = window.entry.form.view
    assert view is not None
    assert view.note == "已督促。"
