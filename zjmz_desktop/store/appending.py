"""Acts of this store's own, appended to its log, and the replicas through which it writes."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.line_writing import line_with, value_written
from zjmz_desktop.domain.revisions import Cell, Clock, id_of
from zjmz_desktop.domain.values import Value
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.log import last_place, written_instant
from zjmz_desktop.store.projections import HEAD, CellRow, cell_row, heads_of, project_own

Progress = Callable[[int, int], None]
"""Hears how many of how many are done, and may end the work by raising."""

_TOLD_EVERY = 500


class Write(NamedTuple):
    """One value to be written to one cell.

    `act`, `note`, `source` and `rows` go onto the line as they are.
    """

    cell: Cell
    value: Value
    note: str | None = None
    act: str | None = None
    source: str | None = None
    rows: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and when: the office, its user, the instant, and where new random ids come from."""

    unit: str
    user: str
    at: datetime
    new_id: Callable[[], str]


@dataclass(slots=True)
class _Chain:
    """A replica, and how far it has come."""

    replica: str
    seq: int
    last: str | None


def untold(done: int, whole: int) -> None:
    """Nobody asks how far it is."""


def append(
    database: Database, author: Author, *, writes: Sequence[Write], tell: Progress = untold
) -> int:
    """Write all of `writes` in one transaction; afterwards they are durable.

    Args:
        database: the open store.
        author: who writes.
        writes: what is written, in order.
        tell: hears how many are ready; when it raises, nothing is written.

    Returns:
        The position of the last in the log.

    Raises:
        StoreError: when nothing was written, with the reason and the remedy.
    """
    with database.transaction() as conn:
        writer = _Writer(conn, author, heads=heads_of(conn, (one.cell for one in writes)))
        conn.executemany(_PUT_LINE, map(writer.row_of, _told(writes, tell)))
        writer.remember()
        project_own(conn, writer.cells, before=writer.before)
        return writer.log_no


def _told(writes: Sequence[Write], tell: Progress) -> Iterator[Write]:
    for at, one in enumerate(writes):
        if at % _TOLD_EVERY == 0:
            tell(at, len(writes))
        yield one


class _Writer:
    """Makes the revisions of one act, within one transaction; they are inserted together.

    Attributes:
        cells: cell key → the cell as the act leaves it.
        before: cell key → the heads that it had before the act, and those in between.
        log_no: the position in the log that was taken last.
    """

    def __init__(
        self, conn: sqlite3.Connection, author: Author, *, heads: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._conn = conn
        self._author = author
        self._heads = heads
        self.cells: dict[str, CellRow] = {}
        self.before: dict[str, tuple[str, ...]] = {}
        self._chains: dict[str, _Chain] = {}
        row = conn.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
        ms, counter = map(int, row[0].split(",")) if row else (0, 0)
        self._clock: tuple[int, int] = (ms, counter)
        self._clocks = Clock(ms, counter).onward(int(author.at.timestamp() * 1000))
        self._received_at = written_instant(author.at)
        self.log_no = last_place(conn)

    def row_of(self, one: Write) -> tuple[Any, ...]:
        """The next revision, for `_PUT_LINE`; SQLite takes a plain tuple in half the time of a named one."""
        cell, value, note, act, source, rows = one
        unit, user, key = self._author.unit, self._author.user, cell.key
        scope = scope_of(unit, cell)
        chain = self._chains.get(scope) or self._chain(scope)
        replica, seq, clock = chain.replica, chain.seq + 1, next(self._clocks)
        parents, (json, state) = self._parents(key), value_written(value)
        begun = (unit, replica, seq, clock, user, cell, value, parents, chain.last)
        line = line_with((*begun, note, act, source, rows), json)
        name = id_of(line.encode())
        chain.seq, chain.last, self._clock = seq, name, clock
        self.cells[key] = cell_row(key, cell, told=(state, json, name, 0, user, clock[0], act))
        self.log_no += 1
        return self.log_no, name, key, replica, seq, *clock, line, self._received_at

    def _parents(self, key: str) -> tuple[str, ...]:
        """The heads of a cell, superseded by what is written now."""
        own = self.cells.get(key)
        parents = self._heads.get(key, ()) if own is None else (own[HEAD],)
        if parents:
            self.before[key] = (*self.before.get(key, ()), *parents)
        return parents

    def _chain(self, scope: str) -> _Chain:
        """One replica per scope: see `domain.chains`."""
        unit = self._author.unit
        row = self._conn.execute(
            "SELECT id, seq, last_id FROM replica WHERE unit = ? AND purpose = ?", (unit, scope)
        ).fetchone()
        if row is None:
            row = self._author.new_id(), 0, None
            self._conn.execute(
                "INSERT INTO replica (id, unit, purpose, seq) VALUES (?, ?, ?, 0)",
                (row[0], unit, scope),
            )
        chain = self._chains[scope] = _Chain(*row)
        return chain

    def remember(self) -> None:
        """Keep how far replicas and clock have come."""
        self._conn.executemany(
            "UPDATE replica SET seq = ?, last_id = ? WHERE id = ?",
            [(one.seq, one.last, one.replica) for one in self._chains.values()],
        )
        self._conn.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('clock', ?)",
            ("{},{}".format(*self._clock),),
        )


_PUT_LINE = (
    "INSERT INTO revision"
    " (log_no, id, cell_key, replica, seq, clock_ms, clock_counter, line, received_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
