"""Undo of an import: what came only by one package is hidden, here and recorded, never deleted.

Hidden lines are in no projection, history, head, vector or package. Importing the package again, or
another one that has them, shows them again.
"""

import sqlite3
from collections.abc import Iterable

from zjmz_desktop.domain.errors import UndoRefusedError
from zjmz_desktop.domain.lines import read_one
from zjmz_desktop.domain.merge import Held
from zjmz_desktop.domain.revisions import Cell, read_line
from zjmz_desktop.store import packages, segments
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.packages import Handled, PackageAct, PackageState
from zjmz_desktop.store.projecting import project_again
from zjmz_desktop.store.selecting import rows_in


def hide(
    database: Database, package_no: int, *, handled: Handled, reason: str = ""
) -> tuple[Cell, ...]:
    """Hide what came only by this package, and record it with the reason; the cells that it concerns.

    Raises:
        UndoRefusedError: when something that stays builds on it; nothing is changed.
    """
    with database.transaction() as conn:
        names = brought_only_by(database, package_no)
        if found := building_on(database, names):
            raise UndoRefusedError(tuple(one.id for one in found))
        rows = [(name, package_no) for name in sorted(names)]
        conn.executemany("INSERT INTO hidden (id, package_no) VALUES (?, ?)", rows)
        packages.set_state(database, package_no, state=PackageState.UNDONE)
        packages.record(database, PackageAct(package_no, "undo", handled, reason))
        cells = _cells_of(conn, names)
        project_again(conn, cells)
        return tuple(cells.values())


def _cells_of(conn: sqlite3.Connection, names: Iterable[str]) -> dict[str, Cell]:
    query = "SELECT cell_key, line FROM revision WHERE id IN ({marks})"
    return {
        key: Cell(**read_one(line.encode()).found["cell"])
        for key, line in rows_in(conn, query, values=sorted(names))
    }


def brought_only_by(database: Database, package_no: int) -> frozenset[str]:
    """Ids of visible lines that came by this package, by no other applied one, and not from here."""
    brought = _brought_by(database, package_no)
    scopes = {(one.author, one.scope) for one in segments.of_package(database, package_no)}
    others = segments.applied(database, but=package_no)
    others = tuple(one for one in others if (one.author, one.scope) in scopes)
    for one in segments.largest(database, others):
        brought -= segments.line_ids(database, one.name)
    query = (
        "SELECT id FROM revision WHERE id IN ({marks}) AND package_no IS NOT NULL"
        " AND id NOT IN (SELECT id FROM hidden)"
    )
    with database.reading() as conn:
        return frozenset(name for (name,) in rows_in(conn, query, values=brought))


def _brought_by(database: Database, package_no: int) -> frozenset[str]:
    kept = segments.of_package(database, package_no)
    return frozenset().union(*(segments.line_ids(database, one.name) for one in kept))


def building_on(database: Database, names: frozenset[str]) -> tuple[Held, ...]:
    """The visible lines, apart from these, that change one of these or speak of it.

    A line changes what it names as a parent of the same cell. A submission, review, answer or confirmation
    speaks of what its refs name, as long as it stands.
    """
    later = {one.id: one for one in (*_changing(database, names), *_speaking(database, names))}
    return tuple(later.values())


def _changing(database: Database, names: frozenset[str]) -> tuple[Held, ...]:
    with database.reading() as conn:
        query = "SELECT DISTINCT cell_key FROM revision WHERE id IN ({marks})"
        keys = {key for (key,) in rows_in(conn, query, values=names)}
        query = (
            "SELECT id, line FROM revision WHERE cell_key IN ({marks})"
            " AND id NOT IN (SELECT id FROM hidden) ORDER BY log_no"
        )
        rows = rows_in(conn, query, values=keys)
        found = [(name, line) for name, line in rows if name not in names]
    later = [Held(name, read_line(line.encode())) for name, line in found]
    return tuple(one for one in later if not names.isdisjoint(one.revision.parents))


def _speaking(database: Database, names: frozenset[str]) -> tuple[Held, ...]:
    query = (
        "SELECT id, line FROM revision r WHERE line LIKE '%\"refs\":[%' AND EXISTS"
        " (SELECT 1 FROM head h WHERE h.cell_key = r.cell_key AND h.id = r.id) ORDER BY log_no"
    )
    with database.reading() as conn:
        found = [(name, line) for name, line in conn.execute(query) if name not in names]
    heads = [Held(name, read_line(line.encode())) for name, line in found]
    return tuple(one for one in heads if not names.isdisjoint(one.revision.value.refs or ()))
