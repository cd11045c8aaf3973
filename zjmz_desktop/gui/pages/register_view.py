"""The register's table as the clerk moves in it: keys, copying, pasting, the next cell."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from zjmz_desktop.domain.pasting import read_block
from zjmz_desktop.gui.copying import chosen_places, copy_chosen
from zjmz_desktop.gui.pages.cell_delegate import CellDelegate
from zjmz_desktop.gui.pages.frozen_table import FrozenTable
from zjmz_desktop.gui.pages.register_columns import (
    CONFIRMATION,
    CONFIRMED_BY,
    CONFIRMED_ON,
    COUNTS,
    FIRST_ON,
    KEEPER,
    NUMBER,
    STATE,
    Column,
)
from zjmz_desktop.gui.pages.register_model import COLUMN, EDITABLE, RegisterModel
from zjmz_desktop.gui.waiting import busy_pointer

_WIDTHS = {
    "text": 132,
    "number": 92,
    "date": 104,
    "choice": 118,
    "several": 132,
    "yes_no": 66,
    "unit": 112,
    COUNTS: 172,
    CONFIRMATION: 108,
    STATE: 166,
    KEEPER: 96,
    FIRST_ON: 104,
    CONFIRMED_ON: 104,
    CONFIRMED_BY: 92,
    NUMBER: 92,
}
_WIDEST_HEAD = 150
_NAME_PX = 178
_TRIGGER = QAbstractItemView.EditTrigger
_PLAIN = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RegisterView(FrozenTable):
    """Typing begins at once; Enter and Tab go to the next cell that can be typed.

    Signals:
        state_asked: Enter or a double click on the state of a row; its place.
        cleared: Delete on a cell; its index.
        cleared_many: Delete where several cells are chosen.
        given_up: Esc on a cell; its index.
        pasted: a `Block` of texts for the cells from the current one on.
        went_past_end: Enter or Tab in the last cell of the last row.
    """

    state_asked = Signal(int)
    cleared = Signal(QModelIndex)
    cleared_many = Signal()
    given_up = Signal(QModelIndex)
    pasted = Signal(object)
    went_past_end = Signal()

    def __init__(self, model: RegisterModel) -> None:
        super().__init__(frozen=1)
        self._sheet = model.sheet
        self.setModel(model)
        delegates = CellDelegate(self), CellDelegate(self, edge=0)
        self.set_delegates(*delegates)
        self.setAccessibleName("底册表格")
        self.setEditTriggers(
            _TRIGGER.AnyKeyPressed | _TRIGGER.DoubleClicked | _TRIGGER.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.part.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.part.horizontalHeader().setSectionsClickable(True)
        self.part.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        for one in delegates:
            one.left.connect(self._on_editor_left)
            one.given_up.connect(self._on_editor_given_up)
        self.doubleClicked.connect(self._on_double_clicked)

    def fit_columns(self) -> None:
        """Widths by kind and heading."""
        metrics = self.horizontalHeader().fontMetrics()
        for at, column in enumerate(self._sheet.columns):
            head = metrics.horizontalAdvance(f"{column.title} *") + 26
            width = max(_WIDTHS.get(column.kind, 120), min(head, _WIDEST_HEAD))
            self.setColumnWidth(at, _NAME_PX if at == 0 else width)
        self.settle()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and show it."""
        index = self.model().index(row, column)
        self.stand_on(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_rows(self) -> list[int]:
        """Places of the rows that are chosen, from above."""
        spans = self.selectionModel().selection().toList()
        return sorted({row for one in spans for row in range(one.top(), one.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the table; everything else starts typing."""
        key, index = Qt.Key(event.key()), self.currentIndex()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            with busy_pointer():
                copy_chosen(self)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(read_block(QGuiApplication.clipboard().text()))
        elif key in _ENTER and held == _PLAIN and _code_at(index) == STATE:
            self.state_asked.emit(index.row())
        elif key in _ENTER and (held == _PLAIN or shift):
            self._go(-1 if shift else 1)
        elif key == Qt.Key.Key_Delete and held == _PLAIN and index.isValid():
            self._clear(index)
        elif key == Qt.Key.Key_Escape and index.isValid():
            self.given_up.emit(index)
        elif key == Qt.Key.Key_Space and _is_yes_no(index):
            self._turn(index)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell; where no cell can be typed, out of the table."""
        if self._sheet.may_edit and self._go(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def step(self, by: int) -> bool:
        """To the next cell that can be typed, row after row; whether there is one."""
        model, index = self.model(), self.currentIndex()
        wide = model.columnCount()
        at = index.row() * wide + index.column() + by if index.isValid() else 0
        while 0 <= at < model.rowCount() * wide:
            found = model.index(*divmod(at, wide))
            if found.data(EDITABLE):
                self.stand_on(found)
                self.scrollTo(found)
                return True
            at += by
        return False

    def _go(self, by: int) -> bool:
        """`step`, and beyond the last cell a new row; whether there was where to go."""
        if self.step(by):
            return True
        if by > 0:
            self.went_past_end.emit()
        return by > 0

    def _clear(self, index: QModelIndex) -> None:
        if len(chosen_places(self)) > 1:
            self.cleared_many.emit()
        else:
            self.cleared.emit(index)

    def _turn(self, index: QModelIndex) -> None:
        self.model().setData(index, "否" if index.data() == "是" else "是")

    def _on_editor_left(self, across: int, down: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.currentIndex()
        if across:
            self._go(across)
        elif 0 <= index.row() + down < self.model().rowCount():
            self.stand_on(self.model().index(index.row() + down, index.column()))

    def _on_editor_given_up(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.given_up.emit(self.currentIndex())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if _code_at(index) == STATE:
            self.state_asked.emit(index.row())
        elif index.column() == 0:
            self.edit(index)

    def _on_head_clicked(self, column: int) -> None:
        head = self.horizontalHeader()
        same = head.isSortIndicatorShown() and head.sortIndicatorSection() == column
        up = Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if same and head.sortIndicatorOrder() == up else up
        for one in (head, self.part.horizontalHeader()):
            one.setSortIndicatorShown(True)
            one.setSortIndicator(column, order)
        self.model().sort(column, order)


def _code_at(index: QModelIndex) -> str:
    column: Column | None = index.data(COLUMN) if index.isValid() else None
    return column.code if column is not None else ""


def _is_yes_no(index: QModelIndex) -> bool:
    return index.isValid() and index.data(COLUMN).kind == "yes_no"
