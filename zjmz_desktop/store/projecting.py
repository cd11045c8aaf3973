"""Projections brought up to many lines at once, whatever the order in which they arrive.

Import, undo of an import and rebuilding all go through here. What stands, what is shown and what is
a conflict is said by `domain.merge`.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from zjmz_desktop.domain.lines import Line, read_one
from zjmz_desktop.domain.merge import Held, is_conflict, shown, standing
from zjmz_desktop.domain.revisions import read_line
from zjmz_desktop.store.effective import (
    Parts,
    Place,
    add_figures,
    place_told,
    project_figures,
    told_by,
)
from zjmz_desktop.store.projections import PUT_CELL, CellRow
from zjmz_desktop.store.selecting import rows_in


class Standing(NamedTuple):
    """A cell whose heads change.

    Attributes:
        before: ids of the heads it had.
        heads: ids of those it has now.
        shown: the line that is shown.
        conflict: whether the heads differ.
    """

    before: tuple[str, ...]
    heads: tuple[str, ...]
    shown: Line
    conflict: bool


class Changes(NamedTuple):
    """What lines change in the projections, row by row, so that it is quickly written.

    Attributes:
        standings: the cells whose heads change.
        superseded: (cell, id) of what the lines supersede.
        contested: cells that had several heads.
        beside: (cell, id) of heads that stand beside the one that is shown.
        cells: rows.
        fresh: places whose figures come from cells that are new.
        touched: places whose figures have to be made again.
    """

    standings: list[Standing]
    superseded: list[tuple[str, str]]
    contested: list[tuple[str]]
    beside: list[tuple[str, str]]
    cells: list[tuple[Any, ...]]
    fresh: dict[Place, Parts]
    touched: set[Place]


def project_lines(conn: sqlite3.Connection, lines: Sequence[Line]) -> None:
    """Bring the projections up to lines that they don't hold yet."""
    put(conn, changes(conn, lines))


def changes(conn: sqlite3.Connection, lines: Sequence[Line]) -> Changes:
    """What lines that the projections don't hold yet change there; nothing is written."""
    changed = weigh(conn, lines)
    superseded = sorted((line.key, parent) for line in lines for parent in line.found["parents"])
    contested = [(one.shown.key,) for one in changed if len(one.before) > 1]
    fresh, touched = _figures_told(changed)
    cells = [_cell_row(one) for one in changed]
    return Changes(changed, superseded, contested, list(_beside(changed)), cells, fresh, touched)


def put(conn: sqlite3.Connection, found: Changes) -> None:
    """Write changes of which nothing has become out of date."""
    query = "INSERT OR IGNORE INTO superseded (cell_key, id) VALUES (?, ?)"
    conn.executemany(query, found.superseded)
    conn.executemany("DELETE FROM beside WHERE cell_key = ?", found.contested)
    conn.executemany("INSERT INTO beside (cell_key, id) VALUES (?, ?)", found.beside)
    conn.executemany(PUT_CELL, found.cells)
    project_figures(conn, found.touched)
    add_figures(conn, found.fresh)


def _figures_told(changed: Iterable[Standing]) -> tuple[dict[Place, Parts], set[Place]]:
    """The figures that only new cells have a say in, and the places of the others."""
    fresh: dict[Place, Parts] = {}
    touched: set[Place] = set()
    for one in changed:
        if place := place_told(one.shown):
            parts = fresh.setdefault(place, {})
            parts[one.shown.found["cell"]["part"]] = told_by(one.shown, one.conflict)
            if one.before:
                touched.add(place)
    return {place: parts for place, parts in fresh.items() if place not in touched}, touched


