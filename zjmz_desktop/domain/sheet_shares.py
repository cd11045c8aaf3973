"""Percentages written as shares of 1: 0.85 may mean 85 % or 0.85 %, and only a person knows which."""

from collections.abc import Iterable
from decimal import Decimal

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.sheet_layout import Layout
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.domain.values import parse_number

UNCLEAR = "各数都不大于1又没有%，看不出0.85是85%还是0.85%"
OF_HUNDRED, AS_WRITTEN = Decimal(100), Decimal(1)
_PERCENT = ("%", "％")


def looks_like_shares(texts: Iterable[str]) -> bool:
    """Whether numbers without % are all at most 1: 0.85 may mean 85 % or 0.85 %."""
    numbers = []
    for text in texts:
        if text.strip().endswith(_PERCENT):
            return False
        try:
            numbers.append(parse_number(text))
        except ValueRefusedError:
            continue
    return bool(numbers) and max(numbers) <= 1 and any(numbers)


def rows_of_shares(
    sheet: Sheet, layout: Layout, *, columns: Iterable[int], together: bool
) -> frozenset[int]:
    """Rows whose numbers look like shares.

    Args:
        sheet: the sheet.
        layout: which rows hold numbers.
        columns: where the numbers stand.
        together: whether they are all of one indicator; else each row is of its own.
    """
    places = list(columns)
    texts = {row: [sheet.rows[row][at] for at in places] for row in layout.data}
    if together:
        every = (text for row in texts.values() for text in row if text.strip())
        return frozenset(texts) if looks_like_shares(every) else frozenset()
    return frozenset(
        row for row, found in texts.items() if looks_like_shares(t for t in found if t.strip())
    )
