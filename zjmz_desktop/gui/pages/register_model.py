"""The sheet as a Qt model; nothing is made for a row before it is painted."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from zjmz_desktop.gui.pages.register_columns import COUNTS, Column
from zjmz_desktop.gui.pages.register_rows import NEW, counts_tip, keeper_words
from zjmz_desktop.gui.pages.register_sheet import RegisterSheet
from zjmz_desktop.gui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMN = int(Role.UserRole) + 1
EDITABLE = COLUMN + 1
LOOK = COLUMN + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CellTyped(NamedTuple):
    """What was typed into one cell."""

    row: str
    code: str
    text: str


class Look(NamedTuple):
    """All that drawing a cell needs, in one piece.

    Attributes:
        mood: bad, warn or "".
    """

    text: str
    column: Column
    mood: str
    ended: bool
    editable: bool


class RegisterModel(QAbstractTableModel):
    """Rows of a sheet.

    Signals:
        typed: a `CellTyped`: a cell was left with another text.
    """

    typed = Signal(object)

    def __init__(self, sheet: RegisterSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self._sorted: Column | None = None
        self._backwards = False

    def reset(self) -> None:
        """Everything is another one."""
        self.beginResetModel()
        self.endResetModel()

    def refreshed(self) -> None:
        """Texts changed, rows did not."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def arrange(self) -> None:
        """Filter and sort anew, as asked last."""
        self.beginResetModel()
        self.sheet.arrange(self._sorted, backwards=self._backwards)
        self.endResetModel()

    def unsort(self) -> None:
        """Back to the register's own order."""
        self._sorted = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows in sight."""
        return 0 if parent.isValid() else len(self.sheet.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, what is told, fields."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, mood, alignment, tip."""
        if not index.isValid() or index.row() >= len(self.sheet.shown):
            return None
        column = self.sheet.columns[index.column()]
        if role in (Role.DisplayRole, Role.EditRole, Role.AccessibleTextRole):
            return self.sheet.text(index.row(), column)
        if role == Role.ToolTipRole:
            return plain_tip(self._tip(index.row(), column)) or None
        return {COLUMN: self._column, EDITABLE: self.sheet.is_editable, LOOK: self._look}.get(
            role, _nothing
        )(index.row(), column)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Say that a cell was typed; whoever listens saves it."""
        column = self.sheet.columns[index.column()]
        if role != Role.EditRole or not self.sheet.is_editable(index.row(), column):
            return False
        text = str(value)
        if text != self.sheet.text(index.row(), column):
            self.typed.emit(CellTyped(self.sheet.row(index.row()).id, column.code, text))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only fields of own rows are typed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.data(EDITABLE):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Names of fields; a star where one must be filled."""
        if orientation is Qt.Orientation.Vertical:
            new = section < len(self.sheet.shown) and self.sheet.shown[section] == NEW
            return ("新" if new else str(section + 1)) if role == Role.DisplayRole else None
        if not 0 <= section < len(self.sheet.columns):
            return None
        column = self.sheet.columns[section]
        if role == Role.DisplayRole:
            return f"{column.title} *" if column.required else column.title
        if role == Role.ToolTipRole:
            must = "（必填）" if column.required else ""
            return "\n".join(filter(None, [f"{column.title}{must}", column.help]))
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.kind == "number" else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        if 0 <= column < len(self.sheet.columns):
            self._sorted = self.sheet.columns[column]
            self._backwards = order is Qt.SortOrder.DescendingOrder
            self.arrange()

    def _column(self, row: int, column: Column) -> Column:
        return column

    def _look(self, row: int, column: Column) -> Look:
        sheet = self.sheet
        mood, _ = sheet.message(row, column)
        editable = sheet.is_editable(row, column)
        return Look(sheet.text(row, column), column, mood, sheet.row(row).ended, editable)

    def _tip(self, row: int, column: Column) -> str:
        if column.code == COUNTS:
            return counts_tip(self.sheet.row(row))
        message = self.sheet.message(row, column)[1]
        return message or keeper_words(self.sheet.row(row))


def _nothing(row: int, column: Column) -> None:
    return None
