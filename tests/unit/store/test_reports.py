"""Records of printed papers: kept, found, their data whole, their scans named."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import attachments, reports
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.database import Database, create
from zjmz_desktop.store.reports import ReportRecord

DATA = b'{"format":1}'


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "库")) as opened:
        yield opened


def record(no: int = 0, pages: int = 45, sha256: str = "f" * 64) -> ReportRecord:
    return ReportRecord(
        no=no,
        code="A" * 17,
        made_at=datetime(2019, 1, 3, 1, 2, 3, tzinfo=UTC),
        user="u01",
        unit="321112000000",
        paper="summary",
        stage="draft",
        through="2018M11",
        position=7,
        plan="p",
        edits="",
        data=hashlib.sha256(DATA).hexdigest(),
        version="0.1.0",
        name="总结.pdf",
        pages=pages,
        sha256=sha256,
    )


def test_a_record_comes_back_as_it_was_the_newest_first(database: Database) -> None:
    reports.keep(database, record(), data=DATA)
    reports.keep(database, record(pages=46, sha256="e" * 64), data=DATA)
    second, first = reports.every(database)
    assert first == record(no=1)
    assert (second.no, second.pages) == (2, 46)
    assert reports.with_code(database, "A" * 17) == second
    assert reports.with_file(database, "f" * 64) == first
    assert reports.with_no(database, 1) == first
    assert reports.data_of(database, first) == DATA
    missing = (
        reports.with_code(database, "B"), reports.with_file(database, "0"), reports.with_no(database, 9),
    )  # fmt: skip
    assert missing == (None, None, None)


def test_damaged_data_are_refused_and_found(database: Database) -> None:
    reports.keep(database, record(), data=DATA)
    assert reports.faults(database) == []
    for content in (b"", b"x"):
        database.conn.execute("UPDATE report_data SET content = ?", (content,))
        assert reports.faults(database) == ["一份报告所用的数据坏了"]
        with pytest.raises(StoreError, match="一份报告所用的数据坏了"):
            reports.data_of(database, record())


def test_a_time_that_is_none_is_damage(database: Database) -> None:
    reports.keep(database, record(), data=DATA)
    database.conn.execute("UPDATE report SET made_at = 'x'")
    with pytest.raises(StoreError, match="一份报告的记录坏了"):
        reports.every(database)


def test_a_scan_is_kept_while_a_record_names_it(database: Database) -> None:
    reports.keep(database, record(), data=DATA)
    sha256 = Blobs(database.folder).keep(b"%PDF-scan")
    reports.set_scan(database, 1, sha256=sha256, name="盖章件.pdf")
    assert attachments.named(database) == {sha256}
    assert attachments.faults(database) == []
    Blobs(database.folder).clear(attachments.named(database))
    assert Blobs(database.folder).read(sha256) == b"%PDF-scan"
    (database.folder / "evidence" / sha256).unlink()
    assert attachments.faults(database) == ["佐证材料“盖章件.pdf”不见了"]
    reports.set_scan(database, 1, sha256="", name="")
    assert attachments.named(database) == frozenset()
