"""Who changed a figure that a printed paper holds, and when."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office, register_behind
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
        "target",
    )
)
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


def traced(office: Office, changes: Iterable[Change], *, since: int) -> tuple[Change, ...]:
    """Changes with the name and the time of the last write behind each.

    Of a sum over units it is the last among those of the units below it, which stand before it.

    Args:
        office: the open office.
        changes: the units below before the sum over them.
        since: position of the log when the paper was made.
    """
    found: list[tuple[Change, _Found | None]] = []
    last: dict[str, _Found] = {}
    for one in changes:
        write = _last_write(office, one, since=since)
        if not one.kind:
            write = max(filter(None, (write, last.get(one.code))), default=None)
        if write is not None and not one.kind:
            last[one.code] = write
        found.append((one, write))
    written = revisions.by_ids(office.database, (w[1] for _, w in found if w))
    return tuple(
        _told(office, one, written=written.get(write[1]) if write else None) for one, write in found
    )


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


def _last_write(office: Office, one: Change, *, since: int) -> _Found | None:
    if not one.code:
        return None
    parts = _TEXT_PARTS.get(one.kind, _FIGURE_PARTS)
    indicator = office.plan.indicator_by_code.get(one.code)
    found = [_of_cells(office, one, parts=parts, since=since)]
    if indicator is not None and not one.kind:
        found += [_of_rows(office, indicator, unit=one.unit, since=since)]
    return max(filter(None, found), default=None)


def _of_cells(office: Office, one: Change, *, parts: Collection[str], since: int) -> _Found | None:
    """The last write to a cell of the unit; of what it told of an earlier month, also of the units below."""
    units = [one.unit] if not one.period else _at_or_below(office, one.unit)
    for log_no, name, cell in revisions.newest(office.database, one.code, units=units, since=since):
        if cell.part.partition("/")[0] in parts and _is_told_by(cell, one):
            return log_no, name
    return None


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
