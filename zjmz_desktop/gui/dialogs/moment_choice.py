"""Which moment of the past: a day or instant that is typed, or a submission, package or printed report."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from zjmz_desktop.service.context import Office
from zjmz_desktop.service.moments_listed import moments, usual_day

ON_A_DAY = "某一天或时刻"
HOW_TO_NAME = "请写日期（2018-07-05）或时刻（2018-07-05 17:00），或在左边选一次上报。"
_DAY_HINT = "2018-07-05，或2018-07-05 17:00"


class MomentChoice(QWidget):
    """A row: what kind of moment, and where that is a day, which.

    Attributes:
        moment: 某一天或时刻, or a submission, a package, a printed report.
        day: which day or instant.

    Signals:
        changed: another moment was chosen, or another day typed.
    """

    changed = Signal()

    def __init__(self, office: Office, unit_id: str) -> None:
        super().__init__()
        self.moment, self.day = QComboBox(), QLineEdit()
        self.moment.addItem(ON_A_DAY, "")
        for one in moments(office, unit_id):
            self.moment.addItem(one.title, one.name)
        self.moment.setMinimumWidth(150)
        self.moment.setMaximumWidth(560)
        self.day.setText(usual_day(office).isoformat())
        self.day.setToolTip(_DAY_HINT)
        self.day.setPlaceholderText(_DAY_HINT)
        self.day.setAccessibleName("哪一天或时刻")
        self.day.setFixedWidth(210)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.moment, self.day):
            row.addWidget(part)
        self.moment.currentIndexChanged.connect(self._on_chosen)
        self.day.editingFinished.connect(self._on_typed)

    @property
    def asked(self) -> str:
        """The moment chosen, as it is named; "" where no day is written."""
        return str(self.moment.currentData() or self.day.text()).strip()

    def lead_back(self) -> None:
        """The focus to where a day that was refused is put right."""
        if not self.day.isHidden():
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self.day.selectAll()

    def _on_chosen(self) -> None:
        self.day.setVisible(not self.moment.currentData())
        self._tell()

    def _on_typed(self) -> None:
        if self.day.isModified():
            self._tell()

    def _tell(self) -> None:
        self.day.setModified(False)
        self.changed.emit()
