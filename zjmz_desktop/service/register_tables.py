"""Registers as tables: rows in sight, what counts and why not, what awaits confirmation."""

from collections.abc import Iterable, Mapping
from functools import cache

from zjmz_desktop.domain.computed_fields import compiled_fields
from zjmz_desktop.domain.conditions import deciding_fields, state_at
from zjmz_desktop.domain.duplicates import duplicates
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.domain.registers import (
    Confirmation,
    Reading,
    Row,
    confirmation_state,
    is_ended,
    read,
    title_of,
    town_of,
    unnamed,
)
from zjmz_desktop.domain.row_checks import shower_of
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import (
    BLANK,
)
from zjmz_desktop.service import row_drafts
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.confirming import RowChecks, confirmers
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import (
    register_context,
    rows_of,
    some_rows,
)
from zjmz_desktop.service.views import (
    RegisterColumn,
    RegisterRowView,
    RegisterTable,
)
from zjmz_desktop.store import cells
from zjmz_desktop.store.row_names import RowName, names_of_rows

_NOWHERE = 999  # rows of units that the list does not know come last


def rows_in_sight(office: Office, register: Register, *, unit_id: str) -> tuple[Row, ...]:
    """Rows that count for the unit or a unit below it, by town and name."""
    rows = {row.id: row for row in rows_of(office, register.code)}
    names = [
        RowName(row.id, row.keeper, town_of(row), title_of(row, register)) for row in rows.values()
    ]
    return tuple(rows[one] for one in _in_sight(office, register, names=names, unit_id=unit_id))


def _in_sight(
    office: Office, register: Register, *, names: Iterable[RowName], unit_id: str
) -> list[str]:
    """Ids of the rows that concern a unit, in the order in which they are shown."""
    units, nameless = office.units, unnamed(register)
    order = {unit: i for i, unit in enumerate(units.by_id)}

    @cache
    def concerned(place: str, keeper: str) -> bool:
        return unit_id in (place, keeper) or (
            place in units.by_id and units.is_below(place, unit_id)
        )

    found = [
        (order.get(place, _NOWHERE), title or nameless, row)
        for row, keeper, town, title in names
        if concerned(place := town or keeper, keeper)
    ]
    return [row for _, _, row in sorted(found)]


def table(office: Office, register_code: str, *, unit_id: str, period: Period) -> RegisterTable:
    """The register as an editable table, as it stands at the end of `period`.

    Raises:
        UnknownRegisterError: when the plan has no such register.
    """
    register = office.plan.register(register_code)
    unit = office.units.get(unit_id)
    rows = rows_in_sight(office, register, unit_id=unit_id)
    shower = _Shower(office, register, period=period, rows=rows)
    return _table(office, register, unit=unit, shower=shower)


def is_large(office: Office, register_code: str, *, most: int) -> bool:
    """Whether a register has more rows than so many, whoever keeps them."""
    return cells.has_more_rows(office.database, register_code, than=most)


def first_rows(
    office: Office, register_code: str, *, unit_id: str, period: Period, most: int
) -> RegisterTable:
    """The first rows of a large table, to be shown while the rest is read; with `most` 0 its columns.

    What hangs on all rows (what counts, what seems registered twice) is not said of first rows, and
    they can't be edited.

    Raises:
        UnknownRegisterError: when the plan has no such register.
    """
    register = office.plan.register(register_code)
    found = _first_rows(office, register, unit_id=unit_id, most=most) if most else ()
    shower = _Shower(office, register, period=period, rows=found, whole=False)
    return _table(office, register, unit=office.units.get(unit_id), shower=shower)


def _first_rows(office: Office, register: Register, *, unit_id: str, most: int) -> tuple[Row, ...]:
    names = names_of_rows(office.database, register.code, title=register.title_field)
    ids = _in_sight(office, register, names=names, unit_id=unit_id)[:most]
    rows = some_rows(office, register, ids=ids)
    found = (rows[one] for one in ids if one in rows)
    return tuple(row for row in found if row.fields or row.states)


def _table(office: Office, register: Register, *, unit: Unit, shower: "_Shower") -> RegisterTable:
    return RegisterTable(
        register.code,
        register.name,
        unit.id,
        shower.period,
        tuple(_column(office, f) for f in register.columns),
        tuple(register.states.items()),
        tuple(map(shower.view, shower.rows)),
        may_edit=shower.whole and may_edit(office, unit),
        may_confirm=shower.whole and may_confirm(office, register),
        whole=shower.whole,
        drafts=row_drafts.standing(office, register.code),
    )


def duplicate_warnings(office: Office, register: Register) -> Mapping[str, tuple[Problem, ...]]:
    """Row id → warnings that another row, whoever keeps it, seems to be the same object."""
    key = ("duplicates", register.code)
    return office.cached(key, lambda: _duplicate_warnings(office, register))


