"""Personal texts, apart from the log: the log holds salted commitments, so that texts can be erased."""

from collections.abc import Iterable, Mapping

from zjmz_desktop.store.database import Database

_AT_ONCE = 30_000  # SQLite's own limit of bound values is 32,766


def keep(database: Database, commitment: str, *, salt: str, text: str) -> None:
    """Keep the text and salt behind a commitment."""
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR REPLACE INTO personal (commitment, salt, text) VALUES (?, ?, ?)",
            (commitment, salt, text),
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
