-- The first schema as released; never edited.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE plan_text (
    sha256 TEXT PRIMARY KEY, code TEXT NOT NULL, year INTEGER NOT NULL, text TEXT NOT NULL, parsed TEXT NOT NULL
) STRICT;
CREATE TABLE replica (
    id TEXT PRIMARY KEY, unit TEXT NOT NULL, purpose TEXT NOT NULL, seq INTEGER NOT NULL, last_id TEXT,
    UNIQUE (unit, purpose)
) STRICT;
CREATE TABLE revision (
    log_no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cell_key TEXT NOT NULL,
    replica TEXT NOT NULL, seq INTEGER NOT NULL, clock_ms INTEGER NOT NULL, clock_counter INTEGER NOT NULL,
    line TEXT NOT NULL, received_at TEXT NOT NULL
) STRICT;
CREATE INDEX revision_by_cell ON revision (cell_key);
CREATE TABLE superseded (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
CREATE TABLE head (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
CREATE TABLE cell (
    cell_key TEXT PRIMARY KEY, of_code TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, period TEXT, row_id TEXT,
    part TEXT NOT NULL, state TEXT NOT NULL, n INTEGER, d INTEGER, scale INTEGER NOT NULL, value TEXT NOT NULL,
    head_id TEXT NOT NULL, conflict INTEGER NOT NULL, user TEXT NOT NULL, clock_ms INTEGER NOT NULL, act TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX cell_by_period ON cell (of_code, period, unit);
CREATE INDEX cell_by_row ON cell (of_code, row_id) WHERE row_id IS NOT NULL;
CREATE INDEX cell_by_part ON cell (part, of_code, unit) WHERE part IN ('target', 'base', 'choice', 'mode');
CREATE TABLE indicator_source (of_code TEXT PRIMARY KEY, register TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE figure (
    year INTEGER NOT NULL, of_code TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL, n INTEGER, d INTEGER, scale INTEGER NOT NULL, origin TEXT NOT NULL, conflict INTEGER NOT NULL,
    PRIMARY KEY (year, of_code, unit, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_by_period ON figure (year, period, of_code, unit, state, n, d, scale, conflict);
CREATE TABLE draft (
    of_code TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, part TEXT NOT NULL, user TEXT NOT NULL,
    typed TEXT NOT NULL, reason TEXT NOT NULL, kept_at TEXT NOT NULL,
    PRIMARY KEY (of_code, unit, period, part, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE personal (commitment TEXT PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER revision_is_append_only_UPDATE BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER revision_is_append_only_DELETE BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
