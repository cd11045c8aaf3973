"""暂存: what was received and may not be used yet, with the reason; tried again whenever something arrives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from zjmz_desktop.domain.lines import Line, read_one
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.placing import Reason
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.plan_taking import follow_plan
from zjmz_desktop.service.sifting import Opened, Sieve, Sifted, message_of, opened
from zjmz_desktop.store import arriving, quarantine, segments
from zjmz_desktop.store.quarantine import Quarantined


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lines of one office that wait for one reason.

    Attributes:
        reason: a `placing.Reason`.
        author: unit id of the office that wrote them.
        author_name: its name.
        count: how many lines (1 for a segment that can't be read).
        message: the sentence of the first of them.
        since: since when, `2018-07-05`.
    """

    reason: str
    author: str
    author_name: str
    count: int
    message: str
    since: str


def quarantined(office: Office) -> tuple[Waiting, ...]:
    """What waits here, by office and reason."""
    whole = {one.name: one.lines for one in segments.all_kept(office.database)}
    return grouped(office, quarantine.listed(office.database), sizes=whole)


def grouped(
    office: Office, items: Iterable[Quarantined], *, sizes: dict[str, int]
) -> tuple[Waiting, ...]:
    """What was set aside, by office and reason.

    Args:
        office: the open office.
        items: lines and whole segments.
        sizes: name of a segment → how many lines it has.
    """
    groups: dict[tuple[str, str], list[Quarantined]] = {}
    for one in items:
        groups.setdefault((one.author, one.reason), []).append(one)
    return tuple(
        Waiting(
            reason,
            author,
            office.units.office_of(author),
            sum(sizes.get(one.segment, 1) if one.is_whole else 1 for one in some),
            message_of(some[0]),
            f"{min(one.since for one in some).astimezone(BEIJING):%Y-%m-%d}",
        )
        for (author, reason), some in sorted(groups.items())
    )


# ---- trying again ----


def retry(office: Office) -> int:
    """Try everything again that waits, until nothing more can be placed; how many lines were.

    One transaction; within the caller's where there is one.
    """
    placed = 0
    with office.database.transaction():
        while some := _once(office):
            placed += some
            office.cache.clear()
            follow_plan(office)
    return placed


def _once(office: Office) -> int:
    waiting = quarantine.listed(office.database)
    if not waiting:
        return 0
    kept = _Segments(office)
    again = {one.segment: opened(kept.read(one.segment)) for one in waiting if one.is_whole}
    sieve = Sieve(office, parts=list(again.values()))
    return sum(_tried(office, one, again=again, how=_How(sieve, kept)) for one in waiting)


class _Segments:
    """Kept segments, each read once."""

    def __init__(self, office: Office) -> None:
        self._database = office.database
        self._read: dict[str, Segment] = {}

    def read(self, name: str) -> Segment:
        if name not in self._read:
            self._read[name] = segments.read(self._database, name)
        return self._read[name]


class _How(NamedTuple):
    sieve: Sieve
    kept: _Segments


def _tried(office: Office, one: Quarantined, *, again: dict[str, Opened], how: _How) -> int:
    if one.is_whole:
        found = how.sieve.segment(again[one.segment])
        if found.aside and found.aside[0].is_whole:
            return 0
    else:
        found = _line(one, how)
        if not found.placed:
            return 0
    quarantine.drop(office.database, [one])
    quarantine.keep(office.database, found.aside)
    _place(office, one.segment, lines=found.placed)
    return len(found.placed)


def _line(one: Quarantined, how: _How) -> Sifted:
    if one.reason == Reason.BAD_LINE or one.line is None:
        return Sifted([], [])
    line = read_one(one.line)
    reason = how.sieve.line(how.kept.read(one.segment), line)
    return Sifted([] if reason else [line], [])


def _place(office: Office, segment: str, *, lines: list[Line]) -> None:
    package = segments.first_package(office.database, segment)
    with office.database.transaction() as conn:
        arriving.insert_all(conn, lines, package_no=package, received_at=office.now())
