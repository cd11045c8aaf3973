"""单项指标表: units by period, a milestone's units by step, and what its whole holds."""

from dataclasses import replace
from datetime import date

from test_annual import CANTEEN, INSURANCE, data

from zjmz_desktop.domain.annual_data import StepLine
from zjmz_desktop.domain.indicator_sheets import IndicatorSheet, UnitLine, indicator_paper
from zjmz_desktop.domain.paper import Table
from zjmz_desktop.domain.periods import Period, PeriodType, month
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import RowMeasure, Source
from zjmz_desktop.domain.prints import PrintHead

HEAD = PrintHead("丹徒区民政局")
STEPS = (
    StepLine("制定方案", date(2018, 5, 31), "已完成", "2018-05-20", "示例〔2018〕1号"),
    StepLine("保单生效", date(2019, 1, 20), "进行中"),
)


def printed(indicator: Indicator, *lines: UnitLine, through: int = 6, due: int = 6) -> Table:
    quarters = [Period(2018, n, PeriodType.QUARTER) for n in range(3, due + 1, 3)]
    sheet = IndicatorSheet(through=month(2018, through), periods=quarters, lines=lines)
    paper = indicator_paper(HEAD, indicator, sheet=sheet)
    (found,) = (block for block in paper.blocks if isinstance(block, Table))
    return found


def test_an_indicators_meaning_stands_under_its_table() -> None:
    total = data().totals["I08-03"]
    found = printed(CANTEEN, UnitLine("合计", (total, total), total))
    assert found.note.split("\n")[1] == f"指标解释：{CANTEEN.definition}"
    assert [column.title for column in found.columns] == [
        *("单位", "一季度", "二季度", "累计", "目标", "完成率", "进度")
    ]


def test_a_milestone_lists_steps_with_deadline_state_day_and_document() -> None:
    total = data().totals["I07-03"]
    found = printed(INSURANCE, UnitLine("丹徒区", (), total, STEPS), through=11)
    assert [column.title for column in found.columns] == [
        *("单位", "节点", "完成时限", "状态", "完成日期", "文号", "进度")
    ]
    assert found.rows == (
        ("丹徒区", "制定方案", "5月31日", "已完成", "5月20日", "示例〔2018〕1号", "达序时进度"),
        ("", "保单生效", "2019年1月20日", "进行中", "", "", ""),
    )
    assert found.bold_rows == frozenset()
    assert found.head_lines[1] == "报告期：2018年1—11月"


def test_the_total_of_several_units_says_how_many_are_through() -> None:
    total = data().totals["I07-03"]
    lines = (UnitLine("丹徒区", (), total, STEPS), UnitLine("合计", (), total))
    found = printed(INSURANCE, *lines)
    assert found.rows[-1][:2] == ("合计", "1个单位中0个全部完成")
    assert found.bold_rows == {2}


def test_the_whole_of_rows_says_that_it_holds_what_came_later() -> None:
    total = data().totals["I08-03"]
    rows = replace(CANTEEN, source=Source("canteen", RowMeasure()))
    line = UnitLine("合计", (total, total), total)
    assert "，累计含6月以后的。" in printed(rows, line, through=8).note
    assert "以后的" not in printed(rows, line, through=6).note
    assert "以后的" not in printed(CANTEEN, line, through=8).note
    assert printed(rows, line, through=8).head_lines[1] == "报告期：2018年1—8月"
