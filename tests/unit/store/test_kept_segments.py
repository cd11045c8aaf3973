"""Segments are kept byte for byte; relayed are those that no other one contains."""

from dataclasses import replace
from datetime import UTC, datetime

from arrivals import Chain, take_in

from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import packages, quarantine, segments
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.packages import PackageState
from zjmz_desktop.store.quarantine import Quarantined

GAOZI, BAOYAN = "321112001000", "321112103000"


def cell(month: int, unit: str = GAOZI, row: str | None = None) -> Cell:
    if row:
        return Cell("canteen", unit, "name", row=row)
    return Cell("I1", unit, "value", 2018, f"2018M{month:02d}")


def chain(unit: str = GAOZI, name: str = "a", lines: int = 3) -> Chain:
    made = Chain(unit, name)
    for month in range(1, lines + 1):
        made.write(cell(month, unit), number(month))
    return made


def names(database: Database) -> set[str]:
    return {one.name for one in segments.maximal(database)}


def test_a_segment_comes_back_byte_for_byte(database: Database) -> None:
    segment = chain().segment()
    no = take_in(database, "1", segment)
    assert segments.read(database, segment.name) == segment
    (kept,) = segments.of_package(database, no)
    assert (kept.name, kept.author, kept.scope) == (segment.name, GAOZI, "figures:2018")
    assert kept.lines == 3
    assert kept.ends == {chain().lines[-1].id}
    assert segments.line_ids(database, segment.name) == {line.id for line in chain().lines}


def test_the_longest_of_a_chain_is_relayed(database: Database) -> None:
    made = chain()
    for number_, upto in enumerate((1, 3, 2), 1):
        take_in(database, str(number_), made.segment(upto))
    assert names(database) == {made.segment().name}


def test_each_author_and_scope_has_its_own(database: Database) -> None:
    rows = Chain(GAOZI, "b")
    rows.write(cell(0, row="c" * 32), number(1))
    other = chain(BAOYAN, "d")
    take_in(database, "1", chain().segment(), rows.segment(), other.segment(), other.segment(1))
    assert names(database) == {chain().segment().name, rows.segment().name, other.segment().name}


def test_both_arms_of_a_fork_are_relayed(database: Database) -> None:
    """A backup was restored: the same beginning, two ends."""
    one, other = chain(lines=2), chain(lines=2)
    one.write(cell(3), number(3))
    other.write(cell(4), number(4))
    other.write(cell(5), number(5))
    take_in(database, "1", one.segment())
    take_in(database, "2", other.segment())
    assert names(database) == {one.segment().name, other.segment().name}


def test_what_came_only_by_an_undone_package_is_not_relayed(database: Database) -> None:
    made = chain()
    take_in(database, "1", made.segment(1))
    no = take_in(database, "2", made.segment())
    packages.set_state(database, no, state=PackageState.UNDONE)
    assert names(database) == {made.segment(1).name}
    take_in(database, "3", made.segment())
    assert names(database) == {made.segment().name}


def test_a_segment_set_aside_whole_is_not_relayed(database: Database) -> None:
    segment = chain().segment()
    take_in(database, "1", segment)
    at = datetime(2018, 7, 3, tzinfo=UTC)
    whole = Quarantined(segment.name, segment.name, GAOZI, "UNKNOWN_KEY", "", None, at)
    quarantine.keep(database, [whole])
    assert names(database) == set()
    quarantine.drop(database, [whole])
    assert names(database) == {segment.name}


def test_what_was_received_under_a_key_are_the_last_lines_of_its_largest_segments(
    database: Database,
) -> None:
    made, other, town = chain(), chain(name="b"), chain(BAOYAN, "d")
    aside, newer = chain(name="c").segment(), replace(chain(lines=4).segment(), key="6" * 64)
    take_in(database, "1", made.segment(1), made.segment(), other.segment(), town.segment())
    take_in(database, "2", aside, newer)
    whole = Quarantined(
        aside.name, aside.name, GAOZI, "r", "", None, datetime(2018, 7, 3, tzinfo=UTC)
    )
    quarantine.keep(database, [whole])
    found = segments.received_under(database, "5" * 64, author=GAOZI)
    assert found == {made.lines[-1].id, other.lines[-1].id}
    assert segments.received_under(database, "7" * 64, author=GAOZI) == frozenset()


def test_without_one_that_is_left_out_the_next_smaller_is_relayed(database: Database) -> None:
    made = chain()
    take_in(database, "1", made.segment(1), made.segment(2), made.segment())
    found = segments.maximal(database, but={made.segment().name})
    assert [one.name for one in found] == [made.segment(2).name]
