"""Keys: this office's own, and those of other offices that it trusts. Screens never use the word."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from zjmz_desktop.store.database import Database


class How(StrEnum):
    """How a key came to be trusted."""

    OWN = "own"
    CONFIRMED = "confirmed"
    INTRODUCED = "introduced"


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A pair of keys with which a unit signs here.

    Attributes:
        unit: unit id; a sample office has throw-away keys of its towns as well.
        key: the public one, 64 hex digits.
        secret: the private one, 32 bytes.
        made_at: instant in UTC.
    """

    unit: str
    key: str
    secret: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key that speaks for a unit, by whose word, since when."""

    key: str
    unit: str
    how: How
    at: datetime
    user: str


def keep_own(database: Database, own: OwnKey) -> None:
    """Keep a unit's own key; a newer one takes the place of the older."""
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR REPLACE INTO own_key (unit, key, secret, made_at) VALUES (?, ?, ?, ?)",
            (own.unit, own.key, own.secret, _text(own.made_at)),
        )


def own_of(database: Database, unit: str) -> OwnKey | None:
    """The key with which the unit signs here."""
    return next((own for own in all_own(database) if own.unit == unit), None)


def all_own(database: Database) -> tuple[OwnKey, ...]:
    """Every own key, by unit."""
    with database.reading() as conn:
        rows = conn.execute("SELECT unit, key, secret, made_at FROM own_key ORDER BY unit")
        return tuple(
            OwnKey(unit, key, secret, datetime.fromisoformat(at)) for unit, key, secret, at in rows
        )


def trust(database: Database, trusted: TrustedKey) -> None:
    """Trust a key for a unit; said again, the newest word stands."""
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR REPLACE INTO trusted_key (key, unit, how, at, user) VALUES (?, ?, ?, ?, ?)",
            (trusted.key, trusted.unit, trusted.how.value, _text(trusted.at), trusted.user),
        )


def distrust(database: Database, key: str, *, unit: str) -> None:
    """Trust a key for a unit no longer."""
    with database.transaction() as conn:
        conn.execute("DELETE FROM trusted_key WHERE key = ? AND unit = ?", (key, unit))


def all_trusted(database: Database) -> tuple[TrustedKey, ...]:
    """Every key trusted directly, by unit, oldest first."""
    with database.reading() as conn:
        rows = conn.execute(
            "SELECT key, unit, how, at, user FROM trusted_key ORDER BY unit, at, key"
        ).fetchall()
    return tuple(
        TrustedKey(key, unit, How(how), datetime.fromisoformat(at), user)
        for key, unit, how, at, user in rows
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
