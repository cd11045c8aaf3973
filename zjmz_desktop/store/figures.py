"""Effective figures, summed by SQLite: exact, because every number is an integer with its scale."""

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
    FROM figure f WHERE f.year = ? {period}
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
    database: Database, year: int, period: str = ""
) -> dict[tuple[str, str], ChildSum]:
    """(indicator, parent) → sum over the units below, of one period or of the whole year.

    `expected` is left to the caller, who knows which units an indicator applies to. Units in conflict
    stay out of n and d.
    """
    narrowed = "AND f.period = ?" if period else ""
    values: tuple[object, ...] = (year, period) if period else (year,)
    with database.reading() as conn:
        rows = conn.execute(_UNIT_SUMS.format(period=narrowed), values).fetchall()
    found: dict[tuple[str, str], ChildSum] = {}
    for code, parent, scale, n, d, reported, conflicts, absent in rows:
        one = Sum(
            from_scaled(n or 0, scale),
            from_scaled(d or 0, scale),
            reported or 0,
            0,
            0,
            conflicts or 0,
        )
        before = found.get((code, parent))
        found[code, parent] = (
            ChildSum(one, absent)
            if before is None
            else ChildSum(before.total + one, before.not_applicable + absent)
        )
    return found
