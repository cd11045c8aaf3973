"""Is the store sound: SQLite's own check, every revision re-hashed, projections made again and compared.

What is no revision (plans, personal texts, settings, replicas, attached files) is checked against what it must equal.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator

import orjson

from zjmz_desktop.domain.errors import RevisionError
from zjmz_desktop.domain.plan_syntax import read_toml
from zjmz_desktop.domain.revisions import id_of, read_line
from zjmz_desktop.domain.values import sealed
from zjmz_desktop.store import attachments, reports
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.first_screen import whole
from zjmz_desktop.store.health_of_exchange import bad_exchange
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.settings import FIRST_SCREEN, is_sound

_MOST_NAMED = 5


def integrity(database: Database) -> list[str]:
    """What SQLite's own check says, empty when it is sound."""
    with database.reading() as conn:
        rows = [row[0] for row in conn.execute("PRAGMA integrity_check")]
    return [] if rows == ["ok"] else rows[:_MOST_NAMED]


def bad_revisions(database: Database) -> list[str]:
    """Revisions whose line is not what its id says, or whose chain has a gap.

    A chain may fork (a backup was restored), and what arrived may follow a line that is set aside.
    """
    found: list[str] = []
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT log_no, id, line FROM revision ORDER BY replica, seq"
        ).fetchall()
        set_aside = {name for (name,) in conn.execute("SELECT id FROM quarantine")}
    places: dict[str, tuple[str, int]] = {}
    for log_no, name, line in rows:
        try:
            if id_of(line.encode()) != name:
                raise RevisionError("内容与编号不符")
            revision = read_line(line.encode())
        except (RevisionError, AttributeError) as error:
            found.append(f"第{log_no}条记录：{_words(error)}")
            continue
        places[name] = (revision.replica, revision.seq)
        before, prev = (revision.replica, revision.seq - 1), revision.prev
        if prev and prev not in set_aside and places.get(prev) != before:
            found.append(f"第{log_no}条记录：前面缺少记录")
    return found


def _words(error: Exception) -> str:
    told = error.message if isinstance(error, RevisionError) else "内容读不出来"
    return told.rstrip("。")


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


def bad_kept(database: Database) -> list[str]:
    """What is kept beside the log and is not what it should be: plans, personal texts, settings, attached files."""
    with database.reading() as conn:
        found = [*_bad_plans(conn), *_bad_personal(conn), *_bad_settings(conn), *bad_exchange(conn)]
    found += [*attachments.faults(database), *reports.faults(database)]
    return found[:_MOST_NAMED]


def _bad_plans(conn: sqlite3.Connection) -> Iterator[str]:
    for sha256, text, parsed in conn.execute("SELECT sha256, text, parsed FROM plan_text"):
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            yield "工作计划的文本与编号不符"
        elif orjson.dumps(read_toml(text)[0]).decode() != parsed:
            yield "工作计划的内容与文本不符"


def _bad_personal(conn: sqlite3.Connection) -> Iterator[str]:
    for commitment, salt, text in conn.execute("SELECT commitment, salt, text FROM personal"):
        whole = re.fullmatch(r"(?:[0-9a-f]{2})*", salt)
        if whole is None or sealed(text, bytes.fromhex(salt)).commit != commitment:
            yield "一项个人信息与记录不符"


def _bad_settings(conn: sqlite3.Connection) -> Iterator[str]:
    for key, value in conn.execute("SELECT key, value FROM meta"):
        if key == FIRST_SCREEN:
            if not whole(value):
                yield "上次关闭时的画面不对"
            continue
        if not is_sound(key, value):
            yield f"设置“{key}”不对"
    own = "SELECT 1 FROM replica WHERE unit = meta.value"
    if conn.execute(
        "SELECT 1 FROM meta WHERE key = 'office' AND EXISTS (SELECT 1 FROM replica)"
        f" AND NOT EXISTS ({own})"
    ).fetchone():
        yield "设置里的单位没有写过任何记录"
    written = "SELECT max(seq) FROM revision v WHERE v.replica = replica.id"
    last = "SELECT 1 FROM revision v WHERE v.id = replica.last_id AND v.seq = replica.seq"
    for (unit,) in conn.execute(
        f"SELECT unit FROM replica WHERE seq != ({written}) OR NOT EXISTS ({last})"
    ):
        yield f"{unit}的记录序号对不上"
