"""Written counts (formats C): what a register gives, as a revision for those who hold no rows.

The unit's own count is 已报; of a register it is never effective. `confirmed` is: the office of the level
that says what counts writes it, of its own rows too. Counts are written at submission and at packing, and
only where they differ from what stands; what rows no longer tell is cleared.
"""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from zjmz_desktop.domain.figures import Origin
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.registers import Reading, Row, rows_digest
from zjmz_desktop.domain.revisions import Cell, Revision
from zjmz_desktop.domain.submissions import report_month
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.cell_figures import occurrences
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.locking import COUNTED
from zjmz_desktop.service.register_readings import (
    readings,
    register_context,
    row_checker,
    rows_of,
    units_told,
)
from zjmz_desktop.store import revisions
from zjmz_desktop.store.revisions import Write

_ACTIVITY_FIELDS = ("held_on", "indicators")


class Count(NamedTuple):
    """A figure counted from rows, and what is said of the rows."""

    value: Value
    rows: Mapping[str, Any]


def reported_count(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Count | None:
    """已报 of a unit at the end of a month: also what awaits confirmation; None where rows tell nothing."""
    if indicator.entry is Entry.ACTIVITY:
        return _occurred(office, indicator, unit_id=unit_id, through=through)
    reading = _reading(office, indicator, unit_id=unit_id, through=through)
    if reading is None:
        return None
    rows = (*reading.counted, *reading.awaiting)
    value = _reported(indicator, reading)
    return _count(office, indicator, value=value, rows=rows, through=through)


def reported_value(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Value | None:
    """The number of `reported_count` alone: without the digest of the rows, which costs more than counting."""
    if indicator.entry is Entry.ACTIVITY:
        rows = _held(office, indicator, unit_id=unit_id, through=through)
        return Value(n=Decimal(len(rows))) if rows else None
    reading = _reading(office, indicator, unit_id=unit_id, through=through)
    return None if reading is None or indicator.source is None else _reported(indicator, reading)


def _reported(indicator: Indicator, reading: Reading) -> Value:
    return _value(indicator, reading.reported_n, d=reading.reported_d)


def confirmed_count(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Count | None:
    """What counts of a unit's rows by this office's confirmation; None where rows tell nothing."""
    reading = _reading(office, indicator, unit_id=unit_id, through=through)
    if reading is None or (
        not reading.settled and _phoned(office, indicator, unit_id=unit_id, through=through)
    ):
        return None
    value = _value(indicator, reading.n, d=reading.d)
    return _count(office, indicator, value=value, rows=reading.counted, through=through)


def _phoned(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> bool:
    """Whether a 代报 stands for the unit, as it does while all rows wait."""
    figure = figures_through(office, indicator, through=through).get(unit_id)
    return figure is not None and figure.origin is Origin.PROXY


def _reading(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Reading | None:
    if office.is_typed(indicator, unit_id):
        return None
    if unit_id not in units_told(office, indicator, period=through):
        return None
    return readings(office, indicator, period=through).get(unit_id)


def _value(indicator: Indicator, n: Decimal, *, d: Decimal | None) -> Value:
    if indicator.entry is Entry.PER_BASE:
        return Value(n=n)
    if indicator.is_rate and not d:
        return Value(State.NOT_APPLICABLE)
    return Value(n=n, d=d)


def _count(
    office: Office, indicator: Indicator, *, value: Value, rows: Iterable[str], through: Period
) -> Count | None:
    source = indicator.source
    if source is None:
        return None
    named = set(rows)
    counted = [row for row in rows_of(office, source.register) if row.id in named]
    context = register_context(office, source.register, period=through)
    digest = rows_digest(counted, source, context=context)
    return Count(value, {"count": len(counted), "digest": digest})


def _occurred(
    office: Office, indicator: Indicator, *, unit_id: str, through: Period
) -> Count | None:
    rows = _held(office, indicator, unit_id=unit_id, through=through)
    if not rows:
        return None
    told = {"count": len(rows), "digest": _digest(rows)}
    return Count(Value(n=Decimal(len(rows))), told)


def _held(office: Office, indicator: Indicator, *, unit_id: str, through: Period) -> list[Row]:
    """The activities of a unit that count; none where not one of them is entered whole."""
    rows = [r for r in occurrences(office, indicator, through=through) if r.keeper == unit_id]
    checker = row_checker(office, office.plan.register("activity"))
    return rows if any(checker.is_sound(row) for row in rows) else []


def _digest(rows: Iterable[Row]) -> str:
    """As of registers (formats A), over the fields that say what an activity counts for."""
    heads = ([row.heads[f] for f in _ACTIVITY_FIELDS if f in row.heads] for row in rows)
    lines = sorted(f"{' '.join((row.id, *ids))}\n" for row, ids in zip(rows, heads, strict=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def own_counts(office: Office, shown: Period) -> list[Write]:
    """This office's own written counts of a month's report (`value`), where they changed."""
    made = (_own(office, one, shown=shown) for one in office.plan.indicators)
    return [write for write in made if write is not None]


def _own(office: Office, one: Indicator, *, shown: Period) -> Write | None:
    period = one.due_in(shown.year, shown.last_month)
    typed = one.entry is not Entry.ACTIVITY and office.is_typed(one, office.unit.id)
    if period is None or typed:
        return None
    count = reported_count(office, one, unit_id=office.unit.id, through=report_end(one, period))
    cell = Cell(one.code, office.unit.id, "value", office.plan.year, period.code)
    return _changed(office, cell, count=count)


def confirmed_counts(office: Office, shown: Period) -> list[Write]:
    """What counts in a month's report (`confirmed`), of the units whose count is this office's, where it changed."""
    found = []
    for one in office.plan.indicators:
        period = one.due_in(shown.year, shown.last_month)
        if period is None:
            continue
        for unit_id in _confirmed_here(office, one):
            through = report_end(one, period)
            count = confirmed_count(office, one, unit_id=unit_id, through=through)
            cell = Cell(one.code, unit_id, "confirmed", office.plan.year, period.code)
            write = _changed(office, cell, count=count)
            found += [write] if write is not None else []
    return found


def _confirmed_here(office: Office, indicator: Indicator) -> list[str]:
    """The units whose rows count by this office's word: its own, and those directly below."""
    own, source = office.unit, indicator.source
    if source is None or office.plan.register(source.register).counted_by is not own.level:
        return []
    below = (unit.id for unit in office.units.children(own.id))
    return [unit for unit in (own.id, *below) if not office.is_typed(indicator, unit)]


def report_end(indicator: Indicator, period: Period) -> Period:
    """The month at whose end rows are read: the period's last, or the one in which it is due before that."""
    return min(report_month(period, indicator), month(period.year, period.last_month))


def _changed(office: Office, cell: Cell, *, count: Count | None) -> Write | None:
    heads = revisions.heads(office.database, cell)
    standing = heads[0].revision if len(heads) == 1 else None
    if count is None:
        return _cleared(cell, standing)
    if standing is not None and standing.value == count.value and standing.rows == count.rows:
        return None
    return Write(cell, count.value, source=COUNTED, rows=count.rows)


def _cleared(cell: Cell, standing: Revision | None) -> Write | None:
    """What was counted and is told by no row any more; what was typed stands."""
    if standing is None or standing.rows is None:
        return None
    return Write(cell, Value(State.BLANK), source=COUNTED)
