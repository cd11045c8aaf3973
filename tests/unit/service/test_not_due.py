"""What is due in December is not missing in June: no unit is named, nothing counts as unreported."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.paper import Paragraph, Table
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.service import rolling
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import indicator_sheet
from zjmz_desktop.service.reporting import summary_facts, summary_paper

CITY, DANTU = "321100000000", "321112000000"
YEARLY = ("I03-06", "I04-03", "I07-02", "I11-03", "I11-04", "I15-06", "I21-11")


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder)) as office:
        yield office


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "市", CITY)) as office:
        yield office


def total(office: Office, code: str, number: int, *, unit: str = DANTU) -> Total:
    return rolling.totals(office, unit, through=month(2018, number))[code]


@pytest.mark.parametrize("code", YEARLY)
def test_in_june_nothing_yearly_is_missing(sample: Office, code: str) -> None:
    found = total(sample, code, 6)
    assert (found.missing, found.judged.light) == ((), Light.NOT_JUDGED)
    assert found.judged.words == "未到报告期"
    assert reported_text(found, sample.units) == "0/1 已报，未到报告期"


def test_it_is_due_from_its_month_on(city: Office) -> None:
    assert total(city, "I15-06", 9, unit=CITY).missing == ()
    assert total(city, "I15-06", 10, unit=CITY).missing
    assert total(city, "I19-08", 1, unit=CITY).missing  # due every month
    assert total(city, "I07-02", 11, unit=CITY).missing == ()
    assert total(city, "I07-02", 12, unit=CITY).missing


def test_sums_by_sql_and_unit_by_unit_agree(city: Office) -> None:
    for code in ("I07-02", "I22-02", "I06-02"):
        for number in (2, 12):
            slow = rolling.total(
                city, city.plan.indicator(code), unit_id=CITY, through=month(2018, number)
            )
            quick = total(city, code, number, unit=CITY)
            assert (quick.missing, quick.due) == (slow.missing, slow.due)
            assert quick.judged == slow.judged
            assert {c.judged.words for c in quick.children} == {
                c.judged.words for c in slow.children
            }


def test_the_paper_of_june_names_nothing_that_is_not_due(sample: Office) -> None:
    at = UnitPeriod(DANTU, month(2018, 6))
    paper = summary_paper(sample, at)
    text = "".join(block.text for block in paper.blocks if isinstance(block, Paragraph))
    assert "指标未报的有" not in text
    assert "尚未报数" not in text
    assert summary_facts(sample, at).unreported == ()
    table = next(b for b in paper.blocks if isinstance(b, Table) and b.number == "附表6-1")
    (line,) = (row for row in table.rows if row[0] == "调研报告")
    assert line[3] == "0/1已报，未到报告期"


def test_exported_sheets_do_not_call_it_unreported(sample: Office) -> None:
    sheet = indicator_sheet(sample, "I07-02", at=UnitPeriod(DANTU, month(2018, 6)))
    assert sheet.rows[0][1] == "未到报告期"
    assert sheet.foot_lines[0] == "0/1 已报，未到报告期。"
