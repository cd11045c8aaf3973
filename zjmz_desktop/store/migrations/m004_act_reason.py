"""Why an import was taken back, beside the act that took it back."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_SCHEMA = """
ALTER TABLE package_act ADD COLUMN reason TEXT NOT NULL DEFAULT '';
"""


def migrate(db: "Database") -> None:
    """Add the reason to acts with packages; "" where none was given, and of acts before."""
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
