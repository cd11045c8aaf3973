"""Left of 审核: the units below with where their month stands."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zjmz_desktop.gui.pages.frozen_table import Index
from zjmz_desktop.gui.reporting.stage_marks import OF_STAGE
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.stage_pill import draw_mark
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.review_views import UnitQueue

_LINE = int(Qt.ItemDataRole.UserRole)
_ROW_PX, _WIDE_PX = 50, 236
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def short_words(line: UnitQueue) -> str:
    """The second line of a unit: 12/14已接收 · 退改2 · 待复核1."""
    if not line.version:
        return f"代报{line.proxied}项" if line.proxied else "本月还没有上报"
    told = [f"{line.accepted}/{line.total}已接收"]
    for n, what in (
        (line.beside_returned, "待审核"),
        (line.returned, "退改"),
        (line.answered, "已答复"),
        (line.changed, "待复核"),
    ):
        told += [f"{what}{n}"] if n else []
    return " · ".join(told)


class QueueDelegate(QStyledItemDelegate):
    """Two lines: name and stage, then how far."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines."""
        return QSize(_WIDE_PX, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one unit."""
        line: UnitQueue = index.data(_LINE)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, QColor(TOKENS.brand_wash))
            painter.fillRect(QRectF(box.left(), box.top() + 8, 3, box.height() - 16), _brand())
        painter.setPen(QPen(QColor(TOKENS.line)))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(14, 6, -10, -6)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        stage_px = painter.fontMetrics().horizontalAdvance(line.stage.words) + 21
        painter.setPen(QColor(TOKENS.ink))
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        room = upper.adjusted(0, 0, -stage_px - 6, 0)
        cut = painter.fontMetrics().elidedText(
            line.name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _LEFT, cut)
        self._draw_rest(painter, upper, line=line, lower=lower)
        painter.restore()

    def _draw_rest(
        self, painter: QPainter, upper: QRectF, *, line: UnitQueue, lower: QRectF
    ) -> None:
        small = painter.font()
        small.setBold(False)
        small.setPointSizeF(9)
        painter.setFont(small)
        stage_px = painter.fontMetrics().horizontalAdvance(line.stage.words) + 20
        mark = QRectF(upper.right() - stage_px, upper.top(), stage_px, upper.height())
        draw_mark(painter, mark, mark=OF_STAGE[line.stage], words=line.stage.words)
        painter.setPen(QColor(TOKENS.ink_soft))
        painter.drawText(lower, _LEFT, short_words(line))
        if line.received_on is not None:
            on = f"{line.received_on.month}月{line.received_on.day}日"
            painter.drawText(lower, _RIGHT, on)


def _brand() -> QColor:
    return QColor(TOKENS.brand)


class ReviewQueue(QListWidget):
    """The units; the current one is reviewed.

    Signals:
        chosen: another unit is current; its id.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registers")
        self.setAccessibleName("待审核的单位")
        self.setFixedWidth(_WIDE_PX)
        self.setItemDelegate(QueueDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row_changed)

    @property
    def lines(self) -> tuple[UnitQueue, ...]:
        """The units in their order."""
        return tuple(self.item(row).data(_LINE) for row in range(self.count()))

    @property
    def current_line(self) -> UnitQueue | None:
        """The unit under review."""
        found: UnitQueue | None = self.currentIndex().data(_LINE)
        return found

    def show_lines(self, lines: Sequence[UnitQueue], *, keep: bool = True) -> None:
        """Show others; the current unit stays where it is to be kept, else the first one that waits."""
        before = self.current_line if keep else None
        self.blockSignals(True)
        self.clear()
        for line in lines:
            self._put(QListWidgetItem(self), line)
        wanted = before.unit_id if before is not None else self._first_waiting()
        self.setCurrentRow(next((n for n, o in enumerate(lines) if o.unit_id == wanted), 0))
        self.blockSignals(False)

    def show_line(self, line: UnitQueue) -> None:
        """Show one unit's line anew."""
        for row in range(self.count()):
            if self.item(row).data(_LINE).unit_id == line.unit_id:
                self._put(self.item(row), line)

    def step(self, by: int) -> bool:
        """To the unit before or after; False at the end."""
        row = self.currentRow() + by
        if 0 <= row < self.count():
            self.setCurrentRow(row)
            return True
        return False

    def step_to_waiting(self) -> bool:
        """To the next unit that waits for review, going round; False when none does."""
        rows = [(self.currentRow() + n) % self.count() for n in range(1, self.count())]
        found = next((r for r in rows if self.item(r).data(_LINE).waits), None)
        if found is not None:
            self.setCurrentRow(found)
        return found is not None

    def _first_waiting(self) -> str:
        waiting = (one.unit_id for one in self.lines if one.waits)
        return next(waiting, "")

    def _put(self, item: QListWidgetItem, line: UnitQueue) -> None:
        item.setData(_LINE, line)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.name}，{line.words}")
        item.setToolTip(plain_tip(f"{line.name}：{line.words}"))

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.item(row).data(_LINE).unit_id)
