"""Two states of the office compared: what a unit and those below it stood at then and stand at now, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zjmz_desktop.domain.annual_history import changed_words
from zjmz_desktop.domain.difference_sheet import difference_table
from zjmz_desktop.domain.difference_words import (
    DifferenceRow,
    Told,
    reported_words,
    rows,
    sentences,
)
from zjmz_desktop.domain.differences import Account, Place, account_of, difference
from zjmz_desktop.domain.drift import plan_changes
from zjmz_desktop.domain.moments import Moment
from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import RETURNED, read_return
from zjmz_desktop.domain.revisions import Revision
from zjmz_desktop.domain.sheet_tables import SheetTable
from zjmz_desktop.service.as_of import as_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported, write_sheets
from zjmz_desktop.service.gathering_history import history_told
from zjmz_desktop.service.rolling import judging, totals
from zjmz_desktop.service.wording import act_words
from zjmz_desktop.store import revisions

NOW = "现在"
SAME = "没有变化。"
_TOLD_PARTS = {"note": "情况说明", "check": "审核说明"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states, compared.

    Attributes:
        titles: what the state then and the state now are called.
        head: 「比7月5日，丹徒区截至2018年6月底的数：」.
        told: the difference with what its words are made from.
        rows: every figure that changed.
        sentences: one an indicator.
        reported: who had not reported then and has now, and the other way round.
        plan_changes: what the plan in force now brings against the one then.
    """

    titles: tuple[str, str]
    head: str
    told: Told
    rows: tuple[DifferenceRow, ...]
    sentences: tuple[str, ...]
    reported: tuple[str, ...]
    plan_changes: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it as text to be copied, one sentence a line."""
        plans = (f"工作要点：{words}。" for words in self.plan_changes)
        lines = (*self.reported, *self.sentences, *self.told.progress, *plans)
        return "\n".join((self.head, *(lines or (SAME,))))

    def table(self) -> SheetTable:
        """The rows as a sheet."""
        return difference_table(self.told, title=self.head.rstrip("："), heads=self.titles)


def compare(
    office: Office, at: UnitPeriod, *, then: Moment | None, now: Moment | None = None
) -> Compared:
    """What lies between two moments; None is the present.

    Args:
        office: the open office; it is only read.
        at: whose figures, cumulative to which month.
        then: the state that is compared with.
        now: the state that is told.
    """
    with as_of(office, then) as before, as_of(office, now) as after:
        found = difference(_account(before, at), _account(after, at))
        plans = old, new = before.plan, after.plan
        units = judging(after, at.period).units
        reasons = _reasons(after, at.period, ends=_ends(office, then, now))
        progress = _progress(before, after, at=at)
    told = Told(found, at.unit_id, plans, units, reasons, progress)
    titles = (_title(then), _title(now))
    of = f"{office.units.get(at.unit_id).name}截至{at.period.title}底的数"
    head = f"{'' if now is None else titles[1]}比{titles[0]}，{of}："
    changed = tuple(one.words for one in plan_changes(old, new)) if old != new else ()
    return Compared(titles, head, told, rows(told), sentences(told), reported_words(told), changed)


def write_compared(office: Office, found: Compared, *, target: Path) -> Exported:
    """The table as a workbook, CSV or PDF."""
    return write_sheets(office, (found.table(),), target=target)


def _title(moment: Moment | None) -> str:
    return NOW if moment is None else moment.title


def _account(office: Office, at: UnitPeriod) -> Account:
    found = totals(office, at.unit_id, through=at.period)
    return account_of(office.plan.sha256, found.values())


def _progress(before: Office, after: Office, *, at: UnitPeriod) -> tuple[str, ...]:
    """What the unit told of months before this one, where it is told otherwise now."""
    names = {one.code: one.name for plan in (before.plan, after.plan) for one in plan.indicators}
    then, now = (history_told(office, at) for office in (before, after))
    return tuple(f"{words}。" for words in changed_words(then, now, names=names))


def _ends(office: Office, *moments: Moment | None) -> tuple[int, int]:
    """The positions between which the difference came about, the earlier one first."""
    last = revisions.last_log_no(office.database)
    places = [last if one is None else one.position for one in moments]
    return min(places), max(places)


# ---- reasons ----


def _reasons(
    office: Office, through: Period, *, ends: tuple[int, int]
) -> dict[Place, Sequence[str]]:
    """(indicator, unit) → what was written between the two about why: 更正：漏报2个; 情况说明：….

    A reason noted with a register's row is one of each indicator that counts the register.
    """
    fed: dict[str, list[str]] = {}
    for one in office.plan.indicators:
        if one.source is not None:
            fed.setdefault(one.source.register, []).append(one.code)
    found: dict[Place, dict[str, None]] = {}
    for written in revisions.noted_between(office.database, ends[0], upto=ends[1]):
        cell, words = written.revision.cell, _words(office, written.revision)
        if not words or (cell.period and parse_period(cell.period).last_on > through.last_on):
            continue
        for code in fed.get(cell.of, [cell.of]):
            found.setdefault((code, cell.unit), {})[words] = None
    return {place: tuple(words) for place, words in found.items()}


def _words(office: Office, revision: Revision) -> str:
    """What stands behind the unit's name: 更正：漏报2个; who wrote it where that was not the unit."""
    author = office.units.get(revision.author).name
    if revision.cell.part == "review" and revision.value.text == RETURNED:
        return f"被{author}退改，退改意见：{_bare(read_return(revision.note or '').reason)}"
    said = _said(revision)
    return f"由{author}{said}" if said and revision.author != revision.cell.unit else said


def _said(revision: Revision) -> str:
    kind = _TOLD_PARTS.get(revision.cell.part.partition("/")[0])
    if kind is not None:
        return f"{kind}：{_bare(revision.value.text)}" if revision.value.text else ""
    said = act_words(revision.act, _bare(revision.note or ""))
    return said if revision.act is not None else f"注明：{said}"


def _bare(text: str) -> str:
    """On one line and without the stop at its end: it becomes part of a sentence."""
    return "".join(line.strip() for line in text.splitlines()).rstrip("。；，.;,")
