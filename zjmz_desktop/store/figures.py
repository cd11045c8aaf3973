"""Effective figures, summed by SQLite: exact, because every number is an integer with its scale."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from zjmz_desktop.domain.figures import Figure, Origin, Sum
from zjmz_desktop.domain.values import from_scaled
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.errors import DamagedStoreError


@dataclass(frozen=True, slots=True)
class Asked:
    """Which periods of an indicator count: all that are due so far (flow), or the last (stock)."""

    code: str
    periods: tuple[str, ...]


def figures_of(database: Database, year: int, *, asked: Asked) -> dict[str, Figure]:
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
    found: dict[str, list[_Stored]] = {}
    for unit, *rest in rows:
        found.setdefault(unit, []).append(_Stored(*rest))
    try:
        return {unit: _figure(cells, len(asked.periods)) for unit, cells in found.items()}
    except (TypeError, ValueError) as error:
        raise DamagedStoreError(database.path, "一个数的内容坏了") from error


class _Stored(NamedTuple):
    state: str
    n: int | None
    d: int | None
    scale: int
    origin: str
    conflict: int


def _figure(cells: Sequence[_Stored], due: int) -> Figure:
    n: Decimal | None = None
    d: Decimal | None = None
    filled = 0
    for one in cells:
        if one.state == "not_applicable":
            continue
        filled += 1
        if one.n is not None:
            n = (n or Decimal(0)) + from_scaled(one.n, one.scale)
        if one.d is not None:
            d = (d or Decimal(0)) + from_scaled(one.d, one.scale)
    states = {one.state for one in cells}
    conflict = any(one.conflict for one in cells)
    return Figure(
        n=n,
        d=d,
        not_applicable=states == {"not_applicable"} and not conflict,
        not_begun=n is None and "not_begun" in states,
        origin=Origin(cells[-1].origin),
        conflict=conflict,
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


_FINEST = 2  # decimals that SQL adds up; finer figures are left to the caller
_FACTOR = "CASE scale WHEN 0 THEN 100 WHEN 1 THEN 10 WHEN 2 THEN 1 END"
_ASKED = "FROM asked CROSS JOIN figure f ON f.year = ? AND f.period = asked.period AND f.of_code = asked.of_code"
_FILLED = "f.state != 'not_applicable'"
_ONE_PERIOD = f"""
SELECT f.of_code, parent, sum(n * {_FACTOR}) FILTER (WHERE NOT conflict),
       sum(d * {_FACTOR}) FILTER (WHERE NOT conflict), count(*) FILTER (WHERE {_FILLED} AND NOT conflict),
       sum(conflict), count(*) FILTER (WHERE NOT ({_FILLED} OR conflict)), max(scale)
FROM figure f JOIN unit_parent USING (unit) WHERE f.year = ? AND f.period = ? GROUP BY f.of_code, parent
"""
_MANY_PERIODS = f"""
SELECT of_code, parent, sum(n) FILTER (WHERE NOT conflict), sum(d) FILTER (WHERE NOT conflict),
       sum(filled AND NOT conflict), sum(conflict), sum(NOT (filled OR conflict)), max(scale)
FROM (
    SELECT f.of_code, f.unit, sum(f.n * {_FACTOR}) AS n, sum(f.d * {_FACTOR}) AS d,
           max(f.conflict) AS conflict, max({_FILLED}) AS filled, max(f.scale) AS scale
    {_ASKED} GROUP BY f.of_code, f.unit
) JOIN unit_parent USING (unit)
GROUP BY of_code, parent
"""


@dataclass(frozen=True, slots=True)
class ChildSum:
    """What the units under one parent add up to, and how many of them say 不适用.

    `exact` is false where a figure has more decimals than SQL adds up: it must be rolled up instead.
    """

    total: Sum
    not_applicable: int
    exact: bool


def sums_by_parent(
    database: Database, year: int, *, asked: Sequence[Asked]
) -> dict[tuple[str, str], ChildSum]:
    """(indicator, parent) → sum over the units below, of the periods that count.

    `expected` is left to the caller, who knows which units an indicator applies to. Units in conflict
    stay out of n and d.
    """
    periods = {one.periods for one in asked if one.periods}
    with database.reading() as conn:
        if len(periods) == 1 and len(period := periods.pop()) == 1:
            rows = conn.execute(_ONE_PERIOD, (year, *period)).fetchall()
        else:
            _ask(conn, asked)
            rows = conn.execute(_MANY_PERIODS, (year,)).fetchall()
    return {
        (code, parent): ChildSum(
            Sum(
                from_scaled(n or 0, _FINEST),
                from_scaled(d or 0, _FINEST),
                reported or 0,
                0,
                0,
                conflicts or 0,
            ),
            absent or 0,
            exact=scale <= _FINEST,
        )
        for code, parent, n, d, reported, conflicts, absent, scale in rows
    }


def _ask(conn: sqlite3.Connection, asked: Sequence[Asked]) -> None:
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS asked (of_code TEXT, period TEXT)")
    conn.execute("DELETE FROM asked")
    pairs = sorted((period, one.code) for one in asked for period in one.periods)
    conn.executemany("INSERT INTO asked (period, of_code) VALUES (?, ?)", pairs)


def reported_units(
    database: Database, year: int, *, asked: Sequence[Asked]
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
