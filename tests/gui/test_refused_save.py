"""A disk that refuses a save: what was typed stays on screen, and leaving the field again saves it."""

import pytest
from fake_office import TOWN, FakeOffice
from PySide6.QtCore import Qt
from typist import Keyboard

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.gui.forms.edits import NumberEdit, TextArea
from zjmz_desktop.gui.main_window import MainWindow


def test_typing_outlives_a_refused_save(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.entry.open_indicator("I05-02")
    keyboard.settle()
    place = ("I05-02", TOWN, "2018M06", "value")
    field = window.entry.form.findChildren(NumberEdit)[0]
    field.setFocus()

    def full(*_: object) -> object:
        raise StoreError("磁盘已满：只剩0MB，至少需要50MB。")

    with monkeypatch.context() as patched:
        patched.setattr(office, "save_field", full)
        keyboard.type("171")
        keyboard.press(Qt.Key.Key_Return)
        assert field.text() == "171"
        assert place not in office.cells
    field.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert office.cells[place] == "171"


def test_a_note_outlives_a_refused_save(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.entry.open_indicator("I05-02")
    body = window.entry.form.body
    assert body is not None
    note = body.input_of("note")
    assert isinstance(note, TextArea)

    def full(*_: object) -> object:
        raise StoreError("磁盘已满：只剩0MB，至少需要50MB。")

    note.setFocus()
    with monkeypatch.context() as patched:
        patched.setattr(office, "save_field", full)
        keyboard.type("abc")
        keyboard.press(Qt.Key.Key_Tab)
    window.entry.form.refresh()
    assert note.toPlainText() == "abc"
    note.setFocus()
    keyboard.press(Qt.Key.Key_Tab)
    assert office.cells["I05-02", TOWN, "2018M06", "note"] == "abc"
