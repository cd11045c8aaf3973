"""Every version that this store knows: plans, and units before and after each adjustment.

What another office wrote under an older or newer version is weighed by all of them, so that the answer
does not hang on the order in which packages come.
"""

from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.units import Units, stages
from zjmz_desktop.service.records import Records, stored_plan, unit_changes
from zjmz_desktop.store import plans


def known_plans(office: Records) -> tuple[Plan, ...]:
    """Every version of every year's plan that is kept here, the one in force last."""

    def read() -> tuple[Plan, ...]:
        others = (name for name in plans.names(office.database) if name != office.plan.sha256)
        return (*(stored_plan(office.database, name) for name in others), office.plan)

    return office.cached(("plans", ""), read)


def unit_stages(office: Records) -> tuple[Units, ...]:
    """The units before and after each adjustment: who was a superior then wrote as one."""
    return office.cached(
        ("stages", ""), lambda: stages(office.unit_list, unit_changes(office.database))
    )
