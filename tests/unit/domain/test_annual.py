"""The annual summary of a small made-up plan; every number is reckoned by hand.

Through 30 November the even curve has run 250 of 281 days (26 March to 31 December): 88.968 %.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from judging_cases import CITY, DANTU, HIGH_TECH, PLAN, UNITS, indicator, target

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData, StepLine
from zjmz_desktop.domain.annual_prose import Account, account_of, account_words, han
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.paper import Heading, NewPage, Paper, Paragraph, Signature, Table
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan import Chapter, Clause, Department, Plan, Question, Sentence, WorkItem
from zjmz_desktop.domain.plan_indicators import (
    Applies,
    Curve,
    Entry,
    Indicator,
    Judgement,
    Step,
)
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level

TOWNS = tuple(unit.id for unit in UNITS.children(DANTU.id))
NAMES = {unit.name: unit.id for unit in UNITS.children(DANTU.id)}
CANTEEN = indicator(definition="能就餐的点。", questions=("Q08-2",))
RUNNING = indicator(code="I08-09", name="在运营助餐点", judgement=Judgement.NONE, target=None)
BEDS = indicator(
    code="I10-01",
    clauses=("C10-01",),
    name="护理型床位占比",
    unit="%",
    entry=Entry.RATIO,
    target=target("55"),
    applies=Applies(Level.DISTRICT),
    curve=Curve.YEAR_END,
    numerator_name="护理型床位",
    denominator_name="床位",
)
MODELS = indicator(
    code="I12-07",
    clauses=("C10-01",),
    name="社区协商议事典型",
    judgement=Judgement.EACH_UNIT,
    target=target("2", Level.TOWN, each=True),
    applies=Applies(Level.TOWN, types=("街道", "镇")),
    curve=Curve.YEAR_END,
)
EMPTY = indicator(
    code="I22-05",
    clauses=("C10-01",),
    name="空置用房",
    unit="处",
    judgement=Judgement.MUST_NOT_HAPPEN,
    target=None,
    curve=Curve.NONE,
)
INSURANCE = indicator(
    code="I07-03",
    clauses=("C10-01",),
    name="住房保险启动",
    unit="项",
    entry=Entry.MILESTONE,
    judgement=Judgement.BY_STEPS,
    target=None,
    applies=Applies(Level.DISTRICT),
    curve=Curve.BY_STEPS,
    steps=(Step("s1", "制定方案", date(2018, 5, 31)), Step("s2", "保单生效", date(2018, 12, 20))),
)
CLOUD = replace(
    INSURANCE, code="I05-05", name="云平台", applies=Applies(Level.CITY), city_duty=True
)
PARTY = indicator(
    code="I02-01",
    clauses=("C10-01",),
    name="党建情况",
    unit="",
    entry=Entry.NARRATIVE,
    judgement=Judgement.NONE,
    target=None,
    applies=Applies(Level.DISTRICT),
)
ALL = (CANTEEN, RUNNING, BEDS, MODELS, EMPTY, INSURANCE, CLOUD, PARTY)
SMALL = replace(
    PLAN,
    title="2018年全市民政工作要点",
    departments=(Department("yanglao", "养老服务科"),),
    items=(
        WorkItem(8, 1, "社区养老", "8.助餐点。", (Clause("C08-04", 0, 7),)),
        WorkItem(10, 1, "其他", "10.床位。", (Clause("C10-01", 0, 6),)),
    ),
    questions=(Question("Q08-2", "迁建算不算", "I08-03", {"no": ("new",)}, {"no": "只算新建"}),),
    indicators=ALL,
    chapters=(
        Chapter(
            "养老服务体系不断健全",
            (8, 10),
            (
                Sentence("S1", "截至{through}，新建助餐点{I08-03}{I08-03:progress}。"),
                Sentence("S2", "床位{I10-01:d}张，占比{I10-01}{I10-01:progress}。"),
                Sentence("S3", "云平台{I05-05:state}。"),
                Sentence("S4", "[I22-05 zero?用房未发生空置|空置用房{I22-05}]。"),
            ),
        ),
        Chapter("党建引领持续加强", (10,), (Sentence("S5", "{I02-01:text}"),)),
    ),
)
ALLOCATED = {("I08-03", DANTU.id): Decimal(12), ("I10-01", DANTU.id): Decimal(55)}
Numbers = Mapping[str, Figure]


def each(*counts: int) -> Numbers:
    """Towns in the order of the list; towns beyond the counts have not reported."""
    return {unit: Figure(Decimal(n)) for unit, n in zip(TOWNS, counts, strict=False)}


def own(n: str, d: str | None = None, **more: Any) -> Numbers:
    return {DANTU.id: Figure(Decimal(n), None if d is None else Decimal(d), **more)}


GOOD: Mapping[str, Numbers] = {
    "I08-03": each(2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),  # 12 of 12
    "I08-09": each(*[3] * 11),
    "I10-01": own("60", "100"),
    "I12-07": each(*[2] * 8),
    "I22-05": each(*[0] * 11),
    "I07-03": own("1", "2"),
    "I02-01": own("1"),
}


def data(figures: Mapping[str, Numbers] | None = None, **changed: Any) -> AnnualData:
    """The small office's data: everything well unless `figures` says otherwise."""
    plan: Plan = changed.pop("plan", SMALL)
    unit = changed.pop("unit", DANTU)
    through = changed.pop("through", month(2018, 11))
    targets = changed.pop("targets", ALLOCATED)
    context = JudgingContext(plan, UNITS, through.last_on, targets)
    found = {**GOOD, **(figures or {})}
    totals = {
        one.code: roll_up(one, unit.id, figures=found.get(one.code, {}), context=context)
        for one in plan.indicators
    }
    return AnnualData(
        plan=plan,
        unit=unit,
        units=UNITS,
        through=through,
        as_of=date(2018, 12, 3),
        totals=totals,
        **changed,
    )


