"""Units of measure of a sheet of figures whose rows are indicators, or whose columns are months.

What a unit says that stands beside a number is never passed over: 元 beside a field in 万元 is ten
thousand times less, and a unit of another kind, or an unknown one, is no number for the field.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from zjmz_desktop.domain.measures import (
    Measured,
    factor,
    is_money,
    measure_in,
    measure_in_titles,
    measure_of,
)
from zjmz_desktop.domain.sheet_fields import SheetField, bare
from zjmz_desktop.domain.sheet_layout import Layout
from zjmz_desktop.domain.sheets import Sheet

_HEADERS = frozenset(("计量单位", "计算单位", "数据单位", "度量单位", "量纲"))
_ONE = Decimal(1)


class Times(NamedTuple):
    """What a number is multiplied by to stand in its field's unit; why that can't be told, or ""."""

    factor: Decimal = _ONE
    refusal: str = ""


def measure_column(sheet: Sheet, layout: Layout, *, used: Collection[int]) -> int | None:
    """The column of 计量单位: by its name, or because most of its texts are units of measure."""
    for column in layout.columns:
        if column.at in used:
            continue
        texts = [t for row in layout.data if (t := sheet.rows[row][column.at].strip())]
        known = sum(measure_of(text) is not None for text in texts)
        if bare(column.header) in _HEADERS or (known and known * 2 >= len(texts)):
            return column.at
    return None


class SheetMeasures:
    """What a sheet says about the units of its numbers.

    Args:
        titles: texts above the table, and the sheet's name.
        headers: column → header texts.
    """

    def __init__(self, titles: Sequence[str], headers: dict[int, tuple[str, ...]]) -> None:
        self._titles, self._headers = titles, headers

    def times(
        self, at: int, field: SheetField, *, label: str = "", beside: str = "", titled: bool = False
    ) -> Times:
        """For one number.

        Args:
            at: its column.
            field: what it is.
            label: name of its row.
            beside: what its row says under 计量单位.
            titled: whether the titles speak of this field alone; else they are asked for money only.
        """
        if not field.unit:
            return Times()
        said = self._said(at, label=label, beside=beside.strip())
        if not said and (titled or is_money(field.unit)):
            title = measure_in_titles(self._titles, field.unit)
            said = {} if title is None else {title: None}
        found = {factor(one, field.unit) for one in said}
        if len(found) > 1 or None in found:
            return Times(refusal=_unclear(field, beside=beside.strip()))
        return Times(found.pop() or _ONE) if found else Times()

    def _said(self, at: int, *, label: str, beside: str) -> dict[Measured, None]:
        every = [measure_in((label,)), measure_in(self._headers.get(at, ()))]
        if beside:
            every.append(measure_of(beside) or Measured(beside))
        return dict.fromkeys(one for one in every if one is not None)


def _unclear(field: SheetField, *, beside: str) -> str:
    written = f"写的是“{beside}”" if beside else "与这一项的不同，或前后不一"
    return f"计量单位{written}，看不出怎样化成{field.unit}。请在表里换算成{field.unit}再导入"
