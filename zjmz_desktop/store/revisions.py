"""The append-only log of revisions, and the replicas through which this store writes."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of, read_line
from zjmz_desktop.domain.values import Value
from zjmz_desktop.store.cells import DraftAt
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projections import project


@dataclass(frozen=True, slots=True)
class Write:
    """One value to be written to one cell.

    `act`, `note` and `source` go onto the line as they are.
    """

    cell: Cell
    value: Value
    note: str | None = None
    act: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and when: the office, its user, the instant, and where new random ids come from."""

    unit: str
    user: str
    at: datetime
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Written:
    """One appended revision with its id and its position in this store's log."""

    log_no: int
    id: str
    revision: Revision


def append(
    database: Database, author: Author, *, writes: Sequence[Write], settled: DraftAt | None = None
) -> tuple[Written, ...]:
    """Write all of `writes` in one transaction; afterwards they are durable.

    Args:
        database: the open store.
        author: who writes.
        writes: what is written, in order.
        settled: where drafts of the parts written are dropped in the same transaction.

    Raises:
        StoreError: when nothing was written, with the reason and the remedy.
    """
    with database.transaction() as conn:
        writer = _Writer(conn, author)
        for one in writes if settled is not None else ():
            assert settled is not None
            conn.execute(
                "DELETE FROM draft WHERE of_code=? AND unit=? AND period=? AND user=?"
                " AND (part = ? OR part GLOB ?)",
                (*settled.key, one.cell.part, f"{one.cell.part}/*"),
            )
        return tuple(writer.write(one) for one in writes)


class _Writer:
    """Makes revisions within one transaction."""

    def __init__(self, conn: sqlite3.Connection, author: Author) -> None:
        self._conn = conn
        self._author = author
        row = conn.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
        ms, counter = map(int, row[0].split(",")) if row else (0, 0)
        self._clock = Clock(ms, counter)

    def write(self, one: Write) -> Written:
        """Append one revision and project it."""
        replica, seq, prev = self._next_of_replica(one.cell)
        self._clock = self._clock.next(int(self._author.at.timestamp() * 1000))
        heads = self._conn.execute("SELECT id FROM head WHERE cell_key = ?", (one.cell.key,))
        revision = Revision(
            author=self._author.unit,
            replica=replica,
            seq=seq,
            clock=self._clock,
            user=self._author.user,
            cell=one.cell,
            value=one.value,
            parents=tuple(sorted(row[0] for row in heads)),
            prev=prev,
            note=one.note,
            act=one.act,
            source=one.source,
        )
        written = insert(self._conn, revision, received_at=self._author.at)
        self._conn.execute(
            "UPDATE replica SET seq = ?, last_id = ? WHERE id = ?", (seq, written.id, replica)
        )
        self._conn.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('clock', ?)",
            (f"{self._clock.ms},{self._clock.counter}",),
        )
        return written

    def _next_of_replica(self, cell: Cell) -> tuple[str, int, str | None]:
        """Figures go through one replica per plan year, everything without a year through one more."""
        purpose = "rows" if cell.year is None else f"figures:{cell.year}"
        row = self._conn.execute(
            "SELECT id, seq, last_id FROM replica WHERE unit = ? AND purpose = ?",
            (self._author.unit, purpose),
        ).fetchone()
        if row:
            return row[0], row[1] + 1, row[2]
        replica = self._author.new_id()
        self._conn.execute(
            "INSERT INTO replica (id, unit, purpose, seq) VALUES (?, ?, ?, 0)",
            (replica, self._author.unit, purpose),
        )
        return replica, 1, None


def insert(conn: sqlite3.Connection, revision: Revision, *, received_at: datetime) -> Written:
    """Append one revision line as it is and project it; within the caller's transaction."""
    line = revision.line
    name = id_of(line)
    cursor = conn.execute(
        "INSERT INTO revision (id, cell_key, replica, seq, clock_ms, clock_counter, line, received_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            revision.cell.key,
            revision.replica,
            revision.seq,
            revision.clock.ms,
            revision.clock.counter,
            line.decode(),
            received_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        ),
    )
    log_no = cursor.lastrowid or 0
    project(conn, name, revision=revision)
    return Written(log_no, name, revision)


def history(database: Database, cells: Iterable[Cell]) -> tuple[Written, ...]:
    """All revisions of the cells named, newest first."""
    keys = [cell.key for cell in cells]
    marks = ",".join("?" * len(keys))
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT log_no, id, line FROM revision WHERE cell_key IN ({marks}) ORDER BY log_no DESC",
            keys,
        ).fetchall()
    return tuple(Written(no, name, read_line(line.encode())) for no, name, line in rows)


def heads(database: Database, cell: Cell) -> tuple[Written, ...]:
    """The heads of one cell."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT r.log_no, r.id, r.line FROM head h JOIN revision r ON r.id = h.id"
            " WHERE h.cell_key = ? ORDER BY r.log_no",
            (cell.key,),
        ).fetchall()
    return tuple(Written(no, name, read_line(line.encode())) for no, name, line in rows)


def last_log_no(database: Database) -> int:
    """The position of the last revision in this store's log, 0 when it is empty."""
    with database.reading() as conn:
        return int(conn.execute("SELECT coalesce(max(log_no), 0) FROM revision").fetchone()[0])


def every(database: Database, visit: Callable[[Written], None]) -> None:
    """Visit every revision in the order of the log."""
    with database.reading() as conn:
        for no, name, line in conn.execute("SELECT log_no, id, line FROM revision ORDER BY log_no"):
            visit(Written(no, name, read_line(line.encode())))
