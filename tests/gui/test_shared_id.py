"""Two people of one office under one user id: told on the page of conflicts, and mended there."""

from collections.abc import Callable

from file_offices import GAOZI, FileOffices, takes
from looking import clipped, outside
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.page_stack import CONFLICTS
from zjmz_desktop.gui.pages.conflicts_page import ConflictsPage
from zjmz_desktop.service import settling
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.users import add_user, users


def test_who_sits_here_takes_a_user_id_of_their_own(
    qtbot: QtBot,
    opened: Callable[[Office], MainWindow],
    offices: FileOffices,
    keyboard: Keyboard,
) -> None:
    office, other = offices.make(GAOZI, "一台"), offices.make(GAOZI, "另一台")
    add_user(office, "示例甲")
    add_user(other, "示例乙")
    takes(office, offices.sends(other, GAOZI))
    window = opened(office)
    page = window.show_page(CONFLICTS)
    assert isinstance(page, ConflictsPage)
    qtbot.waitUntil(page.card.new_id.isVisible)
    QApplication.processEvents()
    assert not clipped(page)
    assert not outside(page)
    page.card.new_id.setFocus()
    keyboard.press(Qt.Key.Key_Space)
    assert users(office) == (("u01", "示例乙"), ("u02", "示例甲"))
    assert "改用用户编号u02" in window.toast.text()
    assert office.user == "u02"
    assert not settling.conflicts(office)
