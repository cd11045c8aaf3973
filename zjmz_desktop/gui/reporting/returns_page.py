"""退改清单: what was returned, each point answered, then submitted again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.reporting.return_point import Key, PointCard, key_of
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.gui.widgets.column_page import ColumnPage
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.returns import ToMend, answer
from zjmz_desktop.service.waiting import points_to_mend

_BAR_PX = 50
Points = tuple[tuple[Period, ToMend], ...]


class ReturnsPage(QWidget):
    """One card a point, in order of months; a bar with 再次上报.

    Signals:
        submit_asked: 再次上报 of the month that lies open.
    """

    submit_asked = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self.cards: list[PointCard] = []
        self._title, self._about = label("退改清单", "title"), label("", "soft", wrap=True)
        self._list = ColumnPage()
        self._list.column.setSpacing(10)
        self._room = QVBoxLayout()
        self._room.setSpacing(10)
        text = "上级退改的数列在这里：哪里不对、找谁、什么时候改好。现在没有要改的。"
        self._empty = EmptyState("没有退改的数", text, action="回到填报", icon_name="check")
        self.again = button("再次上报…  Ctrl+Shift+S", "primary")
        self._lay_out()
        self._empty.acted.connect(self._on_back)
        self.again.clicked.connect(self._on_again)
        desk.changed.connect(self._on_changed)

    def open_subject(self, subject: str) -> None:
        """Read anew, with the cursor in the first point without an answer."""
        self.refresh()
        open_ = [card for card in self.cards if not card.is_answered]
        if self.cards:
            (open_ or self.cards)[0].answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what was returned; typing in an answer stays."""
        found = points_to_mend(self._office)
        typed = {card.key: card.answer.text() for card in self.cards}
        if [key_of(month, point) for month, point in found] == [card.key for card in self.cards]:
            for card, (_, point) in zip(self.cards, found, strict=True):
                card.show_point(point)
        else:
            self._rebuild(found, typed)
        answered = sum(card.is_answered for card in self.cards)
        whole = len(self.cards)
        self._about.setText(
            f"共{whole}处，已答复{answered}处。每处都要答复：改了什么，或者为什么不用改；"
            "全部答复后再次上报。"
        )
        self.again.setEnabled(whole > 0 and answered == whole)
        self._stack.setCurrentIndex(0 if whole else 1)

    def _rebuild(self, found: Points, typed: dict[Key, str]) -> None:
        for card in self.cards:
            self._room.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for month, point in found:
            card = PointCard(month, point, typed=typed.get(key_of(month, point), ""))
            card.answered.connect(self._on_answered)
            card.form_asked.connect(self._on_form_asked)
            self.cards.append(card)
            self._room.addWidget(card)

    def _lay_out(self) -> None:
        self._list.column.addWidget(self._title)
        self._list.column.addWidget(self._about)
        self._list.column.addLayout(self._room)
        self._list.column.addStretch(1)
        bar = QWidget()
        bar.setObjectName("actionBar")
        bar.setFixedHeight(_BAR_PX)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(label("Enter 存答复，到下一处", "small"))
        row.addWidget(spacer(), 1)
        self.again.setMinimumHeight(32)
        row.addWidget(self.again)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _on_answered(self, text: str) -> None:
        card = self.sender()
        assert isinstance(card, PointCard)
        try:
            changes = answer(self._office, card.month, code=card.point.code, text=text)
        except ZjmzError as error:
            card.say_error(error.message)
            return
        if changes:
            self._desk.changed.emit(changes)
        at = self.cards.index(card) + 1
        if at < len(self.cards):
            self.cards[at].answer.setFocus(Qt.FocusReason.TabFocusReason)
            self._list.ensureWidgetVisible(self.cards[at])
        elif self.again.isEnabled():
            self.again.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_form_asked(self) -> None:
        card = self.sender()
        assert isinstance(card, PointCard)
        self._open(card.month)
        self._desk.form_wanted.emit(card.point.code)

    def _on_again(self) -> None:
        self._open(self.cards[0].month)
        self.submit_asked.emit()

    def _open(self, month: Period) -> None:
        self._desk.open_place(Place(self._office.unit.id, month))

    def _on_back(self) -> None:
        self._desk.form_wanted.emit("")

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()
