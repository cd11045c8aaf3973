"""For whom, what, which month, what goes along, and where to."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.packages import Kind, kind_words
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.routes import Direction
from zjmz_desktop.gui.package_export.place_row import PlaceRow
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.packing_previews import Recipient

_SHORTEST = 8
_ABOUT_PERSONAL = (
    "姓名、电话等个人信息平时不随文件走。对方确实需要时才带，用口令加密；"
    "口令不要和文件一起传，请当面或打电话告诉对方。"
)
_WAYS = {
    Direction.UP: "{}（上级）",
    Direction.DOWN: "{}（下级）",
    Direction.SAME: "本单位的另一台电脑",
}


class Likely(Protocol):
    """What a file for an office is likely for, as its month stands."""

    def __call__(self, to: Recipient, *, period: Period) -> Kind:
        """The kind."""


class PassphraseTwice(QWidget):
    """What personal texts are, and the passphrase, twice."""

    def __init__(self) -> None:
        super().__init__()
        self.phrase, self.again = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(_ABOUT_PERSONAL, "soft", wrap=True))
        row = QHBoxLayout()
        for field, words in ((self.phrase, "口令"), (self.again, "再写一遍")):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
            row.addWidget(field)
        row.addWidget(spacer(), 1)
        column.addLayout(row)

    def fault(self) -> str:
        """Why it can't be used, or ""."""
        if len(self.phrase.text()) < _SHORTEST:
            return f"口令至少要{_SHORTEST}个字，请写长一些。"
        return "" if self.phrase.text() == self.again.text() else "两次写的口令不一样，请重写。"


class PackForm(QWidget):
    """The fields.

    Attributes:
        place: where the files go.

    Signals:
        changed: what would be in it may be another now.
    """

    changed = Signal()

    def __init__(
        self,
        recipients: Sequence[Recipient],
        periods: Sequence[Period],
        *,
        likely: Likely,
    ) -> None:
        """Make the fields.

        Args:
            recipients: to whom files can go.
            periods: months to choose from.
            likely: what a file for an office is likely for, as its month stands.
        """
        super().__init__()
        self._likely = likely
        self.place = PlaceRow()
        self.to, self.kind, self.period = QComboBox(), QComboBox(), QComboBox()
        self.rows = QCheckBox("底册全部逐行带上(&R)")
        self.personal = QCheckBox("带上个人信息(&I)")
        self.mail = QCheckBox("存为.zip(&Z)，有的邮箱只收这种")
        self.secret = PassphraseTwice()
        self._below = [one for one in recipients if one.direction is Direction.DOWN]
        self._fill(recipients, periods)
        self._lay_out()
        self._wire()
        self._on_recipient_changed()

    def select(self, unit: str) -> None:
        """Choose a receiver."""
        every = [self.to.itemData(at) for at in range(self.to.count())]
        units = [one.unit if isinstance(one, Recipient) else "" for one in every]
        self.to.setCurrentIndex(units.index(unit) if unit in units else 0)

    def chosen(self) -> list[Recipient]:
        """The receiver, or all below."""
        found = self.to.currentData()
        return [found] if isinstance(found, Recipient) else self._below

    def offer_rows(self, more: bool) -> None:
        """Whether there are rows that go only when they are asked for."""
        self.rows.setVisible(more)
        if not more:
            self.rows.setChecked(False)

    def orders(self) -> list[Order]:
        """What is to be packed."""
        kind = self._kind_chosen()
        period = None if kind is Kind.PLAN else self.period.currentData()
        phrase = self.secret.phrase.text() if self.personal.isChecked() else ""
        ending = ".zip" if self.mail.isChecked() else ".mzp"
        rows = self.rows.isChecked()
        return [Order(one.unit, kind, period, rows, phrase, ending) for one in self.chosen()]

    def fault(self) -> str:
        """Why it can't be packed as it stands, or ""."""
        return self.secret.fault() if self.personal.isChecked() else ""

    def _fill(self, recipients: Sequence[Recipient], periods: Sequence[Period]) -> None:
        for one in recipients:
            if one.direction is Direction.DOWN and one is self._below[0] and len(self._below) > 1:
                self.to.addItem(f"全部下级（{len(self._below)}个单位，每个一个文件）", "below")
            self.to.addItem(_WAYS[one.direction].format(one.name), one)
        for period in periods:
            self.period.addItem(period.title, period)
        self.to.setAccessibleName("给谁")
        self.kind.setAccessibleName("种类")
        self.period.setAccessibleName("报告期")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (("给谁(&U)", self.to), ("种类(&K)", self.kind), ("报告期(&M)", self.period))
        ):
            title = label(words, "soft")
            title.setBuddy(field)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(label("存到", "soft"), 3, 0)
        grid.addWidget(self.place, 3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        for part in (self.rows, self.mail, self.personal, self.secret):
            column.addWidget(part)
        self.secret.hide()

    def _wire(self) -> None:
        self.to.currentIndexChanged.connect(self._on_recipient_changed)
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self.period.currentIndexChanged.connect(self.changed)
        self.rows.toggled.connect(self.changed)
        self.personal.toggled.connect(self.secret.setVisible)

    def _on_recipient_changed(self) -> None:
        """Other kinds go another way."""
        direction = self.chosen()[0].direction
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind in direction.kinds:
            words = kind_words(kind, own=direction is Direction.SAME)
            self.kind.addItem(words, kind)
        self.kind.blockSignals(False)
        self.kind.setEnabled(self.kind.count() > 1)
        self.offer_rows(False)
        self._choose_kind()
        self._on_kind_changed()

    def _choose_kind(self) -> None:
        """The kind that is likely wanted; for all units below the first."""
        to = self.to.currentData()
        if isinstance(to, Recipient) and isinstance(self.period.currentData(), Period):
            likely = self._likely(to, period=self.period.currentData())
            self.kind.blockSignals(True)
            self.kind.setCurrentIndex(max(0, self.kind.findData(likely)))
            self.kind.blockSignals(False)

    def _on_kind_changed(self) -> None:
        self.period.setEnabled(self._kind_chosen() is not Kind.PLAN)
        self.changed.emit()

    def _kind_chosen(self) -> Kind:
        """Qt keeps an enum as its bare text."""
        return Kind(str(self.kind.currentData()))
