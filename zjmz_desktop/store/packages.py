"""Packages that came or went, and what was done with each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

import orjson

from zjmz_desktop.domain.packages import Kind, Reach, Vector
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.selecting import rows_in


class Direction(StrEnum):
    """Whether a package came or went."""

    IN = "in"
    OUT = "out"


class PackageState(StrEnum):
    """What became of a package."""

    APPLIED = "applied"
    UNDONE = "undone"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Handled:
    """An act with a package: when, by which user, and how far this store's log had come."""

    at: datetime
    user: str
    position: int


@dataclass(frozen=True, slots=True)
class StoredPackage:
    """A package as this store remembers it.

    Attributes:
        id: SHA-256 of its manifest.
        direction: whether it came or went.
        kind: what it is for.
        sender: unit id.
        recipient: unit id.
        key: the sender's public key.
        year: plan year.
        period: the month it is about, "" where there is none.
        number: the n-th of its kind and period.
        name: the file's name.
        made_at: as its manifest has it.
        handled: when it was imported or written.
        state: what became of it.
        counts: what the import or packing counted, by words of the service.
        vector: how far the sender knew every chain.
        no: number in this store, 0 before it is kept.
    """

    id: str
    direction: Direction
    kind: Kind
    sender: str
    recipient: str
    key: str
    year: int
    made_at: str
    handled: Handled
    state: PackageState
    name: str = ""
    period: str = ""
    number: int = 1
    counts: Mapping[str, int] = field(default_factory=dict)
    vector: Vector = field(default_factory=dict)
    no: int = 0


@dataclass(frozen=True, slots=True)
class PackageAct:
    """One act with a package (`import`, `undo`, `restore` … by words of the service), and why."""

    package_no: int
    act: str
    handled: Handled
    reason: str = ""


_COLUMNS = (
    "id, direction, kind, sender, recipient, key, year, period, number, name, made_at,"
    " handled_at, user, state, position, counts, vector"
)


def keep(database: Database, package: StoredPackage) -> int:
    """Keep a package that is not kept yet; its number in this store."""
    row = (
        *(package.id, package.direction.value, package.kind.value, package.sender),
        *(package.recipient, package.key, package.year, package.period, package.number),
        *(package.name, package.made_at, *_acted(package.handled)[:2], package.state.value),
        *(package.handled.position, orjson.dumps(dict(package.counts)).decode()),
        _vector_text(package.vector),
    )
    marks = ",".join("?" * len(row))
    with database.transaction() as conn:
        done = conn.execute(f"INSERT INTO package ({_COLUMNS}) VALUES ({marks})", row)
        return done.lastrowid or 0


def forget(database: Database, no: int) -> None:
    """Forget a package with which nothing was done."""
    with database.transaction() as conn:
        conn.execute("DELETE FROM package WHERE no = ?", (no,))


def set_state(database: Database, no: int, *, state: PackageState) -> None:
    """Say what became of a package."""
    with database.transaction() as conn:
        conn.execute("UPDATE package SET state = ? WHERE no = ?", (state.value, no))


def set_counts(database: Database, no: int, *, counts: Mapping[str, int]) -> None:
    """Say what was counted, once it is known."""
    text = orjson.dumps(dict(counts)).decode()
    with database.transaction() as conn:
        conn.execute("UPDATE package SET counts = ? WHERE no = ?", (text, no))


def by_id(database: Database, package_id: str) -> StoredPackage | None:
    """The package of that id."""
    return next(iter(_where(database, "id = ?", values=(package_id,))), None)


def by_no(database: Database, no: int) -> StoredPackage | None:
    """The package of that number."""
    return next(iter(_where(database, "no = ?", values=(no,))), None)


def all_of(database: Database, direction: Direction) -> tuple[StoredPackage, ...]:
    """Every package that came, or that went; the newest first."""
    return _where(database, "direction = ? ORDER BY no DESC", values=(direction.value,))


def applied_of(database: Database, sender: str) -> tuple[StoredPackage, ...]:
    """The packages of a sender that were imported and not undone, in the order in which they came."""
    where = "direction = 'in' AND state = 'applied' AND sender = ? ORDER BY no"
    return _where(database, where, values=(sender,))


