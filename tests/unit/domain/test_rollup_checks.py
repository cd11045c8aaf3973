"""An office's own figure against the sum below it, and towns that two offices report."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import judging_cases as cases
import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import JUNE, PLAN, UNITS, indicator, target

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.rollup_checks import own_against_sum, reported_twice, two_parents
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level, Tree, UnitChange, Units, units_on

CITY, DANTU, HIGH_TECH = cases.CITY.id, cases.DANTU.id, cases.HIGH_TECH.id
RUNZHOU, JIANGQIAO = "321111000000", "321111005000"
TOWNS = tuple(unit.id for unit in UNITS.children(DANTU))
CONTEXT = JudgingContext(PLAN, UNITS, JUNE)
NUMBER = indicator(code="N")
RATE = indicator(code="R", entry=Entry.RATIO, unit="%", target=target("55", Level.DISTRICT))
MOVED = units_on(
    UNITS, [UnitChange(JIANGQIAO, "parent_admin", date(2018, 1, 1), HIGH_TECH)], day=JUNE
)
ELSEWHERE = replace(CONTEXT, units=MOVED)


# ---- the parent's own figure ----


def compared(
    what: Indicator, own: Figure | None, *counts: Figure, reason: str = ""
) -> Problem | None:
    figures = dict(zip(TOWNS, counts, strict=False))
    total = roll_up(what, DANTU, figures=figures, context=CONTEXT)
    return own_against_sum(what, own, total=total, units=UNITS, reason=reason)


def of(
    n: int, d: int | None = None, *, origin: Origin = Origin.OWN, conflict: bool = False
) -> Figure:
    below = None if d is None else Decimal(d)
    return Figure(Decimal(n), below, origin=origin, conflict=conflict)


def test_an_own_figure_that_differs_from_the_sum_below_is_asked_about() -> None:
    found = compared(NUMBER, of(9), of(2), of(5), reason="含区本级2个")
    assert found is not None
    assert found.message == (
        "丹徒区自己填的“新建老年人助餐点”是9个，下级合计7个，相差2个"
        "（2/11 已报，辛丰镇、谷阳镇、上党镇等9个单位未报）。"
    )
    assert (found.severity, found.code, found.reason) == ("warning", "own_sum", "含区本级2个")
    assert "审核说明" in found.remedy


def test_rates_are_compared_by_numerator_and_denominator() -> None:
    same = compared(RATE, of(3, 10), of(1, 5), of(2, 5))
    assert same is None
    found = compared(RATE, of(3, 12), of(1, 5), of(2, 5))
    assert found is not None
    assert "是3/12，下级合计3/10，分母相差2（" in found.message
    found = compared(RATE, of(4, 10), of(1, 5), of(2, 5))
    assert found is not None
    assert "分子相差1（" in found.message
    ticked = indicator(code="C", entry=Entry.CHECKLIST, unit="个")
    found = compared(ticked, of(3, 12), of(1, 5), of(2, 5))
    assert found is not None
    assert "是3/12，下级合计3/10" in found.message


@pytest.mark.parametrize(
    ("what", "own"),
    [
        (NUMBER, None),
        (NUMBER, Figure()),
        (NUMBER, of(9, conflict=True)),
        (NUMBER, of(7)),
        (replace(NUMBER, rollup="max"), of(9)),
        (replace(NUMBER, entry=Entry.NARRATIVE), of(9)),
        (replace(RATE, rate_only=True), of(9)),
    ],
)
def test_nothing_is_asked_where_there_is_nothing_to_compare(
    what: Indicator, own: Figure | None
) -> None:
    assert compared(what, own, of(2), of(5)) is None


def test_nothing_is_asked_while_nobody_below_has_reported() -> None:
    assert compared(NUMBER, of(9)) is None


# ---- a unit of two offices ----


def twice(figures: Mapping[str, Figure], **reasons: str) -> list[Problem]:
    return reported_twice(NUMBER, figures, context=ELSEWHERE, reasons=reasons)


def city_total(figures: Mapping[str, Figure]) -> Decimal:
    return roll_up(NUMBER, CITY, figures=figures, context=ELSEWHERE).sum.n


def test_a_town_of_two_offices_is_found() -> None:
    assert two_parents(UNITS) == ()
    (one,) = two_parents(MOVED)
    assert (one.unit.id, one.home.id, one.other.id) == (JIANGQIAO, RUNZHOU, HIGH_TECH)
    ended = units_on(MOVED, [UnitChange(JIANGQIAO, "ended", date(2018, 1, 1), "")], day=JUNE)
    assert two_parents(ended) == ()


def test_what_both_report_is_suspected_settled_once_and_counted_once() -> None:
    both = {JIANGQIAO: of(3), HIGH_TECH: of(5)}
    (found,) = twice(both)
    assert found.code == "twice-321111005000"
    assert "润州区的合计里有蒋乔街道3个，镇江高新区自己报5个，可能重复计数" in found.message
    assert city_total(both) == 8
    (explained,) = twice(both, **{found.code: "高新区的5个不含蒋乔街道"})
    assert explained.reason == "高新区的5个不含蒋乔街道"
    adopted = both | {HIGH_TECH: of(2, origin=Origin.ADOPTED)}
    assert twice(adopted) == []
    assert city_total(adopted) == 5


@pytest.mark.parametrize(
    "figures",
    [
        {JIANGQIAO: of(3)},
        {HIGH_TECH: of(5)},
        {JIANGQIAO: of(0), HIGH_TECH: of(5)},
        {JIANGQIAO: of(3), HIGH_TECH: Figure(not_begun=True)},
        {JIANGQIAO: of(3, conflict=True), HIGH_TECH: of(5)},
    ],
)
def test_where_only_one_reports_something_nothing_is_suspected(figures: dict[str, Figure]) -> None:
    assert twice(figures) == []


def test_an_office_that_adds_up_its_own_towns_repeats_nothing() -> None:
    to_dantu = [UnitChange(JIANGQIAO, "parent_admin", date(2018, 1, 1), DANTU)]
    context = replace(CONTEXT, units=units_on(UNITS, to_dantu, day=JUNE))
    figures = {JIANGQIAO: of(3), DANTU: of(5)}
    assert reported_twice(NUMBER, figures, context=context, reasons={}) == []


PLACES = st.sampled_from([unit.id for unit in UNITS.of_level(Level.DISTRICT)])
TOWN_IDS = st.sampled_from([unit.id for unit in UNITS.of_level(Level.TOWN)])


def fillers(units: Units) -> list[str]:
    return [unit.id for unit in units.fillers(CITY, Level.TOWN)]


@given(st.dictionaries(TOWN_IDS, st.tuples(PLACES, st.sampled_from(Tree)), max_size=5))
def test_wherever_towns_belong_each_is_added_once(moves: dict[str, tuple[str, Tree]]) -> None:
    changes = [UnitChange(town, tree, JUNE, to) for town, (to, tree) in moves.items()]
    units = units_on(UNITS, changes, day=JUNE)
    figures = {unit: of(1) for unit in fillers(units)}
    total = roll_up(NUMBER, CITY, figures=figures, context=replace(CONTEXT, units=units))
    assert total.sum.n == total.sum.reported == len(set(fillers(units))) == len(fillers(units))
    assert sum(child.sum.n for child in total.children) == total.sum.n
