"""Named migrations, in order. A released one is never edited; each newer one has a test from a stored dump."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from zjmz_desktop.store.migrations import (
    m001_first,
    m002_exchange,
    m003_reports,
    m004_act_reason,
    m005_unit_first,
    m006_said_once,
)

if TYPE_CHECKING:
    from sqlite_utils import Database as SqliteUtilsDatabase

Migration = Callable[["SqliteUtilsDatabase"], None]

MIGRATIONS: tuple[tuple[str, Migration], ...] = (
    ("m001_first", m001_first.migrate),
    ("m002_exchange", m002_exchange.migrate),
    ("m003_reports", m003_reports.migrate),
    ("m004_act_reason", m004_act_reason.migrate),
    ("m005_unit_first", m005_unit_first.migrate),
    ("m006_said_once", m006_said_once.migrate),
)
"""Name and function; a store's `user_version` is how many of them it has had."""

SCHEMA_VERSION = len(MIGRATIONS)
