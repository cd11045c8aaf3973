"""A whole paper as a file: what a reader finds in it, and how the writing can end."""

import ast
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_text import bare, ink_boxes, read_pdf
from sample_paper import CHAPTERS, TOWNS, summary

from zjmz_desktop import report
from zjmz_desktop.domain.paper import Heading, Paper, Paragraph, Table
from zjmz_desktop.report.annual_pdf import WritingCancelledError, Written, write_paper
from zjmz_desktop.report.linebreak import clean

EMPTY = Paper(title_lines=(), subtitle="", marks=())


def expected_text(paper: Paper) -> list[str]:
    """Texts of a paper that must be found in this order."""
    found = [*paper.title_lines, paper.subtitle]
    for block in paper.blocks:
        if isinstance(block, Heading | Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [block.number, block.title, *(cell for row in block.rows for cell in row)]
    return [bare(text) for text in found]


def test_every_text_is_found_in_order(tmp_path: Path) -> None:
    paper = replace(summary(rows=9), marks=())
    written = write_paper(paper, tmp_path / "a.pdf")
    read = read_pdf(written.path)
    pages = [text.removesuffix(f"—{n}—") for n, text in enumerate(read.pages, 1)]
    text, at = "".join(pages), 0
    for expected in expected_text(paper):
        at = text.find(expected, at)
        assert at >= 0, expected
        at += len(expected)


OFFICIAL = st.sampled_from(
    [
        *"，。、；：！？（）《》“”〔〕…—·％㎡①　玥喆堃㛃国民政",
        *("截至11月底", "12个", "3.5%", "2,864.35万元", "GB/T 9704—2012", "（7/8已报）", "——全年"),
        *("老年人", "“应保尽保”", "Ａ", "a", "https://example.com/a-b", "\ue000", "\x07", "𠮷"),
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(OFFICIAL, min_size=1, max_size=120).map("".join), min_size=1, max_size=4))
def test_any_text_is_read_back_in_its_order(texts: list[str]) -> None:
    """The words that a reader or a screen reader takes out of the file are those that were written."""
    with tempfile.TemporaryDirectory() as folder:
        blocks = tuple(Paragraph(text) for text in texts)
        read = read_pdf(write_paper(replace(EMPTY, blocks=blocks), Path(folder) / "a.pdf").path)
    pages = [page.removesuffix(f"—{n}—") for n, page in enumerate(read.pages, 1)]
    assert "".join(pages) == re.sub("[\ue000𠮷]", "〓", bare(clean("".join(texts))))


def test_pages_numbers_marks_and_sizes(sample: Written) -> None:
    read = read_pdf(sample.path)
    assert sample.pages == len(read.pages) > 10
    for number, text in enumerate(read.pages, 1):
        assert text.startswith("示例数据")
        assert text.endswith(f"—{number}—")
    assert set(read.sizes_mm) == {(210.0, 297.0), (297.0, 210.0)}


def test_outline_and_metadata(sample: Written) -> None:
    read = read_pdf(sample.path)
    chapters = [title for level, title in read.outline if level == 0]
    assert [title.split("、")[1].split("：")[0] for title in chapters[:7]] == [
        c for c, _ in CHAPTERS
    ]
    assert chapters[7:] == ["附件1", "附件2"]
    assert (1, "附表2 各镇（街道、园区）任务完成情况") in read.outline
    assert read.metadata["Title"] == "丹徒区民政局2018年度民政工作总结"
    assert read.metadata["Author"] == "镇江市丹徒区民政局"
    assert read.metadata["Subject"] == "丹徒区2018年度民政工作总结"


def test_only_our_fonts_all_embedded_and_the_language(sample: Written) -> None:
    with pikepdf.open(sample.path) as pdf:
        assert str(pdf.Root["/Lang"]) == "zh-CN"
        fonts = [one for one in pdf.objects if _is_a(one, "/Font")]
        assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
        assert {str(font["/BaseFont"]).partition("+")[2][:2] for font in fonts} == {"GW"}
        assert len(fonts) > 5
    assert sample.fonts == ("GW-FangSong", "GW-Hei", "GW-Kai", "GW-Latin", "GW-Song", "GW-Title")
    assert sample.replaced == ()


def _is_a(found: object, kind: str) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/Type") == kind


def test_the_same_paper_gives_the_same_bytes(sample: Written, tmp_path: Path) -> None:
    assert write_paper(summary(), tmp_path / "b.pdf").path.read_bytes() == sample.path.read_bytes()


def test_the_type_area_and_the_page_number(sample: Written) -> None:
    boxes = ink_boxes(sample.path, 2)
    body, number = boxes[4:-3], boxes[-3:]
    assert min(box.left for _, box in body) >= 27.9
    assert max(box.right for _, box in body) <= 184.1
    assert min(box.top for _, box in body) >= 36.9
    assert max(box.bottom for _, box in body) <= 262.1
    assert [char for char, _ in number] == ["—", "2", "—"]
    assert (number[0][1].top + number[0][1].bottom) / 2 == pytest.approx(269, abs=0.2)
    assert number[0][1].left == pytest.approx(28 + 16 * 25.4 / 72, abs=0.4)


def test_rare_and_unknown_characters(tmp_path: Path) -> None:
    paper = replace(EMPTY, blocks=(Paragraph("王玥、李堃、乪和\ue000在\x07场。"),))
    written = write_paper(paper, tmp_path / "a.pdf")
    assert written.replaced == ("\ue000",)
    assert "GW-SongExt" in written.fonts
    assert read_pdf(written.path).text == "王玥、李堃、乪和〓在场。—1—"


def test_characters_beyond_the_first_plane_are_copied_as_they_are(tmp_path: Path) -> None:
    paper = replace(EMPTY, blocks=(Paragraph("𬱖、𠳐二人在场。"),))
    written = write_paper(paper, tmp_path / "a.pdf")
    assert not written.replaced
    assert read_pdf(written.path).text == "𬱖、𠳐二人在场。—1—"


def test_a_long_narrative_flows_over_pages(tmp_path: Path) -> None:
    text = "截至11月底，新建老年人助餐点12个，完成年度目标的100%。" * 700
    written = write_paper(replace(EMPTY, blocks=(Paragraph(text),)), tmp_path / "a.pdf")
    read = read_pdf(written.path)
    pages = [page.removesuffix(f"—{n}—") for n, page in enumerate(read.pages, 1)]
    assert len(text) > 20_000
    assert "".join(pages) == text


def test_an_empty_paper_is_one_page(tmp_path: Path) -> None:
    assert write_paper(EMPTY, tmp_path / "a.pdf").pages == 1


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    written = write_paper(
        summary(), tmp_path / "a.pdf", on_progress=lambda done, pages: told.append((done, pages))
    )
    assert told == [(n, written.pages) for n in range(1, written.pages + 1)]


@pytest.mark.parametrize("asked", [1, 5, 30])
def test_a_cancelled_paper_leaves_the_old_file(tmp_path: Path, asked: int) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    answers = iter([False] * (asked - 1))
    with pytest.raises(WritingCancelledError, match="已取消"):
        write_paper(summary(), target, cancelled=lambda: next(answers, True))
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_all_towns_stand_in_the_annex(sample: Written) -> None:
    last = read_pdf(sample.path).pages[-1]
    assert all(town in last for town in TOWNS)


def test_reportlab_is_imported_only_when_used() -> None:
    code = "import sys, zjmz_desktop.report.annual_pdf; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    for file in Path(str(report.__file__)).parent.glob("*.py"):
        top = [n for n in ast.parse(file.read_text("utf-8")).body if isinstance(n, ast.ImportFrom)]
        assert not any((node.module or "").startswith("reportlab") for node in top)
