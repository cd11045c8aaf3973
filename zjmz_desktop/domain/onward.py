"""What a form says of its way upward: in words, and what may be done. Import nothing heavy here."""

from enum import StrEnum
from typing import NamedTuple


class Onward(StrEnum):
    """What its own office can do with a form that is locked."""

    RECALL = "recall"
    CORRECT = "correction"
    LATE = "late"


class FormStanding(NamedTuple):
    """Where a form stands.

    Attributes:
        words: 已上报（第2版） · 可撤回, 已接收, 退改, 改动待复核; "" where nothing was submitted yet.
        tone: plain, brand, good, warn or bad.
        onward: what may be done while it is locked.
    """

    words: str = ""
    tone: str = "plain"
    onward: tuple[Onward, ...] = ()
