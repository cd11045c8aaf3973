"""例外重开: which unit's month or year may be changed once more, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QPlainTextEdit, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import PeriodType, parse_period
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.service.closing import Locked, reopen, reopenable
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod

_MEANS = (
    "重开以后，下级单位可以再改这个报告期的数，改好要再次上报、再审核；"
    "原来的数和原因都会留下。没有接收的，用退改就行，不用重开。"
)
_REASON_PX = 72


class ReopeningDialog(Dialog):
    """Unit, month or year, reason; only what is locked can be chosen."""

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget | None) -> None:
        super().__init__("例外重开", _MEANS, yes="重开", parent=parent)
        self.setMinimumWidth(560)
        self._desk, self._office = desk, office
        self.unit, self.period, self.reason = QComboBox(), QComboBox(), QPlainTextEdit()
        self._lay_out()
        for one in office.units.children(office.unit.id):
            if one.ended_on is None:
                self.unit.addItem(one.name, one.id)
        self.unit.setCurrentIndex(max(self.unit.findData(desk.place.unit_id), 0))
        self.unit.currentIndexChanged.connect(self._on_unit_chosen)
        self.act = self._reopen
        self._on_unit_chosen()
        self.unit.setFocus()

    def _lay_out(self) -> None:
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_REASON_PX)
        self.reason.setPlaceholderText("为什么要重开，下级会看到")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in (
            ("单位", self.unit),
            ("报告期", self.period),
            ("原因", self.reason),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.body.addLayout(form)

    def _on_unit_chosen(self) -> None:
        with busy_pointer():
            locked = reopenable(self._office, str(self.unit.currentData()))
        self.say_error("" if locked else f"{self.unit.currentText()}没有锁定的报告期，不用重开。")
        self.yes.setEnabled(bool(locked))
        self.period.setEnabled(bool(locked))
        self._list_periods(locked)

    def _list_periods(self, locked: Sequence[Locked]) -> None:
        self.period.clear()
        for period, words in locked:
            whole = "全年" if period.type is PeriodType.YEAR else ""
            self.period.addItem(f"{period.title}{whole}（{words}）", period.code)
        here = self.period.findData(self._desk.place.period.code)
        self.period.setCurrentIndex(here if here >= 0 else self.period.count() - 1)

    def _reopen(self) -> str:
        at = UnitPeriod(str(self.unit.currentData()), parse_period(str(self.period.currentData())))
        try:
            changes = reopen(self._office, at, reason=self.reason.toPlainText())
        except ZjmzError as error:
            return error.message
        self._desk.changed.emit(changes)
        name = self.unit.currentText()
        self._desk.told.emit(
            f"已给{name}重开{at.period.title}。请导出给{name}的数据文件，对方导入后就能改。", False
        )
        return ""
