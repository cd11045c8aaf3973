"""The office as it stood: at a place in its log, an instant, a package, a submission.

Every service works on it unchanged; nothing can be written, and it is gone when it is closed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zjmz_desktop.domain.check_codes import grouped, read_code
from zjmz_desktop.domain.errors import quoted
from zjmz_desktop.domain.moments import (
    AskedSubmission,
    Moment,
    MomentError,
    MomentKind,
    UnknownMomentError,
    instant_words,
    is_grouped_code,
    last_ended,
    read_instant,
    read_position,
    read_submission,
)
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.submissions import SUBMITTED
from zjmz_desktop.service.context import Office, sources_of
from zjmz_desktop.service.month_states import submission_cell
from zjmz_desktop.service.plan_taking import plan_said
from zjmz_desktop.service.records import stored_plan
from zjmz_desktop.store import as_of as past_stores
from zjmz_desktop.store import log, packages, projections, reports, revisions
from zjmz_desktop.store.as_of import Snapshot
from zjmz_desktop.store.packages import Direction, StoredPackage
from zjmz_desktop.store.reports import ReportRecord
from zjmz_desktop.store.revisions import Written

_SHORTEST_ID = 8


# ---- opening ----


@contextmanager
def as_of(office: Office, moment: Moment | None) -> Iterator[Office]:
    """The office as it stood at a moment; the office itself where none is asked for.

    Args:
        office: the open office; it is only read.
        moment: when, see `find_moment`.
    """
    if moment is None:
        yield office
        return
    past = open_past(office, moment)
    try:
        yield past
    finally:
        past.close()


def open_past(office: Office, moment: Moment) -> Office:
    """The office as it stood at a moment, read-only; the caller closes it."""
    copy = past_stores.snapshot(office.database, moment.position)
    try:
        _put_plan_back(copy, office)
        copy.seal()
        past = Office(copy, clock=lambda: moment.at, user=office.user)
    except BaseException:
        copy.close()
        raise
    past.position = moment.position
    past.present = office
    return past


def _put_plan_back(copy: Snapshot, office: Office) -> None:
    """The plan that was in force then, by what the issuing office had said by then."""
    name = plan_said(copy, office.plan)
    if name != office.plan.sha256:
        projections.set_sources(copy, sources_of(stored_plan(copy, name)))
        copy.set_meta("plan", name)


def month_told(office: Office, moment: Moment) -> Period:
    """The month that a moment belongs to: of a submission, package or report its own, else the last that had ended."""
    code = ""
    if moment.kind is MomentKind.SUBMISSION and (asked := read_submission(moment.name)):
        code = asked.period
    elif moment.kind is MomentKind.PACKAGE and (package := _package(office, moment.name)):
        code = package.period
    elif moment.kind is MomentKind.REPORT:
        record = reports.with_code(office.database, read_code(moment.name))
        code = record.through if record else ""
    told = parse_period(code) if code else last_ended(moment.at, year=office.plan.year)
    return month(told.year, told.last_month)


# ---- finding ----


def find_moment(office: Office, text: str) -> Moment:
    """The moment that a text names.

    Args:
        office: the open office.
        text: a day (its end) or an instant in Beijing time, a position of the log, a package by the name of
            its file or the beginning of its id, `unit/period/n` for a submission, or the 核验码 of a report.

    Raises:
        UnknownMomentError: when it names none.
        MomentError: when it lies before the first line.
    """
    said = text.strip()
    ways: tuple[Callable[[Office, str], Moment | None], ...] = (
        _by_instant,
        _by_position,
        _by_submission,
        _by_package,
        _by_report,
    )
    for way in ways:
        if (found := way(office, said)) is not None:
            return found
    raise UnknownMomentError(said)


def _by_instant(office: Office, text: str) -> Moment | None:
    at = read_instant(text)
    if at is None:
        return None
    whole_day = "T" not in text and " " not in text
    words = instant_words(at, year=office.plan.year, whole_day=whole_day)
    now = (office.present or office).now().astimezone(at.tzinfo)
    if at.date() > now.date() or (at > now and not whole_day):
        raise MomentError(f"{words}还没有到，没有那时的数据。请改用现在以前的时点。")
    position = log.place_at(office.database, at)
    if not position:
        raise MomentError(f"{words}时这里还没有数据。请改用晚一些的时点。")
    return Moment(MomentKind.INSTANT, position, at, words, text)


def _by_position(office: Office, text: str) -> Moment | None:
    position, last = read_position(text), revisions.last_log_no(office.database)
    if position is None or (position > last and _package(office, text) is not None):
        return None
    if not 0 < position <= last:
        raise MomentError(f"没有第{text}号记录：这里的记录从第1号到第{last}号。请核对后再试。")
    return _moment(
        office, position, kind=MomentKind.POSITION, words=f"第{position}号记录", name=text
    )


def _by_package(office: Office, text: str) -> Moment | None:
    package = _package(office, text)
    return None if package is None else package_moment(office, package)


def _by_submission(office: Office, text: str) -> Moment | None:
    asked = read_submission(text)
    if asked is None:
        return None
    period = parse_period(asked.period)
    shown = month(period.year, period.last_month)
    made = submissions(office, asked.unit, shown=shown)
    number = len(made) if asked.number is None else asked.number
    if not 0 < number <= len(made):
        raise MomentError(_no_submission(office, asked, shown=shown, made=len(made)))
    return submission_moment(office, made[number - 1], number=number)


def _no_submission(office: Office, asked: AskedSubmission, *, shown: Period, made: int) -> str:
    unit = office.units.get(asked.unit)
    told = f"只有{made}次" if made else "没有"
    return f"{unit.name}{shown.title}在这里{told}上报的记录。请核对单位、报告期和次数。"


def _by_report(office: Office, text: str) -> Moment | None:
    if not is_grouped_code(text):
        return None
    record = reports.with_code(office.database, read_code(text))
    return None if record is None else report_moment(office, record)


def report_moment(office: Office, record: ReportRecord) -> Moment:
    """When a report was printed."""
    day = instant_words(record.made_at, year=office.plan.year)
    words = f"{day}打印{quoted(record.name)}时"
    return Moment(MomentKind.REPORT, record.position, record.made_at, words, grouped(record.code))


def submissions(office: Office, unit_id: str, *, shown: Period) -> tuple[Written, ...]:
    """Every submission of a unit's month that is here, the first one first."""
    unit = office.units.get(unit_id)
    told = revisions.history(office.database, [submission_cell(office, unit.id, shown=shown)])
    return tuple(w for w in reversed(told) if w.revision.value.text == SUBMITTED)