def newest(database: Database, *, sender: str, key: str, year: int) -> str:
    """When the newest package of a sender's computer was made that was imported and not undone."""
    with database.reading() as conn:
        row = conn.execute(
            "SELECT coalesce(max(made_at), '') FROM package WHERE direction = 'in'"
            " AND state = 'applied' AND sender = ? AND key = ? AND year = ?",
            (sender, key, year),
        ).fetchone()
    return str(row[0])


def newest_of(database: Database, sender: str) -> str:
    """When the newest package of a sender was made that was imported and not undone, whatever computer's."""
    with database.reading() as conn:
        row = conn.execute(
            "SELECT coalesce(max(made_at), '') FROM package"
            " WHERE direction = 'in' AND state = 'applied' AND sender = ?",
            (sender,),
        ).fetchone()
    return str(row[0])


def brought(database: Database, ids: Iterable[str]) -> dict[str, StoredPackage]:
    """Revision id → the package that it first came in; those written here are absent."""
    query = "SELECT id, package_no FROM revision WHERE package_no IS NOT NULL AND id IN ({marks})"
    with database.reading() as conn:
        numbers = dict(rows_in(conn, query, values=sorted(set(ids))))
    known = {no: by_no(database, no) for no in set(numbers.values())}
    return {name: found for name, no in numbers.items() if (found := known[no]) is not None}


def unconfirmed(database: Database) -> tuple[StoredPackage, ...]:
    """Packages that were about to be written and of which nothing more is known: no act is recorded."""
    never = "no NOT IN (SELECT package_no FROM package_act)"
    return _where(database, f"direction = ? AND {never} ORDER BY no", values=("out",))


def next_number(database: Database, kind: Kind, *, recipient: str, period: str, year: int) -> int:
    """Which number the next package of a kind, receiver and period has."""
    with database.reading() as conn:
        row = conn.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM package"
            " WHERE direction = 'out' AND kind = ? AND recipient = ? AND period = ? AND year = ?",
            (kind.value, recipient, period, year),
        ).fetchone()
    return int(row[0])


def record(database: Database, act: PackageAct) -> None:
    """Record what was done with a package."""
    with database.transaction() as conn:
        conn.execute(
            "INSERT INTO package_act (package_no, act, at, user, position, reason)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (act.package_no, act.act, *_acted(act.handled), act.reason),
        )


def acts(database: Database, no: int) -> tuple[PackageAct, ...]:
    """What was done with a package, in order."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT act, at, user, position, reason FROM package_act"
            " WHERE package_no = ? ORDER BY no",
            (no,),
        ).fetchall()
    return tuple(
        PackageAct(no, act, Handled(datetime.fromisoformat(at), user, position), reason)
        for act, at, user, position, reason in rows
    )


def _vector_text(vector: Vector) -> str:
    """A vector as it is stored."""
    plain = {replica: list(reach) for replica, reach in vector.items()}
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def _acted(handled: Handled) -> tuple[str, str, int]:
    at = handled.at.astimezone(UTC).isoformat(timespec="milliseconds")
    return at, handled.user, handled.position


def _where(
    database: Database, condition: str, *, values: tuple[str | int, ...]
) -> tuple[StoredPackage, ...]:
    with database.reading() as conn:
        rows = conn.execute(f"SELECT no, {_COLUMNS} FROM package WHERE {condition}", values)
        return tuple(map(_stored, rows.fetchall()))


def _stored(row: tuple[int | str, ...]) -> StoredPackage:
    names = ("no", *_COLUMNS.replace(",", "").split())
    found = dict(zip(names, row, strict=True))
    text = {name: str(item) for name, item in found.items()}
    at = datetime.fromisoformat(text["handled_at"])
    return StoredPackage(
        **{name: text[name] for name in ("id", "sender", "recipient", "key", "made_at")},
        direction=Direction(text["direction"]),
        kind=Kind(text["kind"]),
        year=int(found["year"]),
        handled=Handled(at, text["user"], int(found["position"])),
        state=PackageState(text["state"]),
        name=text["name"],
        period=text["period"],
        number=int(found["number"]),
        counts=orjson.loads(text["counts"]),
        vector={replica: Reach(*to) for replica, to in orjson.loads(text["vector"]).items()},
        no=int(found["no"]),
    )
