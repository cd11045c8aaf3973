"""Working days of 2018 and 2019 by the notices, and the usual deadlines moved by them."""

from datetime import date

import pytest

from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.domain.working_days import WorkingDays, read_working_days, usual_deadline
from zjmz_desktop.paths import resource


@pytest.fixture(scope="module")
def days() -> WorkingDays:
    files = sorted(resource("holidays").glob("*.toml"))
    return read_working_days(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2018-02-11", True),  # a Sunday worked for 春节
        ("2018-02-15", False),
        ("2018-02-21", False),
        ("2018-02-22", True),
        ("2018-04-08", True),
        ("2018-06-18", False),
        ("2018-09-29", True),
        ("2018-10-07", False),
        ("2018-12-29", True),  # a Saturday, by the notice for 2019
        ("2018-12-31", False),
        ("2019-04-28", True),  # as changed in March 2019
        ("2019-05-03", False),
        ("2019-10-12", True),
        ("2019-06-08", False),  # a plain Saturday
        ("2020-01-01", True),  # no notice known: only weekends are
    ],
)
def test_days_are_worked_as_the_notices_say(days: WorkingDays, day: str, worked: bool) -> None:
    assert days.is_worked(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("period", "cut_off", "submit_by"),
    [
        ("2018M01", "2018-01-25", "2018-02-05"),
        ("2018M02", "2018-02-26", "2018-03-05"),  # 25 February is a Sunday
        ("2018M03", "2018-03-26", "2018-04-08"),  # 清明节, then a worked Sunday
        ("2018M04", "2018-04-25", "2018-05-07"),
        ("2018Q2", "2018-06-25", "2018-07-05"),
        ("2018M09", "2018-09-25", "2018-10-08"),  # 国庆节
        ("2018", "2018-12-25", "2019-01-07"),
        ("2019M01", "2019-01-25", "2019-02-11"),  # 春节
        ("2019M04", "2019-04-25", "2019-05-05"),  # a Sunday worked for 劳动节
    ],
)
def test_deadlines_move_to_the_next_working_day(
    days: WorkingDays, period: str, cut_off: str, submit_by: str
) -> None:
    found = usual_deadline(parse_period(period), days=days)
    assert (str(found.cut_off), str(found.submit_by)) == (cut_off, submit_by)


def test_without_notices_only_weekends_move(days: WorkingDays) -> None:
    del days
    assert str(usual_deadline(month(2018, 9), days=WorkingDays()).submit_by) == "2018-10-05"
