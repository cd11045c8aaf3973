from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from judging_cases import (
    CITY,
    DANTU,
    GAOZI,
    JUNE,
    PLAN,
    START,
    YEAR_END,
    context,
    indicator,
    target,
)

from zjmz_desktop.domain.plan_indicators import Curve, Judgement
from zjmz_desktop.domain.targets import elapsed_of, judged_by_units, target_in_force, target_level
from zjmz_desktop.domain.units import Level


def test_a_city_target_is_the_citys_and_a_district_waits_for_its_own() -> None:
    assert target_in_force(indicator(), CITY, context=context()) == 114
    assert target_in_force(indicator(), DANTU, context=context()) is None
    split = context(targets={("I08-03", DANTU.id): "12"})
    assert target_in_force(indicator(), DANTU, context=split) == 12


@pytest.mark.parametrize(
    ("curve", "as_of", "share"),
    [
        (Curve.EVEN, START - timedelta(1), "0"),
        (Curve.EVEN, JUNE, "97/281"),
        (Curve.EVEN, YEAR_END, "1"),
        (Curve.YEAR_END, YEAR_END - timedelta(1), "0"),
        (Curve.YEAR_END, YEAR_END, "1"),
        (Curve.NONE, YEAR_END - timedelta(1), "0"),
        (Curve.AT_DATE, date(2018, 9, 29), "0"),
        (Curve.AT_DATE, date(2018, 9, 30), "1"),
        (Curve.BY_STEPS, date(2018, 6, 29), "0"),
        (Curve.BY_STEPS, JUNE, "2/5"),
        (Curve.BY_STEPS, date(2018, 11, 30), "4/5"),
    ],
)
def test_what_is_expected_by_each_curve(curve: Curve, as_of: date, share: str) -> None:
    one = indicator(
        curve=curve,
        curve_on=date(2018, 9, 30),
        curve_steps=((date(2018, 10, 31), Decimal(80)), (JUNE, Decimal(40))),
    )
    assert elapsed_of(one, PLAN, as_of=as_of) == Fraction(share)


def test_whose_target_it_is() -> None:
    each = indicator(judgement=Judgement.EACH_UNIT, target=target("2", Level.CITY))
    assert target_level(each) is Level.TOWN
    assert target_level(indicator()) is Level.CITY
    assert target_level(indicator(target=None)) is None
    assert judged_by_units(each, DANTU, context=context())
    assert not judged_by_units(each, GAOZI, context=context())
    assert not judged_by_units(indicator(), CITY, context=context())
    assert not judged_by_units(indicator(judgement=Judgement.NONE), CITY, context=context())


def test_a_number_that_each_must_reach_is_no_target_for_those_below() -> None:
    each = indicator(target=target("5", Level.DISTRICT, each=True))
    assert target_in_force(each, DANTU, context=context()) == 5
    assert target_in_force(each, GAOZI, context=context()) is None


def test_without_a_target_in_the_text_an_allocation_counts() -> None:
    own = context(targets={("I08-03", DANTU.id): "3"})
    assert target_in_force(indicator(target=None), DANTU, context=own) == 3


def test_a_course_is_reckoned_once() -> None:
    found = context()
    assert found.course(indicator()) is found.course(indicator())
