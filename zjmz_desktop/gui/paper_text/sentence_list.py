"""The sentences of a chapter, one under the other on a card."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.domain.annual_sentences import PaperSentence
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.column_page import ColumnPage
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.editing_paper import PaperText


class SentenceList(ColumnPage):
    """Rows; the arrows and Enter go from one to the next.

    Attributes:
        rows: in order.
        current: the row that had the cursor last, or None.
        wanted: key of a sentence that the cursor goes into once it is there.

    Signals:
        entered: a row got the cursor.
        left: a row with other words in it lost the cursor.
        made: a row was made; whoever acts on it listens to its editor.
    """

    entered = Signal(object)
    left = Signal(object)
    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[SentenceRow] = []
        self.current: SentenceRow | None = None
        self.wanted = ""
        self._head = label("", "head")
        self._card = Card(margin=10)
        self._card.body.setSpacing(2)
        self.column.addWidget(self._head)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def show_sentences(
        self, sentences: Sequence[PaperSentence], *, title: str, text: PaperText | None
    ) -> None:
        """Show these of a text; the same ones stay in their rows."""
        self._head.setText(title)
        self._card.setVisible(bool(sentences))
        keys = [one.key for one in sentences]
        if keys == [row.sentence.key for row in self.rows]:
            for row, sentence in zip(self.rows, sentences, strict=True):
                row.show_sentence(sentence)
        else:
            self._make(sentences, editable=text is not None and text.editable)
        for row in self.rows:
            row.show_refused(text.refused.get(row.sentence.key) if text else None)
        self._go_to_wanted()

    def focus_first(self) -> None:
        """The cursor into the first sentence."""
        if self.rows:
            self._focus(self.rows[0])

    def step(self, row: SentenceRow, step: int) -> None:
        """The cursor into the next sentence, or the one before."""
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self._focus(self.rows[at])
        elif step > 0:
            row.edit.clearFocus()
            row.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, sentences: Sequence[PaperSentence], *, editable: bool) -> None:
        here = self.current.sentence.key if self.current and self._has_focus() else ""
        for row in self.rows:
            self._card.body.removeWidget(row)
            row.blockSignals(True)
            row.hide()
            row.deleteLater()
        self.rows = [SentenceRow(one, editable=editable) for one in sentences]
        self.current = None
        before: QWidget | None = None
        for row in self.rows:
            self._card.body.addWidget(row)
            row.entered.connect(self._on_entered)
            row.left.connect(self.left)
            row.edit.stepped.connect(partial(self.step, row))
            if before is not None:
                QWidget.setTabOrder(before, row.edit)
            before = row.edit
            self.made.emit(row)
        self.wanted = self.wanted or here

    def _has_focus(self) -> bool:
        return self.current is not None and self.current.edit.hasFocus()

    def _go_to_wanted(self) -> None:
        row = next((row for row in self.rows if row.sentence.key == self.wanted), None)
        if row is not None:
            self.wanted = ""
            self._focus(row)

    def _focus(self, row: SentenceRow) -> None:
        row.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(row, 0, 60)

    def _on_entered(self, row: SentenceRow) -> None:
        self.current = row
        self.ensureWidgetVisible(row, 0, 30)
        self.entered.emit(row)
