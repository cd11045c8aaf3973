"""底册: choose a register, fill its rows in a table, confirm them."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.open_register import RegisterReader, RegisterWriter
from zjmz_desktop.gui.pages.register_bars import RegisterDeedsBar, RegisterFoot, RegisterHead
from zjmz_desktop.gui.pages.register_columns import columns_of
from zjmz_desktop.gui.pages.register_deeds import RegisterDeeds
from zjmz_desktop.gui.pages.register_list import RegisterList, count_rows
from zjmz_desktop.gui.pages.register_model import RegisterModel
from zjmz_desktop.gui.pages.register_rows import NEW, Finding
from zjmz_desktop.gui.pages.register_sheet import RegisterSheet
from zjmz_desktop.gui.pages.register_view import RegisterView
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.views import RegisterTable

_HIDDEN = "indicators"


class RegisterPage(QWidget):
    """The page: `open_subject("canteen")`, or "activity/I01-02" for one indicator's occurrences."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._table: RegisterTable | None = None
        self._indicator = ""
        self._counted: Place | None = None
        self.reader = RegisterReader(desk, office, parent=self)
        self.list = RegisterList(office)
        self.head = RegisterHead(desk)
        self.bar = RegisterDeedsBar()
        self.foot = RegisterFoot()
        self.sheet = RegisterSheet()
        self.model = RegisterModel(self.sheet)
        self.view = RegisterView(self.model)
        writer = RegisterWriter(desk, office, parent=self)
        self.deeds = RegisterDeeds(desk, writer, view=self.view, model=self.model)
        self._counter = Beside(office, self)
        self._empty = EmptyState("", "", action="新增一行", icon_name="register")
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self._on_left)
        self._lay_out()
        self._wire()
        self._set_keys()

    def open_subject(self, subject: str) -> None:
        """Open a register; without one, the last or the first."""
        code, _, indicator = subject.partition("/")
        code = code or self.reader.code or self._office.plan.registers[0].code
        if (code, indicator) != (self.reader.code, self._indicator) or self._table is None:
            self._open(code, indicator)
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for readings under way."""
        self.stop()
        super().closeEvent(event)

    def stop(self) -> None:
        """End what runs beside the window."""
        self._counter.drop()
        self._counter.wait()
        self.reader.wait()

    def _open(self, code: str, indicator: str = "") -> None:
        self._indicator = indicator
        self._table = None
        self.head.show_all()
        self.list.blockSignals(True)
        self.list.choose(code)
        self.list.blockSignals(False)
        self.reader.open(code)

    def _lay_out(self) -> None:
        self.head.buttons.addWidget(self.bar)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout()
        column.setContentsMargins(18, 12, 18, 10)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self._middle, 1)
        column.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(column, 1)

    def _wire(self) -> None:
        self.list.chosen.connect(self._open)
        self.list.entered.connect(self.view.setFocus)
        self._counter.read.connect(self.list.show_counts)
        self.reader.read.connect(self._on_read)
        self.reader.waited.connect(self._on_waited)
        self.reader.failed.connect(self._on_failed)
        self.head.wanted.connect(self._on_wanted)
        self.head.confirmed.connect(self._on_find_confirmed)
        self.bar.added.connect(self._on_add_asked)
        self.bar.state_asked.connect(self.deeds.ask_state)
        self.bar.confirm_asked.connect(self.deeds.confirm_chosen)
        self.bar.confirm_all_asked.connect(self.deeds.confirm_all)
        self.bar.refuse_asked.connect(self.deeds.ask_refusal)
        self.deeds.told.connect(self._on_told)
        self._empty.acted.connect(self._on_add_asked)
        self._desk.moved.connect(self._on_moved)
        self.view.selectionModel().selectionChanged.connect(self._on_told)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.went_past_end.connect(self._on_add_asked)

    def _set_keys(self) -> None:
        for keys, slot in (
            ("Insert", self._on_add_asked),
            ("Ctrl+N", self._on_add_asked),
            ("Ctrl+E", self.deeds.ask_state),
            ("Ctrl+R", self.deeds.confirm_chosen),
            ("Ctrl+F", self.head.search.setFocus),
            ("F8", self.deeds.go_to_next_problem),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(slot)

    # ---- the table came ----

    def _on_read(self, table: RegisterTable) -> None:
        same = self._table is not None and _same(self._table, table)
        self._table = table
        if same:
            self._renew(table)
        else:
            self._show(table)
        self._say_all()
        if self._counted != self._desk.place:
            self._counted = self._desk.place
            self._counter.start(partial(count_rows, place=self._counted, known=table.code))

    def _show(self, table: RegisterTable) -> None:
        register = self._office.plan.register(table.code)
        self.deeds.show_register(register, self._indicator, town=_town(table, self._office))
        columns = columns_of(self._office, table, hidden=_HIDDEN if self._indicator else "")
        place = next((at for at, c in enumerate(table.columns) if c.code == _HIDDEN), -1)
        self.sheet.restriction = (place, self._indicator) if self._indicator else None
        self.sheet.finding = self.head.finding()
        self.model.unsort()
        self.model.beginResetModel()
        self.sheet.show(table, columns)
        self.model.endResetModel()
        self.view.fit_columns()
        self.bar.allow(edit=table.may_edit, confirm=table.may_confirm, states=bool(table.states))
        if self.sheet.shown:
            self.view.go_to(0, 0)

    def _renew(self, table: RegisterTable) -> None:
        before, index = list(self.sheet.shown), self.view.currentIndex()
        name = before[index.row()] if index.row() in range(len(before)) else ""
        self.sheet.renew(table)
        if self.sheet.shown == before:
            self.model.refreshed()
            return
        self.model.reset()
        if name in self.sheet.shown:
            self.view.setCurrentIndex(
                self.model.index(self.sheet.shown.index(name), index.column())
            )

    def _say_all(self) -> None:
        if self._table is None:
            return
        register = self._office.plan.register(self._table.code)
        title = register.name
        if self._indicator:
            title = f"{title}：{self._office.plan.indicator(self._indicator).name}"
        by = register.confirmed_by
        self.head.show_register(title, f"由{by.words}认定" if by else "无需认定")
        totals = self.sheet.totals()
        self.head.show_totals(totals)
        self.foot.show_totals(totals, measure=register.measure_word or "行")
        if not self._indicator:
            self.list.show_count(register.code, totals.rows)
        self._show_middle(totals.rows + totals.ended)
        self._on_told()

    def _show_middle(self, rows: int) -> None:
        empty = not rows and NEW not in self.sheet.rows
        self._middle.setCurrentWidget(self._empty if empty else self.view)

    # ---- slots ----

    def _on_told(self) -> None:
        """Something about the current cell or the chosen rows changed."""
        self.bar.show_numbers(len(self.deeds.to_confirm()), len(self.sheet.clean_awaiting()))
        self.foot.say(*self.deeds.about(self.view.currentIndex()))

    def _on_current_changed(self) -> None:
        self._leaving.start(0)

    def _on_left(self) -> None:
        self.deeds.leave_row(self.view.currentIndex().row())
        self._on_told()

    def _on_waited(self) -> None:
        if self._table is None:
            self.foot.say("正在读取底册……")

    def _on_failed(self, sentence: str) -> None:
        self.foot.say(sentence, "bad")
        self._desk.refused.emit(sentence)

    def _on_wanted(self, finding: Finding) -> None:
        self.sheet.finding = finding
        self.model.arrange()
        if self.sheet.shown:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._on_told()

    def _on_find_confirmed(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add_asked(self) -> None:
        if self._table is not None and self._table.may_edit:
            self._middle.setCurrentWidget(self.view)
            self.deeds.add_row()

    def _on_moved(self) -> None:
        if self.reader.code:
            self._table = None
            self.reader.open(self.reader.code)


def _same(one: RegisterTable, other: RegisterTable) -> bool:
    mine = (one.code, one.unit_id, one.period)
    return mine == (other.code, other.unit_id, other.period)


def _town(table: RegisterTable, office: Office) -> str:
    """Name of the town a new row is for, where it is plain."""
    column = next((c for c in table.columns if c.code == "town"), None)
    names = dict(column.choices) if column is not None else {}
    return names.get(table.unit_id, "") or (next(iter(names.values())) if len(names) == 1 else "")
