"""What a program that ended in the saving of a paper has left is told by what stands in its place."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.service.unplaced_papers import recording, settle_unplaced
from zjmz_desktop.store import reports
from zjmz_desktop.store.database import Database, create
from zjmz_desktop.store.reports import ReportRecord
from zjmz_desktop.store.unplaced import keep_unplaced, unplaced

DATA, PDF = b'{"format":2}', b"%PDF-1.7 new"
RECORD = ReportRecord(
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
    pages=45,
    sha256=hashlib.sha256(PDF).hexdigest(),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "库")) as opened:
        yield opened


def ended_in_between(database: Database, path: Path) -> None:
    keep_unplaced(database, RECORD, data=DATA, path=path)


@pytest.mark.parametrize(
    ("there", "counting"), [(PDF, 1), (b"%PDF-1.7 old", 0), (None, 0)], ids=["new", "old", "none"]
)
def test_what_stands_there_decides(
    database: Database, tmp_path: Path, *, there: bytes | None, counting: int
) -> None:
    path = tmp_path / "总结.pdf"
    if there is not None:
        path.write_bytes(there)
    ended_in_between(database, path)
    settle_unplaced(database)
    assert (len(reports.every(database)), unplaced(database)) == (counting, ())


def test_a_stick_that_is_not_plugged_in_is_waited_for(database: Database, tmp_path: Path) -> None:
    stick = tmp_path / "U 盘"
    ended_in_between(database, stick / "总结.pdf")
    settle_unplaced(database)
    assert len(unplaced(database)) == 1
    assert reports.every(database) == ()
    stick.mkdir()
    (stick / "总结.pdf").write_bytes(PDF)
    settle_unplaced(database)
    assert unplaced(database) == ()
    assert [one.name for one in reports.every(database)] == ["总结.pdf"]


def test_a_file_that_another_program_keeps_shut_is_waited_for(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "总结.pdf"
    path.write_bytes(PDF)
    ended_in_between(database, path)

    def shut(*_: object, **__: object) -> object:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", shut)
    settle_unplaced(database)
    assert len(unplaced(database)) == 1


def test_a_folder_in_its_place_is_no_paper(database: Database, tmp_path: Path) -> None:
    ended_in_between(database, tmp_path)
    settle_unplaced(database)
    assert (reports.every(database), unplaced(database)) == ((), ())


def test_who_saves_a_paper_leaves_those_of_other_places_alone(
    database: Database, tmp_path: Path
) -> None:
    """Another program may be about to put one there."""
    ended_in_between(database, tmp_path / "别处.pdf")
    path = tmp_path / "总结.pdf"
    with recording(database, RECORD, data=DATA, path=path) as ready:
        ready()
        path.write_bytes(PDF)
    assert [one.path.name for one in unplaced(database)] == ["别处.pdf"]
    assert len(reports.every(database)) == 1
