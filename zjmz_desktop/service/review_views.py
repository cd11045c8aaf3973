"""What a reviewer sees: the queue of units, and each figure with all that stands beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zjmz_desktop.domain.errors import UnknownUnitError
from zjmz_desktop.domain.evidence import PREFIX
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.domain.reviews import CellStage, ReturnNote
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.checking import problems_of
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.explaining import exact_total, exact_words
from zjmz_desktop.service.figuring import figure_in, figures_last_year
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.month_states import Due, MonthStates, due_here, submission_cell
from zjmz_desktop.service.returns import return_note
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.wording import act_words
from zjmz_desktop.store import revisions
from zjmz_desktop.store.cells import StoredCell


@dataclass(frozen=True, slots=True)
class UnitQueue:
    """One unit's month in the reviewer's queue.

    Attributes:
        unit_id: whose.
        name: its name.
        stage: where the month stands.
        version: 第n版, 0 where nothing was submitted.
        received_on: day on which the last submission came in.
        total: figures there; the following are some of them.
        proxied: figures that are 代报.
        to_review: figures that wait for the reviewer, whatever became of the others.
    """

    unit_id: str
    name: str
    stage: Stage
    version: int
    received_on: date | None
    total: int
    accepted: int
    waiting: int
    returned: int
    answered: int
    changed: int
    proxied: int
    to_review: int

    @property
    def waits(self) -> bool:
        """Whether the reviewer has something to do here."""
        return self.stage in (Stage.SUBMITTED, Stage.CHANGED) or self.to_review > 0

    @property
    def beside_returned(self) -> int:
        """Figures to review that the words of a returned month would hide."""
        return self.to_review - self.changed if self.stage is Stage.RETURNED else 0

    @property
    def words(self) -> str:
        """已上报（第2版），12/30项已接收，退改1项."""
        if not self.version:
            return f"{self.stage.words}，代报{self.proxied}项" if self.proxied else self.stage.words
        told = [f"{self.stage.words}（第{self.version}版）"]
        told.append(f"{self.accepted}/{self.total}项已接收")
        for n, what in (
            (self.beside_returned, "待审核"),
            (self.returned, "退改"),
            (self.answered, "已答复"),
            (self.changed, "改动待复核"),
        ):
            told += [f"{what}{n}项"] if n else []
        return "，".join(told)


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """One figure as its reviewer sees it; texts are "" where nothing is.

    Attributes:
        stage: where it stands.
        figure: what the unit reports in the period, in words; of a register what was written at
            submission, of units above those that fill it the total.
        last: the same of the period before.
        last_year: the same of the year before.
        problems: its checks, with the reasons given.
        note: 情况说明.
        evidence: number of files.
        adopted: 区局采用数, `adopted_why` its reason.
        proxy: 代报, `proxy_from` who, how and when.
        act: 补报, 更正 … with its reason, of the figure's last write.
        why: the return that stands.
        answer: the unit's answer to it.
        heads: ids of the revisions that accepting names.
        clean: whether nothing speaks against accepting it unseen.
    """

    code: str
    name: str
    measure_unit: str
    period: Period
    stage: CellStage
    figure: str
    last: str
    last_year: str
    problems: tuple[Problem, ...]
    note: str
    evidence: int
    adopted: str
    adopted_why: str
    proxy: str
    proxy_from: str
    act: str
    why: ReturnNote | None
    answer: str
    heads: tuple[str, ...]
    clean: bool


def queue(office: Office, period: Period, *, unit_id: str = "") -> tuple[UnitQueue, ...]:
    """The units directly below one (default: this office) with where their month stands."""
    shown = month(period.year, period.last_month)
    states = MonthStates(office, shown)
    units = office.units.children(unit_id or office.unit.id)
    return tuple(unit_queue(office, states, unit_id=u.id) for u in units if u.ended_on is None)


def unit_queue(office: Office, states: MonthStates, *, unit_id: str) -> UnitQueue:
    """One unit's month."""
    stages = states.stages(unit_id)
    due = due_here(office, states.shown, unit_id=unit_id)
    submissions = submitted_on(office, unit_id, shown=states.shown)

    def count(*wanted: CellStage) -> int:
        return sum(stage in wanted for stage in stages.values())

    return UnitQueue(
        unit_id=unit_id,
        name=office.units.get(unit_id).name,
        stage=states.month_stage(unit_id),
        version=len(submissions),
        received_on=submissions[-1] if submissions else None,
        total=len(stages) - count(CellStage.BLANK),
        accepted=count(CellStage.ACCEPTED),
        waiting=count(CellStage.WAITING),
        returned=count(CellStage.RETURNED),
        answered=count(CellStage.ANSWERED, CellStage.RESUBMITTED),
        changed=count(CellStage.CHANGED),
        proxied=sum(states.proxies(one, unit_id=unit_id) is not None for one in due),
        to_review=states.to_review(unit_id),
    )


