"""Differences in words: by hand, sentence by sentence, with indicators of the 2018 plan."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from zjmz_desktop.domain.difference_sheet import difference_table
from zjmz_desktop.domain.difference_words import Told, reported_words, rows, sentences, signed
from zjmz_desktop.domain.differences import Account, FigureState, UnitFigure, difference
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.units import read_units
from zjmz_desktop.paths import resource

DANTU, GAOZI, GUYANG, BAOYAN = "321112000000", "321112001000", "321112102000", "321112104000"
MEALS, RATE, STEPS, TEXT = "I08-03", "I05-01", "I06-08", "I01-03"
UNITS = read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    found, _ = read_plan(resource("plans", "zhenjiang-2018.toml").read_text("utf-8"))
    assert found is not None
    return found


def figure(n: int, d: int = 0, **changed: Any) -> UnitFigure:
    value = Fraction(100 * n, d) if d else Fraction(n)
    made = UnitFigure(FigureState.REPORTED, Decimal(n), Decimal(d), value, 1, 1, (), None)
    return made._replace(**changed)


ABSENT = figure(0, state=FigureState.NOT_REPORTED, value=None, reported=0)


def told(plan: Plan, then: dict[Any, UnitFigure], now: dict[Any, UnitFigure], **more: Any) -> Told:
    found = difference(Account("P", then), Account("P", now))
    return Told(found, DANTU, (plan, plan), UNITS, **more)


def test_a_number_says_by_how_much_and_whose_it_is(plan: Plan) -> None:
    then = {(MEALS, DANTU): figure(3), (MEALS, GAOZI): figure(1), (MEALS, GUYANG): figure(2)}
    now = {(MEALS, DANTU): figure(9), (MEALS, GAOZI): figure(5), (MEALS, GUYANG): figure(4)}
    assert sentences(told(plan, then, now)) == (
        "新建老年人助餐点 +6，其中高资街道 +4、谷阳镇 +2。",
    )


def test_who_reported_meanwhile_is_named(plan: Plan) -> None:
    then = {(MEALS, DANTU): figure(3), (MEALS, GAOZI): ABSENT, (MEALS, GUYANG): figure(3)}
    now = {(MEALS, DANTU): figure(2), (MEALS, GAOZI): figure(2), (MEALS, GUYANG): ABSENT}
    found = told(plan, then, now)
    assert sentences(found) == (
        "新建老年人助餐点 -1，其中谷阳镇 -3（现在未报）、高资街道 +2（当时未报）。",
    )
    assert reported_words(found) == (
        "当时未报、现在已报：高资街道1项。",
        "当时已报、现在未报：谷阳镇1项。",
    )


def test_units_that_did_the_same_are_told_together(plan: Plan) -> None:
    places = [(MEALS, unit) for unit in (GAOZI, GUYANG, BAOYAN)]
    then = {(MEALS, DANTU): figure(0), **dict.fromkeys(places, ABSENT)}
    now = {(MEALS, DANTU): figure(0), **dict.fromkeys(places, figure(0))}
    assert sentences(told(plan, then, now)) == (
        "新建老年人助餐点合计不变，其中高资街道、谷阳镇、宝堰镇各 0（当时未报）。",
    )


def test_a_rate_says_from_what_to_what(plan: Plan) -> None:
    then = {(RATE, DANTU): figure(542, 1000), (RATE, GAOZI): figure(1, 2)}
    now = {(RATE, DANTU): figure(551, 1000), (RATE, GAOZI): figure(3, 5)}
    name = plan.indicator(RATE).name
    assert sentences(told(plan, then, now)) == (
        f"{name}由54.2%变为55.1%，其中高资街道由50.0%变为60.0%。",
    )
    assert [row.grown for row in rows(told(plan, then, now))] == ["", ""]


def test_steps_and_texts_say_what_they_are(plan: Plan) -> None:
    then = {(STEPS, DANTU): figure(1, 4), (TEXT, DANTU): ABSENT}
    now = {(STEPS, DANTU): figure(3, 4), (TEXT, DANTU): figure(1)}
    assert sentences(told(plan, then, now)) == (
        f"{plan.indicator(TEXT).name} 已写（当时未报）。",
        f"{plan.indicator(STEPS).name}由1/4步变为3/4步。",
    )


def test_targets_and_reasons_stand_behind(plan: Plan) -> None:
    then = {(MEALS, DANTU): figure(3, target=Decimal(14)), (MEALS, GAOZI): figure(3)}
    now = {(MEALS, DANTU): figure(2, target=Decimal(18)), (MEALS, GAOZI): figure(2)}
    found = told(plan, then, now, reasons={(MEALS, GAOZI): ("更正：多报1个", "情况说明：甲", "乙")})
    assert sentences(found) == (
        "新建老年人助餐点 -1，其中高资街道 -1，目标由14改为18，高资街道更正：多报1个，"
        "高资街道情况说明：甲。",
    )
    assert rows(found)[1].remark == "更正：多报1个；情况说明：甲；乙"  # the table has all of them


def test_the_table_has_numbers_to_add_up_and_the_sentences_below(plan: Plan) -> None:
    then = {(MEALS, DANTU): figure(3, expected=8), (MEALS, GAOZI): ABSENT}
    now = {(MEALS, DANTU): figure(7, expected=8, reported=2), (MEALS, GAOZI): figure(4)}
    sheet = difference_table(told(plan, then, now), title="比7月5日", heads=("7月5日", "现在"))
    assert [column.title for column in sheet.columns[3:6]] == ["7月5日", "现在", "增减"]
    assert [row[3:] for row in sheet.rows] == [
        (Decimal(3), Decimal(7), Decimal(4), "已报由1/8变为2/8"),
        ("未报", Decimal(4), Decimal(4), "当时未报"),
    ]
    assert sheet.bold_rows == {0}
    assert sheet.foot_lines[-1] == "新建老年人助餐点 +4，其中高资街道 +4（当时未报）。"


def test_what_is_in_no_plan_any_more_is_left_out(plan: Plan) -> None:
    found = told(plan, {("X9-99", DANTU): figure(1)}, {})
    assert sentences(found) == ()
    assert rows(found) == ()


@pytest.mark.parametrize(("number", "words"), [("6", "+6"), ("-1.50", "-1.5"), ("0", "0")])
def test_a_signed_number(number: str, words: str) -> None:
    assert signed(Decimal(number)) == words
