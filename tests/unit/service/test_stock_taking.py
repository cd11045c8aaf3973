"""Stock by unit, of the sample office: equal to what the register's own table shows as not ended."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import register_tables
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.stock_taking import stock_of

DANTU = "321112000000"


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder, exclusive=False)) as office:
        yield office


@pytest.mark.parametrize("code", ["canteen", "day_care", "institution", "elder"])
def test_closing_is_what_the_table_shows(sample: Office, code: str) -> None:
    december = month(2018, 12)
    found = stock_of(sample, code, unit_id=DANTU, period=december)
    table = register_tables.table(sample, code, unit_id=DANTU, period=december)
    live = [row for row in table.rows if row.state and not row.ended]
    assert found.lines[-1].name == "合计"
    assert found.lines[-1].year.closing == len(live) > 0
    assert sum(line.year.closing for line in found.lines[:-1]) == len(live)


def test_months_add_up_to_the_year(sample: Office) -> None:
    by_month = [
        stock_of(sample, "canteen", unit_id=DANTU, period=month(2018, m)).lines[-1]
        for m in range(1, 13)
    ]
    year = by_month[-1].year
    assert sum(line.period.added for line in by_month) == year.added > 0
    assert sum(line.period.ended for line in by_month) == year.ended > 0
    assert by_month[0].period.opening == year.opening
