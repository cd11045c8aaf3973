"""One list of settings: what is written is what the check of the store knows."""

import pytest

from zjmz_desktop.store import settings
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.health import bad_kept


def test_each_kind_of_setting_is_known_by_its_key() -> None:
    assert settings.is_known("packed_to")
    assert settings.is_known("wants/321112001000")
    assert not settings.is_known("colour")
    assert settings.is_sound("last_user", "u02")
    assert not settings.is_sound("last_user", "")
    assert not settings.is_sound("clock", "10")
    assert settings.is_sound("office", "L3211-01")
    assert not settings.is_sound("office", "丹徒区")
    assert settings.is_sound("plan", "a" * 64)
    assert not settings.is_sound("plan", "a" * 64 + "b")


def test_no_other_setting_can_be_written(database: Database) -> None:
    with pytest.raises(AssertionError, match="colour"):
        database.set_meta("colour", "red")


def test_a_setting_that_is_not_in_the_list_is_no_sound_store(database: Database) -> None:
    database.conn.execute("INSERT INTO meta VALUES ('colour', 'red')")
    assert bad_kept(database) == ["设置“colour”不对"]
