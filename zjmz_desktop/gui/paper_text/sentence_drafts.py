"""Refused sentences: kept with their reason as they are left, forgotten when they are mended or given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drafting_paper import (
    SentenceDraft,
    drop_refused,
    keep_refused,
    refused_of,
)
from zjmz_desktop.service.entering import UnitPeriod

if TYPE_CHECKING:
    from zjmz_desktop.gui.paper_text.summary_text_page import SummaryTextPage


class SentenceDrafts(QObject):
    """Drafts of the page's sentences."""

    def __init__(self, desk: Desk, office: Office, *, page: SummaryTextPage) -> None:
        super().__init__(page)
        self._desk, self._office, self._page = desk, office, page
        page.sentences.made.connect(self._on_made)

    def keep(self, row: SentenceRow, refused: SentenceDraft) -> None:
        """Keep what was refused."""
        row.refused = refused
        self._tell(partial(keep_refused, key=row.sentence.key, refused=refused))

    def forget(self, row: SentenceRow) -> None:
        """Forget what was refused, where something was."""
        row.refused = None
        self._tell(partial(drop_refused, key=row.sentence.key))

    def _on_made(self, row: SentenceRow) -> None:
        row.edit.given_up.connect(partial(self._on_given_up, row))

    def _on_given_up(self, row: SentenceRow) -> None:
        row.say_error("")
        self.forget(row)

    def _tell(self, call: Callable[[Office, UnitPeriod], None]) -> None:
        place, text = self._page.reader.place, self._page.text
        try:
            call(self._office, place)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
        if text is not None:
            self._page.text = replace(text, refused=refused_of(self._office, place))
