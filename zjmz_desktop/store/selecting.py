"""Selecting by many values at once, whatever their number, and by the beginning of cells' keys."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

_AT_ONCE = 30_000  # SQLite's own limit of bound values is 32,766


def rows_in(
    conn: sqlite3.Connection,
    query: str,
    *,
    values: Iterable[str],
    first: tuple[str | int, ...] = (),
) -> Iterator[Any]:
    """The rows of a query with `{marks}` where the values stand, some thousands of them at a time.

    Args:
        conn: the connection.
        query: with `?` for each of `first`, and `{marks}` behind them.
        values: what is asked for.
        first: what is bound before.
    """
    asked = tuple(values)
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        yield from conn.execute(query.format(marks=",".join("?" * len(some))), (*first, *some))


IN_SPAN = "cell_key > ? AND cell_key < ?"
"""Of one unit, or of one indicator or register of it: bind what `span` gives."""


def span(*names: str) -> tuple[str, str]:
    """Between these lie the keys of all cells of a unit, or of a unit and an indicator or register."""
    begin = "|".join(names)
    return f"{begin}|", f"{begin}}}"


def in_spans(table: str) -> str:
    """Tables to select from for the rows of several spans, one after another: bind what `spans` gives."""
    return (
        f"(SELECT value AS begin FROM json_each(?)) AS span CROSS JOIN {table}"
        " ON cell_key > span.begin || '|' AND cell_key < span.begin || '}'"
    )


def spans(units: Iterable[str], of: str = "") -> str:
    """The spans of some units, or of an indicator or register of each."""
    behind = f"|{of}" if of else ""
    return orjson.dumps([f"{unit}{behind}" for unit in units]).decode()
