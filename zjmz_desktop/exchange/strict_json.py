"""JSON that others wrote: canonical or not read at all.

One text has one meaning only: keys sorted and once, no spaces, no float, no number that a program
somewhere would round, no depth that a parser could fall into.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from zjmz_desktop.domain.revisions import canonical
from zjmz_desktop.domain.values import MAX_INTEGER

DEEPEST = 8


class StrictJsonError(Exception):
    """Bytes that are no canonical JSON object."""


def read_object(raw: bytes) -> dict[str, Any]:
    """The object that canonical bytes hold.

    Raises:
        StrictJsonError: anything else, also where another program would understand it.
    """
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise StrictJsonError from error
    if not isinstance(found, dict):
        raise StrictJsonError
    _refuse_strange(found)
    if canonical(found) != raw:
        raise StrictJsonError
    return found


def write_object(found: Mapping[str, Any]) -> bytes:
    """The canonical bytes of an object."""
    return canonical(found)


def _refuse_strange(found: Any, depth: int = 1) -> None:
    if depth > DEEPEST:
        raise StrictJsonError
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            _refuse_strange(one, depth + 1)
    elif type(found) is int:
        if abs(found) > MAX_INTEGER:
            raise StrictJsonError
    elif found is None or isinstance(found, float):
        raise StrictJsonError