def submission_moment(office: Office, written: Written, *, number: int) -> Moment:
    """Just after a submission was made here, or its package had come in whole."""
    cell = written.revision.cell
    brought = packages.brought(office.database, [written.id]).get(written.id)
    position = written.log_no if brought is None else _come_in(office, brought, line=written.log_no)
    shown = parse_period(cell.period or "")
    unit = office.units.get(cell.unit)
    words = f"{unit.name}{shown.last_month}月上报第{number}版"
    name = f"{unit.id}/{shown.code}/{number}"
    return _moment(office, position, kind=MomentKind.SUBMISSION, words=words, name=name)


def package_moment(office: Office, package: StoredPackage) -> Moment:
    """Just after a package had come in, or when it was made here."""
    came = package.direction is Direction.IN
    position = _come_in(office, package) if came else package.handled.position
    words = f"{'导入' if came else '生成'}{quoted(package.name)}"
    return _moment(office, position, kind=MomentKind.PACKAGE, words=words, name=package.id)


def _come_in(office: Office, package: StoredPackage, *, line: int = 0) -> int:
    """Where a package, or a line of it, had come in with all else that it brought."""
    acts = packages.acts(office.database, package.no)
    after = [one.handled.position for one in acts if one.handled.position >= line]
    return after[0] if after else line


def _package(office: Office, text: str) -> StoredPackage | None:
    every = (one for way in Direction for one in packages.all_of(office.database, way))
    return next(
        (
            one
            for one in every
            if one.name == text or (len(text) >= _SHORTEST_ID and one.id.startswith(text))
        ),
        None,
    )


def _moment(office: Office, position: int, *, kind: MomentKind, words: str, name: str) -> Moment:
    """A moment whose instant is the log's: 导入“…”后（7月3日17:05）."""
    at = log.instant_of(office.database, position) or office.now()
    day = instant_words(at, year=office.plan.year)
    return Moment(kind, position, at, f"{words}后（{day}）", name)
