"""Effective figures, summed by SQLite: exact, because every number is an integer with its scale."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zjmz_desktop.domain.figures import Figure, Origin, Sum
from zjmz_desktop.domain.values import from_scaled
from zjmz_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """Which periods of an indicator count: all that are due so far (flow), or the last (stock)."""

    code: str
    periods: tuple[str, ...]


def figures_of(database: Database, year: int, asked: Asked) -> dict[str, Figure]:
    """Each unit's figure over the periods named: numbers summed, states of the last one.

    A unit in conflict in any of them is in conflict; 不适用 only counts when it stands in every one.
    """
    marks = ",".join("?" * len(asked.periods))
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT unit, state, n, d, scale, origin, conflict FROM figure"
            f" WHERE year = ? AND of_code = ? AND period IN ({marks}) ORDER BY unit, period",
            (year, asked.code, *asked.periods),
        ).fetchall()
    found: dict[str, list[tuple[str, int | None, int | None, int, str, int]]] = {}
    for unit, *rest in rows:
        found.setdefault(unit, []).append(tuple(rest))  # type: ignore[arg-type]
    return {unit: _figure(cells, len(asked.periods)) for unit, cells in found.items()}


def _figure(cells: Sequence[tuple[str, int | None, int | None, int, str, int]], due: int) -> Figure:
    n: Decimal | None = None
    d: Decimal | None = None
    filled = 0
    for state, cell_n, cell_d, scale, _, _ in cells:
        if state == "not_applicable":
            continue
        filled += 1
        if cell_n is not None:
            n = (n or Decimal(0)) + from_scaled(cell_n, scale)
        if cell_d is not None:
            d = (d or Decimal(0)) + from_scaled(cell_d, scale)
    states = {cell[0] for cell in cells}
    return Figure(
        n=n,
        d=d,
        not_applicable=states == {"not_applicable"},
        not_begun=n is None and "not_begun" in states,
        origin=Origin(cells[-1][4]),
        conflict=any(cell[5] for cell in cells),
        filled=filled,
        due=due,
    )


def set_tree(database: Database, parents: Iterable[tuple[str, str]]) -> None:
    """Give SQLite the tree that sums follow: (unit, parent) pairs, kept for this connection only."""
    with database.reading() as conn:
        conn.execute(
            "CREATE TEMP TABLE IF NOT EXISTS unit_parent (unit TEXT PRIMARY KEY, parent TEXT)"
        )
        conn.execute("DELETE FROM unit_parent")
        conn.executemany("INSERT INTO unit_parent VALUES (?, ?)", parents)


_UNIT_SUMS = """
SELECT of_code, parent, scale, sum(n) FILTER (WHERE NOT conflict), sum(d) FILTER (WHERE NOT conflict),
       count(DISTINCT unit) FILTER (WHERE filled AND NOT conflict),
       count(DISTINCT unit) FILTER (WHERE conflict),
       count(DISTINCT unit) FILTER (WHERE NOT filled AND NOT conflict)
FROM (
    SELECT f.of_code, f.unit, f.scale, sum(f.n) AS n, sum(f.d) AS d, max(f.conflict) AS conflict,
           max(f.state != 'not_applicable') AS filled
    FROM asked CROSS JOIN figure f
         ON f.year = ? AND f.period = asked.period AND f.of_code = asked.of_code
    GROUP BY f.of_code, f.unit, f.scale
) JOIN unit_parent USING (unit)
GROUP BY of_code, parent, scale
"""


@dataclass(frozen=True, slots=True)
class ChildSum:
    """What the units under one parent add up to, and how many of them say 不适用."""

    total: Sum
    not_applicable: int


def sums_by_parent(
    database: Database, year: int, asked: Sequence[Asked]
) -> dict[tuple[str, str], ChildSum]:
    """(indicator, parent) → sum over the units below, of the periods that count.

    `expected` is left to the caller, who knows which units an indicator applies to. Units in conflict
    stay out of n and d.
    """
    with database.reading() as conn:
        _ask(conn, asked)
        rows = conn.execute(_UNIT_SUMS, (year,)).fetchall()
    found: dict[tuple[str, str], ChildSum] = {}
    for code, parent, scale, n, d, reported, conflicts, absent in rows:
        one = Sum(from_scaled(n or 0, scale), from_scaled(d or 0, scale), reported, 0, 0, conflicts)
        before = found.get((code, parent))
        if before is not None:
            one, absent = before.total + one, absent + before.not_applicable
        found[code, parent] = ChildSum(one, absent)
    return found


def _ask(conn: sqlite3.Connection, asked: Sequence[Asked]) -> None:
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS asked (of_code TEXT, period TEXT)")
    conn.execute("DELETE FROM asked")
    pairs = [(one.code, period) for one in asked for period in one.periods]
    conn.executemany("INSERT INTO asked VALUES (?, ?)", sorted(pairs, key=lambda p: (p[1], p[0])))


def reported_units(
    database: Database, year: int, asked: Sequence[Asked]
) -> dict[str, dict[str, bool]]:
    """Indicator → unit → whether it is in conflict, for units with any figure in the periods."""
    with database.reading() as conn:
        _ask(conn, asked)
        rows = conn.execute(
            "SELECT f.of_code, f.unit, max(f.conflict) FROM asked CROSS JOIN figure f ON f.year = ?"
            " AND f.period = asked.period AND f.of_code = asked.of_code GROUP BY f.of_code, f.unit",
            (year,),
        ).fetchall()
    found: dict[str, dict[str, bool]] = {}
    for code, unit, conflict in rows:
        found.setdefault(code, {})[unit] = bool(conflict)
    return found
