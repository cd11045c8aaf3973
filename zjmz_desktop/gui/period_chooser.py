"""Which month lies open: ‹ 2018年6月 ›, and a sheet of months to choose from."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label


class MonthSheet(QFrame):
    """The months of the plan's year on a small sheet.

    Signals:
        chosen: place of the month in the list given.
    """

    chosen = Signal(int)

    def __init__(self, periods: tuple[Period, ...], current: Period, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 12)
        year = periods[0].year if periods else current.year
        grid.addWidget(label(f"{year}年", "head"), 0, 0, 1, 4)
        self._group = QButtonGroup(self)
        for at, period in enumerate(periods):
            month = _month_button(period, current)
            self._group.addButton(month, at)
            grid.addWidget(month, 1 + at // 4, at % 4)
            if period == current:
                month.setFocus()
        self._group.idClicked.connect(self._on_clicked)

    def _on_clicked(self, at: int) -> None:
        self.chosen.emit(at)
        self.close()


def _month_button(period: Period, current: Period) -> QPushButton:
    found = button(f"{period.last_month}月", "month")
    found.setAccessibleName(period.title)
    found.setCheckable(True)
    found.setChecked(period == current)
    return found


class PeriodChooser(QWidget):
    """Buttons for the month before, the sheet, the month after."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._before = button("", "flat", icon_name="left", tip="上一月（Alt+←）")
        self._month = button("", icon_name="calendar", tip="换一个月")
        self._after = button("", "flat", icon_name="right", tip="下一月（Alt+→）")
        for part in (self._before, self._month, self._after):
            row.addWidget(part)
        self._month.setMinimumSize(124, 34)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self._month.clicked.connect(self._on_sheet_asked)
        desk.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the month that lies open."""
        period = self._desk.place.period
        periods = self._desk.actions.office().periods
        self._month.setText(period.title)
        self._month.setAccessibleName(f"报告期：{period.title}")
        self._before.setEnabled(bool(periods) and period != periods[0])
        self._after.setEnabled(bool(periods) and period != periods[-1])

    def _on_before(self) -> None:
        self._desk.open_neighbour(-1)

    def _on_after(self) -> None:
        self._desk.open_neighbour(1)

    def _on_sheet_asked(self) -> None:
        office = self._desk.actions.office()
        sheet = MonthSheet(office.periods, self._desk.place.period, parent=self)
        sheet.chosen.connect(self._on_chosen)
        sheet.move(self._month.mapToGlobal(QPoint(0, self._month.height() + 4)))
        sheet.show()

    def _on_chosen(self, at: int) -> None:
        self._desk.open_period(self._desk.actions.office().periods[at])
