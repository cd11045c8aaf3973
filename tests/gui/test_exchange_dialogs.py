"""导出数据文件 and 单位识别码 by keyboard and mouse, with real stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_offices import CODE, DANTU, GAOZI, JUNE, FileOffices, fill, takes
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.code_dialog import CodeDialog
from zjmz_desktop.gui.dialogs.pack_dialog import PackDialog
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service import importing_packages, reviewing, submitting, trusting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.opening import Opening
from zjmz_desktop.store import cells

ENTER, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down
LONG_MS = 20_000


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


@pytest.fixture
def town(offices: FileOffices, dressed: QApplication) -> Office:
    found = offices.make(GAOZI, "镇")
    fill(found, "12")
    return found


def desk_of(office: Office) -> Desk:
    return Desk(ServiceActions(Opening.of(office)))


def looks_right(dialog: QWidget) -> None:
    assert not clipped(dialog)
    assert not outside(dialog)
    assert not unnamed(dialog)


def packing(qtbot: QtBot, office: Office, folder: Path) -> PackDialog:
    dialog = PackDialog(desk_of(office), office)
    dialog.form.place.set_folder(folder)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def pressed(qtbot: QtBot, dialog: PackDialog) -> list[str]:
    """The names of the files that 导出 wrote."""
    dialog.yes.setFocus()
    QTest.keyClick(dialog.yes, ENTER)
    qtbot.waitUntil(lambda: dialog.packed.table.lines.rowCount() > 0, timeout=LONG_MS)
    QApplication.processEvents()  # the page is laid out when the event loop comes to it
    return [line.texts[0] for line in dialog.packed.table.lines.lines]


def test_what_would_be_in_it_is_told_and_the_file_lies_ready(
    qtbot: QtBot, offices: FileOffices, town: Office
) -> None:
    dialog = packing(qtbot, town, offices.out)
    assert dialog.form.to.currentText() == "丹徒区民政局（上级）"
    qtbot.waitUntil(lambda: "记录" in dialog.inside(), timeout=LONG_MS)
    assert list(offices.out.iterdir()) == []
    looks_right(dialog)
    (name,) = pressed(qtbot, dialog)
    assert name == "2018年6月_高资街道_上报_第1次.mzp"
    assert "可以拔出" in dialog.packed.notice.words()
    assert "还没有上报" in dialog.packed.notice.words()
    looks_right(dialog)
    district = offices.make(DANTU, "区")
    takes(district, offices.out / name)
    assert cells.one(district.database, Cell(CODE, GAOZI, "value", 2018, JUNE.code)) is not None
    dialog.reject()
    again = PackDialog(desk_of(town), town)
    assert again.form.place.folder == offices.out
    again.done(0)


def test_all_below_get_a_file_each_and_of_another_kind(
    qtbot: QtBot, offices: FileOffices, dressed: QApplication
) -> None:
    district = offices.make(DANTU, "区")
    dialog = packing(qtbot, district, offices.out)
    QTest.keyClick(dialog.form.to, DOWN)
    assert dialog.form.to.currentText().startswith("全部下级（11个单位")
    assert [dialog.form.kind.itemData(at) for at in range(dialog.form.kind.count())] == [
        Kind.PLAN,
        Kind.RETURN,
        Kind.RECEIPT,
    ]
    assert not dialog.form.period.isEnabled()
    QTest.keyClick(dialog.form.kind, DOWN)
    assert dialog.form.period.isEnabled()
    qtbot.waitUntil(lambda: "每个下级单位一个文件" in dialog.inside(), timeout=LONG_MS)
    names = pressed(qtbot, dialog)
    assert len(names) == 11
    assert "2018年6月_丹徒区_退改_高资街道_第1次.mzp" in names
    dialog.reject()


def test_personal_texts_need_a_passphrase_twice(
    qtbot: QtBot, offices: FileOffices, town: Office
) -> None:
    dialog = packing(qtbot, town, offices.out)
    qtbot.waitUntil(lambda: "记录" in dialog.inside(), timeout=LONG_MS)
    form = dialog.form
    assert not form.personal.isEnabled()  # there are none
    form.personal.setEnabled(True)
    form.personal.setChecked(True)
    dialog.yes.click()
    assert "至少要8个字" in dialog.error()
    form.secret.phrase.setText("天青色等烟雨而我")
    form.secret.again.setText("天青色等烟雨")
    dialog.yes.click()
    assert "不一样" in dialog.error()
    assert list(offices.out.iterdir()) == []
    dialog.reject()


def test_a_place_that_can_not_be_written_is_refused_in_words(
    qtbot: QtBot, offices: FileOffices, town: Office, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_bytes(b"")
    dialog = packing(qtbot, town, tmp_path / "文件")
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.error()), timeout=LONG_MS)
    assert dialog.yes.isEnabled()
    dialog.reject()


def coding(qtbot: QtBot, office: Office) -> CodeDialog:
    dialog = CodeDialog(desk_of(office), office)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def test_the_own_code_is_large_copied_and_on_paper(qtbot: QtBot, town: Office) -> None:
    dialog = coding(qtbot, town)
    code = trusting.own(town).code
    assert dialog.code.text() == code
    looks_right(dialog)
    QTest.keyClick(dialog.copy, SPACE)
    assert code in QGuiApplication.clipboard().text()
    assert code in dialog.paper_text().toPlainText()
    assert "高资街道" in dialog.paper_text().toPlainText()
    dialog.reject()


def test_a_code_is_ended_only_with_a_reason_and_its_files_are_refused(
    qtbot: QtBot, offices: FileOffices, town: Office
) -> None:
    district = offices.make(DANTU, "区")
    takes(district, offices.sends(town))
    dialog = coding(qtbot, district)
    units = [line.texts[0] for line in dialog.table.lines.lines]
    dialog.table.selectRow(units.index("高资街道"))
    QTest.keyClick(dialog.end, SPACE)
    asked = dialog.findChild(ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    asked.yes.click()
    assert "请写明原因" in asked.error()
    asked.reason.setPlainText("电脑重装系统")
    asked.yes.click()
    assert dialog.table.lines.lines[units.index("高资街道")].texts[-1] == "已作废"
    assert not dialog.end.isEnabled()
    fill(town, "15")
    refused = importing_packages.import_packages(district, [offices.sends(town)]).refused
    assert "已经作废" in refused[0].why
    dialog.reject()


def test_the_own_code_is_replaced_as_a_recorded_act(qtbot: QtBot, town: Office) -> None:
    dialog = coding(qtbot, town)
    before = dialog.code.text()
    dialog.renew.click()
    asked = dialog.findChild(ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    asked.reason.setPlainText("硬盘丢失")
    asked.yes.click()
    assert dialog.code.text() != before
    states = {line.texts[1]: line.texts[-1] for line in dialog.table.lines.lines}
    assert states == {before: "已作废", dialog.code.text(): "正在用"}
    dialog.reject()


def test_a_file_for_the_unit_under_review_is_ready_to_be_written(
    qtbot: QtBot, offices: FileOffices, town: Office
) -> None:
    district = offices.make(DANTU, "区")
    submitting.submit(town, JUNE)
    takes(district, offices.sends(town))
    why = ReturnNote("请核对")
    reviewing.return_(district, UnitPeriod(GAOZI, JUNE), codes=[CODE], why=why)
    dialog = PackDialog(desk_of(district), district, to=GAOZI)
    dialog.form.place.set_folder(offices.out)
    with qtbot.waitExposed(dialog):
        dialog.open()
    assert dialog.form.to.currentText() == "高资街道（下级）"
    assert dialog.form.kind.currentText() == "退改通知单"
    assert dialog.form.rows.isHidden()
    assert pressed(qtbot, dialog) == ["2018年6月_丹徒区_退改_高资街道_第1次.mzp"]
    dialog.reject()
