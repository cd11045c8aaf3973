"""Figures: what may be typed, built-in checks, and the checks a plan declares."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.checks import Facts, check_figures, parse_value
from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.periods import PeriodType
from zjmz_desktop.domain.plan_indicators import (
    Applies,
    Entry,
    FigureCheck,
    Indicator,
    Judgement,
    Measure,
)
from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import BLANK, State, Value, number


def indicator(entry: Entry = Entry.NUMBER, **more: Any) -> Indicator:
    given: dict[str, Any] = {
        "code": "I08-03",
        "clauses": ("C1",),
        "name": "新建老年人助餐点",
        "unit": "个",
        "entry": entry,
        "definition": "",
        "department": "",
        "period": PeriodType.MONTH,
        "judgement": Judgement.NONE,
        "applies": Applies(Level.TOWN),
    }
    return Indicator(**{**given, **more})


CANTEENS = indicator()
MONEY = indicator(name="临时救助金额", unit="万元", scale=1)
INSURED = indicator(
    Entry.RATIO,
    name="意外险参保率",
    unit="%",
    numerator_name="参保人数",
    denominator_name="60周岁以上户籍老年人口",
)
KNOWN = indicator(Entry.RATIO, name="政策知晓率", unit="%", rate_only=True)
SOCIAL_WORKERS = indicator(Entry.PER_BASE, name="每万人持证社工", unit="人", base="B01")


# ---- typing ----


@pytest.mark.parametrize(
    ("one", "part", "typed", "expected"),
    [
        (CANTEENS, "value", "12", "12"),
        (CANTEENS, "value", "１２ 个", "12"),
        (CANTEENS, "value", "三十", "30"),
        (CANTEENS, "removed", "0", "0"),
        (MONEY, "value", "35.5万元", "35.5"),
        (INSURED, "n", "1,234", "1234"),
        (INSURED, "d", "2万", "20000"),
        (KNOWN, "n", "85%", "85"),
        (KNOWN, "n", "96.35", "96.35"),
        (SOCIAL_WORKERS, "n", "152", "152"),
        (indicator(unit="%", name="增幅", scale=1), "value", "3.5%", "3.5"),
    ],
)
def test_a_figure_is_read_exactly(one: Indicator, part: str, typed: str, expected: str) -> None:
    assert parse_value(one, part, typed=typed) == Decimal(expected)


@pytest.mark.parametrize(
    ("one", "part", "typed", "reason"),
    [
        (CANTEENS, "value", "12.5 个", "新建老年人助餐点按个计，应为整数"),
        (CANTEENS, "value", "约50", "这是约数"),
        (CANTEENS, "value", "-1", "新建老年人助餐点不能小于0"),
        (CANTEENS, "value", "85%", "新建老年人助餐点不是百分比"),
        (MONEY, "value", "35.55", "临时救助金额按万元计，最多1位小数"),
        (MONEY, "value", "35万", "单位已是万元"),
        (INSURED, "n", "85.3%", "参保人数不是百分比"),
        (INSURED, "d", "10.5", "60周岁以上户籍老年人口应为整数"),
        (KNOWN, "n", "100.1", "政策知晓率应在0到100之间"),
        (KNOWN, "n", "-1", "政策知晓率应在0到100之间"),
        (KNOWN, "n", "96.355", "政策知晓率最多2位小数"),
    ],
)
def test_what_is_no_figure_is_refused(one: Indicator, part: str, typed: str, reason: str) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        parse_value(one, part, typed=typed)
    assert refused.value.reason == reason
    assert refused.value.remedy.endswith("。")


def test_the_remedy_says_where_it_belongs() -> None:
    with pytest.raises(ValueRefusedError, match="减少的请填在“本月减少”里。"):
        parse_value(indicator(closes=True), "value", typed="-1")
    with pytest.raises(ValueRefusedError, match="请填个数，百分比由程序计算。"):
        parse_value(INSURED, "n", typed="85％")
    nameless = indicator(Entry.RATIO, name="覆盖率", unit="%")
    with pytest.raises(ValueRefusedError, match="覆盖率的分母不能小于0"):
        parse_value(nameless, "d", typed="-1")


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_what_is_printed_is_read_back(scaled: int, scale: int) -> None:
    exact = Decimal(scaled).scaleb(-scale)
    assert parse_value(indicator(scale=scale), "value", typed=f"{exact:f}个") == exact


# ---- built-in checks ----


def found(one: Indicator, value: Value | None, **facts: Any) -> list[tuple[str, str]]:
    return [(p.code, p.message) for p in check_figures(one, Facts(value, **facts))]


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (CANTEENS, None),
        (CANTEENS, BLANK),
        (CANTEENS, Value(State.NOT_APPLICABLE)),
        (CANTEENS, Value(State.NOT_BEGUN)),
        (CANTEENS, number(0)),
        (INSURED, number(80, 100)),
        (INSURED, number(100, 100)),
        (INSURED, Value(State.NOT_BEGUN)),
        (KNOWN, number("96.35")),
        (SOCIAL_WORKERS, number(152)),
        (indicator(Entry.NARRATIVE), Value(text="已开展")),
    ],
)
def test_good_figures_and_nothings_have_no_problems(one: Indicator, value: Value | None) -> None:
    assert found(one, value) == []


@pytest.mark.parametrize(
    ("one", "value", "code", "message"),
    [
        (
            CANTEENS,
            number("12.5"),
            "decimals",
            "新建老年人助餐点按个计，应为整数，现为12.5。",
        ),
        (CANTEENS, number(-1), "negative", "新建老年人助餐点为-1，不能小于0。"),
        (INSURED, number(1, -2), "negative", "60周岁以上户籍老年人口为-2，不能小于0。"),
        (INSURED, number(5), "denominator", "60周岁以上户籍老年人口未填。"),
        (INSURED, Value(d=Decimal(5)), "numerator", "参保人数未填。"),
        (
            INSURED,
            number(120, 100),
            "above_100",
            "参保人数120，大于60周岁以上户籍老年人口100，意外险参保率不能超过100%。",
        ),
        (
            INSURED,
            number(1, 0),
            "above_100",
            "参保人数1，大于60周岁以上户籍老年人口0，意外险参保率不能超过100%。",
        ),
        (KNOWN, number("100.6"), "above_100", "政策知晓率100.6%，超过100%。"),
    ],
)
def test_built_in_errors(one: Indicator, value: Value, code: str, message: str) -> None:
    (problem,) = check_figures(one, Facts(value))
    assert (problem.code, problem.message) == (code, message)
    assert (problem.severity, problem.indicator) == (Severity.ERROR, "I08-03")


def test_nothing_of_nothing_is_a_hint_that_a_reason_answers() -> None:
    (hint,) = check_figures(INSURED, Facts(number(0, 0)))
    assert (hint.severity, hint.code) == (Severity.WARNING, "no_objects")
    assert "请选“不适用”" in hint.remedy
    (given,) = check_figures(INSURED, Facts(number(0, 0), reasons={"no_objects": "本镇无此类人员"}))
    assert given.reason == "本镇无此类人员"


# ---- declared checks ----


def declared(kind: str, *, severity: str = "warning", **more: Any) -> tuple[FigureCheck, ...]:
    return (FigureCheck("K1", kind, severity, **more),)


JUMPS = declared("jump", percent=Decimal(50), absolute=Decimal(5))


@pytest.mark.parametrize(
    ("now", "last", "message"),
    [
        (2, 1, ""),
        (9, 4, ""),
        (40, 30, ""),
        (12, 4, "本期12个，上期4个，增加8个（200.0%），变动较大。"),
        (4, 12, "本期4个，上期12个，减少8个（66.7%），变动较大。"),
        (6, 0, "本期6个，上期0个，增加6个，变动较大。"),
        (5, 0, ""),
        (4, 4, ""),
    ],
)
def test_a_jump_needs_both_percent_and_absolute(now: int, last: int, message: str) -> None:
    one = indicator(checks=JUMPS)
    expected = [("K1", message)] if message else []
    assert found(one, number(now), last=number(last)) == expected


def test_a_jump_of_a_ratio_is_in_percentage_points() -> None:
    one = indicator(Entry.RATIO, name="参保率", unit="%", checks=JUMPS)
    (problem,) = found(one, number(9, 10), last=number(40, 100))
    assert problem[1] == "本期90.0%，上期40.0%，增加50.0个百分点（125.0%），变动较大。"
    assert found(one, number(9, 10)) == []
    assert found(one, number(9, 10), last=number(0, 0)) == []
    only_absolute = indicator(checks=declared("jump", absolute=Decimal(5)))
    assert len(found(only_absolute, number(106), last=number(100))) == 1
    only_percent = indicator(checks=declared("jump", percent=Decimal(50)))
    assert len(found(only_percent, number(2), last=number(1))) == 1


def test_not_begun_is_checked_as_zero() -> None:
    one = indicator(checks=JUMPS)
    assert len(found(one, Value(State.NOT_BEGUN), last=number(9))) == 1
    assert found(one, BLANK, last=number(9)) == []


@pytest.mark.parametrize(
    ("n", "message"),
    [
        (2, ""),
        (10, ""),
        (1, "新建老年人助餐点1个，低于2个。"),
        (11, "新建老年人助餐点11个，高于10个。"),
    ],
)
def test_bounds_are_inclusive(n: int, message: str) -> None:
    checks = declared("bound", severity="error", minimum=Decimal(2), maximum=Decimal(10))
    expected = [("K1", message)] if message else []
    assert found(indicator(checks=checks), number(n)) == expected


def test_a_rate_beside_its_bound_is_shown_on_its_true_side() -> None:
    checks = declared("bound", minimum=Decimal(55))
    one = indicator(Entry.RATIO, name="护理型床位占比", unit="%", checks=checks)
    assert found(one, number(5496, 10000)) == [("K1", "护理型床位占比54.96%，低于55%。")]
    assert found(one, number(0, 0))[0][0] == "no_objects"


def test_not_above_another_indicator() -> None:
    one = indicator(checks=declared("not_above", severity="error", others=("I06-01",)))
    names = {"I06-01": "全部助餐点"}
    assert found(one, number(9), others={"I06-01": Decimal(9)}) == []
    assert found(one, number(9)) == []
    problems = found(one, number(9), others={"I06-01": Decimal(8)}, names=names)
    assert problems == [("K1", "新建老年人助餐点9，大于全部助餐点8。")]


def test_equal_to_the_sum_of_others() -> None:
    others = {"A": Decimal("1.5"), "B": Decimal(2)}
    one = indicator(name="临时救助金额", scale=1, checks=declared("equals_sum", others=("A", "B")))
    assert found(one, number("3.5"), others=others) == []
    assert found(one, number(9), others={"A": Decimal(1)}) == []
    names = {"A": "因病", "B": "因灾"}
    assert found(one, number(4), others=others, names=names) == [
        ("K1", "临时救助金额4，与各项之和3.5不等（因病1.5、因灾2），多0.5。")
    ]
    assert found(one, number(3), others=others)[0][1].endswith("（A1.5、B2），少0.5。")


def test_a_running_total_that_falls_needs_a_reason() -> None:
    flow = indicator(closes=True, checks=declared("decrease"))
    before = Decimal(112)
    assert found(flow, number(0), total_before=before) == []
    assert found(flow, number(0)) == []
    assert found(flow, number(3), total_before=before, removed=Decimal(3)) == []
    (problem,) = check_figures(flow, Facts(number(0), None, Decimal(3), before))
    assert problem.message == "新建老年人助餐点累计由112个减为109个，减少3个。"
    assert problem.remedy == "请核对；情况属实的，请写审核说明。"
    stock = indicator(measure=Measure.STOCK, checks=declared("decrease"))
    assert found(stock, number(109), total_before=before) == [
        ("K1", "新建老年人助餐点由112个减为109个，减少3个。")
    ]
    assert found(stock, number(112), total_before=before) == []


@pytest.mark.parametrize(("severity", "reason"), [("warning", "停业一处"), ("error", "")])
def test_a_reason_answers_a_warning_never_an_error(severity: str, reason: str) -> None:
    one = indicator(checks=declared("bound", severity=severity, minimum=Decimal(5)))
    (problem,) = check_figures(one, Facts(number(1), reasons={"K1": "停业一处"}))
    assert (problem.severity, problem.reason) == (Severity(severity), reason)
