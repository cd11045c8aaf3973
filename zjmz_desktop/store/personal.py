"""Personal texts, apart from the log: the log holds salted commitments, so that texts can be erased."""

from collections.abc import Mapping

from zjmz_desktop.store.database import Database


def keep(database: Database, commitment: str, *, salt: str, text: str) -> None:
    """Keep the text and salt behind a commitment."""
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR REPLACE INTO personal (commitment, salt, text) VALUES (?, ?, ?)",
            (commitment, salt, text),
        )


def texts(database: Database) -> Mapping[str, str]:
    """Commitment → text, of all that are kept here."""
    with database.reading() as conn:
        return dict(conn.execute("SELECT commitment, text FROM personal").fetchall())
