"""Figures read cell by cell: own values and zero reports, ticks, steps, occurrences, texts.

Each holds by the same order as a typed number: what the superior adopted, what stands here, what was
written without it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.judging import decided_outside, figure_of_steps
from zjmz_desktop.domain.periods import Period, PeriodType, month, parse_period
from zjmz_desktop.domain.plan_indicators import Indicator, Measure
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import rows_of, soundness
from zjmz_desktop.store import cells, figures
from zjmz_desktop.store.cells import StoredCell

Figures = Mapping[str, Figure]
_NUMBERLESS = (State.NOT_APPLICABLE, State.NOT_BEGUN)


def counted_periods(indicator: Indicator, through: Period) -> tuple[Period, ...]:
    """The periods whose figures count at `through`: all due so far (flow), or the last (stock)."""
    due = indicator.due_through(through)
    if through.type is not PeriodType.MONTH:
        due = tuple(p for p in due if p.last_on <= through.last_on)
    return due if indicator.measure is Measure.FLOW else due[-1:]


def lived_through(unit: Unit, periods: Sequence[str]) -> tuple[str, ...]:
    """The periods in which a unit still was one, if only for some days."""
    ended = unit.ended_on
    return tuple(p for p in periods if ended is None or parse_period(p).first_on < ended)


def own_values(
    office: Office, indicator: Indicator, *, periods: Sequence[str]
) -> dict[str, Figure]:
    """Unit id → its own figures of the periods added up, whether or not they are the effective ones."""
    found: dict[str, Figure] = {}
    year, code = office.plan.year, indicator.code
    asked = (Cell(code, unit, "value", year, p) for unit in office.units.by_id for p in periods)
    for one in cells.at(office.database, asked):
        if one.value.state is State.BLANK or not counts_in(office, one.cell, periods=periods):
            continue
        before = found.get(one.cell.unit, Figure())
        found[one.cell.unit] = _plus(before, one.value, conflict=one.conflict)
    return found


def counts_in(office: Office, cell: Cell, *, periods: Collection[str]) -> bool:
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


def zero_reports(office: Office, indicator: Indicator, *, through: Period) -> dict[str, Figure]:
    """Units without rows that say so: a typed 0 (零报告), 未开展 or 不适用."""
    found = own_values(office, indicator, periods=[through_period(indicator, through).code])
    return {
        unit: figure
        for unit, figure in found.items()
        if figure.not_begun or figure.not_applicable or figure.n == 0
    }


def through_period(indicator: Indicator, through: Period) -> Period:
    """The last period due at `through`, else the first of the year."""
    due = indicator.due_through(through)
    return due[-1] if due else Period(through.year, indicator.period.months, indicator.period)


# ---- checklists, steps, activities, texts ----


def checklists(office: Office, indicator: Indicator, *, periods: Sequence[Period]) -> Figures:
    """Objects are the units: ticks of the last period due."""
    codes = [p.code for p in periods[-1:]]
    known = {f"tick/{entry.code}" for entry in indicator.entries}
    ticks: dict[str, list[StoredCell]] = {}
    year, parts = office.plan.year, ("tick/*",)
    for one in cells.of_indicator(office.database, indicator.code, year=year, parts=parts):
        cell = one.cell
        if cell.part in known and cell.period in codes and one.value.n is not None:
            ticks.setdefault(cell.unit, []).append(one)
    ticked = {unit: _ticked(indicator, some) for unit, some in ticks.items()}
    written = {
        unit: replace(figure, met=(figure.n or 0) >= indicator.entries_needed)
        for unit, figure in _written(office, indicator, periods=codes).items()
    }
    return _ranked(ticked, written=written)


def _ticked(indicator: Indicator, ticks: Sequence[StoredCell]) -> Figure:
    count = sum((one.value.n or Decimal(0) for one in ticks), Decimal(0))
    return Figure(
        n=count,
        d=Decimal(len(indicator.entries)),
        met=count >= indicator.entries_needed,
        conflict=any(one.conflict for one in ticks),
        filled=1,
        due=1,
    )


def _written(office: Office, indicator: Indicator, *, periods: Sequence[str]) -> dict[str, Figure]:
    """What is written as a figure, though it is entered otherwise: adopted, counted, 代报, kinds of nothing."""
    if not periods:
        return {}
    asked = figures.Asked(indicator.code, tuple(periods))
    return figures.figures_of(office.database, office.plan.year, asked=asked)


def _ranked(entered: Mapping[str, Figure], *, written: Mapping[str, Figure]) -> dict[str, Figure]:
    """Adopted, else what was entered here, else what was written without it."""
    adopted = {u: f for u, f in written.items() if f.origin is Origin.ADOPTED}
    return {**written, **entered, **adopted}


def milestones(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Steps done by the end of `through`, of the steps that were not cancelled."""
    found: dict[str, list[StoredCell]] = {}
    year, parts = office.plan.year, ("step/*", "decision")
    for one in cells.of_indicator(office.database, indicator.code, year=year, parts=parts):
        if one.value.state is State.VALUE:
            found.setdefault(one.cell.unit, []).append(one)
    made = {
        unit: _steps_figure(indicator, stored, as_of=through.last_on)
        for unit, stored in found.items()
    }
    states = own_values(office, indicator, periods=[str(office.plan.year)])
    made |= {u: f for u, f in states.items() if f.not_applicable or f.not_begun}
    return made


def _steps_figure(indicator: Indicator, stored: Sequence[StoredCell], *, as_of: date) -> Figure:
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
    found = figure_of_steps(indicator, done, cancelled=cancelled, as_of=as_of, decided=decided)
    return replace(found, conflict=any(one.conflict for one in stored))


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


def activities(office: Office, indicator: Indicator, *, through: Period) -> Figures:
    """Occurrences of the year; where none are held here, what was counted where they are."""
    counts: dict[str, int] = {}
    told, is_sound = set(), soundness(office, office.plan.register("activity"))
    for row in occurrences(office, indicator, through=through):
        counts[row.keeper] = counts.get(row.keeper, 0) + 1
        if row.keeper not in told and is_sound(row):
            told.add(row.keeper)
    found = {u: Figure(n=Decimal(n), filled=1, due=1) for u, n in counts.items() if u in told}
    last = [p.code for p in counted_periods(indicator, through)[-1:]]
    written = _written(office, indicator, periods=last)
    return _ranked(found, written=written)


def narratives(office: Office, indicator: Indicator, *, periods: Sequence[Period]) -> Figures:
    """A text that is filled is 1; of several periods the last one told."""
    found: dict[str, Figure] = {}
    for period in periods:
        found |= _written(office, indicator, periods=[period.code])
    numberless = {u for u, f in found.items() if f.not_applicable or f.not_begun}
    return {u: f if u in numberless else replace(f, n=Decimal(1)) for u, f in found.items()}
