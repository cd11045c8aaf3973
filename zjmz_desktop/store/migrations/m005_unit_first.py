"""Keys of cells begin with the unit: what one package brings is of one unit, and lies together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_REST = "substr(cell_key, instr(cell_key, '|') + 1)"
_UNIT = f"substr({_REST}, 1, instr({_REST}, '|') - 1)"
_OF = "substr(cell_key, 1, instr(cell_key, '|') - 1)"
_KEY = f"{_UNIT} || '|' || {_OF} || substr({_REST}, instr({_REST}, '|'))"

_KEYED = ("superseded", "head", "cell")
_COLUMNS = (
    "of_code, unit, year, period, row_id, part, state, n, d, scale, value, head_id, conflict, user,"
    " clock_ms, act"
)
_SCHEMA = f"""
DROP TRIGGER revision_is_append_only_UPDATE;
DROP INDEX revision_by_cell;
UPDATE revision SET cell_key = {_KEY};
CREATE INDEX revision_by_cell ON revision (cell_key);
CREATE TRIGGER revision_is_append_only_UPDATE BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
DROP INDEX cell_by_unit;
DROP INDEX cell_by_row;
DROP INDEX cell_by_part;
ALTER TABLE superseded RENAME TO former_superseded;
ALTER TABLE head RENAME TO former_head;
ALTER TABLE cell RENAME TO former_cell;
CREATE TABLE superseded (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
CREATE TABLE head (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
CREATE TABLE cell (
    cell_key TEXT PRIMARY KEY, of_code TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, period TEXT, row_id TEXT,
    part TEXT NOT NULL, state TEXT NOT NULL, n INTEGER, d INTEGER, scale INTEGER NOT NULL, value TEXT NOT NULL,
    head_id TEXT NOT NULL, conflict INTEGER NOT NULL, user TEXT NOT NULL, clock_ms INTEGER NOT NULL, act TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO superseded (cell_key, id) SELECT {_KEY} AS key, id FROM former_superseded ORDER BY key, id;
INSERT INTO head (cell_key, id) SELECT {_KEY} AS key, id FROM former_head ORDER BY key, id;
INSERT INTO cell (cell_key, {_COLUMNS}) SELECT {_KEY} AS key, {_COLUMNS} FROM former_cell ORDER BY key;
DROP TABLE former_superseded;
DROP TABLE former_head;
DROP TABLE former_cell;
CREATE INDEX cell_by_row ON cell (of_code, row_id, part) WHERE row_id IS NOT NULL;
CREATE INDEX cell_by_part ON cell (part, of_code, unit)
WHERE part = 'target' OR part = 'base' OR part = 'choice' OR part = 'mode';
CREATE INDEX cell_by_code ON cell (of_code, part) WHERE row_id IS NULL AND part != 'value' AND part != 'note';
"""


def migrate(db: "Database") -> None:
    """Write every cell's key with its unit first, and the tables that are read by it anew.

    A town's year is then a few pages that lie together, in every table and index: an import writes less
    than half of what it wrote, and the index by unit is the table itself. What is asked for by indicator
    over all units is never a plain figure or note, so the index for it leaves those out. SQLite makes a
    list after IN anew for every row that an index with a condition looks at; OR costs nothing.
    """
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
