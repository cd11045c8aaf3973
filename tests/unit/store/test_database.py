"""The store's file: opened with its settings, refused in sentences, never half made."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import database as databases
from zjmz_desktop.store.errors import (
    DamagedStoreError,
    NewerStoreError,
    NoStoreError,
    StoreExistsError,
    StoreInUseError,
)
from zjmz_desktop.store.migrations import SCHEMA_VERSION


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "民政 数据"


def test_settings_are_the_durable_ones(folder: Path) -> None:
    database = databases.create(folder)
    asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cache_spill")
    found = {name: database.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cache_spill": 0,
    }
    strict = database.conn.execute(
        "SELECT count(*) FROM pragma_table_list WHERE schema='main' AND type='table'"
        " AND strict=0 AND name NOT LIKE 'sqlite_%'"
    ).fetchone()[0]
    assert strict == 0
    database.close()


def test_more_pages_are_kept_once_something_is_written(folder: Path) -> None:
    databases.create(folder).close()
    database = databases.open_store(folder)

    def kept() -> int:
        return -int(database.conn.execute("PRAGMA cache_size").fetchone()[0])

    before = kept()
    database.set_meta("packed_to", "works")
    assert kept() > before > 2_000  # KiB; SQLite's own is 2,000
    database.close()


def test_a_second_instance_is_refused_and_the_first_goes_on(folder: Path) -> None:
    first = databases.create(folder)
    with pytest.raises(StoreInUseError) as caught:
        databases.open_store(folder)
    assert "另一个窗口" in caught.value.message
    first.set_meta("packed_to", "works")
    first.close()
    databases.open_store(folder).close()


def test_what_calls_itself_a_plugin_never_sees_a_store(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite_utils.db

    def plugins() -> None:
        raise AssertionError

    monkeypatch.setattr(sqlite_utils.db, "ensure_plugins_loaded", plugins)
    database = databases.create(folder)
    database.set_meta("packed_to", "1")
    assert database.tables.table("meta").exists()
    database.close()


def kept(database: databases.Database) -> set[str]:
    found = database.conn.execute("SELECT key FROM meta WHERE key LIKE 'n%'")
    return {key for (key,) in found}


class RefusedError(Exception):
    """Raised by the tests below."""


def test_an_act_is_whole_or_nothing(folder: Path) -> None:
    database = databases.create(folder)
    for name in ("n1", "n2"):
        with suppress(RefusedError), database.transaction() as conn:
            conn.execute("INSERT INTO meta VALUES (?, '')", (name,))
            if name == "n2":
                raise RefusedError
    assert kept(database) == {"n1"}
    assert not database.conn.in_transaction
    database.close()


def test_a_part_of_an_act_is_taken_back_alone_and_falls_with_the_whole(folder: Path) -> None:
    database = databases.create(folder)
    with database.transaction() as conn:
        conn.execute("INSERT INTO meta VALUES ('n1', '')")
        for name in ("n2", "n3"):
            with suppress(RefusedError), database.transaction():
                conn.execute("INSERT INTO meta VALUES (?, '')", (name,))
                if name == "n2":
                    raise RefusedError
    assert kept(database) == {"n1", "n3"}
    with suppress(RefusedError), database.transaction():
        with database.transaction() as conn:
            conn.execute("INSERT INTO meta VALUES ('n4', '')")
        raise RefusedError
    assert kept(database) == {"n1", "n3"}
    database.close()


def test_an_act_that_could_not_be_kept_is_taken_back(folder: Path) -> None:
    database = databases.create(folder)
    database.conn.execute("CREATE TEMP TABLE a (id INTEGER PRIMARY KEY)")
    database.conn.execute(
        "CREATE TEMP TABLE b (a INTEGER REFERENCES a DEFERRABLE INITIALLY DEFERRED)"
    )

    def write(conn: sqlite3.Connection) -> None:
        conn.execute("INSERT INTO meta VALUES ('n1', '')")
        conn.execute("INSERT INTO b VALUES (1)")  # found only at the end

    with pytest.raises(StoreError), database.transaction() as conn:
        write(conn)
    assert (kept(database), database.conn.in_transaction) == (set(), False)
    database.close()


def test_an_error_that_ended_the_act_is_the_one_that_is_told(folder: Path) -> None:
    database = databases.create(folder)

    def fail(conn: sqlite3.Connection) -> None:
        conn.execute("INSERT INTO meta VALUES ('n1', '')")
        conn.execute("ROLLBACK")  # as SQLite does where a disk is full
        raise RefusedError

    with pytest.raises(RefusedError), database.transaction() as conn:
        fail(conn)
    assert kept(database) == set()
    database.close()


def test_a_save_imports_no_sqlite_utils(folder: Path) -> None:
    databases.create(folder).close()
    words = (
        "import sys; from pathlib import Path; from zjmz_desktop.store import database;"
        "d = database.open_store(Path(sys.argv[1])); d.set_meta('packed_to', '1');"
        "print(d.meta('packed_to'), 'sqlite_utils' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", words, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "False"]


def test_a_reader_needs_no_lock(folder: Path) -> None:
    first = databases.create(folder)
    first.set_meta("packed_to", "1")
    reader = databases.open_store(folder, exclusive=False)
    assert reader.meta("packed_to") == "1"
    reader.close()
    first.close()


def test_a_save_waits_for_its_turn_and_not_for_luck(folder: Path) -> None:
    """With no patience of SQLite's own: looking now and then, it may miss every gap of an import."""
    first = databases.create(folder)
    second = databases.open_store(folder, exclusive=False)
    second.conn.execute("PRAGMA busy_timeout = 0")
    beside = threading.Thread(target=second.set_meta, args=("packed_to", "yes"))
    with first.transaction() as conn:
        conn.execute("INSERT INTO meta VALUES ('n', '1')")
        beside.start()
        beside.join(0.05)
        assert beside.is_alive()
    beside.join()
    assert first.meta("packed_to") == "yes"
    second.close()
    first.close()


