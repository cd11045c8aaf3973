"""Each unit's figure for an indicator, from wherever it comes: typed cells, register rows, ticks, steps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.judging import decided_outside, figure_of_steps
from zjmz_desktop.domain.periods import Period, PeriodType, month, parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.registers import Reading, Row
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import RowChecker
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import readings, rows_of, units_told
from zjmz_desktop.store import cells, figures
from zjmz_desktop.store.cells import StoredCell

Figures = Mapping[str, Figure]
_NUMBERLESS = (State.NOT_APPLICABLE, State.NOT_BEGUN)


def figures_through(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Unit id → cumulative figure at the end of the month `through`; units without any are absent."""
    key = ("figures", indicator.code, through.code)
    return office.cached(key, lambda: _made(office, indicator, through=through))


def _made(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    periods = counted_periods(indicator, through)
    match indicator.entry:
        case Entry.MILESTONE:
            return _milestones(office, indicator, through=through)
        case Entry.ACTIVITY:
            return _activities(office, indicator, through=through)
        case Entry.NARRATIVE:
            return _narratives(office, indicator, periods=periods)
        case Entry.CHECKLIST if indicator.source is None:
            return _checklists(office, indicator, periods=periods)
        case _:
            if indicator.source is not None:  # counts of rows are cumulative already
                periods = periods[-1:]
            typed = _typed(office, indicator, periods=periods)
            return _with_register(office, indicator, through=through, typed=typed)


def counted_periods(indicator: Indicator, through: Period) -> tuple[Period, ...]:
    """The periods whose figures count at `through`: all due so far (flow), or the last (stock)."""
    due = indicator.due_through(through)
    if through.type is not PeriodType.MONTH:
        due = tuple(p for p in due if p.last_on <= through.last_on)
    return due if indicator.measure is Measure.FLOW else due[-1:]


def figure_in(office: Office, indicator: Indicator, *, period: Period) -> Figures:
    """Unit id → figure of that period alone (本月数), for typed indicators."""
    asked = figures.Asked(indicator.code, (period.code,))
    return figures.figures_of(office.database, office.plan.year, asked=asked)


def figures_last_year(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Unit id → the same a year before, of cells entered for last year's periods."""
    periods = tuple(p.last_year().code for p in counted_periods(indicator, through))
    if indicator.source is not None:  # no rows of last year: typed as rows count, cumulative
        return _own_values(office, indicator, periods=periods[-1:])
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


def lived_through(unit: Unit, periods: Sequence[str]) -> tuple[str, ...]:
    """The periods in which a unit still was one, if only for some days."""
    ended = unit.ended_on
    return tuple(p for p in periods if ended is None or parse_period(p).first_on < ended)


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
    office: Office, indicator: Indicator, *, found: dict[str, Figure], periods: Sequence[Period]
) -> dict[str, Figure]:
    """期末在用: opening stock and additions less 本月减少."""
    codes = {p.code for p in periods}
    changed = dict(found)
    for stored in cells.of_indicator(office.database, indicator.code, year=office.plan.year):
        n, figure = stored.value.n, changed.get(stored.cell.unit)
        if n is None or figure is None or figure.n is None or figure.origin is Origin.ADOPTED:
            continue
        if stored.cell.part == "removed" and _counts_in(office, stored.cell, periods=codes):
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
    found = {unit: f for unit, f in typed.items() if not office.is_typed(indicator, unit)}
    found |= _summary_mode(office, indicator, through=through)
    for unit, figure in _zero_reports(office, indicator, through=through).items():
        found.setdefault(unit, figure)
    told = units_told(office, indicator, period=through)
    for unit, reading in readings(office, indicator, period=through).items():
        if unit not in told:
            continue
        before = found.get(unit)
        if before is None or not _outranks_rows(before, reading):
            found[unit] = _register_figure(office, indicator, unit=unit, reading=reading)
    return found


def _outranks_rows(figure: Figure, reading: Reading) -> bool:
    """Adopted, else rows as confirmed here, else what was written without them, while all rows wait."""
    if figure.origin in (Origin.PROXY, Origin.CONFIRMED):
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
    found = _own_values(office, indicator, periods=[p.code for p in periods])
    typed = {unit: found[unit] for unit in units if unit in found}
    if indicator.entry is not Entry.PER_BASE:
        return typed
    return {u: _with_base(office, indicator, unit=u, figure=f) for u, f in typed.items()}


def _zero_reports(office: Office, indicator: Indicator, *, through: Period) -> dict[str, Figure]:
    """Units without rows that say so: a typed 0 (零报告), 未开展 or 不适用."""
    found = _own_values(office, indicator, periods=[through_period(indicator, through).code])
    return {
        unit: figure
        for unit, figure in found.items()
        if figure.not_begun or figure.not_applicable or figure.n == 0
    }


def through_period(indicator: Indicator, through: Period) -> Period:
    """The last period due at `through`, else the first of the year."""
    due = indicator.due_through(through)
    return due[-1] if due else Period(through.year, indicator.period.months, indicator.period)


def _own_values(
    office: Office, indicator: Indicator, *, periods: Sequence[str]
) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for one in cells.of_indicator(office.database, indicator.code, year=office.plan.year):
        if one.cell.part != "value" or not _counts_in(office, one.cell, periods=periods):
            continue
        if one.value.state is State.BLANK:
            continue
        before = found.get(one.cell.unit, Figure())
        found[one.cell.unit] = _plus(before, one.value, conflict=one.conflict)
    return found


def _counts_in(office: Office, cell: Cell, *, periods: Collection[str]) -> bool:
    """Whether the cell is of one of the periods, and its unit still was one then."""
    unit, period = office.units.by_id.get(cell.unit), cell.period
    if period is None or period not in periods:
        return False
    return unit is None or bool(lived_through(unit, [period]))


def _plus(before: Figure, value: Value, *, conflict: bool) -> Figure:
    return Figure(
        n=_added(before.n, value.n),
        d=_added(before.d, value.d),
        not_applicable=value.state is State.NOT_APPLICABLE,
        not_begun=value.state is State.NOT_BEGUN,
        conflict=before.conflict or conflict,
        filled=before.filled + 1,
        due=1,
    )


def _added(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return b if a is None else a if b is None else a + b


# ---- checklists, steps, activities, texts ----


def _checklists(office: Office, indicator: Indicator, *, periods: Sequence[Period]) -> Figures:
    """Objects are the units: ticks of the last period due."""
    codes = {p.code for p in periods[-1:]}
    known = {entry.code for entry in indicator.entries}
    ticks: dict[str, int] = {}
    for one in cells.of_indicator(office.database, indicator.code, year=office.plan.year):
        kind, _, entry = one.cell.part.partition("/")
        if (
            kind == "tick"
            and entry in known
            and one.cell.period in codes
            and one.value.n is not None
        ):
            ticks[one.cell.unit] = ticks.get(one.cell.unit, 0) + int(one.value.n)
    found: dict[str, Figure] = {
        unit: Figure(
            n=Decimal(count),
            d=Decimal(len(known)),
            met=count >= indicator.entries_needed,
            filled=1,
            due=1,
        )
        for unit, count in ticks.items()
    }
    for unit, figure in _own_values(office, indicator, periods=list(codes)).items():
        found.setdefault(unit, figure)
    return found


def _milestones(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Steps done by the end of `through`, of the steps that were not cancelled."""
    found: dict[str, list[StoredCell]] = {}
    for one in cells.of_indicator(office.database, indicator.code, year=office.plan.year):
        kind = one.cell.part.partition("/")[0]
        if kind in ("step", "decision") and one.value.state is State.VALUE:
            found.setdefault(one.cell.unit, []).append(one)
    made = {
        unit: _steps_figure(indicator, stored, as_of=through.last_on)
        for unit, stored in found.items()
    }
    states = _own_values(office, indicator, periods=[str(office.plan.year)])
    made |= {u: f for u, f in states.items() if f.not_applicable or f.not_begun}
    return made


def _steps_figure(indicator: Indicator, stored: Iterable[StoredCell], *, as_of: date) -> Figure:
    by_part = {one.cell.part: one.value for one in stored}
    decision = by_part.get("decision", Value(State.BLANK))
    if decision.text == "not_entered":
        return Figure(not_applicable=True)
    decided = decided_outside(decision, as_of=as_of)
    done, cancelled = {}, []
    for step in indicator.steps:
        value = by_part.get(f"step/{step.code}", Value(State.BLANK))
        if value.text == "cancelled":
            cancelled.append(step.code)
        elif value.text == "done" and value.on:
            done[step.code] = day_of(value.on)
    return figure_of_steps(indicator, done, cancelled=cancelled, as_of=as_of, decided=decided)


def day_of(on: str) -> date:
    """The day of a stored date; a month alone counts as its last day."""
    if len(on) == len("2018-06"):
        return month(int(on[:4]), int(on[5:])).last_on
    return date.fromisoformat(on)


def step_states(office: Office, indicator: Indicator, *, unit: str) -> Mapping[str, Value]:
    """Step code → its cell's value; `decision` for an outside decision."""
    found = {}
    for one in cells.of_form(office.database, indicator.code, unit=unit):
        kind, _, step = one.cell.part.partition("/")
        if kind in ("step", "decision") and one.cell.year == office.plan.year:
            found[step or kind] = one.value
    return found


def occurrences(office: Office, indicator: Indicator, *, through: Period) -> tuple[Row, ...]:
    """Occurrences of an activity in the year, up to the end of `through`, by date."""
    until = through.last_on.isoformat()
    first = f"{through.year}-"
    found = []
    for row in rows_of(office, "activity"):
        held = row.fields.get("held_on", Value()).on or ""
        named = row.fields.get("indicators", Value()).choices or ()
        if indicator.code in named and held.startswith(first) and held <= until:
            found.append(row)
    return tuple(sorted(found, key=lambda row: row.fields["held_on"].on or ""))


def _activities(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    counts: dict[str, int] = {}
    told, checker = set(), RowChecker(office.plan.register("activity"))
    for row in occurrences(office, indicator, through=through):
        counts[row.keeper] = counts.get(row.keeper, 0) + 1
        if row.keeper not in told and checker.is_sound(row):
            told.add(row.keeper)
    found = {u: Figure(n=Decimal(n), filled=1, due=1) for u, n in counts.items() if u in told}
    for unit, figure in _zero_reports(office, indicator, through=through).items():
        found.setdefault(unit, figure)
    return found


def _narratives(office: Office, indicator: Indicator, *, periods: Sequence[Period]) -> Figures:
    codes = {p.code for p in periods}
    found = {}
    for one in cells.of_indicator(office.database, indicator.code, year=office.plan.year):
        if one.cell.part in ("value", "proxy") and one.cell.period in codes:
            state = one.value.state
            if state is State.BLANK:
                continue
            told = None if state in _NUMBERLESS else Decimal(1)
            found[one.cell.unit] = Figure(
                n=told,
                not_applicable=state is State.NOT_APPLICABLE,
                not_begun=state is State.NOT_BEGUN,
                filled=1,
                due=1,
            )
    return found


def months_filled(figure: Figure) -> str:
    """`5/6 月` where a flow lacks months, else ""."""
    return f"{figure.filled}/{figure.due} 月" if 0 < figure.filled < figure.due else ""
