"""A sheet as a table of a paper: the same cells as texts."""

from zjmz_desktop.domain.paper import Align, Column, Table
from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    SheetColumn,
    SheetTable,
    cell_words,
    width_of,
    worked_out,
)

_ROOM = 9
_LINE_POINTS = 20
_ALIGN = {
    ColumnKind.TEXT: Align.LEFT,
    ColumnKind.NUMBER: Align.RIGHT,
    ColumnKind.DATE: Align.CENTRE,
}


def paper_table(sheet: SheetTable) -> Table:
    """The table with its caption, shown columns and lines; live formulas as what they come to."""
    rows = worked_out(sheet)
    shown = [at for at, column in enumerate(sheet.columns) if not column.hidden]
    if len(shown) > _ROOM:
        shown = [at for at in shown if not sheet.columns[at].detail]
    room = "\n" * (sheet.row_points // _LINE_POINTS - 1)
    texts = [tuple(cell_words(row[at], sheet.columns[at]) + room for at in shown) for row in rows]
    columns = tuple(
        _column(sheet.columns[at], [row[number] for row in texts])
        for number, at in enumerate(shown)
    )
    bold = set(sheet.bold_rows) | ({len(sheet.rows)} if sheet.total else set())
    heads = tuple(text for pair in sheet.head_lines for text in pair if text)
    return Table(
        "",
        sheet.title,
        columns,
        tuple(texts),
        bold_rows=frozenset(bold),
        wide=len(shown) > _ROOM,
        head_lines=heads,
        foot_lines=sheet.foot_lines,
    )


def _column(column: SheetColumn, texts: list[str]) -> Column:
    width = width_of(column, texts)
    title = f"{column.group}：{column.title}" if column.group else column.title
    return Column(title, width if column.width else width * 3 // 2, _ALIGN[column.kind])
