"""导入其他表格, by key and mouse: file, columns, preview, one act with one undo."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.sheet_mapping import Sureness
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.gui.sheet_import.wizard import SheetWizard
from zjmz_desktop.gui.table_ways import WAYS
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service import undoing
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.opening import Opening
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.views import ChangeSet

CANTEENS = """2018年6月助餐点情况,,,,
镇,名称,详细地址,面积,点位
高 资 镇,示例新点,示例路1号,约50,甲
谷阳,示例另点,示例路2号,１２０,乙
合计,,,170,
"""
FIGURES = """2018年6月低保情况,
单位,低保户数
高资镇,12
没有镇,3
"""
MONTHS = """镇,1月,2月
高资镇,12,3
"""


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "区"
    shutil.copytree(sample_folder, folder)
    with closing(open_office(folder)) as found:
        yield found


@pytest.fixture
def wizard(office: Office, dressed: QApplication, qtbot: QtBot) -> SheetWizard:
    desk = Desk(ServiceActions(Opening.of(office)))
    desk.setParent(dressed)
    found = SheetWizard(desk, office)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(found)
    with qtbot.waitExposed(found):
        found.show()
    found.activateWindow()
    return found


def read(wizard: SheetWizard, path: Path, text: str, *, qtbot: QtBot) -> None:
    path.write_bytes(text.encode("gb18030"))
    wizard.file.open(path)
    qtbot.waitUntil(lambda: wizard.step == 1, timeout=15_000)


def preview(wizard: SheetWizard, qtbot: QtBot) -> None:
    wizard.go.setFocus()
    QTest.keyClick(wizard.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.step == 2, timeout=15_000)


def column(wizard: SheetWizard, row: int) -> list[str]:
    model = wizard.columns.table.model()
    return [str(model.index(row, at).data()) for at in (1, 2, 4, 5)]


def lines(wizard: SheetWizard) -> list[list[str]]:
    model = wizard.preview.outcomes.model
    texts = range(model.columnCount())
    return [[str(model.index(row, at).data()) for at in texts] for row in range(model.rowCount())]


def test_a_register_by_keys_alone(
    wizard: SheetWizard, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    before = len(rows_of(office, "canteen"))
    read(wizard, tmp_path / "助餐点.csv", CANTEENS, qtbot=qtbot)
    table = wizard.columns.table
    assert wizard.columns.bar.target.currentText() == "底册：老年人助餐点"
    assert [table.box(row).currentText() for row in range(5)] == [
        "所属镇（街道）",
        "名称",
        "地址",
        "使用面积",
        "不读入",
    ]
    assert column(wizard, 1) == ["名称", "示例新点　示例另点", "✓ 确定", "列名相同"]
    preview(wizard, qtbot)
    assert wizard.preview.tally() == "新增2行。填入7格，1格没有填入。"
    assert "D5：“面积”的合计写的是170，各行加起来是120" in wizard.preview.notes()
    wizard.preview.outcomes.tabs.setFocus()
    QTest.keyClick(wizard.preview.outcomes.tabs, Qt.Key.Key_Right)
    assert len(lines(wizard)) == 7
    QTest.keyClick(wizard.preview.outcomes.tabs, Qt.Key.Key_Right)
    ((place, who, what, _, after, outcome, why),) = lines(wizard)
    assert (place, who, what, after) == ("D3", "示例新点", "使用面积", "约50")
    assert outcome == "没有填入"
    assert "请填具体数" in why
    assert wizard.preview.outcomes.detail() == f"D3：{why}"
    with qtbot.waitSignals([wizard.accepted]):
        QTest.keyClick(wizard.go, Qt.Key.Key_Return)
    assert len(rows_of(office, "canteen")) == before + 2
    undoing.undo(office)
    assert len(rows_of(office, "canteen")) == before


def test_while_it_writes_the_window_says_so(
    wizard: SheetWizard, dressed: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[tuple[str, bool, bool]] = []

    def look(changes: ChangeSet) -> None:
        seen.append((wizard.go.text(), bool(changes), wizard.isVisible()))

    read(wizard, tmp_path / "助餐点.csv", CANTEENS, qtbot=qtbot)
    preview(wizard, qtbot)
    dressed.findChildren(Desk)[-1].changed.connect(look)
    with qtbot.waitSignals([wizard.accepted]):
        QTest.keyClick(wizard.go, Qt.Key.Key_Return)
        assert wizard.findChildren(WorkBar)[-1].isVisible()
        assert not wizard.go.isEnabled()
        QTest.keyClick(wizard, Qt.Key.Key_Escape)  # written is written: nothing to cancel any more
        assert wizard.isVisible()
        assert seen == []
    assert seen == [("正在写入…", True, True)]


def test_an_import_that_is_refused_can_be_tried_again(
    wizard: SheetWizard, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    before = office.position
    read(wizard, tmp_path / "助餐点.csv", CANTEENS, qtbot=qtbot)
    preview(wizard, qtbot)
    office.database.conn.execute("BEGIN IMMEDIATE")  # somebody else writes, for too long
    QTest.keyClick(wizard.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(wizard.error()), timeout=20_000)
    assert wizard.go.text() == "导入"
    assert wizard.leave.isEnabled()
    office.database.conn.execute("ROLLBACK")
    assert office.position == before
    with qtbot.waitSignals([wizard.accepted]):
        QTest.keyClick(wizard.go, Qt.Key.Key_Return)
    assert office.position > before


def test_back_keeps_what_was_chosen_and_cancel_writes_nothing(
    wizard: SheetWizard, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    before = office.position
    read(wizard, tmp_path / "助餐点.csv", CANTEENS, qtbot=qtbot)
    table = wizard.columns.table
    box = table.box(4)
    box.setCurrentIndex(box.findText("名称"))
    box.activated.emit(box.currentIndex())
    assert table.box(1).currentText() == "不读入"  # never two columns to one field
    assert column(wizard, 4)[2] == "✓ 已选"
    preview(wizard, qtbot)
    assert {line[1] for line in lines(wizard)} == {"甲", "乙"}
    QTest.mouseClick(wizard.back, Qt.MouseButton.LeftButton)
    assert wizard.step == 1
    assert table.box(4).currentText() == "名称"
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert office.position == before


def test_figures_take_the_month_of_the_title(
    wizard: SheetWizard, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    read(wizard, tmp_path / "六月.csv", FIGURES, qtbot=qtbot)
    assert wizard.columns.bar.target.currentText() == "各镇（街道）的指标数"
    assert wizard.columns.bar.period.title == "2018年6月"
    assert wizard.columns.bar.month.isVisible()
    assert not wizard.columns.bar.unit.isVisible()
    preview(wizard, qtbot)
    assert [line[5] for line in lines(wizard)] == ["新填", "没有填入"]


def test_a_column_that_asks_is_reached_by_f8(
    wizard: SheetWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    text = CANTEENS.replace("点位", "日期")
    read(wizard, tmp_path / "助餐点.csv", text, qtbot=qtbot)
    table = wizard.columns.table
    assert table.asking() == [4]
    assert column(wizard, 4)[2] == "？ 请确认"
    table.box(0).setFocus()
    QTest.keyClick(table.box(0), Qt.Key.Key_F8)
    assert table.box(4).hasFocus()
    QTest.keyClick(table.box(4), Qt.Key.Key_Return)  # 不读入 is right
    assert table.asking() == []
    assert column(wizard, 4)[2:] == ["– 不读入", "已确认不读入"]


def test_months_across_ask_for_their_indicator(
    wizard: SheetWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    read(wizard, tmp_path / "各月.csv", MONTHS, qtbot=qtbot)
    page = wizard.columns.bar
    page.target.setCurrentIndex(0)
    page.target.activated.emit(0)
    assert page.indicator.isVisible()
    assert page.field == ""
    page.indicator.setCurrentIndex(page.indicator.findText("低保对象户数"))
    preview(wizard, qtbot)
    assert [line[2] for line in lines(wizard)] == [
        "2018年1月 低保对象户数",
        "2018年2月 低保对象户数",
    ]


SHARES = """2018年11月惠民政策知晓率,,
指标,丹徒区,高资镇
惠民政策知晓率,0.85,0.9
"""


def test_shares_of_one_are_asked_about_where_units_stand_across(
    wizard: SheetWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    read(wizard, tmp_path / "知晓率.csv", SHARES, qtbot=qtbot)
    bar = wizard.columns.bar
    assert bar.shares.isVisible()
    assert bar.asks_shares
    assert bar.shares.hasFocus()
    QTest.keyClick(bar.shares, Qt.Key.Key_Down)
    assert not bar.asks_shares
    preview(wizard, qtbot)
    assert lines(wizard)[0][1:5] == ["丹徒区", "惠民政策知晓率", "92.5", "85"]


def test_a_file_that_is_none_is_refused_in_words(
    wizard: SheetWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard.file.open(tmp_path / "没有.xlsx")
    qtbot.waitUntil(lambda: bool(wizard.file.error()), timeout=15_000)
    assert "没有这个文件" in wizard.file.error()
    assert wizard.step == 0
    assert wizard.file.choose.isVisible()


def test_a_sheet_without_column_names_can_not_go_on(
    wizard: SheetWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    read(wizard, tmp_path / "数.csv", "1,2\n3,4\n", qtbot=qtbot)
    assert "没有找到列名" in wizard.columns.error()
    assert not wizard.go.isEnabled()


def test_a_dropped_file_is_read(wizard: SheetWizard, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "六月.csv"
    path.write_text(FIGURES, encoding="utf-8-sig")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(QPoint(40, 40)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    wizard.file.dropEvent(drop)
    qtbot.waitUntil(lambda: wizard.step == 1, timeout=15_000)


def test_reading_can_be_given_up(wizard: SheetWizard, tmp_path: Path) -> None:
    path = tmp_path / "六月.csv"
    path.write_text(FIGURES, encoding="utf-8")
    wizard.file.open(path)
    QTest.mouseClick(wizard.file.cancel, Qt.MouseButton.LeftButton)
    wizard.file.wait()
    QApplication.processEvents()
    assert wizard.step == 0
    assert wizard.file.choose.isVisible()


def test_the_same_header_is_read_as_last_time(
    wizard: SheetWizard, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    read(wizard, tmp_path / "助餐点.csv", CANTEENS, qtbot=qtbot)
    box = wizard.columns.table.box(4)
    box.setCurrentIndex(box.findText("餐位数"))
    box.activated.emit(box.currentIndex())
    preview(wizard, qtbot)
    QTest.keyClick(wizard.go, Qt.Key.Key_Return)
    again = SheetWizard(Desk(ServiceActions(Opening.of(office))), office)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    again.show()
    read(again, tmp_path / "七月.csv", CANTEENS, qtbot=qtbot)
    assert again.columns.table.box(4).currentText() == "餐位数"
    understood = again.columns.understood
    assert understood is not None
    assert understood.proposals[4].sureness is Sureness.SURE
    again.reject()


def test_the_menu_has_it() -> None:
    assert "导入其他表格…" in [way.words for way in WAYS]
