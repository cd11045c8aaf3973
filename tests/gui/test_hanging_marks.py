"""No line of a sentence begins with a closing mark that belongs to a chip."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.domain.narrative_words import Rendered
from zjmz_desktop.domain.sentence_slots import generated
from zjmz_desktop.gui.paper_text.chip_text import ChipText

FOUND = generated(Rendered("S1", "办理结婚登记2037对。办理结婚登记2038对，其中3对。", ()))


@pytest.fixture
def text(qtbot: QtBot, dressed: QApplication) -> ChipText:
    found = ChipText()
    qtbot.addWidget(found)
    found.show_tokens(FOUND.tokens, FOUND.slots)
    found.show()
    return found


def lines(text: ChipText) -> list[str]:
    block = text.document().begin()
    layout, words = block.layout(), block.text()
    found = (layout.lineAt(no) for no in range(layout.lineCount()))
    return [words[one.textStart() :][: one.textLength()] for one in found]


def test_at_no_width_does_a_line_begin_with_a_mark(text: ChipText) -> None:
    hung = 0
    for width in range(90, 300, 3):
        text.resize(width, 200)
        QApplication.processEvents()
        assert not any(line[0] in "，。" for line in lines(text)), width
        hung += bool(text._marks._hanging.get(0))
    assert 0 < hung < 70


def test_what_hangs_changes_no_word_and_ends_with_room(text: ChipText) -> None:
    text.resize(600, 200)
    QApplication.processEvents()
    before = text.document().begin().layout().lineAt(0).naturalTextWidth()
    for width in (*range(90, 300, 3), 600):
        text.resize(width, 200)
        QApplication.processEvents()
    assert text.document().begin().layout().lineAt(0).naturalTextWidth() == before
    assert text.tokens() == FOUND.tokens
    assert not text.is_changed
