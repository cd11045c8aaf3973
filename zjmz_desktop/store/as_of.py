"""The store as it stood at a place in its log: a passing copy in which whatever came later is hidden.

Hiding is what the undo of an import does, so the projections of the cells concerned are made again by the
same way. The copy has no name in any folder: SQLite keeps it in memory as long as it fits, and it is gone
with its connection, however the program ends.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import segments
from zjmz_desktop.store.database import Database, atomic
from zjmz_desktop.store.errors import sentences
from zjmz_desktop.store.packages import PackageState
from zjmz_desktop.store.projecting import project_again
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.selecting import rows_in
from zjmz_desktop.store.settings import FIRST_SCREEN

_SETTINGS = (
    "PRAGMA synchronous=OFF",
    "PRAGMA journal_mode=OFF",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-96000",  # KiB: an office's year stays in memory
)


class PastIsReadOnlyError(StoreError):
    """A write into what is past."""

    def __init__(self) -> None:
        super().__init__("这是以前某一时点的数据，只能看和打印，不能改。要改请回到现在的数据。")


class Snapshot(Database):
    """A store as it stood once; `seal` it when it is made, and nothing writes to it any more."""

    _sealed = False

    def seal(self) -> None:
        """Refuse every write from now on."""
        self._sealed = True

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One atomic act while it is being made.

        Raises:
            PastIsReadOnlyError: once it is sealed.
        """
        if self._sealed:
            raise PastIsReadOnlyError
        with sentences(self.path), atomic(self.conn):
            yield self.conn


def snapshot(database: Database, place: int) -> Snapshot:
    """The store as it stood after a place in its log; close it when done.

    Args:
        database: the open store; it is only read.
        place: a line's number, or the position of an act with a package that came.
    """
    with sentences(database.path):
        conn = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    try:
        with sentences(database.path):
            for setting in _SETTINGS:
                conn.execute(setting)
            database.conn.backup(conn)
            found = Snapshot(database.folder, conn, lock=None)
            _take_back(found, place)
    except BaseException:
        conn.close()
        raise
    return found


def _take_back(copy: Snapshot, place: int) -> None:
    conn = copy.conn
    conn.execute("BEGIN")
    conn.execute("DELETE FROM draft")
    conn.execute("DELETE FROM meta WHERE key = ?", (FIRST_SCREEN,))
    hidden = hidden_at(copy, place)
    now = {name for (name,) in conn.execute("SELECT id FROM hidden")}
    later = conn.execute("SELECT cell_key, id FROM revision WHERE log_no > ?", (place,)).fetchall()
    keys = {key for key, _ in later}
    query = "SELECT cell_key FROM revision WHERE id IN ({marks})"
    keys |= {key for (key,) in rows_in(conn, query, values=hidden ^ now)}
    names = hidden.union(name for _, name in later)
    conn.execute("DELETE FROM hidden")
    conn.executemany("INSERT INTO hidden (id, package_no) VALUES (?, 0)", [(n,) for n in names])
    if len(later) > place:  # more is taken back than stays: making all anew is the shorter way
        rebuild(copy)
    else:
        project_again(conn, sorted(keys))
    _take_packages_back(conn, place)
    conn.execute("COMMIT")


# ---- packages ----

_LAST_ACT = (
    "(SELECT a.act FROM package_act a WHERE a.package_no = package.no AND a.position <= ?1"
    " ORDER BY a.no DESC LIMIT 1)"
)


def _take_packages_back(conn: sqlite3.Connection, place: int) -> None:
    """Packages that came or went later are not known; the others are what they were."""
    conn.execute(f"DELETE FROM package WHERE {_LAST_ACT} IS NULL", (place,))
    conn.execute(
        f"UPDATE package SET state = CASE {_LAST_ACT} WHEN 'undo' THEN ?2 ELSE ?3 END"
        " WHERE direction = 'in'",
        (place, PackageState.UNDONE.value, PackageState.APPLIED.value),
    )
    conn.execute("DELETE FROM package_act WHERE position > ?", (place,))


def hidden_at(database: Database, place: int) -> frozenset[str]:
    """Ids of the lines that undone imports hid at a place: what was done with packages is done again."""
    with database.reading() as conn:
        acts = conn.execute(
            "SELECT a.package_no, a.act, a.position FROM package_act a"
            " JOIN package p ON p.no = a.package_no"
            " WHERE p.direction = 'in' AND a.position <= ? ORDER BY a.no",
            (place,),
        ).fetchall()
    applied: set[int] = set()
    hidden: frozenset[str] = frozenset()
    for package, act, position in acts:
        if act == "undo":
            applied.discard(package)
            hidden |= _only_by(database, package, others=applied, place=position)
        else:
            applied.add(package)
            hidden = hidden and hidden - _brought_by(database, {package})
    return hidden


def _only_by(database: Database, package: int, *, others: set[int], place: int) -> frozenset[str]:
    """Of the lines of a package, those that no other one brought and that nobody wrote here."""
    names = _brought_by(database, {package}) - _brought_by(database, others)
    query = (
        "SELECT id FROM revision WHERE log_no <= ? AND package_no IS NOT NULL AND id IN ({marks})"
    )
    with database.reading() as conn:
        return frozenset(name for (name,) in rows_in(conn, query, values=names, first=(place,)))


def _brought_by(database: Database, packages: set[int]) -> frozenset[str]:
    """Ids of the lines of all segments that came by these packages and are believed."""
    kept = {one.name: one for no in packages for one in segments.of_package(database, no)}
    believed = {one.name for one in segments.believed(database)}
    parts = segments.largest(database, (one for n, one in kept.items() if n in believed))
    return frozenset().union(*(segments.line_ids(database, one.name) for one in parts))
