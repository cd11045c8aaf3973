"""Three-way merge of one sentence: as generated when it was edited, as edited, as generated now.

Slots are one unit, words are cut at their punctuation: a clause is taken whole from one side.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from zjmz_desktop.domain.sentence_slots import Ref, Token, Tokens, joined

_UNITS = re.compile("[，、；：。！？（）]|[^，、；：。！？（）]+")


class Merged(NamedTuple):
    """What came of a merge.

    Attributes:
        tokens: the merged sentence; where both sides changed the same place, as edited.
        conflict: whether they did.
    """

    tokens: Tokens
    conflict: bool


def merge(base: Tokens, *, edited: Tokens, now: Tokens) -> Merged:
    """Carry an edit over to the sentence as it is generated now."""
    if base == now:
        return Merged(edited, False)
    old, mine, new = _units(base), _units(edited), _units(now)
    left, right = _matches(old, mine), _matches(old, new)
    found: list[Token] = []
    conflict = False
    at = (0, 0, 0)
    for no in [*(no for no in range(len(old)) if no in left and no in right), len(old)]:
        ends = (no, left.get(no, len(mine)), right.get(no, len(new)))
        o, m, n = old[at[0] : no], mine[at[1] : ends[1]], new[at[2] : ends[2]]
        conflict = conflict or (_plain(m) != o and n != o and _plain(m) != n)
        found += n if _plain(m) == o and n != o else m
        found += mine[ends[1] : ends[1] + 1]
        at = (no + 1, ends[1] + 1, ends[2] + 1)
    return Merged(joined(found), conflict)


def _units(tokens: Tokens) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        found += [token] if isinstance(token, Ref) else _UNITS.findall(token)
    return found


def _plain(units: Sequence[Token]) -> list[Token]:
    """Slots by name alone: an approximation stands for the same figure."""
    return [Ref(one.name) if isinstance(one, Ref) else one for one in units]


def _matches(old: Sequence[Token], other: Sequence[Token]) -> dict[int, int]:
    blocks = SequenceMatcher(None, old, _plain(other), autojunk=False).get_matching_blocks()
    return {a + no: b + no for a, b, size in blocks for no in range(size)}
