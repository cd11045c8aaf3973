"""Revisions: immutable lines of canonical JSON, format 1. The one truth of the store.

Design: sync, formats A and B.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count, repeat
from typing import Any, NamedTuple

from zjmz_desktop.domain.line_writing import canonical as canonical
from zjmz_desktop.domain.line_writing import line_of
from zjmz_desktop.domain.lines import FORMAT, read_one
from zjmz_desktop.domain.units import Level, Units
from zjmz_desktop.domain.values import Value, from_json, to_json


class Cell(NamedTuple):
    """The address of one thing that can be written; absent keys are None.

    Attributes:
        of: indicator or register code, or one of the words of formats B (`submission`, `user` …).
        unit: unit id.
        part: which part of the thing (`value`, `removed`, `step/s1`, a field code …).
        year: plan year, absent for rows, users and units.
        period: period code.
        row: 32 hex digits of a register row.
    """

    of: str
    unit: str
    part: str
    year: int | None = None
    period: str | None = None
    row: str | None = None

    @property
    def key(self) -> str:
        """One text for the address, unique and sortable; what one unit brings lies together."""
        year, period, row = self.year or "", self.period or "", self.row or ""
        return f"{self.unit}|{self.of}|{year}|{period}|{row}|{self.part}"

    @classmethod
    def of_key(cls, key: str) -> "Cell":
        """The address that has this key: nothing in it holds the bar that parts it."""
        unit, of, year, period, row, part = key.split("|", 5)
        return cls(of, unit, part, int(year) if year else None, period or None, row or None)

    def to_json(self) -> dict[str, Any]:
        """The `cell` object of a line."""
        found: dict[str, Any] = {"of": self.of, "unit": self.unit, "part": self.part}
        if self.row is not None:
            found["row"] = self.row
        if self.year is not None:
            found["year"] = self.year
        if self.period is not None:
            found["period"] = self.period
        return found


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(NamedTuple):
    """Hybrid logical clock: milliseconds since 1970 UTC, and a counter within one millisecond."""

    ms: int
    counter: int

    @property
    def at(self) -> datetime:
        """The instant in UTC; that of a valid line has one (`lines`), whatever the system can tell."""
        return _EPOCH + timedelta(milliseconds=self.ms)

    def next(self, now_ms: int) -> "Clock":
        """The clock of the next write: never behind this one, whatever the wall clock says."""
        if now_ms > self.ms:
            return Clock(now_ms, 0)
        return Clock(self.ms, self.counter + 1)

    def onward(self, now_ms: int) -> Iterator[tuple[int, int]]:
        """The clocks of the next writes, of one act: see `next`."""
        first = self.next(now_ms)
        return zip(repeat(first.ms), count(first.counter))


class Revision(NamedTuple):
    """One write. See formats A for the meaning of each key."""

    author: str
    replica: str
    seq: int
    clock: Clock
    user: str
    cell: Cell
    value: Value
    parents: tuple[str, ...] = ()
    prev: str | None = None
    note: str | None = None
    act: str | None = None
    source: str | None = None
    rows: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The line as an object, with absent keys left out."""
        found: dict[str, Any] = {
            "format": FORMAT,
            "author": self.author,
            "replica": self.replica,
            "seq": self.seq,
            "prev": self.prev,
            "clock": [self.clock.ms, self.clock.counter],
            "user": self.user,
            "cell": self.cell.to_json(),
            "parents": sorted(self.parents),
            "value": to_json(self.value),
            "note": self.note,
            "act": self.act,
            "source": self.source,
            "rows": None if self.rows is None else dict(self.rows),
        }
        return {key: item for key, item in found.items() if item is not None}

    @property
    def line(self) -> bytes:
        """The canonical bytes."""
        return line_of(self).encode()


def id_of(line: bytes) -> str:
    """First 16 bytes of the line's SHA-256, as 32 hex digits."""
    return hashlib.sha256(line).hexdigest()[:32]


def read_line(line: bytes) -> Revision:
    """Read one canonical line.

    Raises:
        RevisionError: when it is no revision, or not in canonical form.
    """
    found = read_one(line).found
    return Revision(
        author=found["author"],
        replica=found["replica"],
        seq=found["seq"],
        clock=Clock(*found["clock"]),
        user=found["user"],
        cell=Cell(**found["cell"]),
        value=from_json(found["value"]),
        parents=tuple(found["parents"]),
        prev=found.get("prev"),
        note=found.get("note"),
        act=found.get("act"),
        source=found.get("source"),
        rows=found.get("rows"),
    )


# part → who may write it (formats B). `own` the unit itself, `parent` its superior, `superior` any
# office above it, `issuer` the issuing office, `confirmer` the level that the register names,
# `voucher` the unit or any office above it.
WRITERS: dict[str, str] = {
    "value": "own",
    "removed": "own",
    "opening": "own",
    "flash": "own",
    "estimate": "own",
    "annual": "own",
    "note": "own",
    "check": "own",
    "village": "own",
    "step": "own",
    "decision": "own",
    "tick": "own",
    "sample_size": "own",
    "answer": "own",
    "evidence": "own",
    "mode": "own",
    "sentence": "own",
    "chapters": "own",
    "order": "own",
    "letter": "own",
    "submit": "own",
    "close": "own",
    "confirmation": "confirmer",
    "confirmed": "confirmer",
    "adopted": "parent",
    "proxy": "parent",
    "review": "parent",
    "reopen": "parent",
    "target": "superior",
    "base": "issuer",
    "in_force": "issuer",
    "choice": "issuer",
    "cut_off": "issuer",
    "submit_by": "issuer",
    "name": "issuer",
    "type": "issuer",
    "parent_admin": "issuer",
    "parent_stat": "issuer",
    "ended": "issuer",
    "speaks": "voucher",
}


def writer_of(cell: Cell) -> str:
    """Who may write a cell: one of the words of `WRITERS`; fields of rows and user names are own."""
    if cell.row is not None:
        return WRITERS["confirmation"] if cell.part == "confirmation" else "own"
    if cell.of == "user":
        return "own"
    return WRITERS.get(cell.part.partition("/")[0], "own")


def may_write(author: str, cell: Cell, *, units: Units, issuer: str) -> bool:
    """Whether the office `author` may write `cell` by the table above.

    Which level confirms a register is the plan's to say: `domain.placing` asks it besides.
    """
    writer, unit = writer_of(cell), cell.unit
    if writer == "superior" and units.get(unit).level is Level.CITY:
        writer = "issuer"  # nobody stands above the city
    match writer:
        case "own":
            return author == unit
        case "issuer":
            return author == issuer
        case "parent":
            parent = units.parent(unit)
            return parent is not None and parent.id == author
        case "superior":
            return units.is_below(unit, author)
        case _:
            return author == unit or units.is_below(unit, author)
