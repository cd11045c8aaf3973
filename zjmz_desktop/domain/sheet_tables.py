"""Tables that leave the program as sheets: what stands in each cell, and which of them are live formulas.

`domain` decides, `exchange` writes. A formula carries its value too, so that a reader that does not
recalculate shows the same as one that does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.sheets import Place, column_letters
from zjmz_desktop.domain.values import rounded, scale_of

_WIDEST, _NARROWEST = 40, 6


class ColumnKind(StrEnum):
    """What a column's cells are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Quotient(NamedTuple):
    """A live formula over two columns of the same row: numerator ÷ denominator × times.

    Attributes:
        numerator: column index.
        denominator: column index.
        times: 100 for percent, 10,000 per ten thousand people.
    """

    numerator: int
    denominator: int
    times: int = 100


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column.

    Attributes:
        title: header text.
        kind: what its cells are.
        decimals: decimals shown; a cell may show more (`Shown`).
        width: in hanzi; 0 lets contents decide.
        group: upper header over neighbours of the same group, or "".
        summed: the total row adds the numbers up by a live formula.
        quotient: every cell, the total's too, is this live formula.
        hidden: kept in the file for the program, not shown.
        detail: left out of a paper that has no room for it.
        beside: tells of the column before, and is never parted from it.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    decimals: int = 0
    width: int = 0
    group: str = ""
    summed: bool = False
    quotient: Quotient | None = None
    hidden: bool = False
    detail: bool = False
    beside: bool = False


class Shown(NamedTuple):
    """A number that is shown with decimals of its own: 54.96 against a target of 55."""

    number: Decimal
    decimals: int


class LiveSum(NamedTuple):
    """A live formula: the numbers of a block of the table's rows added up; nothing where there is none."""

    first: Place
    last: Place
    decimals: int = 0


class LiveQuotient(NamedTuple):
    """A live formula: one cell ÷ another × times; nothing where there is nothing to divide by."""

    above: Place
    below: Place
    times: Decimal = Decimal(100)
    decimals: int = 1


class LiveProduct(NamedTuple):
    """A live formula: one cell × another."""

    one: Place
    other: Place
    decimals: int = 1


