"""核验 in the window: by a typed code, a chosen file, a dropped file; scans kept beside what was printed."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot
from sample_place import annual_page, copied, february

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value
from zjmz_desktop.gui.verifying.name_delegate import NameDelegate
from zjmz_desktop.gui.verifying.printed_list import HEADS
from zjmz_desktop.gui.verifying.verify_dialog import VerifyDialog
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import write_summary
from zjmz_desktop.store.revisions import Write

DANTU, GAOZI = "321112000000", "321112001000"
LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def printed(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed") / "store"
    with copied(sample_folder, folder, clock=february) as opened:
        at = UnitPeriod(DANTU, month(2018, 11))
        write_summary(opened, at, target=folder.parent / "总结.pdf")
    return folder


@pytest.fixture
def office(printed: Path, tmp_path: Path) -> Iterator[Office]:
    with copied(printed, tmp_path / "store", clock=february) as opened:
        yield opened


@pytest.fixture
def dialog(qtbot: QtBot, dressed: QApplication, office: Office) -> Iterator[VerifyDialog]:
    page = annual_page(qtbot, office)
    QTest.mouseClick(page.verify_button, LEFT)
    found = page.findChild(VerifyDialog)
    assert found is not None
    qtbot.waitUntil(lambda: found.printed.table.rowCount() == 1, timeout=WAIT_MS)
    yield found
    found.reject()
    page.stop()


def said(qtbot: QtBot, dialog: VerifyDialog, words: str) -> None:
    qtbot.waitUntil(lambda: words in dialog.view.text(), timeout=WAIT_MS)


def test_a_typed_code_is_equal_until_a_figure_changes(
    dialog: VerifyDialog, qtbot: QtBot, office: Office
) -> None:
    (row,) = dialog.printed.table.texts()
    subject = "丹徒区民政局2018年度工作总结，截至11月底"
    assert row[:5] == ("1", "2019-02-05 10:30", subject, "征求意见稿", "生成时的")
    assert row[5:] == ("总结.pdf", row[6], "示例填报员", "未附")
    QTest.keyClicks(dialog.code, row[6].lower())
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    said(qtbot, dialog, "个数与台账完全相同")
    assert not dialog.view.table.isVisible()
    assert dialog.view.notice.y() == 0
    assert dialog.view.y() - dialog.code.geometry().bottom() < 20
    cell = Cell("I05-02", GAOZI, "value", 2018, "2018M11")
    write = Write(cell, Value(n=Decimal(1)), act="correction", note="更正")
    office.write([write], author=GAOZI)
    QTest.mouseClick(dialog.printed.verify, LEFT)
    said(qtbot, dialog, "台账有2个数、1处文字变了")
    town, district, corrected = dialog.view.table.texts()
    assert corrected[0] == "高资街道“低保对象户数”各版本差异和补报、更正"
    assert town[0] == "高资街道“低保对象户数”"
    assert district[0] == "丹徒区“低保对象户数”"
    assert town[4] == district[4] == "2019-02-05 10:30"


def test_a_long_file_name_is_cut_before_its_period_and_its_stage(dialog: VerifyDialog) -> None:
    paper = dialog.printed.chosen
    assert paper is not None
    name = "镇江新区社会发展局2018年工作总结_截至11月底_征求意见稿.pdf"
    dialog.printed.show_papers([replace(paper, name=name), paper])
    table, column = dialog.printed.table, HEADS.index("文件名")
    assert table.texts()[0][column] == name
    cell = table.item(0, column)
    assert cell is not None
    assert name in cell.toolTip()
    shown = [text_drawn(dialog, row, column) for row in range(2)]
    assert shown[0].startswith("镇江新…")
    assert shown[0].endswith("11月底_征求意见稿.pdf")
    assert shown[1] == "总结.pdf"


def test_what_is_no_file_name_is_shown_whole(dialog: VerifyDialog) -> None:
    paper, table = dialog.printed.chosen, dialog.printed.table
    assert paper is not None
    subject = "丹徒区民政局2018年度工作总结领导一页纸，截至11月底"
    widest = replace(paper, subject=subject, code="WMWM-WMWM-WMWM-WMWM-M", name="长" * 60)
    dialog.printed.show_papers([widest, paper])
    for column in set(range(len(HEADS))) - {HEADS.index("文件名"), HEADS.index("扫描件")}:
        cell = table.item(0, column)
        assert cell is not None
        wide = QFontMetrics(table.font()).horizontalAdvance(cell.text())
        assert table.columnWidth(column) >= wide + 22, HEADS[column]
    assert table.horizontalScrollBar().maximum() == 0


def test_a_long_sentence_that_changed_is_shown_in_lines(dialog: VerifyDialog) -> None:
    table = dialog.view.table
    table.show_rows([("短", "1", "2", "示例填报员", "今天"), ("短", "民" * 70, "政", "", "")])
    table.show()
    metrics = QFontMetrics(table.font())
    fit = (table.columnWidth(1) - 22) // metrics.horizontalAdvance("民")
    assert table.rowHeight(1) >= -(-70 // fit) * metrics.height()
    before = table.rowHeight(1)
    table.setColumnWidth(1, 150)
    assert table.rowHeight(1) > before


def text_drawn(dialog: VerifyDialog, row: int, column: int) -> str:
    table = dialog.printed.table
    index, option = table.model().index(row, column), QStyleOptionViewItem()
    option.initFrom(table)
    option.rect = table.visualRect(index)  # type: ignore[attr-defined]
    delegate = table.itemDelegateForColumn(column)
    assert isinstance(delegate, NameDelegate)
    delegate.initStyleOption(option, index)
    return str(option.text)  # type: ignore[attr-defined]


def test_a_mistyped_code_is_refused_in_a_sentence(dialog: VerifyDialog, qtbot: QtBot) -> None:
    code = dialog.printed.table.texts()[0][6]
    QTest.keyClicks(dialog.code, code[1] + code[0] + code[2:])
    QTest.mouseClick(dialog.check_button, LEFT)
    said(qtbot, dialog, "校验位对不上")


def test_a_chosen_file_and_a_dropped_one(
    dialog: VerifyDialog, qtbot: QtBot, printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = printed.parent / "总结.pdf"
    monkeypatch.setattr(dialog, "ask_file", _answering(path))
    QTest.mouseClick(dialog.file_button, LEFT)
    said(qtbot, dialog, "一个字节不差")
    dialog.view.clear()
    drop(dialog, path)
    said(qtbot, dialog, "一个字节不差")
    drop(dialog, printed / "office.db")
    said(qtbot, dialog, "不是PDF文件")


WRONG: dict[str, str] = {  # what is given: what is said
    "无.txt": "不是PDF文件",
    "空.pdf": "不是PDF文件",
    "假.pdf": "不是PDF文件",
    "半份.pdf": "文件不完整或者坏了",
    "没有数据.pdf": "里面没有附数据",
    "一个文件夹": "这是一个文件夹。请选文件夹里的PDF文件",
    "没有这个.pdf": "没有这个文件",
}


@pytest.fixture(scope="module")
def wrong_files(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wrong")
    whole = (printed.parent / "总结.pdf").read_bytes()
    (folder / "无.txt").write_text("你好", encoding="utf-8")
    (folder / "空.pdf").write_bytes(b"")
    (folder / "假.pdf").write_bytes("不是PDF".encode())
    (folder / "半份.pdf").write_bytes(whole[: len(whole) // 2])
    with pikepdf.new() as bare:
        bare.add_blank_page()
        bare.save(folder / "没有数据.pdf")
    (folder / "一个文件夹").mkdir()
    return folder


def waits_at(qtbot: QtBot, dialog: VerifyDialog, where: QWidget) -> None:
    qtbot.waitUntil(lambda: dialog.focusWidget() is where, timeout=WAIT_MS)


CODES = {  # what is typed: what is said
    "": "没有输入核验码",
    "   ": "没有输入核验码",
    "ABC": "应为17位，这里有3位",
    "S3LX-S56Y-LKH7-FARA-T": "校验位对不上",
    "0000-0000-0000-0000-0": "不用数字0、1和字母O、I",
    "S3LX-S56Y-LKH7-FARA-S": "本机没有这份报告的记录",
}


@pytest.mark.parametrize("way", ["enter", "button"])
def test_a_wrong_code_by_key_is_answered_where_the_next_is_typed(
    dialog: VerifyDialog, qtbot: QtBot, way: str
) -> None:
    dialog.code.setFocus()
    for typed, words in CODES.items():
        dialog.view.clear()
        QTest.keyClick(dialog.code, Qt.Key.Key_Delete)  # what was wrong is selected
        QTest.keyClicks(dialog.code, typed)
        if way == "button":
            dialog.check_button.setFocus()
            QTest.keyClick(dialog.check_button, Qt.Key.Key_Space)
        else:
            QTest.keyClick(dialog.code, Qt.Key.Key_Return)
        said(qtbot, dialog, words)
        waits_at(qtbot, dialog, dialog.code)
        assert dialog.code.selectedText() == typed
    assert dialog.isVisible()
    QTest.keyClicks(dialog.code, dialog.printed.table.texts()[0][6])  # over the wrong one
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    said(qtbot, dialog, "个数与台账完全相同")


def test_a_wrong_file_by_key_is_answered_where_another_is_chosen(
    dialog: VerifyDialog, qtbot: QtBot, wrong_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, words in WRONG.items():
        monkeypatch.setattr(dialog, "ask_file", _answering(wrong_files / name))
        for given in ("key", "drop"):
            dialog.view.clear()
            if given == "drop":
                drop(dialog, wrong_files / name)
            else:
                dialog.file_button.setFocus()
                QTest.keyClick(dialog.file_button, Qt.Key.Key_Space)
            said(qtbot, dialog, words)
            assert f"“{name}”" in dialog.view.text()
            waits_at(qtbot, dialog, dialog.file_button)


def drop(dialog: VerifyDialog, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), action, mime, LEFT, keys)
    QApplication.sendEvent(dialog, over)
    assert over.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), action, mime, LEFT, keys))


def test_the_sealed_scan_is_kept_and_given_out_again(
    dialog: VerifyDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan, copy = tmp_path / "盖章件.pdf", tmp_path / "取出.pdf"
    scan.write_bytes(b"%PDF-1.4 scan startxref")
    assert not dialog.printed.save.isEnabled()
    monkeypatch.setattr(dialog, "ask_file", _answering(scan))
    QTest.mouseClick(dialog.printed.attach, LEFT)
    qtbot.waitUntil(lambda: dialog.printed.table.texts()[0][8] == "盖章件.pdf", timeout=WAIT_MS)
    monkeypatch.setattr(dialog, "ask_target", _answering(copy))
    QTest.mouseClick(dialog.printed.save, LEFT)
    qtbot.waitUntil(copy.exists, timeout=WAIT_MS)
    assert copy.read_bytes() == scan.read_bytes()
    odd = tmp_path / "表.xlsx"
    odd.write_bytes(b"PK")
    monkeypatch.setattr(dialog, "ask_file", _answering(odd))
    QTest.mouseClick(dialog.printed.attach, LEFT)
    said(qtbot, dialog, "不是扫描件")


def _answering(path: Path) -> "_Answer":
    return _Answer(path)


class _Answer:
    """A file dialog that is answered at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, asked: str) -> Path:
        del asked
        return self._path
