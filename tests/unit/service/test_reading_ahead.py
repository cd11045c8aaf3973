"""What a thread read is known to the window's office, as long as the store has not gone on."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import listing, register_readings
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod, save_field
from zjmz_desktop.service.reading_ahead import know, read_ahead
from zjmz_desktop.service.registering import add_row

GAOZI, CODE = "321112001000", "canteen"
JUNE = month(2018, 6)
AT = UnitPeriod(GAOZI, JUNE)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path, GAOZI, clock=july)) as office:
        add_row(office, CODE, typed={"name": "甲", "town": "高资街道"})
        yield office


@pytest.fixture
def beside(town: Office) -> Iterator[Office]:
    with closing(open_office(town.folder, clock=july, exclusive=False)) as office:
        yield office


def july() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


def save(office: Office, typed: str) -> None:
    save_field(office, FieldAt("I06-02", GAOZI, JUNE, "value"), typed=typed)


def test_what_was_read_beside_is_not_read_again(
    town: Office, beside: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = listing.month_list(beside, AT)
    town.cache.clear()
    know(town, read_ahead(beside, AT))
    monkeypatch.delattr(listing, "total")
    monkeypatch.delattr(register_readings, "_rows")
    assert listing.month_list(town, AT) == known
    assert [row.fields["name"].text for row in register_readings.rows_of(town, CODE)] == ["甲"]


def test_a_store_that_went_on_is_read_by_itself(town: Office, beside: Office) -> None:
    ahead = read_ahead(beside, AT)
    save(town, "7")
    know(town, ahead)
    found = {
        i.code: i
        for s in listing.month_list(town, AT).sections
        for one in s.items
        for i in one.indicators
    }
    assert found["I06-02"].status == "filled"


def test_what_was_read_already_stays(town: Office, beside: Office) -> None:
    listing.month_list(town, AT)
    mine = town.cache[CODE][("rows", CODE)]
    know(town, read_ahead(beside, AT))
    assert town.cache[CODE][("rows", CODE)] is mine


def test_rows_are_each_connections_own(town: Office, beside: Office) -> None:
    town.cache.clear()
    know(town, read_ahead(beside, AT))
    add_row(town, CODE, typed={"name": "乙", "town": "高资街道"})
    assert len(register_readings.rows_of(town, CODE)) == 2
    assert len(beside.cache[CODE][("rows", CODE)]) == 1
