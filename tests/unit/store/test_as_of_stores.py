"""The store as it stood: equal to what it was at every place of any history of writes and packages."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from arrivals import AT, Chain, stored
from hypothesis import given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import UndoRefusedError
from zjmz_desktop.domain.lines import read_lines
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import arriving, hiding, log, packages, plans, revisions, segments
from zjmz_desktop.store.as_of import PastIsReadOnlyError, hidden_at, snapshot
from zjmz_desktop.store.database import Database, create
from zjmz_desktop.store.packages import Direction, Handled, PackageAct, PackageState
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.revisions import Author, Write

GAOZI, SHIYE = "321112001000", "321112102000"
CELLS = [Cell("I1", unit, "value", 2018, f"2018M0{at}") for unit in (GAOZI, SHIYE) for at in (6, 7)]
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(CELLS), st.integers(1, 9)),
    st.tuples(st.just("import"), st.integers(0, 1), st.integers(1, 6)),
    st.tuples(st.just("undo"), st.integers(0, 4), st.just(0)),
    st.tuples(st.just("again"), st.integers(0, 4), st.just(0)),
)


def chains() -> list[Chain]:
    """Two towns: each cell written, then corrected."""
    made = []
    for unit, name in ((GAOZI, "a"), (SHIYE, "b")):
        chain = Chain(unit, name)
        for cell in CELLS:
            if cell.unit == unit:
                first = chain.write(cell, number(1))
                chain.write(cell, number(2), first)
                chain.write(cell, number(3), first)
        made.append(chain)
    return made


@dataclass
class History:
    """A store that is written to, and what it was after each step."""

    database: Database
    chains: list[Chain] = field(default_factory=chains)
    seen: dict[int, tuple[str, frozenset[str]]] = field(default_factory=dict)
    imports: list[tuple[int, int, int]] = field(default_factory=list)
    minutes: Iterator[int] = field(default_factory=count)

    def do(self, step: tuple[str, object, int]) -> None:
        kind, what, number_ = step
        if kind == "write" and isinstance(what, Cell):
            self.write(what, number_)
        elif kind == "import" and isinstance(what, int):
            self.take_in(what, number_)
        elif self.imports and isinstance(what, int):
            at = what % len(self.imports)
            (self.undo if kind == "undo" else self.again)(at)
        self.look()

    def look(self) -> None:
        hidden = self.database.conn.execute("SELECT id FROM hidden").fetchall()
        names = frozenset(name for (name,) in hidden)
        self.seen[self.place] = (digest(self.database), names)

    @property
    def place(self) -> int:
        return revisions.last_log_no(self.database)

    def handled(self) -> Handled:
        at = AT + timedelta(minutes=next(self.minutes))
        return Handled(at, "u01", self.place + 1)

    def write(self, cell: Cell, value: int) -> None:
        at = AT + timedelta(minutes=next(self.minutes))
        author = Author(cell.unit, "u01", at, lambda: uuid4().hex)
        revisions.append(self.database, author, writes=[Write(cell, number(value))])

    def take_in(self, chain: int, upto: int) -> None:
        if any(known[:2] == (chain, upto) for known in self.imports):
            return
        name = f"{len(self.imports):064x}"
        no = packages.keep(self.database, stored("0", id=name))
        segment = self.chains[chain].segment(upto)
        lines, _ = read_lines(segment.content)
        segments.keep(self.database, segment, lines=lines, package_no=no)
        self.imports.append((chain, upto, no))
        self._insert(chain, upto, no, act="import")

    def again(self, at: int) -> None:
        chain, upto, no = self.imports[at]
        package = packages.by_no(self.database, no)
        if package is not None and package.state is PackageState.UNDONE:
            packages.set_state(self.database, no, state=PackageState.APPLIED)
            self._insert(chain, upto, no, act="restore")

    def _insert(self, chain: int, upto: int, no: int, *, act: str) -> None:
        lines = self.chains[chain].lines[:upto]
        with self.database.transaction() as conn:
            arriving.insert_all(conn, lines, package_no=no, received_at=AT)
        packages.record(self.database, PackageAct(no, act, self.handled()))

    def undo(self, at: int) -> None:
        no = self.imports[at][2]
        package = packages.by_no(self.database, no)
        if package is not None and package.state is PackageState.APPLIED:
            try:
                hiding.hide(self.database, no, handled=self.handled())
            except UndoRefusedError:
                return


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    database = create(folder)
    database.conn.execute("PRAGMA synchronous=OFF")
    try:
        yield database
    finally:
        database.close()


@given(steps=st.lists(STEPS, max_size=14), name=st.uuids())
@settings(max_examples=25, deadline=None)
def test_every_place_of_any_history_is_what_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object, int]], name: object
) -> None:
    with opened(tmp_path_factory.mktemp("history") / str(name)) as database:
        history = History(database)
        for step in steps:
            history.do(step)
        for place, (worked_out, hidden) in history.seen.items():
            assert hidden_at(database, place) == hidden
            past = snapshot(database, place)
            assert digest(past) == worked_out
            past.close()


def test_an_undone_import_is_there_before_and_gone_after(database: Database) -> None:
    history = History(database)
    history.take_in(0, 6)
    before = history.place
    history.undo(0)
    after = history.place
    assert after == before + 1  # nothing was written, and yet these are two places
    history.write(CELLS[2], 5)
    history.again(0)
    assert [len(hidden_at(database, at)) for at in (before, after, after + 1, history.place)] == [
        0,
        6,
        6,
        0,
    ]
    past = snapshot(database, before)
    states = [one.state for one in packages.all_of(past, Direction.IN)]
    assert states == [PackageState.APPLIED]
    past.close()


def test_a_package_that_came_later_is_not_known(database: Database) -> None:
    history = History(database)
    history.write(CELLS[0], 1)
    history.take_in(1, 2)
    past = snapshot(database, 1)
    assert packages.all_of(past, Direction.IN) == ()
    assert len(packages.all_of(database, Direction.IN)) == 1
    past.close()


def test_nothing_can_be_written_into_the_past(database: Database) -> None:
    history = History(database)
    history.write(CELLS[0], 1)
    past = snapshot(database, 1)
    past.seal()
    with pytest.raises(PastIsReadOnlyError, match="只能看和打印"):
        past.set_meta("plan", "x")
    history.database = past
    with pytest.raises(PastIsReadOnlyError):
        history.write(CELLS[0], 2)
    past.close()
    assert revisions.count(database) == 1


def test_the_copy_leaves_no_file_and_is_closed_on_failure(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(database)
    history.write(CELLS[0], 1)
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def kept(*_: object, **__: object) -> sqlite3.Connection:
        made.append(connect("", isolation_level=None))
        return made[-1]

    monkeypatch.setattr("zjmz_desktop.store.as_of.sqlite3.connect", kept)
    files = set(database.folder.iterdir())
    with monkeypatch.context() as patched:
        patched.setattr("zjmz_desktop.store.as_of.hidden_at", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            snapshot(database, 1)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")
    past = snapshot(database, 1)
    assert set(database.folder.iterdir()) == files
    past.close()


def test_an_instant_is_the_place_with_the_fewest_entries_on_its_wrong_side(
    database: Database,
) -> None:
    for day in (0, 1, 3650, 2, 3, 4, 5):  # the clock stood wrong once
        at = AT + timedelta(days=day)
        author = Author(GAOZI, "u01", at, lambda: uuid4().hex)
        revisions.append(database, author, writes=[Write(CELLS[0], number(day + 4000))])
    found = [log.place_at(database, AT + timedelta(days=day, hours=1)) for day in range(6)]
    assert found == [1, 2, 4, 5, 6, 7]
    assert log.place_at(database, AT - timedelta(hours=1)) == 0
    assert log.place_at(database, AT + timedelta(days=9999)) == 7
    assert log.instant_of(database, 5) == AT + timedelta(days=3)
    assert log.instant_of(database, 0) is None


def test_the_plan_that_a_store_was_made_with_is_the_first_one(database: Database) -> None:
    assert plans.first(database) == ""
    for name in ("b", "a"):
        plans.keep(database, plans.StoredPlan(name * 64, "p", 2018, "", "{}"))
    assert plans.first(database) == "b" * 64
