"""往来文件, 两机数据不一致, 暂存待处理 in the window, with real files between real stores."""

from collections.abc import Callable

from file_offices import (
    BAOYAN,
    CITY,
    CODE,
    DANTU,
    GAOZI,
    JUNE,
    FileOffices,
    fill,
    takes,
    two_computers,
)
from looking import clipped, outside, unnamed
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.dialogs.undo_import_dialog import UndoImportDialog
from zjmz_desktop.gui.dialogs.uses_dialog import UsesDialog
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.package_import.dialog import ImportDialog
from zjmz_desktop.gui.page_stack import CONFLICTS, EXCHANGE, MATRIX, QUARANTINE
from zjmz_desktop.gui.pages.conflicts_page import ConflictsPage
from zjmz_desktop.gui.pages.exchange_page import ExchangePage
from zjmz_desktop.gui.pages.matrix_model import HEADS, TOTAL
from zjmz_desktop.gui.pages.matrix_page import MatrixPage
from zjmz_desktop.gui.pages.matrix_rows import DIFFERS, RETURNED, read_matrix
from zjmz_desktop.gui.pages.quarantine_page import QuarantinePage
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.service import reviewing, settling, submitting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space
LONG_MS = 20_000
Opener = Callable[[Office], MainWindow]


def figure(office: Office, unit: str = GAOZI) -> object:
    found = cells.one(office.database, Cell(CODE, unit, "value", 2018, JUNE.code))
    return None if found is None else found.value.n


def looks_right(window: MainWindow) -> None:
    page = window.pages.currentWidget()
    assert page is not None
    QApplication.processEvents()
    assert not clipped(page)
    assert not outside(page)
    assert not unnamed(page)


# ---- 往来文件 ----


