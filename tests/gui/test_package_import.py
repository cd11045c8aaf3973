"""导入数据文件 by keyboard and mouse, with real files between real stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_offices import BAOYAN, CODE, DANTU, GAOZI, JUNE, FileOffices, fill
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.package_import.dialog import ImportDialog
from zjmz_desktop.gui.package_import.flow import CODE as CODE_STEP
from zjmz_desktop.gui.package_import.flow import FILES, PREVIEW, RESULT
from zjmz_desktop.gui.package_import.preview_step import ASIDE, CHANGED, MISSING, NEW
from zjmz_desktop.gui.page_stack import QUARANTINE, REVIEW
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service import trusting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.opening import Opening
from zjmz_desktop.store import cells

ENTER, ESCAPE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
RIGHT, LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left
LONG_MS = 20_000


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


@pytest.fixture
def district(offices: FileOffices) -> Office:
    return offices.make(DANTU, "区")


@pytest.fixture
def desk(district: Office, dressed: QApplication) -> Desk:
    return Desk(ServiceActions(Opening.of(district)))


@pytest.fixture
def sent(offices: FileOffices) -> Path:
    """A package of 高资街道, whom the district does not know yet."""
    town = offices.make(GAOZI, "镇")
    fill(town, "12")
    return offices.sends(town)


class Importing:
    """A clerk before the dialog."""

    def __init__(self, qtbot: QtBot, desk: Desk, office: Office) -> None:
        self._qtbot, self._desk, self._office = qtbot, desk, office
        self.dialog: ImportDialog

    def open(self, *paths: Path) -> ImportDialog:
        self.dialog = ImportDialog(self._desk, self._office, paths=paths)
        with self._qtbot.waitExposed(self.dialog):
            self.dialog.open()
        self.wait_idle()
        return self.dialog

    def wait_idle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.dialog.flow.bar.isVisible(), timeout=LONG_MS)
        QApplication.processEvents()

    def press(self, key: Qt.Key = ENTER) -> None:
        focus = self.dialog.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        self.wait_idle()


@pytest.fixture
def clerk(qtbot: QtBot, desk: Desk, district: Office) -> Iterator[Importing]:
    found = Importing(qtbot, desk, district)
    yield found
    if isValid(found.dialog) and found.dialog.isVisible():
        found.dialog.done(0)


def figure(office: Office, unit: str = GAOZI) -> object:
    found = cells.one(office.database, Cell(CODE, unit, "value", 2018, JUNE.code))
    return None if found is None else found.value.n


def test_enter_alone_leads_from_an_unknown_sender_to_the_result(
    clerk: Importing, district: Office, sent: Path, qtbot: QtBot, desk: Desk
) -> None:
    dialog = clerk.open(sent)
    assert "第一次收到高资街道" in dialog.files.detail()
    clerk.press()
    assert dialog.step == CODE_STEP
    code = trusting.sender_of(district, sent).code
    assert dialog.code.code.text() == code
    assert figure(district) is None
    clerk.press()
    assert dialog.step == PREVIEW
    assert figure(district) is None
    assert "新1格" in dialog.preview.words()
    with qtbot.waitSignal(desk.changed, timeout=LONG_MS):
        clerk.press()
    assert dialog.step == RESULT
    assert figure(district) == 12
    assert dialog.leave.text() == "关闭"
    assert [page for page, way in dialog.outcome.ways.items() if way.isVisible()] == [REVIEW]
    with qtbot.waitSignal(dialog.page_asked) as asked:
        QTest.mouseClick(dialog.outcome.ways[REVIEW], Qt.MouseButton.LeftButton)
    assert asked.args == [REVIEW]


def test_another_code_of_a_known_office_is_not_agreed_to_by_enter_alone(
    clerk: Importing, offices: FileOffices, district: Office, sent: Path
) -> None:
    known = trusting.trust_sender(district, sent).code
    other = offices.make(GAOZI, "镇的另一台")
    fill(other, "13")
    again = offices.sends(other)
    dialog = clerk.open(again)
    assert f"已登记另一个识别码{known}" in dialog.files.detail()
    clerk.press()
    assert dialog.step == CODE_STEP
    told = "".join(one.text() for one in dialog.code.findChildren(QLabel) if one.isVisible())
    assert f"已登记另一个识别码{known}" in told
    assert "第一次收到" not in told
    assert dialog.focusWidget() is dialog.code.no
    assert not dialog.code.yes.isEnabled()
    clerk.press()
    assert [one.code for one in trusting.trusted(district) if one.unit == GAOZI] == [known]


def test_another_code_is_registered_after_a_tick(
    clerk: Importing, offices: FileOffices, district: Office, sent: Path
) -> None:
    known = trusting.trust_sender(district, sent).code
    other = offices.make(GAOZI, "镇的另一台")
    fill(other, "13")
    dialog = clerk.open(offices.sends(other))
    clerk.press()
    dialog.code.sure.setFocus()
    clerk.press(Qt.Key.Key_Space)
    QTest.mouseClick(dialog.code.yes, Qt.MouseButton.LeftButton)
    clerk.wait_idle()
    found = {one.code for one in trusting.trusted(district) if one.unit == GAOZI}
    assert found == {known, trusting.own(other).code}


def test_a_code_that_is_another_one_keeps_the_file_out(
    clerk: Importing, district: Office, sent: Path
) -> None:
    dialog = clerk.open(sent)
    clerk.press()
    QTest.mouseClick(dialog.code.no, Qt.MouseButton.LeftButton)
    assert dialog.step == FILES
    assert "识别码和对方念的不一致" in dialog.files.detail()
    assert not dialog.go.isEnabled()
    assert {one.unit for one in trusting.trusted(district)} == {DANTU}


def test_a_folder_with_good_and_bad_files_brings_the_good_ones(
    clerk: Importing, offices: FileOffices, district: Office, sent: Path
) -> None:
    other = offices.make(BAOYAN, "宝堰")
    fill(other, "7")
    offices.sends(other)
    (offices.out / "坏的.mzp").write_bytes(sent.read_bytes()[:900])
    (offices.out / "表.xlsx").write_bytes(b"PK other")
    dialog = clerk.open(offices.out)
    assert len(dialog.flow.received.looks) == 3
    for _ in range(3):
        clerk.press()
    assert dialog.step == PREVIEW
    assert dialog.go.text() == "导入（2个文件）"
    assert dialog.preview.files.lines.rowCount() == 2
    clerk.press()
    assert (figure(district), figure(district, BAOYAN)) == (12, 7)


def test_the_preview_tells_before_and_after_by_tabs(
    clerk: Importing, offices: FileOffices, district: Office
) -> None:
    town = offices.make(GAOZI, "镇")
    fill(town, "12")
    first = offices.sends(town)
    fill(town, "15")
    fill(town, "3", code="I05-02")
    second = offices.sends(town)
    trusting.trust_sender(district, first)
    clerk.open(first)
    clerk.press()
    clerk.press()
    assert figure(district) == 12
    clerk.dialog.done(0)
    dialog = clerk.open(second)
    clerk.press()
    preview = dialog.preview
    assert preview.tabs.currentIndex() == CHANGED
    (changed,) = preview.cells.lines.lines
    assert changed.texts[-2:] == ("12", "15")
    assert "12→15" in preview.detail()
    preview.tabs.setFocus()
    QTest.keyClick(preview.tabs, LEFT)
    assert preview.tabs.currentIndex() == NEW
    assert {line.texts[-1] for line in preview.cells.lines.lines} == {"3"}
    for _ in range(MISSING - NEW):
        QTest.keyClick(preview.tabs, RIGHT)
    assert "没有缺少的" in preview.detail()
    assert figure(district) == 12


def test_what_has_been_imported_is_said_and_delete_leaves_a_file_out(
    clerk: Importing, offices: FileOffices, district: Office, sent: Path
) -> None:
    trusting.trust_sender(district, sent)
    clerk.open(sent)
    clerk.press()
    clerk.press()
    clerk.dialog.done(0)
    dialog = clerk.open(sent)
    assert dialog.files.table.lines.lines[0].texts[-1] == "已经导入过"
    assert not dialog.go.isEnabled()
    dialog.files.table.setFocus()
    clerk.press(DELETE)
    assert dialog.flow.received.looks == ()


def test_lines_without_their_plan_are_told_as_set_aside(
    clerk: Importing, offices: FileOffices, district: Office, sent: Path
) -> None:
    """A town that vouches for nobody, with a line the district's plan lacks: its year is another."""
    from zjmz_desktop.domain.values import text_value
    from zjmz_desktop.store.revisions import Write

    town = offices.make(BAOYAN, "宝堰")
    town.write([Write(Cell("I99-99", BAOYAN, "value", 2018, JUNE.code), text_value("x"))])
    file = offices.sends(town)
    trusting.trust_sender(district, file)
    dialog = clerk.open(file)
    clerk.press()
    assert dialog.preview.tabs.currentIndex() == ASIDE
    assert "先存着没有采用" in dialog.preview.detail()
    clerk.press()
    assert dialog.outcome.ways[QUARANTINE].isVisible()


