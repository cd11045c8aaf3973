"""The table of a sheet's columns: header, first texts, what it is read as, how sure, why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from zjmz_desktop.domain.sheet_mapping import Proposal, Sureness, Use
from zjmz_desktop.domain.sheets import column_letters
from zjmz_desktop.gui.forms.edits import ChoiceBox
from zjmz_desktop.gui.sheet_import.column_choices import choices
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.importing_sheets import Understood

HEADS = ("列", "表头", "前三个值", "读作", "把握", "说明")
_WIDTHS = (46, 170, 180, 290, 84, 200)
_ROW_PX = 36
_MARKS = {
    Sureness.SURE: ("✓", TOKENS.good),
    Sureness.LIKELY: ("≈", TOKENS.brand),
    Sureness.UNCLEAR: ("？", TOKENS.warn),
    Sureness.SKIPPED: ("–", TOKENS.ink_faint),
}
_CHOSEN = "已选"


class ColumnTable(QTableWidget):
    """One line a column of the sheet.

    Signals:
        chosen: a person chose what a column is read as.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(HEADS))
        self._proposals: tuple[Proposal, ...] = ()
        self._settled: set[int] = set()
        self.setAccessibleName("表里的列")
        self.setHorizontalHeaderLabels(list(HEADS))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)
        header.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def show_columns(self, understood: Understood) -> None:
        """Show the columns of a sheet as proposed."""
        self._proposals, self._settled = understood.proposals, set()
        self.setRowCount(0)
        self.setRowCount(len(self._proposals))
        for row, one in enumerate(self._proposals):
            texts = (column_letters(one.column.at), one.column.header, "　".join(one.samples))
            for at, text in enumerate(texts):
                self._put(row, at, text=text)
            self.setCellWidget(row, 3, self._box(row, one, understood=understood))
            self._mark(row)

    def box(self, row: int) -> ChoiceBox:
        """What a column is read as."""
        found = self.cellWidget(row, 3)
        assert isinstance(found, ChoiceBox)
        return found

    def uses(self) -> tuple[Use, ...]:
        """How the columns are read."""
        return tuple(self._use(row) for row in range(self.rowCount()))

    def asking(self) -> list[int]:
        """Lines that a person still has to look at."""
        return [
            row
            for row, one in enumerate(self._proposals)
            if one.sureness is Sureness.UNCLEAR and row not in self._settled
        ]

    def go_to_asking(self) -> None:
        """Put the cursor into the next line that asks."""
        rows = self.asking()
        here = next((r for r in range(self.rowCount()) if self.box(r).hasFocus()), -1)
        if rows:
            self._go_to(next((row for row in rows if row > here), rows[0]))

    def _go_to(self, row: int) -> None:
        self.scrollTo(self.model().index(row, 0))
        self.box(row).setFocus(Qt.FocusReason.TabFocusReason)

    def _use(self, row: int) -> Use:
        found: Use = self.box(row).currentData()
        return found

    def _put(self, row: int, column: int, *, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(plain_tip(text))
        self.setItem(row, column, item)
        return item

    def _box(self, row: int, one: Proposal, *, understood: Understood) -> ChoiceBox:
        box = ChoiceBox(self)
        box.setProperty("line", row)
        box.setAccessibleName(f"{one.column.header}读作")
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, use in choices(understood, one):
            box.addItem(words, use)
        box.setCurrentIndex(max(_index_of(box, one.use), 0))
        box.setMaxVisibleItems(14)
        box.activated.connect(self._on_activated)
        box.entered.connect(self._on_entered)
        return box

    def _on_activated(self) -> None:
        row = int(self.sender().property("line"))
        self._settled.add(row)
        field = self._use(row).field
        for other in range(self.rowCount()):
            if other != row and field and self._use(other).field == field:
                self.box(other).setCurrentIndex(0)  # never two columns to one field
                self._settled.add(other)
                self._mark(other)
        self._mark(row)
        self.chosen.emit()

    def _on_entered(self) -> None:
        """Enter: what it says is right; on to the next line."""
        row = int(self.sender().property("line"))
        self._settled.add(row)
        self._mark(row)
        self.chosen.emit()
        if row + 1 < self.rowCount():
            self._go_to(row + 1)
        else:
            self.focusNextChild()

    def _mark(self, row: int) -> None:
        one, use = self._proposals[row], self._use(row)
        sureness = one.sureness
        reason = one.reason
        if use != one.use:
            sureness = Sureness.SURE if use.field else Sureness.SKIPPED
            reason = ""
        elif row in self._settled and sureness is Sureness.UNCLEAR:
            sureness, reason = Sureness.SKIPPED, "已确认不读入"
        mark, colour = _MARKS[sureness]
        words = _CHOSEN if use != one.use and use.field else sureness.words
        sure = self._put(row, 4, text=f"{mark} {words}")
        sure.setForeground(QBrush(QColor(colour)))
        font = QFont(self.font())
        font.setBold(sureness is Sureness.UNCLEAR)
        sure.setFont(font)
        self._put(row, 5, text=reason)


def _index_of(box: ChoiceBox, use: Use) -> int:
    return next((at for at in range(box.count()) if box.itemData(at) == use), -1)