def test_a_write_that_takes_too_long_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_PATIENCE_SECONDS", 0.01)
    first = databases.create(folder)
    second = databases.open_store(folder, exclusive=False)
    told: list[str] = []

    def save() -> None:
        with pytest.raises(StoreError) as caught:
            second.set_meta("packed_to", "1")
        told.append(caught.value.message)

    with first.transaction():
        beside = threading.Thread(target=save)
        beside.start()
        beside.join()
    assert "正忙" in told[0]
    second.close()
    first.close()


def test_no_store_and_store_there_already(folder: Path) -> None:
    with pytest.raises(NoStoreError):
        databases.open_store(folder)
    databases.create(folder).close()
    before = (folder / databases.FILE_NAME).read_bytes()
    with pytest.raises(StoreExistsError):
        databases.create(folder)
    assert (folder / databases.FILE_NAME).read_bytes() == before


def test_a_newer_store_is_left_alone(folder: Path) -> None:
    database = databases.create(folder)
    database.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    database.close()
    before = (folder / databases.FILE_NAME).read_bytes()
    with pytest.raises(NewerStoreError) as caught:
        databases.open_store(folder)
    assert "升级本程序" in caught.value.message
    assert (folder / databases.FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("content", [b"hello" * 2000, b"SQLite format 3\x00" + b"\xff" * 8176])
def test_a_damaged_file_says_so_and_stays_as_it_is(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / databases.FILE_NAME).write_bytes(content)
    with pytest.raises(DamagedStoreError) as caught:
        databases.open_store(folder)
    assert "备份" in caught.value.message
    assert (folder / databases.FILE_NAME).read_bytes() == content


def test_a_foreign_sqlite_file_is_not_taken_over(folder: Path) -> None:
    folder.mkdir()
    conn = sqlite3.connect(folder / databases.FILE_NAME)
    conn.execute("CREATE TABLE theirs (a)")
    conn.commit()
    conn.close()
    with pytest.raises(DamagedStoreError):
        databases.open_store(folder)


def test_a_folder_that_can_not_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        databases.create(tmp_path / "file" / "store")
    assert str(tmp_path) in caught.value.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_is_a_sentence(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        databases.create(folder)
    assert "只读" in caught.value.message
    folder.chmod(0o700)


def test_a_failed_making_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zjmz_desktop.store import migrations

    def broken(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrations, "MIGRATIONS", (("broken", broken),))
    with pytest.raises(StoreError) as caught:
        databases.create(folder)
    assert "磁盘已满" in caught.value.message
    assert "MB" in caught.value.message
    assert not (folder / databases.FILE_NAME).exists()


def test_the_first_schema_is_kept_for_ever() -> None:
    """The dump of version 1 that later migrations are tested from equals what is made today."""
    import sqlite_utils

    from zjmz_desktop.store.migrations import MIGRATIONS

    dump = Path(__file__).parents[2] / "data" / "schema_v1.sql"
    kept = sqlite3.connect(":memory:")
    kept.executescript(dump.read_text("utf-8"))
    fresh = sqlite_utils.Database(memory=True)
    for _, migrate in MIGRATIONS[:1]:
        migrate(fresh)
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    said, made = kept.execute(query).fetchall(), fresh.conn.execute(query).fetchall()
    kept.close()
    fresh.close()
    assert said == made


def _with_next_migration(monkeypatch: pytest.MonkeyPatch, migrate: object) -> None:
    from zjmz_desktop.store import migrations

    more = (*migrations.MIGRATIONS, ("next", migrate))
    monkeypatch.setattr(migrations, "MIGRATIONS", more)
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", SCHEMA_VERSION + 1)


def test_an_older_store_is_backed_up_then_migrated(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = databases.create(folder)
    first.set_meta("packed_to", "yes")
    first.close()
    _with_next_migration(monkeypatch, lambda db: db.execute("CREATE TABLE extra (a)"))
    second = databases.open_store(folder)
    assert second.meta("packed_to") == "yes"
    assert second.conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION + 1
    second.close()
    backup = sqlite3.connect(folder / f"升级前备份_数据版本{SCHEMA_VERSION}.db")
    assert backup.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert backup.execute("SELECT value FROM meta WHERE key = 'packed_to'").fetchone() == ("yes",)
    backup.close()


def test_a_failed_migration_leaves_the_old_version(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    databases.create(folder).close()

    def breaks(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (a)")
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patched:
        _with_next_migration(patched, breaks)
        with pytest.raises(StoreError, match="磁盘出错"):
            databases.open_store(folder)
    again = databases.open_store(folder)
    tables = {row[0] for row in again.conn.execute("SELECT name FROM sqlite_master")}
    assert "half" not in tables
    again.close()
