"""Projections of the revisions: heads, cells, effective figures. Dropped and rebuilt at will."""

import hashlib
import sqlite3
from collections.abc import Mapping
from typing import Any

import orjson

from zjmz_desktop.domain.merge import Held, is_conflict, shown
from zjmz_desktop.domain.revisions import Cell, Revision, read_line
from zjmz_desktop.domain.values import to_json
from zjmz_desktop.store.database import Database

_FIGURE_PARTS = frozenset({"value", "adopted", "proxy", "confirmed"})
_TYPED_ORDER = ("adopted", "value", "proxy")
_REGISTER_ORDER = ("adopted", "confirmed", "proxy")
_ORIGIN = {"adopted": "adopted", "value": "own", "proxy": "proxy", "confirmed": "confirmed"}
PROJECTED = ("superseded", "head", "cell", "figure")


def project(conn: sqlite3.Connection, name: str, *, revision: Revision) -> None:
    """Bring the projections up to one more revision, whatever the order of arrival."""
    cell = revision.cell
    key = cell.key
    _move_heads(conn, name, revision=revision)
    columns = _shown_head(conn, key)
    conn.execute(
        "INSERT OR REPLACE INTO cell (cell_key, of_code, unit, year, period, row_id, part, state, n, d, scale,"
        " value, head_id, conflict, user, clock_ms, act) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (key, cell.of, cell.unit, cell.year, cell.period, cell.row, cell.part, *columns),
    )
    if cell.part in _FIGURE_PARTS and cell.row is None and cell.period is not None:
        _project_figure(conn, cell)


def _move_heads(conn: sqlite3.Connection, name: str, *, revision: Revision) -> None:
    key = revision.cell.key
    for parent in revision.parents:
        conn.execute("INSERT OR IGNORE INTO superseded (cell_key, id) VALUES (?, ?)", (key, parent))
        conn.execute("DELETE FROM head WHERE cell_key = ? AND id = ?", (key, parent))
    gone = conn.execute(
        "SELECT 1 FROM superseded WHERE cell_key = ? AND id = ?", (key, name)
    ).fetchone()
    if not gone:
        conn.execute("INSERT INTO head (cell_key, id) VALUES (?, ?)", (key, name))


def _shown_head(conn: sqlite3.Connection, key: str) -> tuple[Any, ...]:
    """The columns of the head that is shown: max (clock, replica, id); conflict when heads differ."""
    rows = conn.execute(
        "SELECT r.id, r.line FROM head h JOIN revision r ON r.id = h.id WHERE h.cell_key = ?",
        (key,),
    ).fetchall()
    found = [Held(name, read_line(line.encode())) for name, line in rows]
    first = shown(found)
    assert first is not None
    value: Mapping[str, Any] = to_json(first.revision.value)
    return (
        value["state"],
        value.get("n"),
        value.get("d"),
        value.get("scale", 0),
        orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode(),
        first.id,
        int(is_conflict(found)),
        first.revision.user,
        first.revision.clock.ms,
        first.revision.act,
    )


def _project_figure(conn: sqlite3.Connection, cell: Cell) -> None:
    """The effective figure: adopted, else own (or confirmed, from a register), else proxy."""
    where = (cell.of, cell.unit, cell.period)
    from_register = conn.execute(
        "SELECT 1 FROM indicator_source WHERE of_code = ?", (cell.of,)
    ).fetchone()
    rows = conn.execute(
        "SELECT part, state, n, d, scale, conflict FROM cell"
        " WHERE of_code = ? AND unit = ? AND period = ? AND year = ? AND row_id IS NULL"
        " AND part IN ('value', 'adopted', 'proxy', 'confirmed')",
        (*where, cell.year),
    ).fetchall()
    by_part = {row[0]: row for row in rows if row[1] != "blank" or row[5]}
    order = _REGISTER_ORDER if from_register else _TYPED_ORDER
    part = next((part for part in order if part in by_part), None)
    if part is None:
        conn.execute(
            "DELETE FROM figure WHERE year = ? AND of_code = ? AND unit = ? AND period = ?",
            (cell.year, *where),
        )
        return
    _, state, n, d, scale, conflict = by_part[part]
    conn.execute(
        "INSERT OR REPLACE INTO figure (year, of_code, unit, period, state, n, d, scale, origin, conflict)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (cell.year, *where, state, n, d, scale, _ORIGIN[part], conflict),
    )


def set_sources(database: Database, registers: Mapping[str, str]) -> None:
    """Say which indicators come from which register (by the plan in force), and rebuild the figures."""
    with database.transaction() as conn:
        conn.execute("DELETE FROM indicator_source")
        conn.executemany("INSERT INTO indicator_source VALUES (?, ?)", registers.items())
        conn.execute("DELETE FROM figure")
        for cell in _figure_cells(conn):
            _project_figure(conn, cell)


def sources(database: Database) -> dict[str, str]:
    """Which indicators come from which register, as last said."""
    with database.reading() as conn:
        return dict(conn.execute("SELECT of_code, register FROM indicator_source").fetchall())


def _figure_cells(conn: sqlite3.Connection) -> list[Cell]:
    rows = conn.execute(
        "SELECT DISTINCT of_code, unit, year, period FROM cell WHERE row_id IS NULL AND period IS NOT NULL"
        " AND part IN ('value', 'adopted', 'proxy', 'confirmed')"
    ).fetchall()
    return [Cell(of, unit, "value", year, period) for of, unit, year, period in rows]


def rebuild(database: Database) -> None:
    """Drop every projection and make it again from the revisions, in one transaction."""
    with database.transaction() as conn:
        for table in PROJECTED:
            conn.execute(f"DELETE FROM {table}")
        rows = conn.execute("SELECT id, line FROM revision ORDER BY log_no").fetchall()
        for name, line in rows:
            project(conn, name, revision=read_line(line.encode()))


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
