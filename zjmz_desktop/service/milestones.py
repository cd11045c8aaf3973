"""A milestone of one unit step by step, as it stood at the end of a month."""

from zjmz_desktop.domain.annual_data import StepLine
from zjmz_desktop.domain.annual_figures import deadline
from zjmz_desktop.domain.annual_phrases import NO_DECISION
from zjmz_desktop.domain.judging import decided_outside
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.values import BLANK
from zjmz_desktop.service.cell_figures import step_states
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.step_typing import DECISION, DECISIONS, STEP_STATES


def step_lines(
    office: Office, one: Indicator, *, unit_id: str, through: Period
) -> tuple[StepLine, ...]:
    """Its steps, with those that it has not begun; what was done later is still under way."""
    states = step_states(office, one, unit=unit_id)
    lines = []
    for step in one.steps:
        value = states.get(step.code, BLANK)
        until = value.on is None or value.on[:7] <= through.last_on.isoformat()[:7]
        state = (value.text or "not_started") if until else "in_progress"
        on = value.on if until and value.on else ""
        lines.append(StepLine(step.name, step.by, STEP_STATES[state], on, value.doc or ""))
    return tuple(lines)


def decision_line(
    office: Office, one: Indicator, *, unit_id: str, through: Period
) -> StepLine | None:
    """What was decided outside by the month, with day and document; None of what is not so decided."""
    if not one.outside:
        return None
    name, by = "、".join(one.outside), deadline(one, office.plan)
    value = step_states(office, one, unit=unit_id).get(DECISION)
    if value is None or decided_outside(value, as_of=through.last_on) is None:
        return StepLine(name, by, NO_DECISION)
    return StepLine(name, by, DECISIONS[value.text or ""], value.on or "", value.doc or "")


def told_lines(
    office: Office, one: Indicator, *, unit_id: str, through: Period
) -> tuple[StepLine, ...]:
    """The steps, or what was decided outside; none of what is no milestone."""
    decided = decision_line(office, one, unit_id=unit_id, through=through)
    return (decided,) if decided else step_lines(office, one, unit_id=unit_id, through=through)
