"""Projections of the revisions: heads, cells, effective figures. Dropped and rebuilt at will."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from zjmz_desktop.domain.merge import Held
from zjmz_desktop.domain.revisions import Cell, Revision, canonical
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.effective import figure_places, place_of, project_figures

PROJECTED = ("superseded", "head", "cell", "figure")


class Own(NamedTuple):
    """A revision of this store's own with its id, and its value as the line has it."""

    id: str
    revision: Revision
    value: Mapping[str, Any]


_AT_ONCE = 30_000  # SQLite's own limit of bound values is 32,766


def heads_of(conn: sqlite3.Connection, cells: Iterable[Cell]) -> dict[str, tuple[str, ...]]:
    """Cell key → its heads, sorted; of the cells that have any."""
    keys = tuple({cell.key for cell in cells})
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        query = f"SELECT cell_key, id FROM head WHERE cell_key IN ({marks}) ORDER BY cell_key, id"
        for key, name in conn.execute(query, some):
            found[key] = (*found.get(key, ()), name)
    return found


def project_own(
    conn: sqlite3.Connection, last: Mapping[str, Own], *, before: Mapping[str, tuple[str, ...]]
) -> None:
    """Bring the projections up to an act of this store's own, all cells at once.

    Who writes here has seen every head of its cell and names them all, so each cell has one head
    afterwards, the last that was written, and there is nothing to be compared.

    Args:
        conn: the connection, within the caller's transaction.
        last: cell key → the last revision of the cell in the act.
        before: cell key → heads superseded by the act, in the order written.
    """
    gone = [(key, name) for key, names in before.items() for name in names]
    conn.executemany("INSERT OR IGNORE INTO superseded (cell_key, id) VALUES (?, ?)", gone)
    conn.executemany("DELETE FROM head WHERE cell_key = ? AND id = ?", gone)
    heads = [(key, one.id) for key, one in last.items()]
    conn.executemany("INSERT INTO head (cell_key, id) VALUES (?, ?)", heads)
    rows = []
    for key, (name, revision, value) in last.items():
        columns = _columns(Held(name, revision), False, value=value)
        rows.append(_cell_row(key, revision.cell, columns=columns))
    conn.executemany(_PUT_CELL, rows)
    places = (place_of(one.revision.cell) for one in last.values())
    project_figures(conn, (place for place in places if place))


_PUT_CELL = (
    "INSERT OR REPLACE INTO cell (cell_key, of_code, unit, year, period, row_id, part, state, n, d, scale,"
    " value, head_id, conflict, user, clock_ms, act) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def _cell_row(key: str, cell: Cell, *, columns: tuple[Any, ...]) -> tuple[Any, ...]:
    return (key, cell.of, cell.unit, cell.year, cell.period, cell.row, cell.part, *columns)


def _columns(first: Held, conflict: bool, *, value: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        value["state"],
        value.get("n"),
        value.get("d"),
        value.get("scale", 0),
        canonical(value).decode(),
        first.id,
        int(conflict),
        first.revision.user,
        first.revision.clock.ms,
        first.revision.act,
    )


def set_sources(database: Database, registers: Mapping[str, str]) -> None:
    """Say which indicators come from which register (by the plan in force), and rebuild the figures."""
    with database.transaction() as conn:
        conn.execute("DELETE FROM indicator_source")
        conn.executemany("INSERT INTO indicator_source VALUES (?, ?)", registers.items())
        conn.execute("DELETE FROM figure")
        project_figures(conn, figure_places(conn))


def sources(database: Database) -> dict[str, str]:
    """Which indicators come from which register, as last said."""
    with database.reading() as conn:
        return dict(conn.execute("SELECT of_code, register FROM indicator_source").fetchall())


def digest(database: Database) -> str:
    """SHA-256 over all projections: equal for equal contents, whatever way they were made."""
    total = hashlib.sha256()
    with database.reading() as conn:
        for table in PROJECTED:
            keys = "cell_key" if table != "figure" else "year, of_code, unit, period"
            order = f"{keys}, id" if table in ("superseded", "head") else keys
            for row in conn.execute(f"SELECT * FROM {table} ORDER BY {order}"):
                total.update(repr(row).encode())
    return total.hexdigest()
