from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import BEDS, DANTU, DANYANG, GAOZI, indicator

from zjmz_desktop.domain.judging_words import (
    completion_text,
    cut4,
    gap_words,
    plain,
    target_text,
    unallocated_words,
    value_text,
    value_words,
)


@pytest.mark.parametrize(
    ("completion", "text", "cut"),
    [
        ("1", "100%", "100.0000"),
        ("6/7", "85.7%", "85.7142"),
        ("2/3", "66.7%", "66.6666"),
        ("9996/10000", "99.9%", "99.9600"),
        ("999999999/1000000000", "99.9%", "99.9999"),
        ("10004/10000", "100.0%", "100.0400"),
        ("5/4", "125%", "125.0000"),
        ("0", "0%", "0.0000"),
        ("-1/3", "-33.3%", "-33.3334"),
    ],
)
def test_completion_never_looks_reached(completion: str, text: str, cut: str) -> None:
    exact = Fraction(completion)
    assert completion_text(exact) == text
    assert cut4(exact) == cut


@given(st.fractions(-2, 3))
def test_cut4_is_never_above_and_less_than_one_digit_below(completion: Fraction) -> None:
    rest = completion * 100 - Fraction(cut4(completion))
    assert 0 <= rest < Fraction(1, 10_000)


@pytest.mark.parametrize(
    ("completion", "elapsed", "words"),
    [
        ("1/2", "1/2", "与序时进度持平"),
        ("1/2", "2/5", "较序时进度快10个百分点"),
        ("1/3", "1/2", "较序时进度慢16.7个百分点"),
        ("1/2", "4999/10000", "较序时进度快0.01个百分点"),
    ],
)
def test_the_gap_in_words(completion: str, elapsed: str, words: str) -> None:
    assert gap_words(Fraction(completion), Fraction(elapsed)) == words


def test_values_and_targets_as_printed() -> None:
    assert value_text(BEDS, Fraction("54.96"), target=Decimal(55)) == "54.96"
    assert value_words(BEDS, Fraction("54.96"), target=Decimal(55)) == "54.96%（未达55%）"
    assert value_words(BEDS, Fraction(55), target=Decimal(55)) == "55.0%"
    assert value_words(indicator(), Fraction(12)) == "12个"
    assert target_text(BEDS, Decimal("55.0")) == "55%"
    assert target_text(indicator(), Decimal(1000)) == "1000"
    assert plain(Decimal("1E+3")) == "1000"


def test_what_is_not_allocated_is_said_in_a_sentence() -> None:
    assert unallocated_words(BEDS, DANYANG) == "全市目标55%，本市未分解"
    assert unallocated_words(indicator(scope_text=""), GAOZI) == "全市目标114，本街道未分解"
    lines = indicator(scope_text="“镇泰线”等4条界线")
    assert unallocated_words(lines, DANTU) == "全市目标114，本区未分解"
    assert unallocated_words(indicator(scope_text="市区"), DANTU) == "市区目标114，本区未分解"
    assert unallocated_words(indicator(target=None), DANTU) == "未分解"
