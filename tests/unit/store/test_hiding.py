"""Undo of an import: hidden is as if it had never come, recorded, refused where more builds on it."""

import pytest
from arrivals import AT, HANDLED, Chain, take_again, take_in
from written import written

from zjmz_desktop.domain.errors import UndoRefusedError
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State, Value, number
from zjmz_desktop.store import cells, health, packages, replicas, revisions, segments
from zjmz_desktop.store.arriving import insert_all
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.hiding import brought_only_by, building_on, hide
from zjmz_desktop.store.packages import PackageState
from zjmz_desktop.store.projections import digest
from zjmz_desktop.store.rebuilding import rebuild
from zjmz_desktop.store.revisions import Author, Write

GAOZI = "321112001000"
JUNE = Cell("I1", GAOZI, "value", 2018, "2018M06")
JULY = Cell("I1", GAOZI, "value", 2018, "2018M07")


@pytest.fixture
def chain() -> Chain:
    """June, then June corrected, then July."""
    made = Chain(GAOZI, "a")
    first = made.write(JUNE, number(1))
    made.write(JUNE, number(2), first)
    made.write(JULY, number(7))
    return made


def value_of(database: Database, cell: Cell) -> Value | None:
    found = cells.one(database, cell)
    return found.value if found else None


def is_sound(database: Database) -> bool:
    before = digest(database)
    rebuild(database)
    return digest(database) == before and not health.bad_revisions(database) + health.bad_kept(
        database
    )


def test_a_package_undone_leaves_no_trace_but_the_record(database: Database, chain: Chain) -> None:
    empty = digest(database)
    no = take_in(database, "1", chain.segment())
    whole, vector = digest(database), replicas.vector(database)
    assert set(hide(database, no, handled=HANDLED)) == {JUNE, JULY}
    assert digest(database) == empty
    assert revisions.history(database, [JUNE, JULY]) == ()
    assert replicas.vector(database) == {}
    assert segments.maximal(database) == ()
    kept = packages.by_no(database, no)
    assert kept is not None
    assert kept.state is PackageState.UNDONE
    assert is_sound(database)
    assert set(take_again(database, no)) == {JUNE, JULY}
    assert (digest(database), replicas.vector(database)) == (whole, vector)
    assert [act.act for act in packages.acts(database, no)] == ["undo", "restore"]
    assert packages.acts(database, no)[0].handled == HANDLED
    assert is_sound(database)


def test_why_it_was_taken_back_is_kept_with_the_act(database: Database, chain: Chain) -> None:
    no = take_in(database, "1", chain.segment())
    hide(database, no, handled=HANDLED, reason="导错了文件")
    take_again(database, no)
    assert [act.reason for act in packages.acts(database, no)] == ["导错了文件", ""]


def test_the_newer_package_undone_leaves_what_the_older_brought(
    database: Database, chain: Chain
) -> None:
    take_in(database, "1", chain.segment(1))
    before = digest(database)
    newer = take_in(database, "2", chain.segment())
    assert hide(database, newer, handled=HANDLED) == (JUNE, JULY)
    assert value_of(database, JUNE) == number(1)
    assert value_of(database, JULY) is None
    assert digest(database) == before
    assert is_sound(database)


def test_the_older_package_undone_takes_nothing_that_the_newer_brought_too(
    database: Database, chain: Chain
) -> None:
    older = take_in(database, "1", chain.segment(1))
    take_in(database, "2", chain.segment())
    before = digest(database)
    assert brought_only_by(database, older) == frozenset()
    assert hide(database, older, handled=HANDLED) == ()
    assert digest(database) == before


def test_what_was_hidden_and_came_again_otherwise_goes_with_that(
    database: Database, chain: Chain
) -> None:
    """Its number says the first package; what counts is which applied ones have it."""
    first = take_in(database, "1", chain.segment(1))
    hide(database, first, handled=HANDLED)
    second = take_in(database, "2", chain.segment())
    assert value_of(database, JUNE) == number(2)
    hide(database, second, handled=HANDLED)
    assert value_of(database, JUNE) is None
    take_again(database, first)
    assert value_of(database, JUNE) == number(1)
    assert is_sound(database)


