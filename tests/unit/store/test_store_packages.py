"""Packages that came or went are remembered with what was done with each."""

import sqlite3
from dataclasses import replace

import pytest
from arrivals import HANDLED, stored

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.packages import Kind, Reach
from zjmz_desktop.store import packages, receipts
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.packages import Direction, PackageAct, PackageState


def test_a_package_comes_back_as_it_was_kept(database: Database) -> None:
    package = stored(
        "1",
        period="2018M06",
        number=2,
        name="高资街道.mzp",
        counts={"new": 3},
        vector={"a" * 32: Reach(3, "b" * 32)},
    )
    no = packages.keep(database, package)
    assert no == 1
    kept = packages.by_id(database, "1" * 64)
    assert kept == packages.by_no(database, no)
    assert kept is not None
    assert kept.no == 1
    assert replace(kept, no=0) == package
    assert packages.by_id(database, "2" * 64) is None


def test_one_is_kept_once(database: Database) -> None:
    packages.keep(database, stored("1"))
    with pytest.raises(StoreError) as caught:
        packages.keep(database, stored("1"))
    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)


def test_state_counts_and_acts(database: Database) -> None:
    no = packages.keep(database, stored("1"))
    packages.set_state(database, no, state=PackageState.UNDONE)
    packages.set_counts(database, no, counts={"same": 9})
    packages.record(database, PackageAct(no, "undo", HANDLED))
    kept = packages.by_no(database, no)
    assert kept is not None
    assert (kept.state, kept.counts) == (PackageState.UNDONE, {"same": 9})
    assert packages.acts(database, no) == (PackageAct(no, "undo", HANDLED),)


def test_those_that_came_and_those_that_went_newest_first(database: Database) -> None:
    for name in "12":
        packages.keep(database, stored(name))
    packages.keep(database, stored("3", direction=Direction.OUT, state=PackageState.SENT))
    assert [one.id[0] for one in packages.all_of(database, Direction.IN)] == ["2", "1"]
    assert [one.id[0] for one in packages.all_of(database, Direction.OUT)] == ["3"]


def test_numbers_count_what_went_by_kind_receiver_and_period(database: Database) -> None:
    city = "321100000000"

    def following(period: str) -> int:
        return packages.next_number(
            database, Kind.SUBMISSION, recipient=city, period=period, year=2018
        )

    assert following("2018M06") == 1
    out = {"direction": Direction.OUT, "state": PackageState.SENT, "recipient": city}
    packages.keep(database, stored("1", **out, period="2018M06"))
    packages.keep(database, stored("2", recipient=city, period="2018M06", number=8))
    assert following("2018M06") == 2
    assert following("2018M07") == 1


def test_a_receipt_goes_on_and_never_back(database: Database) -> None:
    first, second = (packages.keep(database, stored(name)) for name in "12")
    a, b = "a" * 32, "b" * 32
    receipts.keep(database, "U", vector={a: Reach(3, "3"), b: Reach(1, "1")}, package_no=first)
    receipts.keep(database, "U", vector={a: Reach(2, "2"), b: Reach(5, "5")}, package_no=second)
    assert receipts.of_unit(database, "U") == {a: Reach(3, "3"), b: Reach(5, "5")}
    assert receipts.of_unit(database, "V") == {}
    receipts.keep(database, "V", vector={a: Reach(1, "1")}, package_no=first)
    receipts.forget(database, "U")
    assert receipts.of_unit(database, "U") == {}
    assert receipts.of_unit(database, "V") == {a: Reach(1, "1")}