def submitted_on(office: Office, unit_id: str, *, shown: Period) -> tuple[date, ...]:
    """Days on which each submission of a unit's month came in, in order."""
    cell = submission_cell(office, unit_id, shown=shown)
    told = revisions.history(office.database, [cell])
    made = [one.id for one in reversed(told) if one.revision.value.text == "submitted"]
    at = revisions.received_at(office.database, made)
    return tuple(at[name].astimezone(BEIJING).date() for name in made)


def review_cells(office: Office, at: UnitPeriod) -> tuple[ReviewCell, ...]:
    """Each figure of a unit's month with all that a reviewer needs beside it, blank ones too.

    Raises:
        UnknownUnitError: when there is no such unit.
    """
    unit = office.units.get(at.unit_id)
    if unit.id != office.unit.id and not office.units.is_below(unit.id, office.unit.id):
        raise UnknownUnitError(at.unit_id)
    states = MonthStates(office, month(at.period.year, at.period.last_month))
    due = due_here(office, states.shown, unit_id=unit.id)
    return tuple(_cell(office, states, due=one, unit_id=unit.id) for one in due)


def reviewed_again(
    office: Office, at: UnitPeriod, *, codes: Iterable[str]
) -> tuple[UnitQueue, tuple[ReviewCell, ...]]:
    """The unit's line of the queue and some of its figures, read again after something was decided."""
    states, wanted = MonthStates(office, month(at.period.year, at.period.last_month)), set(codes)
    due = due_here(office, states.shown, unit_id=at.unit_id)
    mine = [one for one in due if one.indicator.code in wanted]
    told = tuple(_cell(office, states, due=one, unit_id=at.unit_id) for one in mine)
    return unit_queue(office, states, unit_id=at.unit_id), told


def clean_codes(office: Office, at: UnitPeriod) -> tuple[str, ...]:
    """Indicators of a unit's month that can be accepted unseen."""
    return tuple(one.code for one in review_cells(office, at) if one.clean)


def _cell(office: Office, states: MonthStates, *, due: Due, unit_id: str) -> ReviewCell:
    one, parts = due.indicator, states.parts(due, unit_id=unit_id)
    figured, stage = states.figured(due, unit_id=unit_id), states.stage(due, unit_id=unit_id)
    unit = office.units.get(unit_id)
    problems = problems_of(office, one, unit=unit, period=due.period)
    figure, act = _Figures(office, due, unit_id=unit_id), _act(office, parts.get("value"))
    spotless = not (problems or figured.unsettled or act or parts.get("proxy"))
    submitted = states.acts(unit_id).stands
    return ReviewCell(
        code=one.code,
        name=one.name,
        measure_unit=one.unit,
        period=due.period,
        stage=stage,
        figure=figure.now(parts.get("value")),
        last=figure.before(),
        last_year=figure.last_year(),
        problems=problems,
        note=_text(parts.get("note")),
        evidence=sum(_is_file(part, stored) for part, stored in parts.items()),
        adopted=_words(parts.get("adopted")),
        adopted_why=_note(office, parts.get("adopted")),
        proxy=_words(parts.get("proxy")),
        proxy_from=_text(parts.get("proxy")),
        act=act,
        why=return_note(office, parts["review"].cell) if stage in _RETURNED else None,
        answer=_text(parts.get("answer")) if stage in _RETURNED[1:] else "",
        heads=tuple(sorted(figured.heads)),
        clean=submitted and stage is CellStage.WAITING and spotless,
    )


