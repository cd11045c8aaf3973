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
    """A value as its line has it: the JSON, and what is looked up in it."""

    json: str
    state: str
    n: int | None
    d: int | None
    scale: int


@lru_cache(maxsize=4_096)
def value_written(value: Value) -> ValueWritten:
    """The `value` object of a line.

    Raises:
        RevisionError: when a number can't be kept exactly.
    """
    found = to_json(value)
    json, scale = canonical(found).decode(), found.get("scale", 0)
    return ValueWritten(json, found["state"], found.get("n"), found.get("d"), scale)


def line_of(one: "Revision") -> str:
    """The canonical line: its keys in order, absent ones left out, each optional one with its comma.

    Raises:
        RevisionError: when a number can't be kept exactly.
    """
    ms, counter = one.clock
    of, unit, part, year, period, row = one.cell
    before_row, after_row = _around_row(of, unit, part=part, year=year, period=period)
    parents = ",".join(map(_fresh, sorted(one.parents))) if one.parents else ""
    prev = "" if one.prev is None else f'"prev":{_fresh(one.prev)},'
    rows = "" if one.rows is None else f'"rows":{_fresh(dict(one.rows))},'
    return (
        f"{{{_optional('act', one.act)}"
        f'"author":{_known(one.author)},{before_row}{_optional("row", row)}{after_row},'
        f'"clock":[{ms},{counter}],"format":{FORMAT},{_optional("note", one.note)}'
        f'"parents":[{parents}],{prev}"replica":{_known(one.replica)},{rows}"seq":{one.seq},'
        f'{_optional("source", one.source)}"user":{_known(one.user)},'
        f'"value":{value_written(one.value).json}}}'
    )


def _fresh(found: Any) -> str:
    return canonical(found).decode()


_known = lru_cache(maxsize=4_096)(_fresh)
"""JSON of a text that stands in many lines."""


@lru_cache(maxsize=4_096)
def _optional(key: str, text: str | None) -> str:
    return "" if text is None else f'"{key}":{_fresh(text)},'


@lru_cache(maxsize=4_096)
def _around_row(
    of: str, unit: str, *, part: str, year: int | None, period: str | None
) -> tuple[str, str]:
    """What stands in a `cell` object before and after the row: the same for all rows of a register."""
    when = "" if year is None else f',"year":{year}'
    before = f'"cell":{{"of":{_known(of)},"part":{_known(part)},{_optional("period", period)}'
    return before, f'"unit":{_known(unit)}{when}}}'
