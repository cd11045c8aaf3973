"""审核: unit after unit, figure after figure, by keyboard."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.reporting.months_elsewhere import MonthsElsewhere
from zjmz_desktop.gui.reporting.office_behind import OfficeBehind
from zjmz_desktop.gui.reporting.review_acts import ReviewActs
from zjmz_desktop.gui.reporting.review_bar import ReviewBar
from zjmz_desktop.gui.reporting.review_detail import ReviewDetail
from zjmz_desktop.gui.reporting.review_head import ReviewHead
from zjmz_desktop.gui.reporting.review_queue import ReviewQueue
from zjmz_desktop.gui.reporting.review_table import ReviewModel, ReviewTable
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.tokens import SIDE_COLLAPSE_BELOW_PX
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reading_ahead import ReadAhead, kept, know
from zjmz_desktop.service.review_views import UnitQueue, queue, review_cells, reviewed_again

_DETAIL_PAUSE_MS = 60


class ReviewPage(QWidget):
    """Queue, table, detail.

    Attributes:
        acts: what keys and buttons do.
    """

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._shown, self._wanted = desk.place.period, ""
        self._beside = Beside(office, self)
        self.queue, self.model = ReviewQueue(), ReviewModel()
        self.table = ReviewTable(self.model)
        self.acts = ReviewActs(desk, office, table=self.table, queue=self.queue)
        self._deeds = self.acts.deeds
        self._keeper = EvidenceKeeper(desk, OfficeBehind(office), parent=self)
        self.detail = ReviewDetail(self._keeper)
        self.head, self.bar = ReviewHead(), ReviewBar()
        self._elsewhere = MonthsElsewhere(desk, office, head=self.head)
        self._empty = EmptyState("没有下级单位", "审核是逐项接收或退改下级单位上报的数。")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DETAIL_PAUSE_MS)
        self._later.timeout.connect(self._show_detail)
        self._lay_out()
        self._wire()

    def open_subject(self, subject: str) -> None:
        """Read anew and show it; the subject is a unit's id, or ""."""
        self._wanted = subject
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """End what runs beside the window."""
        self._keeper.stop()
        self._elsewhere.stop()
        self._beside.drop()
        self._beside.wait()

    def refresh(self) -> None:
        """Read the units, then the one under review again; of another month nothing is decided meanwhile."""
        period = self._desk.place.period
        if period != self._shown:
            self._deeds.unit_id = ""
            self.model.show_cells((), submitted=False)
        self._beside.start(partial(_read, period=period))

    def _on_read(self, found: tuple[Period, tuple[UnitQueue, ...], ReadAhead]) -> None:
        period, lines, ahead = found
        know(self._office, ahead)
        self.queue.show_lines(lines, keep=period == self._shown)
        self._shown = period
        rows = [one.unit_id for one in lines]
        if self._wanted in rows:
            self.queue.setCurrentRow(rows.index(self._wanted))
        self._wanted = ""
        line = self.queue.current_line
        self._stack.setCurrentIndex(1 if line is None else 0)
        if line is not None:
            self._show_unit(line.unit_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 1200 px the detail gives its room to the table."""
        super().resizeEvent(event)
        self.detail.setVisible(event.size().width() >= SIDE_COLLAPSE_BELOW_PX)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(14, 10, 14, 10)
        middle.setSpacing(8)
        middle.addWidget(self.head)
        middle.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(middle, 1)
        right.addWidget(self.bar)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.queue)
        row.addLayout(right, 1)
        row.addWidget(self.detail)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _wire(self) -> None:
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self._desk.refused)
        self.queue.chosen.connect(self._show_unit)
        self.table.pointed.connect(self._later.start)
        self.table.accept_asked.connect(self.acts.accept)
        self.detail.form_asked.connect(self._on_form_asked)
        self.head.month_asked.connect(self._desk.open_period)
        self._deeds.decided.connect(self._on_decided)
        bar, acts = self.bar, self.acts
        for signal, slot, keys in (
            (bar.accept_asked, acts.accept, ""),
            (bar.return_asked, acts.send_back, "Ctrl+R"),
            (bar.adopt_asked, acts.adopt, "Ctrl+E"),
            (bar.whole_accept_asked, self._deeds.accept_whole, ""),
            (bar.whole_return_asked, acts.send_back_whole, ""),
            (bar.clean_asked, acts.accept_clean, "Ctrl+Return"),
            (bar.next_asked, acts.next_unit, "Ctrl+Down"),
            (None, acts.unit_before, "Ctrl+Up"),
            (None, acts.go_to_faulty, "F8"),
        ):
            if signal is not None:
                signal.connect(slot)
            if keys:
                key = QShortcut(QKeySequence(keys), self)
                key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                key.activated.connect(slot)
        self._desk.moved.connect(self._on_moved)
        self._desk.changed.connect(self._on_changed)

    def _show_unit(self, unit_id: str) -> None:
        self._deeds.unit_id = unit_id
        try:
            cells = review_cells(self._office, self._deeds.at)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return
        line = self.queue.current_line
        submitted = line is not None and line.stage not in (Stage.NOT_REPORTED, Stage.RECALLED)
        self.model.show_cells(cells, submitted=submitted)
        self._show_head()
        if cells and not self.table.step_to_open():
            self.table.stand_on(0)

    def _show_head(self) -> None:
        line = self.queue.current_line
        if line is not None:
            period = self._desk.place.period
            waiting = sum(one.waits for one in self.queue.lines)
            self.head.show_line(line, period=period, waiting=waiting)
            if waiting:
                self._elsewhere.drop()
            else:
                self._elsewhere.look()
            clean = sum(cell.clean for cell in self.model.cells)
            open_ = line.stage is not Stage.NOT_REPORTED or bool(line.proxied)
            self.bar.show_state(clean=clean, open_=open_)

    def _show_detail(self) -> None:
        from zjmz_desktop.service.forms import form

        cell = self.table.current_cell
        if cell is not None and self._deeds.unit_id and self.isVisible():
            view = form(self._office, cell.code, at=self._deeds.at)
            self.detail.show_cell(cell, view, standing=self.table.standing_of(cell))

    def _on_decided(self, codes: list[str]) -> None:
        wanted = codes or [cell.code for cell in self.model.cells]
        line, cells = reviewed_again(self._office, self._deeds.at, codes=wanted)
        self.queue.show_line(line)
        self.model.replace(cells)
        self._show_head()
        self._later.start()

    def _on_form_asked(self) -> None:
        cell = self.table.current_cell
        if cell is not None:
            self._desk.open_place(Place(self._deeds.unit_id, self._desk.place.period))
            self._desk.form_wanted.emit(cell.code)

    def _on_moved(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_changed(self) -> None:
        if self.isVisible() and not self._deeds.is_deciding:
            self.refresh()


def _read(
    office: Office, task: Task, *, period: Period
) -> tuple[Period, tuple[UnitQueue, ...], ReadAhead]:
    """The units, and the month's figures: they are known of all units once one is looked at."""
    del task
    lines = queue(office, period)
    for one in lines[:1]:
        review_cells(office, UnitPeriod(one.unit_id, period))
    return period, lines, kept(office)
