"""Days and instants as clerks write them, and those that there are not."""

from datetime import datetime

import pytest

from zjmz_desktop.domain.moments import (
    NoSuchInstantError,
    data_words,
    last_ended,
    read_instant,
    unended_warning,
)
from zjmz_desktop.domain.periods import month


@pytest.mark.parametrize(
    "text",
    [
        "2018-07-05",
        "2018-7-5",
        "2018/7/5",
        "2018.7.5",
        "2018年7月5日",
        "20180705",
        "２０１８-０７-０５",
    ],
)
def test_a_day_is_its_last_moment(text: str) -> None:
    found = read_instant(text)
    assert found is not None
    assert found.isoformat() == "2018-07-05T23:59:59.999000+08:00"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2018-07-05 17:00", "17:00:00"),
        ("2018-07-05T17:00", "17:00:00"),
        ("2018/7/5 9:05:07", "09:05:07"),
        ("2018年7月5日17:00", "17:00:00"),
        ("2018年7月5日 17：00", "17:00:00"),
        ("2018-07-05 00:00", "00:00:00"),
    ],
)
def test_an_instant_of_beijing(text: str, clock: str) -> None:
    found = read_instant(text)
    assert found is not None
    assert found.isoformat() == f"2018-07-05T{clock}+08:00"


@pytest.mark.parametrize(
    "text",
    ["2018-02-30", "2018-13-01", "2018-07-05 25:00", "2018年2月30日", "20180230", "2018-00-01"],
)
def test_what_no_calendar_has_is_said_so(text: str) -> None:
    with pytest.raises(NoSuchInstantError, match="没有这一天") as caught:
        read_instant(text)
    assert text in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨天",
        "18639",
        "999999999",
        "20181301",
        "2018-07",
        "2018-07-0517:00",
        "321112001000/2018M06",
    ],
)
def test_other_texts_are_no_days(text: str) -> None:
    assert read_instant(text) is None


def of(text: str) -> datetime:
    found = read_instant(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("2018-07-05", 6),
        ("2018-06-30", 6),
        ("2018-06-29", 5),
        ("2018-12-30", 11),
        ("2018-12-31", 12),
        ("2019-02-01", 12),
        ("2018-01-15", 1),
        ("2017-11-15", 1),
    ],
)
def test_the_last_month_that_had_ended_by_a_day(text: str, ended: int) -> None:
    assert last_ended(of(text), year=2018) == month(2018, ended)


def test_data_are_called_by_their_day_and_by_the_time_of_day_where_that_is_told() -> None:
    assert data_words(of("2018-07-05")) == "按2018年7月5日的数据"
    assert data_words(of("2018-07-05 09:05")) == "按2018年7月5日09:05的数据"


def test_a_month_that_had_not_ended_then_is_warned_of() -> None:
    at, june = of("2018-07-05"), month(2018, 6)
    assert unended_warning(june, at=at, usual=june) == ""
    assert unended_warning(month(2018, 3), at=at, usual=june) == ""
    said = unended_warning(month(2018, 12), at=at, usual=june)
    assert said.startswith("注意：按2018年7月5日的数据出到2018年12月底，那时还没有到：")
    assert "--through 2018M06" in said
