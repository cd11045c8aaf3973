"""Personal texts, apart from the log: the log holds salted commitments, so that texts can be erased."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zjmz_desktop.store.database import Database

_AT_ONCE = 30_000  # SQLite's own limit of bound values is 32,766


class Kept(NamedTuple):
    """A personal text with the salt behind its commitment."""

    commitment: str
    salt: str
    text: str


def keep(database: Database, kept: Iterable[Kept]) -> None:
    """Keep texts and salts behind their commitments."""
    rows = list(kept)
    if rows:
        with database.transaction() as conn:
            conn.executemany(
                "INSERT OR REPLACE INTO personal (commitment, salt, text) VALUES (?, ?, ?)", rows
            )


def texts(database: Database, commitments: Iterable[str]) -> Mapping[str, str]:
    """Commitment → text, of those asked for that are kept here."""
    asked = tuple(set(commitments))
    found: dict[str, str] = {}
    with database.reading() as conn:
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            found |= conn.execute(
                f"SELECT commitment, text FROM personal WHERE commitment IN ({marks})", some
            ).fetchall()
    return found


def kept_of(database: Database, commitments: Iterable[str]) -> list[Kept]:
    """Texts with their salts, of the commitments asked for that are kept here."""
    asked = tuple(sorted(set(commitments)))
    found: list[Kept] = []
    with database.reading() as conn:
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT commitment, salt, text FROM personal WHERE commitment IN ({marks})"
            found += [Kept(*row) for row in conn.execute(query, some)]
    return found
