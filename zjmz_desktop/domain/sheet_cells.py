"""One cell of a foreign sheet, read for the field that its column means."""

from decimal import Decimal
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.sheet_fields import SheetField
from zjmz_desktop.domain.sheet_layout import Covered, spread
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheets import Place, Sheet
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.unit_names import unit_named
from zjmz_desktop.domain.units import Units
from zjmz_desktop.domain.values import parse_number, parse_percent

ONLY_A_LINE = "只画了横线，看不出是0还是没有数。没有发生请填0"
_DASHES = frozenset("-—–―/／\\")
_PERCENT = ("%", "％")


def is_only_a_line(text: str) -> bool:
    """Whether nothing but a dash or a stroke is drawn in a cell."""
    bare = normalised(text)
    return bool(bare) and set(bare) <= _DASHES


class CellRead(NamedTuple):
    """What a cell says.

    Attributes:
        text: as it is to be typed.
        refusal: why it can't be told for sure, or "".
        how: how it was read, where that is not plain.
    """

    text: str
    refusal: str = ""
    how: str = ""


class CellReader:
    """Reads the cells of one sheet.

    Args:
        sheet: the sheet.
        units: the units as they stand, and as they stood before: the first that know a name count.
        within: the office: where several units fit, one at or below it is meant.
    """

    def __init__(self, sheet: Sheet, *units: Units, within: str) -> None:
        self.sheet, self._units, self._within = sheet, units, within
        self._covered: Covered = spread(sheet)

    def text(self, place: Place) -> str:
        """What stands there, or over it in merged cells."""
        own = self.sheet.rows[place.row][place.column]
        return own if own.strip() else self._covered.get(place, own)

    def read(self, place: Place, use: Use, *, field: SheetField) -> CellRead:
        """The cell as the field."""
        own = self.sheet.rows[place.row][place.column]
        if place in self.sheet.faults:
            return CellRead(own, self.sheet.faults[place])
        if field.is_number:
            return self._number(place, own, use=use)
        text = self.text(place)
        if field.column is not None and field.column.type == "unit" and text.strip():
            return self.unit(text)
        return CellRead(text)

    def unit(self, text: str) -> CellRead:
        """A unit's name as its id."""
        refusal = ""
        for units in self._units:
            try:
                found = unit_named(text, units, within=self._within)
            except ValueRefusedError as error:
                refusal = refusal or _reason(error)
            else:
                return CellRead(found.unit.id, how=found.how)
        return CellRead(text, refusal)

    def _number(self, place: Place, own: str, *, use: Use) -> CellRead:
        if not own.strip():
            over = self._covered.get(place, "")
            why = "这一格与上面（左面）的合并了，看不出这个数算哪一行"
            return CellRead(over, why) if over.strip() else CellRead("")
        if is_only_a_line(own):
            return CellRead(own, ONLY_A_LINE)
        if use.factor == 1:
            return CellRead(own)
        return _times(own, use.factor)


def _reason(error: ValueRefusedError) -> str:
    """Reason and remedy without the last full stop, which the whole sentence brings."""
    return f"{error.reason}。{error.remedy}".rstrip("。")


def _times(text: str, factor: Decimal) -> CellRead:
    """A number in the sheet's unit as one in the field's, exactly."""
    if text.strip().endswith(_PERCENT):
        return CellRead(text)
    try:
        number = parse_number(text) * factor
    except ValueRefusedError as error:
        return CellRead(text, _reason(error))
    return CellRead(f"{number.normalize():f}", how=f"原为{text.strip()}，乘{factor:f}")


def number_of(text: str) -> Decimal | None:
    """The number that a cell holds, or None."""
    try:
        return parse_percent(text) if text.strip().endswith(_PERCENT) else parse_number(text)
    except ValueRefusedError:
        return None
