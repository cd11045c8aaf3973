"""Rows of registers held here, and what indicators read from them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from zjmz_desktop.domain.evidence import PREFIX
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import Context, Reading, Row, read, town_of
from zjmz_desktop.domain.row_checks import RowChecker
from zjmz_desktop.domain.units import Level, Units
from zjmz_desktop.domain.values import State, Value, typed_as
from zjmz_desktop.service.context import Office
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import RowPart

_FEW = 200  # more rows than that are read faster all together than one by one


def rows_of(office: Office, register: str) -> tuple[Row, ...]:
    """All rows of a register held here, by id; one whose adding was undone is none any more."""
    if len(office.stale_rows.get(register, ())) > _FEW:
        office.cache.pop(("rows", register), None)
    rows = office.cached(("rows", register), lambda: _rows(office, register))
    if stale := office.stale_rows.pop(register, None):
        for row_id in stale:
            found = one_row(office, office.plan.register(register), row_id=row_id)
            if found is not None:
                rows[row_id] = found
    key = ("listed", register, office.position)
    return office.cached(key, lambda: _listed(rows))


def _listed(rows: Mapping[str, Row]) -> tuple[Row, ...]:
    return tuple(row for _, row in sorted(rows.items()) if row.fields or row.states)


def _rows(office: Office, register: str) -> dict[str, Row]:
    office.stale_rows.pop(register, None)
    parts = cells.of_rows(office.database, register)
    return _made(office.plan.register(register), parts=parts)


def named_rows(office: Office, register: Register) -> tuple[Row, ...]:
    """Every row of a register with no more than its name and town: enough to put them in order."""
    asked = (register.title_field, "town")
    parts = cells.of_all_rows(office.database, register.code, parts=asked)
    return tuple(_made(register, parts=parts).values())


def _made(register: Register, *, parts: Iterable[RowPart]) -> dict[str, Row]:
    by_row = groupby(_opened(register, parts=parts), attrgetter("row"))
    return {row: row_of(register.code, row, parts=found) for row, found in by_row}


def one_row(office: Office, register: Register, *, row_id: str) -> Row | None:
    """One row as it stands, read alone; None where the register holds no such row here."""
    parts = cells.of_rows(office.database, register.code, row=row_id)
    return _made(register, parts=parts).get(row_id)


def _opened(register: Register, *, parts: Iterable[RowPart]) -> Iterator[RowPart]:
    """Personal values, kept apart, put back in the place of their commitments."""
    kinds = {field.code: field.type for field in register.fields}
    for part in parts:
        if part.text is None or part.part not in kinds:
            yield part
        else:
            yield part._replace(value=typed_as(kinds[part.part], part.text))


def row_of(register: str, row_id: str, *, parts: Iterable[RowPart]) -> Row:
    """One row from its cells."""
    fields: dict[str, Value] = {}
    heads: dict[str, str] = {}
    states: list[tuple[str, str]] = []
    keeper, confirmation = "", Value(State.BLANK)
    for _, unit, part, value, head, _ in parts:
        keeper = unit
        if part.startswith(PREFIX):  # attached files are no fields
            continue
        if part == "confirmation":
            confirmation = value
            continue
        heads[part] = head
        if part.startswith("state/"):
            if value.text:
                states.append((part.removeprefix("state/"), value.text))
        elif value.state is not State.BLANK:
            fields[part] = value
    return Row(
        row_id,
        register,
        keeper,
        fields,
        tuple(sorted(states)),
        confirmation.text or "",
        confirmation.on or "",
        frozenset(confirmation.refs or ()),
        heads,
    )


def register_context(office: Office, register: str, *, period: Period) -> Context:
    """What a reading of that register depends on, at the end of `period`."""
    return Context(office.plan, office.plan.register(register), period, office.choices)


def counting_unit(indicator: Indicator, *, row: Row, units: Units) -> str:
    """The unit that a row counts for at the indicator's level, as the units stood on the day."""
    unit = units.by_id.get(town_of(row))
    while unit is not None and unit.level is not indicator.level:
        unit = units.parent(unit.id) if _is_lower(unit.level, indicator.level) else None
    return unit.id if unit else row.keeper


def _is_lower(level: Level, than: Level) -> bool:
    order = (Level.TOWN, Level.DISTRICT, Level.CITY)
    return order.index(level) < order.index(than)


def readings(office: Office, indicator: Indicator, *, period: Period) -> Mapping[str, Reading]:
    """Unit id → what the register gives at the end of `period`, for units that keep rows."""
    key = ("readings", indicator.code, period.code)
    return office.cached(key, lambda: _readings(office, indicator, period=period))


def units_told(office: Office, indicator: Indicator, *, period: Period) -> frozenset[str]:
    """Units whose rows are a report (已报): one of them at least lacks nothing that must be there."""
    key = ("told", indicator.code, period.code)
    return office.cached(key, lambda: _units_told(office, indicator, period=period))


def _units_told(office: Office, indicator: Indicator, *, period: Period) -> frozenset[str]:
    source = indicator.source
    if source is None:
        return frozenset()
    units, rows = office.units_at(period.last_on), rows_of(office, source.register)
    if not rows:
        return frozenset()
    told: set[str] = set()
    checker = RowChecker(office.plan.register(source.register))
    for row in rows:
        unit = counting_unit(indicator, row=row, units=units)
        if unit not in told and checker.is_sound(row):
            told.add(unit)
    return frozenset(told)


def _readings(office: Office, indicator: Indicator, *, period: Period) -> dict[str, Reading]:
    source = indicator.source
    if source is None:
        return {}
    context = register_context(office, source.register, period=period)
    by_unit: dict[str, list[Row]] = {}
    units = office.units_at(period.last_on)
    for row in rows_of(office, source.register):
        by_unit.setdefault(counting_unit(indicator, row=row, units=units), []).append(row)
    return {unit: read(source, rows, context=context) for unit, rows in by_unit.items()}
