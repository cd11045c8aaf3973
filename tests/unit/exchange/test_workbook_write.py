"""Tables as workbooks: read back, recalculated by another program, never a formula of a user's."""

import zipfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from recalculated import recalculated

from zjmz_desktop.domain.sheet_layout import find_layout
from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    Quotient,
    SheetColumn,
    SheetTable,
    Shown,
)
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.exchange.workbook_write import sheet_name, write_tables
from zjmz_desktop.exchange.written_files import FileNotWrittenError

NUMBER = ColumnKind.NUMBER
TABLE = SheetTable(
    name="汇总[1]",
    title="护理型床位占比",
    columns=(
        SheetColumn("单位"),
        SheetColumn("护理型床位", NUMBER, summed=True, group="床位（张）"),
        SheetColumn("总数", NUMBER, summed=True, group="床位（张）"),
        SheetColumn("占比（%）", NUMBER, 1, quotient=Quotient(1, 2)),
        SheetColumn("备注"),
    ),
    rows=(
        ("高资街道", Decimal(5496), Decimal(10000), Shown(Decimal(0), 2), "=HYPERLINK(1)"),
        ("宝堰镇", "未报", "未报", None, "+1"),
        ("上党镇", Decimal("12.5"), Decimal(50), None, "http://example.invalid"),
        ("谷阳镇", Decimal(0), Decimal(0), None, ""),
    ),
    total="合计",
    head_lines=(("填报单位：丹徒区", "单位：张"),),
    foot_lines=("填表人：",),
)
WANTED = (
    ("高资街道", "5496", "10000", "54.96", "=HYPERLINK(1)"),
    ("宝堰镇", "未报", "未报", "", "+1"),
    ("上党镇", "12.5", "50", "25", "http://example.invalid"),
    ("谷阳镇", "0", "0", "", ""),
)


def test_workbook_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    write_tables(path, [TABLE, TABLE], author="示例")
    first, second = read_sheets(path)
    assert (first.name, second.name) == ("汇总（1）", "汇总（1）（2）")
    assert first.rows[0][0] == "护理型床位占比"
    assert first.rows[1] == ("填报单位：丹徒区", "", "", "", "单位：张")
    assert first.rows[2] == ("单位", "床位（张）", "", "占比（%）", "备注")
    assert first.rows[3] == ("", "护理型床位", "总数", "", "")
    assert first.rows[4:8] == WANTED
    total = first.rows[8]
    assert total[:3] == ("合计", "5508.5", "10050")
    assert total[3].startswith("54.81")
    assert first.rows[9][0] == "填表人："
    assert list(first.faults) == [
        Place(5, 3),
        Place(7, 3),
    ]  # nothing to divide by: to be worked out


def test_another_program_works_out_the_same(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    write_tables(path, [TABLE])
    (ours,), (theirs,) = read_sheets(path), recalculated(path)
    assert theirs.rows[: len(ours.rows)] == ours.rows


def test_a_planted_wrong_result_is_found(tmp_path: Path) -> None:
    path = tmp_path / "错.xlsx"
    write_tables(path, [TABLE])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content.replace(b"<v>5508.5</v>", b"<v>5509.5</v>"))
    (ours,), (theirs,) = read_sheets(path), recalculated(path)
    assert theirs.rows[: len(ours.rows)] != ours.rows


def test_a_users_text_is_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    write_tables(path, [TABLE])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" not in sheet
    assert "<hyperlink" not in sheet
    assert "SUM(" in sheet


def test_print_set_up(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    write_tables(path, [TABLE])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "&amp;P" in sheet
    assert "$3:$4" in book  # both header rows repeat
    assert 'topLeftCell="B5"' in sheet


def test_the_old_file_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    path = tmp_path / "没有的文件夹" / "汇总.xlsx"
    with pytest.raises(FileNotWrittenError, match="没有这个文件夹"):
        write_tables(path, [TABLE])
    assert list(tmp_path.iterdir()) == []


def test_sheet_names() -> None:
    taken: set[str] = set()
    assert sheet_name("a/b:c", taken) == "a／b：c"
    assert sheet_name("A／B：C", taken) == "A／B：C（2）"
    assert len(sheet_name("长" * 60, taken)) == 31


def test_a_table_too_wide_to_be_read_goes_over_pages_with_its_names(tmp_path: Path) -> None:
    columns = tuple(SheetColumn(f"第{n}列", width=20) for n in range(12))
    rows = (tuple(f"第{n}格" for n in range(12)),)
    heads = (("单位：丹徒区", "截至2018年6月底"),)
    wide = SheetTable("宽", "宽表台账", columns, rows, head_lines=heads, frozen=2, landscape=True)
    write_tables(tmp_path / "宽.xlsx", [wide, TABLE])
    with zipfile.ZipFile(tmp_path / "宽.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        narrow = archive.read("xl/worksheets/sheet2.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert 'fitToWidth="2"' in sheet
    assert "<mergeCell" not in sheet  # the title stands on the first page
    first, *_ = read_sheets(tmp_path / "宽.xlsx")
    assert [row[0] for row in first.rows[:2]] == ["宽表台账", "单位：丹徒区　　截至2018年6月底"]
    assert "fitToWidth" not in narrow  # one page wide
    assert "'宽'!$A:$B" in book.replace("宽!", "'宽'!")


def test_a_hidden_column_stays_hidden_and_rows_are_as_high_as_their_text(tmp_path: Path) -> None:
    columns = (SheetColumn("名称", width=5), SheetColumn("编号", hidden=True))
    table = SheetTable("表", "题", columns, (("很长的一段文字" * 4, "x"),))
    write_tables(tmp_path / "表.xlsx", [table])
    with zipfile.ZipFile(tmp_path / "表.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'hidden="1"' in sheet
    heights = [float(part.split('"')[0]) for part in sheet.split(' ht="')[1:]]
    assert max(heights) > 80


def test_an_upper_header_over_several_pages_is_not_merged_and_named_on_each(tmp_path: Path) -> None:
    columns = [SheetColumn("名称", width=20)]
    columns += [SheetColumn(f"第{n}列", width=20, group="计入") for n in range(20)]
    rows = (tuple(f"第{n}格" for n in range(21)),)
    wide = SheetTable("宽", "宽表", tuple(columns), rows, frozen=1, landscape=True)
    write_tables(tmp_path / "宽.xlsx", [wide])
    (sheet,) = read_sheets(tmp_path / "宽.xlsx")
    assert not [span for span in sheet.merged if span.left != span.right]
    named = [at for at, text in enumerate(sheet.rows[1]) if text == "计入"]
    room = 41 * 20 // 3  # half-width characters on each of three pages
    assert named[0] == 1
    assert all((later - one) * 40 <= room for one, later in pairwise(named))
    layout = find_layout(sheet)
    assert {column.parts[0] for column in layout.columns[1:]} == {"计入"}
