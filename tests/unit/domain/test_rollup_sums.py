"""The fast path: sums that SQL has made give the same totals as the units' figures."""

from dataclasses import replace
from decimal import Decimal

import judging_cases as cases
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import JUNE, PLAN, START, UNITS, indicator, target

from zjmz_desktop.domain.figures import Figure, Sum
from zjmz_desktop.domain.judging import leaf_sum
from zjmz_desktop.domain.plan_indicators import Applies, ChecklistEntry, Entry, Indicator, Judgement
from zjmz_desktop.domain.rollup import (
    Added,
    Gaps,
    adds_up_plainly,
    reported_text,
    roll_up,
    total_of_sums,
)
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level, UnitChange, units_on

CITY, DANTU, GAOZI = cases.CITY.id, cases.DANTU.id, cases.GAOZI.id
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

VARIANTS = (
    NUMBER,
    RATE,
    EACH_TOWN,
    CALM,
    replace(NUMBER, rollup="max"),
    replace(NUMBER, rollup="last"),
    replace(NUMBER, rollup="none"),
    replace(NUMBER, entry=Entry.ACTIVITY, judgement=Judgement.NONE, target=None),
    replace(NUMBER, entry=Entry.NARRATIVE, judgement=Judgement.NONE, target=None),
    replace(NUMBER, judgement=Judgement.AT_MOST, target=target("9", Level.CITY, operator="<=")),
    replace(RATE, target=target("55", Level.CITY, each=True)),
    replace(RATE, target=target("55", Level.DISTRICT, each=True)),
    replace(RATE, rate_only=True, target=target("55", Level.CITY)),
    replace(RATE, entry=Entry.PER_BASE, target=target("4.8", Level.CITY)),
    replace(NUMBER, entry=Entry.MILESTONE, judgement=Judgement.BY_STEPS, target=None),
    replace(NUMBER, entry=Entry.MILESTONE, judgement=Judgement.BY_OUTSIDE, target=None),
    replace(
        RATE,
        entry=Entry.CHECKLIST,
        entries=(ChecklistEntry("a", "甲"), ChecklistEntry("b", "乙")),
        entries_needed=2,
        target=target("100", Level.CITY),
    ),
    replace(NUMBER, applies=Applies(Level.TOWN, groups=("urban",))),
    replace(NUMBER, applies=Applies(Level.DISTRICT)),
    replace(NUMBER, applies=Applies(Level.CITY)),
)
SMALL = st.integers(0, 3).map(Decimal)
ANY_FIGURE = st.one_of(
    st.builds(Figure, SMALL, st.one_of(st.none(), SMALL), late_days=st.integers(0, 40)),
    st.builds(Figure, SMALL, SMALL, met=st.booleans(), conflict=st.booleans()),
    st.just(Figure(not_applicable=True)),
    st.just(Figure(not_begun=True)),
)
EVERYWHERE = st.dictionaries(st.sampled_from((*FILLERS, *DISTRICTS, CITY)), ANY_FIGURE, max_size=70)


ENDED = units_on(
    UNITS,
    [UnitChange(FILLERS[0], "ended", START, ""), UnitChange(GAOZI, "ended", START, "")],
    day=JUNE,
)
CONTEXTS = (CONTEXT, replace(CONTEXT, units=ENDED))


@given(
    st.sampled_from(VARIANTS),
    EVERYWHERE,
    st.sampled_from((CITY, DANTU)),
    st.sampled_from(CONTEXTS),
)
def test_sums_of_children_give_the_same_total(
    indicator: Indicator, figures: dict[str, Figure], unit_id: str, context: JudgingContext
) -> None:
    slow = roll_up(indicator, unit_id, figures=figures, context=context)
    if context.fills(indicator, UNITS.get(unit_id)):
        return
    added = Added(
        slow.sum,
        lambda: {child.unit: child.sum for child in slow.children},
        {child.unit: Gaps(child.missing, child.conflicts) for child in slow.children},
    )
    fast = total_of_sums(indicator, unit_id, added=added, context=context)
    leaves = tuple(replace(child, make_children=tuple) for child in slow.children)
    assert fast == replace(slow, make_children=lambda: leaves)


@given(st.sampled_from([one for one in VARIANTS if adds_up_plainly(one)]), EVERYWHERE)
def test_where_plain_sums_suffice_the_towns_can_be_added_in_any_way(
    indicator: Indicator, figures: dict[str, Figure]
) -> None:
    rolled_up = roll_up(indicator, CITY, figures=figures, context=CONTEXT)
    plain = Sum()
    for unit in PLAN.concerned(indicator, CITY, units=UNITS):
        plain += leaf_sum(indicator, unit, figure=figures.get(unit.id), context=CONTEXT)
    assert replace(rolled_up.sum, met=0) == replace(plain, met=0)


def test_which_sums_suffice() -> None:
    assert adds_up_plainly(NUMBER)
    assert adds_up_plainly(RATE)
    assert adds_up_plainly(CALM)
    assert not adds_up_plainly(EACH_TOWN)
    assert [adds_up_plainly(one) for one in VARIANTS[4:7]] == [False] * 3
    assert not adds_up_plainly(replace(NUMBER, target=target("2", Level.TOWN)))


def test_without_names_only_the_number_is_said() -> None:
    sums = {DANTU: Sum(Decimal(8), reported=9, expected=11, conflicts=1)}
    total = total_of_sums(NUMBER, CITY, added=Added(sums[DANTU], lambda: sums), context=CONTEXT)
    assert reported_text(total, UNITS) == "9/11 已报，1个单位未报，1个单位数据不一致"
