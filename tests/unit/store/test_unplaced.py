"""Records whose PDFs are not known to stand count for nothing, until that is told."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from test_reports import DATA, record

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.store import health, reports
from zjmz_desktop.store.database import Database, create
from zjmz_desktop.store.unplaced import Unplaced, keep_unplaced, placing, settle, unplaced

PLACE = Path("/媒体/U 盘/总结.pdf")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "库")) as opened:
        yield opened


def test_it_is_in_no_list_until_its_pdf_stands(database: Database) -> None:
    reports.keep(database, record(), data=DATA)
    no = keep_unplaced(database, record(sha256="e" * 64), data=DATA, path=PLACE)
    assert unplaced(database) == (Unplaced(no, PLACE, "e" * 64),)
    assert [one.no for one in reports.every(database)] == [1]
    assert reports.with_file(database, "e" * 64) is None
    assert reports.with_no(database, no) is None
    assert health.bad_kept(database) == []
    with placing(database, no):
        pass
    assert unplaced(database) == ()
    assert [one.no for one in reports.every(database)] == [2, 1]


def test_what_can_not_be_put_there_waits(database: Database) -> None:
    no = keep_unplaced(database, record(), data=DATA, path=PLACE)
    with pytest.raises(ValueError, match="no place"), placing(database, no):
        raise ValueError("no place")
    assert [one.no for one in unplaced(database)] == [no]


def test_a_forgotten_record_is_not_brought_back(database: Database) -> None:
    no = keep_unplaced(database, record(), data=DATA, path=PLACE)
    settle(database, lambda _: False)
    with pytest.raises(StoreError, match="正忙"), placing(database, no):
        pass


@pytest.mark.parametrize(
    ("stands", "left", "counting"), [(True, 0, 1), (False, 0, 0), (None, 1, 0)]
)
def test_it_counts_or_goes_or_waits(
    database: Database, *, stands: bool | None, left: int, counting: int
) -> None:
    keep_unplaced(database, record(), data=DATA, path=PLACE)
    settle(database, lambda _: stands)
    assert len(unplaced(database)) == left
    assert len(reports.every(database)) == counting


def test_data_of_another_paper_stay_when_one_is_forgotten(database: Database) -> None:
    reports.keep(database, record(), data=DATA)
    keep_unplaced(database, record(sha256="e" * 64), data=DATA, path=PLACE)
    settle(database, lambda _: False)
    (kept,) = reports.every(database)
    assert reports.data_of(database, kept) == DATA
    reports.forget(database, kept.no)
    with database.reading() as conn:
        assert conn.execute("SELECT count(*) FROM report_data").fetchone() == (0,)
