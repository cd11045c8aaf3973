"""与以前比较: a moment is chosen by key and mouse, the difference is read, copied and kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import DANTU, GAOZI, JUNE, Flow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.compare_dialog import CompareDialog
from zjmz_desktop.gui.dialogs.moment_choice import ON_A_DAY
from zjmz_desktop.gui.models.difference_table import AFTER, BEFORE, GROWN, REMARK, UNIT
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service import entering, submitting
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.opening import Opening


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "flow")
    found.put("7")
    submitting.submit(found.town, JUNE)
    submitting.recall(found.town, JUNE)
    found.now = found.now.replace(day=20)
    found.put("9")
    found.district.catch_up()
    yield found
    found.district.close()


@pytest.fixture
def dialog(qtbot: QtBot, dressed: QApplication, flow: Flow) -> CompareDialog:
    desk = Desk(ServiceActions(Opening.of(flow.district)))
    made = CompareDialog(desk, flow.district, at=UnitPeriod(DANTU, JUNE), parent=None)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    settled(qtbot, made)
    return made


def settled(qtbot: QtBot, dialog: CompareDialog) -> None:
    qtbot.waitUntil(lambda: dialog._beside.task is None)


def cells(dialog: CompareDialog, row: int) -> list[str]:
    index = dialog.model.index
    return [index(row, column).data() for column in (UNIT, BEFORE, AFTER, GROWN, REMARK)]


def test_a_week_before_the_last_entry_is_compared_with_at_once(dialog: CompareDialog) -> None:
    assert dialog.choice.moment.currentText() == ON_A_DAY
    assert dialog.choice.day.text() == "2018-07-13"
    assert cells(dialog, 0) == ["丹徒区", "7", "9", "+2", ""]
    assert cells(dialog, 1) == ["高资街道", "7", "9", "+2", ""]
    assert dialog.words.toPlainText() == (
        "比7月13日，丹徒区截至2018年6月底的数：\n低保对象户数 +2，其中高资街道 +2。"
    )


def test_a_submission_is_chosen_from_the_list_by_key(qtbot: QtBot, dialog: CompareDialog) -> None:
    dialog.choice.moment.setFocus()
    QTest.keyClick(dialog.choice.moment, Qt.Key.Key_Down)
    assert dialog.choice.moment.currentText().startswith("高资街道6月上报第1版后（7月3日")
    assert dialog.choice.asked == f"{GAOZI}/2018M06/1"
    assert not dialog.choice.day.isVisible()
    settled(qtbot, dialog)
    assert cells(dialog, 1) == ["高资街道", "7", "9", "+2", ""]


def test_a_day_is_typed_and_a_wrong_one_is_refused_in_words(
    qtbot: QtBot, dialog: CompareDialog
) -> None:
    dialog.choice.day.selectAll()
    QTest.keyClicks(dialog.choice.day, "2018-7-20")
    QTest.keyClick(dialog.choice.day, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.model.rowCount() == 0
    assert dialog.state() == "没有变化"
    assert not dialog.keep.isEnabled()
    dialog.choice.day.selectAll()
    QTest.keyClicks(dialog.choice.day, "2018-07-32")
    QTest.keyClick(dialog.choice.day, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert dialog.state() == "没有比较，原因写在下面"
    assert dialog.words.toPlainText().startswith("“2018-07-32”：没有这一天")
    assert not dialog.copy.isEnabled()


def test_what_was_told_of_an_earlier_month_is_no_silence(
    qtbot: QtBot, dialog: CompareDialog, flow: Flow
) -> None:
    """No figure is another one since that day, and the office's words of March are."""
    flow.now = flow.now.replace(day=25)
    said = FieldAt("I05-07", DANTU, parse_period("2018Q1"), "note")
    assert not entering.save_field(flow.district, said, typed="窗口选址中。").error
    dialog.choice.day.selectAll()
    QTest.keyClicks(dialog.choice.day, "2018-07-21")
    QTest.keyClick(dialog.choice.day, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert dialog.model.rowCount() == 0
    assert dialog.state() == "以前月份的进展有1处变化，见下面的文字"
    assert dialog.words.toPlainText().endswith("3月进展：没有→窗口选址中。")


def test_the_words_are_copied(qtbot: QtBot, dialog: CompareDialog) -> None:
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.words.toPlainText()


def test_the_table_is_kept_as_a_file(
    qtbot: QtBot, dialog: CompareDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "比较.xlsx"
    asked: list[str] = []

    def answer(name: str, kinds: str) -> Path:
        asked.append(name)
        return target

    monkeypatch.setattr(dialog.export, "ask_target", answer)
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists)
    assert asked == ["丹徒区与以前比较_截至2018年6月底.xlsx"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "没有写和哪一天比较"),
        ("  ", "没有写和哪一天比较"),
        ("2018-02-30", "没有这一天，或没有这个时刻"),
        ("2018-07-05 25:00", "没有这一天，或没有这个时刻"),
        ("2999-01-01", "还没有到"),
        ("1999-01-01", "还没有数据"),
        ("昨天", "可以写日期（2018-07-05）"),
        ("S3LX-S56Y-LKH7-FARA-T", "不是核验码"),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_what_is_no_moment_is_answered_where_the_next_is_typed(
    qtbot: QtBot, dialog: CompareDialog, *, typed: str, words: str, key: Qt.Key
) -> None:
    dialog.activateWindow()
    dialog.choice.day.setFocus()
    qtbot.waitUntil(dialog.choice.day.hasFocus)
    dialog.choice.day.selectAll()
    QTest.keyClick(dialog.choice.day, Qt.Key.Key_Delete)
    Keyboard(qtbot).type(typed)
    QTest.keyClick(dialog.choice.day, key)
    settled(qtbot, dialog)
    assert words in dialog.words.toPlainText()
    assert dialog.state() == "没有比较，原因写在下面"
    assert dialog.model.rowCount() == 0
    assert not dialog.copy.isEnabled()
    assert not dialog.keep.isEnabled()
    qtbot.waitUntil(dialog.choice.day.hasFocus)
    assert dialog.choice.day.selectedText() == typed
    assert dialog.isVisible()
    QTest.keyClicks(dialog.choice.day, "2018/7/13")  # over the wrong one
    QTest.keyClick(dialog.choice.day, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert cells(dialog, 0) == ["丹徒区", "7", "9", "+2", ""]


def test_the_state_of_now_is_the_same_twice(qtbot: QtBot, dialog: CompareDialog) -> None:
    dialog.activateWindow()
    dialog.choice.day.setFocus()
    qtbot.waitUntil(dialog.choice.day.hasFocus)
    dialog.choice.day.selectAll()
    Keyboard(qtbot).type("2018年7月20日")
    QTest.keyClick(dialog.choice.day, Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert dialog.state() == "没有变化"
    assert "没有变化" in dialog.words.toPlainText()
