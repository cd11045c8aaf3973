"""Is what other offices sent still what it was: segments, packages, what is hidden or set aside."""

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Iterator

import orjson

from zjmz_desktop.domain.lines import read_lines
from zjmz_desktop.store import keys

_HEX64 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def bad_exchange(conn: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the tables of the exchange."""
    yield from _bad_segments(conn)
    yield from _bad_packages(conn)
    yield from _bad_links(conn)
    yield from _bad_keys(conn)


def _bad_segments(conn: sqlite3.Connection) -> Iterator[str]:
    rows = conn.execute("SELECT sha256, author, lines, ends, content FROM segment")
    for sha256, author, count, ends, packed in rows:
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f"{author}报来的一段数据与编号不符"
            continue
        lines, _ = read_lines(content)
        left = {line.id for line in lines} - {line.found.get("prev") for line in lines}
        if count not in (0, len(lines)) or (count and ends != orjson.dumps(sorted(left)).decode()):
            yield f"{author}报来的一段数据行数不对"


def _bad_packages(conn: sqlite3.Connection) -> Iterator[str]:
    rows = conn.execute(
        "SELECT no, id, key, state, direction, counts, vector,"
        " (SELECT act FROM package_act a WHERE a.package_no = package.no"
        " AND act IN ('undo', 'restore') ORDER BY a.no DESC LIMIT 1) FROM package"
    )
    for no, name, key, state, direction, counts, vector, last in rows:
        whole = _HEX64.fullmatch(name) and _HEX64.fullmatch(key)
        if not whole or not (_is_object(counts) and _is_object(vector)):
            yield f"第{no}个数据文件的记录不对"
        if (state == "sent") != (direction == "out") or (state == "undone") != (last == "undo"):
            yield f"第{no}个数据文件的状态与经过不符"


def _is_object(text: str) -> bool:
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


_LINKS = (
    (
        "隐藏的一条记录不在记录里",
        "SELECT 1 FROM hidden WHERE id NOT IN (SELECT id FROM revision WHERE package_no IS NOT NULL)",
    ),
    (
        "隐藏的一条记录所属的数据文件没有撤销",
        "SELECT 1 FROM hidden h LEFT JOIN package p ON p.no = h.package_no WHERE p.state IS NOT 'undone'",
    ),
    (
        "一条记录所属的数据文件不在",
        "SELECT 1 FROM revision WHERE package_no IS NOT NULL AND package_no NOT IN (SELECT no FROM package)",
    ),
    (
        "一段报来的数据不属于任何数据文件",
        "SELECT 1 FROM segment WHERE sha256 NOT IN (SELECT sha256 FROM package_segment)",
    ),
    ("数据文件之间的对照有缺失", "SELECT 1 FROM pragma_foreign_key_check"),
    (
        "停用的记录序号对不上",
        "SELECT 1 FROM former_replica f WHERE f.seq > 0 AND NOT EXISTS"
        " (SELECT 1 FROM revision v WHERE v.id = f.last_id AND v.replica = f.id AND v.seq = f.seq)",
    ),
)


def _bad_links(conn: sqlite3.Connection) -> Iterator[str]:
    for words, query in _LINKS:
        if conn.execute(f"{query} LIMIT 1").fetchone():
            yield words


_KEYS = ((keys.own_in, keys.OWN_KEYS), (keys.trusted_in, keys.TRUSTED_KEYS))
_LOST_KEYS = (
    (
        "自己的单位识别码不见了",
        "SELECT unit FROM trusted_key WHERE how = 'own' AND unit NOT IN (SELECT unit FROM own_key)",
    ),
    (
        "自己的单位识别码没有登记",
        "SELECT unit FROM own_key WHERE (unit, key) NOT IN (SELECT unit, key FROM trusted_key)",
    ),
)


def _bad_keys(conn: sqlite3.Connection) -> Iterator[str]:
    for read, query in _KEYS:
        for row in conn.execute(query):
            try:
                read(row)
            except ValueError:
                yield f"{row[0]}的单位识别码记录不对"
    for words, query in _LOST_KEYS:
        for (unit,) in conn.execute(query):
            yield f"{unit}{words}"
