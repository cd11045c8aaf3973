"""Each unit's figure for an indicator, from wherever it comes: typed cells, register rows, ticks, steps."""

from collections.abc import Sequence
from dataclasses import replace

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.registers import Reading
from zjmz_desktop.domain.undated import follows_the_month
from zjmz_desktop.service.cell_figures import (
    Figures,
    activities,
    checklists,
    counted_periods,
    counts_in,
    lived_through,
    milestones,
    narratives,
    own_values,
    zero_reports,
)
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import readings, units_told
from zjmz_desktop.store import cells, figures


def figures_through(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Unit id → cumulative figure at the end of the month `through`; units without any are absent."""
    key = ("figures", indicator.code, through.code)
    return office.cached(key, lambda: _made(office, indicator, through=through))


def _made(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    periods = counted_periods(indicator, through)
    match indicator.entry:
        case Entry.MILESTONE:
            return milestones(office, indicator, through=through)
        case Entry.ACTIVITY:
            return activities(office, indicator, through=through)
        case Entry.NARRATIVE:
            return narratives(office, indicator, periods=periods)
        case Entry.CHECKLIST if indicator.source is None:
            return checklists(office, indicator, periods=periods)
        case _:
            if indicator.source is not None:  # counts of rows are cumulative already
                periods = periods[-1:]
            typed = _typed(office, indicator, periods=periods)
            return _with_register(office, indicator, through=through, typed=typed)


def figures_as_told(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """The same as a month that is past was reported: counts of rows as they were written with its report.

    Where none was written the rows are counted by their dates; of rows without any nobody knows what
    they told then, and there is no figure.
    """
    if indicator.source is None:
        return figures_through(office, indicator, through=through)
    periods = counted_periods(indicator, through)[-1:]
    typed = _typed(office, indicator, periods=periods)
    written = {unit: f for unit, f in typed.items() if f.origin is Origin.CONFIRMED}
    if follows_the_month(indicator, office.plan.register(indicator.source.register)):
        return {**figures_through(office, indicator, through=through), **written}
    return {**_beside_rows(office, indicator, through=through, typed=typed), **written}


def _beside_rows(
    office: Office, indicator: Indicator, *, through: Period, typed: dict[str, Figure]
) -> Figures:
    """Figures in whose place no count of rows stands; rows are read only where one might."""
    found = _not_of_rows(office, indicator, through=through, typed=typed)
    if all(f.origin in (Origin.ADOPTED, Origin.CONFIRMED) for f in found.values()):
        return found
    whole = figures_through(office, indicator, through=through)
    return {unit: f for unit, f in whole.items() if f.origin is not Origin.REGISTER}


def figure_in(office: Office, indicator: Indicator, *, period: Period) -> Figures:
    """Unit id → figure of that period alone (本月数), for typed indicators."""
    asked = figures.Asked(indicator.code, (period.code,))
    return figures.figures_of(office.database, office.plan.year, asked=asked)


def figures_alone(office: Office, indicator: Indicator, *, period: Period) -> Figures:
    """Unit id → what happened in that period alone; of a stock, what stands at its end.

    Of numbers that rise and fall it is the additions less what was taken off.
    """
    through = month(period.year, period.last_month)
    if indicator.measure is Measure.STOCK:
        return figures_through(office, indicator, through=through)
    if indicator.entry is not Entry.ACTIVITY and indicator.source is None:
        typed = dict(figure_in(office, indicator, period=period))
        if not indicator.closes:
            return typed
        return _with_removed(office, indicator, found=typed, periods=(period,), parts=("removed",))
    return _risen(office, indicator, period=period, through=through)


def _risen(
    office: Office, indicator: Indicator, *, period: Period, through: Period
) -> dict[str, Figure]:
    """Rows dated within the period: what is counted at its end less what was counted before it."""
    found = figures_through(office, indicator, through=through)
    opened = through.last_month - period.type.months
    before: Figures = {}
    if opened:
        before = figures_through(office, indicator, through=month(period.year, opened))
    risen = {unit: _less(figure, before.get(unit)) for unit, figure in found.items()}
    if indicator.source is None:
        return risen
    typing = [unit for unit in found if office.is_typed(indicator, unit)]
    typed = own_values(office, indicator, periods=[period.code]) if typing else {}
    return risen | {unit: typed.get(unit, Figure()) for unit in typing}


def _less(figure: Figure, before: Figure | None) -> Figure:
    if figure.n is None or before is None or before.n is None:
        return figure
    return replace(figure, n=figure.n - before.n)


def figures_last_year(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Unit id → the same a year before, of cells entered for last year's periods."""
    periods = tuple(p.last_year().code for p in counted_periods(indicator, through))
    if indicator.source is not None:  # no rows of last year: typed as rows count, cumulative
        return own_values(office, indicator, periods=periods[-1:])
    if indicator.closes:  # typed as it stood at the end
        periods = periods[-1:]
    if not periods:
        return {}
    asked = figures.Asked(indicator.code, periods)
    return figures.figures_of(office.database, office.plan.year, asked=asked)


# ---- typed ----


def _typed(office: Office, indicator: Indicator, *, periods: Sequence[Period]) -> dict[str, Figure]:
    if not periods:
        return {}
    asked = figures.Asked(indicator.code, tuple(p.code for p in periods))
    found = figures.figures_of(office.database, office.plan.year, asked=asked)
    found = _without_afterlife(office, asked, found=found)
    if indicator.closes:
        found = _with_removed(office, indicator, found=found, periods=periods)
    if indicator.entry is Entry.PER_BASE:
        found = {
            unit: _with_base(office, indicator, unit=unit, figure=figure)
            for unit, figure in found.items()
        }
    return found


def _without_afterlife(
    office: Office, asked: figures.Asked, *, found: dict[str, Figure]
) -> dict[str, Figure]:
    """A unit that is no more counts for its own months: later ones are its successor's."""
    kept = dict(found)
    for unit_id in found:
        unit = office.units.by_id.get(unit_id)
        lived = asked.periods if unit is None else lived_through(unit, asked.periods)
        if lived != asked.periods:
            shorter = figures.Asked(asked.code, lived)
            again = figures.figures_of(
                office.database, office.plan.year, asked=shorter, unit=unit_id
            )
            kept.pop(unit_id)
            kept |= again
    return kept


def _with_removed(
    office: Office,
    indicator: Indicator,
    *,
    found: dict[str, Figure],
    periods: Sequence[Period],
    parts: tuple[str, ...] = ("removed", "opening"),
) -> dict[str, Figure]:
    """期末在用: opening stock and additions less 本月减少; without `opening` in `parts`, what that adds up to."""
    codes = {p.code for p in periods}
    changed, year = dict(found), office.plan.year
    for stored in cells.of_indicator(office.database, indicator.code, year=year, parts=parts):
        n, figure = stored.value.n, changed.get(stored.cell.unit)
        if n is None or figure is None or figure.n is None or figure.origin is Origin.ADOPTED:
            continue
        if stored.cell.part == "removed" and counts_in(office, stored.cell, periods=codes):
            changed[stored.cell.unit] = replace(figure, n=figure.n - n)
        elif stored.cell.part == "opening":
            changed[stored.cell.unit] = replace(figure, n=figure.n + n)
    return changed


def _with_base(office: Office, indicator: Indicator, *, unit: str, figure: Figure) -> Figure:
    return replace(figure, d=office.bases.get((base_of(office, indicator), unit)))


def base_of(office: Office, indicator: Indicator) -> str:
    """Code of the base in force: a decided question that names a base wins over the plan's own."""
    bases = {base.code for base in office.plan.bases}
    for question in office.plan.questions:
        if question.code in indicator.questions and question.code in office.choices:
            chosen = question.choices.get(office.choices[question.code])
            if chosen in bases:
                return str(chosen)
    return indicator.base


# ---- from a register ----


def _with_register(
    office: Office, indicator: Indicator, *, through: Period, typed: dict[str, Figure]
) -> Figures:
    """Register figures where rows are held; adopted figures win, a unit's own typed number never does."""
    if indicator.source is None:
        return typed
    found = _not_of_rows(office, indicator, through=through, typed=typed)
    told = units_told(office, indicator, period=through)
    for unit, reading in readings(office, indicator, period=through).items():
        if unit not in told:
            continue
        before = found.get(unit)
        if before is None or not _outranks_rows(before, reading):
            found[unit] = _register_figure(office, indicator, unit=unit, reading=reading)
    return found


def _not_of_rows(
    office: Office, indicator: Indicator, *, through: Period, typed: dict[str, Figure]
) -> dict[str, Figure]:
    """What was adopted, phoned in, typed in place of rows, or said where there are none."""
    found = {unit: f for unit, f in typed.items() if not office.is_typed(indicator, unit)}
    found |= _summary_mode(office, indicator, through=through)
    for unit, figure in zero_reports(office, indicator, through=through).items():
        found.setdefault(unit, figure)
    return found


def _outranks_rows(figure: Figure, reading: Reading) -> bool:
    """Adopted, else rows as confirmed here; what was phoned in stands while all rows wait."""
    if figure.origin is Origin.PROXY:
        return not reading.settled
    return figure.origin is Origin.ADOPTED


def _register_figure(
    office: Office, indicator: Indicator, *, unit: str, reading: Reading
) -> Figure:
    figure = Figure(n=reading.n, d=reading.d, origin=Origin.REGISTER, filled=1, due=1)
    if indicator.entry is Entry.PER_BASE:
        return _with_base(office, indicator, unit=unit, figure=figure)
    if indicator.is_rate and not reading.d:
        return replace(figure, n=None, d=None, not_applicable=True)
    return figure


def _summary_mode(office: Office, indicator: Indicator, *, through: Period) -> dict[str, Figure]:
    """Units that type the figure themselves: their own value counts."""
    units = {unit for code, unit in office.summary_mode if code == indicator.code}
    if not units:
        return {}
    periods = counted_periods(indicator, through)
    found = own_values(office, indicator, periods=[p.code for p in periods])
    typed = {unit: found[unit] for unit in units if unit in found}
    if indicator.entry is not Entry.PER_BASE:
        return typed
    return {u: _with_base(office, indicator, unit=u, figure=f) for u, f in typed.items()}


def months_filled(figure: Figure) -> str:
    """`5/6 月` where a flow lacks months, else ""."""
    return f"{figure.filled}/{figure.due} 月" if 0 < figure.filled < figure.due else ""
