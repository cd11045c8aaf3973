"""Revisions that come from elsewhere, into a store."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from zjmz_desktop.domain.lines import Line, read_one
from zjmz_desktop.domain.revisions import Revision
from zjmz_desktop.store.arriving import Arrived, insert_all

AT = datetime(2018, 7, 3, tzinfo=UTC)


def as_lines(revisions: Iterable[Revision]) -> list[Line]:
    """Each revision as the line that travels."""
    return [read_one(one.line) for one in revisions]


def receive(
    conn: sqlite3.Connection, revisions: Iterable[Revision], *, package_no: int = 1
) -> Arrived:
    """Take revisions in as if a package had brought them."""
    return insert_all(conn, as_lines(revisions), package_no=package_no, received_at=AT)
