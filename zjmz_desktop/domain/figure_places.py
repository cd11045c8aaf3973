"""Figures of one unit told apart by their places: none may stand where another one stood.

The words before a figure are those between it and the figure or the comma before it. Two figures of
one unit that stand in the order of the generated sentence are as they should be, unless the words
before each of them are rather those of the other. Two that changed their order are so only where each
took its own words along: 「离婚登记593对、结婚登记2037对」 of 「结婚登记2037对、离婚登记593对」. Whose words
they are says the longest piece that they share with the words before each figure as generated.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.number_words import amounts_in
from zjmz_desktop.domain.sentence_slots import Generated, Slot, Tokens

_STOPS = re.compile("[，、；。！？]")


class FigureMovedError(ZjmzError):
    """Two figures of one unit that changed places."""

    def __init__(self, pair: tuple[str, str], as_generated: tuple[str, str]) -> None:
        first, second = as_generated
        super().__init__(
            f"“{pair[0]}”和“{pair[1]}”换了位置：原句里先是“{first}”，后是“{second}”。"
            "请照原句的先后写；要调换先后，数要同它前面的词一起移。"
        )
        self.pair = pair


class _Stand(NamedTuple):
    """A figure and the words right before it."""

    slot: Slot
    words: str
    at: int


def refuse_moved(tokens: Tokens, found: Generated) -> None:
    """Refuse a text in which figures of one unit changed places.

    Raises:
        FigureMovedError: with the first two that did.
    """
    before: dict[str, _Stand] = {}
    for one in _stands(found.tokens, found):
        before.setdefault(one.slot.name, one)
    for one, other in combinations(_stands(tokens, found), 2):
        own = before[one.slot.name], before[other.slot.name]
        if _tell_apart(one.slot, other.slot) and _is_moved((one, other), own):
            first, second = sorted(own, key=_at)
            raise FigureMovedError(
                (one.slot.shown, other.slot.shown), (_as_stood(first), _as_stood(second))
            )


def _stands(tokens: Tokens, found: Generated) -> Iterator[_Stand]:
    words = ""
    for at, token in enumerate(tokens):
        if isinstance(token, str):
            words = _STOPS.split(token)[-1].strip()
        else:
            if found.slots[token.name].is_figure:
                yield _Stand(found.slots[token.name], words, at)
            words = ""


def _at(stand: _Stand) -> int:
    return stand.at


def _as_stood(stand: _Stand) -> str:
    return f"{stand.words}{stand.slot.shown}"


def _tell_apart(one: Slot, other: Slot) -> bool:
    """Whether a reader can take one for the other: of one unit, and not the same."""
    return one.shown != other.shown and _unit(one) == _unit(other)


def _unit(slot: Slot) -> str:
    return next((amount.unit for amount in amounts_in(slot.shown)), "")


def _is_moved(now: tuple[_Stand, _Stand], own: tuple[_Stand, _Stand]) -> bool:
    lead = [
        _shared(one.words, mine.words) - _shared(one.words, theirs.words)
        for one, mine, theirs in zip(now, own, reversed(own), strict=True)
    ]
    if own[0].at < own[1].at:
        return max(lead) < 0
    return min(lead) <= 0


def _shared(words: str, others: str) -> int:
    """Length of the longest piece that stands in both."""
    longest = 0
    for start in range(len(words)):
        while words[start : start + longest + 1] in others and start + longest < len(words):
            longest += 1
    return longest