def test_an_import_is_undone_and_restored_by_keyboard(
    qtbot: QtBot, opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    district, town = offices.make(DANTU, "区"), offices.make(GAOZI, "镇")
    fill(town, "12")
    takes(district, offices.sends(town))
    window = opened(district)
    page = window.show_page(EXCHANGE)
    assert isinstance(page, ExchangePage)
    (line,) = page.table.lines.lines
    assert line.texts[0] == "收到"
    assert line.texts[2:4] == ("高资街道", "上报数据文件")
    assert line.texts[-1] == "已导入"
    looks_right(window)
    page.undo.setFocus()
    keyboard.press(SPACE)
    asked = window.findChild(UndoImportDialog)
    assert isinstance(asked, UndoImportDialog)
    assert not clipped(asked)
    keyboard.press(DOWN)  # the first of the common phrases
    with qtbot.waitSignal(window.desk.changed, timeout=LONG_MS):
        keyboard.press(ENTER)
    assert figure(district) is None
    assert page.table.lines.lines[0].texts[-1] == "已撤销"
    assert "恢复原样" in window.toast.text()
    assert "撤销导入（导错了文件）" in page.detail()
    assert page.undo.text() == "恢复导入"
    window.activateWindow()
    page.undo.setFocus()
    qtbot.waitUntil(page.undo.hasFocus)
    with qtbot.waitSignal(window.desk.changed, timeout=LONG_MS):
        keyboard.press(SPACE)
    assert figure(district) == 12
    assert page.table.lines.lines[0].texts[-1] == "已导入"


def test_an_undo_of_what_others_build_on_is_refused_in_words(
    qtbot: QtBot, opened: Opener, offices: FileOffices
) -> None:
    office = two_computers(offices)
    (one,) = settling.conflicts(office)
    settling.settle(office, one.cell, typed="14", reason="按台账核实")
    window = opened(office)
    page = window.show_page(EXCHANGE)
    assert isinstance(page, ExchangePage)
    page.tabs.setCurrentIndex(1)
    assert [line.texts[3] for line in page.table.lines.lines] == ["本单位数据文件"]
    with qtbot.waitSignal(window.desk.refused, timeout=LONG_MS) as refused:
        page.undo.click()
        asked = window.findChild(UndoImportDialog)
        assert isinstance(asked, UndoImportDialog)
        asked.yes.click()  # without a reason
    assert refused.args is not None
    assert "不能撤销" in str(refused.args[0])
    assert figure(office) == 14
    assert page.undo.isEnabled()


def test_the_receipt_of_the_month_stands_above_and_its_figures_open(
    opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    district, town = offices.make(DANTU, "区"), offices.make(GAOZI, "镇")
    fill(town, "12")
    submitting.submit(town, JUNE)
    takes(district, offices.sends(town))
    reviewing.accept_whole(district, UnitPeriod(GAOZI, JUNE))
    takes(town, offices.sends(district, GAOZI))
    window = opened(town)
    page = window.show_page(EXCHANGE)
    assert isinstance(page, ExchangePage)
    assert "丹徒区民政局已接收第1版" in page.receipt.text()
    assert "已用于汇总" in page.receipt.text()
    QTest.mouseClick(page.receipt.figures, Qt.MouseButton.LeftButton)
    dialog = page.receipt.findChild(UsesDialog)
    assert isinstance(dialog, UsesDialog)
    assert {line.texts[-1] for line in dialog.table.lines.lines} == {"已接收"}
    dialog.reject()


def test_an_empty_list_says_what_it_is_for_and_offers_the_import(
    opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    window = opened(offices.make(DANTU, "区"))
    window.show_page(EXCHANGE)
    looks_right(window)
    keyboard.press(ENTER)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.done(0)


# ---- the menu, and files that are dropped ----


def test_the_menu_names_how_much_is_to_settle(
    qtbot: QtBot, opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    window = opened(two_computers(offices))
    qtbot.waitUntil(lambda: window.header.reporting.count == 1, timeout=LONG_MS)
    keyboard.press(Qt.Key.Key_R, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [one.text() for one in menu.actions()]
    assert {"导出数据文件…", "导入数据文件…", "往来文件", "单位识别码…"} <= set(words)
    assert "两机数据不一致（1）" in words
    menu.close()


def test_packages_dropped_anywhere_open_the_import(
    qtbot: QtBot, opened: Opener, offices: FileOffices
) -> None:
    district, town = offices.make(DANTU, "区"), offices.make(GAOZI, "镇")
    fill(town, "12")
    file = offices.sends(town)
    window = opened(district)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(300, 300), actions, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(300, 300), actions, mime, left, none)
    QApplication.sendEvent(window, drop)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: bool(dialog.flow.received.looks), timeout=LONG_MS)
    assert dialog.flow.received.looks[0].path == file
    dialog.done(0)


def test_other_files_are_left_to_what_lies_under_them(opened: Opener, offices: FileOffices) -> None:
    window = opened(offices.make(DANTU, "区"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/照片.jpg")])
    enter = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


# ---- 两机数据不一致 ----


def conflicts_page(window: MainWindow, qtbot: QtBot) -> ConflictsPage:
    page = window.show_page(CONFLICTS)
    assert isinstance(page, ConflictsPage)
    qtbot.waitUntil(lambda: page.table.lines.rowCount() > 0)
    return page


def test_a_conflict_is_settled_by_keyboard_with_a_reason(
    qtbot: QtBot, opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    office = two_computers(offices)
    window = opened(office)
    page = conflicts_page(window, qtbot)
    (line,) = page.table.lines.lines
    assert "临时救助人次" in line.texts[0]
    assert set(line.texts[1].split("／")) == {"13", "15"}
    looks_right(window)
    keyboard.press(ENTER)
    first = page.card.choices()[0]
    assert first.hasFocus()
    keyboard.press(ENTER, CTRL)
    assert "先选用哪一个，或者另填" in page.card.error()
    mine = next(one for one in page.card.choices() if one.text().startswith("本机"))
    mine.setFocus()
    keyboard.press(SPACE)
    keyboard.press(ENTER, CTRL)
    assert "写明按什么核实" in page.card.error()
    assert page.card.reason.hasFocus()
    keyboard.type("按台账核实")
    with qtbot.waitSignal(window.desk.changed):
        keyboard.press(ENTER)
    assert figure(office) == 13
    qtbot.waitUntil(lambda: page.table.lines.rowCount() == 0)


def test_another_value_is_typed_and_a_wrong_one_is_refused_in_words(
    qtbot: QtBot, opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    office = two_computers(offices)
    page = conflicts_page(opened(office), qtbot)
    page.card.typed.setFocus()
    keyboard.type("x5")
    QTest.mouseClick(_phrase(page, "按纸质台账核实"), Qt.MouseButton.LeftButton)
    assert page.card.reason.text() == "按纸质台账核实"
    QTest.mouseClick(page.card.yes, Qt.MouseButton.LeftButton)
    assert page.card.error()
    assert page.table.lines.rowCount() == 1
    page.card.typed.clear()
    page.card.typed.setFocus()
    keyboard.type("14")
    page.card.settle()
    assert figure(office) == 14


def _phrase(page: ConflictsPage, words: str) -> QWidget:
    from PySide6.QtWidgets import QPushButton

    return next(one for one in page.card.findChildren(QPushButton) if one.text() == words)


def test_the_office_above_sees_it_and_leaves_it_to_the_town(
    qtbot: QtBot, opened: Opener, offices: FileOffices
) -> None:
    town, district = two_computers(offices), offices.make(DANTU, "区")
    takes(district, offices.sends(town))
    window = opened(district)
    page = conflicts_page(window, qtbot)
    assert page.table.lines.lines[0].texts[-1] == "由填报单位"
    assert not page.card.yes.isVisible()
    looks_right(window)
    matrix = window.show_page(MATRIX)
    assert isinstance(matrix, MatrixPage)


def test_without_conflicts_the_page_says_what_it_is_for(
    qtbot: QtBot, opened: Opener, offices: FileOffices
) -> None:
    window = opened(offices.make(GAOZI, "镇"))
    page = window.show_page(CONFLICTS)
    said = page.findChild(EmptyState)
    assert isinstance(said, EmptyState)
    assert not said.isVisible()
    qtbot.waitUntil(said.isVisible)
    looks_right(window)


# ---- 暂存待处理 ----


def test_what_is_set_aside_is_told_and_tried_again(
    qtbot: QtBot, opened: Opener, offices: FileOffices, keyboard: Keyboard
) -> None:
    district, town = offices.make(DANTU, "区"), offices.make(BAOYAN, "镇")
    town.write([Write(Cell("I99-99", BAOYAN, "value", 2018, JUNE.code), text_value("x"))])
    takes(district, offices.sends(town))
    window = opened(district)
    page = window.show_page(QUARANTINE)
    assert isinstance(page, QuarantinePage)
    (line,) = page.table.lines.lines
    assert line.texts[:2] == ("宝堰镇", "1")
    assert "请导入最新的计划文件" in line.texts[-1]
    looks_right(window)
    page.again.setFocus()
    with qtbot.waitSignal(window.desk.told, timeout=LONG_MS) as told:
        keyboard.press(SPACE)
    assert told.args is not None
    assert "还是不能用" in str(told.args[0])
    assert page.table.lines.rowCount() == 1


# ---- the roll-up ----


def test_a_returned_figure_is_marked_in_its_cell_and_leads_down_to_its_file(
    qtbot: QtBot, opened: Opener, offices: FileOffices
) -> None:
    district, town = offices.make(DANTU, "区"), offices.make(GAOZI, "镇")
    fill(town, "12")
    submitting.submit(town, JUNE)
    file = offices.sends(town)
    takes(district, file)
    why = ReturnNote("和台账不符")
    reviewing.return_(district, UnitPeriod(GAOZI, JUNE), codes=[CODE], why=why)
    window = opened(district)
    page = window.show_page(MATRIX)
    assert isinstance(page, MatrixPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=LONG_MS)
    row = next(at for at in range(page.model.rowCount()) if page.model.row(at).code == CODE)
    column = next(
        at for at in range(len(HEADS), page.model.columnCount()) if page.model.unit_of(at) == GAOZI
    )
    cell = page.model.row(row).cells[column - len(HEADS)]
    assert cell.mark == RETURNED
    assert list(page.model.marked(column)) == [(cell.text, RETURNED)]
    assert not list(page.model.marked(TOTAL))
    assert "退改" in page.model.about(page.model.index(row, column))
    dialog = page.explain(page.model.index(row, column))
    assert dialog is not None
    root = dialog.tree.topLevelItem(0)
    leaf = None if root is None else root.child(0)
    assert leaf is not None
    assert leaf.text(1).startswith("12")
    assert file.name in leaf.text(3)
    dialog.reject()


def test_a_sum_that_leaves_out_a_disputed_figure_is_marked(offices: FileOffices) -> None:
    city, district = offices.make(CITY, "市"), offices.make(DANTU, "区")
    other = offices.make(BAOYAN, "宝堰")
    fill(other, "7")
    takes(district, offices.sends(two_computers(offices)))
    takes(district, offices.sends(other))
    takes(city, offices.sends(district, CITY))
    matrix = read_matrix(city, place=Place(CITY, JUNE))
    row = next(one for one in matrix.rows if one.code == CODE)
    cell = row.cells[[unit for unit, _ in matrix.units].index(DANTU)]
    assert (cell.text, cell.mark) == ("7", DIFFERS)
    assert "待核实" in cell.lacks


def test_a_package_whose_writing_was_interrupted_stands_out_and_says_what_to_do(
    qtbot: QtBot, opened: Opener, offices: FileOffices
) -> None:
    """The program was killed between the store and the stick, which is not plugged in now."""
    town = offices.make(GAOZI, "镇")
    fill(town, "12")
    offices.sends(town)
    with town.database.transaction() as conn:
        conn.execute("DELETE FROM package_act")
    offices.out.rename(offices.out.with_name("拔出"))
    window = opened(town)
    page = window.show_page(EXCHANGE)
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: page.table.lines.rowCount() == 1, timeout=LONG_MS)
    (line,) = page.table.lines.lines
    assert line.texts[-1] == "生成中断"
    assert line.sign is not None
    assert line.sign.shape == "triangle"
    assert "插好U盘，重新打开程序或再导出一次，就自动核对" in page.detail()
    looks_right(window)
