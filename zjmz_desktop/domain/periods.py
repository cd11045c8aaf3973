"""Reporting periods: `2018`, `2018H1`, `2018Q2`, `2018M06`.

A period is due in the month in which it ends. Dates are calendar dates of fixed +08:00.
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from zjmz_desktop.domain.errors import PeriodError

_PATTERN = re.compile(r"([12][0-9]{3})(?:(H)([12])|(Q)([1-4])|(M)(0[1-9]|1[0-2]))?", re.ASCII)
_HAN = "一二三四"


class PeriodType(StrEnum):
    """How long a period is; values as in the plan file."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Number of months."""
        return _MONTHS[self]


_MONTHS = {PeriodType.MONTH: 1, PeriodType.QUARTER: 3, PeriodType.HALF: 6, PeriodType.YEAR: 12}
_LETTER = {PeriodType.MONTH: "M", PeriodType.QUARTER: "Q", PeriodType.HALF: "H"}
_TYPE = {letter: kind for kind, letter in _LETTER.items()}


class Period(NamedTuple):
    """A reporting period.

    Attributes:
        year: calendar year.
        last_month: month in which it ends, 1–12.
        type: how long it is.
    """

    year: int
    last_month: int
    type: PeriodType

    @property
    def code(self) -> str:
        """The code as stored, e.g. `2018M06`."""
        if self.type is PeriodType.YEAR:
            return str(self.year)
        if self.type is PeriodType.MONTH:
            return f"{self.year}M{self.last_month:02d}"
        return f"{self.year}{_LETTER[self.type]}{self.last_month // self.type.months}"

    @property
    def first_on(self) -> date:
        """First day."""
        return date(self.year, self.last_month - self.type.months + 1, 1)

    @property
    def last_on(self) -> date:
        """Last day."""
        next_month = date(self.year + self.last_month // 12, self.last_month % 12 + 1, 1)
        return next_month - timedelta(days=1)

    @property
    def title(self) -> str:
        """The words on screen and paper, e.g. 2018年6月, 2018年上半年."""
        if self.type is PeriodType.YEAR:
            return f"{self.year}年"
        if self.type is PeriodType.MONTH:
            return f"{self.year}年{self.last_month}月"
        if self.type is PeriodType.HALF:
            return f"{self.year}年{'上' if self.last_month == 6 else '下'}半年"
        return f"{self.year}年{_HAN[self.last_month // 3 - 1]}季度"

    def last_year(self) -> "Period":
        """The same period of the year before."""
        return Period(self.year - 1, self.last_month, self.type)

    def previous(self) -> "Period":
        """The period of the same type before this one."""
        month = self.last_month - self.type.months
        return Period(self.year - (month < 1), month if month > 0 else 12, self.type)

    def __str__(self) -> str:
        return self.code


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a period code.

    Raises:
        PeriodError: when the text is no period.
    """
    match = _PATTERN.fullmatch(text)
    if not match:
        raise PeriodError(text)
    year = int(match[1])
    for letter, number in ((match[2], match[3]), (match[4], match[5]), (match[6], match[7])):
        if letter:
            kind = _TYPE[letter]
            return Period(year, int(number) * kind.months, kind)
    return Period(year, 12, PeriodType.YEAR)


def month(year: int, number: int) -> Period:
    """The period of one calendar month."""
    return Period(year, number, PeriodType.MONTH)


def month_in_hand(year: int, today: date) -> Period:
    """The month of a plan's year that is being filled on a day: the one before, within the year."""
    months = (today.year - year) * 12 + today.month - 1
    return month(year, min(max(months, 1), 12))


def ending_in(year: int, number: int, *, kind: PeriodType) -> Period | None:
    """The period of `kind` that ends in that month, or None."""
    return Period(year, number, kind) if number % kind.months == 0 else None


def periods_through(through: Period, kind: PeriodType) -> tuple[Period, ...]:
    """All periods of `kind` of that year that end on or before `through`, in order."""
    last = through.last_month
    return tuple(Period(through.year, m, kind) for m in range(kind.months, last + 1, kind.months))


def elapsed_share(starts_on: date, ends_on: date, *, at: date) -> tuple[int, int]:
    """序时进度 as an exact fraction: days elapsed / days of the plan, both ends counted.

    Before the start it is 0, from the end on 1 (also when the end lies before the start).
    """
    whole = max((ends_on - starts_on).days + 1, 1)
    if at >= ends_on:
        return whole, whole
    return min(max((at - starts_on).days + 1, 0), whole), whole
