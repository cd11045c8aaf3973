"""The proofs of merging over the real store: any order, in parts, rebuilt, undone and restored.

The wrong designs are planted into the store's own steps; the same property must kill each.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from arrivals import AT, as_lines, take_again
from histories import CELLS, EMPTY, Case, Stand, histories, oracle, valid
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from written import written

from zjmz_desktop.domain.errors import UndoRefusedError
from zjmz_desktop.domain.lines import Line
from zjmz_desktop.domain.merge import Held
from zjmz_desktop.domain.packages import Kind, Segment
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import arriving, hiding, packages, projecting, revisions, segments
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.migrations import MIGRATIONS
from zjmz_desktop.store.packages import Direction, Handled, PackageState, StoredPackage
from zjmz_desktop.store.projecting import Standing
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.revisions import Author, Write

HANDLED = Handled(AT, "u01", 0)
MANY = settings(max_examples=60, deadline=None)


@contextmanager
def store() -> Iterator[Database]:
    database = opened(b"")
    yield database
    database.close()


def receive(database: Database, package: Iterable[Held], *, no: int = 1) -> list[Line]:
    """What may be placed of a package goes into the store, in its order."""
    lines = as_lines(one.revision for one in valid(package))
    with database.transaction() as conn:
        arriving.insert_all(conn, lines, package_no=no, received_at=AT)
    return lines


def stands(database: Database) -> Mapping[Cell, Stand]:
    return {cell: _stand(database.conn, cell.key) for cell in CELLS}


def _stand(conn: sqlite3.Connection, key: str) -> Stand:
    heads = conn.execute("SELECT id FROM head WHERE cell_key = ?", (key,)).fetchall()
    query = "SELECT head_id, conflict FROM cell WHERE cell_key = ?"
    row = conn.execute(query, (key,)).fetchone()
    if row is None:
        return EMPTY
    return Stand(frozenset(name for (name,) in heads), row[0], bool(row[1]))


def holds(case: Case) -> bool:
    """After every package the store stands where the set of what has come stands."""
    arrived: list[Held] = []
    with store() as database:
        for package in case.packages:
            arrived += package
            receive(database, package)
            if stands(database) != oracle(arrived):
                return False
    return True


@MANY
@given(histories())
def test_order_grouping_repetition_and_route_can_not_matter(case: Case) -> None:
    assert holds(case)


@MANY
@given(histories())
def test_rebuilt_is_incremental_is_at_once_is_any_order(case: Case) -> None:
    ways: Sequence[Iterable[Iterable[Held]]] = (
        case.packages,
        case.packages[::-1],
        [case.history[::-1]],
        [(one,) for one in case.history],
        [case.history, *case.packages],
    )
    digests = set()
    for way in ways:
        with store() as database:
            for package in way:
                receive(database, package)
            digests.add(digest(database))
            rebuild(database)
            digests.add(digest(database))
    assert len(digests) == 1


@MANY
@given(histories())
def test_a_figure_written_again_counts_once(case: Case) -> None:
    """However often a month was written and sent again, the place has one figure: what stands."""
    with store() as database:
        for package in case.packages:
            receive(database, package)
        query = "SELECT of_code, unit, period, count(*) FROM figure GROUP BY 1, 2, 3"
        found = {row[:3]: row[3] for row in database.conn.execute(query)}
    ends = oracle(case.history)
    filled = {(c.of, c.unit, c.period) for c in CELLS if ends[c] != EMPTY}
    assert found == dict.fromkeys(filled, 1)


# ---- undo ----


def import_package(database: Database, package: Iterable[Held], *, name: str) -> int:
    """Take a package in with its segments, as the service does."""
    stored = StoredPackage(
        id=name,
        direction=Direction.IN,
        kind=Kind.SUBMISSION,
        sender=CELLS[0].unit,
        recipient=CELLS[0].unit,
        key="",
        year=2018,
        made_at="",
        handled=HANDLED,
        state=PackageState.APPLIED,
    )
    no = packages.keep(database, stored)
    by_author: dict[str, list[Line]] = {}
    for line in receive(database, package, no=no):
        by_author.setdefault(line.found["author"], []).append(line)
    for author, lines in by_author.items():
        content = b"".join(line.raw + b"\n" for line in lines)
        segment = Segment(author, "", b"", content)
        segments.keep(database, segment, lines=lines, package_no=no)
    return no


def visible(database: Database, history: Iterable[Held]) -> list[Held]:
    query = "SELECT id FROM revision WHERE id NOT IN (SELECT id FROM hidden)"
    names = {name for (name,) in database.conn.execute(query)}
    return [one for one in history if one.id in names]


def undo(database: Database, no: int) -> bool:
    before = digest(database)
    try:
        hiding.hide(database, no, handled=HANDLED)
    except UndoRefusedError:
        assert digest(database) == before
        return False
    return True


def as_if_only_the_visible_had_come(database: Database, history: Iterable[Held]) -> None:
    """The projections, and those rebuilt, are those of a store that got no more than is visible."""
    left = visible(database, history)
    assert stands(database) == oracle(left)
    here = digest(database)
    with store() as other:
        receive(other, left)
        assert digest(other) == here
    rebuild(database)
    assert digest(database) == here


@MANY
@given(histories(), st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=5))
def test_undone_and_restored_imports_leave_what_is_visible(
    case: Case, acts: list[tuple[int, bool]]
) -> None:
    with store() as database:
        numbers = [
            import_package(database, package, name=str(no))
            for no, package in enumerate(case.packages)
        ]
        whole = digest(database)
        undone: list[int] = []
        for at, back in acts:
            no = numbers[at % len(numbers)] if numbers else 0
            if back and no in undone:
                take_again(database, no)
                undone.remove(no)
            elif no and no not in undone and undo(database, no):
                undone.append(no)
            as_if_only_the_visible_had_come(database, case.history)
        for no in undone:
            take_again(database, no)
        assert digest(database) == whole


# ---- two PCs of one office, each a real store ----


class Machine:
    """A PC of the town: its store, the backup it made last, and a clock that may be years off."""

    def __init__(self, years: int) -> None:
        """Begin with an empty store."""
        self.database = opened(b"")
        self.saved = b""
        self.at = AT.replace(year=AT.year + years)

    def write(self, cell: Cell, n: int, *, new_id: Callable[[], str]) -> Held:
        self.at += timedelta(seconds=1)
        author = Author(cell.unit, "u01", self.at, new_id)
        (made,) = written(self.database, author, writes=[Write(cell, number(n))])
        return Held(made.id, made.revision)

    def get_all_of(self, other: "Machine") -> None:
        found: list[Held] = []
        revisions.every(other.database, lambda one: found.append(Held(one.id, one.revision)))
        receive(self.database, found)

    def back_up(self) -> None:
        self.saved = self.database.conn.serialize()

    def put_back(self) -> None:
        self.database.close()
        self.database = opened(self.saved)


def opened(content: bytes) -> Database:
    database = Database(Path(), sqlite3.connect(":memory:", isolation_level=None), lock=None)
    if content:
        database.conn.deserialize(content)
    else:
        for _, migrate in MIGRATIONS:
            migrate(database.tables)
    return database


ACTS = st.sampled_from(("write", "write", "write", "get", "back_up", "put_back"))
SCRIPTS = st.lists(
    st.tuples(ACTS, st.integers(0, 1), st.sampled_from(CELLS[:2]), st.integers(1, 3)), max_size=14
)


@MANY
@given(SCRIPTS)
def test_two_pcs_with_skewed_clocks_and_backups_put_back_lose_nothing_that_left_them(
    script: list[tuple[str, int, Cell, int]],
) -> None:
    """What was written and still is somewhere is in both after an exchange, and they are equal."""
    machines = Machine(-10), Machine(10)
    ids = map("{:032x}".format, count(1))
    written: dict[str, Held] = {}
    for act, which, cell, n in script:
        mine, other = machines[which], machines[1 - which]
        if act == "write":
            one = mine.write(cell, n, new_id=lambda: next(ids))
            written[one.id] = one
        elif act == "get":
            mine.get_all_of(other)
        elif act == "back_up":
            mine.back_up()
        elif mine.saved:
            mine.put_back()
    left = {one.id: one for m in machines for one in visible(m.database, written.values())}
    machines[0].get_all_of(machines[1])
    machines[1].get_all_of(machines[0])
    for machine in machines:
        assert stands(machine.database) == oracle(list(left.values()))
        assert len(visible(machine.database, written.values())) == len(left)
    assert digest(machines[0].database) == digest(machines[1].database)
    for machine in machines:
        machine.database.close()


# ---- wrong designs, planted ----

Weigh = Callable[[sqlite3.Connection, Iterable[Line]], list[Standing]]
Plant = Callable[[pytest.MonkeyPatch], None]


def _weighing(patch: pytest.MonkeyPatch, change: Callable[[Standing], Standing]) -> None:
    real: Weigh = projecting.weigh
    patch.setattr(
        projecting, "weigh", lambda conn, lines: [change(one) for one in real(conn, lines)]
    )


def other_cells_supersede(patch: pytest.MonkeyPatch) -> None:
    def everywhere(conn: sqlite3.Connection, keys: Iterable[str]) -> dict[str, set[str]]:
        names = {name for (name,) in conn.execute("SELECT id FROM superseded")}
        return {key: set(names) for key in keys}

    patch.setattr(projecting, "_superseded", everywhere)


def first_import_fixes_the_winner(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(projecting, "shown", lambda found: found[0])


def last_imported_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(projecting, "shown", lambda found: found[-1])


def identity_is_replica_and_seq(patch: pytest.MonkeyPatch) -> None:
    real = arriving._sort_out

    def once(conn: sqlite3.Connection, lines: Iterable[Line]) -> Any:
        taken = set(conn.execute("SELECT replica, seq FROM revision"))
        places = {(one.found["replica"], one.found["seq"]): one for one in reversed(list(lines))}
        return real(conn, [one for place, one in places.items() if place not in taken])

    patch.setattr(arriving, "_sort_out", once)


def heads_dropped_by_clock(patch: pytest.MonkeyPatch) -> None:
    def one_head(one: Standing) -> Standing:
        return one._replace(heads=(one.shown.id,), conflict=False)

    _weighing(patch, one_head)


def upsert_in_import_order(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(projecting, "standing", lambda ids, superseded: (list(ids)[-1],))


def parents_only_of_what_came_before(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(projecting, "_superseded", lambda conn, keys: {})


WRONG: tuple[Plant, ...] = (
    other_cells_supersede,
    first_import_fixes_the_winner,
    last_imported_wins,
    identity_is_replica_and_seq,
    heads_dropped_by_clock,
    upsert_in_import_order,
    parents_only_of_what_came_before,
)


@pytest.mark.parametrize("plant", WRONG, ids=lambda plant: plant.__name__)
def test_the_same_property_kills_every_wrong_design(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`find` raises where no random history tells the planted store from the true one."""
    search = settings(
        max_examples=2000, derandomize=True, database=None, phases=[Phase.generate], deadline=None
    )
    with monkeypatch.context() as patch:
        plant(patch)
        case = find(histories(), lambda case: not holds(case), settings=search)
    assert holds(case)
