"""Merging: which revisions of one cell stand, which is shown, and when two PCs disagree.

Pure functions of a set: the order, number and route of imports can't matter. A clock decides only
what is shown first, never what is kept.
"""

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.line_writing import value_written
from zjmz_desktop.domain.revisions import Cell, Revision, id_of


class Held(NamedTuple):
    """A revision in the store with its id, so that no line is hashed twice."""

    id: str
    revision: Revision


def hold(revision: Revision) -> Held:
    """A revision with its id."""
    return Held(id_of(revision.line), revision)


def heads(cell: Cell, held: Iterable[Held]) -> tuple[Held, ...]:
    """Revisions of the cell that no revision of the same cell names as parent, shown one first.

    A revision of another cell that names one as parent supersedes nothing.
    """
    mine = {one.id: one for one in held if one.revision.cell == cell}
    superseded = {parent for one in mine.values() for parent in one.revision.parents}
    found = (mine[key] for key in standing(mine, superseded))
    return tuple(sorted(found, key=_rank, reverse=True))


def standing(ids: Iterable[str], superseded: Container[str]) -> tuple[str, ...]:
    """Of a cell's revisions, by id, those that none of the same cell names as parent."""
    return tuple([one for one in ids if one not in superseded])


def _rank(one: Held) -> tuple[int, int, str, str]:
    clock = one.revision.clock
    return clock.ms, clock.counter, one.revision.replica, one.id


def shown(found: Iterable[Held]) -> Held | None:
    """The head that is shown: greatest by clock, replica, id; None where the cell is empty."""
    return max(found, key=_rank, default=None)


def agreed(found: Iterable[Held]) -> bool:
    """Whether all heads say the same in canonical form (4.80 = 4.8)."""
    return len({value_written(one.revision.value).json for one in found}) <= 1


def is_conflict(found: Iterable[Held]) -> bool:
    """两机数据不一致，待核实: several heads that differ."""
    return not agreed(found)


def last_common(found: Iterable[Held], *, heads: Iterable[Held]) -> Held | None:
    """The last value that the writers of all heads had before them; None where there is none.

    Args:
        found: the cell's revisions.
        heads: those that stand against each other.
    """
    by_id = {one.id: one for one in found}
    behind = [_ancestors(head, by_id) for head in heads]
    common = frozenset.intersection(*behind) if behind else frozenset()
    return shown(by_id[name] for name in common)


def _ancestors(head: Held, by_id: Mapping[str, Held]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [*head.revision.parents]
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in seen:
            seen.add(name)
            waiting += by_id[name].revision.parents
    return frozenset(seen)
