"""Canonical lines, written straight from their parts (formats A).

A pasted block is tens of thousands of lines that have most of their words in common: those are put
into JSON once. A test compares the lines with canonical JSON of the whole object.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from zjmz_desktop.domain.lines import FORMAT
from zjmz_desktop.domain.values import Value, to_json

if TYPE_CHECKING:
    from zjmz_desktop.domain.revisions import Revision


def canonical(found: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8, NFC."""
    raw = orjson.dumps(found, option=orjson.OPT_SORT_KEYS)
    if raw.isascii() or unicodedata.is_normalized("NFC", raw.decode()):
        return raw
    return orjson.dumps(_composed(found), option=orjson.OPT_SORT_KEYS)


def _composed(found: Any) -> Any:
    """Every text in NFC; each by itself, as the letter of an escape must not be composed with what follows."""
    if isinstance(found, str):
        return unicodedata.normalize("NFC", found)
    if isinstance(found, Mapping):
        return {key: _composed(item) for key, item in found.items()}
    return [_composed(item) for item in found] if isinstance(found, list) else found


class ValueWritten(NamedTuple):
    """A value as its line has it, and its state."""

    json: str
    state: str


@lru_cache(maxsize=4_096)
def value_written(value: Value) -> ValueWritten:
    """The `value` object of a line.

    Raises:
        RevisionError: when a number can't be kept exactly.
    """
    found = to_json(value)
    return ValueWritten(canonical(found).decode(), found["state"])


def line_of(one: "Revision") -> str:
    """The canonical line of a revision.

    Raises:
        RevisionError: when a number can't be kept exactly.
    """
    return line_with(one, value_written(one.value).json)


def line_with(one: tuple[Any, ...], value: str) -> str:
    """The canonical line: its keys in order, absent ones left out, each optional one with its comma.

    Ids are hex digits: nothing in them is to be escaped.

    Args:
        one: a revision, or a plain tuple of its parts, which is made in a third of the time.
        value: its value as `value_written` has it.
    """
    author, replica, seq, (ms, counter), user, cell, _, parents, prev, note, act, source, rows = one
    of, unit, part, year, period, row = cell
    begin, unit_on, clock_on, replica_on, end = _frame(
        author, replica, user, of, unit, part, year, period, note, act, source
    )
    row_on = "" if row is None else f'"row":{_known(row)},'
    seen = ",".join([f'"{name}"' for name in sorted(parents)]) if parents else ""
    prev_on = "" if prev is None else f'"prev":"{prev}",'
    rows_on = "" if rows is None else f'"rows":{_fresh(dict(rows))},'
    return (
        f"{begin}{row_on}{unit_on}{ms},{counter}{clock_on}{seen}],{prev_on}{replica_on}{rows_on}"
        f'"seq":{seq}{end}{value}}}'
    )


class _Frame(NamedTuple):
    """The parts of a line that all fields of one kind have in common, whatever their row and value.

    Attributes:
        begin: up to where the row stands.
        unit: what follows, up to the clock.
        clock: what follows it, up to the parents.
        replica: what stands behind `prev`.
        end: what stands between `seq` and the value.
    """

    begin: str
    unit: str
    clock: str
    replica: str
    end: str


@lru_cache(maxsize=4_096)
def _frame(*common: Any) -> _Frame:
    author, replica, user, of, unit, part, year, period, note, act, source = common
    when = "" if year is None else f',"year":{year}'
    return _Frame(
        f'{{{_optional("act", act)}"author":{_known(author)},'
        f'"cell":{{"of":{_known(of)},"part":{_known(part)},{_optional("period", period)}',
        f'"unit":{_known(unit)}{when}}},"clock":[',
        f'],"format":{FORMAT},{_optional("note", note)}"parents":[',
        f'"replica":{_known(replica)},',
        f',{_optional("source", source)}"user":{_known(user)},"value":',
    )


def _fresh(found: Any) -> str:
    return canonical(found).decode()


_known = lru_cache(maxsize=4_096)(_fresh)
"""JSON of a text that stands in many lines."""


def _optional(key: str, text: str | None) -> str:
    return "" if text is None else f'"{key}":{_fresh(text)},'
