"""What is done with rows that are chosen: states, 认定."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.dialogs.state_dialog import StateDialog, StateQuestion
from zjmz_desktop.gui.pages.open_register import RegisterWriter, StateTyped
from zjmz_desktop.gui.pages.register_rows import AWAITING, NEW
from zjmz_desktop.gui.pages.register_sheet import RegisterSheet
from zjmz_desktop.gui.pages.register_view import RegisterView
from zjmz_desktop.service.views import RegisterRowView

_LAST_STATES = 4


class RowDeeds(QObject):
    """Acts on the rows that are chosen in the view."""

    def __init__(
        self, desk: Desk, writer: RegisterWriter, *, view: RegisterView, sheet: RegisterSheet
    ) -> None:
        super().__init__(view)
        self._desk, self._writer = desk, writer
        self._view, self._sheet = view, sheet
        self._register: Register | None = None
        view.state_asked.connect(self._on_state_asked)

    def show_register(self, register: Register) -> None:
        """Another register lies open."""
        self._register = register

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
            tuple(row.cells[title] for row in rows),
            rows[0].state,
            self._today(),
            others,
            self.state_lines(rows[0].id)[-_LAST_STATES:] if len(rows) == 1 else (),
        )
        dialog = StateDialog(
            register, asked, act=partial(self._change_states, tuple(ids)), parent=self._view
        )
        dialog.open()

    def state_lines(self, row: str) -> tuple[str, ...]:
        """The dated states of a row, a line each: 2018-06-20起关闭（场地到期）."""
        return tuple(
            f"{one.on}起{one.state}" + (f"（{one.reason}）" if one.reason else "")
            for one in self._writer.states(row)
        )

    def states_words(self, row: str) -> str:
        """`state_lines` in one line."""
        return "；".join(self.state_lines(row))

    def _change_states(self, rows: tuple[str, ...], typed: StateTyped) -> str:
        error = self._writer.change_states(rows, typed)
        if error:
            return error
        self._desk.told.emit(f"已记入{len(rows)}行的状态。", True)
        return ""

    def _on_state_asked(self, row: int) -> None:
        if self._sheet.row(row).id != NEW:
            self.ask_state()

    def _today(self) -> str:
        return self._desk.place.period.last_on.isoformat()

    def to_confirm(self) -> list[str]:
        """Ids of the chosen rows that await confirmation."""
        rows = (self._sheet.row(at) for at in self._view.chosen_rows() if at < self._size())
        return [row.id for row in rows if row.confirmation == AWAITING]

    def confirm_chosen(self) -> None:
        """认定 the chosen rows: all of them, or none."""
        rows = self.to_confirm()
        if not rows:
            self._desk.told.emit("没有待认定的行。", False)
            return
        error = self._writer.confirm(rows)
        self._desk.told.emit(error or f"已认定{len(rows)}行。", not error)

    def confirm_all(self) -> None:
        """认定 every row shown that waits and that nothing forbids."""
        self._desk.told.emit(*self._writer.confirm_clean(self._sheet.awaiting()))

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

    def _own_chosen(self) -> list[RegisterRowView]:
        rows = [self._sheet.row(at) for at in self._view.chosen_rows() if at < self._size()]
        return [row for row in rows if row.own and row.id != NEW]

    def _size(self) -> int:
        return len(self._sheet.shown)
