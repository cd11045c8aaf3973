"""Awkward sheets as offices make them, written at test time, and what must come out of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

DATA = Path(__file__).resolve().parents[1] / "data" / "sheets"


@dataclass(frozen=True)
class Awkward:
    """One sheet.

    Attributes:
        name: what is awkward, for the test's name.
        file: file name.
        write: writes it.
        target: register code, or `figures`.
        filled: (who, what) → what is to stand there.
        refused: places that are not filled, with a word of the reason.
        unclear: headers that ask.
        notes: words that must stand in the notes.
        indicator: the one indicator of the sheet where no title names it.
    """

    name: str
    file: str
    write: Callable[[Path], None]
    target: str
    filled: Mapping[tuple[str, str], str]
    refused: Mapping[str, str] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    indicator: str = ""


def text_file(text: str, encoding: str) -> Callable[[Path], None]:
    """Writes a CSV in an encoding; `|` stands for the comma."""

    def write(path: Path) -> None:
        path.write_bytes(text.strip("\n").replace("|", ",").encode(encoding))

    return write


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> Callable[[Path], None]:
    """Writes a workbook."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(str(path)) as book:
            fill(book)

    return write


def copied(name: str) -> Callable[[Path], None]:
    """Takes a file that is kept beside the tests."""

    def write(path: Path) -> None:
        path.write_bytes((DATA / name).read_bytes())

    return write


def _canteens(book: xlsxwriter.Workbook) -> None:
    """Title, two-row merged header, a town merged over two lines, 合计 and notes."""
    sheet = book.add_worksheet("养老服务")
    sheet.merge_range("A1:J1", "2018年老年人助餐点建设情况统计表")
    sheet.write("A2", "填报单位：丹徒区民政局")
    sheet.write("J2", "单位：万元")
    for column, title in enumerate(
        ("序号", "镇（街道）", "村（社区）", "助餐点名称", "详细地址", "建设性质")
    ):
        sheet.merge_range(2, column, 3, column, title)
    sheet.merge_range("G3:H3", "建设资金")
    sheet.write_row("G4", ["省级", "市级"])
    sheet.merge_range("I3:I4", "实用面积（平方米）")
    sheet.merge_range("J3:J4", "日均就餐")
    sheet.merge_range("B5:B6", "高 资 镇")
    first = [1, None, "示例村", "高资一号示例点", "1号", "新建", 12.5, 3, "１２０", "约50"]
    second = [2, None, "示例二村", "高资二号示例点", "2号", "改扩建", None, "—", 200.25, 30]
    third = [3, "丹徒区宝堰", "示例三村", "宝堰示例点", "3号", "改建", 1, 2, "80.555", 20]
    for row, texts in ((4, first), (5, second), (6, third)):
        for column, text in enumerate(texts):
            if text is not None:
                sheet.write(row, column, text)
    sheet.write_row("A9", ["合计", None, None, "3个", None, None, 13.5, 6, 400.805, 50])
    sheet.write("A10", "注：1.本表每月5日前报送")
    sheet.write("A11", "2.面积按使用面积填")
    sheet.write("A12", "填表人：示例")


def _across(book: xlsxwriter.Workbook) -> None:
    """Indicators down and units across, an empty first row, units of measure in a column."""
    sheet = book.add_worksheet("分镇")
    sheet.write_row("B3", ["指标", "计量单位", "高资镇", "江心洲", "谷阳", "合计"])
    sheet.write_row("B4", ["低保户数", "户", 12, "1,013", "", 1025])
    sheet.write_row("B5", ["临时救助人次", "人次", "三十", 2, "约5", 32])
    sheet.write_row("B6", ["没有的指标", "个", 1, "", "", 1])


def _months(book: xlsxwriter.Workbook) -> None:
    """One indicator, months across, units down, as a ministry's system exports it."""
    sheet = book.add_worksheet("Sheet1")
    sheet.merge_range("A1:E1", "低保对象户数分月情况")
    sheet.write_row("A2", ["统计单位", "1月", "2018年2月", "三月", "累计"])
    sheet.write_row("A3", ["高 资 街 道", 12, 13, 14, 39])
    sheet.write_row("A4", ["江苏辛丰", 5, "", "", 5])
    sheet.write_row("A5", ["辛丰", 5, "", 6, 11])
    sheet.write_row("A6", ["总计", 22, 13, 20, 55])


