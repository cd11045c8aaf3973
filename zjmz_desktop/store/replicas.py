"""This store's own replicas: what was written through them, and new ones after a fork.

A store that was restored from a backup, or copied, would go on with numbers that another copy has
given to other lines. Nothing is lost by that (a chain may fork), but each copy must have chains of
its own from then on.
"""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from zjmz_desktop.domain.lines import Line
from zjmz_desktop.domain.packages import Reach
from zjmz_desktop.store.database import Database


def forked(conn: sqlite3.Connection, fresh: Iterable[Line]) -> tuple[str, ...]:
    """The own replicas through which somebody else has written: lines named here are not known yet."""
    own = {name for (name,) in conn.execute("SELECT id FROM replica")}
    return tuple(sorted({line.found["replica"] for line in fresh} & own))


def renew_replicas(conn: sqlite3.Connection, *, at: datetime) -> int:
    """From the next write on, go through new replicas in all scopes; how many were given up."""
    until = at.astimezone(UTC).isoformat(timespec="milliseconds")
    conn.execute(
        "INSERT INTO former_replica (id, unit, purpose, seq, last_id, until)"
        " SELECT id, unit, purpose, seq, last_id, ? FROM replica",
        (until,),
    )
    return conn.execute("DELETE FROM replica").rowcount


class OwnReplica(NamedTuple):
    """A chain of this store's own, `former` once it was given up."""

    id: str
    unit: str
    purpose: str
    seq: int
    former: bool


def every(database: Database) -> tuple[OwnReplica, ...]:
    """This store's chains, those that were given up last."""
    query = (
        "SELECT id, unit, purpose, seq, 0 AS former FROM replica UNION ALL"
        " SELECT id, unit, purpose, seq, 1 FROM former_replica ORDER BY former, unit, purpose, id"
    )
    with database.reading() as conn:
        rows = conn.execute(query).fetchall()
    return tuple(
        OwnReplica(name, unit, purpose, seq, bool(former))
        for name, unit, purpose, seq, former in rows
    )


def scopes_of(database: Database, author: str) -> tuple[str, ...]:
    """The scopes in which an office has written here."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT purpose FROM replica WHERE unit = ?1"
            " UNION SELECT purpose FROM former_replica WHERE unit = ?1 ORDER BY purpose",
            (author,),
        ).fetchall()
    return tuple(purpose for (purpose,) in rows)


def last_ids(database: Database, author: str) -> frozenset[str]:
    """Ids of the last lines of the chains through which an office has written here."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT last_id FROM replica WHERE unit = ?1 AND last_id IS NOT NULL"
            " UNION SELECT last_id FROM former_replica WHERE unit = ?1 AND last_id IS NOT NULL",
            (author,),
        ).fetchall()
    return frozenset(name for (name,) in rows)


def lines_of_scopes(database: Database, author: str, *, scopes: Iterable[str]) -> dict[str, bytes]:
    """Scope → content of the segment of what the office wrote here in it; of those with any line."""
    return {
        scope: content for scope in scopes if (content := _content(database, author, scope=scope))
    }


def _content(database: Database, author: str, *, scope: str) -> bytes:
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT line FROM revision WHERE package_no IS NULL AND replica IN ("
            "SELECT id FROM replica WHERE unit = ?1 AND purpose = ?2 UNION ALL"
            " SELECT id FROM former_replica WHERE unit = ?1 AND purpose = ?2)"
            " ORDER BY replica, seq, id",
            (author, scope),
        ).fetchall()
    return "".join([f"{line}\n" for (line,) in rows]).encode()


def vector(database: Database) -> dict[str, Reach]:
    """How far every chain is visible here: the last number without a gap, and the id of that line."""
    found: dict[str, Reach] = {}
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT replica, seq, id FROM revision"
            " WHERE id NOT IN (SELECT id FROM hidden) ORDER BY replica, seq, id"
        )
        for replica, seq, name in rows:
            reached = found[replica].seq if replica in found else 0
            if reached <= seq <= reached + 1:
                found[replica] = Reach(seq, name)
    return found
