"""Many cells of a register at once: a block pasted, chosen cells cleared; one act, one undo."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, Signal

from zjmz_desktop.domain.pasting import Block, filled_over
from zjmz_desktop.gui.copying import box_of, chosen_places
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.refused_cells import RefusedCells
from zjmz_desktop.gui.pages.open_register import RegisterWriter
from zjmz_desktop.gui.pages.register_model import RegisterModel
from zjmz_desktop.gui.pages.register_rows import NEW
from zjmz_desktop.gui.pages.register_view import RegisterView
from zjmz_desktop.gui.pages.row_blocks import (
    BlockWritten,
    lines_of,
)
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.service.row_pasting import RowsPasted

_NOTHING = "剪贴板里没有可以粘贴的文字。"
_CLOSED = "这张表现在不能填写，没有粘贴。"
_LEFT = "能留的已留在原来的格里（红色），改好那一格就行；留不下的请从这里复制。"


class BlockTyping(QObject):
    """Writes what is pasted or cleared in the view.

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
        self._given: Mapping[str, str] = {}
        self._pending = -1
        writer.pasted.connect(self._on_written)
        view.pasted.connect(self._on_pasted)
        view.cleared_many.connect(self._on_cleared)

    def begin_rows_with(self, given: Mapping[str, str]) -> None:
        """What a new row holds from the start: field code to text."""
        self._given = given

    def _on_pasted(self, block: Block) -> None:
        """From the current cell, or over the chosen ones; empty cells keep what is there."""
        if not block or not self._sheet.may_edit:
            self._desk.told.emit(_NOTHING if self._sheet.may_edit else _CLOSED, False)
            return
        at, block = self._laid_over(block)
        day = min(self._desk.place.period.last_on, self._writer.today).isoformat()
        lines = lines_of(self._sheet, block, at=at, given=self._given, today=day)
        titles = {column.code: column.title for column in self._sheet.columns}
        self._pending = lines.pending
        self._writer.paste(lines, titles=titles)

    def _laid_over(self, block: Block) -> tuple[tuple[int, int], Block]:
        """Where the block begins; one copied cell fills every chosen one."""
        chosen, current = chosen_places(self._view), self._view.currentIndex()
        if len(chosen) < 2:
            return (max(current.row(), 0), max(current.column(), 0)), block
        top, left, rows, columns = box_of(chosen)
        if len(block) > 1 or len(block[0]) > 1:
            return (top, left), block
        full = filled_over(block, rows=rows, columns=columns)
        kept = tuple(
            tuple(
                text if (top + down, left + right) in chosen else ""
                for right, text in enumerate(line)
            )
            for down, line in enumerate(full)
        )
        return (top, left), kept

    def _on_written(self, done: BlockWritten) -> None:
        """Texts in their cells, new rows at the end, what was done in words."""
        pasted, words, texts, refused = done
        self._settle_pending(pasted)
        fresh = [name for name in texts if name not in self._sheet.rows]
        at = len(self._sheet.shown)
        if fresh:
            self._model.beginInsertRows(QModelIndex(), at, at + len(fresh) - 1)
        for name, typed in texts.items():
            begun = {} if name in self._sheet.rows else dict(self._given)
            self._sheet.patch(name, {**begun, **typed})
        if fresh:
            self._model.endInsertRows()
        self._model.refreshed()
        self._desk.told.emit(words, bool(pasted.changes or pasted.drafts))
        if refused:
            RefusedCells(refused, text=_LEFT, parent=self._view).open()
        self.told.emit()

    def _settle_pending(self, pasted: RowsPasted) -> None:
        """The row that was begun has an id now; what was refused in it goes along."""
        name = pasted.rows.get(self._pending, "")
        if NEW in self._sheet.rows and name:
            self._writer.move_drafts(name)
            self._sheet.settle_pending(name)

    def _on_cleared(self) -> None:
        """Delete on several cells: those that can be typed here, but for names."""
        sheet = self._sheet
        places = [(at, sheet.columns[column]) for at, column in chosen_places(self._view)]
        open_ = [(at, column) for at, column in places if sheet.is_editable(at, column)]
        cells = [(sheet.shown[at], column.code) for at, column in open_]
        with busy_pointer():
            done = self._writer.clear([one for one in cells if one[0] != NEW])
        if done:
            self._desk.told.emit("已清空所选的格，名称不清空。", True)
        self.told.emit()
