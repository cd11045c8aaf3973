"""Working days and the usual deadlines of a month: 截止日 and 报送日, moved by weekends and holidays."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from zjmz_desktop.domain.periods import Period

_CUT_OFF_DAY, _SUBMIT_DAY = 25, 5
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked: weekends are not, unless the notices of the State Council say so.

    Attributes:
        off: days off by a notice.
        worked: weekend days worked in their place.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        """Whether offices work on the day; of a year without a notice only weekends are known."""
        return day in self.worked or (day not in self.off and day.weekday() < _SATURDAY)

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on: 遇节假日顺延."""
        while not self.is_worked(day):
            day += _ONE_DAY
        return day


def read_working_days(notices: Iterable[str]) -> WorkingDays:
    """Holidays as in `resources/holidays` (TOML, one text a year), added up."""
    holidays = [one for text in notices for one in tomllib.loads(text)["holiday"]]
    off = (day for one in holidays for day in _days(*one["off"]))
    return WorkingDays(frozenset(off), frozenset(day for one in holidays for day in one["work"]))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + _ONE_DAY * n for n in range((last - first).days + 1))


class Deadline(NamedTuple):
    """数据截止日, and 报送截止日."""

    cut_off: date
    submit_by: date


def usual_deadline(period: Period, *, days: WorkingDays) -> Deadline:
    """The 25th of the period's last month and the 5th of the next one, moved to a working day."""
    last = period.last_on
    return Deadline(
        days.on_or_after(last.replace(day=_CUT_OFF_DAY)),
        days.on_or_after((last + _ONE_DAY).replace(day=_SUBMIT_DAY)),
    )
