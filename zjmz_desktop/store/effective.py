"""Effective figures: adopted, else own (or confirmed, from a register), else proxy."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from zjmz_desktop.domain.lines import Line
from zjmz_desktop.store.selecting import rows_in

_TYPED_ORDER = ("adopted", "value", "proxy")
_REGISTER_ORDER = ("adopted", "confirmed", "proxy")
_ORIGIN = {"adopted": "adopted", "value": "own", "proxy": "proxy", "confirmed": "confirmed"}


class Place(NamedTuple):
    """Where one effective figure stands."""

    year: int
    of: str
    unit: str
    period: str


class Told(NamedTuple):
    """What one cell of a place says."""

    state: str
    n: int | None
    d: int | None
    scale: int
    conflict: bool


Parts = dict[str, Told]
"""What the cells of a place say, by their part."""


def places_in(cells: Iterable[tuple[Any, ...]]) -> Iterator[Place]:
    """The places whose figures some rows of `cell` have a say in."""
    for one in cells:
        _, of, unit, year, period, row, part = one[:7]
        if row is None and part in _ORIGIN and year and period:
            yield Place(year, of, unit, period)


def place_told(line: Line) -> Place | None:
    """The place whose figure a line has a say in."""
    cell = line.found["cell"]
    if cell["part"] not in _ORIGIN or "row" in cell or "period" not in cell or "year" not in cell:
        return None
    return Place(cell["year"], cell["of"], cell["unit"], cell["period"])


def figure_places(conn: sqlite3.Connection) -> list[Place]:
    """Every place of which any cell was ever written."""
    rows = conn.execute(
        "SELECT DISTINCT year, of_code, unit, period FROM cell WHERE row_id IS NULL"
        " AND period IS NOT NULL AND year IS NOT NULL"
        " AND part IN ('value', 'adopted', 'proxy', 'confirmed')"
    ).fetchall()
    return [Place(*row) for row in rows]


def told_by(line: Line, conflict: bool) -> Told:
    """What a cell says in which this line is shown."""
    value = line.found["value"]
    get = value.get
    return Told(value["state"], get("n"), get("d"), get("scale", 0), conflict)


def add_figures(conn: sqlite3.Connection, fresh: Mapping[Place, Parts]) -> None:
    """Make the figures of places from cells that are new.

    Where there is no figure yet, no older cell of the place has a say in it; where there is, what is
    new must be weighed against that.
    """
    rows = _rows(fresh, registers=_from_registers(conn, fresh))
    put = conn.executemany(f"INSERT OR IGNORE {_FIGURE}", rows)
    if put.rowcount < len(rows):
        project_figures(conn, fresh)


def project_figures(conn: sqlite3.Connection, places: Iterable[Place]) -> None:
    """Make the figures of these places again from their cells."""
    told: dict[Place, Parts] = {place: {} for place in sorted(set(places))}
    if not told:
        return
    keys = [
        f"{unit}|{of}|{year}|{period}||{part}"
        for year, of, unit, period in told
        for part in _ORIGIN
    ]
    query = (
        "SELECT year, of_code, unit, period, part, state, json_extract(value, '$.n'),"
        " json_extract(value, '$.d'), coalesce(json_extract(value, '$.scale'), 0), conflict"
        " FROM cell WHERE cell_key IN ({marks})"
    )
    for year, of, unit, period, part, *says in rows_in(conn, query, values=keys):
        told[Place(year, of, unit, period)][part] = Told(*says)
    conn.executemany(
        "DELETE FROM figure WHERE year = ? AND of_code = ? AND unit = ? AND period = ?", told
    )
    conn.executemany(f"INSERT {_FIGURE}", _rows(told, registers=_from_registers(conn, told)))


_FIGURE = (
    "INTO figure (year, of_code, unit, period, state, n, d, scale, origin, conflict)"
    " VALUES (?,?,?,?,?,?,?,?,?,?)"
)


def _from_registers(conn: sqlite3.Connection, places: Iterable[Place]) -> frozenset[str]:
    query = "SELECT of_code FROM indicator_source WHERE of_code IN ({marks})"
    return frozenset(code for (code,) in rows_in(conn, query, values={one.of for one in places}))


def _rows(told: Mapping[Place, Parts], *, registers: frozenset[str]) -> list[tuple[Any, ...]]:
    rows = []
    for place, parts in told.items():
        for part in _REGISTER_ORDER if place.of in registers else _TYPED_ORDER:
            says = parts.get(part)
            if says and (says.state != "blank" or says.conflict):
                rows.append((*place, *says[:4], _ORIGIN[part], int(says.conflict)))
                break
    return rows
