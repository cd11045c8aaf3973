"""回执 in a line: how far this office's month has come at the office above, and which figures it has."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.receipts import Arrival, receipt, uses

_TONES = {
    Arrival.ACCEPTED: "good",
    Arrival.RECEIVED: "info",
    Arrival.RETURNED: "warn",
    Arrival.CHANGED: "warn",
}


class ReceiptLine(QWidget):
    """Hidden in an office that has none above it.

    Attributes:
        notice: the sentence.
        figures: opens the list of figures.
    """

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self.notice = Notice("lock", "")
        self.notice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.figures = button("上级有没有收到每个数…", "link")
        self.notice.add_beside(self.figures)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.notice)
        self.figures.clicked.connect(self._on_figures_asked)

    def refresh(self) -> None:
        """Read the receipt of the month that lies open again."""
        above = self._office.units.parent(self._office.unit.id)
        self.setVisible(above is not None)
        if above is not None:
            found = receipt(self._office, self._desk.place.period)
            self.notice.set_tone(_TONES.get(found.arrival, "lock"))
            submitted = found.arrival is not Arrival.NOT_SUBMITTED
            head = f"{found.period.title}回执：" if submitted else ""
            self.notice.set_text(f"{head}{found.words}")
            self.figures.setVisible(submitted)

    def text(self) -> str:
        """The sentence as shown."""
        return self.notice.words()

    def _on_figures_asked(self) -> None:
        from zjmz_desktop.gui.dialogs.uses_dialog import UsesDialog

        found = uses(self._office, self._desk.place.period)
        UsesDialog(found, period=self._desk.place.period, parent=self).open()
