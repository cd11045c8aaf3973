"""The local store: SQLite, and nothing else. Revisions are the truth; all other tables are projections."""
