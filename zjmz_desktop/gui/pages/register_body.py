"""A register on screen: heading, table, what is said below it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.block_typing import BlockTyping
from zjmz_desktop.gui.pages.cell_words import about_cell, row_of_state
from zjmz_desktop.gui.pages.open_register import RegisterWriter
from zjmz_desktop.gui.pages.register_bars import RegisterDeedsBar, RegisterFoot, RegisterHead
from zjmz_desktop.gui.pages.register_columns import CONFIRMATION, COUNTS, STATE, Column
from zjmz_desktop.gui.pages.register_deeds import RowDeeds
from zjmz_desktop.gui.pages.register_model import RegisterModel
from zjmz_desktop.gui.pages.register_rows import NEW, Finding
from zjmz_desktop.gui.pages.register_sheet import RegisterSheet
from zjmz_desktop.gui.pages.register_view import RegisterView
from zjmz_desktop.gui.pages.row_typing import RowTyping
from zjmz_desktop.gui.pages.totals_row import TotalledTable, TotalsRow
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.service.views import RegisterTable

_EMPTY = ("还没有登记", "一个对象登记一行，有关指标自动取数。按 Insert 从名称填起。")


class RegisterBody(QWidget):
    """Shows tables and acts on their rows.

    Signals:
        counted: rows that are not ended, of the table shown.
    """

    counted = Signal(int)

    def __init__(self, desk: Desk, writer: RegisterWriter) -> None:
        super().__init__()
        self._desk = desk
        self._may_edit, self._whole = False, True
        self.head = RegisterHead(desk)
        self.bar = RegisterDeedsBar()
        self.foot = RegisterFoot()
        self.sheet = RegisterSheet()
        self.model = RegisterModel(self.sheet)
        self.view = RegisterView(self.model)
        self.typing = RowTyping(desk, writer, view=self.view, model=self.model)
        self.blocks = BlockTyping(desk, writer, view=self.view, model=self.model)
        self.deeds = RowDeeds(desk, writer, view=self.view, sheet=self.sheet)
        self._empty = EmptyState(*_EMPTY, action="新增一行", icon_name="register")
        self._table = TotalledTable(self.view)
        self.totals = self._table.totals
        self._middle = QStackedWidget()
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._lay_out()
        self._wire()

    def show_table(self, table: RegisterTable, columns: tuple[Column, ...]) -> None:
        """Show another register, unit or period from the start."""
        self.sheet.finding = self.head.finding()
        self.model.unsort()
        self.model.beginResetModel()
        self.sheet.show(table, columns)
        self.model.endResetModel()
        self.view.fit_columns()
        self._allow(table)
        told = {column.code for column in columns}
        self.head.offer_filters(
            confirmed=CONFIRMATION in told, counted=COUNTS in told, ends=STATE in told
        )
        self.typing.restore_row()
        if self.sheet.shown:
            self.view.go_to(0, 0)

    def renew(self, table: RegisterTable) -> None:
        """Show the same table read again; the current cell stays."""
        before, index = list(self.sheet.shown), self.view.currentIndex()
        name = before[index.row()] if index.row() in range(len(before)) else None
        self.sheet.renew(table)
        if self.sheet.shown == before:
            self.model.refreshed()
            self.typing.restore_row()
            return
        self.model.reset()
        if name in self.sheet.shown:
            row = self.sheet.shown.index(name)
            self.view.stand_on(self.model.index(row, index.column()))

    def complete(self, table: RegisterTable) -> None:
        """More rows of a table of which few or none are shown; the current cell stays."""
        index, names = self.view.currentIndex(), self.sheet.shown
        name = names[index.row()] if index.row() in range(len(names)) else ""
        self.sheet.renew(table)
        self.model.arrange()
        self._allow(table)
        if name in self.sheet.shown:
            row = self.sheet.shown.index(name)
            self.view.stand_on(self.model.index(row, index.column()))
        elif not index.isValid():
            self.view.stand_on(self.model.index(0, 0))

    def _allow(self, table: RegisterTable) -> None:
        self._may_edit, self._whole = table.may_edit, table.whole
        self.bar.allow(edit=table.may_edit, confirm=table.may_confirm, states=bool(table.states))

    def say_all(self, register: Register, title: str) -> None:
        """Name the register, and say its numbers."""
        by = register.confirmed_by
        self.head.show_register(title, f"由{by.words}认定" if by else "无需认定")
        totals = self.sheet.totals() if self._whole else None
        self.head.show_totals(totals)
        self.foot.show_totals(totals, measure=register.measure_word or "行")
        _say_sums(self.totals, self.sheet, whole=self._whole)
        if totals is None:
            self._middle.setCurrentWidget(self._table)
            return
        empty = not (totals.rows or totals.ended or NEW in self.sheet.rows)
        self._middle.setCurrentWidget(self._empty if empty and self._may_edit else self._table)
        if empty and self._may_edit and self.isVisible():
            self.take_focus()
        self.counted.emit(totals.rows)
        self.say_current()

    def take_focus(self) -> None:
        """Put the focus into the table, or on 新增一行 where there is nothing to move in."""
        if self._middle.currentWidget() is self._empty:
            self.bar.focus_add()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_current(self) -> None:
        """Say what there is about the current cell and the chosen rows."""
        clean = len(self.sheet.clean_awaiting())
        self.bar.show_numbers(len(self.deeds.to_confirm()), clean)
        index = self.view.currentIndex()
        words, mood = about_cell(self.sheet, index)
        row = row_of_state(self.sheet, index)
        self.foot.say(words if mood or not row else self.deeds.states_words(row) or words, mood)

    def add_row(self) -> None:
        """Begin a new row."""
        if self._may_edit:
            self._middle.setCurrentWidget(self._table)
            self.typing.add_row()

    def go_to_next_problem(self) -> None:
        """F8."""
        here = self.view.currentIndex()
        found = self.sheet.next_problem(here.row(), here.column())
        if found is None:
            self._desk.told.emit("列出的行没有问题。", False)
        else:
            self.view.go_to(*found)

    def _lay_out(self) -> None:
        self.head.buttons.addWidget(self.bar)
        self._middle.addWidget(self._table)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 10)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self._middle, 1)
        column.addWidget(self.foot)

    def _wire(self) -> None:
        self.head.wanted.connect(self._on_wanted)
        self.head.confirmed.connect(self.view.setFocus)
        self.bar.added.connect(self.add_row)
        for asked, deed in (
            (self.bar.state_asked, self.deeds.ask_state),
            (self.bar.confirm_asked, self.deeds.confirm_chosen),
            (self.bar.confirm_all_asked, self.deeds.confirm_all),
            (self.bar.refuse_asked, self.deeds.ask_refusal),
        ):
            # A button that is done with is disabled, and would hand the focus to the next one.
            asked.connect(self.view.setFocus)
            asked.connect(deed)
        self.typing.told.connect(self.say_current)
        self.blocks.told.connect(self.say_current)
        self._empty.acted.connect(self.add_row)
        self._leaving.timeout.connect(self._on_left)
        self.view.selectionModel().selectionChanged.connect(self.say_current)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.went_past_end.connect(self.add_row)

    def _on_current_changed(self) -> None:
        self._leaving.start(0)

    def _on_left(self) -> None:
        self.typing.leave_row(self.view.currentIndex().row())
        self.say_current()

    def _on_wanted(self, finding: Finding) -> None:
        self.sheet.finding = finding
        self.model.arrange()
        if self.sheet.shown:
            self.view.stand_on(self.model.index(0, 0))
        _say_sums(self.totals, self.sheet, whole=self._whole)
        self.say_current()


def _say_sums(totals: TotalsRow, sheet: RegisterSheet, *, whole: bool) -> None:
    """Sums of the rows listed; none while rows are still to be read."""
    totals.show_sums(f"合计（列出的{len(sheet.shown)}行）", sheet.sums() if whole else {})
