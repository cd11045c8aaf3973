"""Effective figures, summed by SQLite: exact, because every number is an integer with its scale."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from zjmz_desktop.domain.figures import Figure, Origin, Sum
from zjmz_desktop.domain.values import from_scaled
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.errors import DamagedStoreError


@dataclass(frozen=True, slots=True)
class Asked:
    """Which periods of an indicator count: all that are due so far (flow), or the last (stock)."""

    code: str
    periods: tuple[str, ...]


def figures_of(database: Database, year: int, *, asked: Asked, unit: str = "") -> dict[str, Figure]:
    """Each unit's figure (or one unit's) over the periods named: numbers summed, states of the last.

    A unit in conflict in any of them is in conflict; 不适用 only counts when it stands in every one.
    """
    marks, mine = ",".join("?" * len(asked.periods)), " AND unit = ?" if unit else ""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT unit, period, state, n, d, scale, origin, conflict FROM figure"
            f" WHERE year = ? AND of_code = ? AND period IN ({marks}){mine} ORDER BY unit, period",
            (year, asked.code, *asked.periods, *([unit] if unit else [])),
        ).fetchall()
    found: dict[str, list[_Stored]] = {}
    for at, *rest in rows:
        found.setdefault(at, []).append(_Stored(*rest))
    try:
        return {at: _figure(cells, len(asked.periods)) for at, cells in found.items()}
    except (TypeError, ValueError) as error:
        raise DamagedStoreError(database.path, "一个数的内容坏了") from error


def periods_filled(database: Database, year: int, *, asked: Asked) -> dict[str, set[str]]:
    """Unit → the periods named in which it has a figure; 不适用 is none."""
    told = _states_told(database, year, asked=asked)
    return _by_unit((u, p) for u, p, state in told if state != "not_applicable")


def periods_told(database: Database, year: int, *, asked: Asked) -> dict[str, set[str]]:
    """Unit → the periods named in which it has a figure or says 不适用."""
    return _by_unit((u, p) for u, p, _ in _states_told(database, year, asked=asked))


def _states_told(database: Database, year: int, *, asked: Asked) -> list[tuple[str, str, str]]:
    marks = ",".join("?" * len(asked.periods))
    with database.reading() as conn:
        return conn.execute(
            "SELECT unit, period, state FROM figure WHERE year = ? AND of_code = ?"
            f" AND period IN ({marks})",
            (year, asked.code, *asked.periods),
        ).fetchall()


def _by_unit(told: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for unit, period in told:
        found.setdefault(unit, set()).add(period)
    return found


def figures_of_unit(
    database: Database, year: int, *, unit: str, asked: Iterable[Asked]
) -> dict[str, Figure]:
    """One unit's figures by indicator, each over its own periods."""
    found = {}
    for one in asked:
        figure = figures_of(database, year, asked=one, unit=unit).get(unit)
        if figure is not None:
            found[one.code] = figure
    return found


class _Stored(NamedTuple):
    period: str
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
        origins=tuple(
            (one.period, Origin(one.origin)) for one in cells if one.state != "not_applicable"
        ),
        conflict=conflict,
        filled=filled,
        due=due,
    )


def set_tree(database: Database, parents: Iterable[tuple[str, str]]) -> None:
    """Give SQLite the tree that sums follow: (unit, parent) pairs, kept for this connection only."""
    with database.reading() as conn:
        conn.execute(
            "CREATE TEMP TABLE IF NOT EXISTS unit_parent"
            " (unit TEXT PRIMARY KEY, parent TEXT) WITHOUT ROWID"
        )
        conn.execute("DELETE FROM unit_parent")
        conn.executemany("INSERT INTO unit_parent VALUES (?, ?)", parents)


