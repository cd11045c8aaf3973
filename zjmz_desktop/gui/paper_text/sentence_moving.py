"""A sentence before or behind its neighbour: seen at once, saved as an act of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.ordering_paper import move_sentence, orders_of

if TYPE_CHECKING:
    from zjmz_desktop.gui.paper_text.summary_text_page import SummaryTextPage


class SentenceMoving(QObject):
    """Listens to the side's buttons and to Ctrl+Shift+↑, Ctrl+Shift+↓ in the sentences."""

    def __init__(self, desk: Desk, office: Office, *, page: SummaryTextPage) -> None:
        super().__init__(page)
        self._desk, self._office, self._page = desk, office, page
        page.side.up.clicked.connect(partial(self.move, -1))
        page.side.down.clicked.connect(partial(self.move, 1))
        page.sentences.made.connect(self._on_made)

    def _on_made(self, row: SentenceRow) -> None:
        row.edit.moved.connect(self.move)

    def move(self, by: int) -> None:
        """The sentence in hand one place up (-1) or down (1); what is typed is saved first."""
        page, row = self._page, self._page.sentences.current
        if row is None or page.text is None or not page.text.editable:
            return
        page.deeds.commit()
        key, at = row.sentence.key, page.reader.place
        chapter = page.text.chapters[page.text.chapter_of(key)]
        try:
            changes = move_sentence(self._office, at, chapter=chapter, key=key, by=by)
        except ZjmzError as error:
            self._desk.told.emit(error.message, False)
            return
        page.text = page.text.in_orders(orders_of(self._office, at))
        page.sentences.wanted = key
        page.show_text()
        self._desk.changed.emit(changes)
