"""Templates through the window, by keyboard: export for several units, import with its preview."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from clerk import Clerk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.template_export import TemplateExportDialog
from zjmz_desktop.gui.dialogs.template_import import TemplateImportDialog
from zjmz_desktop.gui.service_actions import ServiceActions
from zjmz_desktop.gui.table_ways import WAYS
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.opening import Opening
from zjmz_desktop.service.templating import TemplateAsked, write_template
from zjmz_desktop.store import cells

DANTU, GAOZI = "321112000000", "321112001000"
SPACE, ENTER, DOWN = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down
RIGHT = Qt.Key.Key_Right


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = create_office(tmp_path / "区", DANTU, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    yield found
    found.close()


@pytest.fixture
def desk(office: Office, dressed: QApplication) -> Desk:
    return Desk(ServiceActions(Opening.of(office)))


@pytest.fixture
def filled(office: Office, tmp_path: Path) -> Path:
    path = tmp_path / "高资街道.xlsx"
    write_template(office, TemplateAsked(GAOZI, month(2018, 6)), target=path)
    clerk = Clerk(path)
    clerk.fill("I06-02 2018M06", value=12)
    clerk.fill("I06-01 2018M06", value="约50")
    clerk.add("canteen", name="示例助餐点")
    return clerk.save()


def phoned(office: Office) -> object:
    found = cells.one(office.database, Cell("I06-02", GAOZI, "proxy", 2018, "2018M06"))
    return None if found is None else found.value.n


def test_the_menu_offers_both() -> None:
    assert {"导出填报模板…", "导入填报模板…"} <= {way.words for way in WAYS}


def test_export_by_keyboard(
    qtbot: QtBot,
    office: Office,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = TemplateExportDialog(desk, office)
    monkeypatch.setattr(dialog, "ask_folder", lambda: tmp_path)
    with qtbot.waitExposed(dialog):
        dialog.open()
    assert dialog.chosen() == (DANTU,)
    for key in (SPACE, DOWN, SPACE, DOWN, SPACE):
        QTest.keyClick(dialog.units, key)
    assert len(dialog.chosen()) == 2
    with qtbot.waitSignals([desk.told, dialog.accepted], timeout=20_000):
        QTest.keyClick(dialog.yes, ENTER)
    assert len(list(tmp_path.glob("*填报模板.xlsx"))) == 2


def test_no_unit_is_said(qtbot: QtBot, office: Office, desk: Desk) -> None:
    dialog = TemplateExportDialog(desk, office)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.none.click()
    QTest.keyClick(dialog.yes, ENTER)
    assert "没有勾选单位" in dialog.error()
    dialog.reject()


def test_import_is_previewed_confirmed_and_undone(
    qtbot: QtBot, office: Office, desk: Desk, filled: Path
) -> None:
    dialog = TemplateImportDialog(desk, office, paths=[filled, Path("没有.xlsx")])
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: dialog.yes.isEnabled(), timeout=20_000)
    assert phoned(office) is None
    assert "填入2格" in dialog.tally()
    tabs = dialog.outcomes.tabs
    assert tabs.tabText(tabs.currentIndex()).startswith("全部 ")
    tabs.setFocus()
    QTest.keyClick(tabs, RIGHT)
    assert {one.outcome for one in dialog.outcomes.shown_lines()} == {Outcome.NEW}
    QTest.keyClick(tabs, RIGHT)
    (refused,) = dialog.outcomes.shown_lines()
    assert "具体数" in refused.reason
    with qtbot.waitSignals([desk.changed, desk.told, dialog.accepted]):
        QTest.keyClick(dialog.yes, ENTER)
    assert phoned(office) == 12
    desk.undo()
    assert phoned(office) is None


def test_cancelling_writes_nothing(qtbot: QtBot, office: Office, desk: Desk, filled: Path) -> None:
    dialog = TemplateImportDialog(desk, office, paths=[filled])
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: dialog.yes.isEnabled(), timeout=20_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert phoned(office) is None
