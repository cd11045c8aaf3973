"""The month read through one connection, known to another: a thread reads it, the window has it at once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.listing import month_list

_PLAIN = frozenset(("node", "rows", "listed", "placed", "sound", "readings", "told", "figures"))
"""Kinds of what is kept that hold nothing of the connection they were read through."""


class ReadAhead(NamedTuple):
    """What was read, and how far the store was."""

    standing: tuple[object, ...]
    found: Mapping[str, Mapping[tuple[Any, ...], Any]]


def read_ahead(office: Office, at: UnitPeriod) -> ReadAhead:
    """Read what the tree of a unit's month needs."""
    month_list(office, at)
    return kept(office)


def kept(office: Office) -> ReadAhead:
    """All that an office has read so far and keeps."""
    found = {
        code: {key: _own(value) for key, value in kept.items() if key[0] in _PLAIN}
        for code, kept in office.cache.items()
    }
    return ReadAhead(_standing(office), found)


def know(office: Office, ahead: ReadAhead) -> None:
    """Know what was read; nothing, where one of the two has gone on since."""
    if ahead.standing == _standing(office):
        for code, found in ahead.found.items():
            office.cache[code] = {**found, **office.cache.get(code, {})}


def _own(value: object) -> object:
    """A dict of rows is mended where it lies as rows are written: each connection needs its own."""
    return dict(value) if isinstance(value, dict) else value


def _standing(office: Office) -> tuple[object, ...]:
    return office.position, office.taken, office.plan.sha256, office.unit.id, office.today()