Live = LiveSum | LiveQuotient | LiveProduct
SheetCell = str | Decimal | Shown | Live | None
"""A text, an exact number, a live formula, or nothing; places count from the table's first row.

未报, 不适用 and 未开展 are texts, so that no sum takes them for 0.
"""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet.

    Attributes:
        name: the sheet's name on its tab.
        title: caption above the table.
        columns: left to right.
        rows: as long as `columns`; of a cell under a `quotient` only the decimals count (`Shown`).
        total: label of the total row at the bottom, "" where there is none.
        total_decimals: (column, decimals) of the total row's quotients, where not the column's own.
        bold_rows: indexes of rows set bold.
        head_lines: (left, right) lines between title and table: 填报单位, 计量单位.
        foot_lines: lines under the table: 单位负责人, 填表人; notes.
        frozen: columns that stay when one scrolls to the right.
        landscape: printed on its side.
        row_points: least height of a row; 36 leaves room to write by hand.
    """

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    total: str = ""
    total_decimals: tuple[tuple[int, int], ...] = ()
    bold_rows: frozenset[int] = frozenset()
    head_lines: tuple[tuple[str, str], ...] = ()
    foot_lines: tuple[str, ...] = ()
    frozen: int = 1
    landscape: bool = False
    row_points: int = 20

    @property
    def has_groups(self) -> bool:
        """Whether the header has two rows."""
        return any(column.group for column in self.columns)


def number_in(cell: SheetCell) -> Decimal | None:
    """The exact number that a cell holds."""
    if isinstance(cell, Shown):
        return cell.number
    return cell if isinstance(cell, Decimal) else None


def quotient_of(row: Sequence[SheetCell], one: Quotient) -> Decimal | None:
    """What a `Quotient` of the row comes to, to 28 digits; None without numbers or with 0 below."""
    above, below = number_in(row[one.numerator]), number_in(row[one.denominator])
    return _divided(above, below, times=Decimal(one.times))


def _divided(above: Decimal | None, below: Decimal | None, *, times: Decimal) -> Decimal | None:
    return above * times / below if above is not None and below else None


def live_quotient(one: Quotient, row: int, *, decimals: int = 1) -> LiveQuotient:
    """A `Quotient` of one row as the live formula of a cell."""
    above, below = Place(row, one.numerator), Place(row, one.denominator)
    return LiveQuotient(above, below, Decimal(one.times), decimals)


def laid_out(table: SheetTable) -> tuple[tuple[SheetCell, ...], ...]:
    """All rows, the total at the bottom, with every live formula in its place."""
    rows = [_with_quotients(table, row, at=at) for at, row in enumerate(table.rows)]
    if table.total:
        rows.append(_with_quotients(table, _sums(table), at=len(rows)))
    return tuple(rows)


def _sums(table: SheetTable) -> tuple[SheetCell, ...]:
    decimals, last = dict(table.total_decimals), len(table.rows) - 1
    cells: list[SheetCell] = [table.total, *[None] * (len(table.columns) - 1)]
    for at, column in enumerate(table.columns):
        if column.summed and table.rows:
            finest = max(decimals_of(row[at], column) for row in table.rows)
            cells[at] = LiveSum(Place(0, at), Place(last, at), finest)
        elif at in decimals:
            cells[at] = Shown(Decimal(0), decimals[at])
    return tuple(cells)


def _with_quotients(
    table: SheetTable, row: Sequence[SheetCell], *, at: int
) -> tuple[SheetCell, ...]:
    cells = list(row)
    for place, column in enumerate(table.columns):
        if column.quotient is not None:
            decimals = decimals_of(row[place], column)
            cells[place] = live_quotient(column.quotient, at, decimals=decimals)
    return tuple(cells)


def worked_out(table: SheetTable) -> tuple[tuple[SheetCell, ...], ...]:
    """The same rows with what the live formulas come to, to 28 digits, in their places."""
    return _Reckoning(laid_out(table)).rows()


class _Reckoning:
    """Works out live formulas, each once; one may stand on others."""

    def __init__(self, rows: tuple[tuple[SheetCell, ...], ...]) -> None:
        self._rows = rows
        self._known: dict[Place, Decimal | None] = {}

    def rows(self) -> tuple[tuple[SheetCell, ...], ...]:
        return tuple(
            tuple(self._shown(cell, Place(at, column)) for column, cell in enumerate(row))
            for at, row in enumerate(self._rows)
        )

    def _shown(self, cell: SheetCell, at: Place) -> SheetCell:
        if not isinstance(cell, Live):
            return cell
        found = self._number(at)
        return None if found is None else Shown(found, cell.decimals)

    def _number(self, at: Place) -> Decimal | None:
        if at not in self._known:
            self._known[at] = self._reckoned(self._rows[at.row][at.column])
        return self._known[at]

    def _reckoned(self, cell: SheetCell) -> Decimal | None:
        match cell:
            case LiveSum():
                found = [n for place in _block(cell) if (n := self._number(place)) is not None]
                return sum(found, Decimal(0)) if found else None
            case LiveQuotient():
                above, below = self._number(cell.above), self._number(cell.below)
                return _divided(above, below, times=cell.times)
            case LiveProduct():
                one, other = self._number(cell.one), self._number(cell.other)
                return one * other if one is not None and other is not None else None
            case _:
                return number_in(cell)


def _block(one: LiveSum) -> Iterable[Place]:
    for row in range(one.first.row, one.last.row + 1):
        for column in range(one.first.column, one.last.column + 1):
            yield Place(row, column)


def formula_of(cell: Live, top: int) -> str:
    """The formula of a cell in a sheet whose row `top` (from 0) is the table's first row.

    `=IF(COUNT(C5:C12)=0,"",SUM(C5:C12))`: what nobody has reported adds up to nothing, not to 0.
    """

    def name(at: Place) -> str:
        return f"{column_letters(at.column)}{at.row + top + 1}"

    if isinstance(cell, LiveSum):
        block = f"{name(cell.first)}:{name(cell.last)}"
        return f'=IF(COUNT({block})=0,"",SUM({block}))'
    if isinstance(cell, LiveProduct):
        return f'=IF(COUNT({name(cell.one)},{name(cell.other)})<2,"",{name(cell.one)}*{name(cell.other)})'
    above, below = name(cell.above), name(cell.below)
    return f'=IF(OR(N({below})=0,NOT(ISNUMBER({above}))),"",{above}*{cell.times:f}/{below})'


def width_of(column: SheetColumn, texts: Iterable[str]) -> int:
    """Width in half-width characters that fits header and contents, within reason."""
    if column.width:
        return column.width * 2 + 2
    longest = max((columns_of(text) for text in texts), default=0)
    return min(max(columns_of(column.title), longest, _NARROWEST) + 3, _WIDEST * 2)


def columns_of(text: str) -> int:
    """Half-width columns of a text: a hanzi takes two."""
    return sum(2 if char >= "\u1100" else 1 for char in text)


def cell_words(cell: SheetCell, column: SheetColumn) -> str:
    """A cell as it is shown: a number with its decimals, a text as it is."""
    number = number_in(cell)
    return str(cell or "") if number is None else f"{rounded(number, decimals_of(cell, column)):f}"


def decimals_of(cell: SheetCell, column: SheetColumn) -> int:
    """Decimals that a number is shown with: its own, or the column's; an entered one is never cut."""
    if isinstance(cell, Shown | Live):
        return cell.decimals
    if column.quotient is not None or not isinstance(cell, Decimal):
        return column.decimals
    return max(column.decimals, scale_of(cell))
