"""存量与增减: what a register holds at the start and the end of a span, and what came and went between.

Read from the dated states of its rows, so that nobody counts twice: opening + added − ended − merged
is closing, whatever the rows did in between.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import Row, state_on


class Span(NamedTuple):
    """A span of days, both ends in."""

    first: date
    last: date


class Movement(NamedTuple):
    """Rows of one unit over a span.

    Attributes:
        opening: in the register and not ended before the first day.
        added: came (or came back) within the span.
        ended: ended within the span, those merged apart.
        merged: merged into another row within the span.
        by_state: state code → rows in that state on the last day, the ended ones left out.
        undated: rows without any dated state: they are in no other number.
    """

    opening: int = 0
    added: int = 0
    ended: int = 0
    merged: int = 0
    by_state: Mapping[str, int] = {}
    undated: int = 0

    @property
    def closing(self) -> int:
        """In the register and not ended on the last day."""
        return self.opening + self.added - self.ended - self.merged

    def __add__(self, other: object) -> "Movement":
        """Units add up."""
        if not isinstance(other, Movement):
            return NotImplemented
        states = Counter(self.by_state)
        states.update(other.by_state)
        numbers = zip(self[:4], other[:4], strict=True)
        opening, added, ended, merged = (a + b for a, b in numbers)
        return Movement(opening, added, ended, merged, dict(states), self.undated + other.undated)


def movement(rows: Iterable[Row], register: Register, *, span: Span) -> Movement:
    """What the rows did within the span."""
    opening, undated = 0, 0
    moves: Counter[str] = Counter()
    states: Counter[str] = Counter()
    over = frozenset((*register.ended_states, register.merged_state)) - {""}
    for row in rows:
        if not row.states:
            undated += 1
            continue
        before = [code for on, code in sorted(row.states) if on < span.first.isoformat()]
        alive = bool(before) and before[-1] not in over
        opening += alive
        for code in _within(row, span):
            if (code not in over) != alive:
                alive = not alive
                moves[
                    "added" if alive else "merged" if code == register.merged_state else "ended"
                ] += 1
        if alive:
            states[state_on(row, span.last)] += 1
    return Movement(opening, moves["added"], moves["ended"], moves["merged"], dict(states), undated)


def _within(row: Row, span: Span) -> list[str]:
    """State codes that began within the span, in order."""
    first, last = span.first.isoformat(), span.last.isoformat()
    return [code for on, code in sorted(row.states) if first <= on <= last]
