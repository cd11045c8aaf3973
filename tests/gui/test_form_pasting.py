"""A block pasted in a field of a form fills the fields that follow; read-only tables are copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.gui.copying import CopyTable
from zjmz_desktop.gui.dialogs.refused_cells import RefusedCells
from zjmz_desktop.gui.pages.matrix_page import MatrixPage
from zjmz_desktop.service.context import Office

DANTU, GAOZI = "321112000000", "321112001000"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    found = WorkPlace(qtbot, tmp_path / "store", DANTU)
    yield found
    found.close()


def of_kind(office: Office, entry: Entry, *, least: int = 0) -> str:
    """A code that this district fills itself."""
    return next(
        i.code
        for i in office.plan.indicators
        if i.entry is entry
        and i.level.value == "district"
        and i.source is None
        and not i.outside
        and len(i.steps) + len(i.entries) >= least
        and office.plan.concerned(i, DANTU, units=office.units)
    )


def paste(place: WorkPlace, keyboard: Keyboard, block: str, *, at: int) -> None:
    body = place.window.entry.form.body
    assert body is not None
    body.inputs()[at].setFocus()
    QGuiApplication.clipboard().setText(block)
    keyboard.press(Qt.Key.Key_V, CTRL)
    place.settle()


def fields(place: WorkPlace) -> list[tuple[str, str, str]]:
    return [(f.text, f.on, f.doc) for f in place.view.fields if f.kind != "computed"]


def undo(place: WorkPlace) -> None:
    place.window.desk.undo()
    place.settle()


def test_a_column_fills_the_fields_in_order(place: WorkPlace, keyboard: Keyboard) -> None:
    place.open_form(of_kind(place.office, Entry.RATIO))
    before = fields(place)
    paste(place, keyboard, "１２\r\n1,200\r\n", at=0)
    assert [text for text, _, _ in fields(place)[:2]] == ["12", "1200"]
    assert place.window.toast.text() == "填入2格。"
    undo(place)
    assert fields(place) == before
    paste(place, keyboard, "15\t20", at=0)  # one row goes the same way
    assert [text for text, _, _ in fields(place)[:2]] == ["15", "20"]


def test_one_cell_is_pasted_as_ever(place: WorkPlace, keyboard: Keyboard) -> None:
    place.open_form(of_kind(place.office, Entry.RATIO))
    paste(place, keyboard, "7\r\n", at=0)
    assert place.window.toast.text() == ""
    body = place.window.entry.form.body
    assert body is not None
    body.commit()
    place.settle()
    assert fields(place)[0][0].strip() == "7"


def test_refused_cells_stay_in_their_fields_and_are_listed(
    place: WorkPlace, keyboard: Keyboard
) -> None:
    place.open_form(of_kind(place.office, Entry.RATIO))
    paste(place, keyboard, "12\n约15\n3", at=0)
    assert "1格没有填入" in place.window.toast.text()
    view = place.view
    assert (view.fields[1].text, bool(view.fields[1].error)) == ("约15", True)
    body = place.window.entry.form.body
    assert body is not None
    (dialog,) = body.findChildren(RefusedCells)
    text = dialog.table.item(0, 1)
    assert text is not None
    assert text.text() == "约15"
    dialog.accept()


def test_steps_take_state_date_and_document(place: WorkPlace, keyboard: Keyboard) -> None:
    place.open_form(of_kind(place.office, Entry.MILESTONE, least=2))
    paste(place, keyboard, "已完成\t20180618\t文〔2018〕1号\n进行中\t\t", at=0)
    assert fields(place)[:2] == [("done", "2018-06-18", "文〔2018〕1号"), ("in_progress", "", "")]
    paste(place, keyboard, "2018年6月19日\t", at=1)  # from the date on; the rest stays
    assert fields(place)[0] == ("done", "2018-06-19", "文〔2018〕1号")
    undo(place)
    undo(place)
    assert fields(place)[:2] == [("", "", ""), ("", "", "")]


def test_ticks_are_filled_by_words(place: WorkPlace, keyboard: Keyboard) -> None:
    place.open_form(of_kind(place.office, Entry.CHECKLIST, least=3))
    paste(place, keyboard, "有\n无\n\n√", at=0)
    assert [text for text, _, _ in fields(place)[:3]] == ["1", "0", ""]
    undo(place)
    assert {text for text, _, _ in fields(place)} == {""}


def chosen(widget: QWidget, keyboard: Keyboard) -> list[list[str]]:
    widget.setFocus()
    keyboard.press(Qt.Key.Key_A, CTRL)
    keyboard.press(Qt.Key.Key_C, CTRL)
    return [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]


def test_the_matrix_is_copied_whole_with_headings_and_in_parts_without(
    place: WorkPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = place.window.show_page("matrix")
    assert isinstance(page, MatrixPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=20_000)
    lines = chosen(page.view, keyboard)
    assert lines[0][:3] == ["指标", "单位", "合计"]
    assert len(lines) == page.model.rowCount() + 1
    page.view.stand_on(page.model.index(0, 2))
    keyboard.press(Qt.Key.Key_Down, SHIFT)
    keyboard.press(Qt.Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    reported = page.model.index(0, 5)
    page.view.stand_on(reported)
    keyboard.press(Qt.Key.Key_C, CTRL)
    html = QGuiApplication.clipboard().mimeData().html()
    assert f"mso-number-format:'\\@'\">{reported.data()}<" in html  # 0/11 is no date
    tabs = page.findChild(QTabBar)
    assert tabs is not None
    tabs.setCurrentIndex(1)
    lines = chosen(page.scores, keyboard)
    assert lines[0] == ["重点任务／指标", "得分", "怎样算出"]
    assert len(lines) == 23


def test_the_towns_are_copied(place: WorkPlace, keyboard: Keyboard) -> None:
    code = next(
        i.code
        for i in place.office.plan.indicators
        if i.level.value == "town" and i.entry is Entry.NUMBER and i.source is None
    )
    place.open_form(code)
    table = place.window.entry.form.findChild(CopyTable)
    assert table is not None
    lines = chosen(table, keyboard)
    assert lines[0][0] == "单位"
    assert "高资街道" in {line[0] for line in lines}
