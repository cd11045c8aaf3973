"""Which paper is written, and how far it has come."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.chapters_dialog import ChaptersDialog
from zjmz_desktop.gui.dialogs.letter_dialog import LetterDialog, letter_words
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.papers import (
    chapter_board,
    choose_chapters,
    letter_of,
    remember_letter,
)
from zjmz_desktop.service.reporting import PaperAsked
from zjmz_desktop.service.views import ChangeSet

_Told = TypeVar("_Told")
_HINTS = {
    PaperKind.SUMMARY: "送区委办、区政府办和市局，带六个附件，不带红头。",
    PaperKind.OFFICIAL: "报市局的上行文，带红头、签发人、版记和附件。",
    PaperKind.BRIEF: "只有数、落后的、没报的和资金，一页大字。",
}


class PaperChoice(QWidget):
    """A row over the page: the paper, its stage, and what it says of itself.

    Signals:
        chosen: another paper was chosen.
    """

    chosen = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._paper, self._stage = QComboBox(), QComboBox()
        for kind in PaperKind:
            self._paper.addItem(kind.words, kind)
        for stage in PaperStage:
            self._stage.addItem(stage.words, stage)
        self.letter = button("")
        self.chapters = button("章节(&C)…", tip="哪些内容归在一章、叫什么标题")
        self.hint = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for title, box in (("哪种(&W)", self._paper), ("到哪一步(&B)", self._stage)):
            name = label(title, "soft")
            name.setBuddy(box)
            box.setAccessibleName(title.partition("(")[0])
            row.addWidget(name)
            row.addWidget(box)
        for press in (self.chapters, self.letter):
            row.addWidget(press)
        row.addWidget(spacer(), 1)
        self._paper.currentIndexChanged.connect(self._on_paper_chosen)
        self.letter.clicked.connect(self.ask_letter)
        self.chapters.clicked.connect(self.ask_chapters)
        self._on_paper_chosen()

    @property
    def kind(self) -> PaperKind:
        """The paper."""
        return PaperKind(self._paper.currentData())

    @property
    def stage(self) -> PaperStage:
        """How far it has come."""
        return PaperStage(self._stage.currentData())

    @property
    def asked(self) -> PaperAsked:
        """The paper that is chosen, of what lies open."""
        place = self._desk.place
        return PaperAsked(UnitPeriod(place.unit_id, place.period), self.kind, self.stage)

    def choose(self, kind: PaperKind, stage: PaperStage = PaperStage.DRAFT) -> None:
        """Choose both."""
        self._paper.setCurrentIndex(self._paper.findData(kind))
        self._stage.setCurrentIndex(self._stage.findData(stage))

    def ask_letter(self) -> LetterDialog:
        """Ask what the own paper says of itself."""
        month, kind = self._desk.place.period, self.kind
        letter = letter_of(self._office, UnitPeriod(self._office.unit.id, month), paper=kind)
        write = partial(remember_letter, self._office, through=month, paper=kind)
        remember = partial(self._told, write)
        dialog = LetterDialog(letter, kind=kind, remember=remember, parent=self)
        dialog.open()
        return dialog

    def ask_chapters(self) -> ChaptersDialog:
        """Ask how the own papers' chapters are grouped."""
        board, refused = chapter_board(self._office)
        remember = partial(self._told, partial(choose_chapters, self._office))
        dialog = ChaptersDialog(self._office.plan, board, remember=remember, parent=self.window())
        dialog.say_error(refused)
        dialog.open()
        return dialog

    def set_own(self, own: bool) -> None:
        """Whether the paper is the own office's: another one's chapters and 版头 are its own business."""
        for press in (self.letter, self.chapters):
            press.setEnabled(own)

    def _told(self, write: Callable[[_Told], ChangeSet], told: _Told) -> str:
        try:
            changes = write(told)
        except ZjmzError as error:
            return error.message
        self._desk.changed.emit(changes)
        return ""

    def _on_paper_chosen(self) -> None:
        self.hint.setText(_HINTS[self.kind])
        words = letter_words(self.kind)
        self.letter.setText(f"{words}…")
        self.letter.setVisible(bool(words))
        self.chapters.setVisible(self.kind is not PaperKind.BRIEF)
        self.chosen.emit()
