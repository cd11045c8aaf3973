"""审核 by key and mouse: unit after unit, figure after figure."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flow import AT, CODE, DANTU, GAOQIAO, GAOZI, JUNE, OTHER
from flow_place import FlowPlace
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.gui.page_stack import FORM, REVIEW
from zjmz_desktop.gui.reporting.adopt_dialog import AdoptDialog
from zjmz_desktop.gui.reporting.return_dialog import ReturnDialog
from zjmz_desktop.gui.reporting.review_page import ReviewPage, _read
from zjmz_desktop.gui.reporting.review_table import STAGE
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service import entering, figuring
from zjmz_desktop.service.context import open_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.service.reading_ahead import know
from zjmz_desktop.service.review_views import review_cells

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[FlowPlace]:
    place = FlowPlace(qtbot, tmp_path / "数据", DANTU)
    place.submitted(GAOZI)
    place.submitted(GAOQIAO, typed=("90", "130"))
    yield place
    place.close()


@pytest.fixture
def page(place: FlowPlace, keyboard: Keyboard, qtbot: QtBot) -> ReviewPage:
    found = place.window.show_page(REVIEW)
    assert isinstance(found, ReviewPage)
    qtbot.waitUntil(lambda: bool(found.queue.lines))
    keyboard.settle()
    return found


def stages(place: FlowPlace, unit: str = GAOZI) -> dict[str, CellStage]:
    return MonthStates(place.office, JUNE).stages(unit)


def unit_of(page: ReviewPage) -> str:
    line = page.queue.current_line
    assert line is not None
    return line.unit_id


def text_at(page: ReviewPage, code: str, column: int) -> str:
    row = next(n for n, cell in enumerate(page.model.cells) if cell.code == code)
    return str(page.model.index(row, column).data())


def go_to(page: ReviewPage, code: str) -> None:
    page.table.stand_on(next(n for n, c in enumerate(page.model.cells) if c.code == code))


def test_opens_at_the_first_unit_that_waits(page: ReviewPage) -> None:
    assert unit_of(page) == GAOZI
    assert page.table.hasFocus()
    cell = page.table.current_cell
    assert cell is not None
    assert cell.stage is CellStage.WAITING
    assert text_at(page, CODE, 1) == "120"


def test_what_is_read_beside_leaves_no_figure_to_be_read_in_the_window(
    place: FlowPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = place.office
    units = [UnitPeriod(unit, JUNE) for unit in (GAOZI, GAOQIAO)]
    office.catch_up()  # what the towns wrote
    wanted = [review_cells(office, at) for at in units]
    office.cache.clear()
    with closing(open_office(office.folder, clock=office.now, exclusive=False)) as beside:
        period, lines, ahead = _read(beside, Task(repr), period=JUNE)
    assert (period, [one.unit_id for one in lines if one.waits]) == (JUNE, [GAOZI, GAOQIAO])
    know(office, ahead)
    monkeypatch.delattr(figuring, "_made")
    assert [review_cells(office, at) for at in units] == wanted


def test_space_accepts_and_goes_on(page: ReviewPage, place: FlowPlace, keyboard: Keyboard) -> None:
    go_to(page, CODE)
    keyboard.press(Qt.Key.Key_Space)
    assert stages(place)[CODE] is CellStage.ACCEPTED
    assert text_at(page, CODE, 6) == "已接收"
    cell = page.table.current_cell
    assert cell is not None
    assert cell.code == OTHER
    assert stages(place)[OTHER] is CellStage.WAITING


def test_ctrl_enter_accepts_all_that_nothing_speaks_against_then_the_next_unit(
    page: ReviewPage, place: FlowPlace, keyboard: Keyboard
) -> None:
    clean = sum(cell.clean for cell in page.model.cells)
    assert page.bar.clean_button.accessibleName() == f"全部接收无问题的（{clean}）"
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert {stages(place)[code] for code in (CODE, OTHER)} == {CellStage.ACCEPTED}
    keyboard.press(Qt.Key.Key_Down, CTRL)
    assert unit_of(page) == GAOQIAO
    assert text_at(page, CODE, 1) == "90"
    keyboard.press(Qt.Key.Key_Up, CTRL)
    assert unit_of(page) == GAOZI


def test_the_button_accepts_by_mouse(page: ReviewPage, place: FlowPlace) -> None:
    QTest.mouseClick(page.bar.clean_button, Qt.MouseButton.LeftButton)
    assert stages(place)[CODE] is CellStage.ACCEPTED
    assert not page.bar.clean_button.isEnabled()


def test_figures_go_back_with_a_reason(
    page: ReviewPage, place: FlowPlace, keyboard: Keyboard
) -> None:
    go_to(page, CODE)
    keyboard.press(Qt.Key.Key_R, CTRL)
    dialog = place.dialog(ReturnDialog, keyboard)
    assert dialog.due.text() == "2018-07-06"  # three days after the 3rd, a Friday
    assert dialog.phone.text() == "丹徒区民政局 张敏"
    dialog.accept()
    assert "还没有写退改意见" in dialog.error()
    dialog.reason.setPlainText("与清册对不上。")
    dialog.accept()
    keyboard.settle()
    assert stages(place)[CODE] is CellStage.RETURNED
    told = next(one for one in review_cells(place.office, AT) if one.code == CODE)
    assert told.why is not None
    assert (told.why.reason, told.why.due) == ("与清册对不上。", "2018-07-06")
    assert "与清册对不上" in text_at(page, CODE, 4)
    assert "退改1" in page.queue.lines[0].words


def test_an_adopted_figure_stands_beside_the_reported_one(
    page: ReviewPage, place: FlowPlace, keyboard: Keyboard
) -> None:
    go_to(page, CODE)
    keyboard.press(Qt.Key.Key_E, CTRL)
    dialog = place.dialog(AdoptDialog, keyboard)
    keyboard.type("118")
    dialog.accept()
    assert "采用数要写明原因" in dialog.error()
    dialog.reason.setPlainText("两户跨镇重复。")
    dialog.accept()
    keyboard.settle()
    told = next(one for one in review_cells(place.office, AT) if one.code == CODE)
    assert (told.adopted, told.figure) == ("118", "120")
    assert "采用数118" in text_at(page, CODE, 4)


def test_f8_goes_to_what_something_speaks_against(
    page: ReviewPage, place: FlowPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.press(Qt.Key.Key_Return, CTRL)
    how = Circumstances("漏计1户", "correction")
    at = FieldAt(OTHER, GAOZI, JUNE, "value")
    entering.save_field(place.acting(GAOZI), at, typed="169", how=how)
    page.refresh()
    qtbot.waitUntil(lambda: "更正" in text_at(page, OTHER, 4))
    keyboard.press(Qt.Key.Key_F8)
    cell = page.table.current_cell
    assert cell is not None
    assert (cell.code, cell.stage) == (OTHER, CellStage.CHANGED)
    assert "更正" in text_at(page, OTHER, 4)


def test_a_unit_that_has_not_submitted_waits_for_nothing(page: ReviewPage) -> None:
    lines = [one.unit_id for one in page.queue.lines]
    page.queue.setCurrentRow(next(n for n, u in enumerate(lines) if u not in (GAOZI, GAOQIAO)))
    assert not page.bar.clean_button.isEnabled()
    assert "待审核" not in {text_at(page, cell.code, 6) for cell in page.model.cells}


def test_a_month_with_nothing_leads_to_the_one_that_waits(
    page: ReviewPage, place: FlowPlace, qtbot: QtBot
) -> None:
    place.window.desk.open_neighbour(1)
    assert not page.model.cells  # nothing of June can be decided any more
    qtbot.waitUntil(page.head.way_elsewhere.isVisible)
    QTest.mouseClick(page.head.way_elsewhere, Qt.MouseButton.LeftButton)
    assert place.window.desk.place.period == JUNE
    qtbot.waitUntil(lambda: bool(page.model.cells))
    assert unit_of(page) == GAOZI


def test_the_form_of_a_figure_is_one_click_away(
    page: ReviewPage, place: FlowPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    go_to(page, OTHER)
    page.detail.form_asked.emit()
    keyboard.settle()
    assert place.window.pages.current_name == FORM
    assert place.window.desk.place.unit_id == GAOZI
    assert place.window.entry.navigation.view.current_code == OTHER


def test_nothing_is_cut_or_without_a_name(page: ReviewPage, qtbot: QtBot) -> None:
    go_to(page, CODE)
    qtbot.wait(120)
    assert clipped(page) == []
    assert outside(page) == []
    assert unnamed(page) == []


def test_the_longest_word_of_a_stage_has_room(page: ReviewPage) -> None:
    table = page.table
    words = max(table.fontMetrics().horizontalAdvance(one.words) for one in CellStage)
    assert table.columnWidth(STAGE) >= words + 19 + 16  # its shape, and the edges of the cell
