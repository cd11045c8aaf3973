"""Papers without 数据口径及来源说明 say which of their figures are of the rows as they stand now."""

from dataclasses import replace
from decimal import Decimal

import pytest
from random_annual import plan_of
from small_year import DISTRICT, small_year

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.brief import write_brief
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper import FootNote, Paper, Table
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.targets import JudgingContext

WHAT = "，即所依据的底册栏目不带日期，按出表时底册的内容计，不随截至月份变。"


def year_of(*codes: str) -> AnnualData:
    """The small year with other indicators, of which the district has reported 3 of 4 each."""
    small, plan = small_year(), plan_of(codes)
    targets = {(code, DISTRICT): Decimal(50) for code in codes}
    context = JudgingContext(plan, small.units, small.through.last_on, targets)
    towns = {unit.id: Figure(Decimal(3), Decimal(4)) for unit in small.units.children(DISTRICT)}
    figures = {**towns, DISTRICT: Figure(Decimal(3), Decimal(4))}
    totals = {
        one.code: roll_up(one, DISTRICT, figures=figures, context=context)
        for one in plan.indicators
    }
    return replace(small, plan=plan, totals=totals, last_year={}, estimates={}, history={})


def notes(paper: Paper) -> list[str]:
    return [b.note for b in paper.blocks if isinstance(b, Table) and b.note]


def test_the_report_names_them_under_its_annexes() -> None:
    told = notes(write_official(year_of("I08-03", "I10-01", "I05-01", "I12-02")))
    every = "新建老年人助餐点、护理型床位占比、城乡社区办公服务用房达标率"
    assert told == [
        f"注：本报告中，{every}按底册现状计{WHAT}",
        f"注：新建老年人助餐点、城乡社区办公服务用房达标率按底册现状计{WHAT}",
    ]


def test_they_stand_behind_the_note_on_earlier_months() -> None:
    data = replace(year_of("I08-03", "I10-01"), history=small_year().history)
    note = notes(write_official(data))[0]
    assert note.count("注：") == 1
    assert note.startswith("注：“历次进展”是")
    assert note.endswith(f"计。本报告中，新建老年人助餐点、护理型床位占比按底册现状计{WHAT}")


def test_a_figure_that_only_the_text_says_is_named_too() -> None:
    """未取得设立许可的已建养老机构 is not judged: no annex of the report has it."""
    data = year_of("I09-05", "I09-01", "I09-04")
    assert "I09-05" not in {one.code for one, _ in data.assessed}
    assert "未取得设立许可的已建养老机构" in notes(write_official(data))[0]


def test_the_leaders_page_marks_them() -> None:
    paper = write_brief(year_of("I10-01", "I11-01"))
    table = next(b for b in paper.blocks if isinstance(b, Table))
    assert [row[0] for row in table.rows] == ["护理型床位占比*", "老年人意外伤害险参保率"]
    assert paper.blocks[-1] == FootNote(f"注：标*的按底册现状计{WHAT}")


@pytest.mark.parametrize("codes", [("I11-01",), ("I05-01", "I11-01")])
def test_without_such_figures_nothing_is_said(codes: tuple[str, ...]) -> None:
    data = year_of(*codes)
    assert notes(write_official(data)) == []
    assert not any(isinstance(b, FootNote) for b in write_brief(data).blocks)


def test_what_nobody_has_reported_is_not_named() -> None:
    data = year_of("I10-01", "I11-01")
    context = JudgingContext(data.plan, data.units, data.through.last_on)
    one = data.plan.indicator("I10-01")
    absent = {**data.totals, "I10-01": roll_up(one, DISTRICT, figures={}, context=context)}
    assert notes(write_official(replace(data, totals=absent))) == []
