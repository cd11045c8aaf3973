"""Pages wider than the window: which of them is in sight."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.preview.page_layout import Zoom
from zjmz_desktop.gui.preview.scrolled_pages import ScrolledPages

A4 = (595.0, 842.0)  # at 130 % 1031 pixels wide


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> ScrolledPages:
    found = ScrolledPages()
    qtbot.addWidget(found)
    found.resize(1115, 600)
    found.show()
    found.set_zoom(Zoom("", 130))
    found.set_facing(True)
    return found


def is_whole(view: ScrolledPages, page: int) -> bool:
    box, sight = view.pages.boxes[page], view.sight()
    return sight.left() <= box.left() < box.right() <= sight.right()


def test_of_two_side_by_side_the_one_that_is_opened_is_in_sight(view: ScrolledPages) -> None:
    view.set_sizes([A4] * 5)
    assert view.pages.width > view.sight().width()
    for page in (0, 1, 2, 4):
        if page:
            view.go_to(page)
        assert is_whole(view, page), page


def test_a_page_wider_than_the_window_stays_as_it_was_moved(view: ScrolledPages) -> None:
    view.set_zoom(Zoom("", 200))
    view.set_facing(False)
    view.set_sizes([A4] * 3)
    view.horizontalScrollBar().setValue(25)
    view.go_to(1)
    assert view.horizontalScrollBar().value() == 25
