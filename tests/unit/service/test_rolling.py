"""A city's quick sums by SQL equal what is rolled up unit by unit."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell, Clock, Revision
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import State, Value, number
from zjmz_desktop.service import rolling
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.store import revisions

CITY, DANTU = "321100000000", "321112000000"
GAOZI, GAOQIAO, XINFENG = "321112001000", "321112100000", "321112101000"
CODES = ("I05-01", "I06-02", "I06-03", "I05-08", "I19-08", "I22-02", "I11-01")
JUNE = month(2018, 6)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("city") / "镇江 市"
    with closing(
        create_office(folder, CITY, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
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


FIGURES = st.lists(
    st.builds(
        Typed,
        st.sampled_from(CODES),
        st.integers(0, 80),
        st.integers(1, 6),
        st.sampled_from(("value", "value", "value", "not_applicable", "not_begun")),
        st.integers(0, 10**9),
        st.integers(1, 10**9),
        st.sampled_from((0, 0, 1, 2, 2, 3)),
        st.sampled_from((False, False, False, True)),
    ),
    max_size=40,
)


def put(office: Office, typed: list[Typed]) -> None:
    """Make these the store's effective figures, at units that the indicator concerns."""
    conn = office.database.conn
    conn.execute("BEGIN")
    conn.execute("DELETE FROM figure")
    for one in typed:
        indicator = office.plan.indicator(one.code)
        units = office.plan.concerned(indicator, CITY, units=office.units)
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
    return replace(total, children=tuple(replace(one, children=()) for one in total.children))


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


def test_every_indicator_of_the_quick_path_agrees(city: Office) -> None:
    plain = [i for i in city.plan.indicators if rolling._is_plain(i)]
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


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "市", CITY, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


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
                revisions.insert(conn, revision, received_at=office.now())
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