def test_an_office_that_was_registered_is_told_over_the_dialog(
    qtbot: QtBot, district: Office, dressed: QApplication, sent: Path
) -> None:
    """Under the dialog nobody reads it; when the dialog is gone it is told by the window."""
    window = window_of(district)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    dialog = ImportDialog(window.desk, district, paths=[sent], parent=window)
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=LONG_MS)
    QTest.keyClick(dialog.go, ENTER)
    QTest.keyClick(dialog.focusWidget(), ENTER)
    dialog.move(window.pos())  # over the place of what is told
    toast = window.toast
    qtbot.waitUntil(lambda: toast.isVisible() and dialog.step == PREVIEW, timeout=LONG_MS)
    assert "已登记高资街道的识别码" in toast.text()
    assert toast.parentWidget() is dialog
    assert dialog.rect().contains(toast.geometry())
    QTest.keyClick(dialog, ESCAPE)
    assert toast.parentWidget() is window
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert toast.isVisible()
    window.close()


def test_a_file_of_the_other_computer_is_called_what_it_is_called_when_it_is_written(
    clerk: Importing, offices: FileOffices, district: Office
) -> None:
    file = offices.sends(district)
    dialog = clerk.open(file)
    assert file.name == "2018年6月_丹徒区_本单位数据_第1次.mzp"
    (line,) = dialog.files.table.lines.lines
    assert line.texts[2] == "2018年6月 本单位数据文件 第1次"
    assert "2018年6月本单位数据文件，第1次" in dialog.files.detail()


