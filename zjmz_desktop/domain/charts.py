"""Charts: series, ticks and labels; QPainter and reportlab only draw them."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.values import half_up

MONTHS = 12
_MULTIPLES = (1, 2, 5, 10)

Points = Sequence[Fraction | None]


class Tick(NamedTuple):
    """One line of the scale: its height as a share of the chart (0 bottom, 1 top) and its text."""

    value: Fraction
    height: Fraction
    text: str


class Point(NamedTuple):
    """One month of a series: height as a share of the chart, and the label above it."""

    month: int
    height: Fraction
    text: str


class Series(NamedTuple):
    """One year's line: runs of consecutive months; it breaks where nothing was reported."""

    name: str
    runs: tuple[tuple[Point, ...], ...]


class Chart(NamedTuple):
    """A chart of this year against last year.

    Attributes:
        series: this year, then last year.
        ticks: from bottom to top.
        months: labels of the twelve months.
        target: height of the target's line, or None.
        current_month: 1–12.
    """

    series: tuple[Series, Series]
    ticks: tuple[Tick, ...]
    months: tuple[str, ...]
    target: Fraction | None
    current_month: int


def month_chart(
    this_year: Points,
    last_year: Points,
    *,
    year: int,
    current_month: int,
    scale: tuple[int, Fraction | None] = (0, None),
) -> Chart:
    """Twelve months of this year and of last year.

    Args:
        this_year: twelve values, None where nothing was reported; later months are not drawn.
        last_year: the same of the year before.
        year: this year.
        current_month: month that is open, 1–12.
        scale: decimals shown, and the target or None.
    """
    decimals, target = scale
    drawn = [value if at < current_month else None for at, value in enumerate(this_year)]
    known = [value for value in (*drawn, *last_year, target) if value is not None]
    values = nice_ticks(
        min(known, default=Fraction(0)), max(known, default=Fraction(0)), decimals=decimals
    )
    low, span = values[0], values[-1] - values[0]
    shown = max(decimals, _decimals_of(values[1] - values[0]))
    return Chart(
        (
            Series(f"{year}年", _runs(drawn, (low, span), decimals=decimals)),
            Series(f"{year - 1}年", _runs(last_year, (low, span), decimals=decimals)),
        ),
        tuple(Tick(v, (v - low) / span, f"{half_up(v, shown):f}") for v in values),
        tuple(f"{number}月" for number in range(1, MONTHS + 1)),
        None if target is None else (target - low) / span,
        current_month,
    )


def _decimals_of(step: Fraction) -> int:
    decimals = 0
    while (step * 10**decimals).denominator != 1:
        decimals += 1
    return decimals


def nice_ticks(
    low: Fraction, high: Fraction, *, decimals: int = 0, lines: int = 5
) -> tuple[Fraction, ...]:
    """Round numbers (1, 2 or 5 times a power of ten) from 0 or below to above the greatest value.

    At most `lines` steps, and no step finer than the decimals shown: no half persons.
    """
    low, high = min(low, Fraction(0)), max(high, Fraction(0))
    size = Fraction(1, 10**decimals)
    while True:
        for multiple in _MULTIPLES:
            step = size * multiple
            first, last = low // step, -(-high // step)
            if last - first <= lines:
                last = max(last, first + 1)
                return tuple(step * at for at in range(first, last + 1))
        size *= 10


def _runs(
    values: Points, scale: tuple[Fraction, Fraction], *, decimals: int
) -> tuple[tuple[Point, ...], ...]:
    low, span = scale
    runs: list[list[Point]] = [[]]
    for number, value in enumerate(values, start=1):
        if value is None:
            runs.append([])
        else:
            text = f"{half_up(value, decimals):f}"
            runs[-1].append(Point(number, (value - low) / span, text))
    return tuple(tuple(run) for run in runs if run)


# ---- bars on paper ----


class Bar(NamedTuple):
    """One bar: where it begins and ends as shares of the scale, and its label.

    `share` None stands for nothing reported: no bar, only the label.
    """

    share: Fraction | None
    text: str


class BarGroup(NamedTuple):
    """The bars of one category, one for each series."""

    name: str
    bars: tuple[Bar, ...]


class BarChart(NamedTuple):
    """Bars by category, drawn grey and hatched, legible in black and white.

    Attributes:
        title: caption, e.g. 「图1　各章任务完成率」.
        measure: what the scale counts (%、个).
        series: names of the series, in order; a single one needs no legend.
        groups: categories in order.
        ticks: the scale from its low end.
        lying: bars lie (long names) instead of standing.
        zero: where the value 0 stands, as a share of the scale.
    """

    title: str
    measure: str
    series: tuple[str, ...]
    groups: tuple[BarGroup, ...]
    ticks: tuple[Tick, ...]
    lying: bool
    zero: Fraction


Labelled = tuple[Fraction | None, str]


def bar_chart(
    title: str,
    rows: Sequence[tuple[str, Sequence[Labelled]]],
    *,
    measure: str,
    series: Sequence[str],
    lying: bool,
) -> BarChart:
    """A bar chart of values with their labels; the labels are printed as given.

    Args:
        title: caption.
        rows: (category, one (value, label) for each series) in order.
        measure: what the scale counts.
        series: names of the series.
        lying: bars lie instead of standing.
    """
    known = [value for _, values in rows for value, _ in values if value is not None]
    ticks = nice_ticks(min(known, default=Fraction(0)), max(known, default=Fraction(0)))
    low, span = ticks[0], ticks[-1] - ticks[0]
    groups = tuple(
        BarGroup(
            name,
            tuple(Bar(None if v is None else (v - low) / span, text) for v, text in values),
        )
        for name, values in rows
    )
    shown = _decimals_of(ticks[1] - ticks[0])
    return BarChart(
        title,
        measure,
        tuple(series),
        groups,
        tuple(Tick(v, (v - low) / span, f"{half_up(v, shown):f}") for v in ticks),
        lying,
        -low / span,
    )
