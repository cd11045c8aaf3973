"""The 合计 rows of a foreign sheet against what is read of it."""

from collections.abc import Iterable
from decimal import Decimal

from zjmz_desktop.domain.sheet_cells import number_of
from zjmz_desktop.domain.sheet_layout import Layout
from zjmz_desktop.domain.sheets import Place, Sheet, place_words
from zjmz_desktop.domain.spelling import normalised

_PART = "小计"


def check_totals(sheet: Sheet, layout: Layout, *, columns: Iterable[int]) -> tuple[str, ...]:
    """A sentence for each total of those columns that differs from the sum of its rows.

    小计 holds for the rows since the total before it, 合计 for all rows.
    """
    names = {column.at: column.header for column in layout.columns}
    return tuple(
        sentence
        for row in layout.totals
        for at in columns
        if (sentence := _difference(sheet, layout, at=Place(row, at), name=names.get(at, "")))
    )


def _difference(sheet: Sheet, layout: Layout, *, at: Place, name: str) -> str:
    written = number_of(sheet.rows[at.row][at.column])
    if written is None or sheet.rows[at.row][at.column].strip().endswith(("%", "％")):
        return ""
    texts = [sheet.rows[row][at.column] for row in _rows_of(sheet, layout, total=at.row)]
    numbers = [number_of(text) for text in texts if text.strip()]
    read = [number for number in numbers if number is not None]
    total = sum(read, Decimal(0))
    if total == written or not read:
        return ""
    unread = len(numbers) - len(read)
    more = f"，其中{unread}格没有读出" if unread else ""
    where = place_words(sheet.name, at)
    return (
        f"{where}：“{name}”的合计写的是{written:f}，各行加起来是{total:f}，"
        f"相差{abs(written - total):f}{more}。请核对。"
    )


def _rows_of(sheet: Sheet, layout: Layout, *, total: int) -> tuple[int, ...]:
    """The data rows that a total adds up."""
    if not any(_PART in normalised(text) for text in sheet.rows[total]):
        return layout.data
    before = max((row for row in layout.totals if row < total), default=-1)
    return tuple(row for row in layout.data if before < row < total)
