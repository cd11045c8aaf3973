"""Every projection dropped and made again from the revisions."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from zjmz_desktop.domain.lines import read_one
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projecting import project_lines
from zjmz_desktop.store.projections import PROJECTED

_AT_ONCE = 20_000  # lines held in memory


def rebuild(database: Database) -> None:
    """Drop every projection and make it again from the visible revisions, in one transaction."""
    with _no_collecting(), database.transaction() as conn:
        for table in PROJECTED:
            conn.execute(f"DELETE FROM {table}")
        rows = conn.cursor().execute(
            "SELECT line FROM revision WHERE id NOT IN (SELECT id FROM hidden) ORDER BY log_no"
        )
        while some := rows.fetchmany(_AT_ONCE):
            project_lines(conn, [read_one(line.encode()) for (line,) in some])


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hold off Python's search for cycles: lines hold none, and it would go through all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
