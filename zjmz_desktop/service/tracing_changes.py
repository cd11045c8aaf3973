"""Who changed a figure that a printed paper holds, and when."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.paper_kinds import PAPER
from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office, register_behind
from zjmz_desktop.service.edits_since import ORDER, SENTENCE
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.guarding import YEARLY
from zjmz_desktop.service.register_readings import counting_unit, rows_of
from zjmz_desktop.store import revisions

_FIGURE_PARTS = frozenset(
    (
        "value",
        "removed",
        "opening",
        "adopted",
        "proxy",
        "confirmed",
        "decision",
        "step",
        "tick",
    )
)
_OWN_WORDS = (SENTENCE, ORDER)
_TARGET = frozenset(("target",))
_IN_FORCE = {
    "value": (Origin.OWN,),
    "confirmed": (Origin.CONFIRMED,),
    "proxy": (Origin.PROXY,),
}
_TEXT_PARTS = {
    "note": frozenset(("note",)),
    "check_note": frozenset(("check",)),
    "narrative": frozenset(("value", "proxy")),
    "decision": frozenset(("decision",)),
    "step": frozenset(("step",)),
    "estimate": frozenset(("estimate",)),
    "question": frozenset(("choice",)),
    "returned": frozenset(("review", "answer")),
    "origin": frozenset(("adopted", "proxy")),
    "month": frozenset(("value", "removed", "adopted", "proxy")),
    "version": frozenset(("value", "flash", "annual")),
    "history": _FIGURE_PARTS | {"note"},
}
_Found = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Span:
    """What is looked through: writes since a paper was made, of what counts at the end of its month.

    Attributes:
        since: position of the log when the paper was made.
        through: the last month that it counts.
    """

    since: int
    through: Period


def traced(office: Office, changes: Iterable[Change], *, span: Span) -> tuple[Change, ...]:
    """Changes with the name and the time of the last write behind each, where one is known.

    Of a sum over units it is the last among those of its parts that changed, which stand before it;
    where others wrote some of them, 等 says so.
    """
    every = list(changes)
    below = _parts(office, every)
    writes: list[_Found | None] = []
    for no, one in enumerate(every):
        found = [writes[part] for part in below[no]] or [_last_write(office, one, span=span)]
        writes.append(max(filter(None, found), default=None))
    written = revisions.by_ids(office.database, (w[1] for w in writes if w))
    named = [
        _told(office, one, written=written.get(write[1]) if write else None)
        for one, write in zip(every, writes, strict=True)
    ]
    return tuple(
        replace(one, by=f"{one.by}等") if len({named[part].by for part in parts}) > 1 else one
        for one, parts in zip(named, below, strict=True)
    )


def _parts(office: Office, changes: Sequence[Change]) -> list[list[int]]:
    """Of each change which of those before it are of the parts of its sum."""
    figures: dict[str, list[int]] = {}
    found = []
    for no, one in enumerate(changes):
        before = figures.setdefault(one.code, []) if not one.kind else []
        found.append([at for at in before if office.units.is_below(changes[at].unit, one.unit)])
        before.append(no)
    return found


def _told(office: Office, one: Change, *, written: revisions.Written | None) -> Change:
    if written is None:
        return one
    revision = written.revision
    at = revision.clock.at.astimezone(BEIJING)
    unit = office.units.by_id.get(revision.author)
    who = office.name_of_user(revision.author, revision.user)
    return replace(
        one, by=f"{unit.name if unit else revision.author}{who}", at=f"{at:%Y-%m-%d %H:%M}"
    )


def _last_write(office: Office, one: Change, *, span: Span) -> _Found | None:
    if one.kind in _OWN_WORDS:
        return _of_words(office, one, span=span)
    if not one.code:
        return None
    parts = _TEXT_PARTS.get(one.kind) or (_TARGET if one.of_target else _FIGURE_PARTS)
    indicator = office.plan.indicator_by_code.get(one.code)
    found = [_of_cells(office, one, parts=parts, span=span)]
    if indicator is not None and not one.kind and not one.of_target:
        found += [_of_rows(office, indicator, unit=one.unit, since=span.since)]
    return max(filter(None, found), default=None)


def _of_words(office: Office, one: Change, *, span: Span) -> _Found | None:
    """The last write to a sentence or an order, of the paper's month or an earlier one."""
    written = revisions.newest(office.database, PAPER, units=[one.unit], since=span.since)
    for log_no, name, cell in written:
        if cell.part == f"{one.kind}/{one.code}" and _is_by(cell, last=span.through):
            return log_no, name
    return None


def _of_cells(office: Office, one: Change, *, parts: Collection[str], span: Span) -> _Found | None:
    """The last write to a cell of the unit; of what it told of an earlier month, also of the units below."""
    units = [one.unit] if not one.period else _at_or_below(office, one.unit)
    counts = _counting(office, one, through=span.through)
    written = revisions.newest(office.database, one.code, units=units, since=span.since)
    for log_no, name, cell in written:
        if cell.part.partition("/")[0] in parts and _is_told_by(cell, one) and counts(cell):
            return log_no, name
    return None


def _counting(office: Office, one: Change, *, through: Period) -> Callable[[Cell], bool]:
    """Whether a cell has a say in a change: none of a later month, of a figure none that is outranked."""
    indicator = office.plan.indicator_by_code.get(one.code)
    if one.kind or indicator is None:
        return partial(_is_by, last=through)
    figure = figures_through(office, indicator, through=through).get(one.unit)
    periods = {p.code for p in counted_periods(indicator, through)} | {str(through.year)}
    return partial(_is_in_force, figure=figure, periods=periods)


def _is_by(cell: Cell, *, last: Period) -> bool:
    yearly = cell.part.partition("/")[0] in YEARLY
    return yearly or not cell.period or parse_period(cell.period).last_on <= last.last_on


def _is_in_force(cell: Cell, *, figure: Figure | None, periods: Collection[str]) -> bool:
    """Whether the figure hangs on the cell as it stands: not on a 代报 beside an own figure."""
    if cell.period and cell.period not in periods:
        return False
    told = dict(figure.origins) if figure else {}
    if figure is None or (told and cell.period not in told):
        return True
    origin = told.get(cell.period or "", figure.origin)
    return origin in _IN_FORCE.get(cell.part, Origin)


def _at_or_below(office: Office, unit_id: str) -> list[str]:
    every = office.units.by_id.values()
    return [unit_id, *(unit.id for unit in every if office.units.is_below(unit.id, unit_id))]


def _is_told_by(cell: Cell, one: Change) -> bool:
    """Whether a change hangs on the cell; what was told of an earlier month, not on a later one's."""
    part = cell.part.partition("/")[0]
    if not one.period or part in YEARLY:
        return True
    told, written = (parse_period(code).last_on for code in (one.period, cell.period or ""))
    return written == told if part == "note" else written <= told


def _of_rows(office: Office, indicator: Indicator, *, unit: str, since: int) -> _Found | None:
    """The last write to a row of the indicator's register that counts, or counted, for the unit."""
    register = register_behind(indicator)
    if not register:
        return None
    here = {row.id: row for row in rows_of(office, register)}
    units = office.units

    def counts(cell: Cell) -> bool:
        row = here.get(cell.row or "")
        return (
            cell.unit == unit
            if row is None
            else counting_unit(indicator.level, row=row, units=units) == unit
        )

    for log_no, name, cell in revisions.newest(
        office.database, register, units=units.by_id, since=since
    ):
        if counts(cell):
            return log_no, name
    return None
