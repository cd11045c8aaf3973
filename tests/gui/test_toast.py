"""What is told lies where it can be read: over the window, or over the dialog that covers its place."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.widgets.toast import Toast


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    found = QWidget()
    found.setGeometry(0, 0, 1300, 680)
    qtbot.addWidget(found)
    with qtbot.waitExposed(found):
        found.show()
    return found


@pytest.mark.parametrize(
    ("place", "covers"), [((100, 20, 1100, 640), True), ((400, 100, 440, 240), False)]
)
def test_it_goes_over_a_dialog_that_covers_its_place_and_comes_back(
    qtbot: QtBot, window: QWidget, place: tuple[int, int, int, int], covers: bool
) -> None:
    toast, dialog = Toast(window), QDialog(window)
    dialog.setGeometry(*place)
    with qtbot.waitExposed(dialog):
        dialog.open()
    toast.say("已登记高资街道的识别码。")
    assert toast.isVisible()
    over = dialog if covers else window
    assert toast.parentWidget() is over
    assert over.rect().contains(toast.geometry())
    dialog.accept()
    assert toast.parentWidget() is window
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())


def test_what_is_no_longer_said_does_not_come_back(qtbot: QtBot, window: QWidget) -> None:
    toast, dialog = Toast(window), QDialog(window)
    dialog.setGeometry(100, 20, 1100, 640)
    with qtbot.waitExposed(dialog):
        dialog.open()
    toast.say("已登记。")
    toast._clock.stop()
    toast.hide()
    dialog.accept()
    assert not toast.isVisible()
