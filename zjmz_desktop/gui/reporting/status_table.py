"""The table of 报送情况: how a unit's month is shown."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.gui.pages.frozen_table import Index
from zjmz_desktop.gui.reporting.stage_marks import OF_REPORTED, OF_STAGE
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.stage_pill import Mark, draw_mark
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.reporting_status import StatusLine, StatusTable

_LINE = int(Qt.ItemDataRole.UserRole)
_ROW_PX, _NAME_PX, _LEAST_PX = 42, 156, 84
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def mark_of(line: StatusLine) -> Mark:
    """Shape and colour of a unit's month; missing and past its day is bad."""
    if line.overdue:
        return ("ring", TOKENS.bad, TOKENS.bad_wash)
    if line.stage is Stage.CHANGED:
        return OF_STAGE[line.stage]
    return OF_REPORTED[line.state]


def short_word(line: StatusLine) -> str:
    """The word of a cell."""
    if line.stage in (Stage.CHANGED, Stage.REOPENED, Stage.RECALLED):
        return {Stage.CHANGED: "待复核", Stage.REOPENED: "重开", Stage.RECALLED: "已撤回"}[
            line.stage
        ]
    return "未到期" if line.state is Reported.MISSING and not line.overdue else line.state.words


def about(line: StatusLine) -> str:
    """A sentence about a unit's month."""
    received = (
        f"{line.received_on.month}月{line.received_on.day}日收到第{line.version}版，"
        if line.received_on is not None
        else ""
    )
    due = f"报送日{line.due_on.month}月{line.due_on.day}日"
    return f"{line.name}{line.period.title}：{line.words}。{received}{due}。"


class StatusDelegate(QStyledItemDelegate):
    """Shape and word, with the day it came in under it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        line: StatusLine | None = index.data(_LINE)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, QColor(TOKENS.brand_wash))
        painter.setPen(QColor(TOKENS.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(10, 4, -4, -4)
        if line is None:
            self._draw_name(painter, inner, text=str(index.data()))
        else:
            self._draw_line(painter, inner, line=line)
        painter.restore()

    def _draw_name(self, painter: QPainter, box: QRectF, *, text: str) -> None:
        painter.setPen(QColor(TOKENS.ink))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, _LEFT, cut)

    def _draw_line(self, painter: QPainter, box: QRectF, *, line: StatusLine) -> None:
        on = line.received_on
        upper = box if on is None else QRectF(box.left(), box.top(), box.width(), box.height() / 2)
        font = painter.font()
        font.setPointSizeF(9.5)
        painter.setFont(font)
        draw_mark(painter, upper, mark=mark_of(line), words=short_word(line))
        if on is not None:
            font.setPointSizeF(8.5)
            painter.setFont(font)
            painter.setPen(QColor(TOKENS.ink_faint))
            days = f" 迟{(on - line.due_on).days}天" if line.late else ""
            lower = upper.translated(19, upper.height())
            painter.drawText(lower, _LEFT, f"{on.month}.{on.day}{days}")


class StatusTableView(QTableWidget):
    """Units × months; Enter opens the review of a unit's month.

    Signals:
        asked: Enter or a double click; the `StatusLine`.
        pointed: another cell is current; its line or None.
    """

    asked = Signal(object)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("报送情况统计表")
        self.setItemDelegate(StatusDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(_LEAST_PX)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._on_asked)
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def current_line(self) -> StatusLine | None:
        """The unit's month the cursor stands on."""
        found: StatusLine | None = self.currentIndex().data(_LINE)
        return found

    def show_table(self, table: StatusTable, *, stand: int) -> None:
        """Show another table, the cursor in the first unit's month `stand`."""
        self.setColumnCount(len(table.months) + 1)
        self.setHorizontalHeaderLabels(["单位", *(f"{m.last_month}月" for m in table.months)])
        self.setRowCount(len(table.rows))
        for row, (name, lines) in enumerate(table.rows):
            self.setItem(row, 0, QTableWidgetItem(name))
            for at, line in enumerate(lines, 1):
                item = QTableWidgetItem(short_word(line))
                item.setData(_LINE, line)
                item.setToolTip(plain_tip(about(line)))
                self.setItem(row, at, item)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, _NAME_PX)
        self.setCurrentCell(0, stand)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the review."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_asked()
        else:
            super().keyPressEvent(event)

    def _on_asked(self) -> None:
        if self.current_line is not None:
            self.asked.emit(self.current_line)

    def _on_current_changed(self) -> None:
        self.pointed.emit(self.current_line)
