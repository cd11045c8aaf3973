"""Many cells at once, from a paste, a workbook or a foreign sheet: what becomes of each, before and after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What becomes of one cell."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """The word on screen."""
        return {
            "new": "新填",
            "changed": "改动",
            "same": "不变",
            "kept": "空格，保留原数",
            "refused": "没有填入",
        }[self.value]

    @property
    def is_written(self) -> bool:
        """Whether something is written."""
        return self in (Outcome.NEW, Outcome.CHANGED)


class CellFound(NamedTuple):
    """One cell of a batch.

    Attributes:
        line: which line of the batch, from 0.
        column: field code, part or other name of the column within the line.
        outcome: what becomes of it.
        before: what stands there, as shown.
        after: what is to stand there, as shown (or as typed, where refused).
        reason: why it is refused.
    """

    line: int
    column: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    reason: str = ""


class OutcomeLine(NamedTuple):
    """One cell of a batch as a preview shows it.

    Attributes:
        place: where it stands in the file: 表“养老服务” C17.
        who: what its line is of: a row's title, or a unit.
        what: the field or indicator.
        before: what stands there, as shown.
        after: what is to stand there, as shown (or as typed, where refused).
        outcome: what becomes of it.
        reason: why it is refused, or how it was read.
    """

    place: str
    who: str
    what: str
    before: str
    after: str
    outcome: Outcome
    reason: str = ""


def outcome_of(before: str, after: str) -> Outcome:
    """New, changed or the same, by what is shown; nothing in the batch keeps what is there."""
    if not after:
        return Outcome.KEPT
    if before == after:
        return Outcome.SAME
    return Outcome.CHANGED if before else Outcome.NEW


def tally_words(found: Iterable[CellFound | OutcomeLine]) -> str:
    """`填入12格（其中改动3格），2格与原来相同，5格为空、保留原数，1格没有填入`."""
    count = Counter(one.outcome for one in found)
    filled = count[Outcome.NEW] + count[Outcome.CHANGED]
    parts = [f"填入{filled}格"]
    if count[Outcome.CHANGED]:
        parts[0] += f"（其中改动{count[Outcome.CHANGED]}格）"
    for outcome, words in (
        (Outcome.SAME, "格与原来相同"),
        (Outcome.KEPT, "格为空、保留原数"),
        (Outcome.REFUSED, "格没有填入"),
    ):
        if count[outcome]:
            parts.append(f"{count[outcome]}{words}")
    return "，".join(parts)


def refused(found: Iterable[CellFound]) -> Sequence[CellFound]:
    """The refused ones, in order."""
    return [one for one in found if one.outcome is Outcome.REFUSED]
