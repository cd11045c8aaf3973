"""打印: the sheets of what lies open, by Ctrl+P, from the form, the menu 表格 and the annual page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.action_bar import ActionBar
from zjmz_desktop.gui.page_stack import ANNUAL, FORM
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog

DISTRICT, TOWN = "321112000000", "321112001000"
CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
WAIT_MS = 60_000


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    found = WorkPlace(qtbot, tmp_path / "数据", DISTRICT)
    yield found
    found.window.close()
    found.close()


def menu_of(place: WorkPlace) -> QMenu:
    return next(m for m in place.window.findChildren(QMenu) if m.isVisible())


def previewed(place: WorkPlace, qtbot: QtBot) -> PreviewDialog:
    dialog = place.window.findChildren(PreviewDialog)[-1]
    settled = (dialog.print_button.isEnabled, dialog.outcome.isVisible)
    qtbot.waitUntil(lambda: any(is_so() for is_so in settled), timeout=WAIT_MS)
    return dialog


def titles(place: WorkPlace) -> list[str]:
    """Of the sheets; behind them stands how another is come by."""
    found = [action.text() for action in menu_of(place).actions()]
    assert found[-2:] == ["", "打印别的指标：先找到、打开它（Ctrl+K）…"]
    return found[:-2]


def test_the_menu_leads_to_the_search_for_another_indicator(
    place: WorkPlace, keyboard: Keyboard
) -> None:
    place.open_form("I08-03")
    place.window.show_page(ANNUAL)
    keyboard.press(Qt.Key.Key_P, CONTROL)
    menu_of(place).actions()[-1].trigger()
    menu_of(place).close()
    place.settle()
    assert place.window.pages.current_name == FORM
    focused = place.window.focusWidget()
    assert focused is not None
    assert "找" in focused.accessibleName()


def test_ctrl_p_offers_the_sheets_of_what_lies_open(place: WorkPlace, keyboard: Keyboard) -> None:
    place.open_form("I08-03")
    keyboard.press(Qt.Key.Key_P, CONTROL)
    name = place.office.plan.indicator("I08-03").name
    assert titles(place) == [
        f"单项指标表：{name}（I08-03）…",
        "单位情况表：丹徒区全部指标…",
        "填报空表：丹徒区2018年6月要填的全部指标…",
        "数据核对单：丹徒区总结里的数…",
        "报送情况统计表：截至2018年6月…",
    ]
    menu_of(place).close()
    place.window.desk.open_unit(TOWN)
    place.open_form("I01-03")  # a text: there is nothing to list
    keyboard.press(Qt.Key.Key_P, CONTROL)
    assert titles(place)[0] == "单位情况表：高资街道全部指标…"
    assert not any("核对单" in title for title in titles(place))  # a town has no summary
    menu_of(place).close()


def test_a_form_to_fill_is_offered_of_the_indicator_that_lies_open(
    place: WorkPlace, qtbot: QtBot, keyboard: Keyboard
) -> None:
    place.window.desk.open_unit(TOWN)
    place.open_form("I08-03")  # counted from rows: nothing is written
    keyboard.press(Qt.Key.Key_P, CONTROL)
    assert titles(place)[1] == "单位情况表：高资街道全部指标…"
    menu_of(place).close()
    place.open_form("I06-02")
    keyboard.press(Qt.Key.Key_P, CONTROL)
    name = place.office.plan.indicator("I06-02").name
    assert titles(place)[1] == f"填报空表：{name}（I06-02）…"
    menu = menu_of(place)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    dialog = previewed(place, qtbot)
    assert dialog.print_button.isEnabled(), dialog.outcome.text()
    assert dialog.printing.paper == "blank"
    dialog.reject()


@pytest.mark.parametrize("at", range(5))
def test_each_sheet_is_looked_at_and_saved(
    place: WorkPlace, qtbot: QtBot, tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.open_form("I08-03")
    button = place.window.findChildren(ActionBar)[0]
    QTest.mouseClick(button.findChildren(QPushButton)[2], LEFT)
    menu = menu_of(place)
    for _ in range(at):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    dialog = previewed(place, qtbot)
    assert dialog.print_button.isEnabled(), dialog.outcome.text()
    assert dialog.printing.paper == ("indicator", "unit", "blank", "check", "status")[at]
    target = tmp_path / "表.pdf"
    monkeypatch.setattr(dialog, "ask_target", lambda: target)
    QTest.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=WAIT_MS)
    assert dialog.outcome.text().startswith("已生成，共")
    assert target.read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_the_annual_page_and_the_menu_of_tables_lead_there(
    place: WorkPlace, keyboard: Keyboard
) -> None:
    page = place.window.show_page(ANNUAL)
    assert isinstance(page, ReportPage)
    place.settle()
    keyboard.press(Qt.Key.Key_P, CONTROL)
    by_key = menu_of(place).pos()
    under = page.prints_button.mapToGlobal(QPoint(0, page.prints_button.height()))
    assert by_key.y() == under.y()
    menu_of(place).close()
    place.settle()
    QTest.mouseClick(page.prints_button, LEFT)
    assert menu_of(place).pos() == by_key
    assert titles(place)[-1].startswith("报送情况统计表")
    menu_of(place).close()
    place.settle()
    QTest.mouseClick(place.window.header.tables, LEFT)
    action = menu_of(place).actions()[-1]
    assert action.text() == "打印…\tCtrl+P"
    menu_of(place).close()
    action.trigger()
    assert titles(place)[-1].startswith("报送情况统计表")
    menu_of(place).close()
