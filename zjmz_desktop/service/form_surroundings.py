"""What stands around a form: its history, its chart, the units below, the register behind it."""

from decimal import Decimal
from fractions import Fraction

from zjmz_desktop.domain.annual_charts import month_words
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.judging_words import plain, value_text
from zjmz_desktop.domain.lacking import lacking_words
from zjmz_desktop.domain.periods import PeriodType, month
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.registers import title_of
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Unit
from zjmz_desktop.service.cell_figures import occurrences
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.entering import FieldAt, cell_of
from zjmz_desktop.service.figuring import figure_in, figures_through
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.form_facts import nothing_words
from zjmz_desktop.service.month_series import month_value
from zjmz_desktop.service.periods_lacking import lacking
from zjmz_desktop.service.register_readings import readings, rows_of
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.views import HistoryLine, RegisterSummary, SeriesView, TownLine
from zjmz_desktop.service.wording import act_words, what_words
from zjmz_desktop.store import cells, revisions

_MOST_HISTORY = 30


def history_of(case: FormCase) -> tuple[HistoryLine, ...]:
    """Writes of this form, newest first."""
    year = str(case.office.plan.year)
    mine = [c.cell for (_, p), c in case.stored.items() if p in (case.period.code, year)]
    if not mine:
        return ()
    office = case.office
    lines = []
    for written in revisions.history(office.database, mine)[:_MOST_HISTORY]:
        one = written.revision
        at = one.clock.at.astimezone(BEIJING)
        who = f"{office.units.get(one.author).name} {office.name_of_user(one.author, one.user)}"
        what = what_words(case.indicator, one.cell.part, value=one.value)
        lines.append(HistoryLine(f"{at:%Y-%m-%d %H:%M}", who, what, act_words(one.act, one.note)))
    return tuple(lines)


def series_of(case: FormCase) -> SeriesView | None:
    """Twelve months of this year and last, None where there is nothing to draw."""
    one = case.indicator
    if one.period is not PeriodType.MONTH or one.entry not in (Entry.NUMBER, Entry.RATIO):
        return None
    year = case.office.plan.year
    if one.source is not None:
        return _register_series(case)
    office, unit_id = case.office, case.unit.id
    now, before = (
        tuple(month_value(office, one, unit_id=unit_id, period=month(y, m)) for m in range(1, 13))
        for y in (year, year - 1)
    )
    if not any(v is not None for v in (*now, *before)):
        return None
    return SeriesView(now, before, case.period.last_month, month_words(one))


def _register_series(case: FormCase) -> SeriesView:
    """Cumulative counts month by month up to the month shown."""
    year = case.office.plan.year
    values: list[Fraction | None] = []
    for number in range(1, 13):
        through = month(year, number)
        if number > case.period.last_month:
            values.append(None)
            continue
        found = total(case.office, case.indicator, unit_id=case.unit.id, through=through)
        values.append(found.judged.value)
    what = month_words(case.indicator)
    return SeriesView(tuple(values), (None,) * 12, case.period.last_month, what)


def towns_of(case: FormCase) -> tuple[TownLine, ...]:
    """Lines of the units below."""
    return tuple(
        _town_line(case, child)
        for child in case.total.children
        if child.sum.expected or child.children or child.sum.n
    )


def _town_line(case: FormCase, child: Total) -> TownLine:
    """One unit below, with the state of its figure in words."""
    one, unit = case.indicator, case.units.get(child.unit)
    figures = figures_through(case.office, one, through=case.through)
    figure = figures.get(unit.id)
    judged = child.judged
    text = "" if judged.value is None else value_text(one, judged.value, target=judged.target)
    if unit.ended_words:
        text = plain(child.sum.n)
    if one.entry is Entry.MILESTONE and figure and figure.d:
        text = f"{plain(figure.n or Decimal(0))}/{plain(figure.d)}步"
    note = cells.one(
        case.office.database,
        cell_of(case.office, FieldAt(one.code, unit.id, case.period, "note")),
    )
    return TownLine(
        unit=unit.id,
        name=unit.name,
        value=_own_words(case, unit),
        cumulative=text or nothing_words(figure) or child.absent_words,
        state=unit.ended_words
        or _state_words(figure, absent=child.absent_words) + _gap_words(case, unit),
        light=judged.light,
        note=(note.value.text if note else None) or "",
    )


def _gap_words(case: FormCase, unit: Unit) -> str:
    gaps = lacking(case.office, case.indicator, unit_id=unit.id, through=case.through)
    words = lacking_words(gaps, units=case.units, own=unit.id)
    return words and f"，{words}"


def _own_words(case: FormCase, unit: Unit) -> str:
    figure = figure_in(case.office, case.indicator, period=case.period).get(unit.id)
    if figure is None or figure.n is None:
        return nothing_words(figure)
    if figure.d is not None:
        return f"{plain(figure.n)}／{plain(figure.d)}"
    return plain(figure.n)


def _state_words(figure: Figure | None, *, absent: str) -> str:
    if figure is None:
        return absent
    if figure.conflict:
        return "两机数据不一致，待核实"
    if figure.not_applicable or figure.not_begun:
        return nothing_words(figure)
    return figure.origin_words


def register_summary_of(case: FormCase) -> RegisterSummary | None:
    """What the register behind the indicator gives."""
    one, office = case.indicator, case.office
    if one.entry is Entry.ACTIVITY:
        return _occurrence_summary(case)
    if one.source is None:
        return None
    register = office.plan.register(one.source.register)
    units = {u.id for u in office.plan.concerned(one, case.unit.id, units=office.units)}
    found = [r for u, r in readings(office, one, period=case.through).items() if u in units]
    names = {row.id: title_of(row, register) for row in rows_of(office, register.code)}
    refused = tuple((names[row], why) for r in found for row, why in (*r.not_counted, *r.short))
    return RegisterSummary(
        register.code,
        register.name,
        sum(len(r.counted) - len(r.short) for r in found),
        sum(len(r.awaiting) for r in found),
        refused,
    )


def _occurrence_summary(case: FormCase) -> RegisterSummary:
    """Occurrences of an activity held here this year."""
    office, register = case.office, case.office.plan.register("activity")
    units = {u.id for u in office.plan.concerned(case.indicator, case.unit.id, units=office.units)}
    held = [
        r for r in occurrences(office, case.indicator, through=case.through) if r.keeper in units
    ]
    return RegisterSummary(register.code, register.name, len(held), 0, ())
