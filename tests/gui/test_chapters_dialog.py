"""章节 of the annual summary's page: regrouped by keys, taken back, refused, saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import clipped, outside, unnamed
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from typist import Keyboard
from work_place import WorkPlace

from zjmz_desktop.domain.chapter_board import OUT
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.gui.dialogs.chapter_tree import Spot
from zjmz_desktop.gui.dialogs.chapters_dialog import ChaptersDialog
from zjmz_desktop.gui.dialogs.name_dialog import NameDialog
from zjmz_desktop.gui.page_stack import ANNUAL
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.service.papers import chapter_choice, choose_chapters

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
DISTRICT = "321112000000"


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    found = WorkPlace(qtbot, tmp_path / "数据", DISTRICT)
    yield found
    found.close()


def opened(place: WorkPlace, qtbot: QtBot) -> ChaptersDialog:
    page = place.window.show_page(ANNUAL)
    assert isinstance(page, ReportPage)
    QTest.mouseClick(page.choice.chapters, Qt.MouseButton.LeftButton)
    dialog = place.window.findChildren(ChaptersDialog)[-1]
    qtbot.waitUntil(dialog.tree.hasFocus)
    return dialog


def lines(dialog: ChaptersDialog) -> list[str]:
    tops = [dialog.tree.topLevelItem(no) for no in range(dialog.tree.topLevelItemCount())]
    return [f"{top.text(0)} {top.text(1).partition('，')[0]}" for top in tops if top]


def asked(dialog: ChaptersDialog, qtbot: QtBot) -> NameDialog:
    found = dialog.findChildren(NameDialog)[-1]
    qtbot.waitUntil(found.name.hasFocus)
    return found


def back_in(dialog: ChaptersDialog, qtbot: QtBot) -> None:
    """No window manager gives the focus back here."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.tree.hasFocus)


def test_a_chapter_of_ones_own_is_made_filled_and_saved_by_keys(
    place: WorkPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    dialog = opened(place, qtbot)
    assert lines(dialog)[0] == "一、党建引领持续加强 10句"
    assert lines(dialog)[-1] == "不写进总结的句子 0句"
    keyboard.press(KEY.Key_Insert)
    asked(dialog, qtbot)
    keyboard.type("年度亮点")
    keyboard.press(KEY.Key_Return)
    back_in(dialog, qtbot)
    assert lines(dialog)[1] == "二、年度亮点 0句"
    assert dialog.tree.spot == Spot(1)
    dialog.accept()
    assert "“年度亮点”里还没有句子" in dialog.error()
    keyboard.press(KEY.Key_Up)
    assert dialog.tree.spot == Spot(0, "S1-12")
    keyboard.press(KEY.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.tree.keys == ("S1-10", "S1-12")
    keyboard.press(KEY.Key_Return)
    menu = next(m for m in dialog.findChildren(QMenu) if m.isVisible())
    assert menu.actions()[1].text() == "年度亮点"
    for key in (KEY.Key_Down, KEY.Key_Return):
        QTest.keyClick(menu, key)
    assert lines(dialog)[:2] == ["一、党建引领持续加强 8句", "二、年度亮点 2句"]
    assert dialog.tree.keys == ("S1-10", "S1-12")
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert "年度亮点：S1-10 S1-12" in chapter_choice(place.office).lines


def test_steps_over_the_edge_and_all_of_it_taken_back(
    place: WorkPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    dialog = opened(place, qtbot)
    first = lines(dialog)
    items = dialog.tree.model().index(0, 1).data()
    assert items == "10句，第1、2、3、4项"
    keyboard.press(KEY.Key_Down, ALT)
    assert lines(dialog)[1] == "二、党建引领持续加强 10句"
    assert dialog.tree.spot == Spot(1)
    assert not dialog.deeds.rename("党建", at=1)
    assert lines(dialog)[1] == "二、党建 10句"
    assert dialog.tree.isExpanded(dialog.tree.model().index(1, 0))
    dialog.deeds.undo()
    keyboard.press(KEY.Key_Down)  # it still lies open
    keyboard.press(KEY.Key_Up, ALT)  # the first sentence goes to the end of the chapter before
    assert dialog.tree.spot == Spot(0, "S1-01")
    assert lines(dialog)[:2] == ["一、基本民生保障扎实有力 11句", "二、党建引领持续加强 9句"]
    keyboard.press(KEY.Key_Delete)
    assert lines(dialog)[-1] == "不写进总结的句子 1句"
    assert dialog.tree.spot == Spot(OUT, "S1-01")
    assert not dialog.up.isEnabled()
    for _ in range(3):
        keyboard.press(KEY.Key_Z, CONTROL)
    assert lines(dialog) == first
    assert not dialog.undo.isEnabled()
    with qtbot.waitSignal(dialog.finished):
        keyboard.press(KEY.Key_Escape)


def test_a_title_that_can_not_stand_is_said_and_the_dialog_stays(
    place: WorkPlace, keyboard: Keyboard, qtbot: QtBot
) -> None:
    dialog = opened(place, qtbot)
    keyboard.press(KEY.Key_F2)
    name = asked(dialog, qtbot)
    assert name.name.text() == "党建引领持续加强"
    keyboard.type("养老：更好")
    keyboard.press(KEY.Key_Return)
    assert "不能有冒号" in name.error()
    keyboard.press(KEY.Key_Escape)
    back_in(dialog, qtbot)
    keyboard.press(KEY.Key_Delete)
    assert lines(dialog)[-1] == "不写进总结的句子 10句"
    keyboard.press(KEY.Key_Escape)
    assert dialog.isVisible()
    assert "还没有保存" in dialog.error()
    with qtbot.waitSignal(dialog.finished):
        keyboard.press(KEY.Key_Escape)
    assert not chapter_choice(place.office).choice


def test_ready_chapters_are_stored_by_their_name(place: WorkPlace, qtbot: QtBot) -> None:
    choose_chapters(place.office, "养老：S3-01")
    dialog = opened(place, qtbot)
    assert lines(dialog)[0] == "一、养老 1句"
    dialog.deeds.use("sections")
    dialog.accept()
    assert chapter_choice(place.office).choice == "sections"
    dialog = opened(place, qtbot)
    dialog.deeds.use("")
    dialog.accept()
    assert chapter_choice(place.office).choice == ""


def test_nothing_of_the_dialog_is_cut_or_without_a_name(place: WorkPlace, qtbot: QtBot) -> None:
    place.window.resize(1000, 600)
    page = place.window.show_page(ANNUAL)
    assert isinstance(page, ReportPage)
    for kind in PaperKind:
        page.choice.choose(kind)
        place.settle()
        assert [*clipped(page), *outside(place.window.pages)] == [], kind
    page.choice.choose(PaperKind.SUMMARY)
    dialog = opened(place, qtbot)
    dialog.say_error("章节第1行的句子“S9-99”计划里没有。下面是计划文件的章节。")
    place.settle()
    assert clipped(dialog) == []
    assert unnamed(dialog) == []
    assert dialog.size().boundedTo(QSize(1000, 600)) == dialog.size()
    corner = dialog.yes.mapTo(dialog, QPoint(0, dialog.yes.height()))
    assert corner.y() <= dialog.height()
