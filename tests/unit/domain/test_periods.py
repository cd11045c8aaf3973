from datetime import date

import pytest

from zjmz_desktop.domain.errors import PeriodError
from zjmz_desktop.domain.periods import (
    PeriodType,
    elapsed_share,
    ending_in,
    month,
    parse_period,
    periods_through,
)


@pytest.mark.parametrize(
    ("code", "first", "last", "title"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), "2018年"),
        ("2018H1", date(2018, 1, 1), date(2018, 6, 30), "2018年上半年"),
        ("2018H2", date(2018, 7, 1), date(2018, 12, 31), "2018年下半年"),
        ("2018Q2", date(2018, 4, 1), date(2018, 6, 30), "2018年二季度"),
        ("2018M06", date(2018, 6, 1), date(2018, 6, 30), "2018年6月"),
        ("2020M02", date(2020, 2, 1), date(2020, 2, 29), "2020年2月"),
    ],
)
def test_a_period_knows_its_days_and_words(code: str, first: date, last: date, title: str) -> None:
    period = parse_period(code)
    assert (period.first_on, period.last_on, period.title) == (first, last, title)
    assert str(period) == code


@pytest.mark.parametrize(
    "text",
    ["", "2018M6", "2018M13", "2018Q5", "2018H0", "２０１８", "0000M01", "2018M06 ", "18M06"],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(PeriodError, match="2018M06"):
        parse_period(text)


@pytest.mark.parametrize(
    ("code", "before", "a_year_before"),
    [
        ("2018M01", "2017M12", "2017M01"),
        ("2018Q1", "2017Q4", "2017Q1"),
        ("2018H2", "2018H1", "2017H2"),
        ("2018", "2017", "2017"),
    ],
)
def test_neighbours(code: str, before: str, a_year_before: str) -> None:
    period = parse_period(code)
    assert period.previous().code == before
    assert period.last_year().code == a_year_before


def test_a_period_is_due_in_the_month_it_ends() -> None:
    quarter = ending_in(2018, 6, kind=PeriodType.QUARTER)
    assert quarter is not None
    assert quarter.code == "2018Q2"
    assert ending_in(2018, 5, kind=PeriodType.QUARTER) is None
    through = periods_through(month(2018, 8), PeriodType.QUARTER)
    assert [period.code for period in through] == ["2018Q1", "2018Q2"]


START, END = date(2018, 3, 26), date(2018, 12, 31)


@pytest.mark.parametrize(
    ("at", "share"),
    [
        (date(2018, 3, 25), (0, 281)),
        (date(2018, 3, 26), (1, 281)),
        (date(2018, 6, 30), (97, 281)),
        (date(2018, 12, 30), (280, 281)),
        (date(2018, 12, 31), (281, 281)),
        (date(2019, 6, 30), (281, 281)),
    ],
)
def test_both_ends_of_the_elapsed_share_count(at: date, share: tuple[int, int]) -> None:
    assert elapsed_share(START, END, at=at) == share


def test_a_deadline_before_the_start_is_all_or_nothing() -> None:
    early = date(2018, 3, 1)
    assert elapsed_share(START, early, at=date(2018, 2, 28)) == (0, 1)
    assert elapsed_share(START, early, at=early) == (1, 1)
