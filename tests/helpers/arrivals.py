"""Revisions that come from elsewhere, into a store."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from zjmz_desktop.domain.lines import Line, read_lines, read_one
from zjmz_desktop.domain.packages import Kind, Segment
from zjmz_desktop.domain.revisions import Cell, Clock, Revision
from zjmz_desktop.domain.values import Value
from zjmz_desktop.store import packages, segments
from zjmz_desktop.store.arriving import Arrived, insert_all
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.packages import (
    Direction,
    Handled,
    PackageAct,
    PackageState,
    StoredPackage,
)

AT = datetime(2018, 7, 3, tzinfo=UTC)


def as_lines(revisions: Iterable[Revision]) -> list[Line]:
    """Each revision as the line that travels."""
    return [read_one(one.line) for one in revisions]


def receive(
    conn: sqlite3.Connection, revisions: Iterable[Revision], *, package_no: int = 1
) -> Arrived:
    """Take revisions in as if a package had brought them."""
    return insert_all(conn, as_lines(revisions), package_no=package_no, received_at=AT)


class Chain:
    """A replica of an office elsewhere, that writes line after line."""

    def __init__(self, unit: str, replica: str) -> None:
        self.unit = unit
        self.replica = replica * 32
        self.lines: list[Line] = []

    def write(self, cell: Cell, value: Value, *parents: Line, ms: int = 1) -> Line:
        """The next line."""
        one = Revision(
            self.unit,
            self.replica,
            len(self.lines) + 1,
            Clock(ms, 0),
            "u01",
            cell,
            value,
            tuple(sorted(line.id for line in parents)),
            self.lines[-1].id if self.lines else None,
        )
        self.lines.append(read_one(one.line))
        return self.lines[-1]

    def segment(self, upto: int | None = None) -> Segment:
        """The chain, or the beginning of it, as a segment."""
        content = b"".join(line.raw + b"\n" for line in self.lines[:upto])
        return Segment(self.unit, "5" * 64, b"s" * 64, content)


HANDLED = Handled(AT, "u02", 7)


def stored(digit: str, /, **changed: Any) -> StoredPackage:
    """A package as it is kept, with what a test says of it."""
    base = StoredPackage(
        id=digit * 64,
        direction=Direction.IN,
        kind=Kind.SUBMISSION,
        sender="321112001000",
        recipient="321112000000",
        key="5" * 64,
        year=2018,
        made_at="2018-07-03T00:00:00.000+00:00",
        handled=HANDLED,
        state=PackageState.APPLIED,
    )
    return replace(base, **changed)


def take_in(database: Database, name: str, *some: Segment) -> int:
    """Take a package in as the service does: kept, its segments kept, its lines inserted."""
    with database.transaction() as conn:
        no = packages.keep(database, stored(name))
        for segment in some:
            lines, _ = read_lines(segment.content)
            segments.keep(database, segment, lines=lines, package_no=no)
            insert_all(conn, lines, package_no=no, received_at=AT)
    return no


def take_again(database: Database, package_no: int) -> tuple[Cell, ...]:
    """Import a package again that was undone, from the segments kept; the cells that it concerns."""
    kept = segments.of_package(database, package_no)
    contents = [segments.read(database, one.name).content for one in kept]
    with database.transaction() as conn:
        packages.set_state(database, package_no, state=PackageState.APPLIED)
        lines = [line for content in contents for line in read_lines(content)[0]]
        told = insert_all(conn, lines, package_no=package_no, received_at=AT)
        packages.record(database, PackageAct(package_no, "restore", HANDLED))
    return told.cells
