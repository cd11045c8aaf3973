"""Very big pastes, and taking them back: beside the window, behind a bar, with no other edit in between."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.gui.dialogs.big_work import BigWork
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.service import row_batches, row_pasting, undoing
from zjmz_desktop.service.context import open_office
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.store import appending

GAOZI, CODE = "321112001000", "canteen"
CTRL = Qt.KeyboardModifier.ControlModifier
BLOCK = "甲\t\t高资街道\t\t\n乙\t\t高资街道\n丙\t\t高资街道\n"
LONG_MS = 20_000


@pytest.fixture(autouse=True)
def small_acts_are_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zjmz_desktop.gui.pages.open_register.BIG", 3)
    monkeypatch.setattr(undoing, "BIG", 3)
    monkeypatch.setattr(appending, "_TOLD_EVERY", 1)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """What is beside the window waits here before it writes."""
    opened = Event()

    def waiting(call: Any) -> Any:
        def wait(*words: Any, **named: Any) -> Any:
            assert opened.wait(LONG_MS / 1000)
            return call(*words, **named)

        return wait

    monkeypatch.setattr(row_pasting, "write_rows", waiting(row_batches.write_rows))
    monkeypatch.setattr(undoing, "step_beside", waiting(undoing.step_beside))
    yield opened
    opened.set()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done beside the window, in order; so little is over at once."""
    found: list[str] = []
    begin = BigWork.begin

    def noted(work: BigWork, call: Any) -> None:
        found.append(work.windowTitle())
        begin(work, call)

    monkeypatch.setattr(BigWork, "begin", noted)
    return found


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    found = WorkPlace(qtbot, tmp_path / "store", GAOZI)
    yield found
    found.close()


@pytest.fixture
def page(place: WorkPlace) -> RegisterPage:
    found = place.window.show_page("register", CODE)
    assert isinstance(found, RegisterPage)
    found.body.add_row()
    found.body.view.go_to(0, 0)
    return found


def work(place: WorkPlace) -> BigWork | None:
    return next(iter(place.window.findChildren(BigWork)), None)


def over(place: WorkPlace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: work(place) is None, timeout=LONG_MS)
    place.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def paste(keyboard: Keyboard) -> None:
    QGuiApplication.clipboard().setText(BLOCK)
    keyboard.press(Qt.Key.Key_V, CTRL)


def names(place: WorkPlace) -> Sequence[str]:
    """What another program would find in the store."""
    office = open_office(place.office.folder, exclusive=False)
    found = sorted(row.fields["name"].text or "" for row in rows_of(office, CODE))
    office.close()
    return found


def shown(page: RegisterPage) -> list[str]:
    return sorted(page.body.sheet.row(at).cells[0] for at in range(len(page.body.sheet.shown)))


def test_a_paste_is_written_beside_and_taken_back_and_done_again_by_key(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot, begun: list[str]
) -> None:
    paste(keyboard)
    over(place, qtbot)
    qtbot.waitUntil(lambda: len(page.body.sheet.shown) == 3, timeout=LONG_MS)
    assert names(place) == ["丙", "乙", "甲"]
    keyboard.press(Qt.Key.Key_Z, CTRL)
    over(place, qtbot)
    assert names(place) == []
    qtbot.waitUntil(lambda: page.body.sheet.totals().rows == 0, timeout=LONG_MS)
    keyboard.press(Qt.Key.Key_Y, CTRL)
    over(place, qtbot)
    assert names(place) == ["丙", "乙", "甲"]
    keyboard.press(Qt.Key.Key_Z, CTRL)
    over(place, qtbot)
    assert names(place) == []
    assert begun == ["正在粘贴3行", "正在撤销6格", "正在重做6格", "正在撤销6格"]


def test_nothing_is_written_where_it_is_called_off(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot, gate: Event
) -> None:
    paste(keyboard)
    keyboard.press(Qt.Key.Key_Escape)
    assert work(place) is not None
    gate.set()
    over(place, qtbot)
    assert names(place) == []
    assert "没有改动任何数据" in place.window.toast.text()
    assert not place.office.undo.done


def test_an_act_called_off_while_it_is_taken_back_stays_the_one_to_take_back(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot, gate: Event
) -> None:
    gate.set()
    paste(keyboard)
    over(place, qtbot)
    gate.clear()
    keyboard.press(Qt.Key.Key_Z, CTRL)
    keyboard.press(Qt.Key.Key_Escape)
    gate.set()
    over(place, qtbot)
    assert names(place) == ["丙", "乙", "甲"]
    keyboard.press(Qt.Key.Key_Z, CTRL)
    over(place, qtbot)
    assert names(place) == []


def test_no_key_reaches_the_table_meanwhile(
    place: WorkPlace, page: RegisterPage, keyboard: Keyboard, qtbot: QtBot, gate: Event
) -> None:
    paste(keyboard)
    assert QApplication.activeModalWidget() is work(place)
    keyboard.press(Qt.Key.Key_Z, CTRL)
    keyboard.press(Qt.Key.Key_Insert)
    keyboard.type("丁")
    gate.set()
    over(place, qtbot)
    assert names(place) == ["丙", "乙", "甲"]
