"""Names and towns of a register's rows: every row once, whatever is filled of it."""

import pytest
from arrivals import AT, Chain

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import BLANK, State, Value, text_value
from zjmz_desktop.store import personal
from zjmz_desktop.store.arriving import insert_all
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.personal import Kept
from zjmz_desktop.store.row_names import RowName, names_of_rows

GAOZI, BAOYAN = "321112001000", "321112103000"
HERE, GONE = "1" * 64, "2" * 64
ROWS: dict[str, dict[str, Value]] = {
    "1": {"name": text_value("甲"), "town": text_value(BAOYAN), "address": text_value("一号")},
    "2": {"town": text_value(GAOZI)},
    "3": {"name": text_value("丙")},
    "4": {"address": text_value("二号")},
    "5": {"name": BLANK, "town": BLANK},
    "6": {"name": Value(State.SEALED, commit=HERE)},
    "7": {"name": Value(State.SEALED, commit=GONE), "town": text_value(GAOZI)},
}


def named(row: str, keeper: str, town: str | None, title: str | None) -> RowName:
    return RowName(row * 32, keeper, town, title)


@pytest.fixture
def filled(database: Database) -> Database:
    chain = Chain(GAOZI, "a")
    for row, parts in ROWS.items():
        for part, value in parts.items():
            chain.write(Cell("elder", GAOZI, part, row=row * 32), value)
    chain.write(Cell("canteen", GAOZI, "name", row="8" * 32), text_value("别的底册"))
    chain.write(Cell("elder", GAOZI, "value", 2018, "2018M06"), text_value("不是一行"))
    with database.transaction() as conn:
        insert_all(conn, chain.lines, package_no=1, received_at=AT)
    personal.keep(database, [Kept(HERE, "00", "己")])
    return database


def test_every_row_is_named_once(filled: Database) -> None:
    assert names_of_rows(filled, "elder", title="name") == (
        named("1", GAOZI, BAOYAN, "甲"),
        named("2", GAOZI, GAOZI, None),
        named("3", GAOZI, None, "丙"),
        named("4", GAOZI, None, None),
        named("5", GAOZI, None, None),
        named("6", GAOZI, None, "己"),
        named("7", GAOZI, GAOZI, None),
    )


def test_another_field_may_name_them(filled: Database) -> None:
    found = names_of_rows(filled, "elder", title="address")
    assert [one.title for one in found] == ["一号", None, None, "二号", None, None, None]


def test_a_register_without_rows_has_no_names(filled: Database) -> None:
    assert names_of_rows(filled, "institution", title="name") == ()


def test_a_row_that_two_keep_is_named_once(filled: Database) -> None:
    other = Chain(BAOYAN, "b")
    for part, text in (("name", "乙"), ("town", BAOYAN)):
        other.write(Cell("elder", BAOYAN, part, row="1" * 32), text_value(text))
    with filled.transaction() as conn:
        insert_all(conn, other.lines, package_no=2, received_at=AT)
    found = [one for one in names_of_rows(filled, "elder", title="name") if one.row == "1" * 32]
    assert found == [named("1", BAOYAN, BAOYAN, "乙")]
