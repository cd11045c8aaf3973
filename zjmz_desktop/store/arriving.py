"""Lines that arrive from elsewhere: into the log and all projections at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from zjmz_desktop.domain.lines import Line
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.store.log import last_place
from zjmz_desktop.store.projecting import Changes, Standing, changes, put, weigh
from zjmz_desktop.store.replicas import forked, renew_replicas
from zjmz_desktop.store.selecting import rows_in


class Arrived(NamedTuple):
    """What lines brought, or would bring.

    Attributes:
        new: lines that were not known.
        same: lines that were here and visible.
        restored: lines that were here, hidden by the undo of an import.
        forked: own replicas through which somebody else had written; they are given up.
        standings: what stands in each cell whose heads change, and what stood before.
    """

    new: int
    same: int
    restored: int
    forked: tuple[str, ...]
    standings: tuple[Standing, ...] = ()

    @property
    def added(self) -> tuple[Cell, ...]:
        """Cells that had no line before."""
        return _cells(one for one in self.standings if not one.before)

    @property
    def changed(self) -> tuple[Cell, ...]:
        """Cells that had one and whose heads change."""
        return _cells(one for one in self.standings if one.before)

    @property
    def conflicts(self) -> tuple[Cell, ...]:
        """Those of both that are in conflict now."""
        return _cells(one for one in self.standings if one.conflict)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell whose heads change."""
        return self.added + self.changed


def insert_all(
    conn: sqlite3.Connection, lines: Sequence[Line], *, package_no: int, received_at: datetime
) -> Arrived:
    """Make lines ready and take them in; within the caller's transaction."""
    ready = made_ready(conn, lines)
    return take_in(conn, ready, package_no=package_no, received_at=received_at)


class Ready(NamedTuple):
    """Lines made ready to be taken in, before anybody has to wait for it.

    Attributes:
        place: how far the log had come before.
        told: which of the lines are new.
        rows: the new ones as the log has them, but for their place, package and time.
        changes: what they change.
    """

    place: int
    told: "_Sorted"
    rows: list[tuple[Any, ...]]
    changes: Changes


def made_ready(conn: sqlite3.Connection, lines: Sequence[Line]) -> Ready:
    """All that can be done for lines before a transaction begins; nothing is written.

    Args:
        conn: the connection.
        lines: valid lines that may be placed, in any order, one of them several times if need be.
    """
    place = last_place(conn)
    told = _sort_out(conn, lines)
    rows = [
        (name, key, found["replica"], found["seq"], *found["clock"], raw.decode())
        for name, key, raw, found in told.fresh
    ]
    return Ready(place, told, rows, changes(conn, [*told.fresh, *told.hidden]))


def take_in(
    conn: sqlite3.Connection, ready: Ready, *, package_no: int, received_at: datetime
) -> Arrived:
    """Take lines in; within the caller's transaction. Those known already change nothing.

    Args:
        conn: the connection.
        ready: the lines; made ready again where something happened to their cells meanwhile.
        package_no: the package they came in.
        received_at: when.
    """
    if not _holds(conn, ready):
        ready = made_ready(conn, ready.told.lines)
    told = ready.told
    split = forked(conn, told.fresh)
    if split:
        renew_replicas(conn, at=received_at)
    _insert(conn, ready.rows, package_no=package_no, received_at=received_at)
    show_again(conn, (line.id for line in told.hidden))
    put(conn, ready.changes)
    return _told(told, ready.changes.standings, split=split)


def _holds(conn: sqlite3.Connection, ready: Ready) -> bool:
    """Whether nothing was done with packages meanwhile, and nothing written to the cells concerned."""
    if last_place(conn) == ready.place:
        return True
    query = "SELECT 1 FROM package_act WHERE position > ? LIMIT 1"
    if conn.execute(query, (ready.place,)).fetchone():
        return False
    mine = {line.key for line in ready.told.lines}
    later = conn.execute("SELECT cell_key FROM revision WHERE log_no > ?", (ready.place,))
    return mine.isdisjoint(key for (key,) in later)


def preview(conn: sqlite3.Connection, lines: Sequence[Line]) -> Arrived:
    """What `insert_all` would bring; nothing is written."""
    told = _sort_out(conn, lines)
    changed = weigh(conn, [*told.fresh, *told.hidden])
    return _told(told, changed, split=forked(conn, told.fresh))


def taken(conn: sqlite3.Connection, ids: Iterable[str]) -> frozenset[str]:
    """Those of some lines that were taken in, be they placed or set aside one by one; not what is hidden."""
    asked = tuple(ids)
    placed = "SELECT id FROM revision WHERE id IN ({marks}) AND id NOT IN (SELECT id FROM hidden)"
    aside = (
        "SELECT q.id FROM quarantine q JOIN package_segment s ON s.sha256 = q.segment"
        " JOIN package p ON p.no = s.package_no AND p.state != 'undone' WHERE q.id IN ({marks})"
    )
    found = (*rows_in(conn, placed, values=asked), *rows_in(conn, aside, values=asked))
    return frozenset(name for (name,) in found)


def show_again(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Hide these lines no longer; their projections are the caller's."""
    conn.executemany("DELETE FROM hidden WHERE id = ?", [(name,) for name in ids])


class _Sorted(NamedTuple):
    lines: list[Line]
    fresh: list[Line]
    hidden: list[Line]
    same: int


def _sort_out(conn: sqlite3.Connection, lines: Iterable[Line]) -> _Sorted:
    """The lines that are not known, those known but hidden, and how many are as they were."""
    by_id = {line.id: line for line in lines}
    query = "SELECT id FROM revision WHERE id IN ({marks})"
    known = {name for (name,) in rows_in(conn, query, values=by_id)}
    query = "SELECT id FROM hidden WHERE id IN ({marks})"
    hidden = [by_id[name] for (name,) in rows_in(conn, query, values=known)]
    fresh = [line for name, line in by_id.items() if name not in known]
    return _Sorted(list(by_id.values()), fresh, hidden, len(known) - len(hidden))


def _insert(
    conn: sqlite3.Connection,
    rows: Iterable[tuple[Any, ...]],
    *,
    package_no: int,
    received_at: datetime,
) -> None:
    at = received_at.astimezone(UTC).isoformat(timespec="milliseconds")
    conn.executemany(
        "INSERT INTO revision (log_no, id, cell_key, replica, seq, clock_ms, clock_counter, line,"
        " received_at, package_no) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(no, *row, at, package_no) for no, row in enumerate(rows, last_place(conn) + 1)],
    )


def _told(found: _Sorted, changed: Sequence[Standing], *, split: tuple[str, ...]) -> Arrived:
    return Arrived(
        new=len(found.fresh),
        same=found.same,
        restored=len(found.hidden),
        forked=split,
        standings=tuple(changed),
    )


def _cells(some: Iterable[Standing]) -> tuple[Cell, ...]:
    return tuple(Cell(**one.shown.found["cell"]) for one in some)
