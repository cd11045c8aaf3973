"""Keys: own ones, and those trusted for a unit."""

from datetime import UTC, datetime, timedelta

import pytest

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import keys
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.keys import How, OwnKey, TrustedKey

AT = datetime(2018, 7, 3, tzinfo=UTC)
TOWN, DISTRICT = "321112001000", "321112000000"


def made(unit: str, secret: bytes) -> OwnKey:
    return OwnKey(unit, SigningKey(secret).public, secret, AT)


def test_each_unit_has_one_own_key(database: Database) -> None:
    assert keys.own_of(database, TOWN) is None
    own, other = made(TOWN, b"s" * 32), made(DISTRICT, b"t" * 32)
    for one in (own, other):
        keys.keep_own(database, one)
    assert keys.own_of(database, TOWN) == own
    assert keys.all_own(database) == (other, own)
    newer = made(TOWN, b"u" * 32)
    keys.keep_own(database, newer)
    assert keys.all_own(database) == (other, newer)


def test_trust_is_per_key_and_unit_and_can_end(database: Database) -> None:
    first = TrustedKey("a" * 64, TOWN, How.CONFIRMED, AT, "u01")
    second = TrustedKey("b" * 64, TOWN, How.INTRODUCED, AT + timedelta(days=1), "u01")
    above = TrustedKey("a" * 64, DISTRICT, How.OWN, AT, "")
    for one in (second, first, above):
        keys.trust(database, one)
    assert keys.all_trusted(database) == (above, first, second)
    again = TrustedKey("b" * 64, TOWN, How.CONFIRMED, AT + timedelta(days=2), "u02")
    keys.trust(database, again)
    keys.distrust(database, "a" * 64, unit=TOWN)
    assert keys.all_trusted(database) == (above, again)


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE own_key SET key = 'x'",
        "UPDATE own_key SET secret = x'00'",
        f"UPDATE own_key SET secret = x'{'01' * 32}'",
        "UPDATE own_key SET made_at = 'x'",
        "UPDATE trusted_key SET key = 'x'",
        "UPDATE trusted_key SET at = 'x'",
    ],
)
def test_a_damaged_row_is_a_sentence(database: Database, fault: str) -> None:
    keys.keep_own(database, made(TOWN, b"s" * 32))
    keys.trust(database, TrustedKey("a" * 64, TOWN, How.OWN, AT, "u01"))
    database.conn.execute(fault)
    with pytest.raises(StoreError, match="单位识别码的记录不对"):
        (keys.own_of(database, TOWN), keys.all_trusted(database))
