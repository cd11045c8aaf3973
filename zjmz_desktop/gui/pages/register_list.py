"""The registers of the plan with their numbers of rows, counted beside the window."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from zjmz_desktop.domain.registers import is_ended
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service import register_tables
from zjmz_desktop.service.context import Office

WIDTH_PX = 206
ROW_PX = 32
COUNT = int(Qt.ItemDataRole.UserRole) + 1
CODE = int(Qt.ItemDataRole.UserRole)
Counts = dict[str, int]


class RegisterList(QFrame):
    """Choose a register.

    Signals:
        chosen: its code.
        entered: Enter: on to the table.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH_PX)
        self._list = QListWidget()
        self._list.setObjectName("registers")
        self._list.setAccessibleName("底册目录")
        self._list.setItemDelegate(SideDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: dict[str, QListWidgetItem] = {}
        for register in office.plan.registers:
            row = QListWidgetItem(register.name)
            row.setData(CODE, register.code)
            row.setToolTip(register.name)
            self._rows[register.code] = row
            self._list.addItem(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        head = label("底册（名录）", "head")
        head.setContentsMargins(16, 0, 0, 4)
        column.addWidget(head)
        column.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self._list.currentItemChanged.connect(self._on_current_changed)
        self._list.itemActivated.connect(self.entered)

    def choose(self, code: str) -> None:
        """Make a register current without saying so."""
        row = self._rows.get(code)
        if row is not None:
            self._list.blockSignals(True)
            self._list.setCurrentItem(row)
            self._list.blockSignals(False)

    def show_count(self, code: str, count: int) -> None:
        """Show how many rows a register has."""
        if code in self._rows:
            row = self._rows[code]
            row.setData(COUNT, count)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.text()}，{count}行")

    def show_counts(self, counts: Counts) -> None:
        """Show all numbers of rows."""
        for code, count in counts.items():
            self.show_count(code, count)

    def _on_current_changed(self, row: QListWidgetItem | None) -> None:
        if row is not None:
            self.chosen.emit(str(row.data(CODE)))


def count_rows(office: Office, task: Task, *, place: Place, known: str) -> Counts:
    """Rows of every register that are not ended, but for a register that is known already."""
    found: Counts = {}
    for register in office.plan.registers:
        if task.is_cancelled():
            break
        if register.code != known:
            rows = register_tables.rows_in_sight(office, register, unit_id=place.unit_id)
            day = place.period.last_on
            found[register.code] = sum(not is_ended(row, register, day=day) for row in rows)
    return found


class SideDelegate(QStyledItemDelegate):
    """A list at the window's side: a name to the left, a number to the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line."""
        return QSize(100, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Wash, bar, name, number."""
        state, box = option.state, option.rect  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(TOKENS.brand_wash if chosen else TOKENS.computed))
            painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 4, 4)
        if chosen:
            painter.setBrush(QColor(TOKENS.brand))
            painter.drawRect(box.left() + 6, box.top() + 6, 3, box.height() - 12)
        count = index.data(COUNT)
        number = "" if count is None else str(count)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(TOKENS.ink_faint))
        painter.drawText(box.adjusted(0, 0, -16, 0), middle | Qt.AlignmentFlag.AlignRight, number)
        painter.setPen(QColor(TOKENS.brand_dark if chosen else TOKENS.ink))
        words = box.adjusted(18, 0, -22 - painter.fontMetrics().horizontalAdvance(number), 0)
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle, name)
        painter.restore()
