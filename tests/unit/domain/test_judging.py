from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import (
    BEDS,
    CITY,
    DANTU,
    GAOZI,
    HIGH_TECH,
    JUNE,
    PLAN,
    START,
    YEAR_END,
    context,
    filled,
    indicator,
    target,
)

from zjmz_desktop.domain.figures import Figure, Light, Sum
from zjmz_desktop.domain.judging import (
    Judged,
    decided_outside,
    figure_of_steps,
    judge,
    judge_figure,
    leaf_sum,
)
from zjmz_desktop.domain.judging_words import value_words
from zjmz_desktop.domain.plan_indicators import (
    Applies,
    ChecklistEntry,
    Curve,
    Entry,
    Indicator,
    Judgement,
    Step,
)
from zjmz_desktop.domain.targets import elapsed_of, target_in_force
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import State, Value


def judged(one: Indicator, total: Sum, unit: Any = CITY, as_of: date = JUNE) -> Judged:
    return judge(one, unit, total=total, context=context(as_of))


# ---- whose target ----


def test_without_an_allocation_there_is_no_rate_and_no_light() -> None:
    found = judged(indicator(), filled("8"), DANTU)
    assert found.light is Light.UNALLOCATED
    assert found.words == "全市目标114，本区未分解"
    assert (found.value, found.completion, found.met) == (Fraction(8), None, None)


def test_with_an_allocation_a_district_is_judged() -> None:
    split = context(targets={("I08-03", DANTU.id): "12"})
    found = judge(indicator(), DANTU, total=filled("12"), context=split)
    assert (found.light, found.completion, found.met) == (Light.DONE, Fraction(1), True)


def test_a_rate_that_each_must_reach_is_in_force_everywhere() -> None:
    each = replace(BEDS, target=target("55", each=True))
    assert target_in_force(each, DANTU, context=context()) == 55
    found = judged(each, filled("540", "1000", reported=8, expected=8, met=6))
    assert (found.reaching, found.completion, found.met) == ((6, 8), Fraction(3, 4), False)
    assert found.value == 54


def test_each_town_two_is_6_of_8_and_not_16_of_16() -> None:
    models = indicator(judgement=Judgement.EACH_UNIT, target=target("2", Level.TOWN))
    figures = [Figure(Decimal(n)) for n in (4, 2, 2, 1, 0, 2, 3, 2)]
    total = Sum()
    for figure in figures:
        total += leaf_sum(models, GAOZI, figure=figure, context=context())
    found = judged(models, total, DANTU)
    assert (found.reaching, found.completion, found.value) == ((6, 8), Fraction(3, 4), Fraction(16))
    town = judge_figure(models, GAOZI, figure=figures[3], context=context())
    assert (town.target, town.completion, town.met) == (Decimal(2), Fraction(1, 2), False)


def test_a_target_of_zero_handed_down_is_no_task() -> None:
    split = context(targets={("I08-03", DANTU.id): "0"})
    found = judge(indicator(), DANTU, total=filled("0"), context=split)
    assert (found.light, found.words) == (Light.NOT_JUDGED, "未下达任务")


# ---- exact comparison ----


@pytest.mark.parametrize(
    ("n", "d", "met"),
    [("5496", "10000", False), ("55", "100", True), ("5500001", "10000000", True)],
)
def test_55_and_above_includes_55_and_54_96_misses(n: str, d: str, met: bool) -> None:
    found = judged(BEDS, filled(n, d))
    assert found.met is met
    assert found.completion == Fraction(n) / Fraction(d) / Fraction("0.55")


def test_4_7991_for_ten_thousand_people_misses_4_8() -> None:
    workers = indicator(
        entry=Entry.PER_BASE, unit="人", target=target("4.8"), applies=Applies(Level.DISTRICT)
    )
    found = judged(workers, filled("1534", "319.64"))
    assert found.met is False
    assert found.value is not None
    assert value_words(workers, found.value, target=found.target) == "4.799人（未达4.8）"


