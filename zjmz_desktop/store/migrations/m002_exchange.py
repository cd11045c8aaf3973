"""What offices pass to each other: keys, packages, segments, what was set aside and what was hidden."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_SCHEMA = """
CREATE TABLE own_key (unit TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, secret BLOB NOT NULL, made_at TEXT NOT NULL)
STRICT, WITHOUT ROWID;
CREATE TABLE trusted_key (
    key TEXT NOT NULL, unit TEXT NOT NULL, how TEXT NOT NULL CHECK (how IN ('own', 'confirmed', 'introduced')),
    at TEXT NOT NULL, user TEXT NOT NULL, PRIMARY KEY (key, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE package (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    kind TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, key TEXT NOT NULL,
    year INTEGER NOT NULL, period TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
    made_at TEXT NOT NULL, handled_at TEXT NOT NULL, user TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'undone', 'sent')), position INTEGER NOT NULL,
    counts TEXT NOT NULL, vector TEXT NOT NULL
) STRICT;
CREATE TABLE package_act (
    no INTEGER PRIMARY KEY, package_no INTEGER NOT NULL REFERENCES package (no), act TEXT NOT NULL,
    at TEXT NOT NULL, user TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE segment (
    sha256 TEXT PRIMARY KEY, author TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, signature BLOB NOT NULL,
    content BLOB NOT NULL, lines INTEGER NOT NULL, ends TEXT NOT NULL
) STRICT;
CREATE TABLE package_segment (
    package_no INTEGER NOT NULL REFERENCES package (no), sha256 TEXT NOT NULL REFERENCES segment (sha256),
    PRIMARY KEY (package_no, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX package_segment_by_segment ON package_segment (sha256);
CREATE TABLE quarantine (
    id TEXT NOT NULL, segment TEXT NOT NULL REFERENCES segment (sha256), author TEXT NOT NULL,
    reason TEXT NOT NULL, detail TEXT NOT NULL, line BLOB, since TEXT NOT NULL, PRIMARY KEY (segment, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE hidden (id TEXT PRIMARY KEY, package_no INTEGER NOT NULL REFERENCES package (no)) STRICT, WITHOUT ROWID;
CREATE TABLE receipt (
    unit TEXT NOT NULL, replica TEXT NOT NULL, seq INTEGER NOT NULL, last_id TEXT NOT NULL,
    package_no INTEGER NOT NULL REFERENCES package (no), PRIMARY KEY (unit, replica)
) STRICT, WITHOUT ROWID;
CREATE TABLE former_replica (
    id TEXT PRIMARY KEY, unit TEXT NOT NULL, purpose TEXT NOT NULL, seq INTEGER NOT NULL, last_id TEXT,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE revision ADD COLUMN package_no INTEGER;
DROP INDEX cell_by_period;
CREATE INDEX cell_by_unit ON cell (unit, of_code, period);
CREATE INDEX revision_written_here ON revision (replica, seq) WHERE package_no IS NULL;
"""


def migrate(db: "Database") -> None:
    """Add the tables of the exchange; `package_no` of a revision written here is NULL.

    What arrives together is of few units: an index that begins with the unit takes a town's year in
    some fifty pages, one that begins with the indicator touched two thousand.
    """
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
