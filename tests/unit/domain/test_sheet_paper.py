"""Sheets as tables of a paper."""

from decimal import Decimal

from zjmz_desktop.domain.paper import Align
from zjmz_desktop.domain.sheet_paper import paper_table
from zjmz_desktop.domain.sheet_tables import ColumnKind, Quotient, SheetColumn, SheetTable

NUMBER = ColumnKind.NUMBER
COLUMNS = (
    SheetColumn("单位"),
    SheetColumn("分子", NUMBER, summed=True, detail=True),
    SheetColumn("分母", NUMBER, summed=True, detail=True),
    SheetColumn("率（%）", NUMBER, 1, quotient=Quotient(1, 2)),
    SheetColumn("编号", hidden=True),
)
ROWS = (("甲", Decimal(1), Decimal(3), None, "x"), ("乙", "未报", "未报", None, "y"))


def test_texts_are_what_the_formulas_come_to() -> None:
    found = paper_table(SheetTable("表", "题", COLUMNS, ROWS, total="合计"))
    assert [column.title for column in found.columns] == ["单位", "分子", "分母", "率（%）"]
    assert found.rows == (
        ("甲", "1", "3", "33.3"),
        ("乙", "未报", "未报", ""),
        ("合计", "1", "3", "33.3"),
    )
    assert found.bold_rows == {2}
    assert found.columns[1].align is Align.RIGHT
    assert not found.wide


def test_details_go_where_there_is_no_room() -> None:
    more = tuple(SheetColumn(f"列{n}") for n in range(8))
    rows = tuple((*row, *["" for _ in more]) for row in ROWS)
    found = paper_table(SheetTable("表", "题", (*COLUMNS, *more), rows))
    assert [column.title for column in found.columns][:2] == ["单位", "率（%）"]
    assert found.wide


def test_room_to_write_by_hand() -> None:
    found = paper_table(
        SheetTable("表", "题", (SheetColumn("名称"),), (("甲",), (None,)), row_points=40)
    )
    assert found.rows == (("甲\n",), ("\n",))
