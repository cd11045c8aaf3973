"""The table of differences as a sheet, with its sentences below."""

from decimal import Decimal

from zjmz_desktop.domain.difference_words import Told, reported_words, rows, sentences
from zjmz_desktop.domain.sheet_tables import ColumnKind, SheetCell, SheetColumn, SheetTable

_FIGURE, _GROWN = 8, 5


def difference_table(told: Told, *, title: str, heads: tuple[str, str]) -> SheetTable:
    """The rows as a sheet.

    Args:
        told: the difference.
        title: caption.
        heads: what the state then and the state now are called.
    """
    found = rows(told)
    number = ColumnKind.NUMBER
    return SheetTable(
        name="比较",
        title=title,
        columns=(
            SheetColumn("指标编号", width=5),
            SheetColumn("指标", width=17),
            SheetColumn("单位", width=7),
            *(SheetColumn(head, number, width=_FIGURE) for head in heads),
            SheetColumn("增减", number, width=_GROWN),
            SheetColumn("说明", width=24),
        ),
        rows=tuple(
            (r.code, r.name, r.unit_name, *map(_cell, (r.before, r.after, r.grown)), r.remark)
            for r in found
        ),
        bold_rows=frozenset(at for at, row in enumerate(found) if row.is_total),
        head_lines=((f"单位：{told.unit(told.unit_id)}", ""),),
        foot_lines=(*reported_words(told), *sentences(told), *told.progress),
        frozen=3,
        landscape=True,
    )


def _cell(words: str) -> SheetCell:
    """A plain number as a number, so that it can be added up; anything else as text."""
    text = words.removeprefix("+")
    bare = text.removeprefix("-")
    if bare and bare.replace(".", "", 1).isdecimal() and bare.isascii():
        return Decimal(text)
    return words
