"""What a foreign sheet would do to figures of units, cell by cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome, OutcomeLine
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.sheet_figures import (
    INDICATOR,
    UNIT,
    FigureRead,
    Fixed,
    Shape,
    read_figures,
)
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheet_sums import check_totals
from zjmz_desktop.domain.sheets import Place, place_words
from zjmz_desktop.domain.values import BLANK
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import Circumstances, FieldAt
from zjmz_desktop.service.figure_batches import (
    Typed,
    plan_figures,
    shown,
)
from zjmz_desktop.service.guarding import period_for
from zjmz_desktop.service.importing_sheets import Understood
from zjmz_desktop.service.sheet_plans import (
    SOURCE,
    NothingToReadError,
    SheetPlan,
    lines_left_out,
    reader_of,
    text_after,
)
from zjmz_desktop.store import cells


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """What a sheet of figures is read for.

    Attributes:
        period: the month.
        field: the one indicator of the sheet (months across), "" else.
        file: name of the file, for the source of figures of units below.
        shares: what percentages written as shares of 1 are multiplied by; None while nobody has said.
    """

    period: Period
    field: str = ""
    file: str = ""
    shares: Decimal | None = None


def plan_sheet_figures(
    office: Office, understood: Understood, *, uses: Sequence[Use], asked: FiguresAsked
) -> SheetPlan:
    """What the sheet would do to figures; nothing is written.

    Figures of units below are written as 代报 with the file as their source.

    Raises:
        NothingToReadError: when no column of figures, or none of names, is read.
    """
    _refuse_without_names(understood, uses)
    reads = read_figures(
        reader_of(office, understood, day=asked.period.last_on),
        understood.layout,
        uses=uses,
        asked=understood.asked,
        fixed=Fixed(asked.period, asked.field, asked.shares),
    )
    reads = [one for one in reads if one.text.strip() or (one.unit_id and one.field)]
    pairs = _paired(reads)
    source = f"{asked.period.title}报表（{asked.file or understood.sheet.name}）"
    how = Circumstances(source=SOURCE, proxy=source)
    typed = [_typed(office, one) for one in pairs]
    batch = plan_figures(office, typed, how=how)
    own = _own_figures(office, typed)
    told = tuple(
        _figure_cell(office, understood, pair=one, found=found, own=mine)
        for one, found, mine in zip(pairs, batch.found, own, strict=True)
    )
    notes = (*_other_month(understood, asked), *_totals_of_figures(understood, uses))
    return SheetPlan(understood, tuple(uses), told, (*notes, *lines_left_out(understood)), batch)


def _refuse_without_names(understood: Understood, uses: Iterable[Use]) -> None:
    fields = {use.field for use in uses if use.field}
    if not fields & {UNIT, INDICATOR}:
        raise NothingToReadError("没有说哪一列是单位（或指标）名称。请在“读作”里选。")
    if len(fields) < 2:
        names = "、".join(column.header for column in understood.layout.columns)
        raise NothingToReadError(
            f"没有一列数要读入。表里有这些列：{names}。请在“读作”里选指标，再看预览。"
        )


class _Pair(NamedTuple):
    """One figure of the sheet, with its denominator where it has one."""

    read: FigureRead
    denominator: FigureRead | None = None


def _paired(reads: Iterable[FigureRead]) -> list[_Pair]:
    """Numerators with their denominators; a denominator alone stays, and is refused."""
    found: dict[tuple[str, str, str], list[FigureRead]] = {}
    for at, one in enumerate(reads):
        code, _, part = one.field.partition("/")
        whole = part in ("n", "d") and one.unit_id
        key = (code, one.unit_id, one.period.code) if whole else (str(at), "", "")
        found.setdefault(key, []).append(one)
    pairs: list[_Pair] = []
    for several in found.values():
        above = [one for one in several if not one.field.endswith("/d")]
        below = [one for one in several if one.field.endswith("/d")]
        if len(above) == 1 and len(below) == 1:
            pairs.append(_Pair(above[0], below[0]))
        else:
            pairs += [_Pair(one) for one in several]
    return pairs


def _typed(office: Office, pair: _Pair) -> Typed:
    read, below = pair
    code, _, part = read.field.partition("/")
    indicator = next((i for i in office.plan.indicators if i.code == code), None)
    why, period = read.refusal or (below.refusal if below else ""), read.period
    if indicator is not None:
        due = indicator.due_in(period.year, period.last_month)
        if due is None and not why and read.text.strip():
            why = f"{indicator.name}在{period.title}不用填报，到期才填"
        period = due or period_for(indicator, period)
    if read.field.endswith("/d") and read.text.strip():
        why = why or "只有分母，没有分子"
    at = FieldAt(code, read.unit_id, period, "value" if part in ("n", "d") else part)
    return Typed(at, read.text, below.text if below else "", why_not=why)


def _own_figures(office: Office, typed: Sequence[Typed]) -> list[str]:
    """What units below have reported themselves, "" where nothing: a phoned figure yields to it."""
    places = [
        Cell(one.at.code, one.at.unit_id, "value", office.plan.year, one.at.period.code)
        if one.at.unit_id != office.unit.id and one.at.part == "value"
        else None
        for one in typed
    ]
    stored = cells.values_of(office.database, (place for place in places if place is not None))
    return ["" if p is None else shown(stored.get(p, BLANK)) for p in places]


def _figure_cell(
    office: Office, understood: Understood, *, pair: _Pair, found: CellFound, own: str
) -> OutcomeLine:
    one = pair.read
    unit = office.units.by_id.get(one.unit_id)
    refused = found.outcome is Outcome.REFUSED
    reason = one.refusal if refused and one.refusal else found.reason or one.how
    if own and found.outcome.is_written and own != found.after:
        reason = f"{unit.name if unit else ''}自己报了{own}，汇总仍用它自己的数"
    return OutcomeLine(
        place_words(understood.sheet.name, one.place),
        unit.name if unit else _row_name(understood, one.place),
        _what(understood, pair),
        found.before,
        found.after if pair.denominator else text_after(understood, one.place, cell=found),
        found.outcome,
        reason,
    )


def _what(understood: Understood, pair: _Pair) -> str:
    """The indicator, and the month where the sheet has several."""
    read = pair.read
    field = understood.fields.get(read.field)
    if field is None:
        return read.period.title
    name = field.name.partition("：")[0] if pair.denominator else field.name
    months = understood.figures is not None and understood.figures.shape is Shape.MONTHS_ACROSS
    return f"{read.period.title} {name}" if months else name


def _row_name(understood: Understood, place: Place) -> str:
    texts = understood.sheet.rows[place.row]
    return next((text.strip() for text in texts if text.strip()), f"第{place.row + 1}行")


def _other_month(understood: Understood, asked: FiguresAsked) -> tuple[str, ...]:
    said = understood.figures.month if understood.figures else None
    if said is None or said == asked.period:
        return ()
    return (f"表上写的是{said.title}，选的报告期是{asked.period.title}。请核对。",)


def _totals_of_figures(understood: Understood, uses: Iterable[Use]) -> tuple[str, ...]:
    columns = [use.at for use in uses if use.field and use.field not in (UNIT, INDICATOR)]
    if any(use.field == INDICATOR for use in uses):
        return ()
    return check_totals(understood.sheet, understood.layout, columns=columns)
