"""Acts of this store's own, appended to its log, and the replicas through which it writes."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.line_writing import line_of
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of
from zjmz_desktop.domain.values import Value
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.log import last_place
from zjmz_desktop.store.projections import Appended, heads_of, project_own

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
) -> tuple[Appended, ...]:
    """Write all of `writes` in one transaction; afterwards they are durable.

    Args:
        database: the open store.
        author: who writes.
        writes: what is written, in order.
        tell: hears how many are ready; when it raises, nothing is written.

    Raises:
        StoreError: when nothing was written, with the reason and the remedy.
    """
    with database.transaction() as conn:
        writer = _Writer(conn, author, heads=heads_of(conn, (one.cell for one in writes)))
        appended = tuple([writer.appended(one) for one in _told(writes, tell)])
        _insert(conn, appended, received_at=author.at)
        writer.remember()
        project_own(conn, writer.last, before=writer.before)
        return appended


def _told(writes: Sequence[Write], tell: Progress) -> Iterator[Write]:
    for at, one in enumerate(writes):
        if at % _TOLD_EVERY == 0:
            tell(at, len(writes))
        yield one


class _Writer:
    """Makes the revisions of one act, within one transaction; they are inserted together.

    Attributes:
        last: cell key → the last revision of the cell in the act.
        before: cell key → the heads that it had before the act, and those in between.
    """

    def __init__(
        self, conn: sqlite3.Connection, author: Author, *, heads: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._conn = conn
        self._author = author
        self._heads = heads
        self.last: dict[str, Appended] = {}
        self.before: dict[str, tuple[str, ...]] = {}
        self._chains: dict[str, _Chain] = {}
        row = conn.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
        ms, counter = map(int, row[0].split(",")) if row else (0, 0)
        self._clock = Clock(ms, counter)
        self._now_ms = int(author.at.timestamp() * 1000)
        self._log_no = last_place(conn)

    def appended(self, one: Write) -> Appended:
        """The next revision."""
        author, cell, value, note, act, source, rows = self._author, *one
        scope, key = scope_of(author.unit, cell), cell.key
        chain = self._chains.get(scope) or self._chain(scope)
        chain.seq += 1
        clock, parents = self._tick(), self._parents(key)
        who = (author.unit, chain.replica, chain.seq, clock, author.user)
        revision = Revision(*who, cell, value, parents, chain.last, note, act, source, rows)
        line = line_of(revision)
        chain.last = id_of(line.encode())
        self._log_no += 1
        found = self.last[key] = Appended(self._log_no, chain.last, revision, key, line)
        return found

    def _tick(self) -> Clock:
        self._clock = self._clock.next(self._now_ms)
        return self._clock

    def _parents(self, key: str) -> tuple[str, ...]:
        """The heads of a cell, superseded by what is written now."""
        own = self.last.get(key)
        parents = self._heads.get(key, ()) if own is None else (own.id,)
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
            (f"{self._clock.ms},{self._clock.counter}",),
        )


_PUT_LINE = (
    "INSERT INTO revision"
    " (log_no, id, cell_key, replica, seq, clock_ms, clock_counter, line, received_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _insert(conn: sqlite3.Connection, some: Iterable[Appended], *, received_at: datetime) -> None:
    at = received_at.astimezone(UTC).isoformat(timespec="milliseconds")
    conn.executemany(_PUT_LINE, (_row(one, at) for one in some))


def _row(one: Appended, at: str) -> tuple[int | str, ...]:
    log_no, name, revision, key, line = one
    ms, counter = revision.clock
    return log_no, name, key, revision.replica, revision.seq, ms, counter, line, at
