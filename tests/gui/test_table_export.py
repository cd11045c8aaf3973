"""导出表格, 临时要数 and 催报 on the sample office, by key and mouse."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sample_place import copied, window_on
from typist import Keyboard

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.urgent import Mark
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.gui.dialogs.chase_dialog import UNFILLED, ChaseDialog
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.dialogs.given_dialog import GivenDialog
from zjmz_desktop.gui.dialogs.name_dialog import NameDialog
from zjmz_desktop.gui.dialogs.phone_dialog import PhoneDialog
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.pages.matrix_page import MatrixPage
from zjmz_desktop.gui.pages.register_export import PersonalDialog
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.gui.pages.urgent_lists import CODE
from zjmz_desktop.gui.pages.urgent_page import UrgentPage
from zjmz_desktop.gui.table_export import TABLES, TO_PRINT, TableExport, with_ending
from zjmz_desktop.gui.table_ways import WAYS
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.urgent import given_before

ENTER = Qt.Key.Key_Return
CHECKED = Qt.CheckState.Checked
BAOYAN = "321112104000"


def december() -> datetime:
    return datetime(2018, 12, 3, 2, 15, tzinfo=UTC)


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    with copied(sample_folder, tmp_path / "store", clock=december) as opened:
        yield opened


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, office: Office) -> MainWindow:
    found = window_on(qtbot, office)
    qtbot.wait(30)
    found.desk.open_period(month(2018, 11))
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the save dialog puts every file, under the name that it proposes."""

    def ask(export: TableExport, name: str, kinds: str) -> Path:
        return tmp_path / name

    monkeypatch.setattr(TableExport, "ask_target", ask)
    return tmp_path


def press(page: QWidget, words: str) -> None:
    found = next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def the_file(window: MainWindow, folder: Path, qtbot: QtBot) -> Path:
    qtbot.waitUntil(lambda: window.toast.open_folder.isVisible(), timeout=20_000)
    (path,) = (p for p in folder.iterdir() if p.is_file())
    assert path.name in window.toast.text()
    return path


def urgent(window: MainWindow, office: Office) -> UrgentPage:
    way = next(way for way in WAYS if way.words == "临时要数…")
    way.open(window, office)
    page = window.pages.currentWidget()
    assert isinstance(page, UrgentPage)
    return page


def choose(page: UrgentPage, keyboard: Keyboard, *typed: str) -> None:
    page.choosing.search.setFocus()
    for words in typed:
        page.choosing.search.selectAll()
        keyboard.type(words)
        keyboard.press(ENTER)


def answered(page: UrgentPage, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: bool(page.preview.words.toPlainText()))
    return page.preview.words.toPlainText()


def test_a_register_is_exported(
    window: MainWindow, folder: Path, qtbot: QtBot, office: Office
) -> None:
    page = window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(lambda: page.body.model.rowCount() > 0, timeout=20_000)
    menu = page.tables.menu()
    menu.actions()[0].trigger()
    menu.deleteLater()
    path = the_file(window, folder, qtbot)
    assert path.name == "丹徒区老年人助餐点台账_截至2018年11月底（示例数据）.xlsx"
    (sheet,) = read_sheets(path)
    assert sheet.rows[0][0] == "老年人助餐点台账"
    assert window.desk.property("exportFolder") == str(folder)


def test_personal_fields_are_asked_for(
    window: MainWindow, folder: Path, qtbot: QtBot, keyboard: Keyboard
) -> None:
    page = window.show_page("register", "elder")
    assert isinstance(page, RegisterPage)
    page.tables.ask_list()
    dialog = page.findChild(PersonalDialog)
    assert dialog is not None
    assert "联系电话" in dialog.text.text()
    assert not dialog.tick.isChecked()
    dialog.accept()
    (sheet,) = read_sheets(the_file(window, folder, qtbot))
    assert not any("联系电话" in row for row in sheet.rows)


