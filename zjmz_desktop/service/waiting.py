"""What waits for somebody: returned figures to mend, submitted months to review."""

from typing import NamedTuple

from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import RETURNED
from zjmz_desktop.domain.submissions import SUBMISSION, Stage, report_month
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import acts_of, submission_cells
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.service.returns import ToMend, to_mend
from zjmz_desktop.store import cells

_FOR_REVIEW = (Stage.SUBMITTED, Stage.CHANGED)


class UnitMonth(NamedTuple):
    """One unit's month."""

    unit_id: str
    period: Period


def points_to_mend(office: Office) -> tuple[tuple[Period, ToMend], ...]:
    """(month, point) of everything that was returned to this office and not submitted again."""
    return tuple((m, point) for m in _returned_months(office) for point in to_mend(office, m))


def _returned_months(office: Office) -> list[Period]:
    """Months of which something was ever returned, in order: few have to be looked at."""
    found = set()
    for one in cells.of_parts(
        office.database, "review", unit=office.unit.id, year=office.plan.year
    ):
        if one.value.text == RETURNED:
            period = parse_period(one.cell.period or "")
            known = office.plan.indicator_by_code.get(one.cell.of)
            found.add(period if one.cell.of == SUBMISSION else report_month(period, known))
    return sorted(found, key=lambda period: period.code)


def months_to_review(office: Office) -> tuple[UnitMonth, ...]:
    """Months of the units directly below that are submitted and not all accepted, in order."""
    below = {unit.id for unit in office.units.children(office.unit.id)}
    made = sorted((p, u) for u, p, part in submission_cells(office) if part == "submit")
    found, states = [], dict[str, MonthStates]()
    for code, unit_id in made:
        period = parse_period(code)
        if unit_id in below and acts_of(office, unit_id, shown=period).stands:
            at = states.get(code) or states.setdefault(code, MonthStates(office, period))
            if at.month_stage(unit_id) in _FOR_REVIEW:
                found.append(UnitMonth(unit_id, period))
    return tuple(found)
