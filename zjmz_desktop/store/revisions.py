"""The append-only log of revisions, and the replicas through which this store writes."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, canonical, id_of, read_line
from zjmz_desktop.domain.values import Value
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projections import Own, heads_of, project_own


@dataclass(frozen=True, slots=True)
class Write:
    """One value to be written to one cell.

    `act`, `note`, `source` and `rows` go onto the line as they are.
    """

    cell: Cell
    value: Value
    note: str | None = None
    act: str | None = None
    source: str | None = None
    rows: Mapping[str, Any] | None = field(default=None, hash=False)


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


class _Made(NamedTuple):
    """A revision about to be inserted, with what was worked out on the way."""

    written: Written
    key: str
    line: bytes
    value: Mapping[str, Any]


def append(database: Database, author: Author, *, writes: Sequence[Write]) -> tuple[Written, ...]:
    """Write all of `writes` in one transaction; afterwards they are durable.

    Args:
        database: the open store.
        author: who writes.
        writes: what is written, in order.

    Raises:
        StoreError: when nothing was written, with the reason and the remedy.
    """
    with database.transaction() as conn:
        writer = _Writer(conn, author, heads=heads_of(conn, (one.cell for one in writes)))
        made = [writer.made(one) for one in writes]
        _insert(conn, made, received_at=author.at)
        writer.remember()
        last = {one.key: Own(one.written.id, one.written.revision, one.value) for one in made}
        project_own(conn, last, before=writer.before)
        return tuple([one.written for one in made])


class _Writer:
    """Makes the revisions of one act, within one transaction; they are inserted together.

    Attributes:
        before: the heads that each cell had before the act, and those in between.
    """

    def __init__(
        self, conn: sqlite3.Connection, author: Author, *, heads: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._conn = conn
        self._author = author
        self._heads = dict(heads)
        self.before: dict[str, tuple[str, ...]] = {}
        self._replicas: dict[str, tuple[str, int, str | None]] = {}
        row = conn.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
        ms, counter = map(int, row[0].split(",")) if row else (0, 0)
        self._clock = Clock(ms, counter)
        self._now_ms = int(author.at.timestamp() * 1000)
        found = conn.execute("SELECT coalesce(max(log_no), 0) FROM revision").fetchone()
        self._log_no = int(found[0])

    def made(self, one: Write) -> _Made:
        """The next revision."""
        purpose = scope_of(self._author.unit, one.cell)
        replica, seq, prev = self._replicas.get(purpose) or self._replica(purpose)
        self._clock = self._clock.next(self._now_ms)
        key = one.cell.key
        parents = self._heads.get(key, ())
        revision = Revision(
            author=self._author.unit,
            replica=replica,
            seq=seq + 1,
            clock=self._clock,
            user=self._author.user,
            cell=one.cell,
            value=one.value,
            parents=parents,
            prev=prev,
            note=one.note,
            act=one.act,
            source=one.source,
            rows=one.rows,
        )
        found = revision.to_json()
        line = canonical(found)
        name = id_of(line)
        self._replicas[purpose] = (replica, seq + 1, name)
        self.before[key] = (*self.before.get(key, ()), *parents)
        self._heads[key] = (name,)
        self._log_no += 1
        return _Made(Written(self._log_no, name, revision), key, line, found["value"])

    def _replica(self, purpose: str) -> tuple[str, int, str | None]:
        """One replica per scope: see `domain.chains`."""
        row = self._conn.execute(
            "SELECT id, seq, last_id FROM replica WHERE unit = ? AND purpose = ?",
            (self._author.unit, purpose),
        ).fetchone()
        if row:
            return row[0], row[1], row[2]
        replica = self._author.new_id()
        self._conn.execute(
            "INSERT INTO replica (id, unit, purpose, seq) VALUES (?, ?, ?, 0)",
            (replica, self._author.unit, purpose),
        )
        return replica, 0, None

    def remember(self) -> None:
        """Keep how far replicas and clock have come."""
        self._conn.executemany(
            "UPDATE replica SET seq = ?, last_id = ? WHERE id = ?",
            [(seq, last, replica) for replica, seq, last in self._replicas.values()],
        )
        self._conn.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('clock', ?)",
            (f"{self._clock.ms},{self._clock.counter}",),
        )


def _insert(conn: sqlite3.Connection, made: Sequence[_Made], *, received_at: datetime) -> None:
    at = received_at.astimezone(UTC).isoformat(timespec="milliseconds")
    conn.executemany(
        "INSERT INTO revision"
        " (log_no, id, cell_key, replica, seq, clock_ms, clock_counter, line, received_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                written.log_no,
                written.id,
                key,
                written.revision.replica,
                written.revision.seq,
                written.revision.clock.ms,
                written.revision.clock.counter,
                line.decode(),
                at,
            )
            for written, key, line, _ in made
        ],
    )


_VISIBLE = "id NOT IN (SELECT id FROM hidden)"


def history(database: Database, cells: Iterable[Cell]) -> tuple[Written, ...]:
    """All visible revisions of the cells named, newest first."""
    keys = [cell.key for cell in cells]
    marks = ",".join("?" * len(keys))
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT log_no, id, line FROM revision WHERE cell_key IN ({marks})"
            f" AND {_VISIBLE} ORDER BY log_no DESC",
            keys,
        ).fetchall()
    return tuple(map(_read, rows))


def heads(database: Database, cell: Cell) -> tuple[Written, ...]:
    """The heads of one cell."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT r.log_no, r.id, r.line FROM head h JOIN revision r ON r.id = h.id"
            " WHERE h.cell_key = ? ORDER BY r.log_no",
            (cell.key,),
        ).fetchall()
    return tuple(map(_read, rows))


def received_at(database: Database, ids: Iterable[str]) -> dict[str, datetime]:
    """Revision id → when this store got it; of those written here, when they were written."""
    names = list(ids)
    marks = ",".join("?" * len(names))
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT id, received_at FROM revision WHERE id IN ({marks})", names
        ).fetchall()
    return {name: datetime.fromisoformat(at) for name, at in rows}


def cells_since(database: Database, log_no: int) -> tuple[Cell, ...]:
    """The cells written after a position of this store's log, in order."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT line FROM revision WHERE log_no > ? ORDER BY log_no", (log_no,)
        ).fetchall()
    return tuple(read_line(line.encode()).cell for (line,) in rows)


def last_log_no(database: Database) -> int:
    """The position of the last revision in this store's log, 0 when it is empty."""
    with database.reading() as conn:
        return int(conn.execute("SELECT coalesce(max(log_no), 0) FROM revision").fetchone()[0])


def every(database: Database, visit: Callable[[Written], None]) -> None:
    """Visit every visible revision in the order of the log."""
    with database.reading() as conn:
        for no, name, line in conn.execute(
            f"SELECT log_no, id, line FROM revision WHERE {_VISIBLE} ORDER BY log_no"
        ):
            visit(_read((no, name, line)))


def _read(row: tuple[int, str, str]) -> Written:
    log_no, name, line = row
    return Written(log_no, name, read_line(line.encode()))
