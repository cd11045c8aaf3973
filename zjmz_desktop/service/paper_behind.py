"""Which revisions and register rows stand behind each figure of a paper."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import attrgetter

from zjmz_desktop.domain.annual_data import AtUnit
from zjmz_desktop.domain.annual_record import Behind
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.service.cell_figures import counted_periods, occurrences
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.register_readings import readings, rows_of
from zjmz_desktop.store import cells

_PARTS = frozenset(
    ("value", "removed", "opening", "adopted", "proxy", "confirmed", "decision", "step", "tick")
)


def behind_of(office: Office, at: UnitPeriod) -> dict[AtUnit, Behind]:
    """(indicator, unit) → revisions, rows and origins, of the unit and all units below it."""
    units = office.units.by_id.values()
    mine = {u.id for u in units if office.units.is_below(u.id, at.unit_id)} | {at.unit_id}
    typed = _typed_heads(office, at.period, mine=mine)
    found: dict[AtUnit, Behind] = {}
    for one in office.plan.indicators:
        rows = _row_heads(office, one, through=at.period)
        known = figures_through(office, one, through=at.period)
        for unit in mine:
            heads = (*typed.get((one.code, unit), ()), *rows.get(unit, ()))
            if heads or unit in known:
                found[one.code, unit] = Behind(heads, _origins(known.get(unit)))
    return found


def _origins(figure: Figure | None) -> tuple[str, ...]:
    if figure is None:
        return ()
    every = {figure.origin, *(origin for _, origin in figure.origins)}
    return tuple(sorted(origin.value for origin in every))


def _typed_heads(
    office: Office, through: Period, *, mine: set[str]
) -> Mapping[AtUnit, tuple[str, ...]]:
    """Heads of the filled cells that count by the end of the month."""
    year, plan = office.plan.year, office.plan
    periods = {
        i.code: {p.code for p in counted_periods(i, through)} | {str(year)} for i in plan.indicators
    }
    found: dict[AtUnit, list[str]] = {}
    for one in cells.heads_of_year(office.database, sorted(mine), year=year):
        if one.period in periods.get(one.of, ()) and one.part.partition("/")[0] in _PARTS:
            found.setdefault((one.of, one.unit), []).append(one.head_id)
    return {at: tuple(heads) for at, heads in found.items()}


def _row_heads(office: Office, one: Indicator, *, through: Period) -> dict[str, tuple[str, ...]]:
    """Unit → heads of all fields of the rows that its figure counts."""
    if one.entry is Entry.ACTIVITY:
        held = sorted(occurrences(office, one, through=through), key=attrgetter("keeper"))
        by_keeper = groupby(held, key=attrgetter("keeper"))
        return {unit: tuple(_heads_of(rows)) for unit, rows in by_keeper}
    if one.source is None:
        return {}
    rows_by_id = {row.id: row for row in rows_of(office, one.source.register)}
    return {
        unit: tuple(_heads_of(rows_by_id[row] for row in read.counted if row in rows_by_id))
        for unit, read in readings(office, one, period=through).items()
    }


def _heads_of(rows: Iterable[Row]) -> Iterator[str]:
    return chain.from_iterable(row.heads.values() for row in rows)
