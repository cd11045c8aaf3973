"""First start, a store that can't be opened, and the allocation of targets."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.first_start import FirstStart
from zjmz_desktop.gui.dialogs.open_error import OpenErrorDialog
from zjmz_desktop.gui.dialogs.target_dialog import TargetDialog
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.opening import Opening

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
DISTRICT = "321112000000"
CODE = "I08-03"


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def first(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[FirstStart]:
    dialog = FirstStart(tmp_path / "store")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.search)
    yield dialog
    if dialog.office is not None:
        dialog.office.close()


def test_an_office_is_made_by_keyboard_alone(
    first: FirstStart, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.type("gzjd")
    keyboard.press(Qt.Key.Key_Down)
    assert first.units.hasFocus()
    unit = first.units.unit()
    assert unit is not None
    assert unit.name == "高资街道"
    assert "高资街道" in chosen(first)
    assert "不能改" in chosen(first)
    keyboard.press(ENTER)
    assert first.user_name.hasFocus()
    assert first.isVisible()
    keyboard.type("张敏")
    keyboard.press(ENTER)
    qtbot.waitUntil(lambda: not first.isVisible())
    assert first.office is not None
    assert first.office.unit.name == "高资街道"
    assert first.office.user_name == "张敏"


def chosen(first: FirstStart) -> str:
    return first._chosen.text()


def test_a_missing_name_is_asked_for_once(
    first: FirstStart, keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.type("dtq")
    keyboard.press(ENTER)
    assert first.user_name.hasFocus()
    keyboard.press(ENTER)
    assert first.office is None
    assert "没有写填表人的姓名" in first.error()
    keyboard.press(ENTER)
    qtbot.waitUntil(lambda: not first.isVisible())
    assert first.office is not None


def test_enter_without_a_unit_stays(first: FirstStart, keyboard: Keyboard) -> None:
    keyboard.type("xyzxyz")
    keyboard.press(ENTER)
    assert first.search.hasFocus()
    assert "请先选本单位" in first.error()


def test_without_a_unit_it_says_what_to_do(first: FirstStart) -> None:
    first.make.click()
    assert first.isVisible()
    assert "请先选本单位" in first.error()


def test_a_folder_with_a_store_is_not_touched(first: FirstStart, tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    create_office(folder, DISTRICT).close()
    before = (folder / "office.db").read_bytes()
    first.units.choose("321112001000")
    first.user_name.setText("张敏")
    first.folder.setText(str(folder))
    first.make.click()
    assert first.office is None
    assert "已经有数据" in first.error()
    assert (folder / "office.db").read_bytes() == before


def test_units_are_found_by_name_code_and_initials(first: FirstStart) -> None:
    for words, wanted in (("宝堰", "宝堰镇"), ("L3211", "镇江高新区"), ("dtq", "丹徒区")):
        first.search.setText(words)
        unit = first.units.unit()
        assert unit is not None
        assert unit.name == wanted
    first.search.setText("没有这个")
    assert first.units.unit() is None


def test_the_sample_is_made_and_opened(first: FirstStart, qtbot: QtBot) -> None:
    first.sample.click()
    qtbot.waitUntil(lambda: first.office is not None, timeout=120_000)
    assert first.office is not None
    assert first.office.sample


def test_every_field_has_a_name_and_nothing_is_cut(first: FirstStart) -> None:
    for widget in first.findChildren(QWidget):
        named = widget.accessibleName() or getattr(widget, "text", str)()
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert named, widget
            assert widget.height() >= widget.minimumSizeHint().height(), named
    assert first.height() <= 695


def test_a_store_that_cannot_be_opened(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    dialog = OpenErrorDialog(tmp_path, "磁盘已满。请清理磁盘后再试。")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.ask_folder = lambda: ""  # type: ignore[method-assign]
    dialog.other.click()
    assert dialog.isVisible()
    dialog.ask_folder = lambda: str(tmp_path / "b")  # type: ignore[method-assign]
    dialog.other.click()
    assert not dialog.isVisible()
    assert dialog.folder == tmp_path / "b"


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "d", DISTRICT, clock=july)
    yield office
    office.close()


def test_targets_are_typed_and_summed(
    qtbot: QtBot, dressed: QApplication, keyboard: Keyboard, district: Office
) -> None:
    desk = Desk(ServiceActions(Opening.of(district)))
    dialog = TargetDialog(desk, district, code=CODE)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.edits[0])
    keyboard.type("3")
    keyboard.press(ENTER)
    assert dialog.edits[1].hasFocus()
    keyboard.type("about")
    keyboard.press(ENTER)
    assert dialog.edits[1].text() == "about"
    assert dialog.error()
    dialog.edits[1].setFocus()
    dialog.edits[1].selectAll()
    keyboard.type("2")
    keyboard.press(ENTER)
    assert not dialog.error()
    units = [unit.id for unit in district.units.children(DISTRICT)]
    assert [district.targets[CODE, unit] for unit in units[:2]] == [3, 2]
    dialog.split.click()
    assert "本级目标未下达" in dialog.error()
