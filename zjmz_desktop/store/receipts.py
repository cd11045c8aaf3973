"""Receipts: how far another office says that it knows every chain."""

from zjmz_desktop.domain.packages import Reach, Vector
from zjmz_desktop.store.database import Database


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


def of_unit(database: Database, unit: str) -> dict[str, Reach]:
    """How far a unit knows every chain."""
    with database.reading() as conn:
        rows = conn.execute("SELECT replica, seq, last_id FROM receipt WHERE unit = ?", (unit,))
        return {replica: Reach(seq, last) for replica, seq, last in rows}
