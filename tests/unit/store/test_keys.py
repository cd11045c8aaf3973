"""Keys: own ones, and those trusted for a unit."""

from datetime import UTC, datetime, timedelta

from zjmz_desktop.store import keys
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.keys import How, OwnKey, TrustedKey

AT = datetime(2018, 7, 3, tzinfo=UTC)
TOWN, DISTRICT = "321112001000", "321112000000"


def test_each_unit_has_one_own_key(database: Database) -> None:
    assert keys.own_of(database, TOWN) is None
    own = OwnKey(TOWN, "a" * 64, b"s" * 32, AT)
    other = OwnKey(DISTRICT, "b" * 64, b"t" * 32, AT)
    for one in (own, other):
        keys.keep_own(database, one)
    assert keys.own_of(database, TOWN) == own
    assert keys.all_own(database) == (other, own)
    newer = OwnKey(TOWN, "c" * 64, b"u" * 32, AT)
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
