"""Rebuilding: all anew from the log, and Python's search for cycles on again afterwards, whatever happens."""

import gc

import pytest
from arrivals import AT, Chain

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import rebuilding
from zjmz_desktop.store.arriving import insert_all
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild

GAOZI = "321112001000"


@pytest.fixture
def filled(database: Database) -> Database:
    chain = Chain(GAOZI, "a")
    for no in range(1, 8):
        chain.write(Cell("I1", GAOZI, "value", 2018, f"2018M{no:02d}"), number(no))
    with database.transaction() as conn:
        insert_all(conn, chain.lines, package_no=1, received_at=AT)
    return database


def test_in_portions_it_is_the_same(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(filled)
    monkeypatch.setattr(rebuilding, "_AT_ONCE", 2)
    filled.conn.execute("DELETE FROM cell")
    assert digest(filled) != before
    rebuild(filled)
    assert digest(filled) == before


def test_the_search_for_cycles_is_off_meanwhile_and_on_again(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def fails(raw: bytes) -> None:
        seen.append(gc.isenabled())
        raise ZjmzError("坏了")

    monkeypatch.setattr(rebuilding, "read_one", fails)
    with pytest.raises(ZjmzError, match="坏了"):
        rebuild(filled)
    assert seen == [False]
    assert gc.isenabled()
