"""报送情况 by key and mouse: the table, 催报, the sheet, the way to the review."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from flow import CODE, DANTU, GAOQIAO, GAOZI, JUNE
from flow_place import FlowPlace
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.page_stack import REVIEW, STATUS
from zjmz_desktop.gui.reporting.review_page import ReviewPage
from zjmz_desktop.gui.reporting.status_page import StatusPage
from zjmz_desktop.service.status_sheets import write_status


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[FlowPlace]:
    place = FlowPlace(qtbot, tmp_path / "数据", DANTU)
    place.submitted(GAOZI)
    place.now = datetime(2018, 7, 9, 3, tzinfo=UTC)
    place.submitted(GAOQIAO)
    place.returned(CODE)
    yield place
    place.close()


@pytest.fixture
def page(place: FlowPlace, qtbot: QtBot) -> Iterator[StatusPage]:
    found = place.window.show_page(STATUS)
    assert isinstance(found, StatusPage)
    qtbot.waitUntil(lambda: found.table.rowCount() > 0)
    yield found
    found.stop()


def text_at(page: StatusPage, row: int, *, column: int) -> str:
    item = page.table.item(row, column)
    assert item is not None
    return item.text()


def test_each_unit_and_month_says_where_it_stands(page: StatusPage) -> None:
    words = {
        text_at(page, row, column=0): text_at(page, row, column=6)
        for row in range(page.table.rowCount())
    }
    assert words["高资街道"] == "退改"
    assert words["高桥镇"] == "迟报"
    assert words["辛丰镇"] == "未报"
    assert text_at(page, 0, column=12) == "未到期"


def test_the_cell_is_told_in_a_sentence(page: StatusPage, keyboard: Keyboard) -> None:
    assert page.table.hasFocus()
    keyboard.press(Qt.Key.Key_Down)
    assert page._about.full_text() == (
        "高桥镇2018年6月：迟报4天。7月9日收到第1版，报送日7月5日。按 Enter 去审核。"
    )


def test_enter_goes_to_the_review(
    page: StatusPage, place: FlowPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Return)
    assert place.window.pages.current_name == REVIEW
    review = place.window.pages.currentWidget()
    assert isinstance(review, ReviewPage)
    qtbot.waitUntil(lambda: bool(review.queue.lines))
    line = review.queue.current_line
    assert line is not None
    assert line.unit_id == GAOQIAO
    assert place.window.desk.place.period == JUNE


def test_who_has_not_reported_is_chased_in_words(page: StatusPage) -> None:
    QTest.mouseClick(page.chase_button, Qt.MouseButton.LeftButton)
    from zjmz_desktop.gui.dialogs.chase_dialog import ChaseDialog

    dialog = page.findChildren(ChaseDialog)[-1]
    assert dialog.windowTitle() == "催报：还没有上报的"
    assert "按上报算" in dialog.text.text()
    said = dialog.words.toPlainText()
    assert said.startswith("【催报】2018年6月民政工作要点数据，报送日是7月5日。")
    assert "辛丰镇（已超4天）" in said
    assert "已退改、还没有改报的：高资街道。" in said
    assert "高桥镇" not in said
    dialog.accept()
    assert QGuiApplication.clipboard().text() == said


def test_it_is_written_as_a_sheet(page: StatusPage, place: FlowPlace, tmp_path: Path) -> None:
    assert page._table is not None
    write_status(place.office, page._table, target=tmp_path / "报送情况.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "报送情况.xlsx").worksheets[0]
    rows = {str(row[0].value): [cell.value for cell in row] for row in sheet.iter_rows()}
    assert rows["高桥镇"][6] == "迟报4天（7月9日）"
    assert rows["高资街道"][6] == "退改（7月3日）"
    assert rows["高桥镇"][13:16] == [1, 5, 0]  # late in June, missing January to May


def test_nothing_is_cut_or_without_a_name(page: StatusPage) -> None:
    assert clipped(page) == []
    assert outside(page) == []
    assert unnamed(page) == []
