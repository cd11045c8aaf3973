"""Months that lack are named: few of them one by one, many as spans."""

import pytest
from judging_cases import DANTU, UNITS

from zjmz_desktop.domain.lacking import lacking_mark, lacking_words, periods_words
from zjmz_desktop.domain.periods import Period, month, parse_period

TOWNS = [unit.id for unit in UNITS.children(DANTU.id)]
MONTHS = tuple(month(2018, number) for number in range(1, 7))
QUARTERS = tuple(parse_period(f"2018Q{number}") for number in (1, 2))
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


@pytest.mark.parametrize(
    ("gap", "due", "mark"),
    [
        (MONTHS[:1], MONTHS, "5/6月"),
        (MONTHS[1:], MONTHS, "1/6月"),
        (QUARTERS[:1], QUARTERS, "1/2季"),
    ],
)
def test_what_a_unit_has_filled_is_a_mark(
    gap: tuple[Period, ...], due: tuple[Period, ...], mark: str
) -> None:
    assert lacking_mark({TOWNS[0]: gap}, own=TOWNS[0], due=due) == mark


def test_of_units_below_it_is_said_that_months_lack() -> None:
    assert lacking_mark({TOWNS[0]: MONTHS[:1]}, own=DANTU.id, due=MONTHS) == "缺月份"
    assert lacking_mark({}, own=TOWNS[0], due=MONTHS) == ""
