"""底册: choose a register, fill its rows in a table, confirm them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.stock_dialog import StockDialog
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.open_register import RegisterReader, RegisterWriter
from zjmz_desktop.gui.pages.register_body import RegisterBody
from zjmz_desktop.gui.pages.register_columns import columns_of
from zjmz_desktop.gui.pages.register_export import RegisterExport
from zjmz_desktop.gui.pages.register_list import RegisterList, count_rows
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.row_drafts import pending_row
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
        self._writer = RegisterWriter(desk, office, parent=self)
        self.reader = RegisterReader(desk, office, parent=self)
        self.list = RegisterList(office)
        self.body = RegisterBody(desk, self._writer)
        self._counter = Beside(office, self)
        self.stock_button = button(
            "存量变动", "flat", tip="各单位年初、新增、减少、并入、期末，各状态有多少（Ctrl+I）"
        )
        self.body.head.add_corner(self.stock_button)
        self.tables = RegisterExport(desk, office, reader=self.reader, page=self)
        self.body.head.add_corner(self.tables.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.body, 1)
        self._wire()
        self._set_keys()

    def open_subject(self, subject: str) -> None:
        """Open a register; without one, the last or the first."""
        code, _, indicator = subject.partition("/")
        code = code or self.reader.code or self._office.plan.registers[0].code
        if (code, indicator) != (self.reader.code, self._indicator) or self._table is None:
            self._open(code, indicator)
        else:
            self.reader.reread()
        self.body.take_focus()

    def show_stock(self) -> None:
        """存量变动 of the register that lies open, by unit."""
        register = self._office.plan.register(self.reader.code)
        if register.states:
            place = self._desk.place
            StockDialog(self._office, register.code, place=place, parent=self).open()

    def stop(self) -> None:
        """End what runs beside the window."""
        self.tables.export.stop()
        self._counter.drop()
        self._counter.wait()
        self.reader.wait()

    def _open(self, code: str, indicator: str = "") -> None:
        self._indicator = indicator
        self._table = None
        self.body.head.show_all()
        self.list.choose(code)
        self.reader.open(code)

    def _wire(self) -> None:
        self.list.chosen.connect(self._open)
        self.list.entered.connect(self.body.view.setFocus)
        self._counter.read.connect(self.list.show_counts)
        self.reader.read.connect(self._on_read)
        self.reader.failed.connect(self._on_failed)
        self._writer.drafted.connect(self.reader.reread)
        self.body.counted.connect(self._on_counted)
        self._desk.moved.connect(self._on_moved)
        self.stock_button.clicked.connect(self.show_stock)

    def _set_keys(self) -> None:
        body = self.body
        for keys, slot in (
            ("Insert", body.add_row),
            ("Ctrl+N", body.add_row),
            ("Ctrl+E", body.deeds.ask_state),
            ("Ctrl+R", body.deeds.confirm_chosen),
            ("Ctrl+F", body.head.search.setFocus),
            ("F8", body.go_to_next_problem),
            ("Ctrl+I", self.show_stock),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(slot)

    def _on_read(self, table: RegisterTable) -> None:
        register = self._office.plan.register(table.code)
        title = register.name
        if self._indicator:
            title = f"{title}：{self._office.plan.indicator(self._indicator).name}"
        before, self._table = self._table, table
        if before is None or not _same(before, table):
            self._show(table)
        elif before.whole:
            self.body.renew(table)
        else:
            self.body.complete(table)
        self.body.say_all(register, title)
        if table.whole and self._counted != self._desk.place:
            self._counted = self._desk.place
            self._counter.start(partial(count_rows, place=self._counted, known=table.code))

    def _show(self, table: RegisterTable) -> None:
        hidden = _HIDDEN if self._indicator else ""
        place = next((at for at, c in enumerate(table.columns) if c.code == hidden), -1)
        self._writer.code = table.code
        pending = pending_row(table.unit_id, self._indicator)
        self._writer.pending = self.body.sheet.refused.pending = pending
        self.body.deeds.show_register(self._office.plan.register(table.code))
        self.stock_button.setVisible(bool(table.states))
        town = _town(table)
        given = {"town": town, _HIDDEN: self._indicator}
        begun = {code: text for code, text in given.items() if text}
        self.body.typing.begin_rows_with(begun)
        self.body.blocks.begin_rows_with(begun)
        self.body.sheet.restriction = (place, self._indicator) if self._indicator else None
        self.body.show_table(table, columns_of(self._office, table, hidden=hidden))

    def _on_counted(self, rows: int) -> None:
        if not self._indicator:
            self.list.show_count(self.reader.code, rows)

    def _on_failed(self, sentence: str) -> None:
        self.body.foot.say(sentence, "bad")
        self._desk.refused.emit(sentence)

    def _on_moved(self) -> None:
        if self.reader.code:
            self._table = None
            self.reader.open(self.reader.code)


def _same(one: RegisterTable, other: RegisterTable) -> bool:
    mine = (one.code, one.unit_id, one.period)
    return mine == (other.code, other.unit_id, other.period)


def _town(table: RegisterTable) -> str:
    """Name of the town a new row is for, where it is plain."""
    column = next((c for c in table.columns if c.code == "town"), None)
    names = dict(column.choices) if column is not None else {}
    return names.get(table.unit_id, "") or (next(iter(names.values())) if len(names) == 1 else "")
