"""Receipts: how far another office says that it knows every chain."""

from collections.abc import Iterable

import orjson

from zjmz_desktop.domain.packages import Reach, Vector
from zjmz_desktop.store import packages
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.selecting import rows_in
from zjmz_desktop.store.settings import HEARD_SINCE, WANTS


def keep(database: Database, unit: str, *, vector: Vector, package_no: int) -> None:
    """Keep what a unit has got by its newest word; an older package takes nothing back."""
    with database.transaction() as conn:
        conn.executemany(
            "INSERT INTO receipt (unit, replica, seq, last_id, package_no) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (unit, replica) DO UPDATE SET seq = excluded.seq,"
            " last_id = excluded.last_id, package_no = excluded.package_no"
            " WHERE excluded.seq >= receipt.seq",
            [(unit, replica, *reach, package_no) for replica, reach in vector.items()],
        )


def forget(database: Database, unit: str) -> None:
    """Forget what a unit has got, as the computer that had it is gone."""
    with database.transaction() as conn:
        last = conn.execute(
            "SELECT coalesce(max(no), 0) FROM package WHERE direction = 'in'"
        ).fetchone()[0]
        database.set_meta(f"{HEARD_SINCE}{unit}", str(last))
        conn.execute("DELETE FROM receipt WHERE unit = ?", (unit,))


def make_again(database: Database, unit: str) -> None:
    """What a unit has got, by its packages that were imported and not undone."""
    since = int(database.meta(f"{HEARD_SINCE}{unit}", "0"))
    with database.transaction() as conn:
        conn.execute("DELETE FROM receipt WHERE unit = ?", (unit,))
        for one in packages.applied_of(database, unit):
            if one.no > since:
                keep(database, unit, vector=one.vector, package_no=one.no)


def of_unit(database: Database, unit: str) -> dict[str, Reach]:
    """How far a unit knows every chain."""
    with database.reading() as conn:
        rows = conn.execute("SELECT replica, seq, last_id FROM receipt WHERE unit = ?", (unit,))
        return {replica: Reach(seq, last) for replica, seq, last in rows}


def covered(database: Database, unit: str, *, ids: Iterable[str]) -> frozenset[str]:
    """Of some revisions, those that a unit says it has got."""
    reached = of_unit(database, unit)
    query = "SELECT id, replica, seq FROM revision WHERE id IN ({marks})"
    with database.reading() as conn:
        return frozenset(
            name
            for name, replica, seq in rows_in(conn, query, values=sorted(set(ids)))
            if replica in reached and seq <= reached[replica].seq
        )


def want(database: Database, unit: str, *, names: Iterable[str]) -> None:
    """Keep which evidence a unit says it lacks, by its newest word."""
    database.set_meta(f"{WANTS}{unit}", orjson.dumps(sorted(names)).decode())


def wanted(database: Database, unit: str) -> frozenset[str]:
    """Which evidence a unit said it lacks."""
    return frozenset(orjson.loads(database.meta(f"{WANTS}{unit}", "[]")))
