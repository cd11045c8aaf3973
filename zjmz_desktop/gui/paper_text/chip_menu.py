"""The menu of a figure: as it is, as an approximation, or in other words."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from zjmz_desktop.domain.approximations import proposals
from zjmz_desktop.domain.edited_sentences import may_say
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.paper_text.sentence_edit import ChipAsked
from zjmz_desktop.gui.paper_text.sentence_list import SentenceList
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.gui.paper_text.words_dialog import WordsDialog

HELD = "数不能删。整句不用的请按“不写这一句”；要写概数的，点数字或按 Alt+↓。"
NOT_TRUE = "这个写法和原数对不上。请写成原数的概数，如近120个、超过110个。"


class ChipMenus(QObject):
    """Listens to the editors of a list."""

    def __init__(self, desk: Desk, sentences: SentenceList) -> None:
        super().__init__(sentences)
        self._desk = desk
        sentences.made.connect(self._on_made)

    def _on_made(self, row: SentenceRow) -> None:
        row.edit.held.connect(self._on_held)
        row.edit.chip_asked.connect(partial(self.ask, row))

    def _on_held(self) -> None:
        self._desk.told.emit(HELD, False)

    def ask(self, row: SentenceRow, asked: ChipAsked) -> None:
        """Open the menu under a chip."""
        name, corner = asked
        slot = row.settled.slots.get(name)
        if slot is None or not slot.is_figure or row.edit.isReadOnly():
            return
        menu = QMenu(row.edit)
        menu.setAccessibleName(f"{slot.shown}的写法")
        menu.addAction(f"{slot.shown}（原数）", partial(row.edit.replace_chip, name, ""))
        menu.addSeparator()
        for words in proposals(slot.shown, slot.exact):
            menu.addAction(words, partial(row.edit.replace_chip, name, words))
        menu.addAction("其他写法…", partial(self._ask_other, row, name=name))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner)

    def _ask_other(self, row: SentenceRow, *, name: str) -> None:
        slot = row.settled.slots[name]
        text = f"原数是{slot.shown}。概数要和它相符，单位不变。"
        say = partial(self._say_otherwise, row, name=name)
        WordsDialog("其他写法", text, act=say, parent=row.window()).open()

    def _say_otherwise(self, row: SentenceRow, words: str, *, name: str) -> str:
        words = words.strip()
        if not may_say(row.settled.slots[name], words):
            return NOT_TRUE
        row.edit.replace_chip(name, words)
        row.edit.setFocus()
        return ""
