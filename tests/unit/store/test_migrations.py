"""A store of every released version opens, whole, and becomes what a fresh one is."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import database as databases
from zjmz_desktop.store import health, revisions
from zjmz_desktop.store.migrations import SCHEMA_VERSION, m006_said_once

DATA = Path(__file__).parents[2] / "data"
SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
EXCHANGED = (
    *("own_key", "trusted_key", "package", "package_act", "receipt"),
    *("report", "report_data"),
)
UNIT_FIRST = 5
"""Since this version keys of cells begin with the unit."""
OLD_TABLES = ("meta", "plan_text", "replica", "superseded", "head", "cell", "figure", "draft")


@pytest.fixture(params=[1, 2, 3, 4, 5])
def version(request: pytest.FixtureRequest) -> int:
    """Every version that was released before this one."""
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, version: int) -> Path:
    """A folder with a store of that version."""
    folder = tmp_path / "民政 数据"
    folder.mkdir()
    with closing(sqlite3.connect(folder / databases.FILE_NAME)) as conn:
        conn.executescript((DATA / f"store_v{version}.sql").read_text("utf-8"))
    return folder


def rows(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    found = {
        table: conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in OLD_TABLES
    }
    query = "SELECT log_no, id, cell_key, replica, seq, line, received_at FROM revision"
    return found | {"revision": conn.execute(query).fetchall()}


def as_now(
    found: dict[str, list[tuple[object, ...]]], version: int
) -> dict[str, list[tuple[object, ...]]]:
    """The same rows with the keys of cells as they are now, and without the numbers that values say."""
    turned = unit_first(found) if version < UNIT_FIRST else dict(found)
    turned["cell"] = [(*row[:8], *row[11:]) for row in turned["cell"]]
    return turned


def unit_first(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    turned = dict(found)
    for table, at in (("superseded", 0), ("head", 0), ("cell", 0), ("revision", 2)):
        turned[table] = [(*row[:at], _turned(row[at]), *row[at + 1 :]) for row in found[table]]
        if table != "revision":
            turned[table].sort(key=str)
    return turned


def _turned(key: object) -> str:
    of, unit, rest = str(key).split("|", 2)
    return f"{unit}|{of}|{rest}"


def test_a_migrated_store_is_as_a_fresh_one_and_has_its_rows(
    old: Path, version: int, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(old / databases.FILE_NAME)) as conn:
        before = rows(conn)
    assert len(before["revision"]) == 8
    with (
        closing(databases.open_store(old)) as migrated,
        closing(databases.create(tmp_path / "fresh")) as fresh,
    ):
        now = migrated.conn.execute("PRAGMA user_version").fetchone()[0]
        assert now == SCHEMA_VERSION == 6
        assert migrated.conn.execute(SCHEMA).fetchall() == fresh.conn.execute(SCHEMA).fetchall()
        assert rows(migrated.conn) == as_now(before, version)
        assert health.integrity(migrated) == []
        assert health.bad_revisions(migrated) == []
        assert health.projections_agree(migrated)
        assert revisions.last_log_no(migrated) == 8


def test_the_store_as_it_was_is_kept_beside(old: Path, version: int) -> None:
    with closing(sqlite3.connect(old / databases.FILE_NAME)) as conn:
        before = rows(conn)
    databases.open_store(old).close()
    with closing(sqlite3.connect(old / f"升级前备份_数据版本{version}.db")) as backup:
        assert backup.execute("PRAGMA user_version").fetchone()[0] == version
        assert rows(backup) == before


def test_a_migration_that_fails_leaves_the_version_before_it(
    old: Path, version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = m006_said_once._SCHEMA + "CREATE TABLE report (a);\n"
    kept = tmp_path / "kept.db"
    shutil.copy(old / databases.FILE_NAME, kept)
    with monkeypatch.context() as patched:
        patched.setattr(m006_said_once, "_SCHEMA", half)
        with pytest.raises(StoreError):
            databases.open_store(old)
    with closing(sqlite3.connect(old / databases.FILE_NAME)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION - 1
    if version == SCHEMA_VERSION - 1:
        assert (old / databases.FILE_NAME).read_bytes() == kept.read_bytes()
    databases.open_store(old).close()


def test_what_offices_passed_to_each_other_and_printed_stays(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / databases.FILE_NAME)) as conn:
        conn.executescript((DATA / "store_v3.sql").read_text("utf-8"))
        before = {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in EXCHANGED}
    assert all(len(kept) == 1 for kept in before.values())
    before["package_act"] = [(*act, "") for act in before["package_act"]]  # no reason was given
    with closing(databases.open_store(tmp_path)) as migrated:
        conn = migrated.conn
        assert before == {t: conn.execute(f"SELECT * FROM {t}").fetchall() for t in EXCHANGED}
