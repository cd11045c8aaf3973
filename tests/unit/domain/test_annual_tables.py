"""Annexes of the summary keep kinds of nothing apart; 2018's text reads clean with any figures."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from judging_cases import DANTU, DANYANG, UNITS, target
from test_annual import (
    BEDS,
    CANTEEN,
    GOOD,
    LATE,
    MODELS,
    NAMES,
    SMALL,
    TOWNS,
    Numbers,
    data,
    each,
    lines,
    of_the_city,
    own,
    prose,
    row,
    table,
)
from test_annual_sentences import edited

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData, Facility, StepLine, VersionLine
from zjmz_desktop.domain.annual_prose import account_of
from zjmz_desktop.domain.annual_sentences import PaperSentence, chapters_of_paper
from zjmz_desktop.domain.figures import Figure, Light
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper import Table
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import load_plan
from zjmz_desktop.domain.plan_indicators import Applies, ChecklistEntry, Entry, Indicator
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.scoring import score_items
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level

PLANS = Path(__file__).parents[3] / "resources" / "plans"
PLAN_2018 = load_plan((PLANS / "zhenjiang-2018.toml").read_text("utf-8"))


def test_tasks_with_target_rate_light_and_remark() -> None:
    estimates = {"I08-03": Decimal(14)}
    found = table(write_summary(data(LATE, estimates=estimates)), "附表1")
    assert row(found, "助餐点") == (
        "1",
        "8.社区养老",
        "新建老年人助餐点不少于12个",
        "养老服务科",
        "",
        "12月31日",
        "—",
        "4个",
        "33.3%",
        "未达序时",
        "谷阳镇、上党镇尚无进展；原因待补充",
        "压实责任、倒排工期，确保2018年12月31日前完成",
        "5/11已报，宝堰镇、世业镇、宜城街道等6个单位未报；预计全年14个",
    )
    assert row(found, "典型")[2:9:5] == (
        "社区协商议事典型每个镇（街道）不少于2个",
        "6/8个镇（街道）达到",
    )
    assert row(found, "空置")[2:10] == (
        "空置用房不发生",
        "养老服务科",
        "",
        "12月31日",
        "—",
        "1处",
        "—",
        "未达",
    )
    assert row(found, "住房保险")[5:8] == ("12月20日", "—", "尚未启动")
    assert found.wide
    assert found.head_lines[0] == "填报单位（盖章）：丹徒区民政局"
    assert found.foot_lines == ("单位负责人：", "填表人：", "联系电话：", "报出日期：")


def test_what_others_have_to_report_is_one_cell_that_says_so() -> None:
    """A county-level city calls itself 本市; what does not apply here is said in the same place."""
    elsewhere = {"I10-01": own("1", not_applicable=True)}
    found = table(write_summary(data(elsewhere)), "附表1")
    cloud, beds = row(found, "云平台"), row(found, "护理型床位占比")
    assert cloud[6:] == ("市级任务，本区不填", *[""] * 6)
    assert beds[6:] == ("不适用", *[""] * 6)
    joined = frozenset({found.rows.index(cloud), found.rows.index(beds)})
    assert (found.joined_rows, found.columns[found.joined].title) == (joined, "历次进展")
    city = table(write_summary(data(unit=DANYANG)), "附表1")
    assert row(city, "云平台")[6] == "市级任务，本市不填"


def test_every_table_tells_whose_it_is_and_who_answers_for_it() -> None:
    """In both papers that have annexes, tables of questions, scores, versions and 概数 too."""
    rough = edited("S2", "全区床位100张，占比近三分之二，高于市定目标5个百分点。")
    place = Facility("老年人助餐点", "水台村助餐点", "高资街道", "水台村", "120", "2018-06-18")
    late: Mapping[str, Numbers] = {**LATE, "I10-01": GOOD["I10-01"]}
    judged = {code: total.judged for code, total in data(late).totals.items()}
    office = data(
        late,
        edits={"S2": rough},
        filled_by="示例填报员",
        letter=Letter(phone="0511-00000000"),
        open_questions=("Q08-2",),
        facilities=(place,),
        scores=score_items(SMALL, judged),
        versions=(VersionLine("I08-03", DANTU.id, ("年报4，月报5",), ()),),
    )
    for paper, numbers in (
        (write_summary(office), ["1", "2", "3", "4", "5", "6-1", "6-2", "6-3", "6-4", "6-5"]),
        (write_official(office), ["1", "2", "3", "4"]),
    ):
        tables = [block for block in paper.blocks if isinstance(block, Table)]
        assert [found.number for found in tables] == [f"附表{no}" for no in numbers]
        for found in tables:
            assert found.head_lines[:3] == (
                "填报单位（盖章）：丹徒区民政局",
                "报告期：2018年1—11月",
                "计量单位：见表内",
            )
            assert (found.title or found.head_lines[3:]) == (
                found.title or (f"表号：{found.number}",)
            )
            assert found.foot_lines == (
                "单位负责人：",
                "填表人：示例填报员",
                "联系电话：0511-00000000",
                "报出日期：",
            )


def test_an_unallocated_task_says_whose_target_it_is() -> None:
    found = table(write_summary(data(targets={})), "附表1")
    assert row(found, "助餐点")[2] == "新建老年人助餐点（全市不少于114个，本区未分解）"
    assert row(found, "助餐点")[8:10] == ("—", "本区未分解")


def test_towns_keep_the_kinds_of_nothing_apart() -> None:
    figures = {
        **dict(each(2, 0)),
        NAMES["辛丰镇"]: Figure(not_begun=True),
        NAMES["谷阳镇"]: Figure(not_applicable=True),
        NAMES["上党镇"]: Figure(Decimal(1), conflict=True),
    }
    office = data({"I08-03": figures}, not_begun={("I08-03", NAMES["辛丰镇"])})
    found = table(write_summary(office), "附表2")
    assert [column.title for column in found.columns][2:-1] == [
        UNITS.get(town).name for town in TOWNS
    ]
    cells = row(found, "助餐点")
    assert cells[2:8] == ("2", "0", "未开展", "不适用", "待核实", "未报")
    assert cells[-1] == "2"
    assert row(found, "典型")[-4:-1] == ("不适用", "不适用", "不适用")


def test_business_figures_against_last_year() -> None:
    before = data({"I08-09": each(*[2] * 11)}).totals
    paper = write_summary(data(last_year=before))
    letters, figures = table(paper, "附表3").rows
    assert letters == ("甲", "乙", "丙", "1", "2", "3")
    assert figures == ("在运营助餐点", "个", "I08-09", "33", "22", "同比增长50%")
    part = write_summary(data({"I08-09": each(3)}))
    nothing = ("3（未报齐）", "—", "上年无同口径数据")
    assert table(part, "附表3").rows[1] == ("在运营助餐点", "个", "I08-09", *nothing)


def test_facilities_are_listed_or_said_to_be_none() -> None:
    one = Facility("老年人助餐点", "水台村助餐点", "高资街道", "水台村", "120", "2018-06-18")
    other = one._replace(name="谷阳村助餐点")
    centre = one._replace(kind="日间照料中心")
    found = table(write_summary(data(facilities=(one, other, centre))), "附表4")
    assert found.rows == (
        ("", "老年人助餐点（2个）", "", "", "", ""),
        ("1", *one[1:]),
        ("2", *other[1:]),
        ("", "日间照料中心（1个）", "", "", "", ""),
        ("3", *centre[1:]),
    )
    assert found.bold_rows == {0, 3}
    assert "本期没有经认定的新建设施。" in lines(write_summary(data()))


def test_late_tasks_with_gap_towns_and_reason() -> None:
    notes = {("I08-03", DANTU.id): "选址难。"}
    found = table(write_summary(data(LATE, notes=notes)), "附表5")
    assert row(found, "助餐点")[2:6] == ("4个", "8个", "谷阳镇、上党镇尚无进展", "选址难")
    assert row(found, "空置")[2:6] == ("1处", "—", "其中高资街道1处", "待补充")
    assert len(found.rows) == 3
    assert "截至11月底，各项可考核任务没有落后的。" in lines(write_summary(data()))


def test_sources_trace_each_figure() -> None:
    office = data(
        {"I08-03": each(*[1] * 10)},
        origins={("I08-03", NAMES["高资街道"]): "本单位填报，其中5月代报"},
        check_notes={("I08-03", NAMES["高桥镇"]): "新建两处。"},
        open_questions=("Q08-2",),
    )
    found = table(write_summary(office), "附表6-1")
    assert row(found, "助餐点") == (
        "新建老年人助餐点",
        "能就餐的点。",
        "本年各期累计",
        "10/11已报，高新园区管委会未报",
        "高资街道：本单位填报，其中5月代报",
        "高桥镇：审核说明：新建两处",
        "Q08-2",
    )
    assert row(found, "护理型床位占比")[2:4] == ("护理型床位÷床位×100%", "1/1已报")
    assert not any("党建" in cells[0] for cells in found.rows)


def test_scores_come_with_their_arithmetic() -> None:
    office = data()
    judged = {code: total.judged for code, total in office.totals.items()}
    paper = write_summary(data(scores=score_items(SMALL, judged)))
    assert row(table(paper, "附表6-3"), "社区养老")[0] == "8"


# ---- the 2018 plan with any figures ----


def _figure(one: Indicator, chance: random.Random) -> Figure | None:
    if chance.random() < 0.15:
        return None
    if chance.random() < 0.05:
        return Figure(not_begun=True)
    whole = Decimal(chance.choice([0, 1, 2, 5, 40, 137]))
    if one.entry is Entry.MILESTONE:
        done = min(int(whole), len(one.steps))
        late = chance.choice([0, 0, 20, 90])
        return Figure(Decimal(done), Decimal(len(one.steps)), late_days=late)
    return Figure(whole, whole + chance.choice([0, 1, 9]) if one.is_rate else None)


def _data_2018(seed: int, last_month: int) -> AnnualData:
    chance = random.Random(seed)
    through = month(2018, last_month)
    targets = {
        (one.code, DANTU.id): Decimal(chance.randint(1, 60))
        for one in PLAN_2018.indicators
        if one.target and chance.random() < 0.6
    }
    context = JudgingContext(PLAN_2018, UNITS, through.last_on, targets)
    now, before = (_totals(PLAN_2018, context, chance) for _ in range(2))
    codes = [one.code for one in PLAN_2018.indicators]
    return AnnualData(
        plan=PLAN_2018,
        unit=DANTU,
        units=UNITS,
        through=through,
        as_of=date(2018, 12, 3),
        totals=now,
        last_year=before,
        names={code: ("甲点", "乙点") for code in codes if chance.random() < 0.5},
        notes={(code, DANTU.id): "选址难。" for code in codes if chance.random() < 0.3},
        estimates={code: Decimal(50) for code in codes if chance.random() < 0.3},
        steps={
            one.code: tuple(StepLine(step.name, step.by, "未启动") for step in one.steps)
            for one in PLAN_2018.indicators
        },
        texts=dict.fromkeys(codes, "抓实各项工作\n成效明显。"),
        people=dict.fromkeys(codes, 30),
        open_questions=tuple(q.code for q in PLAN_2018.questions),
        scores=score_items(PLAN_2018, {code: total.judged for code, total in now.items()}),
    )


def _totals(plan: Plan, context: JudgingContext, chance: random.Random) -> Mapping[str, Total]:
    found = {}
    for one in plan.indicators:
        units = plan.concerned(one, DANTU.id, units=UNITS)
        figures = {u.id: figure for u in units if (figure := _figure(one, chance))}
        found[one.code] = roll_up(one, DANTU.id, figures=figures, context=context)
    return found


@pytest.mark.parametrize("last_month", [6, 11, 12])
@pytest.mark.parametrize("seed", range(8))
def test_the_2018_summary_always_reads_clean(seed: int, last_month: int) -> None:
    found = _data_2018(seed, last_month)
    paper = write_summary(found)
    for text in prose(paper):
        assert not set(text) & set("{}[]|"), text
        assert not any(
            pair in text for pair in ("，。", "。。", "，，", "、。", "，、", "（）", "；。")
        )
        assert text.strip("，、。")
    for block in paper.blocks:
        if isinstance(block, Table):
            assert all(len(cells) == len(block.columns) for cells in block.rows)
    if last_month == 12:
        assert not any("预计全年" in text for text in lines(paper))


@pytest.mark.parametrize("seed", range(8))
def test_every_late_task_of_2018_is_named_and_the_account_adds_up(seed: int) -> None:
    found = _data_2018(seed, 11)
    text = "".join(prose(write_summary(found)))
    account = account_of(found)
    assert account.slightly + account.behind == len(found.late)
    assert account.asked + account.unallocated == len(found.assessed)
    for one, _ in found.late:
        assert f"是{one.name}" in text
    city = [one.name for one in PLAN_2018.indicators if one.city_duty]
    assert not any(name in text for name in city)


def test_sentences_are_bound_to_figures_that_were_reported() -> None:
    found = _data_2018(1, 11)
    for sentence in _sentences(found):
        for code in sentence.rendered.codes if sentence.rendered else ():
            assert found.totals[code].sum.reported
            assert found.totals[code].judged.light is not Light.NOT_APPLICABLE


def test_sentences_without_a_figure_are_left_out() -> None:
    keys = [sentence.key for sentence in _sentences(data(GOOD))]
    assert keys == ["opening", "account", "S1", "S2", "S4", "next-lead", "next-tasks"]


def _sentences(found: AnnualData) -> list[PaperSentence]:
    return [one for chapter in chapters_of_paper(found) for one in chapter.sentences]


def test_a_list_that_towns_fill_totals_to_towns_that_reach_it() -> None:
    seven = replace(
        MODELS,
        entry=Entry.CHECKLIST,
        unit="%",
        target=target("100", Level.TOWN, each=True),
        entries=tuple(ChecklistEntry(f"e{no}", f"第{no}有") for no in range(7)),
        entries_needed=7,
    )
    plan = replace(SMALL, indicators=(seven,), chapters=())
    figures = {
        town: Figure(Decimal(n), Decimal(7)) for town, n in zip(TOWNS, (7, 7, 5), strict=False)
    }
    cells = row(table(write_summary(data({"I12-07": figures}, plan=plan)), "附表2"), "典型")
    assert cells[2:6] == ("100", "100", "71.4", "未报")
    assert (cells[1], cells[-1]) == ("%／个", "2/8达到")


def test_the_outlook_of_what_each_town_must_reach_counts_towns() -> None:
    office = data(LATE, estimates={"I12-07": Decimal(18)}, will_reach={"I12-07": (7, 8)})
    assert row(table(write_summary(office), "附表1"), "典型")[-1] == "预计全年7/8个镇（街道）达到"
    unknown = data(LATE, estimates={"I12-07": Decimal(18)})
    assert "预计" not in row(table(write_summary(unknown), "附表1"), "典型")[-1]


def test_the_citys_average_stands_beside_the_total_where_it_is_known() -> None:
    towns = (TOWNS[0], TOWNS[1], UNITS.children(DANYANG.id)[0].id)
    counts = {town: Figure(Decimal(n)) for town, n in zip(towns, (3, 4, 6), strict=True)}
    beds = replace(BEDS, applies=Applies(Level.TOWN))
    rates = {
        town: Figure(Decimal(n), Decimal(d))
        for town, n, d in zip(towns, (1, 2, 9), (10, 10, 20), strict=True)
    }
    plan = replace(SMALL, indicators=(CANTEEN, beds), chapters=())
    figures = {"I08-03": each(3, 4), "I10-01": {town: rates[town] for town in towns[:2]}}
    city = {**of_the_city(CANTEEN, counts), **of_the_city(beds, rates)}
    found = table(write_summary(data(figures, plan=plan, city=city)), "附表2")
    assert [column.title for column in found.columns[-2:]] == ["合计", "全市平均"]
    # two of eight offices have reported, 7 and 6: (7 + 6) / 2; of the rates (3 + 9) / (20 + 20)
    assert row(found, "助餐点")[-2:] == ("7", "6.5（2/8）")
    assert row(found, "护理型床位占比")[-2:] == ("15.0", "30.0（2/8）")
    assert row(found, "位次")[-2:] == ("—", "—")
    assert "全市平均" in found.note


def test_a_district_that_knows_nothing_of_the_others_shows_no_average() -> None:
    found = table(write_summary(data(LATE)), "附表2")
    assert found.columns[-1].title == "合计"
    assert not found.note


def test_a_milestone_that_is_done_says_that_all_its_steps_are() -> None:
    ended = data({"I07-03": own("2", "2")})
    assert row(table(write_summary(ended), "附表1"), "住房保险")[7] == "2个节点都已完成"
