"""Where units' months and figures stand: the workflow cells of the store, read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.reviews import CellStage, Figured, cell_stage
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.submissions import (
    SUBMISSION,
    SUBMITTED,
    SUBMITTED_PARTS,
    MonthActs,
    Stage,
    is_of_figure,
    kind_of,
    report_month,
    stage_of,
    to_review,
)
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.locking import acts_of, head_of
from zjmz_desktop.service.written_counts import report_end, reported_value
from zjmz_desktop.store import cells, revisions
from zjmz_desktop.store.cells import StoredCell

_FROM_ABOVE = ("adopted", "confirmed", "proxy")
Stored = Mapping[str, StoredCell]


class Due(NamedTuple):
    """An indicator with the period that is reported with the month shown."""

    indicator: Indicator
    period: Period


def due_here(office: Office, shown: Period, *, unit_id: str) -> tuple[Due, ...]:
    """What a unit, or those below it, report with a month."""

    def found() -> Iterator[Due]:
        for one in office.plan.indicators:
            period = one.due_in(shown.year, shown.last_month)
            if period is not None and fillers(office, one, unit_id=unit_id):
                yield Due(one, period)

    return office.cached(("due", "", shown.code, unit_id), lambda: tuple(found()))


def version_of(office: Office, unit_id: str, *, shown: Period) -> int:
    """How many times the month has been submitted."""
    return len(submissions_made(office, unit_id, shown=shown))


def submissions_made(office: Office, unit_id: str, *, shown: Period) -> list[revisions.Written]:
    """Every submission of a month, the last one first."""
    told = revisions.history(office.database, [submission_cell(office, unit_id, shown=shown)])
    return [one for one in told if one.revision.value.text == SUBMITTED]


def submission_cell(office: Office, unit_id: str, *, shown: Period, part: str = "submit") -> Cell:
    """The address of a workflow act."""
    return Cell(SUBMISSION, unit_id, part, office.plan.year, shown.code)


class MonthStates:
    """Units' cells of one month's report, each unit's read once, when it is first asked for.

    Attributes:
        shown: the month.
    """

    def __init__(self, office: Office, shown: Period) -> None:
        self.shown = shown
        self._office = office
        due = (one.due_in(shown.year, shown.last_month) for one in office.plan.indicators)
        self._periods = {p.code for p in due if p is not None} | {shown.code, str(shown.year)}
        self._acts: dict[str, MonthActs] = {}
        self._stages: dict[str, dict[str, CellStage]] = {}
        self._figured: dict[tuple[str, str], Figured] = {}
        self._cells: dict[str, dict[str, list[StoredCell]]] = {}

    def acts(self, unit_id: str) -> MonthActs:
        """The workflow acts of a unit's month."""
        if unit_id not in self._acts:
            self._acts[unit_id] = acts_of(self._office, unit_id, shown=self.shown)
        return self._acts[unit_id]

    def parts(self, due: Due, *, unit_id: str) -> Stored:
        """Part → cell of a unit's figure in its period, and of the year."""
        return parts_of(self._of(unit_id).get(due.indicator.code, ()), due.period)

    def _of(self, unit_id: str) -> Mapping[str, list[StoredCell]]:
        """Code → a unit's cells of it."""
        if unit_id not in self._cells:
            found = self._cells[unit_id] = {}
            asked, year = self._periods, self._office.plan.year
            read = cells.of_periods(self._office.database, unit_id, periods=asked, year=year)
            for one in that_count(self._office, tuple(read)):
                found.setdefault(one.cell.of, []).append(one)
        return self._cells[unit_id]

    def figured(self, due: Due, *, unit_id: str) -> Figured:
        """The heads that a unit's figure rests on, and what was said of it."""
        key = due.indicator.code, unit_id
        if key not in self._figured:
            self._figured[key] = self._read(due, unit_id=unit_id)
        return self._figured[key]

    def _read(self, due: Due, *, unit_id: str) -> Figured:
        mine = self.parts(due, unit_id=unit_id)
        found = figured_of(self._office, due, parts=mine)
        below = fillers(self._office, due.indicator, unit_id=unit_id)
        seen = [
            stored
            for unit in below
            if unit != unit_id
            for parts in [self.parts(due, unit_id=unit)]
            for stored in (*_of_figure(due, parts), *_from_above(parts))
        ]
        unsettled = found.unsettled or any(one.conflict for one in seen)
        heads = found.heads | {one.head_id for one in seen}
        return replace(found, heads=heads, unsettled=unsettled)

    def proxies(self, due: Due, *, unit_id: str) -> str | None:
        """User of the superior who entered the figure as 代报, where that is what stands; else None."""
        shown = _of_figure(due, self.parts(due, unit_id=unit_id))
        return next((one.user for one in shown if one.cell.part == "proxy"), None)

    def stage(self, due: Due, *, unit_id: str) -> CellStage:
        """Where a unit's figure stands."""
        figured = self.figured(due, unit_id=unit_id)
        return cell_stage(figured, submitted=self.acts(unit_id).submitted)

    def stages(self, unit_id: str) -> dict[str, CellStage]:
        """Indicator code → where the unit's figure stands, of all that is reported with the month."""
        found = self._stages.get(unit_id)
        if found is None:
            due = due_here(self._office, self.shown, unit_id=unit_id)
            found = {one.indicator.code: self.stage(one, unit_id=unit_id) for one in due}
            self._stages[unit_id] = found
        return found

    def month_stage(self, unit_id: str) -> Stage:
        """Where a unit's month stands."""
        acts = self.acts(unit_id)
        return stage_of(acts, self.stages(unit_id).values() if acts.submit is not None else ())

    def to_review(self, unit_id: str) -> int:
        """How many figures of a unit's month wait for the reviewer."""
        return to_review(self.acts(unit_id), self.stages(unit_id).values())

    def submitted_cells(self, unit_id: str) -> tuple[StoredCell, ...]:
        """The unit's own cells that its submission names."""
        found = []
        for code, stored in self._of(unit_id).items():
            found += [c for c in stored if self._is_reported(c, code)]
        return tuple(sorted(found, key=lambda c: c.cell.key))

    def _is_reported(self, stored: StoredCell, code: str) -> bool:
        kind, cell = kind_of(stored.cell.part), stored.cell
        if code == SUBMISSION:
            return kind == "answer" and cell.period == self.shown.code
        known = self._office.plan.indicator_by_code.get(code)
        if known is None or kind not in SUBMITTED_PARTS:
            return False
        if kind in ("opening", "step", "decision"):
            return known.due_in(self.shown.year, self.shown.last_month) is not None
        period = parse_period(cell.period or "")
        return report_month(period, known) == self.shown


