"""One register's way to the service: read in a thread, written at once, told to everybody."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.big_work import BigWork
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.row_blocks import BlockLines, BlockWritten, written
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service import register_tables, registering, row_drafts, row_pasting
from zjmz_desktop.service.context import Act, Office
from zjmz_desktop.service.registering import StateLine
from zjmz_desktop.service.row_drafts import RowAt
from zjmz_desktop.service.undoing import BIG
from zjmz_desktop.service.views import ChangeSet, RegisterTable, Saved

FEW_ROWS = 60
_PAINTED_MS = 20
"""By then the first rows are painted: a thread that reads all would take its turns from the painting."""


@dataclass(frozen=True, slots=True)
class StateTyped:
    """A dated change of state as typed; `into` is the row it is merged into."""

    state: str
    on: str
    into: str = ""
    reason: str = ""


class RegisterReader(QObject):
    """Reads the register that lies open, and again after every change; large ones in a thread.

    Signals:
        read: a `RegisterTable`; where there are many rows, first without rows, then with some, then whole.
        failed: the sentence of a table that can't be read.
    """

    read = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, office: Office, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._office = desk, office
        self._code = ""
        self._stale = False
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self.failed)
        self._beside.ended.connect(self._on_ended)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._on_due)
        desk.changed.connect(self._on_changed)

    @property
    def code(self) -> str:
        """The register, or "" before one is open."""
        return self._code

    @property
    def is_reading(self) -> bool:
        """Whether rows are still to come."""
        return self._later.isActive() or self._beside.task is not None

    @property
    def place(self) -> Place:
        """Whose rows, at the end of which month."""
        return self._desk.place

    def open(self, code: str) -> None:
        """Open a register for the unit and period that lie open: of a large one its columns at once."""
        self._code, self._stale = code, False
        self._beside.drop()
        self._later.stop()
        if not self._is_large():
            self._read_here(_read_from)
            return
        self._read_here(partial(_first_from, most=0))
        self._start(partial(_first_from, most=FEW_ROWS))

    def reread(self) -> None:
        """Read it again soon."""
        if self._code:
            self._stale = self._beside.task is not None
            self._later.start(0)

    def wait(self) -> None:
        """Wait for a reading under way (closing, tests)."""
        self._beside.wait()

    def _on_due(self) -> None:
        if self._beside.task is not None:
            self._stale = True
        elif self._is_large():
            self._start(_read_from)
        else:
            self._read_here(_read_from)

    def _is_large(self) -> bool:
        return register_tables.is_large(self._office, self._code, most=FEW_ROWS)

    def _start(self, call: Callable[..., RegisterTable]) -> None:
        self._stale = False
        self._beside.start(partial(call, code=self._code, place=self._desk.place))

    def _read_here(self, call: Callable[..., RegisterTable]) -> None:
        self._stale = False
        try:
            self.read.emit(call(self._office, code=self._code, place=self._desk.place))
        except ZjmzError as error:
            self.failed.emit(error.message)

    def _on_read(self, table: RegisterTable) -> None:
        if not self._stale and table.code == self._code:
            self._stale = not table.whole
            self.read.emit(table)

    def _on_ended(self) -> None:
        if self._stale:
            self._later.start(_PAINTED_MS)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.everything or any(of == self._code for of, _, _ in changes.cells):
            self.reread()


def _first_from(
    office: Office, task: Task | None = None, *, code: str, place: Place, most: int
) -> RegisterTable:
    return register_tables.first_rows(
        office, code, unit_id=place.unit_id, period=place.period, most=most
    )


def _read_from(
    office: Office, task: Task | None = None, *, code: str, place: Place
) -> RegisterTable:
    return register_tables.table(office, code, unit_id=place.unit_id, period=place.period)


def _paste_from(
    office: Office, task: Task, *, code: str, block: BlockLines, titles: Mapping[str, str]
) -> tuple[BlockWritten, Act]:
    del task
    pasted, act = row_pasting.paste_rows_beside(office, code, lines=block.lines)
    return written(pasted, block, titles=titles), act


class RegisterWriter(QObject):
    """Writes rows; every call says why it was refused, and tells everybody.

    Attributes:
        code: the register.
        pending: what the row without an id goes by in drafts.

    Signals:
        drafted: drafts were kept or dropped and nothing was written.
        pasted: what a paste did, a `BlockWritten`; rows are read again afterwards.
    """

    drafted = Signal()
    pasted = Signal(object)

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._office, self._window = desk, office, parent
        self.code = self.pending = ""

    def save(self, row: str, field: str, *, typed: str) -> Saved:
        """Save one cell as it is left."""
        at, office = RowAt(self.code, row), self._office
        saved = self._desk.write(
            partial(registering.set_field, office, at, code=field, typed=typed)
        )
        if not saved.changes:
            self.drafted.emit()
        return saved

    def begin(self, typed: Mapping[str, str], code: str) -> tuple[str, Saved]:
        """Enter a new row as one of its cells is left; (its id, what became of the cell)."""
        names: list[str] = []

        def write() -> Saved:
            at = RowAt(self.code, self.pending)
            name, saved = registering.begin_row(self._office, at, typed=typed, code=code)
            names.append(name)
            return saved

        saved = self._desk.write(write)
        if not saved.changes:
            self.drafted.emit()
        return "".join(names), saved

    @property
    def today(self) -> date:
        """Today's date."""
        return self._office.today()

    def paste(self, block: BlockLines, *, titles: Mapping[str, str]) -> None:
        """Write a block, a large one beside the window; `pasted` says what it did."""
        if sum(len(line.typed) for line in block.lines) < BIG:
            try:
                done = row_pasting.paste_rows(self._office, self.code, lines=block.lines)
            except ZjmzError as error:
                self._desk.refused.emit(error.message)
                return
            self._on_pasted((written(done, block, titles=titles), ()))
            return
        work = BigWork(self._office, f"正在粘贴{len(block.lines)}行", parent=self._window)
        work.finished_with.connect(self._on_pasted)
        work.refused.connect(self._desk.say_not_done)
        work.begin(partial(_paste_from, code=self.code, block=block, titles=titles))

    def _on_pasted(self, found: tuple[BlockWritten, Act]) -> None:
        """Tell of it; an act that was written beside the window is taken over."""
        done, act = found
        if act:
            self._office.take_over(act)
        pasted = done.pasted
        self.pasted.emit(done)
        if pasted.changes:
            self._desk.changed.emit(pasted.changes)
        elif pasted.drafts:
            self.drafted.emit()

    def clear(self, cells: Sequence[tuple[str, str]]) -> bool:
        """Clear cells (row id, field code); whether anything was there to clear."""
        office, code = self._office, self.code
        error = self._written(partial(row_pasting.clear_cells, office, code, cells=cells))
        if error:
            self._desk.refused.emit(error)
        self.drafted.emit()
        return not error

    def move_drafts(self, row: str) -> None:
        """The row that was begun has an id now."""
        pending = RowAt(self.code, self.pending)
        try:
            row_drafts.move(self._office, pending, to=row)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)

    def drop_draft(self, row: str, field: str) -> None:
        """Forget what was refused in a cell."""
        try:
            row_drafts.drop(self._office, RowAt(self.code, row or self.pending), code=field)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
        self.drafted.emit()

    def change_state(self, row: str, typed: StateTyped) -> str:
        """Write a dated state, an ending or a merger."""
        at, office = RowAt(self.code, row), self._office
        if typed.into:
            ending = registering.Ending(typed.on, into=typed.into, reason=typed.reason)
            return self._written(partial(registering.end_row, office, at, ending=ending))
        write = partial(registering.set_state, office, at, on=typed.on, reason=typed.reason)
        return self._written(partial(write, typed=typed.state))

    def states(self, row: str) -> tuple[StateLine, ...]:
        """The dated states of a row, with their reasons; none where they can't be read."""
        try:
            return registering.states_of(self._office, RowAt(self.code, row))
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return ()

    def confirm(self, rows: Iterable[str], *, refuse: str = "") -> str:
        """认定 rows, or refuse them with a reason."""
        office, names = self._office, list(rows)
        return self._written(
            partial(registering.confirm_rows, office, self.code, rows=names, refuse=refuse)
        )

    def confirm_clean(self, rows: Iterable[str]) -> tuple[str, bool]:
        """认定 those of the rows that nothing forbids; (what was done and left, whether all were)."""
        try:
            found = registering.confirm_clean(self._office, self.code, rows=rows)
        except ZjmzError as error:
            return error.message, False
        if found.changes.cells:
            self._desk.changed.emit(found.changes)
        more = "……" if len(found.left) > 1 else ""
        return f"{found.words}{''.join(found.left[:1])}{more}", not found.left

    def change_states(self, rows: Sequence[str], typed: StateTyped) -> str:
        """`change_state` of several rows, as one undo step; the first refusal ends it."""
        since = len(self._office.undo.done)
        error = next(filter(None, (self.change_state(row, typed) for row in rows)), "")
        self._office.undo.join(since)
        return error

    def _written(self, call: Callable[[], ChangeSet]) -> str:
        try:
            changes = call()
        except ZjmzError as error:
            return error.message
        if changes:
            self._desk.changed.emit(changes)
        return ""
