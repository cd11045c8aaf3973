"""Charts of the annual summary: by section, by town, and month by month with last year."""

from collections.abc import Iterator
from fractions import Fraction

from zjmz_desktop.domain.annual_data import AnnualData, Months
from zjmz_desktop.domain.charts import BarChart, Labelled, bar_chart
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging_words import completion_text, value_text
from zjmz_desktop.domain.paper import NOTHING
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Level

_MONTHS = tuple(f"{number}月" for number in range(1, 13))
_MOST_TOWN_CHARTS = 2


def section_chart(data: AnnualData) -> BarChart | None:
    """Share of each section's judged tasks that are done; None where nothing is judged."""
    counts = _by_section(data)
    if not counts:
        return None
    rows: list[tuple[str, list[Labelled]]] = []
    for title, (done, asked) in counts.items():
        share = Fraction(done, asked)
        rows.append((title, [(share * 100, f"{completion_text(share)}（{done}/{asked}）")]))
    title = "图1　各章可考核任务完成率"
    return bar_chart(title, rows, measure="%", series=("完成率",), lying=True)


def _by_section(data: AnnualData) -> dict[str, tuple[int, int]]:
    """Section title → tasks done, tasks asked; what was not broken down is not asked."""
    titles = {section.no: section.title for section in data.plan.sections}
    found: dict[str, tuple[int, int]] = {}
    for one, total in data.assessed:
        if total.judged.light is Light.UNALLOCATED:
            continue
        title = titles.get(data.plan.item_of(one).section, "")
        done, asked = found.get(title, (0, 0))
        found[title] = (done + (total.judged.light is Light.DONE), asked + 1)
    return found


def town_charts(data: AnnualData) -> tuple[BarChart, ...]:
    """Completion by town of counts with targets of their own: those that are late first, at most two."""
    fitting = [pair for pair in data.assessed if _has_towns_with_targets(*pair)]
    fitting.sort(key=lambda pair: pair[1].judged.light is Light.DONE)
    return tuple(
        _town_chart(one, total, no=no, data=data)
        for no, (one, total) in enumerate(fitting[:_MOST_TOWN_CHARTS], 2)
    )


def _has_towns_with_targets(indicator: Indicator, total: Total) -> bool:
    with_rate = [c for c in total.children if c.judged.completion is not None]
    number = indicator.entry is Entry.NUMBER and indicator.level is Level.TOWN
    return number and len(with_rate) >= 2 and not total.judged.reaching


def _town_chart(indicator: Indicator, total: Total, *, no: int, data: AnnualData) -> BarChart:
    rows: list[tuple[str, list[Labelled]]] = []
    for child in total.children:
        if child.sum.expected and child.judged.target is not None:
            rows.append((data.units.get(child.unit).name, [_town_bar(indicator, child)]))
    title = f"图{no}　{indicator.name}分镇（街道）完成率"
    return bar_chart(title, rows, measure="%", series=("完成率",), lying=True)


def _town_bar(indicator: Indicator, child: Total) -> Labelled:
    judged = child.judged
    if not child.sum.reported:
        return None, child.absent_words
    if judged.completion is None or judged.value is None:
        return None, NOTHING
    value = value_text(indicator, judged.value, target=judged.target)
    return (
        judged.completion * 100,
        f"{completion_text(judged.completion)}（{value}{indicator.unit}）",
    )


def month_charts(data: AnnualData, *, first: int) -> Iterator[BarChart]:
    """Month by month with last year; `first` is the number of the first picture."""
    for no, months in enumerate(data.months, first):
        yield month_bars(data.plan.indicator(months.code), months, year=data.plan.year, no=no)


def month_bars(indicator: Indicator, months: Months, *, year: int, no: int) -> BarChart:
    """One indicator's months of this year, and of the last where any is known, as bars that stand."""
    years = [(f"{year}年", months.this_year)]
    if any(value is not None for value in months.last_year):
        years.append((f"{year - 1}年", months.last_year))
    rows = [
        (name, [_bar(indicator, values[at]) for _, values in years])
        for at, name in enumerate(_MONTHS)
    ]
    title = f"图{no}　{indicator.name}分月情况（{month_words(indicator)}）"
    names = [name for name, _ in years]
    return bar_chart(title, rows, measure=indicator.unit, series=names, lying=False)


def month_words(indicator: Indicator) -> str:
    """What one month's bar holds: what stands at its end, what rows tell up to it, or its own figure."""
    if indicator.is_standing:
        return "月末数"
    return "当月数" if indicator.source is None else "年初至当月累计"


def _bar(indicator: Indicator, value: Fraction | None) -> Labelled:
    return value, "" if value is None else value_text(indicator, value)
