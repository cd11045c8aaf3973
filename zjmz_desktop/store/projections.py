"""Projections of the revisions: heads, cells, effective figures. Dropped and rebuilt at will."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.effective import figure_places, places_in, project_figures
from zjmz_desktop.store.selecting import rows_in

PROJECTED = ("superseded", "beside", "cell", "figure")


def written_keys(conn: sqlite3.Connection, cells: Iterable[Cell]) -> set[str]:
    """Keys of cells; those of rows that are new here, where nothing can stand, are left out."""
    asked = tuple(cells)
    names = {cell.row for cell in asked if cell.row is not None}
    query = "SELECT DISTINCT row_id FROM cell WHERE of_code = ? AND row_id IN ({marks})"
    known: set[str] = set()
    for register in {cell.of for cell in asked if cell.row is not None}:
        found = rows_in(conn, query, values=names, first=(register,))
        known.update(row for (row,) in found)
    return {cell.key for cell in asked if cell.row is None or cell.row in known}


def heads_of(conn: sqlite3.Connection, cells: Iterable[Cell]) -> dict[str, tuple[str, ...]]:
    """Cell key → its heads, sorted; of the cells that have any."""
    found: dict[str, tuple[str, ...]] = {}
    query = "SELECT cell_key, id FROM head WHERE cell_key IN ({marks}) ORDER BY cell_key, id"
    for key, name in rows_in(conn, query, values=written_keys(conn, cells)):
        found[key] = (*found.get(key, ()), name)
    return found


CellRow = tuple[Any, ...]
"""A row of `cell`, in the order of `PUT_CELL`."""

PUT_CELL = (
    "INSERT OR REPLACE INTO cell (cell_key, of_code, unit, year, period, row_id, part, state, value,"
    " head_id, conflict, user, clock_ms, act) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)

HEAD = 9
"""Where a row says which head is shown."""


def cell_row(key: str, cell: Cell, *, told: tuple[Any, ...]) -> CellRow:
    """The row of a cell; `told` is what stands behind its address."""
    of, unit, part, year, period, row = cell
    return (key, of, unit, year, period, row, part, *told)


def project_own(
    conn: sqlite3.Connection, cells: Mapping[str, CellRow], *, before: Mapping[str, tuple[str, ...]]
) -> None:
    """Bring the projections up to an act of this store's own, all cells at once.

    Who writes here has seen every head of its cell and names them all, so each cell has one head
    afterwards, the last that was written, and there is nothing to be compared.

    Args:
        conn: the connection, within the caller's transaction.
        cells: cell key → the cell as the act leaves it.
        before: cell key → heads superseded by the act, in the order written.
    """
    gone = [(key, name) for key, names in before.items() for name in names]
    if gone:
        conn.executemany("INSERT OR IGNORE INTO superseded (cell_key, id) VALUES (?, ?)", gone)
        conn.executemany("DELETE FROM beside WHERE cell_key = ? AND id = ?", gone)
    rows = [cells[key] for key in sorted(cells)]  # a B-tree takes keys in order in half the time
    conn.executemany(PUT_CELL, rows)
    project_figures(conn, places_in(rows))


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
            order = f"{keys}, id" if table in ("superseded", "beside") else keys
            for row in conn.execute(f"SELECT * FROM {table} ORDER BY {order}"):
                total.update(repr(row).encode())
    return total.hexdigest()
