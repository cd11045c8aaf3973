"""Selecting by many values at once, whatever their number."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

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
