"""Approximations against a reckoning of their own: what 近, 余, 超 … claim, by hand."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.approximations import is_same, is_true, measured, proposals
from zjmz_desktop.domain.number_words import amounts_in


def true_of(words: str, shown: str, exact: Fraction | None = None) -> bool:
    figure = measured(shown, exact)
    (amount,) = amounts_in(words)
    assert figure is not None
    return is_true(amount, figure) or is_same(amount, figure)


@pytest.mark.parametrize(
    "words",
    [
        "近120个",
        "近130个",
        "超过110个",
        "超过100个",
        "110余个",
        "一百一十余个",
        "110多个",
        "上百个",
        "约120个",
        "120个左右",
        "100个以上",
        "不少于100个",
        "不到120个",
        "118个",
        "一百一十八个",
    ],
)
def test_true_of_118(words: str) -> None:
    assert true_of(words, "118个")


@pytest.mark.parametrize(
    "words",
    [
        "近118个",
        "近119个",
        "100余个",
        "百余个",
        "100多个",
        "近200个",
        "超过118个",
        "超过120个",
        "120余个",
        "约130个",
        "120个以上",
        "不到118个",
        "数百个",
        "数十个",
        "119个",
        "一百二十个",
        "近120家",
        "近120",
        "超过50个",
        "近12个",
        "200个以下",
    ],
)
def test_not_true_of_118(words: str) -> None:
    assert not true_of(words, "118个")


@pytest.mark.parametrize(
    ("words", "shown", "exact", "true"),
    [
        ("半数", "50.0%", Fraction(50), True),
        ("过半", "50.0%", Fraction(50), False),
        ("50%以上", "50.0%", Fraction(4996, 100), False),  # 49.96 prints as 50.0
        ("近半", "49.2%", None, True),
        ("三分之一", "33.3%", Fraction(100, 3), True),
        ("约三分之二", "66.7%", None, True),
        ("超过三分之二", "66.6%", None, False),
        ("九成以上", "91.3%", None, True),
        ("近九成", "91.3%", None, False),
        ("百分之九十以上", "91.3%", None, True),
        ("约1.2亿元", "11950.5万元", None, True),
        ("近120万元", "121.7万元", None, False),
        ("120余万元", "121.7万元", None, True),
        ("十余个", "10个", None, False),
        ("十余个", "11个", None, True),
        ("十余个", "19个", None, True),
        ("二十余人", "27人", None, True),
        ("100余人", "197人", None, False),
        ("百余人", "110人", None, False),
        ("百余人", "109人", None, True),
        ("近200人", "197人", None, True),
        ("近200人", "179人", None, False),
        ("近200人", "201人", None, False),
        ("190余人", "197人", None, True),
        ("2000余对", "2199对", None, True),
        ("2000余对", "2200对", None, False),
        ("10余万元", "19.7万元", None, False),
        ("十几个", "19个", None, True),
        ("数十个", "20个", None, True),
        ("近10个", "9个", None, True),
    ],
)
def test_shares_money_and_edges(words: str, shown: str, exact: Fraction, true: bool) -> None:
    assert true_of(words, shown, exact) is true


@given(st.integers(1, 10**7))
def test_what_is_proposed_is_true_by_hand(count: int) -> None:
    for words in proposals(f"{count}个"):
        read = re.fullmatch(r"(近|超过|约)?([0-9]+|十)(余?)个", words)
        assert read, words
        number = 10 if read[2] == "十" else int(read[2])
        rank = next(10**no for no in range(8, -1, -1) if number % 10**no == 0)
        more = rank if number < 100 else min(rank, number // 10)
        claims = {
            "近": number * 9 <= count * 10 and count < number,
            "超过": number < count and count * 2 < number * 3,
            "约": abs(count - number) * 20 <= number,
            None: number < count < number + more,
        }
        assert claims[read[1]], (words, count)
        assert bool(read[3]) == (read[1] is None)


@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_a_bare_other_number_is_never_true(count: int, other: int) -> None:
    assert true_of(f"{other}个", f"{count}个") is (count == other)


@pytest.mark.parametrize("shown", ["0处", "7/8", "近100个"])
def test_nothing_is_proposed_of_nothing(shown: str) -> None:
    assert proposals(shown) == ()
