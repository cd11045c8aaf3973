"""Plans kept in the store, word for word, with the parsed form beside (parsing TOML costs more than a start may)."""

from dataclasses import dataclass

from zjmz_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """One plan file as taken in: its text, and its parsed tables as JSON."""

    sha256: str
    code: str
    year: int
    text: str
    parsed: str


def keep(database: Database, plan: StoredPlan) -> None:
    """Keep a plan; the same one twice is kept once."""
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR IGNORE INTO plan_text (sha256, code, year, text, parsed) VALUES (?,?,?,?,?)",
            (plan.sha256, plan.code, plan.year, plan.text, plan.parsed),
        )


def parsed(database: Database, sha256: str) -> str:
    """The parsed tables of a kept plan as JSON, "" where it is not kept."""
    with database.reading() as conn:
        row = conn.execute("SELECT parsed FROM plan_text WHERE sha256 = ?", (sha256,)).fetchone()
    return row[0] if row else ""


def names(database: Database) -> tuple[str, ...]:
    """SHA-256 of every kept plan, in the order of years and texts: the same in every store."""
    with database.reading() as conn:
        rows = conn.execute("SELECT sha256 FROM plan_text ORDER BY year, sha256").fetchall()
    return tuple(name for (name,) in rows)


def first(database: Database) -> str:
    """SHA-256 of the plan that the store was made with: the first that was kept."""
    with database.reading() as conn:
        row = conn.execute("SELECT sha256 FROM plan_text ORDER BY rowid LIMIT 1").fetchone()
    return row[0] if row else ""


def text_of(database: Database, sha256: str) -> str:
    """The text of a kept plan word for word, "" where it is not kept."""
    with database.reading() as conn:
        row = conn.execute("SELECT text FROM plan_text WHERE sha256 = ?", (sha256,)).fetchone()
    return row[0] if row else ""
