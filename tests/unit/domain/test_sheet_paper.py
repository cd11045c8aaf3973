"""Sheets as tables of a paper."""

from decimal import Decimal

from zjmz_desktop.domain.paper import Align
from zjmz_desktop.domain.sheet_paper import paper_tables
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
    (found,) = paper_tables(SheetTable("表", "题", COLUMNS, ROWS, total="合计"))
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
    (found,) = paper_tables(SheetTable("表", "题", (*COLUMNS, *more), rows))
    assert [column.title for column in found.columns][:2] == ["单位", "率（%）"]
    assert found.wide


def test_room_to_write_by_hand() -> None:
    (found,) = paper_tables(
        SheetTable("表", "题", (SheetColumn("名称"),), (("甲",), (None,)), row_points=40)
    )
    assert found.rows == (("甲\n",), ("\n",))


def test_a_table_too_wide_to_be_read_comes_as_several_with_its_units_in_each() -> None:
    pairs = [(SheetColumn(f"指标{n}", NUMBER), SheetColumn("审核", beside=True)) for n in range(11)]
    columns = (SheetColumn("单位"), *(column for pair in pairs for column in pair))
    rows = (("甲", *(value for n in range(11) for value in (Decimal(n), "已审定"))),)
    first, second = paper_tables(SheetTable("表", "题", columns, rows))
    assert (first.title, second.title) == ("题（1/2）", "题（2/2）")
    told = [[column.title for column in one.columns] for one in (first, second)]
    assert told[0] == ["单位", *(t for n in range(6) for t in (f"指标{n}", "审核"))]
    assert told[1] == ["单位", *(t for n in range(6, 11) for t in (f"指标{n}", "审核"))]
    assert second.rows == (("甲", *(t for n in range(6, 11) for t in (str(n), "已审定"))),)
    assert first.wide
