"""Roll-up by property: each kind's own arithmetic, and the four classic wrong ones die of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

import judging_cases as cases
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_cases import JUNE, PLAN, START, UNITS, URBAN, indicator, target

from zjmz_desktop.domain.figures import Figure, Light, Sum
from zjmz_desktop.domain.plan_indicators import Applies, Entry, Indicator, Judgement
from zjmz_desktop.domain.rollup import Total, combined, reported_text, roll_up
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level, UnitChange, units_on

CITY, DANTU, HIGH_TECH = cases.CITY.id, cases.DANTU.id, cases.HIGH_TECH.id
BAOYAN, SHIYE = "321112104000", "321112105000"
TOWNS = tuple(unit.id for unit in UNITS.children(DANTU))
STREETS = tuple(i for i in TOWNS if UNITS.get(i).type in ("街道", "镇"))
FILLERS = tuple(unit.id for unit in UNITS.fillers(CITY, Level.TOWN))
DISTRICTS = tuple(unit.id for unit in UNITS.of_level(Level.DISTRICT))
CONTEXT = JudgingContext(PLAN, UNITS, JUNE, {("N", DANTU): Decimal(12)})
NUMBER = indicator(code="N")
RATE = indicator(code="R", entry=Entry.RATIO, unit="%", target=target("55", Level.DISTRICT))
EACH_TOWN = replace(
    NUMBER,
    judgement=Judgement.EACH_UNIT,
    applies=Applies(Level.TOWN, types=("街道", "镇")),
    target=target("2", Level.TOWN),
)
CALM = replace(NUMBER, judgement=Judgement.MUST_NOT_HAPPEN, target=None)


def rolled(indicator: Indicator, figures: Mapping[str, Figure], unit_id: str = DANTU) -> Total:
    return roll_up(indicator, unit_id, figures=figures, context=CONTEXT)


def numbers(ids: tuple[str, ...], *counts: int) -> dict[str, Figure]:
    return {key: Figure(Decimal(n)) for key, n in zip(ids, counts, strict=False)}


# ---- the arithmetic of each kind, against wrong ones ----


class Said(NamedTuple):
    """What a design says of 丹徒."""

    value: Fraction | None
    completion: Fraction | None
    met: bool | None
    reported: int
    expected: int


Design = Callable[[Indicator, Mapping[str, Figure]], Said]


def true_design(indicator: Indicator, figures: Mapping[str, Figure]) -> Said:
    total = rolled(indicator, figures)
    value, completion, met = total.judged.value, total.judged.completion, total.judged.met
    return Said(value, completion, met, total.sum.reported, total.sum.expected)


def asked(indicator: Indicator) -> tuple[str, ...]:
    return STREETS if indicator.applies.types else TOWNS


def pairs(indicator: Indicator, figures: Mapping[str, Figure]) -> list[tuple[Fraction, Fraction]]:
    found = (figures[key] for key in asked(indicator) if key in figures)
    return [(Fraction(f.n or 0), Fraction(f.d or 0)) for f in found]


def oracle(indicator: Indicator, figures: Mapping[str, Figure]) -> Said:
    """Written from the design page, without the module under test."""
    units, found = len(asked(indicator)), pairs(indicator, figures)
    if not found:
        return Said(None, None, None, 0, units)
    total = sum((n for n, _ in found), Fraction(0))
    if indicator is CALM:
        met = False if total else (True if len(found) == units else None)
        return Said(total, None, met, len(found), units)
    if indicator is EACH_TOWN:
        enough = sum(n >= 2 for n, _ in found)
        return Said(total, Fraction(enough, units), enough == units, len(found), units)
    value = total * 100 / sum((d for _, d in found), Fraction(0))
    open_yet = value >= 55 and len(found) < units
    return Said(value, value / 55, None if open_yet else value >= 55, len(found), units)


def mean_of_rates(indicator: Indicator, figures: Mapping[str, Figure]) -> Said:
    said = true_design(indicator, figures)
    if indicator is not RATE or said.value is None:
        return said
    rates = [n * 100 / d for n, d in pairs(indicator, figures)]
    mean = sum(rates, Fraction(0)) / len(rates)
    return said._replace(value=mean, completion=mean / 55, met=mean >= 55)


def sum_over_each_town(indicator: Indicator, figures: Mapping[str, Figure]) -> Said:
    said = true_design(indicator, figures)
    if indicator is not EACH_TOWN or said.value is None:
        return said
    completion = said.value / (2 * said.expected)
    return said._replace(completion=completion, met=completion >= 1)


def rounded_comparison(indicator: Indicator, figures: Mapping[str, Figure]) -> Said:
    said = true_design(indicator, figures)
    if indicator is not RATE or said.value is None:
        return said
    exact = Decimal(said.value.numerator) / Decimal(said.value.denominator)
    return said._replace(met=exact.quantize(Decimal("0.1"), ROUND_HALF_UP) >= 55)


def missing_as_zero(indicator: Indicator, figures: Mapping[str, Figure]) -> Said:
    zero = Figure(Decimal(0), Decimal(0))
    return true_design(indicator, {key: figures.get(key, zero) for key in TOWNS})


WRONG = (mean_of_rates, sum_over_each_town, rounded_comparison, missing_as_zero)


def figures_of(key: str) -> st.SearchStrategy[Figure | None]:
    close = st.builds(lambda n: Figure(Decimal(n), Decimal(10_000)), st.integers(5490, 5505))
    wide = st.builds(
        lambda n, d: Figure(Decimal(n), Decimal(d)), st.integers(0, 4), st.integers(1, 9)
    )
    return st.one_of(close, wide, wide, st.none())


CASES = st.tuples(
    st.sampled_from((RATE, EACH_TOWN, CALM)),
    st.fixed_dictionaries({key: figures_of(key) for key in TOWNS}).map(
        lambda found: {key: figure for key, figure in found.items() if figure is not None}
    ),
)


@given(CASES)
def test_every_kind_is_added_up_by_its_own_arithmetic(
    case: tuple[Indicator, dict[str, Figure]],
) -> None:
    assert true_design(*case) == oracle(*case)


CAUGHT: dict[str, tuple[Indicator, dict[str, Figure]]] = {
    "mean_of_rates": (
        RATE,
        {BAOYAN: Figure(Decimal(1), Decimal(1)), SHIYE: Figure(Decimal(1), Decimal(9))},
    ),
    "sum_over_each_town": (EACH_TOWN, numbers(STREETS, 4, 2, 2, 1, 0, 2, 3, 2)),
    "rounded_comparison": (RATE, {BAOYAN: Figure(Decimal(5496), Decimal(10_000))}),
    "missing_as_zero": (CALM, numbers(TOWNS[1:], *[0] * 10)),
}


@pytest.mark.parametrize("design", WRONG, ids=lambda design: design.__name__)
def test_the_same_property_catches_every_wrong_arithmetic(design: Design) -> None:
    named = CAUGHT[design.__name__]
    assert true_design(*named) == oracle(*named)
    assert design(*named) != oracle(*named)
    outcomes: list[bool] = []

    @settings(derandomize=True, database=None, max_examples=300)
    @given(CASES)
    def search(case: tuple[Indicator, dict[str, Figure]]) -> None:
        outcomes.append(design(*case) == oracle(*case))

    search()
    assert False in outcomes


# ---- golden numbers ----


def test_4_2_2_1_0_2_3_2_is_6_of_8_and_names_those_that_lack() -> None:
    total = rolled(EACH_TOWN, numbers(STREETS, 4, 2, 2, 1, 0, 2, 3, 2))
    assert total.judged.reaching == (6, 8)
    assert reported_text(total, UNITS) == "8/8 已报"
    lacking = [c.unit for c in total.children if c.judged.met is False]
    assert lacking == [STREETS[3], STREETS[4]]
    parks = [c.judged.light for c in total.children if c.unit not in STREETS]
    assert parks == [Light.NOT_APPLICABLE] * 3


def test_a_missing_town_is_named_and_is_not_zero() -> None:
    figures = numbers(STREETS, *[2] * 8)
    del figures[BAOYAN]
    total = rolled(EACH_TOWN, figures)
    assert (total.sum.reported, total.sum.expected, total.missing) == (7, 8, (BAOYAN,))
    assert reported_text(total, UNITS) == "7/8 已报，宝堰镇未报"
    assert total.judged.reaching == (7, 8)


def test_conflicts_are_named_apart_and_stay_out() -> None:
    figures = numbers(STREETS, *[2] * 8)
    figures[BAOYAN] = replace(figures[BAOYAN], conflict=True)
    del figures[SHIYE]
    total = rolled(EACH_TOWN, figures)
    assert (total.sum.n, total.sum.conflicts) == (Decimal(12), 1)
    assert total.conflicts == (BAOYAN,)
    assert reported_text(total, UNITS) == "6/8 已报，世业镇未报，宝堰镇数据不一致"


def test_at_most_three_names() -> None:
    text = reported_text(rolled(EACH_TOWN, {}), UNITS)
    assert text == "0/8 已报，高资街道、高桥镇、辛丰镇等8个单位未报"


def test_an_urban_indicator_leaves_three_districts_out() -> None:
    urban = replace(RATE, applies=Applies(Level.DISTRICT, groups=("urban",)))
    figure = Figure(Decimal(6), Decimal(10))
    total = rolled(urban, dict.fromkeys(URBAN, figure), CITY)
    assert (total.sum.reported, total.sum.expected) == (5, 5)
    assert total.judged.reaching == (5, 5)
    lights = {child.unit: child.judged.light for child in total.children}
    assert len(lights) == 8
    assert lights["321181000000"] is Light.NOT_APPLICABLE


def test_per_base_divides_by_the_population_of_those_that_reported() -> None:
    workers = replace(
        RATE,
        entry=Entry.PER_BASE,
        applies=Applies(Level.DISTRICT),
        target=target("4.8", Level.CITY),
    )
    figures = {
        DANTU: Figure(Decimal(150), Decimal("30.5")),
        DISTRICTS[0]: Figure(Decimal(200), Decimal("40.25")),
        DISTRICTS[1]: Figure(Decimal(999)),
    }
    total = rolled(workers, figures, CITY)
    assert total.judged.value == Fraction(350) / Fraction("70.75")
    assert (total.sum.reported, total.sum.expected) == (2, 8)
    assert DISTRICTS[1] in total.missing


def test_a_town_target_of_a_district_filled_by_towns_counts_districts_in_the_city() -> None:
    each = replace(RATE, target=target("55", Level.DISTRICT, each=True))
    good, bad = Figure(Decimal(6), Decimal(10)), Figure(Decimal(5), Decimal(10))
    figures = {key: bad if UNITS.is_below(key, DANTU) else good for key in FILLERS}
    total = rolled(each, figures, CITY)
    assert total.judged.reaching == (7, 8)
    assert total.judged.completion == Fraction(7, 8)


def test_what_can_not_be_added_up_has_no_value_above() -> None:
    survey = replace(RATE, rate_only=True, target=target("55", Level.CITY))
    total = rolled(survey, {BAOYAN: Figure(Decimal(80))})
    assert (total.judged.value, total.sum.reported) == (None, 1)
    below = {child.unit: child.judged.value for child in total.children}
    assert below[BAOYAN] == 80


@pytest.mark.parametrize(("rollup", "n"), [("sum", 6), ("max", 4), ("last", 2), ("none", 0)])
def test_declared_roll_ups(rollup: str, n: int) -> None:
    one = replace(NUMBER, rollup=rollup, judgement=Judgement.NONE, target=None)
    total = rolled(one, {BAOYAN: Figure(Decimal(4)), SHIYE: Figure(Decimal(2))})
    assert total.sum.n == n
    assert total.judged.value == (None if rollup == "none" else n)


def test_the_greatest_of_losses_is_not_zero() -> None:
    most = replace(NUMBER, rollup="max")
    lost = Sum(Decimal(-5), reported=1, expected=1)
    assert combined(most, [Sum(expected=1), lost]).n == -5
    assert combined(most, []) == Sum()


def test_not_applicable_leaves_n_and_m_and_not_begun_counts_as_zero() -> None:
    figures = {BAOYAN: Figure(not_applicable=True), SHIYE: Figure(not_begun=True)}
    total = rolled(NUMBER, figures)
    assert (total.sum.reported, total.sum.expected, total.sum.n) == (1, 10, Decimal(0))
    assert BAOYAN not in total.missing


def test_a_district_without_towns_is_its_own_filler() -> None:
    total = rolled(NUMBER, {HIGH_TECH: Figure(Decimal(3))}, HIGH_TECH)
    assert (total.sum.n, total.sum.expected, total.children) == (Decimal(3), 1, ())


ENDED = JudgingContext(
    PLAN, units_on(UNITS, [UnitChange(BAOYAN, "ended", START, "")], day=JUNE), JUNE
)


def test_an_ended_town_is_no_longer_asked() -> None:
    total = roll_up(NUMBER, DANTU, figures={}, context=ENDED)
    assert (total.sum.n, total.sum.expected, len(total.children)) == (Decimal(0), 10, 10)
    assert BAOYAN not in total.missing


def test_what_an_ended_town_did_in_its_months_stays_in_the_sum() -> None:
    figures = {BAOYAN: Figure(Decimal(5)), SHIYE: Figure(Decimal(2))}
    total = roll_up(NUMBER, DANTU, figures=figures, context=ENDED)
    assert (total.sum.n, total.sum.reported, total.sum.expected) == (Decimal(7), 1, 10)
    assert (len(total.children), BAOYAN in total.missing) == (11, False)
    each = roll_up(EACH_TOWN, DANTU, figures=figures, context=ENDED)
    assert each.judged.reaching == (1, 7)
    ticks = replace(RATE, rate_only=True)
    assert roll_up(ticks, DANTU, figures=figures, context=ENDED).sum.n == 2


def test_a_conflict_of_an_ended_town_is_still_named() -> None:
    figures = {BAOYAN: Figure(Decimal(5), conflict=True)}
    total = roll_up(NUMBER, DANTU, figures=figures, context=ENDED)
    assert (total.sum.n, total.conflicts) == (Decimal(0), (BAOYAN,))


def test_an_allocated_district_is_judged_inside_the_city() -> None:
    figures = numbers(FILLERS, *[1] * len(FILLERS))
    lights = {c.unit: c.judged.light for c in rolled(NUMBER, figures, CITY).children}
    assert lights[DANTU] is Light.ON_TRACK
    assert lights[HIGH_TECH] is Light.UNALLOCATED
