"""What was told of each task at the end of earlier months; gathered from the store for annex 1."""

from collections.abc import Iterator, Mapping

from zjmz_desktop.domain.annual_data import (
    CANCELLED_WORDS,
    DONE_WORDS,
    Earlier,
    StepLine,
    is_judged,
)
from zjmz_desktop.domain.annual_history import Told, lines_of, shown_months
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.values import BLANK
from zjmz_desktop.service.cell_figures import step_states
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figures_as_told
from zjmz_desktop.service.rolling import judging
from zjmz_desktop.service.step_typing import DECISIONS, STEP_STATES
from zjmz_desktop.store import cells

_ENDED = (DONE_WORDS, CANCELLED_WORDS)


def history_of(office: Office, at: UnitPeriod) -> dict[str, tuple[Earlier, ...]]:
    """Task → what a unit told of it before a month, the earliest first; of tasks that concern it."""
    notes = _notes(office, at)
    asked = (
        one
        for one in office.plan.indicators
        if is_judged(one) and office.plan.concerned(one, at.unit_id, units=office.units)
    )
    found = (
        (one.code, tuple(_earlier(office, one, at=at, notes=notes.get(one.code, {}))))
        for one in asked
    )
    return {code: told for code, told in found if told}


def history_told(office: Office, at: UnitPeriod) -> Told:
    """The same in words."""
    found = history_of(office, at)
    return {code: lines_of(office.plan.indicator(code), told) for code, told in found.items()}


def _notes(office: Office, at: UnitPeriod) -> dict[str, dict[int, str]]:
    """Indicator → month → the unit's own 情况说明 of a period that ended in it, before `at`."""
    found: dict[str, dict[int, str]] = {}
    read = cells.of_units(office.database, [at.unit_id], parts=("note",), year=office.plan.year)
    for stored in sorted(read["note"], key=lambda one: one.cell.key):
        period, text = parse_period(stored.cell.period or ""), stored.value.text
        if text and period.year == at.period.year and period.last_on < at.period.last_on:
            of = found.setdefault(stored.cell.of, {})
            before = of.get(period.last_month)
            of[period.last_month] = f"{before}；{text}" if before else text
    return found


def _earlier(
    office: Office, one: Indicator, *, at: UnitPeriod, notes: Mapping[int, str]
) -> Iterator[Earlier]:
    before, since = at.period.last_month, ""
    for number in sorted({*shown_months(one, before=before), *notes}):
        through = month(at.period.year, number)
        until = through.last_on.isoformat()[:7]
        yield Earlier(
            through,
            _total(office, one, unit_id=at.unit_id, through=through),
            notes.get(number, ""),
            tuple(_steps(office, one, unit_id=at.unit_id, between=(since, until))),
            _decision(office, one, unit_id=at.unit_id, between=(since, until)),
        )
        since = until


def _total(office: Office, one: Indicator, *, unit_id: str, through: Period) -> Total | None:
    """Where the unit stood; None of milestones, and where nothing is reported with the month."""
    if one.entry is Entry.MILESTONE or one.due_in(through.year, through.last_month) is None:
        return None
    found = figures_as_told(office, one, through=through)
    return roll_up(one, unit_id, figures=found, context=judging(office, through))


def _steps(
    office: Office, one: Indicator, *, unit_id: str, between: tuple[str, str]
) -> Iterator[StepLine]:
    """Steps that ended after one month and up to another."""
    states = step_states(office, one, unit=unit_id)
    for step in one.steps:
        value = states.get(step.code, BLANK)
        state, on = STEP_STATES[value.text or "not_started"], value.on or ""
        if state in _ENDED and between[0] < on[:7] <= between[1]:
            yield StepLine(step.name, step.by, state, on, value.doc or "")


def _decision(office: Office, one: Indicator, *, unit_id: str, between: tuple[str, str]) -> str:
    """What was decided outside within the same months, in words; "" for nothing."""
    if not one.outside:
        return ""
    value = step_states(office, one, unit=unit_id).get("decision", BLANK)
    is_within = between[0] < (value.on or "")[:7] <= between[1]
    return DECISIONS[value.text] if value.text and is_within else ""
