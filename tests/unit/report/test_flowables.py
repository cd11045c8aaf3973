"""Headings, paragraphs, signature and the small lines beside a table."""

import pytest
from sample_paper import indicator_table

from zjmz_desktop import paths
from zjmz_desktop.domain.paper import Heading, NewPage, Paper, Paragraph, Signature, Table
from zjmz_desktop.report.composing import compose
from zjmz_desktop.report.flowables import note_strips, paragraph_strips, signature_strips
from zjmz_desktop.report.fonts import FontSet
from zjmz_desktop.report.pagination import Page, Strip, paginate
from zjmz_desktop.report.sheet import ADVANCE, COLUMNS, PORTRAIT, ROWS, TYPE_WIDTH
from zjmz_desktop.report.typesetting import TextStrip, Typesetter


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet(paths.resource("fonts"))


@pytest.fixture(scope="module")
def setter(fonts: FontSet) -> Typesetter:
    return Typesetter(fonts, PORTRAIT)


def lines_of(strips: list[Strip]) -> list[TextStrip]:
    return [strip for strip in strips if isinstance(strip, TextStrip)]


def pages_of(
    fonts: FontSet, *blocks: Heading | Paragraph | Signature | NewPage | Table
) -> list[Page]:
    paper = Paper(title_lines=(), subtitle="", marks=(), blocks=blocks)
    return paginate(compose(paper, fonts, check=lambda: None))


def texts(page: Page) -> list[str]:
    return [strip.line.text for strip in lines_of([strip for strip, _ in page.placed])]


def test_a_page_holds_22_rows_of_28_characters(fonts: FontSet) -> None:
    first, second = pages_of(fonts, Paragraph("政" * ((ROWS + 1) * COLUMNS + 1), indent=False))
    assert [len(text) for text in texts(first)] == [COLUMNS] * ROWS
    assert len(second.placed) == 2
    last = lines_of([first.placed[-1][0]])[0]
    assert last.line.right == pytest.approx(TYPE_WIDTH, abs=0.5)


def test_the_first_line_is_indented_by_two_characters(setter: Typesetter) -> None:
    strips = lines_of(paragraph_strips(Paragraph("政" * 60), setter))
    assert strips[0].line.runs[0].x == pytest.approx(2 * ADVANCE)
    assert [len(strip.line.text) for strip in strips] == [26, 28, 6]


def test_the_date_ends_four_characters_in_and_the_office_is_centred_on_it(
    setter: Typesetter,
) -> None:
    office, date = lines_of(signature_strips(Signature("丹徒区民政局", "2018年12月5日"), setter))
    assert date.left + date.line.right == pytest.approx(TYPE_WIDTH - 4 * ADVANCE)
    centres = [strip.left + strip.line.right / 2 for strip in (office, date)]
    assert centres[0] == pytest.approx(centres[1])


@pytest.mark.parametrize("name", ["镇江市丹徒区民政局" * 2, "镇江市丹徒区民政局" * 5])
def test_a_long_office_stays_within_the_margins(setter: Typesetter, name: str) -> None:
    for strip in lines_of(signature_strips(Signature(name, "2018年12月5日"), setter)):
        assert strip.left >= 0
        assert strip.left + strip.line.right <= TYPE_WIDTH + 1e-6


@pytest.mark.parametrize("rows", range(1, ROWS + 1))
def test_no_heading_is_left_without_two_lines(fonts: FontSet, rows: int) -> None:
    before = Paragraph("政" * 28 * rows, indent=False)
    blocks = (before, Heading(1, "一、"), Heading(2, "（一）"), Paragraph("文" * 80))
    (shown,) = (texts(page) for page in pages_of(fonts, *blocks) if "一、" in texts(page))
    at = shown.index("一、")
    assert shown[at : at + 4] == ["一、", "（一）", "文" * 26, "文" * 28]


def test_a_heading_over_one_line_does_not_pull_the_next_heading(fonts: FontSet) -> None:
    before = Paragraph("政" * 28 * (ROWS - 2), indent=False)
    after = (Heading(1, "二、"), Paragraph("文" * 80))
    first, second = pages_of(fonts, before, Heading(1, "一、"), Paragraph("短。"), *after)
    assert texts(first)[-2:] == ["一、", "短。"]
    assert texts(second)[0] == "二、"


@pytest.mark.parametrize("rows", range(ROWS - 6, ROWS + 2))
def test_a_signature_stands_under_two_lines_of_text(fonts: FontSet, rows: int) -> None:
    text = Paragraph("政" * 28 * rows, indent=False)
    *_, last = pages_of(fonts, text, Signature("丹徒区民政局", "2018年12月5日"))
    shown = texts(last)
    assert shown[-2:] == ["丹徒区民政局", "2018年12月5日"]
    assert len(shown) >= 4


def test_notes_stand_side_by_side_when_they_fit(setter: Typesetter) -> None:
    (one,) = lines_of(note_strips(("单位负责人：", "填表人：", "联系电话："), setter))
    assert one.line.text == "单位负责人：填表人：联系电话："
    assert one.line.runs[-1].x > TYPE_WIDTH / 2
    assert len(note_strips(("注：" + "说明" * 30, "填表人："), setter)) == 3
    four = (
        "填报单位（盖章）：丹阳市民政局",
        "报告期：2018年1—11月",
        "计量单位：见表内",
        "表号：附表3",
    )
    upper, lower = lines_of(note_strips(four, setter))
    assert upper.line.text == "".join(four[:2])
    assert lower.line.text == "".join(four[2:])
    assert lower.line.right == pytest.approx(TYPE_WIDTH, abs=0.5)


def test_wide_tables_lie_on_their_side(fonts: FontSet) -> None:
    pages = pages_of(
        fonts,
        Paragraph("前文。"),
        Heading(2, "（一）表"),
        indicator_table(3),
        Paragraph("后文。"),
        NewPage("附件1"),
        indicator_table(3),
        Paragraph("表后说明。"),
    )
    assert [page.frame.is_wide for page in pages] == [False, True, False, True]
    assert texts(pages[1])[0] == "（一）表"
    assert texts(pages[3])[0] == "附件1"
    assert texts(pages[3])[-1] == "表后说明。"


def test_no_page_begins_or_ends_with_one_line_of_a_paragraph(fonts: FontSet) -> None:
    for before in range(1, 24):
        texts_before = [Paragraph("前" * 20)] * before
        pages = pages_of(fonts, *texts_before, Paragraph("民" * 100), Paragraph("政" * 70))
        for char, count in (("民", 4), ("政", 3)):
            split = [sum(char in text for text in texts(page)) for page in pages]
            assert sum(split) == count
            assert 1 not in split, (before, char, split)
