"""Records of printed papers: what each was made from, where its sealed scan lies."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zjmz_desktop.store.database import Database
from zjmz_desktop.store.errors import DamagedStoreError
from zjmz_desktop.store.settings import UNPLACED

LARGEST_DATA = 64_000_000
_COLUMNS = (
    "no, code, made_at, user, unit, paper, stage, through, position, plan, edits, data, version, name,"
    " pages, sha256, scan, scan_name"
)
_PLACED = (
    "no NOT IN (SELECT json_extract(value, '$[0]')"
    f" FROM json_each((SELECT value FROM meta WHERE key = '{UNPLACED}')))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecord:
    """One printed paper.

    Attributes:
        no: number in this store, 0 before it is kept.
        code: 核验码 without separators.
        made_at: instant, UTC.
        user: short user id.
        unit: whose paper.
        paper: which one.
        stage: `draft`, `review` or `final`.
        through: the last month counted.
        position: the log's last position when it was made.
        plan, edits, data: digests of the plan file, of the edited sentences, of the data.
        version: the program's.
        name: the PDF's name.
        pages: its pages.
        sha256: of the PDF.
        scan: SHA-256 of the sealed paper's scan among the attached files, "" for none.
        scan_name: the scan's name.
    """

    no: int = 0
    code: str
    made_at: datetime
    user: str
    unit: str
    paper: str
    stage: str
    through: str
    position: int
    plan: str
    edits: str
    data: str
    version: str
    name: str
    pages: int
    sha256: str
    scan: str = ""
    scan_name: str = ""


def keep(database: Database, record: ReportRecord, *, data: bytes) -> int:
    """Keep one more record, and its data where they are not kept yet; its number."""
    values = [getattr(record, name.strip()) for name in _COLUMNS.split(",")][1:]
    values[1] = record.made_at.isoformat()
    marks = ",".join("?" * len(values))
    with database.transaction() as conn:
        conn.execute(
            "INSERT OR IGNORE INTO report_data (digest, content) VALUES (?, ?)",
            (record.data, zlib.compress(data)),
        )
        columns = _COLUMNS.removeprefix("no, ")
        done = conn.execute(f"INSERT INTO report ({columns}) VALUES ({marks})", values)
        return int(done.lastrowid or 0)


def forget(database: Database, no: int) -> None:
    """Forget a paper that was never there, and its data where no other is made from them."""
    with database.transaction() as conn:
        conn.execute("DELETE FROM report WHERE no = ?", (no,))
        conn.execute("DELETE FROM report_data WHERE digest NOT IN (SELECT data FROM report)")


def with_code(database: Database, code: str) -> ReportRecord | None:
    """The last paper with that code."""
    found = _records(database, "WHERE code = ? ORDER BY no DESC LIMIT 1", values=(code,))
    return found[0] if found else None


def with_no(database: Database, no: int) -> ReportRecord | None:
    """The record of that number."""
    found = _records(database, "WHERE no = ?", values=(no,))
    return found[0] if found else None


def with_file(database: Database, sha256: str) -> ReportRecord | None:
    """The last paper whose PDF was exactly this one."""
    found = _records(database, "WHERE sha256 = ? ORDER BY no DESC LIMIT 1", values=(sha256,))
    return found[0] if found else None


def every(database: Database) -> tuple[ReportRecord, ...]:
    """All records, newest first."""
    return _records(database, "ORDER BY no DESC")


def _records(
    database: Database, where: str, *, values: Sequence[Any] = ()
) -> tuple[ReportRecord, ...]:
    """Of papers that are known to have been made: those of `unplaced` are not there yet."""
    query = f"SELECT {_COLUMNS} FROM (SELECT * FROM report WHERE {_PLACED}) {where}"
    with database.reading() as conn:
        rows = conn.execute(query, values).fetchall()
    names = [name.strip() for name in _COLUMNS.split(",")]
    found = (dict(zip(names, row, strict=True)) for row in rows)
    try:
        return tuple(
            ReportRecord(**{**one, "made_at": datetime.fromisoformat(one["made_at"])})
            for one in found
        )
    except ValueError as error:
        raise DamagedStoreError(database.path, "一份报告的记录坏了") from error


def data_of(database: Database, record: ReportRecord) -> bytes:
    """The data that the paper was made from, as they were kept.

    Raises:
        DamagedStoreError: when they can't be read.
    """
    query = "SELECT content FROM report_data WHERE digest = ?"
    with database.reading() as conn:
        row = conn.execute(query, (record.data,)).fetchone()
    content = _unpacked(row[0]) if row else b""
    if hashlib.sha256(content).hexdigest() != record.data:
        raise DamagedStoreError(database.path, "一份报告所用的数据坏了")
    return content


def set_scan(database: Database, no: int, *, sha256: str, name: str) -> None:
    """Name the scan of the sealed paper; "" takes it off."""
    with database.transaction() as conn:
        conn.execute("UPDATE report SET scan = ?, scan_name = ? WHERE no = ?", (sha256, name, no))


def scans(database: Database) -> dict[str, str]:
    """SHA-256 → name, of every scan that a record names."""
    with database.reading() as conn:
        rows = conn.execute("SELECT scan, scan_name FROM report WHERE scan != ''")
        return dict(rows.fetchall())


def faults(database: Database) -> list[str]:
    """Records whose data are not what they were; one sentence each."""
    with database.reading() as conn:
        rows = conn.execute("SELECT digest, content FROM report_data").fetchall()
    return [
        "一份报告所用的数据坏了"
        for digest, content in rows
        if hashlib.sha256(_unpacked(content)).hexdigest() != digest
    ]


def _unpacked(content: bytes) -> bytes:
    """The data, b"" where they are damaged."""
    try:
        return zlib.decompressobj().decompress(content, LARGEST_DATA)
    except zlib.error:
        return b""
