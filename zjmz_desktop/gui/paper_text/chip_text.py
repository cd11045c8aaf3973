"""A text of words and chips, as high as its lines; no figure is lost by what is done to it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit

from zjmz_desktop.domain.sentence_slots import Ref, Slot, Tokens, filled
from zjmz_desktop.gui.paper_text import chips
from zjmz_desktop.gui.paper_text.hanging_marks import HangingMarks
from zjmz_desktop.gui.theme import polish

_RIGHT, _KEEP = QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor


class ChipText(QTextEdit):
    """Words with chips among them.

    Signals:
        held: a figure would have been deleted, and was not.
    """

    held = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slots: Mapping[str, Slot] = {}
        self._shown: Tokens = ()
        self._chip = chips.ChipObject(self)
        self.document().documentLayout().registerHandler(chips.CHIP, self._chip)
        self.document().setDocumentMargin(3)
        self._marks = HangingMarks(self.document())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("sentence", "true")
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    # ---- what stands in it ----

    def show_tokens(self, tokens: Tokens, slots: Mapping[str, Slot], *, saved: bool = True) -> None:
        """Show a sentence; typing in progress is thrown away.

        Args:
            tokens: what is shown.
            slots: what fills its figures.
            saved: whether it is; what is not leaves `reset` to what was shown before.
        """
        self._slots = slots
        self._shown = tokens if saved else self._shown
        chips.put(self.document(), tokens, slots=slots)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleDescription(self.words())
        polish(self, mood="")

    def tokens(self) -> Tokens:
        """The sentence as it stands there."""
        return chips.taken(self.document())

    def words(self) -> str:
        """The same in words."""
        known = (t for t in self.tokens() if isinstance(t, str) or t.name in self._slots)
        return filled(known, self._slots)

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than was shown."""
        return self.tokens() != self._shown

    def reset(self) -> None:
        """What was shown."""
        self.show_tokens(self._shown, self._slots)

    # ---- chips ----

    def replace_chip(self, name: str, written: str) -> None:
        """Say a figure in other words; "" says it as it is."""
        for at in range(self.document().characterCount()):
            cursor = self.over(at)
            ref = chips.ref_of(cursor.charFormat())
            if ref and ref.name == name:
                cursor.insertText(
                    chips.CHIP_CHAR, chips.chip_format(Ref(name, written), self._slots)
                )

    def chip_near(self, place: int) -> int:
        """Where the next chip stands: at the cursor, before it, or further off; -1 for none."""
        count: int = self.document().characterCount() - 1
        places: list[int] = [place, place - 1, *range(place + 1, count), *range(place - 1, -1, -1)]
        for at in places:
            if 0 <= at < count and chips.ref_of(self.over(at).charFormat()):
                return at
        return -1

    def over(self, place: int) -> QTextCursor:
        """A cursor over the character at a place."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(place, self.document().characterCount() - 1)))
        cursor.movePosition(_RIGHT, _KEEP)
        return cursor

    def guarded(self, act: Callable[[], None]) -> None:
        """Do something; where a figure was lost by it, it was not done."""
        before, at = self.tokens(), self.textCursor().position()
        act()
        lost = _needed(before, self._slots) - _needed(self.tokens(), self._slots)
        if lost:
            chips.put(self.document(), before, slots=self._slots)
            cursor = self.textCursor()
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
            self.held.emit()

    # ---- clipboard, looks ----

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is plain words."""
        found = QMimeData()
        found.setText(chips.words_of(self.textCursor(), self._slots))
        return found

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted becomes one line of words; saving binds its figures."""
        text = "".join(line.strip() for line in source.text().splitlines())
        self.guarded(lambda: self.textCursor().insertText(text))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 6)


def _needed(tokens: Tokens, slots: Mapping[str, Slot]) -> set[str]:
    """Slots in a text that may not go."""
    refs = (token.name for token in tokens if isinstance(token, Ref))
    return {name for name in refs if name in slots and not slots[name].may_go}
