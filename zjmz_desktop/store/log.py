"""Places in this store's log: every line has one, and so has every act with a package that came.

So what the office knew after any place is one definite state, also where an import was only taken back.
Author clocks lie, and this computer's clock may have been wrong for a while; places can't.
"""

import sqlite3
from datetime import UTC, datetime

from zjmz_desktop.store.database import Database

_ACTS = (
    "SELECT a.position AS place, a.at AS at FROM package_act a"
    " JOIN package p ON p.no = a.package_no WHERE p.direction = 'in'"
)
_PLACES = f"SELECT log_no AS place, received_at AS at FROM revision UNION ALL {_ACTS}"


def last_place(conn: sqlite3.Connection) -> int:
    """The last place taken in the log, 0 when it is empty."""
    row = conn.execute(
        "SELECT max(coalesce((SELECT max(log_no) FROM revision), 0),"
        " coalesce((SELECT max(position) FROM package_act), 0))"
    ).fetchone()
    return int(row[0])


def acts_taken(database: Database) -> int:
    """How many acts were done with packages that came: each may have changed anything."""
    with database.reading() as conn:
        return int(conn.execute(f"SELECT count(*) FROM ({_ACTS})").fetchone()[0])


def place_at(database: Database, instant: datetime) -> int:
    """The place that the log had reached at an instant, 0 before the first.

    Where the computer's clock was wrong for a while, the place that has the fewest entries on its wrong
    side: a single line of a wrong year moves nothing.
    """
    query = (
        "SELECT place, sum(CASE WHEN at <= ? THEN 1 ELSE -1 END) OVER (ORDER BY place) AS standing"
        f" FROM ({_PLACES}) ORDER BY standing DESC, place DESC LIMIT 1"
    )
    with database.reading() as conn:
        row = conn.execute(query, (written_instant(instant),)).fetchone()
    return int(row[0]) if row and row[1] > 0 else 0


def instant_of(database: Database, place: int) -> datetime | None:
    """When the last entry up to a place came, by this computer's clock; None before the first."""
    query = f"SELECT at FROM ({_PLACES}) WHERE place <= ? ORDER BY place DESC LIMIT 1"
    with database.reading() as conn:
        row = conn.execute(query, (place,)).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def gone_beyond(database: Database, place: int, *, by: datetime) -> bool:
    """Whether the log had gone beyond a place by an instant."""
    query = f"SELECT EXISTS (SELECT 1 FROM ({_PLACES}) WHERE place > ? AND at <= ?)"
    with database.reading() as conn:
        return bool(conn.execute(query, (place, written_instant(by))).fetchone()[0])


def written_instant(instant: datetime) -> str:
    """An instant as the log writes it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")