def test_huge_numbers_are_not_rounded_by_the_decimal_context() -> None:
    n, d = "549999999999999.9", "1000000000000000"
    assert judged(BEDS, filled(n, d)).met is False


@pytest.mark.parametrize(
    ("operator", "n", "met"),
    [(">", "114", False), (">", "115", True), ("=", "114", True), ("=", "115", False)],
)
def test_other_operators(operator: str, n: str, met: bool) -> None:
    found = judged(indicator(target=target("114", operator=operator)), filled(n))
    assert found.met is met


# ---- curves and lights ----


def test_nothing_is_red_in_april_that_is_due_in_october() -> None:
    october = indicator(curve=Curve.AT_DATE, curve_on=date(2018, 10, 31))
    assert judged(october, filled("0"), as_of=date(2018, 4, 30)).light is Light.ON_TRACK


ELAPSED = Fraction(97, 281)


@pytest.mark.parametrize(
    ("goal", "n", "light"),
    [
        ("281", "281", Light.DONE),
        ("281", "97", Light.ON_TRACK),
        ("281", "96", Light.SLIGHTLY_BEHIND),
        ("2810", "689", Light.SLIGHTLY_BEHIND),
        ("2810", "688", Light.BEHIND),
    ],
)
def test_lights_on_both_sides_of_their_limits(goal: str, n: str, light: Light) -> None:
    found = judged(indicator(target=target(goal)), filled(n))
    assert (found.elapsed, found.light, found.words) == (ELAPSED, light, light.words)


def test_the_margin_holds_at_the_deadline_too() -> None:
    """domain.md: short by at most 10 points is 略低于序时, whatever the day; reached it never is."""
    assert judged(indicator(), filled("113"), as_of=YEAR_END).light is Light.SLIGHTLY_BEHIND
    assert judged(indicator(), filled("102"), as_of=YEAR_END).light is Light.BEHIND
    early = indicator(target=target("114", by=JUNE))
    assert judged(early, filled("113")).light is Light.SLIGHTLY_BEHIND
    assert judged(early, filled("112"), as_of=date(2018, 6, 29)).light is Light.SLIGHTLY_BEHIND


@given(st.integers(0, 300), st.integers(0, 300), st.dates(START, YEAR_END))
def test_more_is_never_a_worse_light(n: int, more: int, as_of: date) -> None:
    order = [Light.BEHIND, Light.SLIGHTLY_BEHIND, Light.ON_TRACK, Light.DONE]
    worse, better = (judged(indicator(), filled(str(x)), as_of=as_of).light for x in (n, n + more))
    assert order.index(worse) <= order.index(better)


# ---- what has no light ----


def test_nothing_reported_is_not_zero() -> None:
    assert judged(indicator(), filled("0", reported=0)).light is Light.NOT_REPORTED
    assert judged(indicator(), filled("0")).value == 0
    assert judged(BEDS, filled("0", reported=0)).value is None


def test_no_unit_concerned_is_not_applicable() -> None:
    assert judged(indicator(), Sum()).light is Light.NOT_APPLICABLE
    assert judged(BEDS, filled("0", "0")).light is Light.NOT_APPLICABLE


def test_watched_figures_and_texts_are_not_judged() -> None:
    watched = indicator(judgement=Judgement.NONE, target=None)
    assert judged(watched, filled("7")).light is Light.NOT_JUDGED
    assert judged(watched, filled("7")).value == 7
    text = indicator(entry=Entry.NARRATIVE, judgement=Judgement.NONE, target=None)
    assert judged(text, filled("1")).value is None


def test_sample_rates_can_not_be_added_up() -> None:
    survey = replace(BEDS, rate_only=True, target=target("55"))
    found = judged(survey, filled("120", reported=2, expected=2))
    assert (found.value, found.light, found.words) == (None, Light.NOT_JUDGED, "不可汇总")
    alone = context(targets={(survey.code, DANTU.id): "55"})
    figure = Figure(Decimal("54.96"))
    assert judge_figure(survey, DANTU, figure=figure, context=alone).met is False


