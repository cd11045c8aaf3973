"""Words of a paper that two computers wrote differently, on the page of conflicts, by keyboard."""

from collections.abc import Callable

import pytest
from drafters import AT, KEY, MINE, two_drafters
from file_offices import FileOffices
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from typist import Keyboard

from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.page_stack import CONFLICTS
from zjmz_desktop.gui.pages.conflict_card import PAPER_PHRASES, PHRASES
from zjmz_desktop.gui.pages.conflicts_page import ConflictsPage
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import paper_text
from zjmz_desktop.service.settling import Conflict

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space
LONG_MS = 30_000
Opener = Callable[[Office], MainWindow]


class Desk:
    """The page with what two computers wrote, and who sits before it."""

    def __init__(self, office: Office, window: MainWindow, qtbot: QtBot) -> None:
        self.office, self.window, self.keyboard = office, window, Keyboard(qtbot)
        page = window.show_page(CONFLICTS)
        assert isinstance(page, ConflictsPage)
        self.page, self.qtbot = page, qtbot
        qtbot.waitUntil(lambda: page.table.lines.rowCount() == 4, timeout=LONG_MS)

    def go_to(self, part: str) -> Conflict:
        """Down the list until the cell of that part is chosen."""
        self.page.table.setFocus()
        for _ in range(5):
            one = self.page.table.current
            if isinstance(one, Conflict) and f"|{part}" in one.cell:
                return one
            self.keyboard.press(DOWN)
        raise AssertionError(part)

    def sentence(self) -> str:
        return paper_text(self.office, AT).sentence(KEY).settled.text

    def texts(self) -> str:
        labels = self.page.card.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisibleTo(self.page.card))

    def looks_right(self) -> None:
        QApplication.processEvents()
        assert not clipped(self.page)
        assert not outside(self.page)
        assert not unnamed(self.page)


@pytest.fixture
def desk(opened: Opener, offices: FileOffices, qtbot: QtBot) -> Desk:
    office = two_drafters(offices)
    return Desk(office, opened(office), qtbot)


def test_each_kind_is_told_and_fits(desk: Desk) -> None:
    lines = [line.texts for line in desk.page.table.lines.lines]
    assert not [text for line in lines for text in line if "{" in text or "paper" in text]
    assert any("章节编排" in line[0] for line in lines)
    for part in ("letter", "order", "sentence", "chapters"):
        one = desk.go_to(part)
        told = desk.texts()
        assert all(said.value in told for said in one.heads)
        assert "文件里用的是第一种" in told
        assert "不计入合计" not in told
        assert desk.page.card.typed.isVisible() == one.may_type
        assert ("再到“年度总结”里调整" in told) == (not one.may_type)
        desk.looks_right()


def test_the_phrases_are_those_of_words(desk: Desk) -> None:
    desk.go_to("sentence")
    told = {one.text() for one in desk.page.card.findChildren(QPushButton)}
    assert set(PAPER_PHRASES) <= told
    assert not set(PHRASES) & told


def test_one_is_chosen_by_keyboard_and_not_taken_back_unsaid(desk: Desk) -> None:
    one = desk.go_to("sentence")
    desk.keyboard.press(ENTER)
    assert desk.page.card.choices()[0].hasFocus()
    at = next(no for no, said in enumerate(one.heads) if said.value == MINE)
    desk.page.card.choices()[at].setFocus()
    desk.keyboard.press(SPACE)
    desk.keyboard.press(ENTER, CTRL)
    assert "写明按什么核实" in desk.page.card.error()
    desk.keyboard.type("以定稿为准")
    with desk.qtbot.waitSignal(desk.window.desk.changed, timeout=LONG_MS):
        desk.keyboard.press(ENTER, CTRL)
    assert desk.sentence() == MINE
    desk.qtbot.waitUntil(lambda: desk.page.table.lines.rowCount() == 3, timeout=LONG_MS)
    with desk.qtbot.waitSignal(desk.window.desk.refused, timeout=LONG_MS) as refused:
        desk.keyboard.press(Qt.Key.Key_Z, CTRL)
    assert refused.args is not None
    assert "核实过的不能撤销" in str(refused.args[0])
    assert desk.sentence() == MINE


def test_another_sentence_is_written_from_the_one_that_stands(desk: Desk) -> None:
    one = desk.go_to("sentence")
    card = desk.page.card
    assert card.typed.text() == one.heads[0].value
    card.typed.setFocus()
    desk.keyboard.press(Qt.Key.Key_End)
    desk.keyboard.type("另有60家企业捐赠。")
    assert card.choices()[-1].isChecked()
    card.reason.setFocus()
    desk.keyboard.type("两份合并")
    desk.keyboard.press(ENTER)
    assert "“60家”" in card.error()
    desk.looks_right()
    card.typed.setText("慈善力量救助50.3万元。")
    with desk.qtbot.waitSignal(desk.window.desk.changed, timeout=LONG_MS):
        desk.keyboard.press(ENTER, CTRL)
    assert desk.sentence() == "慈善力量救助50.3万元。"


def test_an_order_is_chosen_not_typed(desk: Desk) -> None:
    desk.go_to("order")
    card = desk.page.card
    desk.keyboard.press(ENTER, CTRL)
    assert card.error() == "请先选用哪一个。"
    desk.keyboard.press(SPACE)
    card.reason.setFocus()
    desk.keyboard.type("以定稿为准")
    with desk.qtbot.waitSignal(desk.window.desk.changed, timeout=LONG_MS):
        desk.keyboard.press(ENTER, CTRL)
    desk.qtbot.waitUntil(lambda: desk.page.table.lines.rowCount() == 3, timeout=LONG_MS)
