"""What an act of this store's own wrote, read back from its log."""

from collections.abc import Sequence

from zjmz_desktop.store import revisions
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.revisions import Author, Write, Written


def written(database: Database, author: Author, *, writes: Sequence[Write]) -> tuple[Written, ...]:
    """Append and tell the revisions, in their order."""
    last = revisions.append(database, author, writes=writes)
    found: list[Written] = []
    revisions.every(database, found.append)
    return tuple(one for one in found if one.log_no > last - len(writes))
