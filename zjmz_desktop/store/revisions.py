"""The append-only log of revisions, read; `appending` writes to it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from zjmz_desktop.domain.revisions import Cell, Revision, read_line
from zjmz_desktop.store.appending import Author as Author
from zjmz_desktop.store.appending import Progress as Progress
from zjmz_desktop.store.appending import Write as Write
from zjmz_desktop.store.appending import append as append
from zjmz_desktop.store.appending import untold as untold
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.log import last_place
from zjmz_desktop.store.selecting import in_spans, rows_in, spans


class Written(NamedTuple):
    """One revision of the log with its id and its position there."""

    log_no: int
    id: str
    revision: Revision


_VISIBLE = "id NOT IN (SELECT id FROM hidden)"


def history(database: Database, cells: Iterable[Cell]) -> tuple[Written, ...]:
    """All visible revisions of the cells named, newest first."""
    keys = [cell.key for cell in cells]
    marks = ",".join("?" * len(keys))
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT log_no, id, line FROM revision WHERE cell_key IN ({marks})"
            f" AND {_VISIBLE} ORDER BY log_no DESC",
            keys,
        ).fetchall()
    return tuple(map(_read, rows))


def heads(database: Database, cell: Cell) -> tuple[Written, ...]:
    """The heads of one cell."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT r.log_no, r.id, r.line FROM head h JOIN revision r ON r.id = h.id"
            " WHERE h.cell_key = ? ORDER BY r.log_no",
            (cell.key,),
        ).fetchall()
    return tuple(map(_read, rows))


def head_ids(database: Database, cells: Iterable[Cell]) -> frozenset[str]:
    """Ids of the heads of some cells."""
    query = "SELECT id FROM head WHERE cell_key IN ({marks})"
    with database.reading() as conn:
        return frozenset(name for (name,) in rows_in(conn, query, values=[c.key for c in cells]))


def users_of(database: Database, author: str) -> frozenset[str]:
    """Every user id under which an office wrote a line that is here, hidden or not."""
    query = (
        "SELECT DISTINCT json_extract(line, '$.user') FROM revision"
        " WHERE json_extract(line, '$.author') = ?"
    )
    with database.reading() as conn:
        return frozenset(user for (user,) in conn.execute(query, (author,)))


def by_ids(database: Database, ids: Iterable[str]) -> dict[str, Written]:
    """Revision id → the revision, of those that are here, hidden or not."""
    query = "SELECT log_no, id, line FROM revision WHERE id IN ({marks})"
    with database.reading() as conn:
        rows = rows_in(conn, query, values=sorted(set(ids)))
        return {name: _read((no, name, line)) for no, name, line in rows}


def newest(
    database: Database, of: str, *, units: Iterable[str], since: int = 0
) -> Iterator[tuple[int, str, Cell]]:
    """(position, id, cell) of visible revisions of an indicator or register, newest first.

    Args:
        database: the store.
        of: its code.
        units: only of these units' cells.
        since: only those behind this position of the log.
    """
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT log_no, id, cell_key FROM {in_spans('revision')}"
            f" WHERE log_no > ? AND {_VISIBLE} ORDER BY log_no DESC",
            (spans(units, of), since),
        )
        for log_no, name, key in rows:
            yield log_no, name, Cell.of_key(key)


def received_at(database: Database, ids: Iterable[str]) -> dict[str, datetime]:
    """Revision id → when this store got it; of those written here, when they were written."""
    names = list(ids)
    marks = ",".join("?" * len(names))
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT id, received_at FROM revision WHERE id IN ({marks})", names
        ).fetchall()
    return {name: datetime.fromisoformat(at) for name, at in rows}


def cells_since(database: Database, log_no: int) -> tuple[Cell, ...]:
    """The cells written after a position of this store's log, each once."""
    with database.reading() as conn:
        # each once here: DISTINCT walks the whole index by cell, however few were written
        found = conn.execute("SELECT cell_key FROM revision WHERE log_no > ?", (log_no,)).fetchall()
    return tuple([Cell.of_key(key) for (key,) in dict.fromkeys(found)])


def noted_between(database: Database, after: int, *, upto: int) -> tuple[Written, ...]:
    """Visible revisions between two positions that say why: those with a note, and notes themselves."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT log_no, id, line FROM revision WHERE log_no > ? AND log_no <= ?"
            f' AND (line LIKE \'%"note":%\' OR line LIKE \'%"part":"note"%\''
            f' OR line LIKE \'%"part":"check/%\') AND {_VISIBLE} ORDER BY log_no',
            (after, upto),
        ).fetchall()
    return tuple(map(_read, rows))


def last_log_no(database: Database) -> int:
    """The last position taken in this store's log, 0 when it is empty."""
    with database.reading() as conn:
        return last_place(conn)


def count(database: Database) -> int:
    """How many revisions there are, hidden or not."""
    with database.reading() as conn:
        return int(conn.execute("SELECT count(*) FROM revision").fetchone()[0])


def every(database: Database, visit: Callable[[Written], None]) -> None:
    """Visit every visible revision in the order of the log."""
    with database.reading() as conn:
        for no, name, line in conn.execute(
            f"SELECT log_no, id, line FROM revision WHERE {_VISIBLE} ORDER BY log_no"
        ):
            visit(_read((no, name, line)))


def _read(row: tuple[int, str, str]) -> Written:
    log_no, name, line = row
    return Written(log_no, name, read_line(line.encode()))
