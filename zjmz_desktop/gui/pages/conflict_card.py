"""One cell that two computers disagree about: the values side by side, which one stays, and why."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.settling import Likeness
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card, Notice
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.service.settling import Conflict, Said

PHRASES = ("按纸质台账核实", "按原始凭证核实", "另一个是误填", "另一个是旧数")
PAPER_PHRASES = ("以定稿为准", "按领导意见", "另一个是误改", "另一个是旧稿")
_TYPED = "__typed__"
_KEPT = "两个数都保留着，核实以前不计入合计。"
_KEPT_WORDS = "两种写法都保留着，核实以前，文件里用的是第一种。"
_NOT_TYPED = "两种都不合适的，先留一种，再到“年度总结”里调整。"
_HINTS = {False: "核实后的数；比率写成 50/60", True: "核实后的文字；数照原样写"}
_LONG = 12


class Settled(NamedTuple):
    """How a clerk settles it: the revision that stays, or another value; and why."""

    keep: str
    typed: str | None
    reason: str


class ConflictCard(QWidget):
    """The values as choices; 核实 needs a choice and a reason.

    Attributes:
        typed: another value.
        reason: why.
        yes: 核实.
        new_id: 本机改用新编号, where two people share a user id.

    Signals:
        settle_asked: a `Settled`.
        new_id_asked: give who sits here a user id of their own.
    """

    settle_asked = Signal(object)
    new_id_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._conflict: Conflict | None = None
        self._where = label("", "head", wrap=True)
        self._notice = Notice("warn", "")
        self._values = QGridLayout()
        self._group = QButtonGroup(self)
        self.typed, self.reason = QLineEdit(), QLineEdit()
        self._other = QRadioButton("另填一个(&T)")
        self._error = label("", "bad", wrap=True)
        self.yes = button("核实(&S)  Ctrl+Enter", "primary")
        self.new_id = button("本机改用新编号(&N)")
        self._form = QWidget()
        self._phrases = [button(words, "link") for words in PHRASES]
        self._lay_out()
        self.new_id.clicked.connect(self.new_id_asked)
        self.yes.clicked.connect(self.settle)
        self.typed.textEdited.connect(self._on_typed)
        self.reason.returnPressed.connect(self.settle)

    def show_conflict(self, conflict: Conflict) -> None:
        """Show another one, with nothing chosen."""
        self._conflict = conflict
        self._where.setText(conflict.words)
        self._notice.set_tone("lock" if conflict.why_not else "warn")
        likeness = "" if conflict.likeness is Likeness.DIFFERENT else f"{conflict.likeness.words}。"
        told = conflict.why_not or conflict.shared_words or _kept_words(conflict)
        self.new_id.setVisible(bool(conflict.shared))
        self._notice.set_text("两机数据不一致，待核实", f"{told}{likeness}")
        self._fill(conflict)
        self._form.setVisible(not conflict.why_not)
        self._offer(conflict)
        say(self._error, "")

    def choices(self) -> list[QRadioButton]:
        """The choices in order, 另填一个 last."""
        return [one for one in self._group.buttons() if isinstance(one, QRadioButton)]

    def focus_first(self) -> None:
        """Put the cursor on the first choice."""
        if self._form.isVisibleTo(self):
            self.choices()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Ask to settle it so."""
        chosen = self._group.checkedButton()
        if self._conflict is None or self._conflict.why_not:
            return
        if chosen is None:
            or_type = "，或者另填一个" if self._conflict.may_type else ""
            say(self._error, f"请先选用哪一个{or_type}。")
            self.focus_first()
        elif not self.reason.text().strip():
            say(self._error, "请写明按什么核实的。")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            keep = str(chosen.property("keep"))
            typed = self.typed.text() if keep == _TYPED else None
            kept = "" if keep == _TYPED else keep
            self.settle_asked.emit(Settled(kept, typed, self.reason.text()))

    def say_error(self, sentence: str) -> None:
        """Why it was refused."""
        say(self._error, sentence)

    def error(self) -> str:
        """Why it was refused, or ""."""
        return self._error.text()

    def _lay_out(self) -> None:
        card = Card()
        for part in (self._where, self._notice):
            card.body.addWidget(part)
        self._notice.body.addWidget(self.new_id, 0, Qt.AlignmentFlag.AlignLeft)
        self._values.setHorizontalSpacing(16)
        self._values.setVerticalSpacing(10)
        self._values.setColumnStretch(2, 1)
        card.body.addSpacing(4)
        card.body.addLayout(self._values)
        card.body.addWidget(self._form)
        self._lay_out_form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def _lay_out_form(self) -> None:
        self._other.setProperty("keep", _TYPED)
        self.typed.setAccessibleName("另填的数")
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("按什么核实的，会随数据一起报上去")
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        other, phrases, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        other.addWidget(self._other)
        other.addWidget(self.typed, 1)
        phrases.addWidget(label("理由", "soft"))
        for press in self._phrases:
            press.clicked.connect(self._on_phrase)
            phrases.addWidget(press)
        phrases.addWidget(spacer(), 1)
        last.addWidget(self._error, 1)
        last.addStretch(1)
        self.yes.setMinimumHeight(34)
        last.addWidget(self.yes)
        for line in (other, phrases):
            column.addLayout(line)
        column.addWidget(self.reason)
        column.addLayout(last)

    def _fill(self, conflict: Conflict) -> None:
        for one in self.choices():
            self._group.removeButton(one)
        while (item := self._values.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for no, said in enumerate(conflict.heads):
            row = 2 * no  # words of a paper take the whole width, who wrote them stands below
            name = "本机填的" if said.mine else "另一台填的"
            if conflict.why_not:
                self._values.addWidget(label("一台填的", "soft"), row, 0)
            else:
                self._values.addWidget(self._choice(said, f"{name}(&{no + 1})"), row, 0)
            self._add_words(said, row, role="figure")
        if conflict.common is not None:
            row = 2 * len(conflict.heads)
            words = "原来共同的" if conflict.of_paper else "原来共同的数"
            self._values.addWidget(label(words, "soft"), row, 0)
            self._add_words(conflict.common, row, role="soft")
        self._group.addButton(self._other)
        self._group.setExclusive(False)
        self._other.setChecked(False)
        self._group.setExclusive(True)

    def _offer(self, conflict: Conflict) -> None:
        """Figures and words of a paper are typed, and explained, differently."""
        self.reason.clear()
        self.typed.setText(conflict.draft)
        self.typed.setCursorPosition(0)
        self.typed.setPlaceholderText(_HINTS[conflict.of_paper])
        for part in (self._other, self.typed):
            part.setVisible(conflict.may_type)
        phrases = PAPER_PHRASES if conflict.of_paper else PHRASES
        for press, words in zip(self._phrases, phrases, strict=True):
            press.setText(words)

    def _choice(self, said: Said, words: str) -> QRadioButton:
        found = QRadioButton(words)
        found.setProperty("keep", said.id)
        found.setAccessibleName(f"{words.partition('(')[0]}：{said.value}，{said.user}，{said.at}")
        self._group.addButton(found)
        return found

    def _add_words(self, said: Said, row: int, *, role: str) -> None:
        note = f"\n{said.note}" if said.note else ""
        words = label(f"{said.user}，{said.at}，{said.place}{note}", "soft", wrap=True)
        if self._conflict is not None and self._conflict.of_paper:
            shown = label(said.value, "strong" if role == "figure" else role, wrap=True)
            self._values.addWidget(shown, row, 1, 1, 2)
            self._values.addWidget(words, row + 1, 1, 1, 2)
        else:
            shown = label(said.value, role, wrap=len(said.value) > _LONG)
            self._values.addWidget(shown, row, 1)
            self._values.addWidget(words, row, 2)

    def _on_typed(self) -> None:
        self._other.setChecked(True)

    def _on_phrase(self) -> None:
        press = self.sender()
        if press is not None:
            self.reason.setText(str(press.property("text")))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def _kept_words(conflict: Conflict) -> str:
    if not conflict.of_paper:
        return _KEPT
    return _KEPT_WORDS if conflict.may_type else f"{_KEPT_WORDS}{_NOT_TYPED}"
