"""The settings that a store may hold, each with what its value looks like; no other is written or sound."""

import re

CLOCK, OFFICE, PLAN, SAMPLE = "clock", "office", "plan", "sample"
LAST_USER = "last_user"
PACKED_TO = "packed_to"  # the folder that the last package was written to
UNPLACED = "unplaced"  # papers on record whose PDFs are not known to stand in their places
FIRST_SCREEN = "first_screen"  # what every write makes stale; sound by its own checksum
WANTS = "wants/"  # with a unit behind it: the evidence that it lacks
HEARD_SINCE = (
    "heard_since/"  # with a unit behind it: the package up to which what it has is forgotten
)

_FORMS = {
    CLOCK: r"[0-9]+,[0-9]+",
    OFFICE: r"[0-9A-Z-]+",
    PLAN: r"[0-9a-f]{64}",
    SAMPLE: r"1",
    LAST_USER: r"\S(?:.*\S)?",
    PACKED_TO: r"(?s:.+)",
    UNPLACED: r"(?s:\[.*\])",
    FIRST_SCREEN: r"(?s:.*)",
    HEARD_SINCE: r"[0-9]+",
    WANTS: r'\[(?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?\]',
}


def is_known(key: str) -> bool:
    """Whether a store has such a setting."""
    return _kind(key) in _FORMS


def is_sound(key: str, value: str) -> bool:
    """Whether a store has such a setting, and its value looks as it should."""
    return is_known(key) and re.fullmatch(_FORMS[_kind(key)], value) is not None


def _kind(key: str) -> str:
    return next((kind for kind in (WANTS, HEARD_SINCE) if key.startswith(kind)), key)
