"""Papers that were printed: what each was made from, and the scan of the sealed one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_SCHEMA = """
CREATE TABLE report_data (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE report (
    no INTEGER PRIMARY KEY, code TEXT NOT NULL, made_at TEXT NOT NULL, user TEXT NOT NULL, unit TEXT NOT NULL,
    paper TEXT NOT NULL, stage TEXT NOT NULL, through TEXT NOT NULL, position INTEGER NOT NULL,
    plan TEXT NOT NULL, edits TEXT NOT NULL, data TEXT NOT NULL REFERENCES report_data (digest),
    version TEXT NOT NULL, name TEXT NOT NULL, pages INTEGER NOT NULL, sha256 TEXT NOT NULL,
    scan TEXT NOT NULL DEFAULT '', scan_name TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX report_by_code ON report (code);
"""


def migrate(db: "Database") -> None:
    """Add the records of reports; the data of a paper printed twice are kept once."""
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
