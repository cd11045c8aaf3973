"""区局审核: accept what was seen, return it with reasons, or put an own figure beside it.

The reviewer never edits a unit's cell. An acceptance names the exact heads; a later change of one of them
shows as 改动待复核 by itself.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.reviews import (
    ACCEPTED,
    RETURNED,
    CellStage,
    ReturnNote,
    due_refusal,
    not_acceptable,
    same_filler,
)
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import BLANK, Value, parse_date
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.deadlines import working_days
from zjmz_desktop.service.entering import FieldAt, UnitPeriod, parse_typed, refuse_impossible
from zjmz_desktop.service.month_states import Due, MonthStates, due_here, submission_cell
from zjmz_desktop.service.review_views import clean_codes
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store.revisions import Write

_DAYS_TO_MEND = 3


class Accepted(NamedTuple):
    """What accepting did: how many figures were, and why each of the others was left."""

    changes: ChangeSet
    done: int
    left: tuple[str, ...]

    @property
    def words(self) -> str:
        """How many were accepted, how many were not."""
        if not self.done and not self.left:
            return "没有待接收的数。"
        left = f"{len(self.left)}项没有接收" if self.left else ""
        done = f"已接收{self.done}项" if self.done else ""
        return "，".join(filter(None, (done, left))) + ("：" if left else "。")


def accept(office: Office, at: UnitPeriod, *, codes: Iterable[str]) -> Accepted:
    """接收 figures of a unit's month as they stand now; those that may not be are left, with the reason.

    Raises:
        WriteRefusedError: when this office does not review that unit.
    """
    desk = _Desk(office, at)
    writes, left = desk.acceptances(codes)
    return Accepted(desk.write(writes), len(writes), tuple(left))


def accept_clean(office: Office, at: UnitPeriod) -> Accepted:
    """接收 all figures that nothing speaks against: no warning, no note of a return, no correction."""
    return accept(office, at, codes=clean_codes(office, at))


def accept_whole(office: Office, at: UnitPeriod) -> Accepted:
    """整表接收: every figure of a submitted month, and the table itself.

    Raises:
        WriteRefusedError: when no submission stands, or a figure may not be accepted; nothing is written.
    """
    desk = _Desk(office, at)
    desk.refuse_unsubmitted()
    writes, left = desk.acceptances(desk.to_accept())
    if left:
        more = f"（另有{len(left) - 1}项也不能接收。）" if len(left) > 1 else ""
        raise WriteRefusedError(f"{left[0]}{more}")
    changes = desk.write([*writes, desk.whole(ACCEPTED)])
    return Accepted(changes, len(writes), ())


def return_(
    office: Office, at: UnitPeriod, *, codes: Iterable[str] = (), why: ReturnNote
) -> ChangeSet:
    """退改 figures of a submitted month, or (without codes) the whole table, as one act.

    Raises:
        WriteRefusedError: without a reason, when no submission stands, by another office, or with a day that is over.
        ValueRefusedError: when `due` is no date.
    """
    desk = _Desk(office, at)
    note = _cleaned(office, why).line
    desk.refuse_unsubmitted()
    named = list(dict.fromkeys(codes))
    if not named:
        return desk.write([desk.whole(RETURNED, note=note)])
    return desk.write([desk.review(desk.due(code), text=RETURNED, note=note) for code in named])


def _cleaned(office: Office, why: ReturnNote) -> ReturnNote:
    reason, phone = clean_text(why.reason), clean_text(why.phone)
    if not reason:
        raise WriteRefusedError("还没有写退改意见。请写明哪里不对、怎么改。")
    due = parse_date(why.due) if why.due.strip() else ""
    if refusal := due_refusal(due, today=office.today()):
        raise WriteRefusedError(refusal)
    return ReturnNote(reason, phone, due)


def usual_return_day(office: Office) -> date:
    """By when returned figures are usually mended: the first working day three days from now."""
    return working_days().on_or_after(office.today() + timedelta(_DAYS_TO_MEND))


def adopt(office: Office, at: FieldAt, *, typed: tuple[str, str | None], reason: str) -> ChangeSet:
    """区局采用数: the reviewer's own figure beside the unit's; an empty one takes it back.

    Args:
        office: the open office.
        at: indicator, unit and month; the part is not read.
        typed: number or numerator, and denominator where there is one to type.
        reason: why; printed wherever the figure is.

    Raises:
        WriteRefusedError: without a reason, by another office, or for a kind that is no number.
        ValueRefusedError: when the text is no such figure.
    """
    desk = _Desk(office, UnitPeriod(at.unit_id, at.period))
    said, due = clean_text(reason), desk.due(at.code)
    if not said:
        raise WriteRefusedError("采用数要写明原因。请写明为什么不用上报的数。")
    one = due.indicator
    if one.entry in (Entry.MILESTONE, Entry.NARRATIVE) or one.entries:
        raise WriteRefusedError(f"“{one.name}”不是一个数，不能填采用数。请退改。")
    value = _adopted_value(due, typed)
    cell = Cell(one.code, at.unit_id, "adopted", office.plan.year, due.period.code)
    return desk.write([Write(cell, value, note=said)])


def _adopted_value(due: Due, typed: tuple[str, str | None]) -> Value:
    one, (above, below) = due.indicator, typed
    if not above.strip():
        return BLANK
    value = parse_typed(one, "value", typed=above)
    if one.entry is Entry.RATIO and not one.rate_only:
        if below is None or not below.strip():
            raise ValueRefusedError(above, "没有分母", remedy="请把分子、分母都填上。")
        value = Value(n=value.n, d=parse_typed(one, "value", typed=below).n)
    refuse_impossible(one, value, typed=above)
    return value


class _Desk:
    """One reviewer with one unit's month."""

    def __init__(self, office: Office, at: UnitPeriod) -> None:
        self._office, self._unit = office, office.units.get(at.unit_id)
        self._shown = month(at.period.year, at.period.last_month)
        _refuse_other(office, self._unit)
        self._states = MonthStates(office, self._shown)
        due = due_here(office, self._shown, unit_id=self._unit.id)
        self._due = {one.indicator.code: one for one in due}

    def due(self, code: str) -> Due:
        """The indicator in its period of this month.

        Raises:
            WriteRefusedError: when the unit does not report it with the month.
        """
        name = self._office.plan.indicator(code).name
        if code not in self._due:
            raise WriteRefusedError(
                f"{self._unit.name}{self._shown.title}不报“{name}”。请核对指标和报告期。"
            )
        return self._due[code]

    def refuse_unsubmitted(self) -> None:
        """Refuse when no submission stands."""
        if not self._states.acts(self._unit.id).stands:
            raise WriteRefusedError(
                f"{self._unit.name}{self._shown.title}还没有上报，不能审核。请先催报。"
            )

    def to_accept(self) -> list[str]:
        """Codes of all figures that are there and not accepted."""
        stages = self._states.stages(self._unit.id)
        return [c for c, s in stages.items() if s not in (CellStage.BLANK, CellStage.ACCEPTED)]

    def acceptances(self, codes: Iterable[str]) -> tuple[list[Write], list[str]]:
        """(what is to be written, why each of the others may not be accepted)."""
        writes, left = [], []
        for code in dict.fromkeys(codes):
            due = self.due(code)
            reason = self._why_not(due)
            if reason:
                left.append(reason)
            elif self._states.stage(due, unit_id=self._unit.id) is not CellStage.ACCEPTED:
                writes.append(self.review(due, text=ACCEPTED))
        return writes, left

    def _why_not(self, due: Due) -> str:
        states, unit, name = self._states, self._unit, due.indicator.name
        figured, stage = states.figured(due, unit_id=unit.id), states.stage(due, unit_id=unit.id)
        phoned = states.proxies(due, unit_id=unit.id)
        stands = states.acts(unit.id).stands or phoned is not None
        words = not_acceptable(name, stage=stage, unsettled=figured.unsettled, submitted=stands)
        if words or phoned is None or phoned != self._office.user:
            return words
        return same_filler([name], user=self._office.user_name, office=self._office.unit.office)

    def review(self, due: Due, *, text: str, note: str | None = None) -> Write:
        """接收 or 退改 of one figure as it stands."""
        heads = self._states.figured(due, unit_id=self._unit.id).heads
        value = Value(text=text, refs=tuple(sorted(heads)))
        year, period = self._office.plan.year, due.period.code
        cell = Cell(due.indicator.code, self._unit.id, "review", year, period)
        return Write(cell, value, note=note)

    def whole(self, text: str, *, note: str | None = None) -> Write:
        """整表接收 or 整表退改: it names the submission and the heads that stand."""
        submit = self._states.acts(self._unit.id).submit
        heads = {one.head_id for one in self._states.submitted_cells(self._unit.id)}
        refs = tuple(sorted(heads | ({submit.id} if submit is not None else set())))
        cell = submission_cell(self._office, self._unit.id, shown=self._shown, part="review")
        return Write(cell, Value(text=text, refs=refs), note=note)

    def write(self, writes: list[Write]) -> ChangeSet:
        """Write it all as one act."""
        return self._office.write(writes) if writes else ChangeSet()


def _refuse_other(office: Office, unit: Unit) -> None:
    """Only the office directly above a unit reviews it."""
    above = office.units.parent(unit.id)
    if above is None or above.id != office.unit.id:
        told = f"由{above.office}审核" if above is not None else "没有上级审核"
        raise WriteRefusedError(f"{unit.name}的数{told}，{office.unit.name}不能审核。")
