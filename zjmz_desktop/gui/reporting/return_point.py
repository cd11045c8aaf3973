"""One point of 退改清单: what is wrong, whom to call, by when, and the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.gui.reporting.stage_marks import OF_CELL
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.gui.widgets.stage_pill import StagePill
from zjmz_desktop.service.returns import WHOLE, ToMend

Key = tuple[str, str, str]


def key_of(month: Period, point: ToMend) -> Key:
    """What makes it the same point: month, figure, and the return itself."""
    return month.code, point.code, point.review


class AnswerEdit(QLineEdit):
    """The answer; leaving it is no act of its own, Enter is.

    Signals:
        entered: Enter.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PointCard(Card):
    """A card with the way to the form and the field for the answer.

    Attributes:
        month: the month that was returned.
        point: what is said of it.
        answer: the field.

    Signals:
        answered: Enter, or 答复; the text.
        form_asked: 去改.
    """

    answered = Signal(str)
    form_asked = Signal()

    def __init__(self, month: Period, point: ToMend, *, typed: str) -> None:
        super().__init__()
        self.month, self.point = month, point
        self._pill, self._changed = StagePill(), label("", "small")
        self.answer = AnswerEdit()
        self.answer.setAccessibleName(f"答复：{point.name}")
        self.answer.setPlaceholderText("改了什么，或者为什么不用改")
        self.form_button = button("去改", tip="打开这一项的填报表")
        self._answer_button = button("答复")
        self._error = label("", "bad", wrap=True)
        self._lay_out()
        self.form_button.setVisible(point.code != WHOLE)
        self.answer.setText(typed)
        self.show_point(point)
        self.answer.entered.connect(self._on_answered)
        self._answer_button.clicked.connect(self._on_answered)
        self.form_button.clicked.connect(self.form_asked)

    @property
    def key(self) -> Key:
        """What makes it this point."""
        return key_of(self.month, self.point)

    @property
    def is_answered(self) -> bool:
        """Whether this very return has an answer."""
        return bool(self.point.answer)

    def show_point(self, point: ToMend) -> None:
        """Show where it stands now."""
        said_before, self.point = self.point.answer, point
        stage = CellStage.ANSWERED if point.answer else CellStage.RETURNED
        self._pill.say("已答复" if point.answer else "待答复", OF_CELL[stage])
        say(self._changed, "数已改" if point.changed else "数未改")
        self._changed.setVisible(point.code != WHOLE)
        say(self._error, "")
        if self.answer.text() in ("", said_before):
            self.answer.setText(point.answer)

    def say_error(self, text: str) -> None:
        """Why it was refused."""
        say(self._error, text)

    def _lay_out(self) -> None:
        point, why = self.point, self.point.why
        head = QHBoxLayout()
        head.setSpacing(8)
        name = ElidedLabel(f"{point.name}　{point.period.title}", "head")
        for part in (name, self._changed, self._pill, self.form_button):
            head.addWidget(part)
        self.body.addLayout(head)
        self.body.addWidget(label(f"退改意见：{why.reason}", "", wrap=True))
        told = (("联系", why.phone), ("改报期限", why.due))
        words = "　".join(f"{what}：{text}" for what, text in told if text)
        if words:
            self.body.addWidget(label(words, "soft", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.answer, 1)
        row.addWidget(self._answer_button)
        self.body.addLayout(row)
        self.body.addWidget(self._error)

    def _on_answered(self) -> None:
        self.answered.emit(self.answer.text())
