"""Which files are attached where: cells whose part is `evidence/<sha256>`, and scans of sealed papers."""

from collections.abc import Iterator

from zjmz_desktop.domain.evidence import PREFIX, sha256_of, told_name
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State
from zjmz_desktop.store import reports
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.cells import StoredCell, of_parts_at
from zjmz_desktop.store.database import Database


def at(database: Database, place: Cell) -> tuple[StoredCell, ...]:
    """The cells of files attached at the address of `place`, whatever its part, oldest first."""
    found = of_parts_at(database, place, prefix=PREFIX)
    return tuple(sorted(_named(found), key=lambda one: (one.at, one.value.text or "")))


def named(database: Database) -> frozenset[str]:
    """SHA-256 of every file that is named: by a cell, in either version where two disagree, or by a report."""
    found = of_parts_at(database, None, prefix=PREFIX)
    by_cells = frozenset(
        sha256_of(one.cell.part) for one in found if one.conflict or one.value.state is State.VALUE
    )
    return by_cells | frozenset(reports.scans(database))


def faults(database: Database) -> list[str]:
    """Files that are named and missing, or not what their name says; one sentence each."""
    found = of_parts_at(database, None, prefix=PREFIX)
    blobs, words = Blobs(database.folder), {"missing": "不见了", "damaged": "内容坏了"}
    names = {sha256_of(one.cell.part): one.value.text or "" for one in _named(found)}
    names |= reports.scans(database)
    checked = ((told_name(name), blobs.fault(sha256)) for sha256, name in sorted(names.items()))
    return [f"佐证材料“{name}”{words[fault]}" for name, fault in checked if fault]


def _named(found: tuple[StoredCell, ...]) -> Iterator[StoredCell]:
    for one in found:
        if one.value.state is State.VALUE and sha256_of(one.cell.part):
            yield one
