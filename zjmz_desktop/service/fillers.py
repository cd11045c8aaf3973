"""Which units fill an indicator, worked out once for each group of units that indicators apply to."""

from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.service.context import Office


def fillers(office: Office, indicator: Indicator, *, unit_id: str) -> tuple[str, ...]:
    """Ids of the units at or below one that fill an indicator."""
    key = ("fillers", "", indicator.applies, unit_id)

    def ids() -> tuple[str, ...]:
        concerned = office.plan.concerned(indicator, unit_id, units=office.units)
        return tuple(unit.id for unit in concerned)

    return office.cached(key, ids)
