"""汇总表 from totals: texts of cells, kinds of nothing kept apart."""

from collections.abc import Mapping

from zjmz_desktop.domain.figures import Figure, Light
from zjmz_desktop.domain.judging_words import completion_text, plain, value_text
from zjmz_desktop.domain.lacking import lacking_mark, lacking_words
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import State
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.matrix_views import Matrix, MatrixCell, MatrixRow
from zjmz_desktop.service.periods_lacking import lacking, reported_words
from zjmz_desktop.service.review_marks import returned_figures
from zjmz_desktop.service.rolling import totals
from zjmz_desktop.service.unsubmitted import unsubmitted_words

CONFLICT = "两机不一致"
DIFFERS, RETURNED = "不一致", "退改"
"""Marks beside a figure, short enough for a cell."""
NOT_DUE = "未到期"
"""未到报告期, short enough for a cell."""
Figures = Mapping[str, Figure]


def read_matrix(office: Office, task: Task | None = None, *, place: Place) -> Matrix:
    """Indicators that concern the unit, with one cell for each unit below it."""
    found = totals(office, place.unit_id, through=place.period)
    below = tuple((u.id, u.name) for u in office.units.children(place.unit_id))
    returned = returned_figures(office, place.period)
    rows = []
    for indicator in office.plan.indicators:
        total = found[indicator.code]
        if total.sum.expected or total.judged.light is not Light.NOT_APPLICABLE:
            figures = figures_through(office, indicator, through=place.period)
            reported = reported_words(office, total, through=place.period)
            row = _row(indicator, total=total, figures=figures, below=below, reported=reported)
            row = _marked(office, row, below=below, place=place)
            row = _with_unsubmitted(office, row, total=total, through=place.period)
            rows.append(_with_states(office, row, below=below, returned=returned))
    return Matrix(place.unit_id, place.period, below, tuple(rows))


def _marked(
    office: Office, row: MatrixRow, *, below: tuple[tuple[str, str], ...], place: Place
) -> MatrixRow:
    """With a mark in the cells whose sum lacks months."""
    indicator = office.plan.indicator(row.code)
    gaps = lacking(office, indicator, unit_id=place.unit_id, through=place.period)
    if not gaps:
        return row
    due, units = counted_periods(indicator, place.period), office.units
    cells = []
    for (unit, _), cell in zip(below, row.cells, strict=True):
        own = {one: gap for one, gap in gaps.items() if one == unit or units.is_below(one, unit)}
        mark = lacking_mark(own, own=unit, due=due)
        cells.append(cell._replace(mark=mark, lacks=lacking_words(own, units=units, own=unit)))
    return row._replace(cells=tuple(cells))


def _with_unsubmitted(
    office: Office, row: MatrixRow, *, total: Total, through: Period
) -> MatrixRow:
    """With what is said of the total and of those cells that have figures which were not submitted."""
    said = {
        child.unit: unsubmitted_words(office, child, through=through) for child in total.children
    }
    below = office.units.children(total.unit)
    cells = (
        _and_said(cell, said.get(unit.id, "")) for unit, cell in zip(below, row.cells, strict=True)
    )
    apart = unsubmitted_words(office, total, through=through)
    return row._replace(cells=tuple(cells), apart=apart)


def _and_said(cell: MatrixCell, words: str) -> MatrixCell:
    return cell._replace(lacks="，".join(filter(None, (cell.lacks, words))))


def _with_states(
    office: Office,
    row: MatrixRow,
    *,
    below: tuple[tuple[str, str], ...],
    returned: frozenset[tuple[str, str]],
) -> MatrixRow:
    """With a mark where a figure was returned, or two computers disagree, in the unit or below it."""
    mine = [unit for code, unit in returned if code == row.code]
    cells = []
    for (unit, _), cell in zip(below, row.cells, strict=True):
        back = any(one == unit or office.units.is_below(one, unit) for one in mine)
        if back:
            cell = _said(cell, RETURNED, words="有退改未改的数")
        if cell.conflict and cell.text != CONFLICT:
            cell = _said(cell, DIFFERS, words="有两机数据不一致、待核实的数，没有计入")
        cells.append(cell)
    return row._replace(cells=tuple(cells))


def _said(cell: MatrixCell, mark: str, *, words: str) -> MatrixCell:
    lacks = f"{words}，{cell.lacks}" if cell.lacks else words
    return cell._replace(mark=mark, lacks=lacks)


def _row(
    one: Indicator,
    *,
    total: Total,
    figures: Figures,
    below: tuple[tuple[str, str], ...],
    reported: str,
) -> MatrixRow:
    children = {child.unit: child for child in total.children}
    cells = tuple(_cell(one, children.get(unit), figure=figures.get(unit)) for unit, _ in below)
    judged = total.judged
    return MatrixRow(
        code=one.code,
        name=one.name,
        measure_unit=one.unit,
        total=_cell(one, total, figure=figures.get(total.unit)).text,
        light=judged.light,
        completion="" if judged.completion is None else completion_text(judged.completion),
        reported=reported if total.sum.expected else "不适用",
        share=f"{total.sum.reported}/{total.sum.expected}" if total.sum.expected else "不适用",
        cells=cells,
    )


def _cell(one: Indicator, total: Total | None, *, figure: Figure | None) -> MatrixCell:
    if total is not None and not total.sum.expected and total.sum.n:
        return MatrixCell(f"{plain(total.sum.n)}（已撤并）", Light.NOT_APPLICABLE, reported=True)
    if total is None or not total.sum.expected:
        return MatrixCell(State.NOT_APPLICABLE.words, Light.NOT_APPLICABLE, reported=False)
    light = total.judged.light
    if not total.sum.reported:
        clash = total.sum.conflicts > 0
        absent = total.absent_words if total.due else NOT_DUE
        return MatrixCell(CONFLICT if clash else absent, light, reported=False, conflict=clash)
    if figure is not None and figure.not_begun and not total.children:
        return MatrixCell(State.NOT_BEGUN.words, light, reported=True)
    return MatrixCell(_value(one, total), light, True, conflict=total.sum.conflicts > 0)


def _value(one: Indicator, total: Total) -> str:
    value = total.judged.value
    if one.entry is Entry.MILESTONE and total.sum.d:
        return f"{plain(total.sum.n)}／{plain(total.sum.d)}步"
    if one.entry is Entry.NARRATIVE:
        return "已报" if not total.children else f"{total.sum.reported}份"
    if value is None:
        return total.judged.words
    return value_text(one, value, target=total.judged.target) + ("%" if one.unit == "%" else "")


def is_late(row: MatrixRow) -> bool:
    """Whether the total or one of the units is behind the elapsed share."""
    return Light.BEHIND in (row.light, *(cell.light for cell in row.cells))


def concerns_below(row: MatrixRow) -> bool:
    """Whether one of the units below fills it."""
    return any(cell.light is not Light.NOT_APPLICABLE for cell in row.cells)