_FINEST = 2  # decimals that SQL adds up over several periods; finer figures are left to the caller
_FACTOR = "CASE scale WHEN 0 THEN 100 WHEN 1 THEN 10 WHEN 2 THEN 1 END"
_FILLED = "f.state != 'not_applicable'"
_ONE_PERIOD = f"""
SELECT f.of_code, parent, (f.scale * 2 + f.conflict) * 2 + ({_FILLED}) AS kind, sum(n), sum(d), count(*)
FROM figure f JOIN unit_parent USING (unit) WHERE f.year = ? AND f.period = ?
GROUP BY f.of_code, parent, kind
"""
_MANY_PERIODS = f"""
SELECT of_code, parent, sum(n) FILTER (WHERE NOT conflict), sum(d) FILTER (WHERE NOT conflict),
       sum(filled AND NOT conflict), sum(conflict), sum(NOT (filled OR conflict)), max(scale)
FROM (
    SELECT f.of_code, f.unit, sum(f.n * {_FACTOR}) AS n, sum(f.d * {_FACTOR}) AS d,
           max(f.conflict) AS conflict, max({_FILLED}) AS filled, max(f.scale) AS scale
    FROM {{tables}} WHERE f.year = ? AND f.period = asked.period AND f.of_code = asked.of_code
    GROUP BY f.of_code, f.unit
) JOIN unit_parent USING (unit)
GROUP BY of_code, parent
"""
_BY_PERIOD, _BY_UNIT = "asked CROSS JOIN figure f", "figure f CROSS JOIN asked"
_HALF_A_YEAR = 6  # beyond so many periods it is quicker to read all, in the order of the units


class Part(NamedTuple):
    """Figures of some units under one parent, added up: integers with `scale` decimals.

    `reported`, `conflicts` and `not_applicable` count units; those in conflict stay out of n and d.
    """

    parent: str
    scale: int
    n: int
    d: int
    reported: int
    conflicts: int
    not_applicable: int


class Sums(NamedTuple):
    """Indicator → parts of its sum; `too_fine` are indicators that must be rolled up instead."""

    parts: dict[str, list[Part]]
    too_fine: set[str]


def sum_of_parts(parts: Sequence[Part], *, concerned: int) -> Sum:
    """The parts as one sum over so many units, exact whatever their scales."""
    scale = max((part.scale for part in parts), default=0)
    n = d = reported = conflicts = absent = 0
    for part in parts:
        factor = 10 ** (scale - part.scale)
        n += part.n * factor
        d += part.d * factor
        reported += part.reported
        conflicts += part.conflicts
        absent += part.not_applicable
    exact_n, exact_d = from_scaled(n, scale), from_scaled(d, scale)
    return Sum(exact_n, exact_d, reported, concerned - absent, 0, conflicts)


def sums_by_parent(database: Database, year: int, *, asked: Sequence[Asked]) -> Sums:
    """Each indicator's sum over the units below each parent, of the periods that count."""
    periods = {one.periods for one in asked if one.periods}
    with database.reading() as conn:
        if len(periods) == 1 and len(period := periods.pop()) == 1:
            return _one_period(conn.execute(_ONE_PERIOD, (year, *period)))
        _ask(conn, asked)
        longest = max((len(one.periods) for one in asked), default=0)
        tables = _BY_UNIT if longest > _HALF_A_YEAR else _BY_PERIOD
        return _many_periods(conn.execute(_MANY_PERIODS.format(tables=tables), (year,)))


def _one_period(rows: Iterable[tuple[str, str, int, int | None, int | None, int]]) -> Sums:
    found: dict[str, list[Part]] = {}
    for code, parent, kind, n, d, units in rows:
        scale, conflict, filled = kind >> 2, kind >> 1 & 1, kind & 1
        if conflict:
            part = Part(parent, 0, 0, 0, 0, units, 0)
        elif filled:
            part = Part(parent, scale, n or 0, d or 0, units, 0, 0)
        else:
            part = Part(parent, 0, 0, 0, 0, 0, units)
        found.setdefault(code, []).append(part)
    return Sums(found, set())


def _many_periods(rows: Iterable[tuple[Any, ...]]) -> Sums:
    sums = Sums({}, set())
    for code, parent, n, d, reported, conflicts, absent, scale in rows:
        part = Part(parent, _FINEST, n or 0, d or 0, reported, conflicts, absent)
        sums.parts.setdefault(code, []).append(part)
        if scale > _FINEST:
            sums.too_fine.add(code)
    return sums


def _ask(conn: sqlite3.Connection, asked: Sequence[Asked]) -> None:
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS asked"
        " (of_code TEXT, period TEXT, PRIMARY KEY (of_code, period)) WITHOUT ROWID"
    )
    conn.execute("DELETE FROM asked")
    pairs = [(one.code, period) for one in asked for period in one.periods]
    conn.executemany("INSERT INTO asked VALUES (?, ?)", pairs)


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