def _shared_number(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("合并")
    sheet.write_row("A1", ["单位", "低保户数"])
    sheet.write("A2", "高桥镇")
    sheet.merge_range("B2:B3", 7)
    sheet.write("A3", "辛丰镇")


_TWO_ROWS = """
2018年6月低保和临时救助情况汇总表||||||
单位|低保||临时救助|||完成率
|户数|人数|户次|人次|金额（元）|
甲|1|2|3|4|5|6
高资镇|１２|20|1|2|5000|50%
高桥镇|13|—|1|2|12345|50%
||||||
小计|25|20|2|4|17345|
辛丰镇|"1,234"|2000万|0||30000|50%
没有这个镇|1|1|1|1|1000|
小计|1235|1|1|1|31000|
合计|1260|20000021|3|5|48346|
说明：本表由民政业务系统导出||||||
"""
_SHARES = """
名称|惠民政策知晓率|结婚登记
丹徒区|0.85|120对
"""
_TEXT_PERCENTS = """
名称|惠民政策知晓率|离婚登记
丹徒区|85.5％|十二
"""
_TWICE = """
镇|村|名称|地址|建设性质|面积
高资|示例村|示例点|1号|新建|100
高资街道|示例村|示例点|1 号|新建|120
高桥|示例二村|另一示例点|9号|新建|50
"""

SHEETS = (
    Awkward(
        "合并表头",
        "助餐点.xlsx",
        workbook(_canteens),
        "canteen",
        {
            ("高资一号示例点", "所属镇（街道）"): "高资街道",
            ("高资一号示例点", "使用面积"): "120.00",
            ("高资一号示例点", "建设资金：省级"): "12.5",
            ("高资二号示例点", "所属镇（街道）"): "高资街道",
            ("高资二号示例点", "使用面积"): "200.25",
            ("高资二号示例点", "日均就餐人数"): "30",
            ("宝堰示例点", "所属镇（街道）"): "宝堰镇",
            ("宝堰示例点", "建设资金：市级"): "2.0",
        },
        {
            "表“养老服务” J5": "约数",
            "表“养老服务” H6": "横线",
            "表“养老服务” F7": "没有这一项",
            "表“养老服务” I7": "最多2位小数",
        },
        notes=("H9：“建设资金 市级”", "3行不读入"),
    ),
    Awkward(
        "两行表头的GBK",
        "六月.csv",
        text_file(_TWO_ROWS, "gb18030"),
        "figures",
        {
            ("高资街道", "低保对象户数"): "12",
            ("高资街道", "低保对象人数"): "20",
            ("高资街道", "临时救助户次"): "1",
            ("高资街道", "临时救助人次"): "2",
            ("高资街道", "临时救助金额"): "0.5",
            ("高桥镇", "低保对象户数"): "13",
            ("高桥镇", "临时救助户次"): "1",
            ("高桥镇", "临时救助人次"): "2",
            ("辛丰镇", "低保对象户数"): "1234",
            ("辛丰镇", "低保对象人数"): "20000000",
            ("辛丰镇", "临时救助户次"): "0",
            ("辛丰镇", "临时救助金额"): "3",
        },
        {
            "表“六月” C6": "横线",
            "表“六月” F6": "小数",
            "表“六月” B10": "没有这个单位",
            "表“六月” C10": "没有这个单位",
            "表“六月” D10": "没有这个单位",
            "表“六月” E10": "没有这个单位",
            "表“六月” F10": "没有这个单位",
        },
        notes=(
            "C11：“低保 人数”的合计写的是1，各行加起来是20000001",
            "F12：“临时救助 金额（元）”的合计写的是48346，各行加起来是48345",
            "说明、落款1行",
        ),
    ),
    Awkward(
        "指标在左单位在上",
        "分镇.xlsx",
        workbook(_across),
        "figures",
        {
            ("高资街道", "低保对象户数"): "12",
            ("江心洲生态农业园区", "低保对象户数"): "1013",
            ("高资街道", "临时救助人次"): "30",
            ("江心洲生态农业园区", "临时救助人次"): "2",
        },
        {"表“分镇” F5": "约数", "表“分镇” D6": "没有叫“没有的指标”的指标"},
    ),
    Awkward(
        "各月一列",
        "低保.xlsx",
        workbook(_months),
        "figures",
        {
            ("高资街道", "2018年1月 低保对象户数"): "12",
            ("高资街道", "2018年2月 低保对象户数"): "13",
            ("高资街道", "2018年3月 低保对象户数"): "14",
            ("辛丰镇", "2018年1月 低保对象户数"): "5",
            ("辛丰镇", "2018年3月 低保对象户数"): "6",
        },
        {"表“Sheet1” B4": "没有这个单位"},
    ),
    Awkward(
        "小数还是百分数",
        "知晓率.csv",
        text_file(_SHARES, "utf-8"),
        "figures",
        {("丹徒区", "结婚登记"): "120"},
        unclear=("惠民政策知晓率",),
    ),
    Awkward(
        "文字百分数和汉字数，带BOM",
        "知晓率.csv",
        text_file(_TEXT_PERCENTS, "utf-8-sig"),
        "figures",
        {("丹徒区", "惠民政策知晓率"): "85.5", ("丹徒区", "离婚登记"): "12"},
    ),
    Awkward(
        "同一个写了两遍",
        "重复.csv",
        text_file(_TWICE, "gbk"),
        "canteen",
        {("另一示例点", "名称"): "另一示例点", ("另一示例点", "使用面积"): "50.00"}
        | {
            ("另一示例点", what): text
            for what, text in (
                ("所属镇（街道）", "高桥镇"),
                ("所属村（社区）", "示例二村"),
                ("地址", "9号"),
                ("建设性质", "新建"),
            )
        },
        {f"表“重复” {column}{row}": "只留一行" for row in (2, 3) for column in "ABCDEF"},
    ),
    Awkward(
        "数合并在两行里",
        "合并.xlsx",
        workbook(_shared_number),
        "figures",
        {("高桥镇", "低保对象户数"): "7"},
        {"表“合并” B3": "合并了"},
    ),
    Awkward(
        "旧版工作簿",
        "旧.xls",
        copied("old.xls"),
        "canteen",
        {("高资示例点", "名称"): "高资示例点"},
        unclear=("人数", "日期"),
    ),
)
