"""Step 3's table: every cell of the sheet and what becomes of it."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.service.sheet_plans import PlannedCell

HEADS = ("位置", "对象", "填到", "原来", "导入后", "结果", "说明")
ALL, CHANGES, REFUSED = "all", "changes", "refused"
_OUTCOME = HEADS.index("结果")
_MARKS = {
    Outcome.NEW: ("＋", TOKENS.good),
    Outcome.CHANGED: ("→", TOKENS.brand),
    Outcome.SAME: ("＝", TOKENS.ink_faint),
    Outcome.KEPT: ("○", TOKENS.ink_faint),
    Outcome.REFUSED: ("✕", TOKENS.bad),
}
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """The cells that the filter shows."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[PlannedCell, ...] = ()
        self._shown: list[PlannedCell] = []

    def show_cells(self, cells: tuple[PlannedCell, ...], *, only: str) -> None:
        """Show cells: all, changes, or refused ones."""
        self.beginResetModel()
        self._cells = cells
        self._shown = [cell for cell in cells if is_shown(cell, only)]
        self.endResetModel()

    def told(self, row: int) -> str:
        """Everything about one line, in a sentence."""
        cell = self._shown[row]
        return f"{cell.place}：{cell.reason or cell.outcome.words}"

    def rowCount(self, parent: _Index = _TOP) -> int:
        """One row a cell."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """As `HEADS`."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Column names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, with the outcome's colour beside its mark and word."""
        cell = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts_of(cell)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _OUTCOME:
            return QBrush(QColor(_MARKS[cell.outcome][1]))
        return None


def is_shown(cell: PlannedCell, only: str) -> bool:
    """Whether the filter shows a cell."""
    if only == CHANGES:
        return cell.outcome.is_written
    return only == ALL or cell.outcome is Outcome.REFUSED


def texts_of(cell: PlannedCell) -> tuple[str, ...]:
    """A cell's line; of its place the sheet is known, C17 says the rest."""
    place = cell.place.rpartition(" ")[2]
    outcome = f"{_MARKS[cell.outcome][0]} {cell.outcome.words}"
    return (place, cell.who, cell.what, cell.before, cell.after, outcome, cell.reason)
