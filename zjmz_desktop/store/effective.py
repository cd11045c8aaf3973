"""Effective figures of many places at once: adopted, else own (or confirmed, from a register), else proxy."""

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from zjmz_desktop.domain.lines import Line

_PARTS = frozenset({"value", "adopted", "proxy", "confirmed"})


class Place(NamedTuple):
    """Where one effective figure stands."""

    year: int
    of: str
    unit: str
    period: str


def place_of(line: Line) -> Place | None:
    """The place whose figure a line has a say in."""
    cell = line.found["cell"]
    if cell["part"] not in _PARTS or "row" in cell or "period" not in cell or "year" not in cell:
        return None
    return Place(cell["year"], cell["of"], cell["unit"], cell["period"])


_RANK = """CASE part WHEN 'adopted' THEN 0 WHEN 'proxy' THEN 2
 WHEN 'value' THEN CASE WHEN source.register IS NULL THEN 1 END
 WHEN 'confirmed' THEN CASE WHEN source.register IS NOT NULL THEN 1 END END"""
_ORIGIN = "CASE c.part WHEN 'value' THEN 'own' ELSE c.part END"
_PUT = f"""
INSERT INTO figure (year, of_code, unit, period, state, n, d, scale, origin, conflict)
SELECT year, of_code, unit, period, state, n, d, scale, origin, conflict FROM (
    SELECT place.*, c.state, c.n, c.d, c.scale, {_ORIGIN} AS origin, c.conflict, min({_RANK}) AS rank
    FROM place CROSS JOIN cell c ON c.of_code = place.of_code AND c.unit = place.unit
        AND c.period = place.period AND c.year = place.year
    LEFT JOIN indicator_source source ON source.of_code = place.of_code
    WHERE c.row_id IS NULL AND c.part IN ('value', 'adopted', 'proxy', 'confirmed')
        AND (c.state != 'blank' OR c.conflict)
    GROUP BY place.rowid
) WHERE rank IS NOT NULL
"""
_DROP = """
DELETE FROM figure WHERE EXISTS (SELECT 1 FROM place p WHERE p.year = figure.year)
AND (year, of_code, unit, period) IN (SELECT year, of_code, unit, period FROM place)
"""


def project_figures(conn: sqlite3.Connection, places: Iterable[Place]) -> None:
    """Make the figures of these places again from their cells."""
    rows: list[Any] = sorted(set(places))
    if not rows:
        return
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS place (year INTEGER, of_code TEXT, unit TEXT, period TEXT)"
    )
    conn.execute("DELETE FROM place")
    conn.executemany("INSERT INTO place VALUES (?, ?, ?, ?)", rows)
    conn.execute(_DROP)
    conn.execute(_PUT)
