"""Checks of a milestone: days that can't be days of this plan's year."""

from collections.abc import Mapping

from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.values import State, Value

_REMEDY = "请核对日期；情况属实的，请写审核说明。"


def check_steps(
    indicator: Indicator, values: Mapping[str, Value], *, year: int, reasons: Mapping[str, str]
) -> list[Problem]:
    """核实性: a step, or a decision, dated in another year than the plan's.

    Args:
        indicator: the milestone.
        values: step code → its value; `decision` for what is decided outside.
        year: the plan's.
        reasons: code of a warning → 审核说明 given.
    """
    names = {step.code: (f"step/{step.code}", step.name) for step in indicator.steps}
    names["decision"] = ("decision", "外部评定")
    return [
        Problem(
            Severity.WARNING,
            f"year_{code}",
            indicator.code,
            part,
            f"“{name}”的日期{on}不在{year}年内。",
            _REMEDY,
            reason=reasons.get(f"year_{code}", ""),
        )
        for code, (part, name) in names.items()
        if (on := _day(values.get(code))) and not on.startswith(f"{year}-")
    ]


def _day(value: Value | None) -> str:
    return (value.on or "") if value is not None and value.state is State.VALUE else ""
