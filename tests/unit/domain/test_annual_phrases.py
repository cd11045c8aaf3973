"""Every branch of the summary's phrases, with figures reckoned by hand (see `test_annual`)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from judging_cases import DANTU, GAOZI, UNITS, indicator, target
from test_annual import (
    ALLOCATED,
    BEDS,
    CANTEEN,
    EMPTY,
    INSURANCE,
    MODELS,
    PARTY,
    SMALL,
    TOWNS,
    Numbers,
    data,
    each,
    own,
)

from zjmz_desktop.domain.annual_figures import demand_words
from zjmz_desktop.domain.annual_naming import lagging_words, names_words, quoted, top_words
from zjmz_desktop.domain.annual_phrases import (
    progress_words,
    shortfall_words,
    state_words,
    yoy_words,
)
from zjmz_desktop.domain.annual_teller import SummaryTeller
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan_indicators import (
    Applies,
    ChecklistEntry,
    Curve,
    Entry,
    Indicator,
    Judgement,
)
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.year_on_year import FROM_ZERO, NO_LAST_YEAR, PARTIAL

DECEMBER = month(2018, 12)


def said(one: Indicator, figures: Numbers, **changed: Any) -> str:
    """`{CODE:progress}` of one indicator alone."""
    plan = replace(SMALL, indicators=(one,), chapters=())
    found = data({one.code: figures}, plan=plan, **changed)
    return progress_words(one, found.totals[one.code], data=found)


# ---- progress of numbers: 12 of the district's own; 250/281 days gone by 30 November ----


@pytest.mark.parametrize(
    ("counts", "through", "expected"),
    [
        ((2, *[1] * 10), 11, "，完成年度目标12个的100%，完成年度任务"),
        ((4, *[1] * 10), 11, "，完成年度目标12个的116.7%，超额完成年度任务"),
        ((1, *[1] * 10), 11, "，完成年度目标12个的91.7%，较序时进度快2.7个百分点"),
        ((0, *[1] * 10), 11, "，完成年度目标12个的83.3%，较序时进度慢5.6个百分点"),
        ((1, *[1] * 10), 12, "，完成年度目标12个的91.7%，尚差1个"),
        (tuple([0] * 11), 11, "，完成年度目标12个的0%，较序时进度慢89个百分点"),
    ],
)
def test_a_number_against_its_target(counts: tuple[int, ...], through: int, expected: str) -> None:
    assert said(CANTEEN, each(*counts), through=month(2018, through)) == expected


def test_what_some_have_reached_is_not_done_while_others_are_missing() -> None:
    for through in (11, 12):
        found = said(CANTEEN, each(12), through=month(2018, through))
        assert found == "，完成年度目标12个的100%，尚未报齐"
    rate = replace(BEDS, applies=Applies(Level.TOWN), target=target("55", Level.DISTRICT))
    towns = {GAOZI.id: Figure(Decimal(60), Decimal(100))}
    assert said(rate, towns, targets={}) == "，高于市定目标5个百分点，尚未报齐"


def test_level_with_the_curve_and_before_anything_is_due() -> None:
    steps = replace(
        CANTEEN, curve=Curve.BY_STEPS, curve_steps=((month(2018, 6).last_on, Decimal(75)),)
    )
    assert said(steps, each(9)) == "，完成年度目标12个的75%，与序时进度持平"
    later = replace(CANTEEN, curve=Curve.YEAR_END)
    assert said(later, each(9)) == "，完成年度目标12个的75%"


def test_unallocated_has_no_rate() -> None:
    assert said(CANTEEN, each(9), targets={}) == "（全市目标114个，本区未分解）"
    assert said(BEDS, own("1", "2"), targets={}) == "（全市目标55%，本区未分解）"


@pytest.mark.parametrize(
    ("n", "estimate", "through", "tail"),
    [
        (12, 14, 11, "，预计全年14个"),
        (12, 12, 11, ""),
        (12, 11, 11, ""),
        (12, 14, 12, ""),
    ],
)
def test_the_estimate_follows_unless_it_says_nothing_new(
    n: int, estimate: int, through: int, tail: str
) -> None:
    found = said(
        CANTEEN,
        each(n, *[0] * 10),
        estimates={"I08-03": Decimal(estimate)},
        through=month(2018, through),
    )
    assert found == f"，完成年度目标12个的100%，完成年度任务{tail}"


# ---- progress of the other kinds ----


@pytest.mark.parametrize(
    ("n", "d", "expected"),
    [
        ("60", "100", "，高于市定目标5个百分点"),
        ("55", "100", "，达到市定目标"),
        ("523", "1000", "，低于市定目标2.7个百分点"),
        ("5496", "10000", "，低于市定目标0.04个百分点"),
    ],
)
def test_a_rate_against_its_target(n: str, d: str, expected: str) -> None:
    assert said(BEDS, own(n, d)) == expected


def test_a_rate_on_an_even_curve_also_stands_against_the_curve() -> None:
    even = replace(BEDS, curve=Curve.EVEN)
    # 44 % of 55 % is 80 %, 8.968 points behind 88.968 %
    assert said(even, own("44", "100")) == "，低于市定目标11个百分点，较序时进度慢9个百分点"
    assert said(even, own("44", "100"), through=DECEMBER) == "，低于市定目标11个百分点"


def test_per_ten_thousand_counts_in_its_own_unit() -> None:
    workers = replace(BEDS, entry=Entry.PER_BASE, unit="名", target=target("4.8"), per=Decimal(1))
    allocated = {("I10-01", DANTU.id): Decimal("4.8")}
    assert said(workers, own("160", "32"), targets=allocated) == "，高于市定目标0.2名"


def test_a_rate_estimate() -> None:
    found = said(BEDS, own("50", "100"), estimates={"I10-01": Decimal(56)})
    assert found == "，低于市定目标5个百分点，预计全年达到56.0%"


def test_each_unit_names_those_that_lack() -> None:
    assert said(MODELS, each(*[2] * 8)) == "，8个镇（街道）全部达到要求"
    assert said(MODELS, each(2, 2, 2, 2, 2, 1, 0, 2)) == (
        "，8个镇（街道）中6个达到要求，宝堰镇（1个）、世业镇（0个）未达到"
    )


def test_what_must_not_happen() -> None:
    assert said(EMPTY, each(*[0] * 11)) == ""
    assert said(EMPTY, each(1, *[0] * 10)) == "，未达到“不发生”的要求"


def test_steps_and_own_lists() -> None:
    assert said(INSURANCE, own("2", "2")) == "，已全部完成"
    assert said(INSURANCE, own("1", "2")) == "，应完成2个节点，已完成1个节点"


def test_a_ceiling() -> None:
    most = replace(CANTEEN, judgement=Judgement.AT_MOST, target=target("12", operator="<="))
    assert said(most, each(12, *[0] * 10)) == "，控制在12个以内"
    assert said(most, each(13, *[0] * 10)) == "，超过12个的上限"


def test_what_is_not_judged_or_not_reported_says_nothing() -> None:
    assert said(replace(CANTEEN, judgement=Judgement.NONE), each(1)) == ""
    assert said(CANTEEN, {}) == ""


# ---- last year ----


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ((11,), (10,), "同比增长10%"),
        ((11,), (12,), "同比下降8.3%"),
        ((11,), (11,), "同比持平"),
        ((11,), (0,), FROM_ZERO),
        ((0,), (0,), "同比持平"),
        ((11,), (), NO_LAST_YEAR),
        ((100001,), (100000,), "同比增长0.001%"),
    ],
)
def test_last_year(now: tuple[int, ...], last: tuple[int, ...], expected: str) -> None:
    rest = [0] * 10
    one = data({"I08-03": each(*now, *rest)}).totals["I08-03"]
    before = data({"I08-03": each(*last, *rest) if last else {}}).totals["I08-03"]
    assert yoy_words(CANTEEN, one, last=before) == expected
    assert yoy_words(CANTEEN, one, last=None) == NO_LAST_YEAR


def test_totals_that_are_not_whole_are_not_compared() -> None:
    whole, part = data().totals["I08-03"], data({"I08-03": each(1, 2)}).totals["I08-03"]
    assert yoy_words(CANTEEN, part, last=whole) == PARTIAL
    assert yoy_words(CANTEEN, whole, last=part) == PARTIAL
    office = data({"I08-03": each(1, 2)}, last_year={"I08-03": whole})
    assert SummaryTeller(office).say("I08-03", "yoy") is None


def test_unlike_months_are_not_compared_in_the_sentence_either() -> None:
    whole, reason = data().totals["I08-03"], "上年同期缺1个月，不比"
    assert yoy_words(CANTEEN, whole, last=whole, unlike=reason) == reason
    office = data(last_year={"I08-03": whole}, unlike={"I08-03": reason})
    assert SummaryTeller(office).say("I08-03", "yoy") == "因上年同期缺1个月未作同比"


def test_a_sentence_has_no_percentage_of_zero() -> None:
    """practice.md 3.3: a base of 0 is told as no base; the table, with the 0 beside it, says which."""
    nothing = data({"I08-03": each(*[0] * 11)}).totals["I08-03"]
    assert SummaryTeller(data(last_year={"I08-03": nothing})).say("I08-03", "yoy") == NO_LAST_YEAR


def test_a_rate_moves_from_zero_by_points() -> None:
    now, last = (data({"I10-01": own(n, "200")}).totals["I10-01"] for n in ("9", "0"))
    assert yoy_words(BEDS, now, last=last) == "同比提高4.5个百分点"


def test_rates_move_by_points() -> None:
    now, last = (data({"I10-01": own(n, "200")}).totals["I10-01"] for n in ("111", "120"))
    assert yoy_words(BEDS, now, last=last) == "同比下降4.5个百分点"
    assert yoy_words(BEDS, last, last=now) == "同比提高4.5个百分点"


# ---- towns and names ----


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 4, 3, 0, *[0] * 7), "高桥镇4个、辛丰镇3个，占全区的87.5%"),  # 7 of 8
        ((1, 4, 3, 0), "高桥镇4个、辛丰镇3个，占已报数的87.5%"),  # seven towns have not reported
        ((3, 4, 3), "高桥镇4个，占已报数的40%"),
        ((2, 2, 2), None),
        ((2, 2, *[0] * 9), "高资街道2个、高桥镇2个"),  # all that there is: no share
        ((0, 5), "高桥镇5个"),
        ((), None),
    ],
)
def test_the_two_towns_with_most(counts: tuple[int, ...], expected: str | None) -> None:
    found = data({"I08-03": each(*counts)})
    assert top_words(CANTEEN, found.totals["I08-03"], data=found) == expected


def test_towns_of_a_county_level_city_have_a_share_of_the_whole_city() -> None:
    danyang = UNITS.get("321181000000")
    towns = [town.id for town in UNITS.children(danyang.id)]
    figures = {town: Figure(Decimal(n)) for n, town in enumerate(towns)}
    found = data({"I08-03": figures}, unit=danyang)
    most, next_, whole = len(towns) - 1, len(towns) - 2, sum(range(len(towns)))
    share = f"{Decimal(most + next_) * 100 / whole:.1f}%"
    words = top_words(CANTEEN, found.totals["I08-03"], data=found)
    assert words is not None
    assert words.endswith(f"，占全市的{share}")


def test_rates_have_no_share_of_a_total() -> None:
    beds = replace(BEDS, applies=Applies(Level.TOWN))
    figures = {town: Figure(Decimal(n), Decimal(10)) for n, town in enumerate(TOWNS)}
    found = data({"I10-01": figures}, plan=replace(SMALL, indicators=(beds,), chapters=()))
    words = top_words(beds, found.totals["I10-01"], data=found)
    assert words is not None
    assert "占" not in words


def test_towns_behind_their_own_target_are_named_with_it() -> None:
    towns = {("I08-03", town.id): Decimal(2) for town in UNITS.children(DANTU.id)}
    total = data({"I08-03": each(1, *[2] * 10)}, targets={**ALLOCATED, **towns}).totals["I08-03"]
    assert lagging_words(CANTEEN, total, units=UNITS) == "高资街道（完成目标2个的50%）进度落后"


def test_many_names_are_cut() -> None:
    assert names_words([], "个") is None
    assert names_words(["甲", "乙"], "个") == "甲、乙"
    assert names_words([*"甲乙丙丁戊己庚辛壬"], "家") == "甲、乙、丙、丁、戊等9家"


# ---- states, demands, shortfalls ----


def test_states_of_a_milestone() -> None:
    def state(n: str, **more: Any) -> str | None:
        found = data({"I07-03": own(n, "2")}, **more)
        return state_words(INSURANCE, found.totals["I07-03"], data=found)

    assert state("2") == "已完成"
    assert state("1") == "正在推进，2个节点已完成1个"
    assert state("0") == "尚未启动"


def test_what_is_decided_outside() -> None:
    named = replace(INSURANCE, judgement=Judgement.BY_OUTSIDE, steps=(), outside=("命名文件",))
    plan = replace(SMALL, indicators=(named,), chapters=())
    found = data({"I07-03": own("0", "1", met=False)}, plan=plan)
    total = found.totals["I07-03"]
    assert state_words(named, total, data=found) == "尚无结果"
    decided = replace(found, decisions={"I07-03": "已命名"})
    assert state_words(named, total, data=decided) == "已命名"


@pytest.mark.parametrize(
    ("value", "unit", "entry", "expected"),
    [
        ("12", "个", Entry.NUMBER, "不少于12个"),
        ("100", "%", Entry.RATIO, "达到100%"),
        ("55", "%", Entry.RATIO, "不低于55%"),
    ],
)
def test_demands(value: str, unit: str, entry: Entry, expected: str) -> None:
    one = indicator(unit=unit, entry=entry, target=target(value))
    assert demand_words(one, Decimal(value)) == expected


def test_shortfalls() -> None:
    late = data({"I08-03": each(4), "I10-01": own("523", "1000"), "I12-07": each(2, 1)})
    judged = {code: total.judged for code, total in late.totals.items()}
    assert shortfall_words(CANTEEN, judged["I08-03"]) == "8个"
    assert shortfall_words(BEDS, judged["I10-01"]) == "2.7个百分点"
    assert shortfall_words(MODELS, judged["I12-07"]) == "7个镇（街道）"
    assert shortfall_words(EMPTY, judged["I22-05"]) == ""


# ---- the teller ----


def test_what_the_teller_says() -> None:
    office = data(
        {"I08-03": each(2, 0, *[1] * 8)},
        names={"I08-03": ("甲点", "乙点")},
        people={"I08-03": 30},
        texts={"I02-01": "一\n\n二。"},
    )
    teller = SummaryTeller(office)
    said = {aspect: teller.say("I08-03", aspect) for aspect in ("", "n", "d", "names", "people")}
    assert said == {"": "10个", "n": "10", "d": "0", "names": "甲点、乙点", "people": "30"}
    assert teller.lacking("I08-03") == "10/11已报，高新园区管委会未报"
    assert teller.say("I02-01", "text") == "一。二。"
    assert (teller.say("I12-07", "met"), teller.say("I12-07", "expected")) == ("8", "8")
    assert teller.say("office", "") == "丹徒区民政局"
    assert teller.say("I05-05", "state") is None


def test_what_the_teller_tests() -> None:
    teller = SummaryTeller(data({"I08-09": {}}))
    assert teller.holds("I22-05", "zero") is True
    assert teller.holds("I08-03", "any") is True
    assert teller.holds("I08-03", "met") is True
    assert teller.holds("I08-09", "any") is None
    assert teller.holds("I07-03", "zero") is None


def test_a_checklist_of_the_unit_itself() -> None:
    own_list = replace(
        PARTY,
        unit="%",
        entry=Entry.CHECKLIST,
        judgement=Judgement.AT_LEAST,
        target=target("100", Level.DISTRICT, each=True),
        entries=tuple(ChecklistEntry(f"e{no}", f"第{no}项") for no in range(6)),
        entries_needed=6,
        curve=Curve.YEAR_END,
    )
    assert said(own_list, own("5", "6")) == "，应完成6项，已完成5项"
    assert said(own_list, own("6", "6")) == "，已全部完成"


def test_names_with_quotation_marks_are_quoted_once() -> None:
    assert quoted("“一门受理”窗口") == "“‘一门受理’窗口”"
