"""What puts the rows of a register in order: their names and towns, and nothing else of them."""

from typing import NamedTuple

import orjson

from zjmz_desktop.store.database import Database

_NAMES = """
WITH RECURSIVE line (row) AS (
    SELECT min(row_id) FROM cell WHERE of_code = ?1 AND row_id IS NOT NULL
    UNION ALL
    SELECT (SELECT min(row_id) FROM cell WHERE of_code = ?1 AND row_id > row) FROM line
    WHERE row IS NOT NULL
)
SELECT json_group_array(json_array(
    row,
    coalesce(
        town.unit, title.unit, (SELECT unit FROM cell WHERE of_code = ?1 AND row_id = row LIMIT 1)
    ),
    CAST(json_extract(town.value, '$.text') AS TEXT),
    CAST(coalesce(text, json_extract(title.value, '$.text')) AS TEXT)
))
FROM line
LEFT JOIN cell AS town ON town.of_code = ?1 AND town.row_id = row AND town.part = 'town'
LEFT JOIN cell AS title ON title.of_code = ?1 AND title.row_id = row AND title.part = ?2
LEFT JOIN personal ON title.state = 'sealed' AND commitment = json_extract(title.value, '$.commit')
WHERE row IS NOT NULL
"""


class RowName(NamedTuple):
    """A row as it stands in a list; without a town it counts for its keeper."""

    row: str
    keeper: str
    town: str | None
    title: str | None


def names_of_rows(database: Database, register: str, *, title: str) -> tuple[RowName, ...]:
    """Every row of a register, named by its field `title`.

    Each row is found from the one before, not by way of all its cells. They come as one text: SQLite
    works on it without a pause, where for each row a thread would have to wait for its turn.
    """
    with database.reading() as conn:
        (found,) = conn.execute(_NAMES, (register, title)).fetchone()
    named = {one[0]: RowName(*one) for one in orjson.loads(found)}  # once, where two units keep it
    return tuple(named.values())
