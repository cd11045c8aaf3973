"""Days and instants as clerks write them, and those that there are not."""

import pytest

from zjmz_desktop.domain.moments import NoSuchInstantError, read_instant


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
