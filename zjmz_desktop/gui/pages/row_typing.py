"""Typing into rows: cells left, new rows begun and given up."""

from PySide6.QtCore import QModelIndex, QObject, Signal

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.open_register import RegisterWriter
from zjmz_desktop.gui.pages.register_model import COLUMN, EDITABLE, CellTyped, RegisterModel
from zjmz_desktop.gui.pages.register_rows import NEW, empty_row, part_of
from zjmz_desktop.gui.pages.register_view import RegisterView


class RowTyping(QObject):
    """Saves what is typed in the view.

    Signals:
        told: what is said of the current cell may have changed.
    """

    told = Signal()

    def __init__(
        self, desk: Desk, writer: RegisterWriter, *, view: RegisterView, model: RegisterModel
    ) -> None:
        super().__init__(view)
        self._desk, self._writer = desk, writer
        self._view, self._model = view, model
        self._sheet = model.sheet
        self._given: dict[str, str] = {}
        model.typed.connect(self._on_typed)
        view.cleared.connect(self._on_cleared)
        view.given_up.connect(self._on_given_up)

    def begin_rows_with(self, given: dict[str, str]) -> None:
        """What a new row holds from the start: field code to text."""
        self._given = given

    def add_row(self) -> None:
        """Put an empty row at the end and go to its first cell."""
        self._put_pending()
        self._view.go_to(self._sheet.shown.index(NEW), 0)
        self._view.horizontalScrollBar().setValue(0)
        if not self._model.index(self._view.currentIndex().row(), 0).data(EDITABLE):
            self._view.step(1)

    def restore_row(self) -> None:
        """A row without an id in which something was refused comes back into sight."""
        if NEW in self._sheet.refused.rows():
            self._put_pending()

    def _put_pending(self) -> None:
        if NEW not in self._sheet.rows:
            at = len(self._sheet.shown)
            self._model.beginInsertRows(QModelIndex(), at, at)
            self._sheet.add_pending(empty_row(self._sheet.fields, self._given))
            self._model.endInsertRows()

    def leave_row(self, row: int) -> None:
        """A new row that was left with nothing typed goes away."""
        if NEW not in self._sheet.rows or NEW in self._sheet.refused.rows():
            return
        at = self._sheet.shown.index(NEW)
        if at != row:
            self._model.beginRemoveRows(QModelIndex(), at, at)
            self._sheet.settle_pending()
            self._model.endRemoveRows()

    def _on_typed(self, typed: CellTyped) -> None:
        self._save(typed)
        self._model.refreshed()
        self.told.emit()

    def _save(self, cell: CellTyped) -> bool:
        """Save one cell, of a row that may be new; a refused text stays in it."""
        row, code, text = cell
        if row == NEW and not text.strip():
            self._give_up(row, code)
            return False
        if row == NEW:
            known = {**self._given, **self._typed_so_far(), code: text}
            name, saved = self._writer.begin(known, code)
            if name:
                self._sheet.settle_pending(name)
                row = name
        else:
            saved = self._writer.save(row, code, typed=text)
        if not saved.error:
            self._sheet.patch(row, {code: text})
            return True
        kept = not saved.failed
        self._sheet.refused.put((row, code), typed=text, reason=saved.error, kept=kept)
        return False

    def _give_up(self, row: str, code: str) -> None:
        if (row, code) in self._sheet.refused.texts:
            self._sheet.refused.forget((row, code))
            self._writer.drop_draft(row, part_of(code))

    def _typed_so_far(self) -> dict[str, str]:
        row = self._sheet.rows[NEW]
        return {
            code: text for code, text in zip(self._sheet.fields, row.cells, strict=True) if text
        }

    def _on_cleared(self, index: QModelIndex) -> None:
        if index.data(EDITABLE):
            row, column = self._sheet.row(index.row()), index.data(COLUMN)
            self._on_typed(CellTyped(row.id, column.code, ""))

    def _on_given_up(self, index: QModelIndex) -> None:
        """Esc: the cell shows what is saved."""
        self._give_up(self._sheet.row(index.row()).id, index.data(COLUMN).code)
        self._model.refreshed()
        self.told.emit()
