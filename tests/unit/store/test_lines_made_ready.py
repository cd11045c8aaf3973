"""Lines made ready before the transaction: what happened meanwhile is never overlooked."""

from dataclasses import replace

import pytest
from arrivals import AT, HANDLED, Chain, as_lines
from arrivals import take_in as take_package_in
from histories import Case, histories
from hypothesis import HealthCheck, given, settings

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import arriving, cells, hiding, revisions
from zjmz_desktop.store.arriving import insert_all, made_ready, take_in
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.revisions import Author, Write

GAOZI = "321112001000"
JUNE = Cell("I1", GAOZI, "value", 2018, "2018M06")
JULY = Cell("I1", GAOZI, "value", 2018, "2018M07")
HERE = Author(GAOZI, "u01", AT, lambda: "f" * 32)


@pytest.fixture
def chain() -> Chain:
    made = Chain(GAOZI, "a")
    made.write(JUNE, number(1))
    return made


def is_sound(database: Database) -> bool:
    before = digest(database)
    rebuild(database)
    return digest(database) == before


def test_a_save_to_the_same_cell_in_between_makes_a_conflict(
    database: Database, chain: Chain
) -> None:
    ready = made_ready(database.conn, chain.lines)
    revisions.append(database, HERE, writes=[Write(JUNE, number(2))])
    with database.transaction() as conn:
        told = take_in(conn, ready, package_no=1, received_at=AT)
    assert told.conflicts == (JUNE,)
    shown = cells.one(database, JUNE)
    assert shown is not None
    assert shown.conflict
    assert is_sound(database)


def test_a_save_to_another_cell_costs_nothing(
    database: Database, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = made_ready(database.conn, chain.lines)
    revisions.append(database, HERE, writes=[Write(JULY, number(2))])
    monkeypatch.setattr(arriving, "made_ready", None)
    with database.transaction() as conn:
        told = take_in(conn, ready, package_no=1, received_at=AT)
    assert told.added == (JUNE,)
    query = "SELECT log_no, package_no FROM revision ORDER BY log_no"
    assert database.conn.execute(query).fetchall() == [(1, None), (2, 1)]
    assert is_sound(database)


def test_an_undo_in_between_leaves_nothing_hidden_that_came_again(
    database: Database, chain: Chain
) -> None:
    no = take_package_in(database, "1", chain.segment())
    ready = made_ready(database.conn, chain.lines)
    hiding.hide(database, no, handled=replace(HANDLED, position=2))
    with database.transaction() as conn:
        told = take_in(conn, ready, package_no=no, received_at=AT)
    assert (told.same, told.restored) == (0, 1)
    assert cells.one(database, JUNE) is not None
    assert is_sound(database)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories())
def test_all_made_ready_at_once_and_taken_in_one_by_one_is_the_same(
    database: Database, case: Case
) -> None:
    """Each package is out of date by those before it, as if several imports ran side by side."""
    packages = [as_lines(one.revision for one in some) for some in case.packages]
    conn = database.conn
    conn.execute("BEGIN")
    for lines in packages:
        insert_all(conn, lines, package_no=1, received_at=AT)
    in_turn = digest(database)
    conn.execute("ROLLBACK")
    conn.execute("BEGIN")
    for one in [made_ready(conn, lines) for lines in packages]:
        take_in(conn, one, package_no=1, received_at=AT)
    assert digest(database) == in_turn
    conn.execute("ROLLBACK")
