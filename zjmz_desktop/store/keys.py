"""Keys: this office's own, and those of other offices that it trusts. Screens never use the word."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from zjmz_desktop.crypto import SigningKey, is_key
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.errors import DamagedStoreError


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


OWN_KEYS = "SELECT unit, key, secret, made_at FROM own_key"
TRUSTED_KEYS = "SELECT unit, key, how, at, user FROM trusted_key"


def own_of(database: Database, unit: str) -> OwnKey | None:
    """The key with which the unit signs here."""
    with _read(database) as conn:
        row = conn.execute(f"{OWN_KEYS} WHERE unit = ?", (unit,)).fetchone()
        return None if row is None else own_in(row)


def all_own(database: Database) -> tuple[OwnKey, ...]:
    """Every own key, by unit."""
    with _read(database) as conn:
        return tuple(map(own_in, conn.execute(f"{OWN_KEYS} ORDER BY unit")))


def own_in(row: tuple[Any, ...]) -> OwnKey:
    """The own key in a row of `OWN_KEYS`.

    Raises:
        ValueError: when it is none, or the secret is another key's.
    """
    unit, key, secret, at = row
    if SigningKey(secret).public != key:
        raise ValueError(key)
    return OwnKey(unit, key, secret, datetime.fromisoformat(at))


def trusted_in(row: tuple[Any, ...]) -> TrustedKey:
    """The trusted key in a row of `TRUSTED_KEYS`.

    Raises:
        ValueError: when it is none.
    """
    unit, key, how, at, user = row
    if not is_key(key):
        raise ValueError(key)
    return TrustedKey(key, unit, How(how), datetime.fromisoformat(at), user)


@contextmanager
def _read(database: Database) -> Iterator[sqlite3.Connection]:
    """Reads of keys; what is no key is a sentence."""
    try:
        with database.reading() as conn:
            yield conn
    except ValueError as error:
        raise DamagedStoreError(database.path, "单位识别码的记录不对") from error


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
    with _read(database) as conn:
        return tuple(map(trusted_in, conn.execute(f"{TRUSTED_KEYS} ORDER BY unit, at, key")))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
