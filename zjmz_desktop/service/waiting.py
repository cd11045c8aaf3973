"""What waits for somebody: figures to mend or to settle, months to review, lines that can't be used yet."""

from typing import NamedTuple

from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import RETURNED
from zjmz_desktop.domain.submissions import SUBMISSION, Stage, report_month
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import acts_of, submission_cells
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.service.returns import ToMend, to_mend
from zjmz_desktop.store import cells, quarantine

MENDING = ("late", "correction")
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
    """Months of the units directly below that wait for review, in order.

    A month accepted as a whole is looked at only where something was written late or corrected since,
    so that few months have to be read.
    """
    below = {unit.id for unit in office.units.children(office.unit.id)}
    mended = _mended_months(office)
    found, states = [], dict[Period, MonthStates]()
    for code, unit_id in sorted(
        (p, u) for u, p, part in submission_cells(office) if part == "submit"
    ):
        one = UnitMonth(unit_id, parse_period(code))
        acts = acts_of(office, unit_id, shown=one.period)
        if unit_id in below and acts.stands and (not acts.accepted_whole or one in mended):
            at = states.get(one.period) or MonthStates(office, one.period)
            states[one.period] = at
            if at.month_stage(unit_id) in _FOR_REVIEW or at.to_review(unit_id):
                found.append(one)
    return tuple(found)


def _mended_months(office: Office) -> set[UnitMonth]:
    """Months in which something was written late or corrected."""
    found = set()
    for one in cells.of_acts(office.database, MENDING, year=office.plan.year):
        known = office.plan.indicator_by_code.get(one.cell.of)
        if known is not None and one.cell.period:
            month = report_month(parse_period(one.cell.period), known)
            found.add(UnitMonth(one.cell.unit, month))
    return found


def values_to_settle(office: Office) -> int:
    """How many cells wait because two computers of one office disagree."""
    return len(cells.conflicting(office.database))


def reasons_set_aside(office: Office) -> int:
    """For how many reasons, office by office, something that arrived can't be used yet."""
    return quarantine.reasons(office.database)
