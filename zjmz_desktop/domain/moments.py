"""Moments to which an office can look back: how they are written, and what they are called."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError, quoted
from zjmz_desktop.domain.periods import Period, month

_BEIJING = timezone(timedelta(hours=8))
_DAY = r"([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
_TIME = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_INSTANT = re.compile(rf"{_DAY}(?:[T ]*(?<=[T 日]){_TIME})?")
_DIGITS = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．：　", "0123456789-/.: ")
_SUBMISSION = re.compile(r"([0-9A-Z-]{5,20})/([0-9HQM]{4,7})(?:/([0-9]{1,4}))?")
_POSITION = re.compile(r"[0-9]{1,15}")
_CODE = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]", re.IGNORECASE)
_LAST_OF_DAY = time(23, 59, 59, 999_000)


class MomentKind(StrEnum):
    """By what a moment is named."""

    POSITION = "position"
    INSTANT = "instant"
    PACKAGE = "package"
    SUBMISSION = "submission"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in this store's log.

    Attributes:
        kind: by what it was named.
        position: the place: everything up to it, nothing after it.
        at: when the log had come that far, by this computer's clock; of an instant, itself.
        title: what it is called: 7月5日, 导入“…”后（7月3日）.
        name: the text that names it again.
    """

    kind: MomentKind
    position: int
    at: datetime
    title: str
    name: str


class MomentError(ZjmzError):
    """A moment that can't be looked back to."""


class UnknownMomentError(MomentError):
    """A text that names no moment of this store."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"没有找到时点{quoted(text)}。可以写日期（2018-07-05）、时刻（2018-07-05T17:00，北京时间）、"
            "记录号、收发过的数据文件的名称或编号、报告的核验码，或“单位编号/报告期/第几版”（某一版上报）。"
        )
        self.text = text


class NoSuchInstantError(UnknownMomentError):
    """A day that is in no calendar, or a time of day that there is not."""

    def __init__(self, text: str) -> None:
        MomentError.__init__(
            self,
            f"{quoted(text)}：没有这一天，或没有这个时刻。请核对，例如2018-07-05，或2018-07-05 17:00。",
        )
        self.text = text


class AskedSubmission(NamedTuple):
    """A submission as written: the n-th, None for the last."""

    unit: str
    period: str
    number: int | None


def read_instant(text: str) -> datetime | None:
    """An instant of Beijing time; of a day alone its last moment; None for any other text.

    Days as clerks write them: 2018-07-05, 2018/7/5, 2018.7.5, 2018年7月5日, 20180705.

    Raises:
        NoSuchInstantError: for a day or a time of day that there is not.
    """
    plain = text.translate(_FULL_WIDTH).strip()
    found = _DIGITS.fullmatch(plain) or _INSTANT.fullmatch(plain)
    if found is None:
        return None
    year, in_year, day, *clock = (int(part) for part in found.groups() if part is not None)
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        of_day = time(hour, minute, second) if clock else _LAST_OF_DAY
        return datetime.combine(date(year, in_year, day), of_day, _BEIJING)
    except ValueError as error:
        raise NoSuchInstantError(text) from error


def read_submission(text: str) -> AskedSubmission | None:
    """「321112001000/2018M06/2」; None for any other text."""
    found = _SUBMISSION.fullmatch(text)
    if found is None:
        return None
    return AskedSubmission(found[1], found[2], int(found[3]) if found[3] else None)


def read_position(text: str) -> int | None:
    """A place in the log; None for any other text."""
    return int(text) if _POSITION.fullmatch(text) else None


def is_grouped_code(text: str) -> bool:
    """Whether a text is a 核验码 as printed, right or mistyped."""
    return _CODE.fullmatch(text) is not None


def last_ended(at: datetime, *, year: int) -> Period:
    """The last month of a year that had ended by the end of that day; in its January that month itself."""
    next_day = at.astimezone(_BEIJING).date() + timedelta(days=1)
    ended = (next_day.year - year) * 12 + next_day.month - 1
    return month(year, min(max(ended, 1), 12))


def data_words(at: datetime) -> str:
    """「按2018年7月5日的数据」, with the time of day where it is not the end of one."""
    here = at.astimezone(_BEIJING)
    clock = "" if here.time() == _LAST_OF_DAY else f"{here:%H:%M}"
    return f"按{here.year}年{here.month}月{here.day}日{clock}的数据"


def unended_warning(through: Period, *, at: datetime, usual: Period) -> str:
    """What to know of a paper through a month that lay ahead of the data that it tells; "" for none."""
    if through.last_on <= usual.last_on:
        return ""
    told = data_words(at).removesuffix("的数据")
    return (
        f"注意：{told}的数据出到{through.title}底，那时还没有到：期限在那以后的任务也会算作没有按期完成。"
        f"要当时的情况，请改写 --through {usual.code}，或不写 --through。"
    )


def instant_words(at: datetime, *, year: int, whole_day: bool = False) -> str:
    """7月5日17:00, with its year where that is not the plan's."""
    here = at.astimezone(_BEIJING)
    day = f"{here.month}月{here.day}日"
    told = day if here.year == year else f"{here.year}年{day}"
    return told if whole_day else f"{told}{here:%H:%M}"
