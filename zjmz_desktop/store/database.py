"""One opener for the store's file: settings, instance lock, migrations, transactions."""

import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from zjmz_desktop.durable import put, sync_file
from zjmz_desktop.store.errors import (
    DamagedStoreError,
    NewerStoreError,
    NoStoreError,
    StoreExistsError,
    StoreInUseError,
    busy,
    sentences,
)
from zjmz_desktop.store.settings import FIRST_SCREEN, is_known

if TYPE_CHECKING:
    from sqlite_utils import Database as SqliteUtilsDatabase

FILE_NAME = "office.db"
_LOCK_NAME = "office.lock"
_APPLICATION_ID = 0x5A4A4D5A  # "ZJMZ"
_SETTINGS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_spill=OFF",
    "PRAGMA cache_size=-8000",  # KiB: who only reads goes through a page once; fresh memory costs
)
_FOR_WRITING = "PRAGMA cache_size=-32000"  # an import comes back to its pages over and over


class Database:
    """An open store.

    `conn` is the plain connection that hot paths read through; `tables` is the same connection in
    sqlite-utils, imported only when it is first needed (its import costs more than opening the store).
    """

    def __init__(self, folder: Path, conn: sqlite3.Connection, *, lock: IO[bytes] | None) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.conn = conn
        self._lock = lock
        self._tables: SqliteUtilsDatabase | None = None
        self._writes = False
        self.is_open = True

    @property
    def tables(self) -> "SqliteUtilsDatabase":
        """The store in sqlite-utils."""
        if self._tables is None:
            import sqlite_utils

            # whatever else is installed may call itself a plugin of it: nothing of that touches a store
            self._tables = sqlite_utils.Database(self.conn, execute_plugins=False)
        return self._tables

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One atomic act: all of it, or nothing; errors come out as sentences."""
        with sentences(self.path), _turn(self.path), self.tables.atomic():
            self._keep_more_pages()
            self.conn.execute("DELETE FROM meta WHERE key = ?", (FIRST_SCREEN,))
            yield self.conn

    def _keep_more_pages(self) -> None:
        if not self._writes:
            self.conn.execute(_FOR_WRITING)
            self._writes = True

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Reads, with errors as sentences."""
        with sentences(self.path):
            yield self.conn

    def meta(self, key: str, default: str = "") -> str:
        """A setting of the store itself."""
        with self.reading() as conn:
            row = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else default

    def set_meta(self, key: str, value: str) -> None:
        """Set a setting of the store itself, one of those that are checked."""
        assert is_known(key), key
        with self.transaction() as conn:
            conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Close the file and free the lock; may be called twice."""
        self.is_open = False
        self.conn.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


_PATIENCE_SECONDS = 2.0


@cache
def _lock_of(path: str) -> "threading.RLock":
    """One for each file, as a file has one writer at a time."""
    return threading.RLock()


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Write when it is one's turn: an import beside that goes on and on lets each save in between.

    Without it SQLite looks every tenth of a second whether the file happens to be free.

    Raises:
        StoreError: when the writer before takes too long.
    """
    lock = _lock_of(os.path.abspath(path))
    if not lock.acquire(timeout=_PATIENCE_SECONDS):
        raise busy(path)
    try:
        yield
    finally:
        lock.release()


def create(folder: Path) -> Database:
    """Make a fresh store in `folder` (made if missing).

    Raises:
        StoreError: when there is one already, or the folder can't be written.
    """
    path = folder / FILE_NAME
    with sentences(path):
        folder.mkdir(parents=True, exist_ok=True)
    lock = _take_lock(folder)  # whoever holds it is the only one to look, to make and to clear away
    if path.exists():
        lock.close()
        raise StoreExistsError(folder)
    try:
        return _opened(folder, lock=lock, fresh=True)
    except BaseException:
        path.unlink(missing_ok=True)
        lock.close()
        raise


def open_store(folder: Path, *, exclusive: bool = True) -> Database:
    """Open the store in `folder`, migrating it where it is older.

    Args:
        folder: the store's folder.
        exclusive: hold the instance lock (windows, and commands that write).

    Raises:
        StoreError: in a sentence: none there, in use, newer, damaged, read-only.
    """
    with sentences(folder):
        there = (folder / FILE_NAME).is_file()
    if not there:
        raise NoStoreError(folder)
    lock = _take_lock(folder) if exclusive else None
    try:
        return _opened(folder, lock=lock)
    except BaseException:
        if lock is not None:
            lock.close()
        raise


def _opened(folder: Path, *, lock: IO[bytes] | None, fresh: bool = False) -> Database:
    path = folder / FILE_NAME
    conn = None
    try:
        with sentences(path):
            conn = _connect(path)
            database = Database(folder, conn, lock=lock)
            _migrate(database, fresh=fresh)
        return database
    except BaseException:
        if conn is not None:
            conn.close()
        raise


def _connect(path: Path) -> sqlite3.Connection:
    """Connect; a damaged file is only called damaged after a second, fresh look."""
    for attempt in (1, 2):
        conn = sqlite3.connect(
            path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            for setting in _SETTINGS:
                conn.execute(setting)
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return conn
        except sqlite3.DatabaseError as error:
            conn.close()
            if attempt == 2 or isinstance(error, sqlite3.OperationalError):
                raise
    raise AssertionError("unreachable")


def _migrate(database: Database, *, fresh: bool) -> None:
    from zjmz_desktop.store import migrations

    found = database.conn.execute("PRAGMA user_version").fetchone()[0]
    if found > migrations.SCHEMA_VERSION:
        raise NewerStoreError(database.path, found, known=migrations.SCHEMA_VERSION)
    app_id = database.conn.execute("PRAGMA application_id").fetchone()[0]
    if app_id != _APPLICATION_ID and not fresh:
        raise DamagedStoreError(database.path, "不是本程序的数据文件")
    if found == migrations.SCHEMA_VERSION:
        return
    if found:
        _back_up_before_migration(database, found)
    for version in range(found, migrations.SCHEMA_VERSION):
        with database.tables.atomic():
            migrations.MIGRATIONS[version][1](database.tables)
            database.conn.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            database.conn.execute(f"PRAGMA user_version = {version + 1}")


def _back_up_before_migration(database: Database, version: int) -> None:
    """A copy has its name only when it is whole: a half one would never be made again."""
    copy = database.folder / f"升级前备份_数据版本{version}.db"
    if copy.exists():
        return
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    database.conn.execute("VACUUM INTO ?", (str(part),))
    sync_file(part)
    put(part, copy)


def _take_lock(folder: Path) -> IO[bytes]:
    path = folder / _LOCK_NAME
    with sentences(path):
        handle = path.open("ab")
    try:
        _lock_file(handle)
    except OSError as error:
        handle.close()
        raise StoreInUseError(folder) from error
    return handle


if sys.platform == "win32":
    import msvcrt

    def _lock_file(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_file(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_read_only(folder: Path) -> bool:
    """Whether the folder can't be written by this user."""
    return folder.exists() and not os.access(folder, os.W_OK)
