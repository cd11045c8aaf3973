"""One long report told twice: as a `Paper`, and in typst's own words on the same page.

30,724 characters of running text, 40 tables with 2,000 rows, 20 charts: some 165 pages on both sides.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from zjmz_desktop.domain.charts import BarChart, bar_chart
from zjmz_desktop.domain.paper import Align, Block, Column, Heading, Paper, Paragraph, Table

CHARACTERS, TABLES, ROWS, CHARTS = 30_724, 40, 50, 20
TITLE = ("丹徒区民政局", "2018年度民政工作总结")
_TOWNS = ("宝堰镇", "谷阳镇", "上党镇", "世业镇", "辛丰镇", "高资街道", "宜城街道", "高桥镇")
_TEXT = (
    "截至11月底，全区共有低保对象{n}户、5,107人，其中城市低保1,206户、1,688人，农村低保2,276户、3,419人；累计发放救助"
    "资金2,864.{n}万元，同比增长6.5%，完成年度目标的101.5%。严格落实《社会救助暂行办法》（国务院令第649号）要求，实行"
    "“应保尽保、应退尽退”——全年新增412户、退出389户，动态管理率达100%。对“急难型”困难群众实行“先行救助、后补手续”，"
    "实施临时救助{n}人次，发放救助金286.4万元；新建老年人助餐点12个，预计全年新建14个，第{n}期培训已经完成。"
)
_COLUMNS = (
    Column("序号", 4, Align.CENTRE),
    Column("指标名称", 22),
    Column("计量单位", 8, Align.CENTRE),
    Column("年度目标", 9, Align.RIGHT),
    Column("完成数", 9, Align.RIGHT),
    Column("备注", 16),
)
_NAMES = (
    "新建老年人助餐点",
    "城市社区“全科社工”服务模式覆盖率",
    "临时救助人次",
    "护理型床位占养老机构床位总数的比例",
)
_CHAPTERS = 20


def paragraphs() -> list[str]:
    """The running text, cut to its length."""
    found, room = [], CHARACTERS
    for number in range(CHARACTERS):
        if room <= 0:
            break
        found.append(_TEXT.format(n=100 + number)[:room])
        room -= len(found[-1])
    return found


def rows(table: int) -> tuple[tuple[str, ...], ...]:
    """A table's rows."""
    return tuple(
        (
            str(n),
            f"{_NAMES[(n + table) % len(_NAMES)]}（第{table}组）",
            "人次",
            f"{1000 + n * 37:,}",
            f"{n * 86 + table}.4",
            "世业镇、高桥镇两处未完工，预计12月底交付" if n % 7 == 3 else "—",
        )
        for n in range(1, ROWS + 1)
    )


def values(chart: int) -> list[int]:
    """What a chart shows, by town."""
    return [20 + (chart * 7 + n * 13) % 80 for n in range(len(_TOWNS))]


def paper() -> Paper:
    """The report as blocks."""
    return Paper(TITLE, "", (), tuple(_blocks()), subject="".join(TITLE), office=TITLE[0])


def _blocks() -> Iterator[Block]:
    texts = paragraphs()
    share = -(-len(texts) // _CHAPTERS)
    for chapter in range(_CHAPTERS):
        yield Heading(1, f"{chapter + 1}、工作情况")
        yield from (Paragraph(text) for text in texts[chapter * share : (chapter + 1) * share])
        for table in range(chapter * 2, chapter * 2 + TABLES // _CHAPTERS):
            yield Table(f"附表{table + 1}", "主要指标完成情况表", _COLUMNS, rows(table))
        yield _chart(chapter)


def _chart(number: int) -> BarChart:
    told = [
        (town, [(Fraction(value), f"{value}%")])
        for town, value in zip(_TOWNS, values(number), strict=True)
    ]
    return bar_chart(
        f"图{number + 1}　各镇完成率", told, measure="%", series=("完成率",), lying=True
    )


# ---- the same for typst ----

_SET = """
#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm),
  footer-descent: 6mm, footer: context align(right, text(size: 14pt, font: "GW Song")[— #counter(page).display() —]))
#set text(font: ("GW Latin", "GW FangSong", "GW Song"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 13.6pt, spacing: 13.6pt, first-line-indent: (amount: 2em, all: true))
#let head(body) = block(sticky: true, above: 13.6pt, below: 13.6pt, pad(left: 2em, text(font: "GW Hei", body)))
#let cap(body) = block(sticky: true, width: 100%, align(center, text(font: "GW Hei", size: 14pt, body)))
#let grid-of(..cells) = { set text(font: ("GW Latin", "GW Song"), size: 10.5pt)
  set par(first-line-indent: 0pt, leading: 4pt, justify: false)
  table(columns: (4fr, 22fr, 8fr, 9fr, 9fr, 16fr), stroke: .5pt, inset: (x: 4pt, y: 7.2pt),
    align: (center, left, center, right, right, left), ..cells) }
#let bar(name, value) = (align(right, name), stack(dir: ltr, spacing: 3pt,
  rect(width: value * 3pt, height: 10pt, fill: luma(35%), stroke: .5pt), [#value%]))
#let chart(..bars) = { set text(font: ("GW Latin", "GW Song"), size: 9pt)
  set par(first-line-indent: 0pt)
  block(breakable: false, grid(columns: (70pt, 1fr), gutter: 4pt, ..bars.pos().flatten())) }
"""


def typst_source() -> str:
    """The report in typst's words."""
    texts = paragraphs()
    share = -(-len(texts) // _CHAPTERS)
    parts = [_SET]
    parts += [f'#align(center, text(font: "GW Title", size: 22pt)[{line}])' for line in TITLE]
    for chapter in range(_CHAPTERS):
        parts.append(f"#head[{chapter + 1}、工作情况]\n")
        parts += [f"{_escaped(text)}\n" for text in texts[chapter * share : (chapter + 1) * share]]
        parts += [_typst_table(n) for n in range(chapter * 2, chapter * 2 + TABLES // _CHAPTERS)]
        bars = ", ".join(
            f'bar("{town}", {value})' for town, value in zip(_TOWNS, values(chapter), strict=True)
        )
        parts.append(f"#cap[图{chapter + 1}　各镇完成率]\n#chart({bars})\n")
    return "\n".join(parts)


def _typst_table(number: int) -> str:
    head = ", ".join(f'text(font: "GW Hei")[{column.title}]' for column in _COLUMNS)
    cells = ", ".join(f"[{_escaped(cell)}]" for row in rows(number) for cell in row)
    return f"#cap[附表{number + 1}　主要指标完成情况表]\n#grid-of(table.header({head}), {cells})\n"


def _escaped(text: str) -> str:
    return text.replace("#", "\\#").replace("“", "\\u{201c}").replace("”", "\\u{201d}")


def write_source(path: Path) -> None:
    """The source as a file."""
    path.write_text(typst_source(), "utf-8")
