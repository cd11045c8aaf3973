"""Pages that were altered, drawn over, swapped or taken out are told from those that were saved anew."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from golden_pages import small_paper

from zjmz_desktop.domain.paper import Attachment
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.verdicts import Pages, PagesState
from zjmz_desktop.report.annual_pdf import write_paper
from zjmz_desktop.report.page_digests import PAGES_NAME, compared

DATA = Attachment("data.json", "application/json", "供程序核验", b"{}")
SAME = Pages(PagesState.SAME)
Deed = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module", params=PaperKind)
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("paper") / "件.pdf"
    write_paper(replace(small_paper(request.param), attachments=(DATA,)), target)
    return target


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("summary") / "件.pdf"
    write_paper(replace(small_paper(PaperKind.SUMMARY), attachments=(DATA,)), target)
    return target


def after(source: Path, target: Path, *deeds: Deed) -> Pages:
    """How the pages stand once this was done to the file and it was saved."""
    with pikepdf.open(source) as pdf:
        for deed in deeds:
            deed(pdf)
        pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    with pikepdf.open(target) as pdf:
        return compared(pdf, pdf.attachments[PAGES_NAME].get_file().read_bytes())


def changed(no: int, change: Callable[[bytes], bytes]) -> Deed:
    def deed(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[no - 1]
        page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))

    return deed


def test_every_page_is_as_it_was_drawn_also_unpacked(paper: Path, tmp_path: Path) -> None:
    assert after(paper, tmp_path / "存.pdf") == SAME


def other_word(content: bytes) -> bytes:
    """The sixth run of letters says what the seventh says."""
    first, second = list(re.finditer(rb"\(([^()\\]+)\) Tj", content))[5:7]
    assert first[1] != second[1]
    return content[: first.start(1)] + second[1] + content[first.end(1) :]


def test_another_word_is_an_altered_page(summary: Path, tmp_path: Path) -> None:
    two = changed(1, other_word), changed(2, other_word)
    assert after(summary, tmp_path / "改.pdf", *two) == Pages(PagesState.ALTERED, (1, 2))


def test_a_word_taken_out_is_an_altered_page(summary: Path, tmp_path: Path) -> None:
    gone = changed(3, lambda content: re.sub(rb"\([^()\\]+\) Tj", b"", content, count=1))
    assert after(summary, tmp_path / "删.pdf", gone) == Pages(PagesState.ALTERED, (3,))


def test_a_box_over_a_word_is_a_page_drawn_over(summary: Path, tmp_path: Path) -> None:
    box = changed(1, lambda content: content + b"\n1 g 90 600 200 20 re f")
    assert after(summary, tmp_path / "盖.pdf", box) == Pages(PagesState.REDRAWN, (1,))


def turned(no: int, by: int) -> Deed:
    def deed(pdf: pikepdf.Pdf) -> None:
        pdf.pages[no - 1].rotate(by, relative=True)

    return deed


def half_of(box: str) -> Deed:
    """Only the lower half of the second page is shown."""

    def deed(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj[box] = pikepdf.Array([0, 0, 595, 421])

    return deed


@pytest.mark.parametrize("by", [90, 180, 270])
def test_every_page_that_was_turned_is_named(summary: Path, tmp_path: Path, by: int) -> None:
    """Wide ones too, which are drawn to be shown turned."""
    with pikepdf.open(summary) as pdf:
        every = tuple(range(1, len(pdf.pages) + 1))
        assert {int(page.obj.get("/Rotate", 0)) for page in pdf.pages} == {0, 90}
    found = after(summary, tmp_path / "转.pdf", *(turned(no, by) for no in every))
    assert found == Pages(PagesState.REDRAWN, (), every)


@pytest.mark.parametrize("box", ["/CropBox", "/MediaBox"])
def test_a_page_of_which_half_is_hidden_is_named(summary: Path, tmp_path: Path, box: str) -> None:
    found = after(summary, tmp_path / "裁.pdf", half_of(box))
    assert found == Pages(PagesState.REDRAWN, (), (2,))
    assert "第2页转过方向或裁过边" in found.framed_words


def test_pages_turned_by_the_node_above_them_are_named(summary: Path, tmp_path: Path) -> None:
    def deed(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj["/Rotate"]
        pdf.Root.Pages["/Rotate"] = 180

    assert after(summary, tmp_path / "转.pdf", deed) == Pages(PagesState.REDRAWN, (), (1,))


def noted(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Contents="118"
    )
    pdf.pages[1].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


def letters_swapped(pdf: pikepdf.Pdf) -> None:
    """The shapes of one font's letters are another font's."""
    fonts = [
        font.FontDescriptor
        for font in pdf.pages[0].Resources.Font.values()
        if "/FontDescriptor" in font
    ]
    fonts[0].FontFile2 = fonts[1].FontFile2


def test_a_note_over_a_page_is_seen(summary: Path, tmp_path: Path) -> None:
    assert after(summary, tmp_path / "注.pdf", noted) == Pages(PagesState.REDRAWN, (2,))


def test_other_shapes_for_the_same_letters_are_seen(summary: Path, tmp_path: Path) -> None:
    found = after(summary, tmp_path / "字.pdf", letters_swapped)
    assert found.state is PagesState.REDRAWN
    assert 1 in found.numbers


def first_page_out(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def first_pages_swapped(pdf: pikepdf.Pdf) -> None:
    pdf.pages.insert(0, pdf.pages[1])
    del pdf.pages[2]


def test_a_page_taken_out_or_swapped_is_seen(summary: Path, tmp_path: Path) -> None:
    assert after(summary, tmp_path / "少.pdf", first_page_out) == Pages(PagesState.ALTERED)
    swapped = after(summary, tmp_path / "换.pdf", first_pages_swapped)
    assert swapped == Pages(PagesState.ALTERED, (1, 2))


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":2,"pages":[]}',
        b'{"format":1,"pages":[{}]}',
        b'{"format":1,"pages":3}',
    ],
)
def test_digests_that_cannot_be_read_say_nothing(summary: Path, told: bytes) -> None:
    with pikepdf.open(summary) as pdf:
        assert compared(pdf, told) == Pages(PagesState.UNKNOWN)


def test_pages_are_named_a_few_at_most() -> None:
    assert Pages(PagesState.ALTERED, (2, 3)).words == "第2页、第3页"
    assert Pages(PagesState.ALTERED, tuple(range(1, 8))).words.endswith("第5页等7页")
