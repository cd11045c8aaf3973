"""Like with like only: the same months of the same units on both sides."""

import pytest

from zjmz_desktop.domain.year_on_year import unlike_periods

NOW = [f"2018M{m:02d}" for m in range(1, 7)]
LAST = [f"2017M{m:02d}" for m in range(1, 7)]


@pytest.mark.parametrize(
    ("now", "last", "words"),
    [
        ({"a": NOW}, {"a": LAST}, ""),
        ({"a": NOW[1:]}, {"a": LAST[1:]}, ""),
        ({"a": NOW}, {"a": LAST[1:]}, "上年同期缺1个月，不比"),
        ({"a": NOW[2:]}, {"a": LAST}, "本年缺2个月，不比"),
        ({"a": NOW[1:]}, {"a": LAST[:-1]}, "上年同期缺1个月、本年缺1个月，不比"),
        ({"a": NOW, "b": NOW}, {"a": LAST, "b": LAST[:5]}, "上年同期缺1个月，不比"),
        ({"a": NOW, "b": NOW}, {"a": LAST[1:], "b": LAST[1:]}, "上年同期缺1个月，不比"),
        ({"a": NOW, "b": NOW}, {"a": LAST}, ""),
        ({"a": ["2018Q1", "2018Q2"]}, {"a": ["2017Q2"]}, "上年同期缺1个季度，不比"),
        ({}, {}, ""),
    ],
)
def test_months_must_be_the_same(
    now: dict[str, list[str]], last: dict[str, list[str]], words: str
) -> None:
    assert unlike_periods(now, last) == words
