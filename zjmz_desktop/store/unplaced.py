"""Records of papers whose PDF was about to be put in its place: until that is certain, they count for nothing.

The record is durable before the PDF stands there, so that no PDF is there without one. What a program
that ended in between has left, is told by what stands in that place.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from zjmz_desktop.store import reports
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.errors import busy
from zjmz_desktop.store.reports import ReportRecord
from zjmz_desktop.store.settings import UNPLACED


class Unplaced(NamedTuple):
    """A record, where its PDF was to go, and the SHA-256 of that PDF."""

    no: int
    path: Path
    sha256: str


def keep_unplaced(database: Database, record: ReportRecord, *, data: bytes, path: Path) -> int:
    """Keep a record that counts once its PDF is known to stand at `path`; its number."""
    with database.transaction():
        no = reports.keep(database, record, data=data)
        _write(database, [*unplaced(database), Unplaced(no, path, record.sha256)])
    return no


def unplaced(database: Database) -> tuple[Unplaced, ...]:
    """All whose PDFs are not known to stand."""
    told = json.loads(database.meta(UNPLACED, "[]"))
    return tuple(Unplaced(no, Path(path), sha256) for no, path, sha256 in told)


@contextmanager
def placing(database: Database, no: int) -> Iterator[None]:
    """While the PDF is put in its place nobody else writes; then the record counts.

    Raises:
        StoreError: when somebody else looked in between and forgot the record.
    """
    with database.transaction():
        if no not in {one.no for one in unplaced(database)}:
            raise busy(database.path)
        yield
        _drop(database, no)


def settle(database: Database, stands: Callable[[Unplaced], bool | None]) -> None:
    """Let each record count whose PDF stands in its place, and forget those whose PDF does not.

    Args:
        database: the store.
        stands: whether it does; None where that can't be told now: the record waits on.
    """
    if not unplaced(database):
        return
    with database.transaction():
        for one in unplaced(database):
            found = stands(one)
            if found is not None:
                _drop(database, one.no)
            if found is False:
                reports.forget(database, one.no)


def _drop(database: Database, no: int) -> None:
    _write(database, (one for one in unplaced(database) if one.no != no))


def _write(database: Database, left: Iterable[Unplaced]) -> None:
    told = [[one.no, str(one.path), one.sha256] for one in left]
    database.set_meta(UNPLACED, json.dumps(told, ensure_ascii=False))
