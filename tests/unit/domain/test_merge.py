"""Heads, what is shown and what is a conflict; histories are in `test_merge_histories`."""

from zjmz_desktop.domain.merge import Held, agreed, heads, hold, is_conflict, last_common, shown
from zjmz_desktop.domain.revisions import Cell, Clock, Revision
from zjmz_desktop.domain.values import BLANK, number

CELLS = tuple(Cell(code, "321112001000", "value", 2018, "2018M06") for code in ("I1", "I2"))


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


A = write(CELLS[0], ms=2, replica=1)
B = write(CELLS[0], ms=1, replica=2, n="2")


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


def test_a_revision_of_another_cell_that_names_one_as_parent_supersedes_nothing() -> None:
    elsewhere = write(CELLS[1], A, ms=3, replica=3)
    assert heads(CELLS[0], [A, elsewhere]) == (A,)


def test_the_last_common_value_is_what_all_writers_had_before_them() -> None:
    first = write(CELLS[0], n="1")
    second = write(CELLS[0], first, ms=2, n="2")
    left = write(CELLS[0], second, ms=3, n="3")
    right = write(CELLS[0], second, ms=4, replica=2, n="4")
    later = write(CELLS[0], right, ms=5, replica=2, n="5")
    history = [first, second, left, right, later]
    assert last_common(history, heads=[left, later]) == second
    assert last_common(history, heads=[later]) == right
    assert last_common([left, right], heads=[left, right]) is None
