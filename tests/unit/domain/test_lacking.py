"""Months that lack are named: few of them one by one, many as spans."""

import pytest
from judging_cases import DANTU, UNITS

from zjmz_desktop.domain.lacking import lacking_words, periods_words
from zjmz_desktop.domain.periods import parse_period

TOWNS = [unit.id for unit in UNITS.children(DANTU.id)]
JULY = (parse_period("2018M07"),)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["2018M07", "2018M11"], "7月、11月"),
        (["2018M07", "2018M08"], "7月、8月"),
        ([f"2018M{n:02d}" for n in (1, 2, 3, 5, 7, 8, 9)], "1月至3月、5月、7月至9月"),
        (["2018Q1", "2018Q2", "2018Q3"], "一季度至三季度"),
        (["2018H1"], "上半年"),
    ],
)
def test_periods_in_words(codes: list[str], expected: str) -> None:
    assert periods_words([parse_period(code) for code in codes]) == expected


def test_the_unit_itself_is_not_named() -> None:
    assert lacking_words({DANTU.id: JULY}, units=UNITS, own=DANTU.id) == "缺7月"
    assert lacking_words({}, units=UNITS, own=DANTU.id) == ""


def test_many_units_are_cut_to_three_and_counted() -> None:
    words = lacking_words(dict.fromkeys(TOWNS[:4], JULY), units=UNITS, own=DANTU.id)
    assert words == "高资街道缺7月，高桥镇缺7月，辛丰镇缺7月，等4个单位缺报部分报告期"