def test_a_blank_form_is_made(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    page = window.show_page("register", "activity")
    assert isinstance(page, RegisterPage)
    page.tables.ask_blank()
    (sheet,) = read_sheets(the_file(window, folder, qtbot))
    assert sheet.rows[0][0] == "工作活动登记表"


def test_the_matrix_is_exported_as_it_is_filtered(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    page = window.show_page("matrix")
    assert isinstance(page, MatrixPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=20_000)
    page.search.setText("助餐点")
    page.tables.ask_all()
    matrix, _ = read_sheets(the_file(window, folder, qtbot))
    names = [row[0] for row in matrix.rows]
    assert "新建老年人助餐点" in names
    assert "低保对象户数" not in names


def test_urgent_words_are_typed_out_in_a_minute(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    assert page.preview.words.toPlainText() == ""
    choose(page, keyboard, "xjlnrzcd", "ddbzl")
    words = answered(page, qtbot)
    qtbot.waitUntil(lambda: "兜底保障率" in page.preview.words.toPlainText())
    words = page.preview.words.toPlainText()
    assert words.startswith("截至2018年11月底，丹徒区新建老年人助餐点")
    assert "宝堰镇未报" in words
    assert page.preview.table.rowCount() == 14
    press(page, "复制文字")
    assert QGuiApplication.clipboard().text() == words
    assert given_before(office)[0].words == words


def test_down_goes_from_the_find_box_to_what_it_found(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    assert not page.choosing.columns.isVisible()  # nothing to arrange yet
    page.choosing.search.setFocus()
    keyboard.type("ddbzl")
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Space)
    assert "兜底保障率" in answered(page, qtbot)
    assert page.choosing.columns.isVisible()
    window.desk.open_period(month(2018, 10))
    items = page.choosing.indicators
    shown = [items.item(at).text() for at in range(items.count()) if not items.item(at).isHidden()]
    assert shown == ["兜底保障率"]


def test_no_mark_of_the_preview_is_cut(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    choose(page, keyboard, "dbdxhs")
    answered(page, qtbot)
    table = page.preview.table
    marks = table.columnCount() - 1
    for mark in Mark:
        table.setItem(0, marks, QTableWidgetItem(mark.value))
        assert table.sizeHintForColumn(marks) <= table.columnWidth(marks), mark


def test_units_and_order_are_chosen(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    choose(page, keyboard, "xjlnrzcd")
    answered(page, qtbot)
    for at in range(2, page.choosing.units.count()):
        page.choosing.units.item(at).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: page.preview.table.rowCount() == 5)
    page.choosing.columns.item(0).setText("助餐点")
    qtbot.waitUntil(lambda: "丹徒区助餐点" in page.preview.words.toPlainText())
    press(page, "全选")
    qtbot.waitUntil(lambda: page.preview.table.rowCount() == 14)


def test_the_table_goes_out_and_is_recorded(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot, folder: Path
) -> None:
    page = urgent(window, office)
    choose(page, keyboard, "xjlnrzcd")
    answered(page, qtbot)
    page.choosing.receiver.setText("区政府督查室")
    press(page, "导出表格…")
    (sheet,) = read_sheets(the_file(window, folder, qtbot))
    assert any(row[0] == "合计" for row in sheet.rows)
    assert given_before(office)[0].receiver == "区政府督查室"
    press(page, "以前给过…")
    dialog = page.findChild(GivenDialog)
    assert dialog is not None
    assert dialog.record.toPlainText().startswith("2018-12-03 10:15　给区政府督查室")
    dialog.reject()


def test_a_phoned_figure_shows_at_once(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    choose(page, keyboard, "ddbzl")
    answered(page, qtbot)
    press(page, "登记电话报数…")
    dialog = page.findChild(PhoneDialog)
    assert dialog is not None
    assert dialog.focusWidget() is dialog.unit  # not on 登记
    dialog.unit.setCurrentIndex(dialog.unit.findData(BAOYAN))
    dialog.number.setText("30")
    dialog.below.setText("30")
    dialog.accept()
    assert "谁报的" in dialog.error()
    dialog.who.setText("王主任")
    dialog.accept()
    qtbot.waitUntil(lambda: "电话报数" in page.preview.words.toPlainText())
    assert "未报" not in page.preview.words.toPlainText()


def test_a_form_is_saved_chosen_and_dropped(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    choose(page, keyboard, "xjlnrzcd", "ddbzl")
    answered(page, qtbot)
    press(page, "存为…")
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    dialog.name.setText("督查室月报")
    dialog.accept()
    choose(page, keyboard, "ddbzl")
    bar = page.choosing.forms
    assert bar.current == "督查室月报"
    bar.names.activated.emit(bar.names.currentIndex())
    columns = [column.indicator for column in page.choosing.wanted().columns]
    assert columns == ["I08-03", "I05-01"]
    press(page, "删除")
    assert bar.names.count() == 1


def test_chasing_is_copied_without_figures(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    way = next(way for way in WAYS if way.words == "催报…")
    way.open(window, office)
    dialog = window.findChild(ChaseDialog)
    assert dialog is not None
    words = dialog.words.toPlainText()
    assert "宝堰镇：" in words
    assert "还有没填数的指标" in words
    assert dialog.windowTitle() == "催报：还没有填数的"
    assert "报送情况" in dialog.text.text()
    dialog.accept()
    assert QGuiApplication.clipboard().text() == words


def test_nobody_to_chase_is_said(window: MainWindow, office: Office) -> None:
    window.desk.open_period(month(2018, 10))
    page = urgent(window, office)
    dialog = page.ask_chase()
    assert dialog.text.text() == UNFILLED.nobody
    dialog.reject()


def test_every_widget_of_the_page_has_a_name(window: MainWindow, office: Office) -> None:
    page = urgent(window, office)
    for widget in page.findChildren(QWidget):
        named = widget.accessibleName() or getattr(widget, "text", str)()
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert named, widget


def test_ticks_follow_the_columns(
    window: MainWindow, office: Office, keyboard: Keyboard, qtbot: QtBot
) -> None:
    page = urgent(window, office)
    choose(page, keyboard, "xjlnrzcd")
    items = page.choosing.indicators
    ticked = [
        items.item(at).data(CODE)
        for at in range(items.count())
        if items.item(at).checkState() is CHECKED
    ]
    assert ticked == ["I08-03"]
    choose(page, keyboard, "xjlnrzcd")
    qtbot.waitUntil(lambda: page.preview.words.toPlainText() == "")
    assert page.choosing.columns.count() == 0


@pytest.mark.parametrize(
    ("typed", "kinds", "chosen", "wanted"),
    [
        ("表.xlsx", TABLES, 1, "表.xlsx"),
        ("表.CSV", TABLES, 0, "表.CSV"),
        ("表.pdf", TO_PRINT, 0, "表.pdf"),
        ("表.pdf", TABLES, 0, "表.xlsx"),
        ("表", TO_PRINT, 1, "表.pdf"),
        ("表1.2", TABLES, 0, "表1.2.xlsx"),
    ],
)
def test_the_ending_typed_chooses_the_kind(
    typed: str, kinds: str, chosen: int, wanted: str
) -> None:
    kind = kinds.split(";;")[chosen]
    assert with_ending(Path(typed), kind, kinds=kinds) == Path(wanted)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_name_made_of_the_one_typed_replaces_no_file_unasked(
    window: MainWindow,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    replaced: bool,
) -> None:
    export = TableExport(window.desk, office, parent=window)
    kept, asked = tmp_path / "keep.xlsx", list[str]()

    def shown(dialog: Dialog) -> int:
        dialog.open()
        asked.append(dialog.text.text())
        assert not dialog.yes.hasFocus()
        press(dialog, "替换" if replaced else "取消")
        return dialog.result()

    monkeypatch.setattr(QFileDialog, "exec", accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", typed_as(tmp_path / "keep.pdf"))
    monkeypatch.setattr(Dialog, "exec", shown)
    assert export.ask_target("表.xlsx", TABLES) == kept
    assert asked == []
    kept.write_text("原来的", encoding="utf-8")
    assert export.ask_target("表.xlsx", TABLES) == (kept if replaced else None)
    assert "keep.xlsx" in asked[0]


def accepted(_: QFileDialog) -> int:
    return QDialog.DialogCode.Accepted


def typed_as(path: Path) -> Callable[[QFileDialog], list[str]]:
    def names(_: QFileDialog) -> list[str]:
        return [str(path)]

    return names
