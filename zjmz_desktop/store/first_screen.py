"""The screen that a window opens on, kept beside the log: a projection that every write drops."""

import zlib

from zjmz_desktop.store.database import Database
from zjmz_desktop.store.settings import FIRST_SCREEN


def position(database: Database) -> str:
    """Where the log ends: the last revision's number and id, "" when it is empty."""
    with database.reading() as conn:
        row = conn.execute(
            "SELECT log_no, id FROM revision ORDER BY log_no DESC LIMIT 1"
        ).fetchone()
    return f"{row[0]} {row[1]}" if row else ""


def keep(database: Database, text: str) -> None:
    """Keep a text until the next write of anything."""
    database.set_meta(FIRST_SCREEN, f"{_checksum(text)} {text}")


def kept(database: Database) -> str:
    """The text kept since the last write; "" where there is none or it was damaged."""
    return whole(database.meta(FIRST_SCREEN))


def whole(stored: str) -> str:
    """The text of a stored value, "" unless it is what its checksum says."""
    checksum, _, text = stored.partition(" ")
    return text if text and _checksum(text) == checksum else ""


def _checksum(text: str) -> str:
    """Against damage, not against intent; importing a cryptographic hash costs 4 ms of the start."""
    return f"{zlib.crc32(text.encode()):08x}"