def of_the_city(one: Indicator, figures: Numbers) -> dict[str, Total]:
    """The city's total of one indicator."""
    context = JudgingContext(SMALL, UNITS, month(2018, 11).last_on, {})
    return {one.code: roll_up(one, CITY.id, figures=figures, context=context)}


def lines(paper: Paper) -> list[str]:
    return [b.text for b in paper.blocks if isinstance(b, Heading | Paragraph)]


def prose(paper: Paper) -> list[str]:
    signed = next(no for no, b in enumerate(paper.blocks) if isinstance(b, Signature))
    return lines(replace(paper, blocks=paper.blocks[:signed]))


def table(paper: Paper, number: str) -> Table:
    return next(b for b in paper.blocks if isinstance(b, Table) and b.number == number)


def row(found: Table, name: str) -> tuple[str, ...]:
    return next(cells for cells in found.rows if any(name in cell for cell in cells))


LATE: Mapping[str, Numbers] = {
    "I08-03": each(2, 1, 1, 0, 0),  # 4 of 12, six towns missing
    "I10-01": own("50", "100"),
    "I12-07": each(2, 2, 2, 2, 2, 1, 0, 2),
    "I22-05": each(1, *[0] * 10),
    "I07-03": own("0", "2", late_days=184),
}


# ---- the account ----


def test_the_account_when_all_goes_well() -> None:
    # 助餐点, 床位 and 典型 are done; 空置 holds until year end and the milestone is in time
    assert account_of(data()) == Account(3, 2, 0, 0, 0, 0, 4, 1)
    assert account_words(data()) == (
        "截至11月底，对照市局下达的5项可考核任务（按指标计，下同），已完成3项，按序时进度推进2项，"
        "完成率60%。"
    )


def test_the_account_names_what_is_late_unreported_and_unallocated() -> None:
    mixed = data({**LATE, "I10-01": {}}, targets={("I10-01", DANTU.id): Decimal(55)})
    assert account_of(mixed) == Account(0, 1, 0, 2, 1, 1, 0, 4)
    assert account_words(mixed) == (
        "截至11月底，对照市局下达的4项可考核任务（按指标计，下同），已完成0项，按序时进度推进1项，"
        "未达序时进度2项，尚未报数1项，完成率0%。"
        "另有1项全市性目标未分解到本区，只列进度，不计完成率。"
    )


def test_estimates_tell_what_will_be_done() -> None:
    late = data(LATE, estimates={"I08-03": Decimal(12), "I10-01": Decimal("54.96")})
    # 助餐点 will reach 12; 54.96 is below 55; 典型, 空置, 住房保险 were not estimated
    assert account_of(late)[-2:] == (1, 3)
    assert account_words(late).endswith("；预计全年可完成1项（另有3项尚未预计）。")


@pytest.mark.parametrize(
    ("will_reach", "expected"),
    [({"I12-07": (7, 8)}, (0, 4)), ({"I12-07": (8, 8)}, (1, 4)), ({}, (0, 5))],
)
def test_what_each_town_must_reach_is_expected_of_each_town(
    will_reach: Mapping[str, tuple[int, int]], expected: tuple[int, int]
) -> None:
    """18 in all are no 2 in each of eight."""
    late = data(LATE, estimates={"I12-07": Decimal(18)}, will_reach=will_reach)
    assert account_of(late)[-2:] == expected


def test_the_whole_year_knows_no_estimates() -> None:
    full = data(through=month(2018, 12), estimates={"I08-03": Decimal(14)})
    assert account_words(full) == (
        "2018年全年，对照市局下达的5项可考核任务（按指标计，下同），已完成4项，未完成1项，完成率80%。"
    )
    paper = write_summary(full)
    assert paper.subtitle == "2018年全年"
    assert not any("预计" in line for line in lines(paper))
    assert table(paper, "附表1").columns[7].title == "全年完成情况"