def test_a_segment_in_two_packages_stays_till_both_are_undone(
    database: Database, chain: Chain
) -> None:
    first = take_in(database, "1", chain.segment())
    second = take_in(database, "2", chain.segment())
    assert hide(database, first, handled=HANDLED) == ()
    assert value_of(database, JUNE) == number(2)
    assert [one.name for one in segments.maximal(database)] == [chain.segment().name]
    hide(database, second, handled=HANDLED)
    assert value_of(database, JUNE) is None


def test_refused_with_the_lines_that_build_on_it(database: Database, chain: Chain) -> None:
    no = take_in(database, "1", chain.segment())
    author = Author("321112000000", "u09", AT, lambda: "f" * 32)
    made = written(database, author, writes=[Write(JUNE, number(9))])[0]
    before = digest(database)
    with pytest.raises(UndoRefusedError) as caught:
        hide(database, no, handled=HANDLED)
    assert caught.value.ids == (made.id,)
    assert "1处" in caught.value.message
    assert digest(database) == before
    kept = packages.by_no(database, no)
    assert kept is not None
    assert kept.state is PackageState.APPLIED
    assert packages.acts(database, no) == ()
    found = building_on(database, brought_only_by(database, no))
    assert [one.revision for one in found] == [made.revision]


def test_a_line_of_another_cell_that_names_one_does_not_hold_it(
    database: Database, chain: Chain
) -> None:
    no = take_in(database, "1", chain.segment(1))
    other = Chain("321112000000", "b")
    other.write(JULY, number(1), chain.lines[0])
    take_in(database, "2", other.segment())
    assert hide(database, no, handled=HANDLED) == (JUNE,)


def test_what_was_written_here_is_never_hidden(database: Database) -> None:
    """A package brings this store's own lines back."""
    author = Author(GAOZI, "u01", AT, lambda: "f" * 32)
    made = written(database, author, writes=[Write(JUNE, number(3))])[0]
    content = made.revision.line + b"\n"
    no = take_in(database, "1", Segment(GAOZI, "5" * 64, b"s", content))
    assert hide(database, no, handled=HANDLED) == ()
    assert value_of(database, JUNE) == number(3)


def test_importing_again_shows_again(database: Database, chain: Chain) -> None:
    no = take_in(database, "1", chain.segment())
    whole = digest(database)
    hide(database, no, handled=HANDLED)
    with database.transaction() as conn:
        told = insert_all(conn, chain.lines, package_no=no, received_at=AT)
    assert (told.new, told.restored, told.cells) == (0, 3, (JUNE, JULY))
    assert digest(database) == whole


def test_refused_where_a_review_here_speaks_of_it_as_long_as_the_review_stands(
    database: Database, chain: Chain
) -> None:
    no = take_in(database, "1", chain.segment())
    author = Author("321112000000", "u09", AT, lambda: "f" * 32)
    cell = Cell("I1", GAOZI, "review", 2018, "2018M06")
    said = Value(text="accepted", refs=(chain.lines[1].id,))
    review = written(database, author, writes=[Write(cell, said)])[0]
    with pytest.raises(UndoRefusedError) as caught:
        hide(database, no, handled=HANDLED)
    assert caught.value.ids == (review.id,)
    assert value_of(database, JUNE) == number(2)
    revisions.append(database, author, writes=[Write(cell, Value(State.BLANK))])
    assert set(hide(database, no, handled=HANDLED)) == {JUNE, JULY}


def test_what_comes_in_one_package_may_speak_of_itself(database: Database, chain: Chain) -> None:
    """A submission names the figures that it comes with."""
    said = Value(text="submitted", refs=(chain.lines[1].id,))
    chain.write(Cell("submission", GAOZI, "submit", 2018, "2018M06"), said)
    no = take_in(database, "1", chain.segment())
    assert len(hide(database, no, handled=HANDLED)) == 3


def test_what_is_hidden_holds_nothing_any_more(database: Database, chain: Chain) -> None:
    older = take_in(database, "1", chain.segment(1))
    newer = take_in(database, "2", chain.segment())
    hide(database, newer, handled=HANDLED)
    assert hide(database, older, handled=HANDLED) == (JUNE,)
    assert value_of(database, JUNE) is None
    assert is_sound(database)
