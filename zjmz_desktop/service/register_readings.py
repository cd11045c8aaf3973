"""Rows of registers held here, and what indicators read from them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter

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
        office.cache.get(register, {}).pop(("rows", register), None)
    rows = office.cached(("rows", register), lambda: _rows(office, register))
    if stale := office.stale_rows.pop(register, None):
        rows |= some_rows(office, office.plan.register(register), ids=stale)
    return office.cached(("listed", register), lambda: _listed(rows))


def _listed(rows: Mapping[str, Row]) -> tuple[Row, ...]:
    return tuple(row for _, row in sorted(rows.items()) if row.fields or row.states)


def _rows(office: Office, register: str) -> dict[str, Row]:
    office.stale_rows.pop(register, None)
    parts = cells.of_rows(office.database, register)
    return _made(office.plan.register(register), parts=parts)


def _made(register: Register, *, parts: Iterable[RowPart]) -> dict[str, Row]:
    kinds = {field.code: field.type for field in register.fields}
    by_row = groupby(parts, itemgetter(0))
    return {row: _row_of(register.code, row, parts=found, kinds=kinds) for row, found in by_row}


def some_rows(office: Office, register: Register, *, ids: Collection[str]) -> dict[str, Row]:
    """A few rows as they stand, read alone, by id; without those that the register does not hold here."""
    if not ids:
        return {}
    return _made(register, parts=cells.of_rows(office.database, register.code, rows=ids))


def one_row(office: Office, register: Register, *, row_id: str) -> Row | None:
    """One row as it stands, read alone; None where the register holds no such row here."""
    return some_rows(office, register, ids=(row_id,)).get(row_id)


def _row_of(
    register: str, row_id: str, *, parts: Iterable[RowPart], kinds: Mapping[str, str]
) -> Row:
    """One row from its cells; personal values, kept apart, stand in the place of their commitments."""
    fields: dict[str, Value] = {}
    heads: dict[str, str] = {}
    states: list[tuple[str, str]] = []
    keeper, confirmation, blank = "", Value(State.BLANK), State.BLANK
    for _, unit, part, value, head, text in parts:
        keeper, is_field = unit, part in kinds
        if part == "confirmation":
            confirmation = value
            continue
        if not is_field and part.startswith(PREFIX):  # attached files are no fields
            continue
        heads[part] = head
        if is_field or not part.startswith("state/"):
            shown = typed_as(kinds[part], text) if is_field and text is not None else value
            if shown.state is not blank:
                fields[part] = shown
        elif value.text:
            states.append((part.removeprefix("state/"), value.text))
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
    key = ("context", register, period.code)
    return office.cached(
        key, lambda: Context(office.plan, office.plan.register(register), period, office.choices)
    )


def counting_unit(level: Level, *, row: Row, units: Units) -> str:
    """The unit that a row counts for at an indicator's level, as the units stood on the day."""
    unit = units.by_id.get(town_of(row))
    while unit is not None and unit.level is not level:
        unit = units.parent(unit.id) if _is_lower(unit.level, level) else None
    return unit.id if unit else row.keeper


def _is_lower(level: Level, than: Level) -> bool:
    order = (Level.TOWN, Level.DISTRICT, Level.CITY)
    return order.index(level) < order.index(than)


def row_checker(office: Office, register: Register) -> RowChecker:
    """The checks of a register's rows, made once for the session."""
    key = ("checker", "", register.code)
    return office.cached(key, lambda: RowChecker(register))


def soundness(office: Office, register: Register) -> Callable[[Row], bool]:
    """Whether a row as it stands is sound, which no month changes: each is checked once until a write."""
    checker = row_checker(office, register)
    known = office.cached(("sound", register.code), dict[str, bool])

    def is_sound(row: Row) -> bool:
        if row.id not in known:
            known[row.id] = checker.is_sound(row)
        return known[row.id]

    return is_sound


def readings(office: Office, indicator: Indicator, *, period: Period) -> Mapping[str, Reading]:
    """Unit id → what the register gives at the end of `period`, for units that keep rows.

    It holds until a row is written, whatever is written of the indicator's own figures.
    """
    source = indicator.source
    if source is None:
        return {}

    def read_all() -> Mapping[str, Reading]:
        context = register_context(office, source.register, period=period)
        placed = _placed(office, source.register, level=indicator.level, day=period.last_on)
        return {unit: read(source, rows, context=context) for unit, rows in placed.items()}

    key = ("readings", source.register, indicator.code, period.code)
    return office.cached(key, read_all)


def units_told(office: Office, indicator: Indicator, *, period: Period) -> frozenset[str]:
    """Units whose rows are a report (已报): one of them at least lacks nothing that must be there."""
    if indicator.source is None:
        return frozenset()
    register = office.plan.register(indicator.source.register)
    level, day = indicator.level, period.last_on

    def told() -> frozenset[str]:
        placed = _placed(office, register.code, level=level, day=day)
        if not placed:
            return frozenset()
        is_sound = soundness(office, register)
        return frozenset(unit for unit, rows in placed.items() if any(map(is_sound, rows)))

    return office.cached(("told", register.code, level, day), told)


def _placed(office: Office, register: str, *, level: Level, day: date) -> Mapping[str, list[Row]]:
    """Unit id → the rows that count for it at a level."""

    def placed() -> Mapping[str, list[Row]]:
        units, found = office.units_at(day), dict[str, list[Row]]()
        for row in rows_of(office, register):
            found.setdefault(counting_unit(level, row=row, units=units), []).append(row)
        return found

    return office.cached(("placed", register, level, day), placed)
