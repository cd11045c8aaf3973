"""What a cell says already is kept nowhere else: its head, and the numbers of its value."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = "cell_key, of_code, unit, year, period, row_id, part, state, value, head_id, conflict, user, clock_ms, act"
_SCHEMA = f"""
CREATE TABLE beside (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
INSERT INTO beside (cell_key, id)
SELECT head.cell_key, id FROM head JOIN cell ON cell.cell_key = head.cell_key WHERE id != head_id;
DROP TABLE head;
DROP INDEX cell_by_row;
DROP INDEX cell_by_part;
DROP INDEX cell_by_code;
ALTER TABLE cell RENAME TO former_cell;
CREATE TABLE cell (
    cell_key TEXT PRIMARY KEY, of_code TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, period TEXT, row_id TEXT,
    part TEXT NOT NULL, state TEXT NOT NULL, value TEXT NOT NULL, head_id TEXT NOT NULL,
    conflict INTEGER NOT NULL, user TEXT NOT NULL, clock_ms INTEGER NOT NULL, act TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO cell ({_COLUMNS}) SELECT {_COLUMNS} FROM former_cell ORDER BY cell_key;
DROP TABLE former_cell;
CREATE INDEX cell_by_row ON cell (of_code, row_id, part) WHERE row_id IS NOT NULL;
CREATE INDEX cell_by_part ON cell (part, of_code, unit)
WHERE part = 'target' OR part = 'base' OR part = 'choice' OR part = 'mode';
CREATE INDEX cell_by_code ON cell (of_code, part) WHERE row_id IS NULL AND part != 'value' AND part != 'note';
CREATE VIEW head (cell_key, id) AS
SELECT cell_key, head_id FROM cell UNION ALL SELECT cell_key, id FROM beside;
"""


def migrate(db: "Database") -> None:
    """Keep each cell's one head with the cell, and apart only those that stand beside the one that is shown.

    Nearly every cell has one head, and a pasted block is tens of thousands of cells: a table with the key of
    each once more took a tenth of the file and of the time. What a row has in columns is bound one by one.
    """
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
