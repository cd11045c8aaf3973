"""A register's stock by unit: opening, what came and went, in use at the period's end."""

from typing import NamedTuple

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.registers import Row, town_of
from zjmz_desktop.domain.stock import Movement, Span, movement
from zjmz_desktop.domain.units import Level
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_tables import rows_in_sight


class StockLine(NamedTuple):
    """One unit's stock.

    Attributes:
        unit: unit id, "" for the total.
        name: its name, 合计 for the total.
        year: from the first day of the year.
        period: within the period alone.
    """

    unit: str
    name: str
    year: Movement
    period: Movement


class Stock(NamedTuple):
    """A register's stock.

    Attributes:
        register: its name.
        states: (code, words) of the states that are no endings, in the plan's order.
        lines: by unit, the total last.
    """

    register: str
    states: tuple[tuple[str, str], ...]
    lines: tuple[StockLine, ...]


def stock_of(office: Office, register_code: str, *, unit_id: str, period: Period) -> Stock:
    """The stock of a register at and below a unit, from the year's start to the period's end.

    Raises:
        UnknownRegisterError: when the plan has no such register.
    """
    register = office.plan.register(register_code)
    by_unit: dict[str, list[Row]] = {}
    for row in rows_in_sight(office, register, unit_id=unit_id):
        by_unit.setdefault(town_of(row), []).append(row)
    spans = (
        Span(period.last_on.replace(month=1, day=1), period.last_on),
        Span(period.first_on, period.last_on),
    )
    lines = []
    for unit, name in _units(office, unit_id, also=by_unit):
        year, within = (movement(by_unit.get(unit, ()), register, span=one) for one in spans)
        lines.append(StockLine(unit, name, year, within))
    whole = StockLine(
        "",
        "合计",
        sum((one.year for one in lines), Movement()),
        sum((one.period for one in lines), Movement()),
    )
    over = {*register.ended_states, register.merged_state}
    states = tuple((code, words) for code, words in register.states.items() if code not in over)
    return Stock(register.name, states, (*lines, whole))


def _units(office: Office, unit_id: str, *, also: dict[str, list[Row]]) -> list[tuple[str, str]]:
    """The towns at or below the unit, then other units that rows count for."""
    units = office.units
    towns = [(u.id, u.name) for u in units.fillers(unit_id, Level.TOWN)]
    known = {unit for unit, _ in towns}
    rest = [unit for unit in sorted(also) if unit not in known]
    return [*towns, *((unit, units.get(unit).name) for unit in rest)]