def test_stopping_leaves_the_rest_and_says_so(
    clerk: Importing, district: Office, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting.trust_sender(district, sent)
    dialog = clerk.open(sent)
    clerk.press()
    monkeypatch.setattr(dialog.flow, "_stopped", _Set())
    clerk.press()
    assert dialog.step == RESULT
    assert "还有1个没有导入" in dialog.outcome.notice.words()
    assert figure(district) is None


class _Set:
    """An event that stays set, as if 停止 were pressed at once."""

    def clear(self) -> None:
        """As an event."""

    def set(self) -> None:
        """As an event."""

    def is_set(self) -> bool:
        return True


def test_an_empty_folder_is_said(clerk: Importing, tmp_path: Path, sent: Path) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    assert "没有找到数据文件" in clerk.open(folder).error()


def test_escape_leaves_and_nothing_was_written(
    clerk: Importing, district: Office, sent: Path
) -> None:
    trusting.trust_sender(district, sent)
    dialog = clerk.open(sent)
    clerk.press()
    QTest.keyClick(dialog, ESCAPE)
    assert not dialog.isVisible()
    assert figure(district) is None


def test_nothing_is_cut_and_everything_has_a_name(
    clerk: Importing, offices: FileOffices, sent: Path
) -> None:
    dialog = clerk.open(sent)
    for _ in range(4):
        assert not clipped(dialog)
        assert not outside(dialog)
        assert not unnamed(dialog)
        clerk.press()
