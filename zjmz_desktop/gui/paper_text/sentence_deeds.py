"""What is done to sentences: saved as they are left, taken back, left out, added to, said roughly."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.paper_text.sentence_drafts import SentenceDrafts
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.gui.paper_text.words_dialog import WordsDialog
from zjmz_desktop.service import editing_paper
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drafting_paper import (
    SentenceDraft,
)
from zjmz_desktop.service.editing_paper import SentenceAt
from zjmz_desktop.service.views import ChangeSet

if TYPE_CHECKING:
    from zjmz_desktop.gui.paper_text.summary_text_page import SummaryTextPage


class SentenceDeeds(QObject):
    """Acts on the sentences of the page; each is one undo step."""

    def __init__(self, desk: Desk, office: Office, *, page: SummaryTextPage) -> None:
        super().__init__(page)
        self._desk, self._office, self._page = desk, office, page
        self.drafts = SentenceDrafts(desk, office, page=page)
        page.sentences.left.connect(self.save)
        page.sentences.made.connect(self._on_made)
        side = page.side
        side.revert_asked.connect(self.revert)
        side.drop_asked.connect(self.ask_drop)
        side.own_asked.connect(self.ask_own)
        side.keep_asked.connect(self.keep)

    def _on_made(self, row: SentenceRow) -> None:
        row.edit.undone.connect(self._desk.undo)

    # ---- saving ----

    def commit(self) -> None:
        """Save what is typed and not saved yet."""
        for row in self._page.sentences.rows:
            if row.edit.is_changed and row.edit.hasFocus():
                self.save(row)

    def save(self, row: SentenceRow) -> None:
        """Save a sentence as it stands; refused, it stays on screen with the reason."""
        where = self._where(row)
        typed = row.edit.tokens()
        call = partial(editing_paper.save_sentence, self._office, where, typed=typed)
        error = self._written(row, call)
        if error:
            self.drafts.keep(row, SentenceDraft(typed, error))

    def keep(self) -> None:
        """看过了: the sentence stays as it is shown, made of what the data say now."""
        row = self._page.sentences.current
        if row is None:
            return
        where, reason = self._where(row), self._reason(row)
        if row.is_written:
            tokens = row.edit.tokens()
            save = editing_paper.save_sentence
            call = partial(save, self._office, where, typed=tokens, seen=True)
        else:
            call = partial(editing_paper.drop_sentence, self._office, where, reason=reason)
        self._written(row, call)

    def revert(self) -> None:
        """恢复原句."""
        row = self._page.sentences.current
        if row is not None:
            where = self._where(row)
            self._written(row, partial(editing_paper.revert_sentence, self._office, where))

    def _where(self, row: SentenceRow) -> SentenceAt:
        return SentenceAt(self._page.reader.place, row.sentence.key, row.sentence.generated)

    def _reason(self, row: SentenceRow) -> str:
        edits = editing_paper.edits_of(self._office, self._page.reader.place)
        edit = edits.get(row.sentence.key)
        return edit.reason if edit else ""

    def _written(self, row: SentenceRow, call: Callable[[], ChangeSet]) -> str:
        try:
            changes = call()
        except ZjmzError as error:
            row.say_error(error.message)
            return error.message
        self.drafts.forget(row)
        settled = editing_paper.settled_now(self._office, self._where(row))
        if settled is not None:
            row.show_settled(settled)
            if self._page.text is not None:
                self._page.text = self._page.text.with_settled(row.sentence.key, settled)
        if row is self._page.sentences.current:
            self._page.sentences.entered.emit(row)
        if changes:
            self._desk.changed.emit(changes)
        return ""

    # ---- asking ----

    def ask_drop(self) -> None:
        """不写这一句: asks why."""
        row = self._page.sentences.current
        if row is not None:
            text = "这一句不写进总结，以后可以恢复。请写明理由，会和这次改动一起保存。"
            WordsDialog("不写这一句", text, act=partial(self._drop, row), parent=self._page).open()

    def _drop(self, row: SentenceRow, reason: str) -> str:
        where = self._where(row)
        call = partial(editing_paper.drop_sentence, self._office, where, reason=reason)
        error = self._written(row, call)
        row.say_error("")
        return error

    def ask_own(self) -> None:
        """后面加一段: asks for its words."""
        row = self._page.sentences.current
        if row is not None:
            text = (
                "写在这一句所在段落的后面，单独成段，只写进年度工作总结，报告里没有。"
                "只写文字，数要写进带数的句子里。"
            )
            WordsDialog("加一段", text, act=partial(self._own, row), parent=self._page).open()

    def _own(self, row: SentenceRow, words: str) -> str:
        key = row.sentence.key
        try:
            made, changes = editing_paper.add_own(
                self._office, self._page.reader.place, behind=key, typed=words
            )
        except ZjmzError as error:
            return error.message
        self._page.sentences.wanted = made
        self._desk.changed.emit(changes)
        return ""