def parts_of(stored: Iterable[StoredCell], period: Period) -> Stored:
    """Part → cell of a figure in its period and of the year; a part of the period wins."""
    wanted = (str(period.year), period.code)
    mine = [one for one in stored if one.cell.period in wanted]
    mine.sort(key=lambda one: wanted.index(one.cell.period or ""))
    return {one.cell.part: one for one in mine}


def figured_of(office: Office, due: Due, *, parts: Stored) -> Figured:
    """A unit's own figure by its cells: its heads, and what was said of it."""
    seen = _of_figure(due, parts)
    unsettled = any(one.conflict for one in seen) or _drifted(office, due, parts=parts)
    heads = frozenset(one.head_id for one in seen)
    return Figured(heads, head_of(parts.get("review")), head_of(parts.get("answer")), unsettled)


def accepted_periods(office: Office, indicator: Indicator, *, unit_id: str) -> frozenset[str]:
    """Periods whose figure of a unit was accepted as it stands now."""
    stored = cells.of_form(office.database, indicator.code, unit=unit_id)
    mine = that_count(office, [one for one in stored if one.cell.year == office.plan.year])
    found = set()
    for review in mine:
        if review.cell.part == "review" and review.cell.period:
            period = parse_period(review.cell.period)
            parts = parts_of(mine, period)
            figured = figured_of(office, Due(indicator, period), parts=parts)
            if cell_stage(figured, submitted=frozenset()) is CellStage.ACCEPTED:
                found.add(period.code)
    return frozenset(found)


def _of_figure(due: Due, parts: Stored) -> list[StoredCell]:
    """The unit's own cells of the figure; where it has none, the proxy that stands for it."""
    by = month(due.period.year, due.period.last_month).last_on
    own = [c for c in parts.values() if is_of_figure(c.cell.part, c.value, by=by)]
    proxy = parts.get("proxy")
    return own or ([proxy] if proxy and proxy.value.state is not State.BLANK else [])


def that_count(office: Office, stored: Sequence[StoredCell]) -> list[StoredCell]:
    """Without the numbers that were typed where a register gives the figure: nobody may accept those."""
    doubtful = {one.head_id for one in stored if _is_of_register(office, one)}
    written = revisions.by_ids(office.database, doubtful)
    typed = {name for name in doubtful & written.keys() if written[name].revision.rows is None}
    return [one for one in stored if one.head_id not in typed]


def _is_of_register(office: Office, stored: StoredCell) -> bool:
    """Whether it is a unit's own number of a figure that its rows give."""
    cell = stored.cell
    known = office.plan.indicator_by_code.get(cell.of)
    if known is None or cell.part != "value" or not stored.value.n:
        return False
    return not office.is_typed(known, cell.unit)


def _drifted(office: Office, due: Due, *, parts: Stored) -> bool:
    """Whether rows held here give another count than the one that was submitted."""
    one, written = due.indicator, parts.get("value")
    if written is None or (one.source is None and one.entry is not Entry.ACTIVITY):
        return False
    through = report_end(one, due.period)
    now = reported_value(office, one, unit_id=written.cell.unit, through=through)
    return now is not None and now != written.value


def _from_above(parts: Stored) -> Iterable[StoredCell]:
    found = (parts.get(part) for part in _FROM_ABOVE)
    return (one for one in found if one is not None and one.value.state is not State.BLANK)
