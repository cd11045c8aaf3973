"""Segments as they were received, byte for byte, and the packages in which each came."""

import zlib
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

import orjson

from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.lines import Line, read_lines
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.store.database import Database


class KeptSegment(NamedTuple):
    """What is known of a kept segment without unpacking it.

    Attributes:
        name: SHA-256 of its content.
        author: unit id.
        key: the public key that signed it.
        scope: see `domain.chains`.
        lines: how many it has.
        ends: ids of the lines after which none follows in their chain.
    """

    name: str
    author: str
    key: str
    scope: str
    lines: int
    ends: frozenset[str]


_QUICKLY = 1  # a third of the time for a fifth more room
_COLUMNS = "sha256, author, key, scope, lines, ends"


def keep(database: Database, segment: Segment, *, lines: Sequence[Line], package_no: int) -> None:
    """Keep a segment, once, and that it came in this package.

    Args:
        database: the open store.
        segment: as it was received.
        lines: its good lines; of an unreadable one none, and then nobody relays it.
        package_no: the package.
    """
    scope = scope_of(segment.author, Cell(**lines[0].found["cell"])) if lines else ""
    ends = {line.id for line in lines} - {line.found.get("prev") for line in lines}
    packed = zlib.compress(segment.content, _QUICKLY)
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR IGNORE INTO segment (sha256, author, scope, key, signature, content, lines,"
            " ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(segment.name, segment.author, scope, segment.key, segment.signature, packed),
                *(len(lines), orjson.dumps(sorted(ends)).decode()),
            ),
        )
        conn.execute(
            "INSERT OR IGNORE INTO package_segment (package_no, sha256) VALUES (?, ?)",
            (package_no, segment.name),
        )


def read(database: Database, name: str) -> Segment:
    """A kept segment whole."""
    with database.reading() as conn:
        author, key, signature, packed = conn.execute(
            "SELECT author, key, signature, content FROM segment WHERE sha256 = ?", (name,)
        ).fetchone()
    return Segment(author, key, signature, zlib.decompress(packed))


def of_package(database: Database, package_no: int) -> tuple[KeptSegment, ...]:
    """The segments that came in a package."""
    return _where(
        database,
        "sha256 IN (SELECT sha256 FROM package_segment WHERE package_no = ?)",
        values=(package_no,),
    )


def all_kept(database: Database) -> tuple[KeptSegment, ...]:
    """Every segment, also those that are set aside or came by packages that were undone."""
    return _where(database, "1 = ?", values=(1,))


def first_package(database: Database, name: str) -> int:
    """The first package by which a segment came and that was not undone."""
    with database.reading() as conn:
        row = conn.execute(
            "SELECT min(l.package_no) FROM package_segment l JOIN package p ON p.no = l.package_no"
            " WHERE l.sha256 = ? AND p.state != 'undone'",
            (name,),
        ).fetchone()
    return int(row[0] or 0)


_APPLIED = (
    "EXISTS (SELECT 1 FROM package_segment l JOIN package p ON p.no = l.package_no"
    " WHERE l.sha256 = segment.sha256 AND p.state != 'undone' AND p.no != ?)"
)
_TRUSTED = (
    "NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.segment = segment.sha256 AND q.id = q.segment)"
)


def applied(database: Database, *, but: int = 0) -> tuple[KeptSegment, ...]:
    """The segments of packages that were not undone; `but` leaves one package out of account."""
    return _where(database, f"{_APPLIED} AND {_TRUSTED}", values=(but,))


def believed(database: Database) -> tuple[KeptSegment, ...]:
    """Every segment that is not set aside as a whole, whatever became of its packages."""
    return _where(database, f"{_TRUSTED} AND 1 = ?", values=(1,))


def maximal(database: Database, *, but: Container[str] = ()) -> tuple[KeptSegment, ...]:
    """The segments to be relayed: per author and scope those that no other one contains.

    What came only by packages that were undone is left out, and what is set aside as a whole.

    Args:
        database: the open store.
        but: names of segments that are left out of account.
    """
    return largest(database, (one for one in applied(database) if one.name not in but))


def received_under(database: Database, key: str, *, author: str) -> frozenset[str]:
    """Ids of the last lines of every chain that an office sent here under a key."""
    mine = [one for one in applied(database) if (one.key, one.author) == (key, author)]
    return frozenset().union(*(one.ends for one in largest(database, mine)))


def largest(database: Database, kept: Iterable[KeptSegment]) -> tuple[KeptSegment, ...]:
    """Of some segments, those that no other of them contains."""
    by_scope: dict[tuple[str, str], list[KeptSegment]] = {}
    for one in sorted(kept, key=_longest_first):
        by_scope.setdefault((one.author, one.scope), []).append(one)
    found: list[KeptSegment] = []
    for group in by_scope.values():
        found += _largest_of(database, group)
    return tuple(found)


def _longest_first(one: KeptSegment) -> tuple[str, str, int, str]:
    return one.author, one.scope, -one.lines, one.name


def _largest_of(database: Database, group: Sequence[KeptSegment]) -> list[KeptSegment]:
    """A chain is whole in its segment, so a segment is contained where all of its ends are."""
    found: list[KeptSegment] = []
    contents: list[frozenset[str]] = []
    for at, one in enumerate(group):
        if any(one.ends <= ids for ids in contents):
            continue
        found.append(one)
        if at + 1 < len(group):
            contents.append(line_ids(database, one.name))
    return found


def line_ids(database: Database, name: str) -> frozenset[str]:
    """The ids of a segment's good lines."""
    lines, _ = read_lines(read(database, name).content)
    return frozenset(line.id for line in lines)


def _where(
    database: Database, condition: str, *, values: tuple[int, ...]
) -> tuple[KeptSegment, ...]:
    with database.reading() as conn:
        rows = conn.execute(
            f"SELECT {_COLUMNS} FROM segment WHERE {condition} ORDER BY author, scope, sha256",
            values,
        ).fetchall()
    return tuple(
        KeptSegment(name, author, key, scope, lines, frozenset(orjson.loads(ends)))
        for name, author, key, scope, lines, ends in rows
    )
