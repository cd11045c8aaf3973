"""A paper and its record: both, or neither, also where the program ends in between."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.reports import ReportRecord
from zjmz_desktop.store.unplaced import Unplaced, keep_unplaced, placing, settle


@contextmanager
def recording(
    database: Database, record: ReportRecord, *, data: bytes, path: Path
) -> Iterator[Callable[[], None]]:
    """Keep the record of a PDF while it is put at `path`.

    Yields:
        What is to be called right before: from then on the record is durable. It counts from the end
        of the block on; where the PDF can't be put there, it goes.

    Raises:
        StoreError: when the record can't be kept; nothing was put there.
    """
    held = ExitStack()

    def ready() -> None:
        no = keep_unplaced(database, record, data=data, path=path)
        held.enter_context(placing(database, no))

    try:
        with held:
            yield ready
    except StoreError:
        if not _stands(path, record.sha256):
            raise
        # it stands there, and its record is durable: that it counts will be said at the next start
    finally:
        _settle(database, lambda one: _stands_of(one, path))


def settle_unplaced(database: Database) -> None:
    """At the start: look at what stands where papers were to go when the program ended.

    Only for who holds the store alone; whoever is putting a paper in its place is waited for.
    """
    _settle(database, _stands_or_cleared)


def _settle(database: Database, stands: Callable[[Unplaced], bool | None]) -> None:
    with suppress(StoreError):  # the records wait, and count for nothing until then
        settle(database, stands)


def _stands_or_cleared(one: Unplaced) -> bool | None:
    """Where it does not stand, what was begun of it goes."""
    found = _stands(one.path, one.sha256)
    if found is False:
        with suppress(OSError):
            one.path.with_name(f"{one.path.name}.part").unlink()
    return found


def _stands_of(one: Unplaced, path: Path) -> bool | None:
    """Of one's own alone: another program may be about to put its paper somewhere."""
    return _stands(path, one.sha256) if one.path == path else None


def _stands(path: Path, sha256: str) -> bool | None:
    """Whether that file stands there; None where its folder can't be looked into, nor the file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False if path.parent.is_dir() else None
    except IsADirectoryError:
        return False
    except OSError:
        return None
