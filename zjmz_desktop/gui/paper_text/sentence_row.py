"""One sentence in the list of a chapter: its mark, its text, and why it was not saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.annual_sentences import PaperSentence
from zjmz_desktop.domain.edited_sentences import SentenceState, Settled
from zjmz_desktop.gui.paper_text.sentence_edit import SentenceEdit
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.labels import label, pill, say
from zjmz_desktop.service.drafting_paper import SentenceDraft

_MARK_PX = 56
_TONES = {
    SentenceState.EDITED: "brand",
    SentenceState.DROPPED: "plain",
    SentenceState.OWN: "good",
}


class SentenceRow(QWidget):
    """A row.

    Attributes:
        sentence: as read last.
        settled: how it stands now.
        edit: its editor.
        error: why what stands in the editor is not saved, or "".
        refused: what was kept of a refused text, or None.

    Signals:
        entered: the cursor came in.
        left: the cursor went out, something else stands there.
    """

    entered = Signal(object)
    left = Signal(object)

    def __init__(self, sentence: PaperSentence, *, editable: bool) -> None:
        super().__init__()
        self.sentence, self.settled, self.error = sentence, sentence.settled, ""
        self.refused: SentenceDraft | None = None
        self._editable = editable
        self.edit = SentenceEdit()
        self.edit.setAccessibleName(f"句子{sentence.key}")
        self._mark = pill("")
        self._mark.setMinimumHeight(23)
        self._error = label("", "bad", wrap=True)
        room = QWidget()
        room.setFixedWidth(_MARK_PX)
        marks = QVBoxLayout(room)
        marks.setContentsMargins(0, 6, 0, 0)
        marks.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        marks.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.edit)
        column.addWidget(self._error)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(room)
        row.addLayout(column, 1)
        self.show_settled(sentence.settled)
        self.edit.entered.connect(self._on_entered)
        self.edit.left.connect(self._on_left)

    @property
    def is_written(self) -> bool:
        """Whether its text is the sentence's own, to be edited: neither left out nor fallen away."""
        return self.settled.state is not SentenceState.DROPPED and not self._is_gone

    @property
    def _is_gone(self) -> bool:
        return self.sentence.generated is None and self.settled.state is not SentenceState.OWN

    def show_sentence(self, sentence: PaperSentence) -> None:
        """Show what was read anew; typing in progress stays."""
        self.sentence = sentence
        busy = self.error or (self.edit.hasFocus() and self.edit.is_changed)
        if not busy and sentence.settled != self.settled:
            self.show_settled(sentence.settled)

    def show_settled(self, settled: Settled) -> None:
        """Show how it stands."""
        self.settled = settled
        self.edit.show_tokens(settled.tokens, settled.slots)
        self.edit.setReadOnly(not (self.is_written and self._editable))
        self.say_error("")
        self._show_mark()

    def show_refused(self, refused: SentenceDraft | None) -> None:
        """Show what was typed and refused, with the reason; typing in progress stays.

        Where it was taken back the sentence stands as it is saved.
        """
        before, self.refused = self.refused, refused
        typing = self.edit.hasFocus() and self.edit.is_changed and not self.error
        if refused is not None and not typing:
            if refused.tokens != self.edit.tokens():
                self.edit.show_tokens(refused.tokens, self.settled.slots, saved=False)
            self.say_error(refused.reason)
        elif before is not None and refused is None and self.error:
            self.show_settled(self.settled)

    def say_error(self, sentence: str) -> None:
        """Say why it is not saved."""
        self.error = sentence
        say(self._error, sentence)
        polish(self.edit, mood="bad" if sentence else "dropped" if not self.is_written else "")

    def _show_mark(self) -> None:
        words, tone = self.settled.state.words, _TONES.get(self.settled.state, "plain")
        if self.settled.again:
            words, tone = "再看", "warn"
        self._mark.setVisible(bool(words))
        self._mark.setText(words)
        polish(self._mark, pill=tone)

    def _on_entered(self) -> None:
        self.entered.emit(self)

    def _on_left(self) -> None:
        if self.edit.is_changed:
            self.left.emit(self)
        else:
            self.say_error("")
