"""Sheets of figures: units down and indicators across, the reverse, or months across for one indicator."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.sheet_cells import CellReader
from zjmz_desktop.domain.sheet_fields import SheetField, bare
from zjmz_desktop.domain.sheet_layout import Column, Layout
from zjmz_desktop.domain.sheet_mapping import (
    SURE_ENOUGH,
    Asked,
    Proposal,
    Sureness,
    Use,
    matches_of,
    propose,
)
from zjmz_desktop.domain.sheet_measures import SheetMeasures, Times, measure_column
from zjmz_desktop.domain.sheet_shares import UNCLEAR, rows_of_shares
from zjmz_desktop.domain.sheet_years import SheetYears
from zjmz_desktop.domain.sheets import Place, Sheet
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.unit_names import unit_named

UNIT, INDICATOR = "unit", "indicator"
_UNIT_MARK, _MONTH_MARK = "@unit/", "@month/"
_HAN_MONTHS = {name: at for at, name in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
}
_MONTH = re.compile(
    r"(?:([0-9]{4})(?:年|[-./]))?(?:([0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?|(?<=[-./])([0-9]{1,2}))"
    r"(?:数|末|底)?"
)
_IN_TITLE = re.compile(r"([0-9]{4})年(?:度)?([0-9]{1,2})月")


class Shape(StrEnum):
    """How a sheet of figures is laid out."""

    UNITS_DOWN = "units_down"
    UNITS_ACROSS = "units_across"
    MONTHS_ACROSS = "months_across"

    @property
    def words(self) -> str:
        """In words."""
        return {
            "units_down": "每行一个单位，每列一个指标",
            "units_across": "每行一个指标，每列一个单位",
            "months_across": "每行一个单位，每列一个月，全表一个指标",
        }[self.value]


class Fixed(NamedTuple):
    """What holds for the whole sheet.

    Attributes:
        period: the month shown.
        field: code of the one indicator (months across), else "".
        shares: what percentages written as shares of 1 are multiplied by; None while nobody has said.
    """

    period: Period
    field: str = ""
    shares: Decimal | None = None


class FigureRead(NamedTuple):
    """One figure of a sheet.

    Attributes:
        place: where it stands.
        unit_id: whose it is.
        field: code of a `SheetField`: `I05-02/value`.
        period: the month.
        text: as it is to be typed.
        refusal: why it can't be told for sure, or "".
        how: how it was read, where that is not plain.
    """

    place: Place
    unit_id: str
    field: str
    period: Period
    text: str
    refusal: str = ""
    how: str = ""


class FigureSheet(NamedTuple):
    """A sheet of figures, understood.

    Attributes:
        shape: how it is laid out.
        proposals: every column with what it is.
        field: the one indicator that a title names (months across), or "".
        month: the month that a title names, or None.
    """

    shape: Shape
    proposals: tuple[Proposal, ...]
    field: str
    month: Period | None


def understand(sheet: Sheet, layout: Layout, *, asked: Asked, within: str) -> FigureSheet:
    """Shape and columns of a sheet of figures."""
    across = {
        column.at: unit
        for column in layout.columns
        if (unit := _unit_id(column.parts[-1], asked, within=within))
    }
    months = {c.at: found for c in layout.columns if (found := month_named("".join(c.parts)))}
    titles = (*layout.titles, sheet.name)
    if len(across) > 1:
        shape = Shape.UNITS_ACROSS
        proposals = _keyed(sheet, layout, marks=_marked(_UNIT_MARK, across), key=INDICATOR)
    elif len(months) > 1:
        shape = Shape.MONTHS_ACROSS
        marks = _marked(_MONTH_MARK, months)
        at = _unit_column(sheet, layout, asked=asked, within=within)
        proposals = _keyed(sheet, layout, marks=marks, key=UNIT, key_at=at)
    else:
        shape = Shape.UNITS_DOWN
        proposals = _units_down(sheet, layout, asked=asked, within=within)
    return FigureSheet(shape, proposals, _field_in(titles, asked), _month_in(titles))


def month_named(text: str) -> str:
    """6月, 六月 → `6`; 2018年6月, 2018-06 → `2018/6`; "" for no month."""
    match = _MONTH.fullmatch(normalised(text))
    if match is None:
        return ""
    name = match[2] or match[3]
    number = _HAN_MONTHS.get(name) or (int(name) if name.isascii() else 0)
    if not 1 <= number <= 12:
        return ""
    return f"{match[1]}/{number}" if match[1] else str(number)


def _month_in(titles: Iterable[str]) -> Period | None:
    for title in titles:
        match = _IN_TITLE.search(normalised(title))
        if match and 1 <= int(match[2]) <= 12:
            return month(int(match[1]), int(match[2]))
    return None


def _field_in(titles: Iterable[str], asked: Asked) -> str:
    """The one indicator whose name stands in a title; the longest name where one holds another."""
    texts = [bare(title) for title in titles]
    found = [
        (len(name), one.code)
        for one in asked.fields
        for name in one.names | one.others
        if any(name in text for text in texts)
    ]
    best = [code for length, code in found if length == max(found)[0]]
    return best[0] if len(set(best)) == 1 else ""


def _unit_id(text: str, asked: Asked, *, within: str) -> str:
    try:
        return unit_named(text, asked.units, within=within).unit.id
    except ValueRefusedError:
        return ""


def _marked(mark: str, found: Mapping[int, str]) -> dict[int, str]:
    return {at: f"{mark}{name}" for at, name in found.items()}


def _samples(sheet: Sheet, layout: Layout, *, column: Column) -> tuple[str, ...]:
    texts = (sheet.rows[row][column.at] for row in layout.data)
    return tuple([text for text in texts if text.strip()][:3])


def _keyed(
    sheet: Sheet, layout: Layout, *, marks: Mapping[int, str], key: str, key_at: int | None = None
) -> tuple[Proposal, ...]:
    """Columns that are units or months, with the one that names the rows."""
    at = key_at if key_at is not None else _naming_column(sheet, layout, before=min(marks))
    found = []
    for column in layout.columns:
        code = key if column.at == at else marks.get(column.at, "")
        sure = Sureness.SURE if code else Sureness.SKIPPED
        reason = "" if code else "不是要读的列"
        samples = _samples(sheet, layout, column=column)
        found.append(Proposal(column, samples, Use(column.at, code), sure, reason))
    return tuple(found)


def _naming_column(sheet: Sheet, layout: Layout, *, before: int) -> int:
    """The column with the most different texts before the figures: the names of the rows."""
    rows = [sheet.rows[row] for row in layout.data]
    measures = measure_column(sheet, layout, used=range(before, len(sheet.rows[0])))
    counts = {
        at: len({row[at] for row in rows if row[at].strip() and not row[at].strip().isdecimal()})
        for at in range(before)
        if at != measures
    }
    return max(counts, key=lambda at: counts[at], default=0)


def _unit_column(sheet: Sheet, layout: Layout, *, asked: Asked, within: str) -> int | None:
    """The column in which most texts are units."""
    best: tuple[int, int] = (0, -1)
    for column in layout.columns:
        texts = [t for row in layout.data if (t := sheet.rows[row][column.at].strip())]
        units = sum(bool(_unit_id(text, asked, within=within)) for text in texts)
        if units * 2 >= len(texts) and units > best[0]:
            best = (units, column.at)
    return best[1] if best[0] else None


def _units_down(sheet: Sheet, layout: Layout, *, asked: Asked, within: str) -> tuple[Proposal, ...]:
    at = _unit_column(sheet, layout, asked=asked, within=within)
    found = []
    for one in propose(sheet, layout, asked=asked):
        if one.column.at == at:
            words = "这一列是单位名称"
            one = Proposal(one.column, one.samples, Use(at, UNIT), Sureness.SURE, words)
        found.append(one)
    return tuple(found)


def _rows_of_shares(sheet: Sheet, layout: Layout, *, uses: Iterable[Use]) -> frozenset[int]:
    """Rows of numbers that may be shares of 1; where indicators stand across, columns tell instead."""
    marked = [use for use in uses if use.field.startswith((_UNIT_MARK, _MONTH_MARK))]
    months = any(use.field.startswith(_MONTH_MARK) for use in marked)
    return rows_of_shares(sheet, layout, columns=[use.at for use in marked], together=months)


def asks_about_shares(
    sheet: Sheet, layout: Layout, *, uses: Sequence[Use], asked: Asked, field: str
) -> bool:
    """Whether percentages may be shares of 1, so that a person has to say (`Fixed.shares`).

    Args:
        sheet: the sheet.
        layout: which rows are what.
        uses: how its columns are read.
        asked: what they can be.
        field: code of the one indicator (months across), else "".
    """
    rows = _rows_of_shares(sheet, layout, uses=uses)
    percents = {one.code for one in asked.fields if one.unit == "%"}
    at = next((use.at for use in uses if use.field == INDICATOR), None)
    if at is None:
        return bool(rows) and field in percents
    return any(_field_named(sheet.rows[row][at], asked)[0] in percents for row in rows)


def _field_named(name: str, asked: Asked) -> tuple[str, str]:
    """Code of the indicator that a row's name means, and why none."""
    matches = matches_of(Column(0, (name,)), asked.fields)
    best = max((match.score for match in matches.values()), default=0)
    found = [code for code, match in matches.items() if match.score == best]
    if best < SURE_ENOUGH:
        return "", f"没有叫“{name.strip()}”的指标"
    if len(found) > 1:
        return "", f"有{len(found)}个指标像“{name.strip()}”，分不清"
    return found[0], ""


