"""Is the store sound: SQLite's own check, every revision re-hashed, projections made again and compared."""

import sqlite3

from zjmz_desktop.domain.errors import RevisionError
from zjmz_desktop.domain.revisions import id_of, read_line
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projections import digest, rebuild

_MOST_NAMED = 5


def integrity(database: Database) -> list[str]:
    """What SQLite's own check says, empty when it is sound."""
    with database.reading() as conn:
        rows = [row[0] for row in conn.execute("PRAGMA integrity_check")]
    return [] if rows == ["ok"] else rows[:_MOST_NAMED]


def bad_revisions(database: Database) -> list[str]:
    """Revisions whose line is not what its id says, or whose chain has a gap."""
    found: list[str] = []
    chains: dict[str, tuple[int, str]] = {}
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT log_no, id, line FROM revision ORDER BY replica, seq"
        ).fetchall()
    for log_no, name, line in rows:
        try:
            if id_of(line.encode()) != name:
                raise RevisionError("内容与编号不符")
            revision = read_line(line.encode())
        except (RevisionError, AttributeError) as error:
            found.append(f"第{log_no}条记录：{error}")
            continue
        seq, last = chains.get(revision.replica, (0, ""))
        if revision.seq != seq + 1 or (revision.prev or "") != last:
            found.append(f"第{log_no}条记录：前面缺少记录")
        chains[revision.replica] = (revision.seq, name)
    return found


def projections_agree(database: Database) -> bool:
    """Whether the projections equal what the revisions give when made again (in memory, beside)."""
    copy = Database(database.folder, sqlite3.connect(":memory:", isolation_level=None), lock=None)
    try:
        with database.reading() as conn:
            conn.backup(copy.conn)
        rebuild(copy)
        return digest(copy) == digest(database)
    finally:
        copy.close()
