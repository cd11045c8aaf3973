"""What is done with rows: typing, pasting, new rows, states, confirmation."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Signal

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.dialogs.state_dialog import StateDialog, StateQuestion
from zjmz_desktop.gui.pages.open_register import RegisterWriter, StateTyped
from zjmz_desktop.gui.pages.register_columns import COUNTS, Column
from zjmz_desktop.gui.pages.register_model import COLUMN, EDITABLE, CellTyped, RegisterModel
from zjmz_desktop.gui.pages.register_rows import AWAITING, NEW, counts_tip
from zjmz_desktop.gui.pages.register_view import RegisterView
from zjmz_desktop.service.views import RegisterRowView


class RegisterDeeds(QObject):
    """Acts on the rows that are chosen in the view.

    Signals:
        told: what is said of the current cell or of the chosen rows may have changed.
    """

    told = Signal()

    def __init__(
        self, desk: Desk, writer: RegisterWriter, *, view: RegisterView, model: RegisterModel
    ) -> None:
        super().__init__(view)
        self._desk, self._writer = desk, writer
        self._view, self._model = view, model
        self._sheet = model.sheet
        self._register: Register | None = None
        self._given: dict[str, str] = {}
        model.typed.connect(self._on_typed)
        view.state_asked.connect(self._on_state_asked)
        view.cleared.connect(self._on_cleared)
        view.pasted.connect(self._on_pasted)

    def show_register(self, register: Register, indicator: str, *, town: str) -> None:
        """Another register lies open; what a new row holds from the start."""
        self._register = register
        self._writer.code = register.code
        self._given = {"town": town} if town else {}
        if indicator:
            self._given["indicators"] = indicator

    # ---- new rows ----

    def add_row(self) -> None:
        """Put an empty row at the end and go to its first cell."""
        if NEW not in self._sheet.rows:
            at = len(self._sheet.shown)
            self._model.beginInsertRows(QModelIndex(), at, at)
            self._sheet.add_pending(_empty_row(self._sheet.columns, self._given))
            self._model.endInsertRows()
        self._view.go_to(self._sheet.shown.index(NEW), 0)
        if not self._model.index(self._view.currentIndex().row(), 0).data(EDITABLE):
            self._view.step(1)

    def leave_row(self, row: int) -> None:
        """A new row that was left with nothing typed goes away."""
        if NEW not in self._sheet.rows or any(i == NEW for i, _ in self._sheet.refused):
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
            return False
        if row == NEW:
            name, error = self._writer.add({**self._given, **self._typed_so_far(), code: text})
            if name:
                self._sheet.settle_pending(name)
                row = name
        else:
            error = self._writer.save(row, code, typed=text)
        if error:
            self._sheet.refuse(row, code, typed=text, message=error)
        else:
            self._sheet.patch(row, code, text=text)
        return not error

    def _typed_so_far(self) -> dict[str, str]:
        row = self._sheet.rows[NEW]
        found = {c.code: row.cells[c.place] for c in self._sheet.columns if c.is_field}
        return {code: text for code, text in found.items() if text}

    def _on_cleared(self, index: QModelIndex) -> None:
        if index.data(EDITABLE):
            row, column = self._sheet.row(index.row()), index.data(COLUMN)
            self._on_typed(CellTyped(row.id, column.code, ""))

    def _on_pasted(self, block: list[list[str]]) -> None:
        """Fill from the current cell; empty cells of the block keep what is there."""
        start = self._view.currentIndex()
        if not block or not start.isValid():
            return
        since = self._writer.undo_depth
        filled = refused = skipped = 0
        for down, line in enumerate(block):
            for across, text in enumerate(line):
                index = self._model.index(start.row() + down, start.column() + across)
                if not text.strip() or not index.isValid() or not index.data(EDITABLE):
                    skipped += 1
                    continue
                row, code = self._sheet.row(index.row()).id, index.data(COLUMN).code
                saved = self._save(CellTyped(row, code, text.strip()))
                filled, refused = filled + saved, refused + (not saved)
        self._writer.join_undo(since)
        self._model.refreshed()
        self._desk.told.emit(f"已粘贴{filled}格，跳过{skipped}格，没收下{refused}格。", filled > 0)
        self.told.emit()

    # ---- states ----

    def ask_state(self) -> None:
        """状态变更 of the chosen rows."""
        rows = self._own_chosen()
        register = self._register
        if register is None or not register.states or not rows:
            self._desk.told.emit("请先选本单位登记的行。", False)
            return
        title = self._sheet.columns[0].place
        ids = {row.id for row in rows}
        others = tuple(
            (row.id, row.cells[title])
            for row in self._sheet.rows.values()
            if row.id not in ids and row.id != NEW and not row.ended
        )
        asked = StateQuestion(
            tuple(row.cells[title] for row in rows), rows[0].state, self._today(), others
        )
        dialog = StateDialog(
            register, asked, act=partial(self._change_states, tuple(ids)), parent=self._view
        )
        dialog.open()

    def _change_states(self, rows: tuple[str, ...], typed: StateTyped) -> str:
        since = self._writer.undo_depth
        for row in rows:
            error = self._writer.change_state(row, typed)
            if error:
                return error
        self._writer.join_undo(since)
        self._desk.told.emit(f"已记入{len(rows)}行的状态。", True)
        return ""

    def _on_state_asked(self, row: int) -> None:
        if self._sheet.row(row).id != NEW:
            self.ask_state()

    def _today(self) -> str:
        return self._desk.place.period.last_on.isoformat()

    # ---- confirmation ----

    def to_confirm(self) -> list[str]:
        """Ids of the chosen rows that await confirmation."""
        rows = (self._sheet.row(at) for at in self._view.chosen_rows() if at < self._size())
        return [row.id for row in rows if row.confirmation == AWAITING]

    def confirm_chosen(self) -> None:
        """认定 the chosen rows."""
        self._confirm(self.to_confirm())

    def confirm_all(self) -> None:
        """认定 every row shown that waits and has no error."""
        self._confirm(self._sheet.clean_awaiting())

    def ask_refusal(self) -> None:
        """不予认定, with a reason."""
        rows = self.to_confirm()
        if rows:
            text = f"所选{len(rows)}行将标为“未予认定”，不计入。"
            act: Callable[[str], str] = partial(self._refuse, rows)
            ReasonDialog("不予认定", text, act=act, parent=self._view).open()

    def _refuse(self, rows: list[str], reason: str) -> str:
        error = self._writer.confirm(rows, refuse=reason)
        if not error:
            self._desk.told.emit(f"{len(rows)}行不予认定。", True)
        return error

    def _confirm(self, rows: list[str]) -> None:
        if not rows:
            self._desk.told.emit("没有待认定的行。", False)
            return
        error = self._writer.confirm(rows)
        self._desk.told.emit(error or f"已认定{len(rows)}行。", not error)

    # ---- words ----

    def about(self, index: QModelIndex) -> tuple[str, str]:
        """(sentence, mood) about a cell."""
        if not index.isValid() or index.row() >= self._size():
            return "", ""
        column: Column = index.data(COLUMN)
        row = self._sheet.row(index.row())
        mood, words = self._sheet.message(index.row(), column)
        if words:
            return words, mood
        if column.code == COUNTS:
            return counts_tip(row).replace("\n", "；"), ""
        if not row.own:
            return f"这一行由{row.keeper}登记，本单位只能查看。", ""
        return column.help or _hint(column), ""

    def go_to_next_problem(self) -> None:
        """F8."""
        here = self._view.currentIndex()
        found = self._sheet.next_problem(here.row(), here.column())
        if found is None:
            self._desk.told.emit("列出的行没有问题。", False)
        else:
            self._view.go_to(*found)

    def _own_chosen(self) -> list[RegisterRowView]:
        rows = [self._sheet.row(at) for at in self._view.chosen_rows() if at < self._size()]
        return [row for row in rows if row.own and row.id != NEW]

    def _size(self) -> int:
        return len(self._sheet.shown)


_HINTS = {
    "date": "日期写成 2018-06-18、20180618 或 2018年6月18日都可以。",
    "choice": "回车后按序号、拼音首字母或 ↑↓ 选。",
    "several": "可填几项，用“、”隔开；Alt+↓ 打勾选。",
    "yes_no": "按空格在是、否之间换。",
    "number": "可写 1,234、１２３；单位不用写。",
}


def _hint(column: Column) -> str:
    return _HINTS.get(column.kind, "直接输入就是填写，Enter 到下一格。") if column.is_field else ""


def _empty_row(columns: tuple[Column, ...], given: dict[str, str]) -> RegisterRowView:
    fields = sorted((c for c in columns if c.is_field), key=_place_of)
    cells = tuple(given.get(column.code, "") for column in fields)
    return RegisterRowView(NEW, cells, "", "", (), (), False, "", True)


def _place_of(column: Column) -> int:
    return column.place
