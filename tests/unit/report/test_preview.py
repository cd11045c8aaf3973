"""Pages as pixels, words with their places, the outline: against pdfium asked directly, and by hand."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pdf_text import ink_boxes, read_pdf

from zjmz_desktop.report.annual_pdf import Written
from zjmz_desktop.report.preview import Band, Box, Pixels, Preview, PreviewError

MM = 72 / 25.4


@pytest.fixture(scope="module")
def preview(sample: Written) -> Iterator[Preview]:
    with closing(Preview(sample.path.read_bytes())) as opened:
        yield opened


def wide_page(preview: Preview) -> int:
    return next(n for n, (width, height) in enumerate(preview.sizes) if width > height)


def test_pages_are_counted_and_wide_ones_lie(preview: Preview, sample: Written) -> None:
    assert len(preview.sizes) == sample.pages
    shown = {(round(w / MM), round(h / MM)) for w, h in preview.sizes}
    assert shown == {(210, 297), (297, 210)}


def test_pixels_are_those_of_pdfium(preview: Preview, sample: Written) -> None:
    pdf = pypdfium2.PdfDocument(str(sample.path))
    drawn = preview.draw(0, 595)
    raw = pdf[0].render(scale=595 / preview.sizes[0][0], prefer_bgrx=True)
    assert (drawn.width, drawn.stride, drawn.height) == (595, 595 * 4, 842)
    same = sum(a == b for a, b in zip(drawn.content, bytes(raw.buffer), strict=False))
    assert same > 0.97 * len(drawn.content)
    pdf.close()


def rows(pixels: Pixels) -> list[bytes]:
    return [
        bytes(pixels.content[n * pixels.stride : n * pixels.stride + pixels.width])
        for n in range(pixels.height)
    ]


def test_bands_make_up_the_page(preview: Preview) -> None:
    whole = preview.draw(1, 401, grey=True)
    assert whole.stride == 404
    tops = range(0, whole.height, 100)
    parts = [
        preview.draw_band(1, Band(401, whole.height, top, min(100, whole.height - top)), grey=True)
        for top in tops
    ]
    assert [row for part in parts for row in rows(part)] == rows(whole)
    assert min(whole.content) < 80


def test_words_are_found_over_line_ends_and_widths(preview: Preview, sample: Written) -> None:
    text = read_pdf(sample.path).pages[0]
    words = text[200:240]
    (found,) = preview.find(words, 0)
    tops = [round(box.top) for box in found.boxes]
    assert len(tops) > 1  # it goes over a line's end
    assert tops == sorted(set(tops))
    assert preview.find(" ".join(words), 0) == (found,)
    assert preview.find("这句话没有", 0) == ()
    assert preview.find(" ", 0) == ()


@pytest.mark.parametrize("turned", [False, True])
def test_a_box_covers_the_ink(preview: Preview, sample: Written, turned: bool) -> None:
    page = wide_page(preview) if turned else 0
    words = "附表" if turned else "民政"
    found = preview.find(words, page)
    assert found
    assert all(_ink_share(preview, page, box) > 0.05 for one in found for box in one.boxes)
    if not turned:
        char, ink = next((c, b) for c, b in ink_boxes(sample.path, 1) if c == "民")
        box = preview.find(char, 0)[0].boxes[0]
        assert box.left / MM <= ink.left + 0.2
        assert box.right / MM >= ink.right - 0.2
        assert box.top / MM <= ink.top + 0.2
        assert box.bottom / MM >= ink.bottom - 0.2


def _ink_share(preview: Preview, page: int, box: Box) -> float:
    """The share of dark pixels in a box of a page at one pixel a point."""
    drawn = rows(preview.draw(page, round(preview.sizes[page][0]), grey=True))
    inside = [
        row[round(box.left) : round(box.right)]
        for row in drawn[round(box.top) : round(box.bottom)]
    ]  # fmt: skip
    pixels = b"".join(inside)
    return sum(one < 128 for one in pixels) / len(pixels)


def test_the_outline_leads_to_its_headings(preview: Preview, sample: Written) -> None:
    entries = preview.outline()
    assert [(e.level, e.title) for e in entries] == list(read_pdf(sample.path).outline)
    first = next(e for e in entries if e.title.startswith("一、"))
    heading = preview.find(first.title, first.page)[0].boxes[0]
    assert first.top == pytest.approx(heading.top, abs=6)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"x" * 500])
def test_what_is_no_pdf_is_a_sentence(content: bytes) -> None:
    with pytest.raises(PreviewError, match="请重新生成"):
        Preview(content)


def test_a_cut_file_is_a_sentence_or_shown(sample: Written, tmp_path: Path) -> None:
    whole = sample.path.read_bytes()
    for part in range(0, len(whole), len(whole) // 8):
        try:
            opened = Preview(whole[:part])
        except PreviewError:
            continue
        opened.draw(0, 50)
        opened.close()
