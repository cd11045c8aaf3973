"""Tables that leave the program as sheets: what stands in each cell, and which of them are live formulas.

`domain` decides, `exchange` writes. A formula carries its value too, so that a reader that does not
recalculate shows the same as one that does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.sheets import column_letters
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
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    decimals: int = 0
    width: int = 0
    group: str = ""
    summed: bool = False
    quotient: Quotient | None = None


class Shown(NamedTuple):
    """A number that is shown with decimals of its own: 54.96 against a target of 55."""

    number: Decimal
    decimals: int


SheetCell = str | Decimal | Shown | None
"""A text, an exact number, or nothing; 未报, 不适用 and 未开展 are texts, so that no sum takes them for 0."""


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
    n, d = number_in(row[one.numerator]), number_in(row[one.denominator])
    return n * one.times / d if n is not None and d else None


def total_row(table: SheetTable) -> tuple[SheetCell, ...]:
    """The total row's values: sums of `summed` columns, then the quotients over them."""
    sums: list[SheetCell] = [table.total, *[None] * (len(table.columns) - 1)]
    for at, column in enumerate(table.columns):
        if column.summed:
            found = [n for row in table.rows if (n := number_in(row[at])) is not None]
            sums[at] = sum(found, Decimal(0))
    decimals = dict(table.total_decimals)
    for at, column in enumerate(table.columns):
        if column.quotient is not None:
            sums[at] = _shown(quotient_of(sums, column.quotient), decimals.get(at))
    return tuple(sums)


def _shown(number: Decimal | None, decimals: int | None) -> SheetCell:
    return number if number is None or decimals is None else Shown(number, decimals)


def with_quotients(table: SheetTable) -> tuple[tuple[SheetCell, ...], ...]:
    """The rows with the values of their live formulas put in."""
    asked = [(at, c.quotient) for at, c in enumerate(table.columns) if c.quotient is not None]
    if not asked:
        return table.rows
    rows = []
    for row in table.rows:
        cells = list(row)
        for at, quotient in asked:
            before = row[at]
            decimals = before.decimals if isinstance(before, Shown) else None
            cells[at] = _shown(quotient_of(row, quotient), decimals)
        rows.append(tuple(cells))
    return tuple(rows)


def sum_formula(column: int, *, first: int, last: int) -> str:
    """`=SUM(C5:C12)`; rows count from 0, both ends in."""
    letters = column_letters(column)
    return f"=SUM({letters}{first + 1}:{letters}{last + 1})"


def quotient_formula(one: Quotient, *, row: int) -> str:
    """`=IF(N(D5)=0,"",C5*100/D5)`: nothing where there is nothing to divide by."""
    above = f"{column_letters(one.numerator)}{row + 1}"
    below = f"{column_letters(one.denominator)}{row + 1}"
    return f'=IF(OR(N({below})=0,NOT(ISNUMBER({above}))),"",{above}*{one.times}/{below})'


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
    if isinstance(cell, Shown):
        return cell.decimals
    if column.quotient is not None or not isinstance(cell, Decimal):
        return column.decimals
    return max(column.decimals, scale_of(cell))
