"""Whatever a paper prints from the store is behind its 核验码: each fact is changed, one at a time."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from small_year import BAOYAN, DISTRICT, GAOZI, LETTER, small_year

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import (
    AnnualData,
    Earlier,
    Facility,
    Months,
    Returned,
    StepLine,
    VersionLine,
)
from zjmz_desktop.domain.annual_record import paper_data_of
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.units import Units

_TWELVE = (Fraction(1),) * 12
_EACH: Mapping[str, Callable[[AnnualData], Any]] = {
    "last_year": lambda data: data.totals,
    "unlike": lambda _: {"I06-02": "本年缺2个月，不比"},
    "periods_lacking": lambda _: {"I06-02": {GAOZI: (month(2018, 7),)}},
    "notes": lambda _: {("I08-03", GAOZI): "另有原因"},
    "check_notes": lambda _: {("I06-02", BAOYAN): "另有说明"},
    "estimates": lambda _: {"I08-03": Decimal(13)},
    "steps": lambda _: {"I18-02": (StepLine("编纂", date(2018, 6, 30), "已完成"),)},
    "origins": lambda _: {("I08-03", BAOYAN): "区局采用数"},
    "open_questions": lambda data: (data.plan.indicator("I12-02").questions[0],),
    "facilities": lambda _: (Facility("助餐点", "另一处", "高资街道", "", "", ""),),
    "filled_by": lambda _: "李堃",
    "own_chapters": lambda data: (replace(data.plan.chapters[0], title="亮点"),),
    "city": lambda data: data.totals,
    "returned": lambda _: {("I08-03", BAOYAN): Returned("请核实开业日期", "已核实")},
    "versions": lambda _: (VersionLine("I06-02", BAOYAN, ("年报12，快报13，少1",), ()),),
    "months": lambda _: (Months("I06-02", _TWELVE, (*_TWELVE[1:], None)),),
    "history": lambda _: {"I18-02": (Earlier(month(2018, 6), note="已送审"),)},
    "letter": lambda _: replace(LETTER, phone="0511-11111111"),
}
# in the head of the data, behind the figures, made of them, or no fact of the store
_ELSEWHERE = {
    *("plan", "unit", "through", "totals", "not_begun", "scores", "edits", "orders"),
    *("as_of", "dated", "data_of", "marks"),
}
# without an indicator or a sentence of their kind in the small year; the sample office has them
_NOT_HERE = {"names", "decisions", "texts", "people", "working", "units", "will_reach"}


def behind(data: AnnualData, paper: str = "summary") -> PaperData:
    return paper_data_of(data, paper, behind={})


def test_no_fact_is_forgotten() -> None:
    assert {one.name for one in fields(AnnualData)} == {*_EACH, *_ELSEWHERE, *_NOT_HERE}


@pytest.mark.parametrize("name", _EACH)
def test_what_the_paper_prints_is_behind_its_code(name: str) -> None:
    small = small_year()
    before = replace(small, working={one.code: "暂按" for one in small.plan.questions})
    after = replace(before, **{name: _EACH[name](before)})
    assert write_summary(after) != write_summary(before)
    assert behind(after).code != behind(before).code


def test_names_of_units_are_behind_it() -> None:
    before = small_year()
    named = {**before.units.by_id, GAOZI: replace(before.units.get(GAOZI), name="高资镇")}
    after = replace(before, units=Units(named))
    assert behind(after).code != behind(before).code


@pytest.mark.parametrize("part", [one.name for one in fields(Letter)])
def test_each_detail_of_a_letter_is_behind_the_report_that_prints_it(part: str) -> None:
    before = small_year()
    after = replace(before, letter=replace(LETTER, **{part: "〔2018〕另"}))
    assert write_official(after) != write_official(before)
    assert behind(after, "official").code != behind(before, "official").code
    if part not in ("phone", "dated"):
        assert behind(after).code == behind(before).code
    assert behind(after, "brief").code == behind(before, "brief").code


def test_earlier_months_are_behind_the_papers_that_print_them() -> None:
    """Annex 1 is part of the summary and of the report, and of no leader's page."""
    before = small_year()
    after = replace(before, history=_EACH["history"](before))
    assert {
        paper: behind(after, paper).code != behind(before, paper).code
        for paper in ("summary", "official", "brief")
    } == {"summary": True, "official": True, "brief": False}


def test_texts_and_people_are_behind_it() -> None:
    before = small_year()
    told = replace(before, texts={"I01-03": "开展宣讲"}, people={"I04-01": 39})
    kinds = {(one.kind, one.code, one.text) for one in behind(told).texts}
    assert {("narrative", "I01-03", "开展宣讲"), ("people", "I04-01", "39")} <= kinds
    forecast = replace(before, will_reach={"I12-07": (7, 8)})
    assert ("will_reach", "I12-07", DISTRICT, "") in {o.at for o in behind(forecast).texts}
    decided = replace(before, decisions={"I17-01": "已命名"})
    assert ("decision", "I17-01", DISTRICT, "") in {o.at for o in behind(decided).texts}
