"""Which steps of a milestone ought to be told by now, and are not."""

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.values import BLANK, State
from zjmz_desktop.service.cell_figures import step_states
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figures_through


def untold_steps(
    office: Office, indicator: Indicator, *, unit: str, through: Period
) -> tuple[str, ...]:
    """Names of the steps due by the end of `through` of which nothing is told, not even 未启动."""
    figure = figures_through(office, indicator, through=through).get(unit)
    if figure is not None and (figure.not_applicable or figure.not_begun):
        return ()
    told = step_states(office, indicator, unit=unit)
    return tuple(
        step.name
        for step in indicator.steps
        if step.by <= through.last_on and told.get(step.code, BLANK).state is State.BLANK
    )
