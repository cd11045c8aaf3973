"""Lines that arrived and may not be placed: kept with the reason, tried again later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from zjmz_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A line, or a whole segment, that is set aside.

    Attributes:
        id: the line's id, or the segment's name where all of it is set aside.
        segment: name of the segment it came in.
        author: unit id of the office that is said to have written it.
        reason: a `placing.Reason`.
        detail: what the reason's sentence needs to know.
        line: the line's bytes, None for a whole segment.
        since: when it was first set aside.
    """

    id: str
    segment: str
    author: str
    reason: str
    detail: str
    line: bytes | None
    since: datetime

    @property
    def is_whole(self) -> bool:
        """Whether the whole segment is set aside."""
        return self.id == self.segment


def keep(database: Database, items: Iterable[Quarantined]) -> None:
    """Set lines aside; one that was there keeps its date and takes the newest reason."""
    with database.transaction() as conn:
        conn.executemany(
            "INSERT INTO quarantine (id, segment, author, reason, detail, line, since)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (segment, id)"
            " DO UPDATE SET reason = excluded.reason, detail = excluded.detail",
            [
                (one.id, one.segment, one.author, one.reason, one.detail, one.line, _text(one))
                for one in items
            ],
        )


_STANDING = (
    "FROM quarantine q WHERE EXISTS (SELECT 1 FROM package_segment s"
    " JOIN package p ON p.no = s.package_no WHERE s.sha256 = q.segment AND p.state != 'undone')"
)


def reasons(database: Database) -> int:
    """How many groups of one author and one reason are set aside."""
    with database.reading() as conn:
        groups = f"SELECT DISTINCT author, reason {_STANDING}"
        return int(conn.execute(f"SELECT count(*) FROM ({groups})").fetchone()[0])


def listed(database: Database) -> tuple[Quarantined, ...]:
    """What is set aside, the oldest first; not what came only by packages that were undone."""
    columns = "id, segment, author, reason, detail, line, since"
    with database.reading() as conn:
        rows = conn.execute(f"SELECT {columns} {_STANDING} ORDER BY since, segment, id").fetchall()
    return tuple(
        Quarantined(name, segment, author, reason, detail, line, datetime.fromisoformat(since))
        for name, segment, author, reason, detail, line, since in rows
    )


def drop(database: Database, items: Iterable[Quarantined]) -> None:
    """No longer set these aside, as they were placed."""
    with database.transaction() as conn:
        conn.executemany(
            "DELETE FROM quarantine WHERE segment = ? AND id = ?",
            [(one.segment, one.id) for one in items],
        )


def _text(one: Quarantined) -> str:
    return one.since.astimezone(UTC).isoformat(timespec="milliseconds")
