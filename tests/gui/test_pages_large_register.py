"""A register of many rows: its columns at once, then the first rows, then all."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.gui.pages.register_page import RegisterPage
from zjmz_desktop.service import register_tables
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.registering import add_row
from zjmz_desktop.service.views import RegisterTable

TOWN = "321112001000"


class PaintWatch(QObject):
    """Tells when the table is painted for the first time with rows in it."""

    def __init__(self, page: RegisterPage, happened: list[str]) -> None:
        super().__init__(page)
        self._page, self._happened = page, happened

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every event of the table goes on to it."""
        painted = event.type() == QEvent.Type.Paint and self._page.body.sheet.shown
        if painted and "painted" not in self._happened:
            self._happened.append("painted")
        return False


def july() -> datetime:
    return datetime(2018, 7, 3, 3, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "数据", TOWN, user_name="张敏", clock=july)) as office:
        for number in range(9):
            typed = {"name": f"示例{number}", "town": "高资街道", "address": f"{number}号"}
            add_row(office, "canteen", typed=typed)
        yield office


def test_columns_at_once_then_first_rows_and_then_all(
    qtbot: QtBot, dressed: QApplication, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zjmz_desktop.gui.pages.open_register.FEW_ROWS", 3)
    window = window_of(office)
    qtbot.addWidget(window)
    window.show()
    page = window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    body, sheet = page.body, page.body.sheet
    assert not sheet.shown
    assert sheet.columns[0].title == "名称"
    assert "正在读取" in body.foot.sums()
    place = [column.code for column in sheet.columns].index("address")
    seen: list[list[str]] = []

    def stand_on_the_third(table: RegisterTable) -> None:
        seen.append(list(sheet.shown))
        if not table.whole:
            assert body.view.currentIndex().row() == 0
            assert not sheet.is_editable(0, sheet.columns[0])
            assert "正在读取" in body.foot.sums()
            body.view.go_to(2, place)

    page.reader.read.connect(stand_on_the_third)
    qtbot.waitUntil(lambda: len(sheet.shown) == 9)
    assert [len(one) for one in seen] == [3, 9]
    third = seen[0][2]
    index = body.view.currentIndex()
    assert (sheet.shown[index.row()], index.column()) == (third, place)
    assert sheet.is_editable(0, sheet.columns[0])
    assert body.foot.sums().startswith("共9")
    page.stop()


def test_first_rows_are_painted_before_the_rest_is_read(
    qtbot: QtBot, dressed: QApplication, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zjmz_desktop.gui.pages.open_register.FEW_ROWS", 3)
    happened: list[str] = []
    whole = register_tables.table

    def reads_all(*args: Any, **named: Any) -> RegisterTable:
        happened.append("all read")
        return whole(*args, **named)

    monkeypatch.setattr(register_tables, "table", reads_all)
    window = window_of(office)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    page = window.show_page("register", "canteen")
    assert isinstance(page, RegisterPage)
    watch = PaintWatch(page, happened)
    page.body.view.viewport().installEventFilter(watch)
    assert page.reader.is_reading
    qtbot.waitUntil(lambda: len(page.body.sheet.shown) == 9)
    assert happened == ["painted", "all read"]
    page.stop()
