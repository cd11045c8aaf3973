"""Which figures were returned and not mended yet: the roll-up names them."""

from collections.abc import Iterator

from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.reviews import RETURNED
from zjmz_desktop.domain.submissions import report_month
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.month_states import Due, MonthStates
from zjmz_desktop.store import cells


def returned_figures(office: Office, through: Period) -> frozenset[tuple[str, str]]:
    """(indicator, unit) of figures up to a month that were returned and are not submitted again.

    Few were ever returned: only their months are looked at.
    """
    months, found = dict[Period, MonthStates](), set()
    for one, unit in _ever_returned(office, through):
        shown = report_month(one.period, one.indicator)
        states = months.get(shown) or months.setdefault(shown, MonthStates(office, shown))
        if states.stage(one, unit_id=unit).open:
            found.add((one.indicator.code, unit))
    return frozenset(found)


def _ever_returned(office: Office, through: Period) -> Iterator[tuple[Due, str]]:
    """The figure and its unit."""
    for one in cells.of_parts_at(office.database, None, prefix="review"):
        known = office.plan.indicator_by_code.get(one.cell.of)
        if known is not None and one.cell.period and one.value.text == RETURNED:
            due = Due(known, parse_period(one.cell.period))
            if report_month(due.period, known).last_on <= through.last_on:
                yield due, one.cell.unit
