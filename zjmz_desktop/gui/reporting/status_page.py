"""报送情况统计表: who has reported which month; 催报 and export."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.file_names import plain_name
from zjmz_desktop.domain.paper_kinds import PrintKind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.chase_dialog import UNSUBMITTED, ChaseDialog
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.previewing import PaperToShow, Previewing
from zjmz_desktop.gui.reporting.status_table import StatusTableView, about
from zjmz_desktop.gui.table_export import TO_PRINT, TableExport
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported
from zjmz_desktop.service.reporting_status import StatusLine, StatusTable, status_table
from zjmz_desktop.service.status_sheets import chase, write_status


class StatusPage(QWidget):
    """The table of the plan's year.

    Signals:
        review_asked: a unit's month is to be reviewed; the unit's id.
    """

    review_asked = Signal(str)

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._table: StatusTable | None = None
        self.table = StatusTableView()
        self._title = label("报送情况统计表", "title")
        self._sums, self._about = label("", "soft"), ElidedLabel("", "soft")
        self._basis = label("按上报统计；填数情况看汇总", "soft")
        self.chase_button = button("催报…", tip="这个月还没有上报的单位，复制到微信群；不含数据")
        self.export_button = button("导出…", icon_name="export", tip="表格或PDF")
        self._beside = Beside(office, self)
        self._export = TableExport(desk, office, parent=self)
        self.previewing = Previewing(office, partial(_to_show, desk, office), parent=self)
        self._lay_out()
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(desk.refused)
        self.table.pointed.connect(self._on_pointed)
        self.table.asked.connect(self._on_asked)
        self.chase_button.clicked.connect(self.chase)
        self.export_button.clicked.connect(self.export)
        desk.changed.connect(self._on_changed)
        desk.moved.connect(self._on_changed)

    def open_subject(self, subject: str) -> None:
        """Read anew and show it."""
        self._read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """End what runs beside the window."""
        self._export.stop()
        self.previewing.stop()
        self._beside.drop()
        self._beside.wait()

    def chase(self) -> ChaseDialog:
        """催报 for the month of the cursor."""
        line = self.table.current_line
        period = line.period if line is not None else self._desk.place.period
        words = chase(self._office, period)
        dialog = ChaseDialog(self._desk, words, chased=UNSUBMITTED, parent=self)
        dialog.open()
        return dialog

    def export(self) -> None:
        """The table as a workbook or a PDF."""
        if self._table is not None:
            mark = "（示例数据）" if self._office.sample else ""
            name = plain_name(f"{self._office.unit.name}报送情况统计表{mark}.xlsx")
            self._export.ask(name, partial(_written, table=self._table), kinds=TO_PRINT)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for part in (self._title, self._sums, self._basis, spacer()):
            head.addWidget(part)
        for press in (self.chase_button, self.previewing.button, self.export_button):
            head.addWidget(press)
        head.setSpacing(10)
        foot.addWidget(self._about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _read(self) -> None:
        self._beside.start(_read)

    def _on_read(self, table: StatusTable) -> None:
        self._table = table
        months = list(table.months)
        period = self._desk.place.period
        stand = months.index(period) + 1 if period in months else 1
        self.table.show_table(table, stand=stand)
        lines = [of[stand - 1] for _, of in table.rows]
        come = sum(line.state is not Reported.MISSING for line in lines)
        self._sums.setText(f"{months[stand - 1].title}：{come}/{len(lines)}已报")

    def _on_pointed(self, line: StatusLine | None) -> None:
        below = line is not None and line.unit_id != self._office.unit.id
        more = "按 Enter 去审核。" if below else ""
        self._about.set_text(f"{about(line)}{more}" if line is not None else "")

    def _on_asked(self, line: StatusLine) -> None:
        if line.unit_id != self._office.unit.id:
            self._desk.open_place(Place(self._desk.place.unit_id, line.period))
            self.review_asked.emit(line.unit_id)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._read()


def _read(office: Office, _task: Task) -> StatusTable:
    year = office.plan.year
    return status_table(office, [month(year, number) for number in range(1, 13)])


def _written(office: Office, target: Path, *, table: StatusTable) -> Exported:
    return write_status(office, table, target=target)


def _to_show(desk: Desk, office: Office) -> PaperToShow:
    """The table of the own office through the month that lies open."""
    at = UnitPeriod(office.unit.id, desk.place.period)
    mark = "（示例数据）" if office.sample else ""
    words = PrintKind.STATUS.words
    name = plain_name(f"{office.unit.name}{words}{mark}.pdf")
    return PaperToShow(PrintKind.STATUS, f"{words}：预览", name, partial(_drawn, at=at))


def _drawn(office: Office, task: Task, *, at: UnitPeriod) -> DrawnPaper:
    from zjmz_desktop.service.printing import PrintAsked, draw_print

    asked = PrintAsked(PrintKind.STATUS, at)
    return draw_print(office, asked, on_progress=task.tell, cancelled=task.is_cancelled)
