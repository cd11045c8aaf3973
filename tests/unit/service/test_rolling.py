"""A city's quick sums by SQL equal what is rolled up unit by unit."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from arrivals import receive
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell, Clock, Revision
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Level, UnitChange, read_units
from zjmz_desktop.domain.values import State, Value, number
from zjmz_desktop.paths import resource
from zjmz_desktop.service import planning, rolling
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.summing import plain_indicators

CITY, DANTU = "321100000000", "321112000000"
GAOZI, GAOQIAO, XINFENG = "321112001000", "321112100000", "321112101000"
CODES = ("I05-01", "I06-02", "I06-03", "I05-08", "I19-08", "I22-02", "I11-01")
RUNZHOU, JIANGQIAO, QILIDIAN = "321111000000", "321111005000", "321111004000"
JUNE = month(2018, 6)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("city") / "镇江 市"
    with closing(
        create_office(folder, CITY, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("changing") / "市"
    with closing(
        create_office(folder, CITY, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "市", CITY, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


class Typed(NamedTuple):
    """One row of the effective figures."""

    code: str
    place: int
    month: int
    state: str
    n: int
    d: int
    scale: int
    conflict: bool


MOST_UNITS = 70  # places beyond it are of units that may change
FIGURES = st.lists(
    st.builds(
        Typed,
        st.sampled_from(CODES),
        st.integers(0, 2 * MOST_UNITS),
        st.integers(1, 6),
        st.sampled_from(("value", "value", "value", "not_applicable", "not_begun")),
        st.integers(0, 10**9),
        st.integers(1, 10**9),
        st.sampled_from((0, 0, 1, 2, 2, 3)),
        st.sampled_from((False, False, False, True)),
    ),
    max_size=40,
)


LISTED = read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))
DISTRICTS = tuple(unit.id for unit in LISTED.of_level(Level.DISTRICT))
CHANGED = tuple(unit.id for unit in LISTED.of_level(Level.TOWN))[::9]
DAYS = st.sampled_from((date(2018, 2, 1), date(2018, 3, 15), date(2018, 6, 30), date(2018, 7, 1)))
CHANGES = st.lists(
    st.one_of(
        st.builds(
            UnitChange,
            st.sampled_from(CHANGED),
            st.just("parent_stat"),
            DAYS,
            st.sampled_from(DISTRICTS),
        ),
        st.builds(
            UnitChange,
            st.sampled_from((*CHANGED, "321171000000")),
            st.just("ended"),
            DAYS,
            st.just(""),
        ),
        st.builds(UnitChange, st.sampled_from(CHANGED), st.just("name"), DAYS, st.just("新名街道")),
        st.builds(
            UnitChange,
            st.sampled_from(CHANGED),
            st.just("type"),
            DAYS,
            st.sampled_from(("街道", "园区")),
        ),
    ),
    max_size=5,
)


def change(office: Office, changes: list[UnitChange]) -> None:
    """Make these all the unit changes there are."""
    office.database.conn.execute("DELETE FROM cell WHERE of_code = 'unit'")
    for one in changes:
        planning.change_unit(office, one)
    office.cache.clear()


def put(office: Office, typed: list[Typed]) -> None:
    """Make these the store's effective figures, at units that the indicator concerned in the list."""
    conn = office.database.conn
    conn.execute("BEGIN")
    conn.execute("DELETE FROM figure")
    for one in typed:
        indicator = office.plan.indicator(one.code)
        units = office.plan.concerned(indicator, CITY, units=LISTED)
        if one.place > MOST_UNITS:
            units = tuple(unit for unit in units if unit.id in CHANGED) or units
        period = period_of(indicator, one.month)
        ratio = indicator.entry is Entry.RATIO
        value = (one.n, one.d if ratio else None) if one.state == "value" else (None, None)
        scale = one.scale if one.state == "value" else 0
        conn.execute(
            "INSERT OR REPLACE INTO figure VALUES (2018, ?, ?, ?, ?, ?, ?, ?, 'own', ?)",
            (
                one.code,
                units[one.place % len(units)].id,
                period.code,
                one.state,
                *value,
                scale,
                one.conflict,
            ),
        )
    conn.execute("COMMIT")
    office.cache.clear()


