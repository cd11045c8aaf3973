"""Months that a unit which has reported still lacks: its sum is one over a part, and says so."""

from collections.abc import Mapping, Sequence

from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.units import Units

Lacking = Mapping[str, tuple[Period, ...]]
"""Unit id → periods due that it has not filled, in order; only units that have reported some."""

_MOST_UNITS = 3
_SHORTEST_SPAN = 3


def lacking_words(lacking: Lacking, *, units: Units, own: str) -> str:
    """「宝堰镇缺7月、11月」, of the unit `own` itself without its name; "" where nothing lacks."""
    named = [
        f"{'' if unit == own else units.get(unit).name}缺{periods_words(periods)}"
        for unit, periods in lacking.items()
    ]
    if len(named) <= _MOST_UNITS:
        return "，".join(named)
    return f"{'，'.join(named[:_MOST_UNITS])}，等{len(named)}个单位缺报部分报告期"


def lacking_mark(lacking: Lacking, *, own: str, due: Sequence[Period]) -> str:
    """「4/6月」 of what the unit itself has filled, small enough for a cell; 「缺月份」 where one below lacks."""
    if own not in lacking:
        return "缺月份" if lacking else ""
    return f"{len(due) - len(lacking[own])}/{len(due)}{_COUNTED[due[0].type]}"


_COUNTED = {
    PeriodType.MONTH: "月",
    PeriodType.QUARTER: "季",
    PeriodType.HALF: "期",
    PeriodType.YEAR: "年",
}


def periods_words(periods: Sequence[Period]) -> str:
    """7月、11月; three or more in a row as 1月至5月. Their year is known."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and period.previous() == runs[-1][-1]:
            runs[-1].append(period)
        else:
            runs.append([period])
    return "、".join(_run_words(run) for run in runs)


def _run_words(run: Sequence[Period]) -> str:
    titles = [period.title.removeprefix(f"{period.year}年") for period in run]
    return f"{titles[0]}至{titles[-1]}" if len(run) >= _SHORTEST_SPAN else "、".join(titles)
