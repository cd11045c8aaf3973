"""What the summary claims where nothing was done: no deed stands that no figure tells of."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from random_annual import real_units

from zjmz_desktop import paths
from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData, is_work_told
from zjmz_desktop.domain.annual_problems import none_late_words
from zjmz_desktop.domain.annual_prose import chapter_sentences, opening_words
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.narrative import parse
from zjmz_desktop.domain.narrative_words import render
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper import Heading, Paper, Paragraph
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.targets import JudgingContext

DISTRICT = "321112000000"
DEEDS = (
    *("扎实推进", "坚持", "深入学习", "贯彻落实", "积极践行", "深化", "规范", "落实", "继续"),
    *("加强", "注重", "大兴", "活动全部", "全覆盖", "到位", "正在", "较好地完成", "正确领导"),
)


class Silent:
    """Knows no figure, only the fields of the paper."""

    def say(self, name: str, aspect: str) -> str | None:
        return name if name in ("through", "office", "year") else None

    def holds(self, code: str, test: str) -> bool | None:
        return None

    def lacking(self, code: str) -> str:
        return ""


@pytest.fixture(scope="module")
def plan() -> Plan:
    found, _ = read_plan((paths.resource("plans") / "zhenjiang-2018.toml").read_text("utf-8"))
    assert found is not None
    return found


def year_of(plan: Plan, figures: Mapping[str, Mapping[str, Figure]]) -> AnnualData:
    units, through = real_units(), month(2018, 12)
    context = JudgingContext(plan, units, through.last_on, {})
    totals = {
        one.code: roll_up(one, DISTRICT, figures=figures.get(one.code, {}), context=context)
        for one in plan.indicators
    }
    unit, as_of = units.get(DISTRICT), date(2019, 1, 5)
    return AnnualData(
        plan=plan, unit=unit, units=units, through=through, as_of=as_of, totals=totals
    )


def zeros(plan: Plan) -> dict[str, dict[str, Figure]]:
    """0 of all that is filled, nothing done of all steps; no texts."""
    everybody = [DISTRICT, *(unit.id for unit in real_units().children(DISTRICT))]
    return {
        one.code: {unit: nought(one) for unit in everybody}
        for one in plan.indicators
        if one.entry is not Entry.NARRATIVE
    }


def nought(one: Indicator) -> Figure:
    whole = None if one.entry in (Entry.NUMBER, Entry.ACTIVITY) else Decimal(10)
    return Figure(Decimal(0), whole)


def said(paper: Paper) -> Iterator[str]:
    """Its running text before the problems, of which every paper has some."""
    for block in paper.blocks:
        if isinstance(block, Heading) and "存在问题" in block.text:
            return
        if isinstance(block, Heading | Paragraph):
            yield block.text


def claims(texts: Iterator[str]) -> list[tuple[str, str]]:
    return [(deed, text) for text in texts for deed in DEEDS if deed in text]


def test_no_sentence_of_the_plan_stands_without_a_figure(plan: Plan) -> None:
    told = [
        made.text
        for chapter in plan.chapters
        for one in chapter.sentences
        if (made := render(parse(one.text, key=one.key), Silent()))
    ]
    assert told == []


def test_papers_of_an_office_with_no_figure_claim_nothing(plan: Plan) -> None:
    nothing = year_of(plan, {})
    for write in (write_summary, write_official):
        assert claims(said(write(nothing))) == []
    assert opening_words(nothing) == (
        "现对照镇江市民政局《2018年全市民政工作要点》，将丹徒区民政局2018年工作情况汇报如下。"
    )


def test_sentences_of_figures_that_are_all_zero_claim_no_deed(plan: Plan) -> None:
    nothing_done = year_of(plan, zeros(plan))
    texts = [
        one.text for chapter in plan.chapters for one in chapter_sentences(chapter, nothing_done)
    ]
    assert len(texts) > 30
    assert claims(iter(texts)) == []
    assert not is_work_told(nothing_done)


def test_one_figure_is_work_but_not_all_of_it(plan: Plan) -> None:
    begun = year_of(plan, {"I08-03": {DISTRICT[:6] + "001000": Figure(Decimal(2))}})
    assert "扎实推进民政工作。现将" in opening_words(begun)
    lead = "2018年，我局认真贯彻落实《2018年全市民政工作要点》，扎实推进重点工作任务。"
    assert Paragraph(f"{lead}现将2018年完成情况报告如下。") in write_official(begun).blocks


def test_an_office_with_no_task_of_its_own_is_not_praised(plan: Plan) -> None:
    plain = [one for one in plan.indicators if one.judgement is Judgement.NONE]
    unasked = replace(plan, indicators=tuple(plain), chapters=())
    canteens = {DISTRICT[:6] + "001000": Figure(Decimal(2))}
    told = year_of(unasked, {"I08-09": canteens})
    assert none_late_words(told) == "没有下达到本区的可考核任务。"
    assert "较好地完成" not in opening_words(told)


def test_a_deed_that_was_not_done_is_said_to_be_still_to_do(plan: Plan) -> None:
    nothing_done = year_of(plan, zeros(plan))
    text = "".join(
        one.text for chapter in plan.chapters for one in chapter_sentences(chapter, nothing_done)
    )
    for word in (
        "建成“常镇线”",
        "签订率0",
        "共培树0",
        "新建老年人助餐点0",
        "中心0个",
        "中心社区0",
        "实事0",
    ):
        assert word not in text
    for words in (
        "“常镇线”界线文化墙尚未建成。",
        "8个镇（街道）都尚未培树社区协商议事典型。",
        "尚未与属地医疗卫生机构重新签订医疗服务协作协议",
        "尚未签订关爱服务协议。",
        "截至12月底，尚未新建老年人助餐点。",
    ):
        assert words in text


def test_no_unit_of_a_series_is_called_two_ways(plan: Plan) -> None:
    assert not [
        one for chapter in plan.chapters for one in chapter.sentences if "街道（镇）" in one.text
    ]


def test_a_step_by_step_task_that_is_done_is_told_as_a_deed(plan: Plan) -> None:
    ended = {
        one.code: {DISTRICT: Figure(Decimal(len(one.steps) or 1), Decimal(len(one.steps) or 1))}
        for one in plan.indicators
        if one.entry is Entry.MILESTONE
    }
    done = year_of(plan, ended)
    texts = [one.text for chapter in plan.chapters for one in chapter_sentences(chapter, done)]
    assert "完善了临时救助操作流程。" in texts
    assert "《丹徒区地图册》已编撰出版。" in texts
    assert not [text for text in texts if "工作已" in text]
