"""Files of sheets from outside: what comes out of awkward ones, and what hostile ones get."""

import os
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from zjmz_desktop.domain.sheets import Place, SheetFileError, Span
from zjmz_desktop.exchange.foreign_sheet import read_sheets

DATA = Path(__file__).resolve().parents[2] / "data" / "sheets"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/{kind}" Target="{target}"/></Relationships>'
)
WORKBOOK = (
    '<?xml version="1.0"?>{before}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main"><dimension ref="A1"/><sheetData>{rows}</sheetData>{after}</worksheet>'
)


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book)
    return path


def raw(
    path: Path, *, rows: str = "", before: str = "", after: str = "", book_before: str = ""
) -> Path:
    """A workbook written by hand, with `before` in front of the sheet's root element, `after` below the rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels", RELATIONS.format(kind="officeDocument", target="xl/workbook.xml")
        )
        archive.writestr("xl/workbook.xml", WORKBOOK.format(name="表1", before=book_before))
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", SHEET.format(rows=rows, before=before, after=after)
        )
    return path


def test_workbook_gives_typed_texts_merges_and_faults(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("养老服务")
        sheet.merge_range(0, 0, 0, 2, "助餐点登记表")
        sheet.write_row(1, 0, ["名称", "比例", "日期"])
        sheet.write(2, 0, "高资示例点")
        sheet.write(2, 1, 0.85, book.add_format({"num_format": "0.0%"}))
        sheet.write_datetime(
            2, 2, datetime.fromisoformat("2018-06-18"), book.add_format({"num_format": 14})
        )
        sheet.write(3, 0, 123456789012345678)
        sheet.write_formula(3, 1, "=1/3", None, 1 / 3)
        book.add_worksheet("隐藏").hide()

    first, second = read_sheets(workbook(tmp_path / "登记.xlsx", fill))
    assert first.name == "养老服务"
    assert first.merged == (Span(0, 0, 0, 2),)
    assert first.rows[1:] == (
        ("名称", "比例", "日期"),
        ("高资示例点", "85%", "2018-06-18"),
        ("", "0.333333333333333", ""),
    )
    assert list(first.faults) == [Place(3, 0)]
    assert second.hidden
    assert second.rows == ()


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_formula_without_a_result_is_a_fault(tmp_path: Path, value: str) -> None:
    rows = f'<row r="2"><c r="B2"><f>A1+1</f>{value}</c></row>'
    (sheet,) = read_sheets(raw(tmp_path / "公式.xlsx", rows=rows))
    assert "公式" in sheet.faults[Place(1, 1)]


def test_formula_with_an_empty_text_is_none(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c><c r="B1"><v>1</v></c></row>'
    (sheet,) = read_sheets(raw(tmp_path / "空文本.xlsx", rows=rows))
    assert (sheet.rows, dict(sheet.faults)) == ((("", "1"),), {})


def test_cells_without_addresses_are_placed_by_order(tmp_path: Path) -> None:
    rows = '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>'
    (sheet,) = read_sheets(raw(tmp_path / "无地址.xlsx", rows=rows))
    assert sheet.rows == (("甲", "1"), ("2", ""))


def test_styled_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    (sheet,) = read_sheets(raw(tmp_path / "空格.xlsx", rows=rows))
    assert sheet.rows == (("1",),)


def test_cells_merged_beyond_reason(tmp_path: Path) -> None:
    """Taken cell by cell, this one merge would be gigabytes; and there may not be many thousands."""
    one = '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    (sheet,) = read_sheets(raw(tmp_path / "合并.xlsx", rows=row, after=one))
    assert sheet.merged == (Span(2, 0, 1048575, 16383),)
    many = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 30_000 + "</mergeCells>"
    with pytest.raises(SheetFileError, match="合并的格子超过"):
        read_sheets(raw(tmp_path / "多合并.xlsx", rows=row, after=many))


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gbk", ","), ("gb18030", "\t"), ("utf-16", "\t")],
)
def test_text_in_every_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f"名称{separator}数\r\n“高资，示例”{separator}１２\r\n"
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode(encoding))
    (sheet,) = read_sheets(path)
    assert sheet.rows == (("名称", "数"), ("“高资，示例”", "１２"))


def test_old_workbook(tmp_path: Path) -> None:
    (sheet,) = read_sheets(DATA / "old.xls")
    assert sheet.rows[:3] == (
        ("助餐点", "", ""),
        ("名称", "人数", "日期"),
        ("高资示例点", "12.5", "2018-06-18"),
    )
    assert sheet.merged == (Span(0, 0, 0, 2),)


def test_old_workbook_tells_errors_and_percents() -> None:
    first, second = read_sheets(DATA / "errors.xls")
    assert first.rows == (
        ("单位", "知晓率", "户数", "金额"),
        ("高资街道", "85%", "12", "0.5"),
        ("高桥镇", "90.5%", "#DIV/0!", "3"),
        ("辛丰镇", "50%", "#N/A", "4"),
    )
    assert (second.rows[0][0], second.rows[2][2]) == ("25%", "#DIV/0!")


# ---- refused ----


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 40 * 1024**2)
    return path


def overlapping(path: Path) -> Path:
    whole = raw(path).read_bytes()
    with zipfile.ZipFile(path) as archive:
        first, second = archive.infolist()[:2]
    start = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4) + 42
    patched = whole[:start] + first.header_offset.to_bytes(4, "little") + whole[start + 4 :]
    assert second.header_offset != first.header_offset
    path.write_bytes(patched)
    return path


def truncated(path: Path) -> Path:
    whole = raw(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def with_owner(path: Path) -> Path:
    (path.parent / f".~{path.name}").write_bytes(b"")
    return raw(path)


def written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def copied(name: str) -> Callable[[Path], Path]:
    return written((DATA / name).read_bytes())


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("远.xlsx", lambda p: raw(p, rows=FAR), "XFD1048576里有内容"),
        ("实体.xlsx", lambda p: raw(p, before=ENTITY), "声明"),
        ("实体2.xlsx", lambda p: raw(p, book_before=ENTITY), "声明"),
        ("炸弹.xlsx", bomb, "压缩得不合常理"),
        ("重叠.xlsx", overlapping, "重叠"),
        ("半截.xlsx", truncated, "没有下载完"),
        ("行号.xlsx", lambda p: raw(p, rows='<row r="abc"><c><v>1</v></c></row>'), "内容坏了"),
        ("密码.xlsx", copied("password.xlsx"), "加了打开密码。请在WPS或Excel里去掉打开密码"),
        ("密码.xls", copied("password.xls"), "加了打开密码。请在WPS或Excel里去掉打开密码"),
        ("密码.et", copied("password.xls"), "加了打开密码"),
        ("网页.xls", written(b"<html><table><tr><td>1</td></tr></table>"), "网页"),
        ("坏.xls", written(OLE + bytes(2000)), "坏了"),
        ("改名.xls", raw, "其实是新版工作簿"),
        ("空.csv", written(b""), "空文件"),
        ("乱.csv", written(bytes(range(256)) * 8), "认不出"),
        ("图.xlsx", written(b"\x89PNG\r\n\x1a\n" + bytes(64)), "其实是文本|认不出"),
        ("打开着.xlsx", with_owner, "WPS"),
        ("没有.xlsx", lambda p: p, "没有这个文件"),
    ],
)
def test_refused_in_a_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], Path], words: str
) -> None:
    path = make(tmp_path / name)
    began = time.monotonic()
    with pytest.raises(SheetFileError, match=words) as refusal:
        read_sheets(path)
    assert time.monotonic() - began < 10  # a hang, not a measurement
    assert name in refusal.value.message
    assert refusal.value.message.endswith("没有写入任何数据。")


def test_xls_renamed_to_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "登记.xlsx"
    path.write_bytes((DATA / "old.xls").read_bytes())
    with pytest.raises(SheetFileError, match="其实是旧版工作簿"):
        read_sheets(path)


@pytest.mark.skipif(os.name == "nt", reason="made by names that Windows refuses")
def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SheetFileError, match="文件夹"):
        read_sheets(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('名称,地址\n"没有结束,x\n幸福二,路\n', 2),
        ('名称,地址\n甲,"1号\n乙,"2号"\n', 2),
        ("名称,地址\n甲,1\n乙," + "长" * 140_000 + "\n", 3),
    ],
    ids=["unclosed", "swallowing", "long"],
)
def test_a_text_that_can_not_be_split_for_sure_is_refused(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "表.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(SheetFileError, match=f"第{line}行起有一格"):
        read_sheets(path)


def test_the_guard_of_our_own_csv_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("名称,地址\n'=甲,'1号\n", "utf-8")
    assert read_sheets(path)[0].rows[1] == ("=甲", "'1号")