# ---- reading ----


def read_figures(
    reader: CellReader,
    layout: Layout,
    *,
    uses: Sequence[Use],
    asked: Asked,
    fixed: Fixed,
) -> list[FigureRead]:
    """Every figure of the sheet, row by row; an empty cell is one too."""
    return _FigureReader(reader, layout, uses=uses, asked=asked, fixed=fixed).read()


class _FigureReader:
    def __init__(
        self,
        reader: CellReader,
        layout: Layout,
        *,
        uses: Sequence[Use],
        asked: Asked,
        fixed: Fixed,
    ) -> None:
        self._reader, self._fixed, self._asked = reader, fixed, asked
        self._fields = {one.code: one for one in asked.fields}
        self._key = next((use for use in uses if use.field in (UNIT, INDICATOR)), None)
        self._uses = [use for use in uses if use.field and use is not self._key]
        sheet, used = reader.sheet, [use.at for use in uses if use.field]
        self._beside = measure_column(sheet, layout, used=used)
        headers = {column.at: column.parts for column in layout.columns}
        titles = (*layout.titles, sheet.name)
        self._measures, self._years = SheetMeasures(titles, headers), SheetYears(titles, headers)
        self._layout = layout
        self._shares = _rows_of_shares(sheet, layout, uses=uses)

    def read(self) -> list[FigureRead]:
        found = []
        for row in self._layout.data:
            name = "" if self._key is None else self._reader.text(Place(row, self._key.at))
            found += [self._cell(Place(row, use.at), use, name=name) for use in self._uses]
        return found

    def _cell(self, place: Place, use: Use, *, name: str) -> FigureRead:
        if use.field.startswith(_UNIT_MARK):
            unit_id = use.field.removeprefix(_UNIT_MARK)
            code, why = _field_named(name, self._asked)
            period = self._fixed.period
        else:
            unit_id, why = self._unit_of(name)
            code, period = self._column_of(use)
        why = why or ("" if code else "没有说这张表是哪个指标")
        why = why or self._years.refusal(use.at, self._fixed.period.year)
        field = self._fields.get(code, _ANY_NUMBER)
        times = self._times(place, use, field=field, name=name)
        if field.unit == "%" and place.row in self._shares:
            told = self._fixed.shares
            times = Times(refusal=f"{UNCLEAR}，请选") if told is None else Times(told)
        cell = self._reader.read(place, use._replace(factor=times.factor), field=field)
        refusal = (cell.refusal or why or times.refusal) if cell.text.strip() else ""
        return FigureRead(place, unit_id, code, period, cell.text, refusal, cell.how)

    def _times(self, place: Place, use: Use, *, field: SheetField, name: str) -> Times:
        """The factor that a person or the column's proposal says, else what stands beside the number."""
        beside = "" if self._beside is None else self._reader.text(Place(place.row, self._beside))
        keyed = use.field.startswith((_UNIT_MARK, _MONTH_MARK))
        if not keyed and not beside.strip():
            return Times(use.factor)
        label = name if use.field.startswith(_UNIT_MARK) else ""
        titled = use.field.startswith(_MONTH_MARK)
        found = self._measures.times(use.at, field, label=label, beside=beside, titled=titled)
        return found if use.factor == 1 or found.refusal else Times(use.factor)

    def _column_of(self, use: Use) -> tuple[str, Period]:
        """Field and month that a column of figures means."""
        period = self._fixed.period
        if not use.field.startswith(_MONTH_MARK):
            return use.field, period
        year, _, number = use.field.removeprefix(_MONTH_MARK).rpartition("/")
        return self._fixed.field, month(int(year or period.year), int(number))

    def _unit_of(self, name: str) -> tuple[str, str]:
        """Id of the unit that a row's name means, and why none."""
        if not name.strip():
            return "", "这一行没有单位名称"
        read = self._reader.unit(name)
        return ("" if read.refusal else read.text), read.refusal


_ANY_NUMBER = SheetField("", "", frozenset())
