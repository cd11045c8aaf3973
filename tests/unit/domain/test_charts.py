from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.charts import Chart, month_chart, nice_ticks

NONE: list[Fraction | None] = [None] * 12


def year_of(*values: int | None) -> list[Fraction | None]:
    found = [None if value is None else Fraction(value) for value in values]
    return [*found, *NONE][:12]


def chart(this_year: list[Fraction | None], month: int = 12, **more: Fraction | None) -> Chart:
    scale = (0, more.get("target"))
    return month_chart(this_year, NONE, year=2018, current_month=month, scale=scale)


@pytest.mark.parametrize(
    ("high", "decimals", "ticks"),
    [
        ("0", 0, "0 1"),
        ("1", 0, "0 1"),
        ("7", 0, "0 2 4 6 8"),
        ("96", 1, "0 20 40 60 80 100"),
        ("114", 0, "0 50 100 150"),
        ("1/2", 1, "0 1/10 1/5 3/10 2/5 1/2"),
        ("1719", 0, "0 500 1000 1500 2000"),
    ],
)
def test_ticks_are_round_numbers(high: str, decimals: int, ticks: str) -> None:
    found = nice_ticks(Fraction(0), Fraction(high), decimals=decimals)
    assert found == tuple(map(Fraction, ticks.split()))


@given(st.fractions(-(10**9), 10**9), st.fractions(0, 10**9), st.integers(0, 3))
def test_ticks_hold_all_values_and_zero(low: Fraction, size: Fraction, decimals: int) -> None:
    found = nice_ticks(low, low + size, decimals=decimals)
    assert found[0] <= min(low, Fraction(0)) <= max(low + size, Fraction(0)) <= found[-1]
    assert 0 in found
    assert 2 <= len(found) <= 6
    assert all((tick * 10**decimals).denominator == 1 for tick in found)


def test_no_half_persons_on_the_scale() -> None:
    assert [tick.text for tick in chart(year_of(1, 2)).ticks] == ["0", "1", "2"]


def test_a_month_without_a_figure_breaks_the_line_and_is_no_zero() -> None:
    first, second = chart(year_of(1, 2, None, 0)).series[0].runs
    assert [(point.month, point.text) for point in first] == [(1, "1"), (2, "2")]
    assert [(point.month, point.height) for point in second] == [(4, Fraction(0))]


def test_months_to_come_are_not_drawn() -> None:
    found = chart(year_of(1, 2, 3, 4), month=2)
    assert [point.month for run in found.series[0].runs for point in run] == [1, 2]
    assert found.months[0] == "1月"
    assert len(found.months) == 12


def test_two_years_and_a_target_share_one_scale() -> None:
    found = month_chart(
        year_of(5), year_of(20), year=2018, current_month=6, scale=(0, Fraction(40))
    )
    assert [series.name for series in found.series] == ["2018年", "2017年"]
    assert found.ticks[-1].value == 40
    assert (found.target, found.series[1].runs[0][0].height) == (Fraction(1), Fraction(1, 2))


def test_an_empty_chart_still_has_a_scale() -> None:
    found = chart(NONE)
    assert [tick.text for tick in found.ticks] == ["0", "1"]
    assert found.series[0].runs == ()


def test_rates_are_labelled_with_their_decimals() -> None:
    found = month_chart(year_of(55), NONE, year=2018, current_month=1, scale=(1, Fraction(55)))
    assert found.series[0].runs[0][0].text == "55.0"
    assert [tick.text for tick in found.ticks] == ["0.0", "20.0", "40.0", "60.0"]
