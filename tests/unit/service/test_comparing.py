"""上年同期 on the form: eleven months are not compared with twelve."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service import entering, forms, reporting
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod

DANTU, GAOZI = "321112000000", "321112001000"
CODE, SPENT, JUNE = "I06-02", "I06-03", month(2018, 6)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "区", DANTU, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


def fill(office: Office, unit: str, *, year: int, months: range, typed: str) -> None:
    for code, number in product((CODE, SPENT), months):
        at = FieldAt(code, unit, month(year, number), "value")
        entering.save_field(office, at, typed=typed, how=Circumstances(source="电话"))


def last_year_hint(office: Office, unit: str, period: Period = JUNE) -> str:
    form = forms.form(office, CODE, at=UnitPeriod(unit, period))
    return next(fact.hint for fact in form.facts if fact.label == "上年同期")


def test_a_month_missing_on_one_side_is_said_and_not_compared(district: Office) -> None:
    fill(district, GAOZI, year=2018, months=range(1, 7), typed="12")
    fill(district, GAOZI, year=2017, months=range(2, 7), typed="10")
    assert last_year_hint(district, GAOZI) == "上年同期缺1个月，不比"
    fill(district, GAOZI, year=2017, months=range(1, 2), typed="10")
    assert last_year_hint(district, GAOZI) == "同比+20.0%"
    assert last_year_hint(district, DANTU) == "未报齐，暂不比较"


def test_the_summary_says_so_in_its_sentence_and_its_table(district: Office) -> None:
    towns = [u.id for u in district.units.children(DANTU) if u.level is Level.TOWN]
    for town in towns:
        fill(district, town, year=2018, months=range(6, 7), typed="12")
        fill(district, town, year=2017, months=range(6, 7), typed="10")
    at = UnitPeriod(DANTU, JUNE)
    assert "救助人次同比增长20%" in str(reporting.summary_paper(district, at))
    fill(district, towns[3], year=2017, months=range(5, 6), typed="10")
    said = str(reporting.summary_paper(district, at))
    assert "救助人次因本年缺1个月未作同比" in said
    assert "同比增长20%" not in said


def test_months_are_drawn_where_six_of_both_years_are_known(district: Office) -> None:
    at = UnitPeriod(DANTU, JUNE)
    fill(district, GAOZI, year=2018, months=range(1, 7), typed="12")
    fill(district, GAOZI, year=2017, months=range(1, 6), typed="10")
    assert not reporting.annual_data(district, at).months
    fill(district, GAOZI, year=2017, months=range(12, 13), typed="9")
    [one] = [m for m in reporting.annual_data(district, at).months if m.code == CODE]
    assert [n and int(n) for n in one.this_year] == [12] * 6 + [None] * 6
    assert [n and int(n) for n in one.last_year] == [10] * 5 + [None] * 6 + [9]
