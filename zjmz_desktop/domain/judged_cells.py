"""Totals and steps as cells of a table: the figure, its target, completion and light; a step's state and day."""

from datetime import date

from zjmz_desktop.domain.annual_data import StepLine
from zjmz_desktop.domain.annual_figures import goal_words, month_day_words, trimmed
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.judging_words import completion_text, plain, value_text
from zjmz_desktop.domain.paper import NOTHING
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.rollup import Total


def total_cell(indicator: Indicator, total: Total) -> str:
    """A figure as a cell: a value, steps that are done, 不适用, 未报, 待核实."""
    if not total.sum.expected:
        return "不适用"
    if total.conflicts and not total.sum.reported:
        return "待核实"
    if not total.sum.reported:
        return total.absent_words
    if indicator.entry is Entry.MILESTONE and indicator.steps:
        return f"{plain(total.sum.n)}/{plain(total.sum.d)}节点"
    judged = total.judged
    if judged.value is None:
        return NOTHING
    return trimmed(value_text(indicator, judged.value, target=judged.target), indicator)


def rate_cell(judged: Judged) -> str:
    """Completion."""
    return NOTHING if judged.completion is None else completion_text(judged.completion)


def light_cell(judged: Judged) -> str:
    """Against the curve; what was not broken down says so."""
    return judged.words.split("，")[-1]


def standing_cells(indicator: Indicator, total: Total) -> tuple[str, str, str]:
    """Target, completion, light; no light where nothing is judged."""
    judged = total.judged
    goal = NOTHING if judged.target is None else goal_words(indicator, judged.target)
    is_judged = indicator.judgement is not Judgement.NONE and total.sum.expected
    return goal, rate_cell(judged), light_cell(judged) if is_judged else NOTHING


def step_cells(step: StepLine, *, year: int) -> tuple[str, str, str, str, str]:
    """Name, deadline, state, day it was done, document."""
    done = month_day_words(date.fromisoformat(step.done_on), year=year) if step.done_on else ""
    return step.name, month_day_words(step.by, year=year), step.state, done, step.document
