"""Merge by property: import order, repetition and route can't matter; wrong designs die of it."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.merge import Held, agreed, heads, hold, is_conflict, shown
from zjmz_desktop.domain.revisions import Cell, Clock, Revision
from zjmz_desktop.domain.values import BLANK, number

CELLS = tuple(Cell(code, "321112001000", "value", 2018, "2018M06") for code in ("I1", "I2"))
Seen = tuple[frozenset[str], str | None]
Import = Callable[[Sequence[Held]], dict[Cell, Seen]]


def write(cell: Cell, *parents: Held, ms: int = 1, replica: int = 1, n: str = "1") -> Held:
    return hold(
        Revision(
            "321112001000",
            f"{replica:032x}",
            len(parents) + 1,
            Clock(ms, 0),
            "u01",
            cell,
            number(n),
            tuple(sorted(parent.id for parent in parents)),
        )
    )


# ---- the true design, and the wrong ones of the design page ----


def true_design(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    found = {cell: heads(cell, arrived) for cell in CELLS}
    return {cell: _seen(cell_heads) for cell, cell_heads in found.items()}


def _seen(found: Sequence[Held]) -> Seen:
    first = shown(found)
    return frozenset(one.id for one in found), first.id if first else None


def _rank(one: Held) -> tuple[int, int, str, str]:
    clock = one.revision.clock
    return clock.ms, clock.counter, one.revision.replica, one.id


def other_cells_supersede(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    named = {parent for one in arrived for parent in one.revision.parents}
    kept = [one for one in arrived if one.id not in named]
    return true_design(kept)


def first_import_fixes_the_winner(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    found = true_design(arrived)
    for cell, (ids, _) in found.items():
        found[cell] = ids, next((one.id for one in arrived if one.id in ids), None)
    return found


def identity_is_replica_and_seq(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    kept: dict[tuple[str, int], Held] = {}
    for one in arrived:
        kept.setdefault((one.revision.replica, one.revision.seq), one)
    return true_design(list(kept.values()))


def last_imported_wins(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    found = true_design(arrived)
    for cell, (ids, _) in found.items():
        found[cell] = ids, next((one.id for one in reversed(arrived) if one.id in ids), None)
    return found


def heads_dropped_by_clock(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    standing: dict[Cell, Held] = {}
    for one in arrived:
        cell = one.revision.cell
        if cell not in standing or _rank(one) > _rank(standing[cell]):
            standing[cell] = one
    return {cell: _seen([standing[cell]] if cell in standing else []) for cell in CELLS}


def upsert_in_import_order(arrived: Sequence[Held]) -> dict[Cell, Seen]:
    standing = {one.revision.cell: one for one in arrived}
    return {cell: _seen([standing[cell]] if cell in standing else []) for cell in CELLS}


WRONG = (
    other_cells_supersede,
    first_import_fixes_the_winner,
    identity_is_replica_and_seq,
    last_imported_wins,
    heads_dropped_by_clock,
    upsert_in_import_order,
)


# ---- what must hold ----


def oracle(history: Sequence[Held]) -> dict[Cell, Seen]:
    """Straight from the page: a head is a revision that none of its own cell names as parent."""
    found: dict[Cell, Seen] = {}
    for cell in CELLS:
        mine = {one.id: one for one in history if one.revision.cell == cell}
        ids = {
            key for key in mine if not any(key in other.revision.parents for other in mine.values())
        }
        top = max((mine[key] for key in ids), key=_rank, default=None)
        found[cell] = frozenset(ids), top.id if top else None
    return found


def holds(design: Import, history: Sequence[Held], route: Sequence[Held]) -> bool:
    """The property: any route that brings every revision ends where the set itself stands."""
    return design(route) == design(history) == oracle(history)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Held], list[Held]]:
    """Writers with skewed clocks, who saw any part of what was written; then a route of arrival.

    A restored backup writes again with the same (replica, seq); another names foreign parents.
    """
    history: list[Held] = []
    for _ in range(draw(st.integers(1, 8))):
        cell = draw(st.sampled_from(CELLS))
        saw = draw(st.lists(st.sampled_from(history), max_size=3, unique=True)) if history else []
        ms, replica = draw(st.integers(1, 4)), draw(st.integers(1, 3))
        written = write(cell, *saw, ms=ms, replica=replica, n=draw(st.sampled_from("12")))
        if written.id not in {one.id for one in history}:
            history.append(written)
    again = draw(st.lists(st.sampled_from(history), max_size=4))
    return history, draw(st.permutations([*history, *again]))


@given(histories())
def test_order_repetition_and_route_of_imports_can_not_matter(
    case: tuple[list[Held], list[Held]],
) -> None:
    assert holds(true_design, *case)


A = write(CELLS[0], ms=2, replica=1)
B = write(CELLS[0], ms=1, replica=2, n="2")
A_AGAIN = write(CELLS[0], ms=3, replica=1, n="3")
ELSEWHERE = write(CELLS[1], A, ms=3, replica=3)


@pytest.mark.parametrize("design", WRONG, ids=lambda design: design.__name__)
def test_the_same_property_kills_every_wrong_design(design: Import) -> None:
    cases = ([A, B], [B, A]), ([A, A_AGAIN], [A_AGAIN, A]), ([A, ELSEWHERE], [ELSEWHERE, A])
    assert all(holds(true_design, *case) for case in cases)
    assert not all(holds(design, *case) for case in cases)


@pytest.mark.parametrize("design", WRONG, ids=lambda design: design.__name__)
def test_random_histories_find_every_wrong_design_too(design: Import) -> None:
    found: list[bool] = []

    @settings(derandomize=True, database=None, max_examples=300)
    @given(histories())
    def search(case: tuple[list[Held], list[Held]]) -> None:
        found.append(holds(design, *case))

    search()
    assert False in found


# ---- heads, conflicts, settling ----


def test_one_head_is_the_value() -> None:
    newer = write(CELLS[0], A, ms=1, n="5")
    assert heads(CELLS[0], [newer, A]) == (newer,)
    assert not is_conflict([newer])


def test_nothing_is_shown_of_an_empty_cell() -> None:
    assert heads(CELLS[0], []) == ()
    assert shown([]) is None
    assert agreed([])


def test_equal_heads_agree_and_different_ones_conflict() -> None:
    one, same = write(CELLS[0], n="4.80"), write(CELLS[0], replica=2, n="4.8")
    assert len(heads(CELLS[0], [one, same])) == 2
    assert agreed([one, same])
    found = heads(CELLS[0], [one, B])
    assert is_conflict(found)
    assert shown(found) == found[0]


def test_a_revision_naming_all_heads_settles() -> None:
    settled = write(CELLS[0], A, B, ms=1, replica=3)
    assert heads(CELLS[0], [A, B, settled]) == (settled,)


def test_a_cleared_value_differs_from_a_value() -> None:
    cleared = hold(Revision("321112001000", "9".zfill(32), 1, Clock(9, 0), "u01", CELLS[0], BLANK))
    assert is_conflict(heads(CELLS[0], [A, cleared]))


def test_a_parent_that_has_not_arrived_yet_changes_nothing() -> None:
    child = write(CELLS[0], A, ms=1, replica=2)
    assert heads(CELLS[0], [child]) == (child,)
    assert heads(CELLS[0], [child, A]) == (child,)