def test_only_unallocated_targets() -> None:
    plan = replace(SMALL, indicators=(CANTEEN,), chapters=())
    alone = data(plan=plan, targets={})
    assert account_words(alone) == "有1项全市性目标未分解到本区，只列进度，不计完成率。"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numbers(number: int, words: str) -> None:
    assert han(number) == words


# ---- the text ----


def test_the_paper_from_title_to_signature() -> None:
    paper = write_summary(data(marks=("示例数据",), texts={"I02-01": "抓实党建\n成效明显。"}))
    assert paper.title_lines == ("丹徒区民政局", "2018年工作总结和2019年工作思路")
    assert paper.subtitle == "截至2018年11月底"
    assert paper.marks == ("示例数据",)
    heads = [b.text for b in paper.blocks if isinstance(b, Heading)]
    assert heads[:3] == [
        "一、养老服务体系不断健全",
        "二、党建引领持续加强",
        "三、2019年工作思路",
    ]
    assert lines(paper)[0].startswith("2018年，在区委、区政府的正确领导和镇江市民政局的精心指导下")
    assert "抓实党建。成效明显。" in lines(paper)
    assert Signature("丹徒区民政局", "2018年12月") in paper.blocks
    annexes = [b.annex for b in paper.blocks if isinstance(b, NewPage)]
    assert annexes == [f"附件{no}" for no in range(1, 7)]


def test_nothing_late_leaves_no_late_clause() -> None:
    text = "".join(prose(write_summary(data())))
    assert not any(word in text for word in ("未达序时", "存在问题", "补齐短板", "原因"))
    assert "2019年各项目标任务按市局要求推进" in text


def test_a_chapter_without_a_figure_falls_away() -> None:
    heads = [b.text for b in write_summary(data()).blocks if isinstance(b, Heading)]
    assert "二、2019年工作思路" in heads


def test_however_little_is_missing_it_is_not_on_time_once_the_day_has_come() -> None:
    """54.96 % of 55 %: a little behind the curve until November, 未按期完成 at the year's end."""
    nearly = {"I10-01": own("1374", "2500")}
    text = "".join(lines(write_summary(data(nearly, through=month(2018, 12)))))
    assert "护理型床位占比未按期完成。" in text
    assert "序时进度" not in text


def test_every_late_task_is_named_with_towns_and_reason() -> None:
    notes = {("I08-03", DANTU.id): "选址难。", ("I08-03", NAMES["谷阳镇"]): "房屋无产权证"}
    steps = {
        "I07-03": (
            StepLine("制定方案", date(2018, 5, 31), "未启动"),
            StepLine("保单生效", date(2018, 12, 20), "未启动"),
        )
    }
    text = "\n".join(lines(write_summary(data(LATE, notes=notes, steps=steps))))
    for expected in (
        "未达序时进度3项",
        "一是新建老年人助餐点未达序时进度。截至11月底为4个（5/11已报，宝堰镇、世业镇、宜城街道等6个"
        "单位未报），完成年度目标12个的33.3%，较序时进度慢55.6个百分点；谷阳镇、上党镇尚无进展；"
        "主要原因：选址难；谷阳镇反映，房屋无产权证。",
        "二是空置用房未达到“不发生”的要求。截至11月底发生1处；其中高资街道1处；原因待补充。",
        "三是住房保险启动未达序时进度。截至11月底，2个节点已完成0个，逾期节点：“制定方案”"
        "（应于2018年5月31日前完成）；原因待补充。",
        "四是部分数据尚未报齐。截至11月底，指标未报的有宝堰镇1项、世业镇1项、",
        "一是补齐短板弱项。对未达要求的3项任务压实责任、倒排工期。",
        "确保2018年12月31日前完成的有新建老年人助餐点（还差8个，养老服务科）",
        "逐一整改到位的有空置用房（养老服务科）",
        "确保2018年12月20日前完成的有住房保险启动（还剩2个节点，养老服务科）",
    ):
        assert expected in text


def test_a_city_duty_stays_out_of_the_prose() -> None:
    paper = write_summary(data())
    assert not any("云平台" in line for line in lines(paper))
    assert "市级任务，本区不填" in row(table(paper, "附表1"), "云平台")


def test_open_questions_are_a_problem_and_an_annex() -> None:
    paper = write_summary(data(open_questions=("Q08-2",)))
    assert any("1项可考核任务的统计口径尚待市局确认" in line for line in lines(paper))
    assert table(paper, "附表6-2").rows == (("Q08-2", "迁建算不算", "I08-03", "只算新建"),)
    assert row(table(paper, "附表1"), "助餐点")[-1] == "口径待确认"


def test_a_district_without_towns_keeps_its_annexes() -> None:
    figures = {"I08-03": {HIGH_TECH.id: Figure(Decimal(3))}}
    paper = write_summary(data(figures, unit=HIGH_TECH, targets={}))
    assert paper.office == "镇江高新区社会事业局"
    assert "本区没有按镇（街道）统计的可考核指标。" in lines(paper)
    assert "党工委、管委会" in lines(paper)[0]
