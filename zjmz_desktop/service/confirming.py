"""What is wrong with a row, and why this user may not confirm it (认定)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from zjmz_desktop.domain.conditions import deciding_fields
from zjmz_desktop.domain.confirming import dates_to_come, happened_fields, same_person, written_by
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Row, is_ended
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import row_checker
from zjmz_desktop.store import cells


def confirmers(office: Office, register: Register) -> Mapping[str, str]:
    """Row id → name of the user who wrote its confirmation (认定人), or the short id where none is known."""
    level = register.confirmed_by
    if level is None:
        return {}
    key = ("confirmers", register.code)
    read = partial(cells.writers_of_part, office.database, register.code, part="confirmation")
    names = {
        (c.cell.unit, c.cell.part): c.value.text for c in cells.of_code(office.database, "user")
    }
    return {
        row: names.get((_office_of(office, keeper, level=level), user)) or user
        for row, (keeper, user) in office.cached(key, read).items()
    }


def _office_of(office: Office, keeper: str, *, level: Level) -> str:
    """The office of a level that a keeper of rows belongs to."""
    unit: Unit | None = office.units.get(keeper)
    while unit is not None and unit.level is not level:
        unit = office.units.parent(unit.id)
    return unit.id if unit is not None else ""


class RowChecks:
    """Checks rows of one register; what the plan says of it is worked out once.

    `day` is the last one of the period looked at; default today.
    """

    def __init__(self, office: Office, register: Register, *, day: date | None = None) -> None:
        self._office, self._register = office, register
        self._day = day or office.today()
        self._today = office.today()
        self._checker = row_checker(office, register)
        self._happened = office.cached(
            ("happened", "", register.code),
            lambda: happened_fields(register, office.plan.indicators),
        )

    def problems(self, row: Row) -> list[Problem]:
        """The row's own checks, and its dates that are still to come."""
        fields, today = self._happened, self._today
        to_come = dates_to_come(row, self._register, fields=fields, today=today)
        ended = is_ended(row, self._register, day=self._day)
        day = "" if ended else self._day.isoformat()
        return [*self._checker.problems(row, day=day), *to_come]

    def why_not_confirm(self, row: Row) -> str:
        """Why this user may not confirm the row, "" where nothing forbids it."""
        for problem in self.problems(row):
            if problem.severity is Severity.ERROR:
                return f"{problem.message}{problem.remedy}"
        office = self._office
        if row.keeper != office.unit.id:  # another office entered it: a second person anyhow
            return ""
        writers = cells.writers_of_row(office.database, self._register.code, row=row.id)
        deciding = deciding_fields(self._register, office.plan)
        if office.user not in written_by(row, deciding, writers=writers):
            return ""
        name, place = office.user_name, office.unit.office
        return same_person(row, self._register, name=name, office=place)

    def sift(self, rows: Iterable[Row]) -> tuple[list[Row], list[str]]:
        """(rows that may be confirmed, why each of the others may not)."""
        clean, left = [], []
        for row in rows:
            reason = self.why_not_confirm(row)
            if reason:
                left.append(reason)
            else:
                clean.append(row)
        return clean, left