def first_days(office: Office, register: Register, *, rows: Iterable[Row]) -> Mapping[str, str]:
    """Row id → day of its first entry (初报期); read again only when a row is there that was not."""
    key = ("rows", register.code, "first")  # a write to a row does not change its first day
    known = office.cached(key, dict[str, str])
    if any(row.id not in known for row in rows):
        found = cells.first_written(office.database, register.code)
        known |= {row: f"{at.astimezone(BEIJING):%Y-%m-%d}" for row, at in found.items()}
    return known


def _duplicate_warnings(office: Office, register: Register) -> dict[str, tuple[Problem, ...]]:
    rows = rows_of(office, register.code)
    found = duplicates(rows, register, units=office.units)
    return {problem.row: (problem,) for problem in found}


def _column(office: Office, field: RegisterField) -> RegisterColumn:
    title = f"{field.name}（{field.unit}）" if field.unit else field.name
    choices = tuple(field.choices.items())
    if field.type == "unit":
        below = office.units.fillers(office.unit.id, Level.TOWN)
        choices = tuple((u.id, u.name) for u in below)
    return RegisterColumn(
        field.code,
        title,
        field.type,
        field.required,
        choices,
        field.help,
        field.totalled,
        field.computed is not None,
    )


class _Shower:
    """Shows rows; what the fed indicators say of them is read once for the whole table."""

    def __init__(
        self,
        office: Office,
        register: Register,
        *,
        period: Period,
        rows: tuple[Row, ...],
        whole: bool = True,
    ) -> None:
        self.period, self.rows, self.whole = period, rows, whole
        self._office = office
        self._register = register
        self._day = period.last_on
        context = register_context(office, register.code, period=period)
        self._fields = context.deciding_fields
        self._computed = compiled_fields(context)
        self._confirmers = confirmers(office, register) if rows else {}
        self._warnings = duplicate_warnings(office, register) if whole else {}
        self._first = first_days(office, register, rows=rows) if whole else {}
        self._shown = tuple((f.code, shower_of(f, office.units)) for f in register.columns)
        self._checks = RowChecks(office, register, day=self._day)
        self._fed = tuple(
            (one.name, _reasons(read(one.source, rows, context=context)))
            for one in fed_indicators(office, register)
            if whole and one.source is not None
        )

    def view(self, row: Row) -> RegisterRowView:
        """One row as it is shown."""
        register, units = self._register, self._office.units
        values = {**row.fields, **{code: work(row) for code, work in self._computed.items()}}
        shown = [show(values.get(code, BLANK)) for code, show in self._shown]
        confirmation = confirmation_state(row, register, fields=self._fields)
        holds = confirmation is Confirmation.CONFIRMED
        return RegisterRowView(
            row.id,
            tuple(shown),
            self._state(row),
            "" if confirmation is Confirmation.NOT_NEEDED else confirmation.words,
            tuple((name, *_verdict(why, row.id)) for name, why in self._fed),
            (*self._checks.problems(row), *self._warnings.get(row.id, ())),
            is_ended(row, register, day=self._day),
            units.get(row.keeper).name,
            row.keeper == self._office.unit.id,
            self._first.get(row.id, ""),
            row.confirmed_on if holds else "",
            self._confirmers.get(row.id, "") if holds else "",
        )

    def _state(self, row: Row) -> str:
        since, code = state_at(row.states, self._day.isoformat())
        return f"{self._register.states.get(code, code)}（{since}起）" if code else ""


def _reasons(reading: Reading) -> Mapping[str, str]:
    """Row id → why it does not count; rows concerned by nothing are absent."""
    found = dict.fromkeys(reading.counted, "")
    found |= dict.fromkeys(reading.awaiting, Confirmation.AWAITING.words)
    return {**found, **dict(reading.not_counted), **dict(reading.short)}


def _verdict(why: Mapping[str, str], row: str) -> tuple[bool, str]:
    reason = why.get(row, "不涉及")
    return not reason, reason


def fed_indicators(office: Office, register: Register) -> tuple[Indicator, ...]:
    """The indicators that take their figure from this register."""
    return tuple(
        i for i in office.plan.indicators if i.source and i.source.register == register.code
    )


def awaiting(office: Office, register_code: str, *, unit_id: str) -> tuple[str, ...]:
    """Ids of the unit's rows that await confirmation."""
    register = office.plan.register(register_code)
    fields = deciding_fields(register, office.plan)
    return tuple(
        row.id
        for row in rows_in_sight(office, register, unit_id=unit_id)
        if confirmation_state(row, register, fields=fields) is Confirmation.AWAITING
    )


def may_confirm(office: Office, register: Register) -> bool:
    """Whether this office is of the level that confirms rows of the register."""
    return register.confirmed_by is not None and office.unit.level is register.confirmed_by


def may_edit(office: Office, unit: Unit) -> bool:
    """Whether rows may be entered for the unit here."""
    return unit.id == office.unit.id or office.units.is_below(unit.id, office.unit.id)
