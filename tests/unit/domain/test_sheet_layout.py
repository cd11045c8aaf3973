import pytest
from sheet_cases import sheet_of

from zjmz_desktop.domain.sheet_layout import NoHeaderError, find_layout, is_number, spread
from zjmz_desktop.domain.sheets import Place, Sheet, Span


def headers(sheet: Sheet) -> list[str]:
    return [column.header for column in find_layout(sheet).columns]


def test_titles_data_totals_and_notes() -> None:
    found = find_layout(
        sheet_of(
            "某表",
            "填报单位：示例|2018年6月|单位：个",
            "序号|单位|数",
            "1|高资|12",
            "",
            "|小计|12",
            "2|宝堰|3",
            "|合 计|15",
            "注：按月报送",
            "不含园区",
            "审核人：示例|填表人：示例",
        )
    )
    assert found.titles == ("某表", "填报单位：示例", "2018年6月", "单位：个")
    assert found.header == (2,)
    assert found.data == (3, 6)
    assert found.totals == (5, 7)
    assert found.notes == (8, 9, 10)


def test_two_rows_of_header_merged() -> None:
    sheet = sheet_of(
        "单位|低保|||备注",
        "|户数|人数||",
        "高资|1|2||",
        merged=(Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(0, 4, 1, 4)),
    )
    assert find_layout(sheet).header == (0, 1)
    assert headers(sheet) == ["单位", "低保 户数", "低保 人数", "备注"]


def test_two_rows_of_header_as_a_csv_keeps_them() -> None:
    sheet = sheet_of("单位|低保||临时救助||备注", "|户数|人数|户次|人次", "高资|1|2|3|4|")
    assert headers(sheet) == [
        "单位",
        "低保 户数",
        "低保 人数",
        "临时救助 户次",
        "临时救助 人次",
        "备注",
    ]


def test_a_row_that_numbers_the_columns_is_no_data() -> None:
    found = find_layout(sheet_of("单位|户数|人数", "甲|1|2", "高资|1|2"))
    assert found.header == (0, 1)
    assert found.data == (2,)
    assert [column.header for column in found.columns] == ["单位", "户数", "人数"]


def test_the_first_line_is_no_header_part_when_it_is_data_of_texts() -> None:
    found = find_layout(sheet_of("镇|名称|地址", "高资|甲|1号", "宝堰|乙|2号"))
    assert found.header == (0,)
    assert found.data == (1, 2)


def test_a_header_repeated_on_the_next_page_is_left_out() -> None:
    found = find_layout(sheet_of("镇|名称", "高资|甲", "镇|名称", "宝堰|乙"))
    assert found.data == (1, 3)


def test_a_person_may_say_where_the_header_is() -> None:
    sheet = sheet_of("甲|乙|丙", "镇|名称|数", "高资|甲|1")
    assert find_layout(sheet, header=1).data == (2,)


def test_a_sheet_without_column_names_is_refused() -> None:
    with pytest.raises(NoHeaderError, match="表“表”里没有找到列名"):
        find_layout(sheet_of("1|2", "3|4"))


def test_merged_cells_without_end_are_not_followed() -> None:
    sheet = sheet_of("镇|名称", "高资|甲", merged=(Span(0, 0, 1, 1),) * 400_000)
    assert spread(sheet)[Place(1, 1)] == "镇"


@pytest.mark.parametrize(
    ("text", "number"), [("１２", True), ("85%", True), ("三十", True), ("6月", False), ("", False)]
)
def test_numbers(text: str, number: bool) -> None:
    assert is_number(text) is number
