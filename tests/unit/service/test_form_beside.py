"""审核说明 with its offers, and 上年同期 of the first year."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.service import entering, forms
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.form_beside import common_phrases
from zjmz_desktop.service.views import FactView, FormView
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

GAOZI, DANTU = "321112001000", "321112000000"
JUNE = month(2018, 6)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path, GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    yield office
    office.close()


def form(office: Office, code: str) -> FormView:
    return forms.form(office, code, at=UnitPeriod(GAOZI, JUNE))


def save(office: Office, code: str, month_no: int, *, typed: str, year: int = 2018) -> None:
    at = FieldAt(code, GAOZI, month(year, month_no), "value")
    assert entering.save_field(office, at, typed=typed).changes


def test_a_warning_asks_for_a_reason_and_offers_some(town: Office) -> None:
    save(town, "I06-02", 5, typed="10")
    save(town, "I06-02", 6, typed="60")
    (reason,) = form(town, "I06-02").reasons
    assert [text for _, text in reason.offers] == list(common_phrases())
    may = FieldAt("I06-02", GAOZI, month(2018, 5), reason.part)
    entering.save_field(town, may, typed="集中发放")
    (reason,) = form(town, "I06-02").reasons
    assert reason.offers[0] == ("同上期：集中发放", "集中发放")
    assert reason.text == ""


def test_phrases_are_short_and_each_stands_once() -> None:
    assert len(set(common_phrases())) == len(common_phrases()) > 5
    assert all(2 < len(phrase) < 30 for phrase in common_phrases())


def test_last_year_is_a_cell_of_this_plan_year(town: Office) -> None:
    field = form(town, "I06-02").last_year[0]
    assert (field.part, field.text) == ("last_year/value", "")
    save(town, "I06-02", 6, typed="9", year=2017)
    assert form(town, "I06-02").last_year[0].text == "9"
    stored = cells.one(town.database, Cell("I06-02", GAOZI, "value", 2018, "2017M06"))
    assert stored is not None
    assert stored.value == number(9)


def test_what_is_entered_stands_beside_the_figure(town: Office) -> None:
    assert form(town, "I06-02").facts[1].hint == "上年无同口径数据"
    for no in (5, 6):
        save(town, "I06-02", no, typed="10")
    save(town, "I06-02", 6, typed="8", year=2017)
    assert form(town, "I06-02").facts[1] == FactView("上年同期", "8", "上年同期缺1个月，不比")
    save(town, "I06-02", 5, typed="8", year=2017)
    assert form(town, "I06-02").facts[1] == FactView("上年同期", "16", "同比+25.0%")


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("I06-02", "2017年6月数（人次）"),
        ("I08-03", "2017年1月至6月累计（个）"),
        ("I11-07", "2017年二季度期末数（人）"),
    ],
)
def test_last_years_field_says_what_is_asked(town: Office, code: str, label: str) -> None:
    assert form(town, code).last_year[0].label == label


def test_last_years_counts_of_rows_are_entered_cumulative(town: Office) -> None:
    for no, typed in ((5, "2"), (6, "3")):
        save(town, "I08-03", no, typed=typed, year=2017)
    assert form(town, "I08-03").facts[1].text == "3"


def test_a_rate_has_both_halves_and_a_text_none(town: Office) -> None:
    parts = [field.part for field in form(town, "I05-01").last_year]
    assert parts == ["last_year/value/n", "last_year/value/d"]
    texts = [i.code for i in town.plan.indicators if i.entry.value in ("narrative", "milestone")]
    assert not any(form(town, code).last_year for code in texts[:5])


def test_a_known_zero_is_not_the_same_as_nothing(town: Office) -> None:
    save(town, "I06-02", 6, typed="10")
    save(town, "I06-02", 6, typed="0", year=2017)
    assert form(town, "I06-02").facts[1] == FactView("上年同期", "0", "上年同期为0，不算增幅")
    save(town, "I06-02", 6, typed="0")
    assert form(town, "I06-02").facts[1] == FactView("上年同期", "0", "同比持平")


def test_last_years_own_figures_need_no_typing(town: Office) -> None:
    write = Write(Cell("I06-02", GAOZI, "value", 2017, "2017M06"), number(9))
    town.write([write])
    assert form(town, "I06-02").last_year == ()
