"""The order of sentences within a chapter, as the office changed it: stored, and carried over to new data.

The text of the cell `order/<key of the chapter>` has two lines of sentence keys: as ordered, and as they were
generated when they were ordered.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_KEYS = re.compile(r"[A-Za-z0-9-]+(?: [A-Za-z0-9-]+)*")


class Order(NamedTuple):
    """An order of one's own.

    Attributes:
        keys: as ordered; those that have nothing to say now keep their place.
        base: as generated when they were ordered.
    """

    keys: tuple[str, ...]
    base: tuple[str, ...]

    @property
    def says_nothing(self) -> bool:
        """Whether it is as generated."""
        return self.keys == self.base

    @property
    def text(self) -> str:
        """As its cell holds it."""
        return f"{' '.join(self.keys)}\n{' '.join(self.base)}"


def read_order(text: str) -> Order | None:
    """An order from its cell; None where the cell holds none that can be read."""
    lines = text.split("\n")
    if len(lines) != 2 or not all(_KEYS.fullmatch(line) for line in lines):
        return None
    keys, base = (tuple(line.split(" ")) for line in lines)
    known = len(set(keys)) == len(keys) and sorted(keys) == sorted(base)
    return Order(keys, base) if known else None


def in_order(now: Sequence[str], order: Order | None) -> tuple[str, ...]:
    """Sentences as generated now, in the office's order.

    What is new stands behind what it is generated behind. Where the chapters were regrouped since, so that
    the sentences are generated in another order, that one holds.
    """
    if order is None or _kept(order.base, now) != _kept(now, order.base):
        return tuple(now)
    return _filled_in(_kept(order.keys, now), now)


def stepped(now: Sequence[str], order: Order | None, *, key: str, by: int) -> Order | None:
    """The order after a sentence went before (-1) or behind (1) its neighbour; None at the edge."""
    shown = in_order(now, order)
    at = shown.index(key) + by
    if not 0 <= at < len(shown):
        return None
    before = (
        order if order is not None and _kept(order.base, now) == _kept(now, order.base) else None
    )
    base = _filled_in(tuple(now), before.base) if before else tuple(now)
    keys = list(_filled_in(shown, before.keys) if before else shown)
    keys.remove(key)
    keys.insert(keys.index(shown[at]) + (by > 0), key)
    return Order(tuple(keys), base)


def _kept(keys: Sequence[str], of: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in of)


def _filled_in(found: tuple[str, ...], keys: Sequence[str]) -> tuple[str, ...]:
    """What of `keys` is lacking, each behind the one that it stands behind there."""
    every = list(found)
    for no, key in enumerate(keys):
        if key not in every:
            every.insert(every.index(keys[no - 1]) + 1 if no else 0, key)
    return tuple(every)
