"""Which figures were returned and not mended yet: the roll-up names them."""

from collections.abc import Iterator

from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import RETURNED
from zjmz_desktop.domain.submissions import report_month
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.store import cells


def returned_figures(office: Office, through: Period) -> frozenset[tuple[str, str]]:
    """(indicator, unit) of figures up to a month that were returned and are not submitted again.

    Few were ever returned: only their months are looked at.
    """
    months, found = dict[Period, MonthStates](), set()
    for month, code, unit in _ever_returned(office, through):
        states = months.get(month) or months.setdefault(month, MonthStates(office, month))
        stage = states.stages(unit).get(code)
        if stage is not None and stage.open:
            found.add((code, unit))
    return frozenset(found)


def _ever_returned(office: Office, through: Period) -> Iterator[tuple[Period, str, str]]:
    """(month of the report, indicator, unit)."""
    for one in cells.of_parts_at(office.database, None, prefix="review"):
        known = office.plan.indicator_by_code.get(one.cell.of)
        if known is not None and one.cell.period and one.value.text == RETURNED:
            month = report_month(parse_period(one.cell.period), known)
            if month.last_on <= through.last_on:
                yield month, known.code, one.cell.unit
