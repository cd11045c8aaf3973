"""The proofs of merging: whatever happened anywhere, and whatever way the packages came.

The same property kills every wrong design of the design page, and the control.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest
from histories import CELLS, EMPTY, Case, Pc, Stand, histories, oracle, rank, valid
from hypothesis import Phase, find, given, settings

from zjmz_desktop.domain.merge import Held, agreed, heads, is_conflict, shown
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.settling import settling
from zjmz_desktop.domain.values import number

Design = Callable[[Sequence[Held]], Mapping[Cell, Stand]]


def seen(found: Iterable[Held]) -> Stand:
    standing = tuple(found)
    first = shown(standing)
    ids = frozenset(one.id for one in standing)
    return Stand(ids, first.id if first else None, is_conflict(standing))


def true_design(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    kept = valid(arrived)
    return {cell: seen(heads(cell, kept)) for cell in CELLS}


# ---- the wrong designs of the design page, the control, and one more ----


def other_cells_supersede(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    kept = valid(arrived)
    named = {parent for one in kept for parent in one.revision.parents}
    return true_design([one for one in kept if one.id not in named])


def first_import_fixes_the_winner(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    return _chosen(arrived, arrived)


def identity_is_replica_and_seq(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    kept: dict[tuple[str, int], Held] = {}
    for one in arrived:
        kept.setdefault((one.revision.replica, one.revision.seq), one)
    return true_design(list(kept.values()))


def last_imported_wins(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    return _chosen(arrived, arrived[::-1])


def heads_dropped_by_clock(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    kept: dict[Cell, Held] = {}
    for one in valid(arrived):
        cell = one.revision.cell
        kept[cell] = max(kept.get(cell, one), one, key=rank)
    return {cell: seen([kept[cell]] if cell in kept else []) for cell in CELLS}


def upsert_in_import_order(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    kept = {one.revision.cell: one for one in valid(arrived)}
    return {cell: seen([kept[cell]] if cell in kept else []) for cell in CELLS}


def anybody_writes_anything(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    return {cell: seen(heads(cell, arrived)) for cell in CELLS}


def parents_only_of_what_came_before(arrived: Sequence[Held]) -> dict[Cell, Stand]:
    standing: dict[Cell, dict[str, Held]] = {cell: {} for cell in CELLS}
    for one in valid(arrived):
        mine = standing[one.revision.cell]
        for parent in one.revision.parents:
            mine.pop(parent, None)
        mine[one.id] = one
    return {cell: seen(mine.values()) for cell, mine in standing.items()}


def _chosen(arrived: Sequence[Held], order: Sequence[Held]) -> dict[Cell, Stand]:
    found = true_design(arrived)
    for cell, one in found.items():
        found[cell] = one._replace(shown=next((h.id for h in order if h.id in one.heads), None))
    return found


WRONG = (
    other_cells_supersede,
    first_import_fixes_the_winner,
    identity_is_replica_and_seq,
    last_imported_wins,
    heads_dropped_by_clock,
    upsert_in_import_order,
    anybody_writes_anything,
    parents_only_of_what_came_before,
)


# ---- the property ----


def holds(design: Design, case: Case) -> bool:
    """After every package the store stands where the set of what has come stands, and no other way.

    That the oracle takes a set says all at once: order, grouping, repetition and route can't matter.
    """
    arrived: list[Held] = []
    for package in case.packages:
        arrived += package
        if design(arrived) != oracle(arrived):
            return False
    return True


@settings(max_examples=300, deadline=None)
@given(histories())
def test_order_grouping_repetition_and_route_can_not_matter(case: Case) -> None:
    assert holds(true_design, case)


@pytest.mark.parametrize("design", WRONG, ids=lambda design: design.__name__)
def test_the_same_property_kills_every_wrong_design(design: Design) -> None:
    """`find` raises where no random history is found that tells the design from the true one."""
    search = settings(
        max_examples=3000, derandomize=True, database=None, phases=[Phase.generate], deadline=None
    )
    case = find(histories(), lambda case: not holds(design, case), settings=search)
    assert holds(true_design, case)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_packages_merge_in_any_grouping(case: Case) -> None:
    one_by_one = [(one,) for package in case.packages for one in package]
    ways: Iterable[Iterable[Sequence[Held]]] = (
        one_by_one,
        case.packages[::-1],
        [case.history],
        [case.history, *case.packages],
    )
    ends = [true_design([one for package in way for one in package]) for way in ways]
    assert all(end == ends[0] for end in ends)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_no_update_is_lost(case: Case) -> None:
    """What may be placed is a head, or somebody who had seen it wrote over it in the same cell."""
    kept = valid(case.history)
    found = true_design(case.history)
    for one in kept:
        cell = one.revision.cell
        over = any(
            one.id in other.revision.parents for other in kept if other.revision.cell == cell
        )
        assert (one.id in found[cell].heads) is not over


@settings(max_examples=100, deadline=None)
@given(histories())
def test_a_conflict_is_heads_that_differ_and_stays_settled(case: Case) -> None:
    for cell in CELLS:
        standing = heads(cell, valid(case.history))
        assert is_conflict(standing) is (len({one.revision.value for one in standing}) > 1)
        if not is_conflict(standing):
            continue
        made = settling(standing, number(9), reason="以台账为准")
        pc = Pc(standing[0].revision.author, "e" * 32, -1)
        done = pc.write(cell, made.value, parents=made.parents)
        for way in ([done, *case.history], [*case.history, done], [done, *standing, done]):
            assert true_design(way)[cell] == Stand(frozenset({done.id}), done.id, False)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_a_part_of_the_packages_never_shows_what_nobody_wrote(case: Case) -> None:
    for package in case.packages:
        for cell, one in true_design(package).items():
            assert one.heads <= {held.id for held in package if held.revision.cell == cell}
            assert (one == EMPTY) is not any(h.revision.cell == cell for h in valid(package))


def test_equal_heads_agree_whoever_wrote_them() -> None:
    pcs = [Pc(CELLS[0].unit, f"{no:032x}", 0) for no in (1, 2)]
    same = [
        pc.write(CELLS[0], number(n), parents=())
        for pc, n in zip(pcs, ("4.80", "4.8"), strict=True)
    ]
    assert agreed(heads(CELLS[0], same))
    assert len(heads(CELLS[0], same)) == 2
