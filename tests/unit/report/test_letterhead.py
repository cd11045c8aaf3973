"""版头, 版记 and the place of the seal, measured on the page against GB/T 9704."""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from pdf_text import Box, ink_boxes, read_pdf

from zjmz_desktop.domain.letter import as_printed
from zjmz_desktop.domain.paper import (
    AnnexNote,
    Block,
    Imprint,
    Letterhead,
    NewPage,
    Paper,
    Paragraph,
    Remark,
    Signature,
)
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.report.annual_pdf import write_paper

HEAD = Letterhead("丹徒区民政局文件", "镇徒民〔2018〕12号", "示例签发")
FOOT = Imprint("区政府办公室，" * 6 + "区人大办公室", "丹徒区民政局", "2018年12月28日")
SEAL_MM, ROW_MM = 42.0, 10.45


def made(
    tmp_path: Path, *blocks: Block, head: Letterhead | None = HEAD, foot: Imprint | None = FOOT
) -> Path:
    paper = Paper(
        ("丹徒区民政局关于2018年", "民政重点工作任务完成情况的报告"),
        "",
        (),
        blocks,
        letterhead=head,
        imprint=foot,
    )
    return write_paper(paper, tmp_path / "b.pdf").path


def body(characters: int) -> tuple[Block, ...]:
    return (Paragraph("镇江市民政局：", indent=False), Paragraph("民" * characters))


def ending() -> tuple[Block, ...]:
    return (
        AnnexNote(("完成情况表", "未完成任务情况说明")),
        Signature("丹徒区民政局", "2018年12月28日"),
        Remark("（联系人：示例，电话：0511-00000000）"),
    )


def boxes_of(path: Path, page: int, text: str) -> list[Box]:
    """Boxes of the characters of a text that stands on one line."""
    found = ink_boxes(path, page)
    whole = "".join(char for char, _ in found)
    at = whole.index(text)
    return [box for _, box in found[at : at + len(text)]]


def test_the_mark_begins_35_mm_under_the_type_area(tmp_path: Path) -> None:
    boxes = boxes_of(made(tmp_path, *body(30)), 1, HEAD.mark)
    assert min(box.top for box in boxes) == pytest.approx(37 + 35, abs=1.5)
    left, right = boxes[0].left, boxes[-1].right
    assert (left + right) / 2 == pytest.approx(28 + 78, abs=0.6)


def test_number_left_and_signer_right_one_character_in_on_one_row(tmp_path: Path) -> None:
    path = made(tmp_path, *body(30))
    number, signer = boxes_of(path, 1, HEAD.number), boxes_of(path, 1, "签发人：示例签发")
    assert number[0].left == pytest.approx(28 + 5.57, abs=0.7)
    assert signer[-1].right == pytest.approx(28 + 156 - 5.57, abs=0.7)
    assert number[0].top == pytest.approx(signer[0].top, abs=0.8)


@pytest.mark.parametrize("count", [2, 3, 7, 10])
def test_several_signers_stand_two_to_a_line_the_last_level_with_the_number(
    tmp_path: Path, count: int
) -> None:
    names = [f"示例{sign}" for sign in "甲乙丙丁戊己庚辛壬癸"[:count]]
    path = made(tmp_path, *body(30), head=Letterhead(HEAD.mark, HEAD.number, "、".join(names)))
    stand = [boxes_of(path, 1, name) for name in names]
    tops = [boxes[0].top for boxes in stand]
    number, word = boxes_of(path, 1, HEAD.number), boxes_of(path, 1, "签发人：")
    rows = [tops[at : at + 2] for at in range(0, count, 2)]
    assert all(row == pytest.approx([row[0]] * len(row), abs=0.8) for row in rows)
    steps = [lower[0] - upper[0] for upper, lower in pairwise(rows)]
    assert steps == pytest.approx([ROW_MM] * len(steps), abs=0.8)
    assert number[0].top == pytest.approx(rows[-1][0], abs=0.8)
    assert word[0].top == pytest.approx(rows[0][0], abs=1.2)  # its strokes begin higher
    assert read_pdf(path).pages[0].count("签发人") == 1
    assert number[-1].right + 4 < word[0].left < word[-1].right < stand[0][0].left
    for column in (stand[0::2], stand[1::2]):
        lefts = [boxes[0].left for boxes in column]
        assert lefts == pytest.approx([lefts[0]] * len(lefts), abs=0.3)
    assert stand[1][-1].right == pytest.approx(28 + 156 - 5.57, abs=0.7)
    assert min(red_rows(path, 1)) - max(box.bottom for box in number) == pytest.approx(4, abs=0.9)


@pytest.mark.parametrize("signer", ["示例签发人、示例签署人", "示" * 12])
def test_the_longest_signers_that_are_taken_are_clear_of_the_number(
    tmp_path: Path, signer: str
) -> None:
    letter = as_printed(Letter(number=HEAD.number, signer=signer))
    head = Letterhead(HEAD.mark, letter.number, letter.signer)
    path = made(tmp_path, *body(30), head=head)
    number, word = boxes_of(path, 1, HEAD.number), boxes_of(path, 1, "签发人：")
    assert number[-1].right + 4 < word[0].left


