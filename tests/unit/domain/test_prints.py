"""The other prints carry what every table that leaves the office carries."""

from dataclasses import replace
from datetime import date

from judging_cases import DANTU
from test_annual import CANTEEN, INSURANCE, PARTY, RUNNING, data

from zjmz_desktop.domain.annual_data import StepLine
from zjmz_desktop.domain.indicator_sheets import IndicatorSheet, UnitLine, indicator_paper
from zjmz_desktop.domain.paper import Paper, Table
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.prints import (
    BlankLine,
    IndicatorLine,
    PrintHead,
    StatusRow,
    blank_paper,
    status_paper,
    unit_paper,
)

HEAD = PrintHead("丹徒区民政局", filled_by="示例填报员", phone="0511-00000000")
JUNE = month(2018, 6)
FOOT = ("单位负责人：", "填表人：示例填报员", "联系电话：0511-00000000", "报出日期：")


def only_table(paper: Paper) -> Table:
    """The one that has a 表号."""
    (found,) = (block for block in paper.blocks if isinstance(block, Table) and block.number)
    return found


def test_who_has_reported_names_its_maker_and_its_day() -> None:
    row = StatusRow("高资街道", ("按时",), 1, 0, 0)
    found = only_table(status_paper(HEAD, [JUNE], rows=[row], as_of="2018年7月6日"))
    assert (found.number, found.title) == ("民政综合01表", "2018年6月报送情况统计表")
    assert found.head_lines == (
        "综合机关（盖章）：丹徒区民政局",
        "报告期：2018年6月",
        "统计时点：2018年7月6日",
    )
    assert found.note.startswith("注：按收到上报的日期")
    assert "“未报”指没有正式上报，不等于没有数" in found.note
    assert found.foot_lines == FOOT


def test_sheets_of_figures_have_head_and_foot_alike() -> None:
    total = data().totals["I08-03"]
    line = IndicatorLine(RUNNING, None, total, None)
    sheet = IndicatorSheet(through=JUNE, periods=[JUNE], lines=[UnitLine("合计", (total,), total)])
    one = only_table(indicator_paper(HEAD, CANTEEN, sheet=sheet))
    unit = only_table(unit_paper(HEAD, DANTU, through=JUNE, lines=[line]))
    blank = only_table(blank_paper(HEAD, DANTU, month=JUNE, lines=[BlankLine(RUNNING, JUNE, "3")]))
    for found, number, span, measured in (
        (one, "I08-03", "2018年1—6月", "个"),
        (unit, "民政综合03表", "2018年1—6月", "见表内"),
        (blank, "民政综合04表", "2018年6月", "见表内"),
    ):
        assert found.number == number
        assert found.head_lines == (
            "填报单位（盖章）：丹徒区民政局",
            f"报告期：{span}",
            f"计量单位：{measured}",
        )
        assert found.foot_lines == FOOT


def test_a_form_has_room_where_something_is_written_and_none_where_rows_are_counted() -> None:
    lines = [
        BlankLine(RUNNING, JUNE, "3", counted=True),
        BlankLine(CANTEEN, JUNE, "期末326", (("本期新增", "7"), ("本期减少", "2"))),
        BlankLine(RUNNING, JUNE, "4"),
    ]
    found = only_table(blank_paper(HEAD, DANTU, month=JUNE, lines=lines))
    assert [row[4:6] for row in found.rows] == [
        ("3", "由底册计算"),
        ("期末326", ""),
        ("7", ""),
        ("2", ""),
        ("4", ""),
    ]
    assert [row[1] for row in found.rows[2:4]] == ["　本期新增", "　本期减少"]
    assert found.tall_rows == {2, 3, 4}
    assert found.under_rows == {2, 3}
    assert not any("\n" in cell for row in found.rows for cell in row)


def test_a_milestone_of_a_unit_shows_each_step_with_its_day_and_state() -> None:
    milestone = data().totals["I07-03"]
    steps = (
        StepLine("制定方案", date(2018, 5, 31), "已完成", "2018-05-20", "示例〔2018〕1号"),
        StepLine("保单生效", date(2018, 12, 20), "进行中"),
    )
    line = IndicatorLine(INSURANCE, None, milestone, None, steps)
    found = only_table(unit_paper(HEAD, DANTU, through=JUNE, lines=[line]))
    own, first, second = found.rows
    assert own[5] == "1/2节点"  # of two steps one is done
    assert [(row[2], row[5], row[8], row[10]) for row in (first, second)] == [
        ("　制定方案", "已完成", "5月31日", "5月20日完成"),
        ("　保单生效", "进行中", "12月20日", ""),
    ]
    assert "节点任务逐个节点列出" in found.note


def test_a_form_tells_what_its_figures_mean_and_what_is_written_for_none() -> None:
    one = replace(CANTEEN, definition="本年新开业的。")
    lines = [BlankLine(one, JUNE, "3"), BlankLine(PARTY, JUNE, "")]
    paper = blank_paper(HEAD, DANTU, month=JUNE, lines=lines)
    form, meanings = (block for block in paper.blocks if isinstance(block, Table))
    assert "没有发生的填0" in form.note
    assert meanings.rows == ((one.code, one.name, "本年新开业的。"),)
