from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.figures import Figure, Light, Origin, Sum, sum_of

COUNT = st.integers(0, 99)
SUMS = st.builds(
    Sum,
    st.decimals(-(10**9), 10**9, places=2),
    st.decimals(0, 10**9, places=2),
    COUNT,
    COUNT,
    COUNT,
    COUNT,
    COUNT,
)


@given(SUMS, SUMS, SUMS)
def test_sums_add_up_in_any_grouping_and_order(a: Sum, b: Sum, c: Sum) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + Sum() == a


def test_kinds_of_nothing_are_told_apart() -> None:
    assert sum_of(None) == Sum(expected=1)
    assert sum_of(Figure()) == Sum(expected=1)
    assert sum_of(Figure(Decimal(0))) == Sum(reported=1, expected=1)
    assert sum_of(Figure(not_applicable=True)) == Sum()
    assert sum_of(Figure(not_begun=True)) == Sum(reported=1, expected=1)
    assert sum_of(Figure(Decimal(5), conflict=True)) == Sum(expected=1, conflicts=1)


def test_a_figure_carries_what_it_reaches_and_what_is_late() -> None:
    figure = Figure(Decimal(2), Decimal(5), met=True, late_days=9)
    assert sum_of(figure) == Sum(Decimal(2), Decimal(5), 1, 1, 1, 0, 9)


def test_every_light_and_origin_has_official_words() -> None:
    assert Light.ON_TRACK.words == "达序时进度"
    assert Light.SLIGHTLY_BEHIND.words == "略低于序时"
    assert all(light.words for light in Light)
    assert Origin.ADOPTED.words == "区局采用数"
    assert all(origin.words for origin in Origin)


PROXY, OWN, ADOPTED = Origin.PROXY, Origin.OWN, Origin.ADOPTED


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        ((("2018M05", OWN), ("2018M06", OWN)), "本单位填报"),
        ((("2018M05", PROXY), ("2018M06", OWN)), "本单位填报，其中5月代报"),
        ((("2018M05", OWN), ("2018M06", PROXY)), "本单位填报，其中6月代报"),
        (
            (("2018M04", PROXY), ("2018M05", PROXY), ("2018M06", OWN)),
            "本单位填报，其中4月、5月代报",
        ),
        ((("2018M05", PROXY), ("2018M06", ADOPTED)), "区局采用数，其中5月代报"),
        ((("2018Q1", ADOPTED), ("2018Q2", OWN)), "本单位填报，其中一季度区局采用数"),
        ((("2018M06", PROXY),), "代报"),
        ((), "本单位填报"),
    ],
)
def test_a_label_names_every_origin(origins: tuple[tuple[str, Origin], ...], words: str) -> None:
    last = origins[-1][1] if origins else OWN
    figure = Figure(Decimal(1), origin=last, origins=origins)
    assert figure.origin_words == words
    assert figure.comes_from(PROXY) is any(origin is PROXY for _, origin in origins)
