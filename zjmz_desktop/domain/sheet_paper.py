"""A sheet as tables of a paper: the same cells as texts."""

from collections.abc import Sequence
from dataclasses import replace

from zjmz_desktop.domain.paper import Align, Column, Table
from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetColumn,
    SheetTable,
    cell_words,
    width_of,
    worked_out,
)

_ROOM, _MOST = 9, 15  # columns on an upright page, on one that lies
_LINE_POINTS = 20
_ALIGN = {
    ColumnKind.TEXT: Align.LEFT,
    ColumnKind.NUMBER: Align.RIGHT,
    ColumnKind.DATE: Align.CENTRE,
}


def paper_tables(sheet: SheetTable) -> tuple[Table, ...]:
    """The table with its caption, shown columns and lines; live formulas as what they come to.

    One that is too wide to be read comes as several, each with the columns that say whose its rows are.
    """
    shown = [at for at, column in enumerate(sheet.columns) if not column.hidden]
    if len(shown) > _ROOM:
        shown = [at for at in shown if not sheet.columns[at].detail]
    parts = _parts(sheet, shown)
    if len(parts) == 1:
        return (_table(sheet, shown),)
    return tuple(
        replace(_table(sheet, part), title=f"{sheet.title}（{no}/{len(parts)}）")
        for no, part in enumerate(parts, 1)
    )


def _parts(sheet: SheetTable, shown: Sequence[int]) -> list[list[int]]:
    """Columns by table: those that stay in each, the others in like numbers, none parted from its own."""
    if len(shown) <= _MOST:
        return [list(shown)]
    fixed = [at for at in shown if at < max(sheet.frozen, 1)]
    groups: list[list[int]] = []
    for at in shown[len(fixed) :]:
        if sheet.columns[at].beside and groups:
            groups[-1].append(at)
        else:
            groups.append([at])
    tables = -(-(len(shown) - len(fixed)) // (_MOST - len(fixed)))
    each = -(-len(groups) // tables)
    found = (groups[first : first + each] for first in range(0, len(groups), each))
    return [[*fixed, *(at for group in part for at in group)] for part in found]


def _table(sheet: SheetTable, shown: Sequence[int]) -> Table:
    rows = worked_out(sheet)
    room = "\n" * (sheet.row_points // _LINE_POINTS - 1)
    texts = [tuple(cell_words(row[at], sheet.columns[at]) + room for at in shown) for row in rows]
    columns = tuple(
        _column(sheet.columns[at], [row[number] for row in texts])
        for number, at in enumerate(shown)
    )
    bold = set(sheet.bold_rows) | ({len(sheet.rows)} if sheet.total else set())
    return Table(
        "",
        sheet.title,
        columns,
        tuple(texts),
        bold_rows=frozenset(bold),
        wide=len(shown) > _ROOM,
        head_lines=tuple(text for pair in sheet.head_lines for text in pair if text),
        foot_lines=sheet.foot_lines,
    )


def _column(column: SheetColumn, texts: list[str]) -> Column:
    width = width_of(column, texts)
    title = f"{column.group}：{column.title}" if column.group else column.title
    return Column(title, width if column.width else width * 3 // 2, _ALIGN[column.kind])