def project_again(conn: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Make all projections of some cells again from the lines that are visible."""
    asked = tuple(keys)
    places = [place for line in _lines_of(conn, asked, hidden=True) if (place := place_told(line))]
    for table in ("superseded", "beside", "cell"):
        conn.executemany(f"DELETE FROM {table} WHERE cell_key = ?", [(key,) for key in asked])
    project_lines(conn, list(_lines_of(conn, asked)))
    project_figures(conn, places)


def _lines_of(
    conn: sqlite3.Connection, keys: Iterable[str], *, hidden: bool = False
) -> Iterator[Line]:
    seen = "" if hidden else " AND id NOT IN (SELECT id FROM hidden)"
    query = f"SELECT line FROM revision WHERE cell_key IN ({{marks}}){seen}"
    return (read_one(line.encode()) for (line,) in rows_in(conn, query, values=keys))


def weigh(conn: sqlite3.Connection, lines: Iterable[Line]) -> list[Standing]:
    """What these lines would change, in the order of the cells' keys; nothing is written."""
    arrived: dict[str, list[Line]] = {}
    for line in lines:
        arrived.setdefault(line.key, []).append(line)
    before = _heads(conn, arrived)
    gone = _superseded(conn, before)
    plain: dict[str, Standing] = {}
    contested: dict[str, _Contest] = {}
    for key in sorted(arrived):
        mine, had = arrived[key], before.get(key, ())
        if not had and len(mine) == 1:
            plain[key] = Standing(had, (mine[0].id,), mine[0], conflict=False)
            continue
        named = gone.get(key, set()).union(*(line.found["parents"] for line in mine))
        heads = standing([*had, *(line.id for line in mine)], named)
        if len(heads) == 1 and heads[0] not in had:
            first = next(line for line in mine if line.id == heads[0])
            plain[key] = Standing(had, heads, first, conflict=False)
        elif set(heads) != set(had):
            contested[key] = _Contest(had, heads, mine)
    judged = plain | _judged(conn, contested) if contested else plain
    return [judged[key] for key in sorted(judged)] if contested else list(plain.values())


class _Contest(NamedTuple):
    before: tuple[str, ...]
    heads: tuple[str, ...]
    arrived: Sequence[Line]


def _judged(conn: sqlite3.Connection, contested: Mapping[str, _Contest]) -> dict[str, Standing]:
    """Cells in which heads stand beside each other, or older ones are left."""
    lines = {line.id: line for one in contested.values() for line in one.arrived}
    missing = {name for one in contested.values() for name in one.heads} - lines.keys()
    query = "SELECT line FROM revision WHERE id IN ({marks})"
    for (text,) in rows_in(conn, query, values=missing):
        line = read_one(text.encode())
        lines[line.id] = line
    found = {}
    for key, one in contested.items():
        held = [Held(name, read_line(lines[name].raw)) for name in one.heads]
        first = shown(held)
        assert first is not None
        conflict = is_conflict(held)
        found[key] = Standing(one.before, one.heads, lines[first.id], conflict)
    return found


def _heads(conn: sqlite3.Connection, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    query = "SELECT cell_key, id FROM head WHERE cell_key IN ({marks})"
    for key, name in rows_in(conn, query, values=keys):
        found[key] = (*found.get(key, ()), name)
    return found


def _superseded(conn: sqlite3.Connection, keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    query = "SELECT cell_key, id FROM superseded WHERE cell_key IN ({marks})"
    for key, name in rows_in(conn, query, values=keys):
        found.setdefault(key, set()).add(name)
    return found


def _beside(changed: Iterable[Standing]) -> Iterator[tuple[str, str]]:
    """(cell, id) of the heads that stand beside the one that is shown."""
    for one in changed:
        if len(one.heads) > 1:
            yield from ((one.shown.key, name) for name in one.heads if name != one.shown.id)


def _cell_row(one: Standing) -> CellRow:
    name, key, _, found = one.shown
    cell, value = found["cell"], found["value"]
    at = cell.get
    return (
        *(key, cell["of"], cell["unit"], at("year"), at("period"), at("row"), cell["part"]),
        value["state"],
        orjson.dumps(value).decode(),  # read from a canonical line, so its keys are in order
        *(name, int(one.conflict), found["user"], found["clock"][0], found.get("act")),
    )