def test_a_rate_without_its_base_does_not_enter_the_total() -> None:
    assert leaf_sum(BEDS, DANTU, figure=Figure(Decimal(5)), context=context()) == Sum(expected=1)
    begun = Figure(not_begun=True)
    assert leaf_sum(BEDS, DANTU, figure=begun, context=context()).reported == 1


# ---- must not happen, at most ----

CALM = indicator(judgement=Judgement.MUST_NOT_HAPPEN, target=None)


@pytest.mark.parametrize(
    ("n", "reported", "as_of", "light", "met"),
    [
        ("0", 8, JUNE, Light.ON_TRACK, True),
        ("0", 8, YEAR_END, Light.DONE, True),
        ("0", 7, JUNE, Light.NOT_REPORTED, None),
        ("1", 7, JUNE, Light.BEHIND, False),
        ("1", 8, YEAR_END, Light.BEHIND, False),
    ],
)
def test_zero_must_be_reported_by_everyone(
    n: str, reported: int, as_of: date, light: Light, met: bool | None
) -> None:
    found = judged(CALM, filled(n, reported=reported, expected=8), as_of=as_of)
    assert (found.light, found.met, found.completion) == (light, met, None)
    said = "未报齐（7/8已报）" if met is None else light.words
    assert found.words == ("未达" if met is False else said)


@pytest.mark.parametrize(
    ("n", "as_of", "light"),
    [("5", JUNE, Light.ON_TRACK), ("5", YEAR_END, Light.DONE), ("5.01", JUNE, Light.BEHIND)],
)
def test_a_ceiling_holds_until_it_is_passed(n: str, as_of: date, light: Light) -> None:
    most = indicator(judgement=Judgement.AT_MOST, target=target("5", operator="<="))
    found = judged(most, filled(n), as_of=as_of)
    assert (found.light, found.completion) == (light, None)


# ---- checklists, milestones, decisions ----

SIX = indicator(
    entry=Entry.CHECKLIST,
    unit="%",
    entries=tuple(ChecklistEntry(f"e{i}", f"第{i}项") for i in range(6)),
    entries_needed=6,
    target=target("100"),
)


def test_a_checklist_of_the_unit_itself_counts_entries_and_above_units() -> None:
    some = judge_figure(SIX, GAOZI, figure=Figure(Decimal(5), Decimal(6)), context=context())
    assert (some.completion, some.met) == (Fraction(5, 6), False)
    all_six = leaf_sum(SIX, GAOZI, figure=Figure(Decimal(6), Decimal(6)), context=context())
    assert all_six.met == 1
    above = judged(SIX, filled("11", "12", reported=2, expected=2, met=1))
    assert (above.value, above.met) == (Fraction(50), False)
    missing = judge_figure(SIX, GAOZI, figure=None, context=context())
    assert missing.light is Light.NOT_REPORTED


STEPS = indicator(
    entry=Entry.MILESTONE,
    judgement=Judgement.BY_STEPS,
    target=None,
    curve=Curve.BY_STEPS,
    steps=(
        Step("s1", "起草", date(2018, 5, 31)),
        Step("s2", "印发", date(2018, 8, 31)),
        Step("s3", "验收", date(2018, 11, 30)),
    ),
)


def steps_on(as_of: date, done: Mapping[str, date], cancelled: tuple[str, ...] = ()) -> Judged:
    figure = figure_of_steps(STEPS, done, cancelled=cancelled, as_of=as_of)
    return judge_figure(STEPS, DANTU, figure=figure, context=context(as_of))


@pytest.mark.parametrize(
    ("as_of", "light"),
    [
        (date(2018, 5, 30), Light.ON_TRACK),
        (date(2018, 5, 31), Light.SLIGHTLY_BEHIND),
        (date(2018, 6, 30), Light.SLIGHTLY_BEHIND),
        (date(2018, 7, 1), Light.BEHIND),
    ],
)
def test_a_step_may_be_thirty_days_late(as_of: date, light: Light) -> None:
    town_steps = replace(STEPS, applies=Applies(Level.DISTRICT))
    figure = figure_of_steps(town_steps, {}, cancelled=(), as_of=as_of)
    assert judge_figure(town_steps, DANTU, figure=figure, context=context(as_of)).light is light


