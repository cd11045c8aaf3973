"""审核: the problems of one form, or of a unit's whole period, with the reasons already given."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from zjmz_desktop.domain.checks import Facts, check_figures
from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Measure
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.step_checks import check_steps
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service import row_drafts
from zjmz_desktop.service.cell_figures import step_states
from zjmz_desktop.service.confirming import RowChecks
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import parse_typed
from zjmz_desktop.service.figuring import figure_in, figures_through
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.register_readings import one_row, rows_of
from zjmz_desktop.service.register_tables import duplicate_warnings
from zjmz_desktop.service.total_checks import reasons_in, total_problems
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import Draft, StoredCell

_Form = dict[tuple[str, str | None], StoredCell]
"""(part, period) → cell of an indicator's form."""

_HALVES = ("value/n", "value/d")
_TYPED = (Entry.NUMBER, Entry.RATIO, Entry.PER_BASE)


def problems_of(
    office: Office, indicator: Indicator, *, unit: Unit, period: Period
) -> tuple[Problem, ...]:
    """Problems of one typed figure, or of a milestone's steps; none where nothing is entered."""
    if indicator.entry is Entry.MILESTONE:
        return tuple(_step_problems(office, indicator, unit=unit))
    if indicator.entry not in _TYPED or not office.is_typed(indicator, unit.id):
        return ()
    stored: _Form = {
        (c.cell.part, c.cell.period): c
        for c in cells.of_form(office.database, indicator.code, unit=unit.id)
    }
    value = _value(stored.get(("value", period.code)) or stored.get(("proxy", period.code)))
    if value.state is State.BLANK:
        return ()
    facts = _facts(office, indicator, unit=unit, period=period, stored=stored)
    return tuple(check_figures(indicator, facts))


def _step_problems(office: Office, indicator: Indicator, *, unit: Unit) -> list[Problem]:
    """A reason that was given once holds: steps are of the whole year."""
    reasons = {
        c.cell.part.partition("/")[2]: c.value.text
        for c in cells.of_form(office.database, indicator.code, unit=unit.id)
        if c.cell.part.startswith("check/") and c.cell.year == office.plan.year and c.value.text
    }
    states = step_states(office, indicator, unit=unit.id)
    return check_steps(indicator, states, year=office.plan.year, reasons=reasons)


def _value(stored: StoredCell | None) -> Value:
    return stored.value if stored else BLANK


def _facts(
    office: Office, indicator: Indicator, *, unit: Unit, period: Period, stored: _Form
) -> Facts:
    before = period.previous()
    removed = _value(stored.get(("removed", period.code))).n
    return Facts(
        value=_value(stored.get(("value", period.code)) or stored.get(("proxy", period.code))),
        last=_value(stored.get(("value", before.code))),
        removed=removed or Decimal(0),
        total_before=_total_before(office, indicator, unit=unit, before=before),
        others=_others(office, indicator, unit=unit, period=period),
        names={
            code: office.plan.indicator(code).name for c in indicator.checks for code in c.others
        },
        reasons=reasons_in(stored.values(), period.code),
    )


def _total_before(
    office: Office, indicator: Indicator, *, unit: Unit, before: Period
) -> Decimal | None:
    if before.year != office.plan.year or (
        indicator.measure is Measure.STOCK and not indicator.closes
    ):
        stood = figure_in(office, indicator, period=before).get(unit.id)
        return stood.n if stood and indicator.measure is Measure.STOCK else None
    found = figures_through(office, indicator, through=month(before.year, before.last_month)).get(
        unit.id
    )
    return found.n if found else None


def _others(
    office: Office, indicator: Indicator, *, unit: Unit, period: Period
) -> dict[str, Decimal]:
    found = {}
    for code in {code for check in indicator.checks for code in check.others}:
        figure = figure_in(office, office.plan.indicator(code), period=period).get(unit.id)
        if figure is not None and figure.n is not None:
            found[code] = figure.n
    return found


def check_unit(office: Office, unit_id: str, *, month_shown: Period) -> tuple[Problem, ...]:
    """Every problem of a unit in what is due that month: drafts, figures, totals, register rows."""
    unit = office.units.get(unit_id)
    found: list[Problem] = []
    refused = cells.refused_drafts(office.database, unit=unit.id, user=office.user)
    for indicator in office.plan.indicators:
        period = indicator.due_in(month_shown.year, month_shown.last_month)
        if period is not None and unit.id in fillers(office, indicator, unit_id=unit.id):
            mine = refused.get((indicator.code, period.code), ())
            problems = (
                *_draft_problems(mine, indicator),
                *problems_of(office, indicator, unit=unit, period=period),
            )
            found += map(partial(_named, indicator=indicator), problems)
    return (
        *found,
        *total_problems(office, unit, month_shown=month_shown),
        *_row_problems(office, unit, day=month_shown.last_on),
        *_row_draft_problems(office, unit),
    )


def _named(problem: Problem, *, indicator: Indicator) -> Problem:
    """A problem in a list of many figures says of which it is; on the figure's own form it need not."""
    if indicator.name in problem.message:
        return problem
    return problem._replace(message=f"{indicator.name}：{problem.message}")


def _row_draft_problems(office: Office, unit: Unit) -> list[Problem]:
    """Refused cells of the registers that this office keeps."""
    registers = office.plan.registers if unit.id == office.unit.id else ()
    return [
        Problem(
            *(Severity.ERROR, "draft", "", draft.code, draft.reason, "请改正后再上报。"),
            row=draft.row,
            register=register.code,
        )
        for register in registers
        for draft in row_drafts.standing(office, register.code)
        if draft.pending or _holds_something(office, register, row_id=draft.row)
    ]


def _holds_something(office: Office, register: Register, *, row_id: str) -> bool:
    """Not so for a row whose adding was undone."""
    row = one_row(office, register, row_id=row_id)
    return row is not None and any(value != BLANK for value in row.fields.values())


def _draft_problems(drafts: Iterable[Draft], indicator: Indicator) -> Iterator[Problem]:
    """What was refused; numerator and denominator that only together are impossible count once."""
    told = False
    for one in drafts:
        of_pair = one.part in _HALVES and _can_be_read(one, indicator)
        if not (of_pair and told):
            place = (indicator.code, one.part)
            yield Problem(Severity.ERROR, "draft", *place, one.reason, "请改正后再上报。")
        told = told or of_pair


def _can_be_read(draft: Draft, indicator: Indicator) -> bool:
    try:
        parse_typed(indicator, draft.part, typed=draft.typed)
    except ValueRefusedError:
        return False
    return True


def _row_problems(office: Office, unit: Unit, *, day: date) -> list[Problem]:
    """Problems of the rows that the unit keeps."""
    found: list[Problem] = []
    for register in office.plan.registers:
        checks, alike = RowChecks(office, register, day=day), duplicate_warnings(office, register)
        for row in rows_of(office, register.code):
            if row.keeper == unit.id:
                mine = (*checks.problems(row), *alike.get(row.id, ()))
                found += [problem._replace(register=register.code) for problem in mine]
    return found