_RETURNED = (CellStage.RETURNED, CellStage.ANSWERED, CellStage.RESUBMITTED)
_REVIEWED_ACTS = ("late", "correction")


def _is_file(part: str, stored: StoredCell) -> bool:
    return part.startswith(PREFIX) and stored.value.state is not State.BLANK


def _text(stored: StoredCell | None) -> str:
    return (stored.value.text or "") if stored is not None else ""


def _words(stored: StoredCell | None) -> str:
    return _value_words(stored.value) if stored is not None else ""


def _value_words(value: Value) -> str:
    if value.state in (State.NOT_APPLICABLE, State.NOT_BEGUN):
        return value.state.words
    return exact_words(value) or ""


def _note(office: Office, stored: StoredCell | None) -> str:
    if stored is None:
        return ""
    heads = revisions.heads(office.database, stored.cell)
    return next((one.revision.note for one in heads if one.revision.note), "")


def _act(office: Office, stored: StoredCell | None) -> str:
    """补报 or 更正 of the figure's last write, with its reason."""
    if stored is None or stored.act not in _REVIEWED_ACTS:
        return ""
    return act_words(stored.act, _note(office, stored))


class _Figures:
    """A unit's figure of a period, of the one before and of the year before, in words."""

    def __init__(self, office: Office, due: Due, *, unit_id: str) -> None:
        self._office, self._one, self._unit = office, due.indicator, unit_id
        self._period = due.period
        self._typed = _is_typed(due.indicator) and fillers(
            office, due.indicator, unit_id=unit_id
        ) == (unit_id,)

    def now(self, own: StoredCell | None) -> str:
        """The figure of the period: as it was reported, else what is effective."""
        return (_words(own) if self._typed or self._one.source else "") or self._in(self._period)

    def before(self) -> str:
        """The figure of the period before, in the plan's year or as typed for the year before."""
        before = self._period.previous()
        if before.year == self._office.plan.year or self._typed:
            return self._in(before)
        return ""

    def last_year(self) -> str:
        """The figure of the year before, where it was typed for comparison."""
        if self._typed:
            return self._in(self._period.last_year())
        through = month(self._period.year, self._period.last_month)
        figure = figures_last_year(self._office, self._one, through=through).get(self._unit)
        return _value_words(Value(n=figure.n, d=figure.d)) if figure is not None else ""

    def _in(self, period: Period) -> str:
        if self._typed:
            figure = figure_in(self._office, self._one, period=period).get(self._unit)
            if figure is None or figure.not_applicable or figure.not_begun:
                return _state_words(figure)
            return _value_words(Value(n=figure.n, d=figure.d))
        through = month(period.year, period.last_month)
        found = total(self._office, self._one, unit_id=self._unit, through=through)
        if self._one.entry is Entry.MILESTONE and found.sum.d:
            return f"{found.sum.n:f}/{found.sum.d:f}步"
        return (exact_total(self._one, found) or "") if found.sum.reported else ""


def _state_words(figure: Figure | None) -> str:
    if figure is None:
        return ""
    state = State.NOT_APPLICABLE if figure.not_applicable else State.NOT_BEGUN
    return state.words


def _is_typed(one: Indicator) -> bool:
    """Whether a period's figure is one number or one pair of numbers."""
    numbers = (Entry.NUMBER, Entry.RATIO, Entry.PER_BASE)
    return one.source is None and one.entry in numbers
