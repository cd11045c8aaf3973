"""Charts and rows of large figures on the page: every label is there and inside the type area."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest
from pdf_text import ink_boxes, read_pdf

from zjmz_desktop.domain.charts import BarChart, bar_chart
from zjmz_desktop.domain.paper import Block, Column, Heading, Numbers, Paper, Paragraph, Table
from zjmz_desktop.report.annual_pdf import write_paper

LYING = bar_chart(
    "图1　各章完成率",
    [
        ("继续加强民政综合服务能力和基层基础建设", [(Fraction(0), "0%（0/4）")]),
        ("认真做好双拥优抚安置工作", [(Fraction(100), "100%（6/6）")]),
        ("宝堰镇", [(None, "未报")]),
    ],
    measure="%",
    series=("完成率",),
    lying=True,
)
STANDING = bar_chart(
    "图2　低保金发放额分月情况",
    [
        (
            f"{n}月",
            [(Fraction(1486 + n, 10), f"{148.6 + n / 10:.1f}"), (Fraction(1397, 10), "139.7")],
        )
        for n in range(1, 13)
    ],
    measure="万元",
    series=("2018年", "2017年"),
    lying=False,
)


def made(tmp_path: Path, *blocks: Block, one_page: bool = False) -> Path:
    paper = Paper(("领导一页纸",) if one_page else (), "", (), blocks, one_page=one_page)
    return write_paper(paper, tmp_path / "c.pdf").path


@pytest.mark.parametrize("chart", [LYING, STANDING], ids=["lying", "standing"])
def test_every_label_is_printed_inside_the_type_area(tmp_path: Path, chart: BarChart) -> None:
    path = made(tmp_path, chart)
    text = read_pdf(path).text
    for group in chart.groups:
        assert group.name in text
        assert all(bar.text in text for bar in group.bars)
    assert chart.title.replace("　", "") in text
    for char, box in ink_boxes(path, 1):
        assert 27.9 < box.left < box.right < 28 + 156.1, char


def test_standing_labels_do_not_run_into_each_other(tmp_path: Path) -> None:
    path = made(tmp_path, STANDING)
    found = ink_boxes(path, 1)
    whole = "".join(char for char, _ in found)
    at = whole.index("148.7")
    first, second = found[at + 4][1], found[at + 5][1]
    assert whole[at : at + 10] == "148.7139.7"
    assert first.right <= second.left


def test_labels_stand_on_white_apart_from_bars_and_scale(tmp_path: Path) -> None:
    """At 300 dpi: left of a label its neighbour's bar, under it the line of 150, end before it."""
    path = made(tmp_path, STANDING)
    document = pypdfium2.PdfDocument(str(path))
    image = document[0].render(scale=300 / 72).to_pil().convert("L")
    document.close()
    found = ink_boxes(path, 1)
    whole = "".join(char for char, _ in found)
    for text in (bar.text for group in STANDING.groups for bar in group.bars):
        at = whole.index(text)
        boxes = [box for _, box in found[at : at + len(text)]]
        left, right = (edge / 25.4 * 300 for edge in (boxes[0].left, boxes[-1].right))
        top, foot = (
            edge / 25.4 * 300 for edge in (min(b.top for b in boxes), max(b.bottom for b in boxes))
        )
        beside = [int(left) - 3, int(right) + 3]
        darkest = min(
            image.getpixel((x, y)) for x in beside for y in range(int(top), int(foot) + 1)
        )
        below = min(image.getpixel((x, int(foot) + 2)) for x in range(int(left), int(right) + 1))
        assert (darkest, below) == (255, 255), text


def test_two_series_differ_without_colour(tmp_path: Path) -> None:
    """Grey ink of a solid bar beside the hatch of its neighbour, at 300 dpi."""
    document = pypdfium2.PdfDocument(str(made(tmp_path, STANDING)))
    image = document[0].render(scale=300 / 72).to_pil().convert("L")
    document.close()
    row = [image.getpixel((x, int(75 / 25.4 * 300))) for x in range(image.width)]
    assert len({value for value in row if value < 250}) > 3  # hatch, solid, axis
    solid = [value for value in row if 70 < value < 110]
    assert len(solid) > 12 * 40  # twelve bars of more than 3 mm


def test_a_chart_stays_in_one_piece_with_its_caption(tmp_path: Path) -> None:
    for rows in (12, 14, 16, 18, 20):
        texts = [Paragraph("民" * 28, indent=False)] * rows
        pages = read_pdf(made(tmp_path, *texts, STANDING)).pages
        page = next(page for page in pages if "图2" in page)
        assert "12月" in page
        assert "单位：万元" in page


def test_large_figures_stand_over_their_captions(tmp_path: Path) -> None:
    path = made(tmp_path, Numbers((("38", "可考核任务（项）"), ("50%", "完成率"))))
    found = dict(ink_boxes(path, 1))
    assert found["8"].bottom - found["8"].top > 5  # 26 pt
    assert found["务"].top > found["8"].bottom
    assert made(tmp_path, Numbers(()))


def test_six_large_figures_and_their_captions_are_whole_and_apart(tmp_path: Path) -> None:
    captions = (
        "可考核任务（项）",
        "已完成（项）",
        "达序时进度（项）",
        "落后（项）",
        "未报数（项）",
    )
    figures = (("138", caption) for caption in captions)
    path = made(tmp_path, Numbers((*figures, ("133.3%", "完成率"))), one_page=True)
    text = read_pdf(path).text
    assert all(
        words in text for words in ("138可考核任务（项）", "138达序时进度（项）", "133.3%完成率")
    )
    width = 156 / 6
    for char, box in ink_boxes(path, 1):
        if box.top < 45:  # the title
            continue
        within = int((box.left + box.right - 56) / 2 / width)
        assert 28 + within * width < box.left < box.right < 28 + (within + 1) * width, char


# ---- one page ----


def test_one_page_is_set_as_large_as_fits_and_always_on_one(tmp_path: Path) -> None:
    sizes = []
    for count in (2, 12, 24, 40):
        path = made(tmp_path, *[Paragraph("民政事业" * 12)] * count, one_page=True)
        read = read_pdf(path)
        assert len(read.pages) == 1
        assert read.text.count("民政事业") == 12 * count
        box = next(box for char, box in ink_boxes(path, 1) if char == "业")
        sizes.append(box.right - box.left)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.2 * 5.6 * 0.85  # a quarter larger than the body
    assert sizes[-1] < sizes[0] / 1.5


def test_one_page_holds_the_longest_brief(tmp_path: Path) -> None:
    table = Table(
        "", "", tuple(Column("指标名称", 5) for _ in range(6)), (("长" * 30,) * 6,) * 8, large=True
    )
    texts = [Paragraph("因" * 190)] * 5 + [Paragraph("款" * 300)]
    blocks: list[Block] = [Numbers((("1", "一"),) * 5), Heading(1, "一、主要指标"), table, *texts]
    assert len(read_pdf(made(tmp_path, *blocks, one_page=True)).pages) == 1
    assert replace(table, large=False).rows
