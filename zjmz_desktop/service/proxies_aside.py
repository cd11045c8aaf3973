"""A 代报 that was written and does not count, because a figure that goes before it stands there."""

from zjmz_desktop.domain.figures import Origin
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.store import cells


def proxy_aside(office: Office, at: FieldAt) -> str:
    """What holds instead of the 代报 in another unit's figure; "" where there is none or it counts."""
    unit, period = office.units.get(at.unit_id), at.period
    place = Cell(at.code, unit.id, "proxy", office.plan.year, period.code)
    written = cells.one(office.database, place)
    if unit.id == office.unit.id or at.part != "value":
        return ""
    if written is None or written.value.state is State.BLANK:
        return ""
    through = month(period.year, period.last_month)
    indicator = office.plan.indicator(at.code)
    figure = figures_through(office, indicator, through=through).get(unit.id)
    told = dict(figure.origins) if figure else {}
    origin = told.get(period.code, figure.origin) if figure else Origin.PROXY
    if origin is Origin.PROXY:
        return ""
    return (
        f"已作为代填数记下，没有采用：{unit.name}{period.title}仍以“{origin.words}”为准。"
        "要改用别的数，请在审核时填“区局采用数”（zjmz review adopt）。"
    )
