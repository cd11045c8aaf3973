"""A 签发稿 that is refused: all that stands in its way is listed, and each leads to its form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sample_place import annual_page, copied, february
from typist import Keyboard

from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.page_stack import FORM
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.service.context import Office

WAIT_MS = 60_000


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    with copied(sample_folder, tmp_path / "示例", clock=february) as found:
        yield found


def refused(qtbot: QtBot, office: Office) -> ReportPage:
    page = annual_page(qtbot, office)
    page.choice.choose(PaperKind.SUMMARY, PaperStage.FINAL)
    page.write_button.click()
    qtbot.waitUntil(page.writing.left.isVisible, timeout=WAIT_MS)
    return page


def test_all_is_listed_and_a_key_leads_to_its_form(
    qtbot: QtBot, office: Office, keyboard: Keyboard
) -> None:
    page = refused(qtbot, office)
    left, window = page.writing.left, page.window()
    assert isinstance(window, MainWindow)
    count = left.count()
    assert count > 12
    assert page.writing.result.text().startswith(f"还有{count}项数没有审定")
    code = left.item(count - 1).text().partition("　")[0]
    left.setCurrentRow(count - 1)
    left.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert window.pages.current_name == FORM
    assert window.entry.navigation.view.current_code == code
    page.writing.clear()
    assert not left.count()
    page.stop()
    window.close()
