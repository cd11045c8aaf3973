"""Targets come from above and add up exactly, whatever they are split by."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.service import planning
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.store.revisions import Write

CITY, DANTU, GAOZI, GAOQIAO = "321100000000", "321112000000", "321112001000", "321112100000"
CODE = "I08-03"


def clock() -> datetime:
    return datetime(2018, 4, 3, tzinfo=UTC)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "市", CITY, clock=clock)) as office:
        yield office


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as office:
        yield office


def allocated(office: Office, code: str = CODE) -> dict[str, Decimal]:
    found = planning.allocation(office, code)
    return {unit: n for unit, _, n in found.parts if n is not None}


@pytest.mark.parametrize("whole", ["0", "1", "7", "10", "11", "12", "113", "1009"])
def test_an_even_split_adds_up_exactly(district: Office, whole: str) -> None:
    planning.set_target(district.acting_as(CITY), CODE, unit_id=DANTU, typed=whole)
    district.cache.clear()
    planning.split_target(district, CODE)
    parts = allocated(district)
    assert sum(parts.values()) == int(whole)
    assert len(parts) == 11
    assert max(parts.values()) - min(parts.values()) <= 1
    assert "与目标相符" in planning.allocation(district, CODE).words


def test_by_population(district: Office) -> None:
    issuer = district.acting_as(CITY)
    planning.set_target(issuer, CODE, unit_id=DANTU, typed="13")
    with pytest.raises(WriteRefusedError, match="没有人口数"):
        planning.split_target(district, CODE, by="population")
    towns = [u.id for u in district.units.children(DANTU)]
    for n, town in enumerate(towns, 1):
        planning.set_base(issuer, "B01", unit_id=town, typed=f"{n}.{n % 10}5")
    district.cache.clear()
    planning.split_target(district, CODE, by="population")
    parts = allocated(district)
    assert sum(parts.values()) == 13
    people = [Fraction(district.bases["B01", town]) for town in towns]
    for town, own in zip(towns, people, strict=True):
        assert abs(Fraction(parts[town]) - 13 * own / sum(people)) < 1


def test_last_years_counts_of_rows_are_cumulative(district: Office) -> None:
    """9 by June and 12 by December are 12, not 21; and a unit without December is named."""
    planning.set_target(district.acting_as(CITY), CODE, unit_id=DANTU, typed="24")
    towns = [u.id for u in district.units.children(DANTU)]
    for town in towns:
        for period in ("2017M06", "2017M12"):
            n = 0 if town in towns[2:] else 12 if town == towns[0] or period == "2017M12" else 9
            write = Write(Cell(CODE, town, "value", 2018, period), number(Decimal(n)))
            if (town, period) != (towns[-1], "2017M12"):
                district.write([write], author=town)
    with pytest.raises(WriteRefusedError, match=r"^高新园区管委会没有上年全年数"):
        planning.split_target(district, CODE, by="last_year")
    last = Cell(CODE, towns[-1], "value", 2018, "2017M12")
    district.write([Write(last, number(Decimal(0)))], author=towns[-1])
    planning.split_target(district, CODE, by="last_year")
    assert [allocated(district)[town] for town in towns[:3]] == [12, 12, 0]


def test_by_last_year(district: Office) -> None:
    planning.set_target(district.acting_as(CITY), CODE, unit_id=DANTU, typed="10")
    towns = [u.id for u in district.units.children(DANTU)]
    for n, town in enumerate(towns):
        cell = Cell(CODE, town, "value", 2018, "2017M12")
        district.write([Write(cell, number(Decimal(n)))], author=town)
    district.cache.clear()
    planning.split_target(district, CODE, by="last_year")
    parts = allocated(district)
    assert sum(parts.values()) == 10
    assert not parts[towns[0]]
    assert parts[towns[-1]] == max(parts.values())
    with pytest.raises(WriteRefusedError, match="不认识的分解办法"):
        planning.split_target(district, CODE, by="size")


@given(
    st.decimals(0, 10**6, places=0),
    st.lists(st.fractions(0, 1000, max_denominator=97), min_size=1, max_size=20),
)
def test_shares_always_add_up(whole: Decimal, weights: list[Fraction]) -> None:
    if not sum(weights):
        return
    shares = planning._shares(whole, {str(n): weight for n, weight in enumerate(weights)})
    assert sum(shares.values()) == whole
    for n, weight in enumerate(weights):
        assert abs(Fraction(shares[str(n)]) - Fraction(whole) * weight / sum(weights)) < 1


@given(st.decimals(0, 1000, places=2), st.integers(1, 12))
def test_shares_of_amounts_with_decimals_add_up_too(whole: Decimal, units: int) -> None:
    shares = planning._shares(whole, {str(n): Fraction(1) for n in range(units)})
    assert sum(shares.values()) == whole


def test_a_rate_goes_down_as_it_is(district: Office) -> None:
    planning.set_target(district.acting_as(CITY), "I05-01", unit_id=DANTU, typed="100%")
    district.cache.clear()
    planning.split_target(district, "I05-01")
    assert set(allocated(district, "I05-01").values()) == {Decimal(100)}


def test_only_the_superior_allocates(city: Office, tmp_path: Path) -> None:
    planning.set_target(city, CODE, unit_id=DANTU, typed="12")
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as district:
        with pytest.raises(WriteRefusedError):
            planning.set_target(district, CODE, unit_id=DANTU, typed="12")
        with pytest.raises(WriteRefusedError, match="未下达"):
            planning.split_target(district, CODE)
        planning.set_target(district, CODE, unit_id=GAOZI, typed="2")
    with closing(create_office(tmp_path / "镇", GAOZI, clock=clock)) as town:
        for unit in (GAOZI, GAOQIAO, DANTU):
            with pytest.raises(WriteRefusedError):
                planning.set_target(town, CODE, unit_id=unit, typed="2")


def test_only_the_issuer_decides_and_sets_dates(district: Office) -> None:
    acts = (
        lambda: planning.decide(district, "Q08-2", choice="new_only"),
        lambda: planning.set_base(district, "B01", unit_id=DANTU, typed="31.05"),
        lambda: planning.set_deadline(
            district, month(2018, 6), cut_off="2018-06-30", submit_by="2018-07-05"
        ),
    )
    for act in acts:
        with pytest.raises(WriteRefusedError):
            act()  # type: ignore[no-untyped-call]
    assert deadline(district, month(2018, 12)).submit_by == date(2019, 1, 7)


@pytest.mark.parametrize("typed", ["-1", "十来个", "1.5"])
def test_what_is_no_target_is_refused(city: Office, typed: str) -> None:
    with pytest.raises(ValueRefusedError):
        planning.set_target(city, CODE, unit_id=DANTU, typed=typed)
    assert allocated(city) == {}


def test_a_target_is_taken_back_and_the_gap_is_told(city: Office) -> None:
    planning.set_target(city, CODE, unit_id=DANTU, typed="12")
    assert "比目标114个少102" in planning.allocation(city, CODE).words
    planning.set_target(city, CODE, unit_id=DANTU, typed="120")
    assert "比目标114个多6" in planning.allocation(city, CODE).words
    planning.set_target(city, CODE, unit_id=DANTU, typed="")
    assert allocated(city) == {}


def test_a_target_nobody_would_be_held_against_is_refused(district: Office) -> None:
    baoyan, beds = "321112104000", "I10-01"  # beds are the district's business
    with pytest.raises(WriteRefusedError, match="由辖市区填报，不适用于宝堰镇，不能给它下达目标"):
        planning.set_target(district, beds, unit_id=baoyan, typed="60")
    assert (beds, baoyan) not in district.targets
    planning.set_target(district, beds, unit_id=baoyan, typed="")  # an older store may hold one
    planning.set_target(district, CODE, unit_id=baoyan, typed="2")
    district.cache.clear()
    assert allocated(district)[baoyan] == 2


def test_only_ones_own_target_is_split(city: Office) -> None:
    planning.set_target(city, CODE, unit_id=DANTU, typed="12")
    with pytest.raises(WriteRefusedError, match="丹徒区的目标由丹徒区自己分解"):
        planning.split_target(city, CODE, unit_id=DANTU)
    planning.split_target(city, CODE, unit_id=CITY)
    assert sum(allocated(city).values()) == 114
