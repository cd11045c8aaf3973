"""年度总结: what it will hold through a month, and writing it as PDF."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.report_parts import FactsView, ResultView, WritingBar
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.tokens import CONTENT_MAX_PX
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import (
    SummaryFacts,
    WrittenSummary,
    summary_facts,
    write_summary,
)

CANCELLED = "已取消，没有写文件；原来的文件没有动。"


class ReportPage(QScrollArea):
    """The page; `folder` is where the file dialog begins."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self.folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self.through = QComboBox()
        self.write_button = button("生成PDF…", "primary", icon_name="annual")
        self.facts = FactsView()
        self.writing = WritingBar()
        self.result = ResultView()
        self._refusal = Notice("info", "")
        self._title = label("", "title")
        self._reader, self._writer = Beside(office, self), Beside(office, self)
        self._lay_out()
        self._wire()

    def open_subject(self, subject: str) -> None:
        """Read what the summary would say now."""
        self._read()
        self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """End what runs beside the window."""
        for one in (self._reader, self._writer):
            one.drop()
            one.wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for what runs."""
        self.stop()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines readable on wide screens."""
        super().resizeEvent(event)
        margin = max(20, (self.viewport().width() - CONTENT_MAX_PX) // 2)
        self._column.setContentsMargins(margin, 16, margin, 16)

    def default_name(self) -> str:
        """丹徒区民政局2018年工作总结_截至11月底.pdf."""
        place = self._desk.place
        office = self._office.units.get(place.unit_id).office
        mark = "（示例数据）" if self._office.sample else ""
        month = f"截至{place.period.last_month}月底"
        return f"{office}{place.period.year}年工作总结_{month}{mark}.pdf"

    def ask_target(self) -> Path | None:
        """Ask where the file goes."""
        name, _ = QFileDialog.getSaveFileName(
            self, "年度总结存到哪里", str(self.folder / self.default_name()), "PDF 文件 (*.pdf)"
        )
        return Path(name) if name else None

    def write(self, target: Path) -> None:
        """Write the summary in a thread."""
        target = (
            target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")
        )
        self.folder = target.parent
        self.result.setVisible(False)
        self.writing.begin()
        self.writing.setVisible(True)
        self.write_button.setEnabled(False)
        place = self._desk.place
        at = UnitPeriod(place.unit_id, place.period)
        task = self._writer.start(partial(_write, at=at, target=target))
        task.progressed.connect(self.writing.show_progress)

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("canvas")
        self._column = QVBoxLayout(content)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.through.setAccessibleName("截至")
        for period in self._desk.actions.office().periods:
            self.through.addItem(f"{period.title}底", period)
        through = label("截至(&J)", "soft")
        through.setBuddy(self.through)
        head.addWidget(self._title)
        head.addWidget(spacer(), 1)
        for part in (through, self.through, self.write_button):
            head.addWidget(part)
        self._column.addLayout(head)
        for below in (self.result, self.writing, self._refusal):
            self._column.addWidget(below)
            below.setVisible(False)
        self._column.addWidget(self.facts)
        self._column.addStretch(1)
        self.setWidget(content)

    def _wire(self) -> None:
        self.through.activated.connect(self._on_month_chosen)
        self.write_button.clicked.connect(self._on_write_asked)
        self.writing.cancelled.connect(self._on_cancelled)
        self._reader.read.connect(self._on_facts)
        self._reader.failed.connect(self._on_no_facts)
        self._writer.read.connect(self._on_written)
        self._writer.failed.connect(self._on_not_written)
        self._desk.moved.connect(self._on_moved)

    def _read(self) -> None:
        place = self._desk.place
        unit = self._office.units.get(place.unit_id)
        self._title.setText(f"{unit.office}{place.period.year}年工作总结")
        self.through.setCurrentIndex(self.through.findData(place.period))
        self._reader.start(partial(_facts, at=UnitPeriod(place.unit_id, place.period)))

    def _on_facts(self, facts: SummaryFacts) -> None:
        self._refusal.setVisible(False)
        self.facts.setVisible(True)
        self.facts.show_facts(facts)
        self.write_button.setEnabled(not self.writing.isVisible())

    def _on_no_facts(self, sentence: str) -> None:
        self.facts.clear()
        self._refusal.set_text(sentence)
        self._refusal.setVisible(True)
        self.write_button.setEnabled(False)

    def _on_month_chosen(self) -> None:
        self._desk.open_period(self.through.currentData())

    def _on_moved(self) -> None:
        if self.isVisible():
            self.result.setVisible(False)
            self._read()

    def _on_write_asked(self) -> None:
        target = self.ask_target()
        if target is not None:
            self.write(target)

    def _on_written(self, written: WrittenSummary) -> None:
        self._over()
        self.result.show_written(written)
        self.result.open_file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_written(self, sentence: str) -> None:
        self._over()
        self.result.show_refusal(sentence)

    def _on_cancelled(self) -> None:
        self._writer.drop()
        self._over()
        self.result.show_refusal(CANCELLED, tone="info")

    def _over(self) -> None:
        self.writing.setVisible(False)
        self.write_button.setEnabled(True)


def _facts(office: Office, task: Task, *, at: UnitPeriod) -> SummaryFacts:
    return summary_facts(office, at)


def _write(office: Office, task: Task, *, at: UnitPeriod, target: Path) -> WrittenSummary:
    return write_summary(
        office, at, target=target, on_progress=task.tell, cancelled=task.is_cancelled
    )