def period_of(indicator: Indicator, number_of_month: int) -> Period:
    size = indicator.period.months
    return Period(2018, -(-number_of_month // size) * size, indicator.period)


def shallow(total: Total) -> Total:
    """A total as deep as the quick path goes: to the districts."""
    below = tuple(replace(one, make_children=tuple) for one in total.children)
    return replace(total, make_children=lambda: below)


def differing(office: Office, through: Period, codes: tuple[str, ...] = CODES) -> dict[str, object]:
    quick = rolling.totals(office, CITY, through=through)
    found: dict[str, object] = {}
    for code in codes:
        indicator = office.plan.indicator(code)
        slow = rolling.total(office, indicator, unit_id=CITY, through=through)
        if shallow(slow) != shallow(quick[code]):
            found[code] = (shallow(slow), shallow(quick[code]))
    return found


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(FIGURES, st.sampled_from((1, 3, 6)))
def test_sql_and_units_give_the_same_totals(city: Office, typed: list[Typed], last: int) -> None:
    put(city, typed)
    assert differing(city, month(2018, last)) == {}


@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(FIGURES, CHANGES, st.sampled_from((1, 3, 6, 8, 12)))
def test_they_agree_whatever_changed_about_the_units(
    changing: Office, typed: list[Typed], changes: list[UnitChange], last: int
) -> None:
    change(changing, changes)
    put(changing, typed)
    assert differing(changing, month(2018, last)) == {}


def monthly(office: Office, unit: str, months: Iterable[int]) -> None:
    office.database.conn.executemany(
        "INSERT INTO figure VALUES (2018, 'I06-02', ?, ?, 'value', 10, NULL, 0, 'own', 0)",
        [(unit, f"2018M{m:02d}") for m in months],
    )


def standing(office: Office, last: int, *, named: bool) -> dict[str, tuple[int, int]]:
    """District → (sum, units expected) where there is a sum."""
    found = rolling.totals(office, CITY, through=month(2018, last), named=named)["I06-02"]
    assert found.sum.n == sum(child.sum.n for child in found.children)
    return {c.unit: (int(c.sum.n), c.sum.expected) for c in found.children if c.sum.n}


@pytest.mark.parametrize("named", [True, False])
def test_a_merged_town_counts_once_for_its_months(fresh: Office, named: bool) -> None:
    """蒋乔街道 goes into 七里甸街道 on 1 July: 60 of its own, then the successor's months."""
    monthly(fresh, JIANGQIAO, range(1, 7))
    monthly(fresh, QILIDIAN, range(1, 13))
    before = len(fresh.plan.concerned(fresh.plan.indicator("I06-02"), RUNZHOU, units=LISTED))
    change(fresh, [UnitChange(JIANGQIAO, "ended", date(2018, 7, 1), "")])
    assert standing(fresh, 6, named=named) == {RUNZHOU: (120, before)}
    assert standing(fresh, 12, named=named) == {RUNZHOU: (180, before - 1)}
    monthly(fresh, JIANGQIAO, [8])  # typed after its end: the successor's business
    fresh.cache.clear()
    assert standing(fresh, 12, named=named) == {RUNZHOU: (180, before - 1)}
    assert differing(fresh, month(2018, 12)) == {}


@pytest.mark.parametrize("named", [True, False])
def test_a_moved_town_counts_once_where_it_belongs_at_the_end_of_the_period(
    fresh: Office, named: bool
) -> None:
    monthly(fresh, JIANGQIAO, range(1, 13))
    change(fresh, [UnitChange(JIANGQIAO, "parent_stat", date(2018, 7, 1), DANTU)])
    assert {u: n for u, (n, _) in standing(fresh, 6, named=named).items()} == {RUNZHOU: 60}
    assert {u: n for u, (n, _) in standing(fresh, 12, named=named).items()} == {DANTU: 120}
    assert {u: n for u, (n, _) in standing(fresh, 6, named=named).items()} == {RUNZHOU: 60}


def test_every_indicator_of_the_quick_path_agrees(city: Office) -> None:
    plain = plain_indicators(city)
    assert len(plain) > 30
    typed = [
        Typed(i.code, place, m, "value", 7 * place + m, 900, place % 4, conflict=False)
        for i in plain
        for place in range(9)
        for m in (1, 4, 6)
    ]
    put(city, typed)
    codes = tuple(i.code for i in plain)
    assert differing(city, JUNE, codes) == {}
    assert differing(city, month(2018, 12), codes) == {}


def test_what_is_too_fine_for_sql_is_exact_all_the_same(city: Office) -> None:
    fine = Typed("I06-03", 0, 6, "value", 1, 1, 3, conflict=False)
    put(city, [fine, fine._replace(place=1, n=2), fine._replace(place=2, n=25, scale=1)])
    found = rolling.totals(city, CITY, through=JUNE)["I06-03"]
    assert found.sum.n == Decimal("2.503")


# ---- through real revisions ----


def received(office: Office, values: Mapping[str, list[Value]], *, code: str) -> None:
    """Revisions of June as other offices' programs would have written them; two are two machines."""
    with office.database.transaction() as conn:
        for unit, written in values.items():
            for machine, value in enumerate(written):
                revision = Revision(
                    author=unit,
                    replica=f"{machine + 1:020d}{unit}",
                    seq=1,
                    clock=Clock(1530000000000, machine),
                    user="u01",
                    cell=Cell(code, unit, "value", 2018, "2018M06"),
                    value=value,
                )
                receive(conn, [revision])
    office.cache.clear()


def test_conflicts_gaps_and_not_applicable_are_named_and_left_out(fresh: Office) -> None:
    received(
        fresh,
        {
            GAOZI: [number(Decimal("12.5"))],
            GAOQIAO: [number(Decimal(3)), number(Decimal(4))],
            XINFENG: [Value(State.NOT_APPLICABLE)],
        },
        code="I06-03",
    )
    dantu = next(
        child
        for child in rolling.totals(fresh, CITY, through=JUNE)["I06-03"].children
        if child.unit == DANTU
    )
    assert (dantu.sum.n, dantu.sum.reported, dantu.sum.expected) == (Decimal("12.5"), 1, 10)
    assert dantu.conflicts == (GAOQIAO,)
    assert XINFENG not in dantu.missing
    assert len(dantu.missing) == 8
    assert differing(fresh, JUNE) == {}


def test_two_machines_with_the_same_number_are_no_conflict(fresh: Office) -> None:
    received(fresh, {GAOZI: [number(Decimal(3)), number(Decimal(3))]}, code="I06-02")
    found = rolling.totals(fresh, CITY, through=JUNE)["I06-02"]
    assert (int(found.sum.n), len(found.conflicts)) == (3, 0)
    assert differing(fresh, JUNE) == {}


def test_a_conflict_is_named_though_one_machine_says_not_applicable(fresh: Office) -> None:
    nothing = Value(State.NOT_APPLICABLE)
    received(fresh, {GAOZI: [number(Decimal(3)), nothing]}, code="I06-02")
    assert rolling.totals(fresh, CITY, through=JUNE)["I06-02"].conflicts == (GAOZI,)
    assert differing(fresh, JUNE) == {}


def test_a_figure_of_a_unit_that_is_not_asked_counts_nowhere(fresh: Office) -> None:
    """A town's figure of what districts fill, and a district's of what towns fill."""
    received(fresh, {GAOZI: [number(Decimal(7))]}, code="I19-08")
    received(fresh, {DANTU: [number(Decimal(7))]}, code="I06-02")
    assert differing(fresh, JUNE) == {}


def test_scores_have_their_arithmetic(fresh: Office) -> None:
    found = rolling.scores(fresh, CITY, through=JUNE)
    assert [one.no for one in found] == [item.no for item in fresh.plan.items]