def red_rows(path: Path, page: int) -> list[float]:
    """Middles in mm of the runs of rows that are red right across the type area."""
    document = pypdfium2.PdfDocument(str(path))
    scale = 300 / 72
    image = document[page - 1].render(scale=scale).to_pil().convert("RGB")
    document.close()
    across = [int(mm / 25.4 * 300) for mm in (40, 106, 170)]
    rows = []
    for y in range(image.height):
        if all(_is_red(image.getpixel((x, y))) for x in across):
            rows.append(y / 300 * 25.4)
    return rows


def _is_red(pixel: Sequence[int]) -> bool:
    return pixel[0] > 180 and pixel[1] < 90 and pixel[2] < 90


def test_the_red_rule_stands_4_mm_under_the_number(tmp_path: Path) -> None:
    path = made(tmp_path, *body(30))
    rows = red_rows(path, 1)
    assert rows
    bottom = max(box.bottom for box in boxes_of(path, 1, "镇徒民"))
    assert min(rows) - bottom == pytest.approx(4.0, abs=0.9)


def test_the_annex_names_stand_under_each_other(tmp_path: Path) -> None:
    path = made(tmp_path, *body(30), *ending(), foot=None)
    number, pages = 1, read_pdf(path).pages
    number += next(n for n, page in enumerate(pages) if "附件：" in page)
    first, second = boxes_of(path, number, "完成情况表"), boxes_of(path, number, "未完成任务")
    assert first[0].left == pytest.approx(second[0].left, abs=0.6)
    assert boxes_of(path, number, "附件：")[0].left == pytest.approx(28 + 2 * 5.57, abs=0.8)


@pytest.mark.parametrize("characters", range(30, 660, 45))
def test_body_text_stands_on_the_page_of_the_seal_and_its_place_is_free(
    tmp_path: Path, characters: int
) -> None:
    path = made(tmp_path, *body(characters), *ending(), foot=None)
    pages = read_pdf(path).pages
    number = next(n for n, page in enumerate(pages, 1) if "2018年12月28日" in page)
    found = ink_boxes(path, number)
    whole = "".join(char for char, _ in found)
    assert whole.index("附件：") > whole.index("民民") >= 0
    date, office = boxes_of(path, number, "2018年12月28日"), _last(path, number, "丹徒区民政局")
    assert date[-1].right == pytest.approx(28 + 156 - 4 * 5.57, abs=1.6)  # 日 has side bearings
    middle = (date[0].left + date[-1].right) / 2
    assert (office[0].left + office[-1].right) / 2 == pytest.approx(middle, abs=0.7)
    under = max(box.bottom for box in boxes_of(path, number, "未完成任务情况说明"))
    seal = Box(middle - SEAL_MM / 2, under, middle + SEAL_MM / 2, under + SEAL_MM)
    covered = "".join(char for char, box in found if _inside(box, seal))
    assert covered.startswith("丹徒区民政局")
    assert covered.removeprefix("丹徒区民政局") in "2018年12月28日"  # and nothing else


def _last(path: Path, page: int, text: str) -> list[Box]:
    found = ink_boxes(path, page)
    at = "".join(char for char, _ in found).rindex(text)
    return [box for _, box in found[at : at + len(text)]]


def _inside(box: Box, seal: Box) -> bool:
    """Whether a character's middle lies in the round seal."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    centre = ((seal.left + seal.right) / 2, (seal.top + seal.bottom) / 2)
    return math.dist((x, y), centre) < SEAL_MM / 2


# ---- 版记 ----


def test_the_imprint_ends_the_type_area_of_an_even_page(tmp_path: Path) -> None:
    path = made(tmp_path, *body(30), *ending())
    pages = read_pdf(path).pages
    assert len(pages) % 2 == 0
    assert "印发" in pages[-1]
    last = boxes_of(path, len(pages), "28日印发")
    assert last[-1].right == pytest.approx(28 + 156 - 4.94, abs=0.8)
    assert max(box.bottom for box in last) < 37 + 225
    assert max(box.bottom for box in last) > 37 + 225 - 7


def test_copies_hang_behind_their_word_and_end_with_a_stop(tmp_path: Path) -> None:
    path = made(tmp_path, *body(30), *ending())
    count = len(read_pdf(path).pages)
    text = read_pdf(path).pages[-1]
    assert f"抄送：{FOOT.copies}。" in text
    word = boxes_of(path, count, "抄送：区")
    found = ink_boxes(path, count)
    at = [box for _, box in found].index(word[-1])
    second = next(box for _, box in found[at:] if box.top > word[-1].top + 4)
    assert second.left == pytest.approx(word[-1].left, abs=0.7)


def test_a_blank_page_and_the_imprint_alone_behind_it_have_no_number(tmp_path: Path) -> None:
    blocks: list[Block] = [*body(560), *ending(), *[NewPage("附件")], Paragraph("民" * 580)]
    for more in range(3):
        added: list[Block] = [NewPage(), Paragraph("民" * 600)] * more
        path = made(tmp_path, *blocks, *added)
        pages = read_pdf(path).pages
        assert len(pages) % 2 == 0
        if pages[-2] == "":
            assert not pages[-1].endswith("—")
            return
    raise AssertionError("no blank page came up")


def test_without_copies_there_is_one_line(tmp_path: Path) -> None:
    path = made(tmp_path, *body(30), foot=Imprint("", "丹徒区民政局", "2018年12月28日"))
    assert "抄送" not in read_pdf(path).text
    assert "丹徒区民政局2018年12月28日印发" in read_pdf(path).pages[-1]