def test_steps_done_of_steps_not_cancelled() -> None:
    found = steps_on(date(2018, 9, 30), {"s1": date(2018, 6, 9)}, ("s2",))
    assert (found.completion, found.light, found.value) == (Fraction(1, 2), Light.ON_TRACK, None)
    done = {"s1": date(2018, 6, 9), "s3": date(2018, 12, 1)}
    assert steps_on(date(2018, 11, 30), done, ("s2",)).met is False
    assert steps_on(date(2018, 12, 1), done, ("s2",)).light is Light.DONE
    assert steps_on(JUNE, {}, ("s1", "s2", "s3")).light is Light.NOT_APPLICABLE
    assert steps_on(YEAR_END, {"s1": JUNE}).light is Light.BEHIND


def test_elapsed_steps_and_a_district_is_as_late_as_its_latest_town() -> None:
    assert elapsed_of(STEPS, PLAN, as_of=date(2018, 8, 31)) == Fraction(2, 3)
    late = filled("3", "6", reported=2, expected=2, late_days=40)
    assert judged(STEPS, late, DANTU).light is Light.BEHIND
    assert judged(STEPS, filled("0", "0", reported=0), DANTU).light is Light.NOT_REPORTED
    finished = filled("3", "3", reported=1, expected=2)
    assert judged(STEPS, finished, DANTU).met is False


def test_what_is_decided_outside_is_done_by_the_decision_alone() -> None:
    model = replace(STEPS, judgement=Judgement.BY_OUTSIDE, curve=Curve.YEAR_END)
    done = dict.fromkeys(("s1", "s2", "s3"), JUNE)
    waiting = figure_of_steps(model, done, cancelled=(), as_of=JUNE, decided=False)
    named = replace(waiting, met=True)
    assert judge_figure(model, DANTU, figure=waiting, context=context()).completion == 0
    assert judge_figure(model, DANTU, figure=named, context=context()).light is Light.DONE


DECISIONS = [
    (Value(text="named", on="2018-06-30", doc="示例〔2018〕1号"), True),
    (Value(text="named", on="2018-06", doc="示例〔2018〕1号"), True),
    (Value(text="named", on="2018-07", doc="示例〔2018〕1号"), None),
    (Value(text="named", on="2018-06-30"), None),
    (Value(text="named", doc="示例〔2018〕1号"), None),
    (Value(text="named"), None),
    (Value(text="not_named"), False),
    (Value(text="not_named", on="2018-07-01"), None),
    (Value(State.BLANK), None),
]


@pytest.mark.parametrize(("decision", "decided"), DECISIONS)
def test_a_decision_counts_by_its_date_and_document(decision: Value, decided: bool | None) -> None:
    assert decided_outside(decision, as_of=date(2018, 6, 30)) is decided


def test_steps_judged_on_another_curve_are_compared_with_the_elapsed_share() -> None:
    even = replace(STEPS, curve=Curve.EVEN)
    assert judged(even, filled("1", "3"), DANTU).light is Light.SLIGHTLY_BEHIND


def test_a_district_without_towns_stands_like_a_town() -> None:
    models = indicator(judgement=Judgement.EACH_UNIT, target=target("2", Level.TOWN))
    found = judge_figure(models, HIGH_TECH, figure=Figure(Decimal(1)), context=context())
    assert (found.target, found.completion, found.reaching) == (Decimal(2), Fraction(1, 2), None)


def test_a_target_for_one_unit_alone_is_judged_above_by_that_units_total() -> None:
    signs = replace(BEDS, target=target("100", Level.DISTRICT))
    found = judged(signs, filled("3", "4"))
    assert (found.completion, found.reaching) == (Fraction(3, 4), None)
    assert judged(signs, filled("6", "8", reported=2, expected=2, met=1)).reaching == (1, 2)
