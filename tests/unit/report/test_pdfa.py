"""PDF/A-3b with the data inside: two checks by others accept it, and refuse what is broken."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfa_checks import findings, preflight, why_no_preflight
from sample_paper import summary

from zjmz_desktop.domain.check_codes import code_of, grouped
from zjmz_desktop.domain.paper import (
    Align,
    Attachment,
    CheckCode,
    Column,
    NewPage,
    Paper,
    Paragraph,
    Table,
)
from zjmz_desktop.report.annual_pdf import draw_paper
from zjmz_desktop.report.colour import srgb_profile
from zjmz_desktop.report.pdfa import Level

CODE = grouped(code_of("a"))
JSON = Attachment("data.json", "application/json", "供程序核验", b'{"a":1}')
CSV = Attachment("data.csv", "text/csv", "供人查看", "指标,数\n".encode())


def proven() -> Paper:
    """The sample paper with links, a code and two files."""
    linked = Table(
        number="附表9",
        title="完成情况",
        columns=(Column("指标", 8), Column("数", 4, Align.RIGHT)),
        rows=(("甲", "1"), ("乙", "2"), ("丙", "3")),
        links=("source-a", "", "source-none"),
        linked=1,
    )
    sources = replace(
        linked, number="附表10", links=(), anchors=("source-a", "source-b", "source-c"), wide=True
    )
    blocks = (
        *summary(rows=4).blocks,
        Paragraph("附件：9．来源", link="annex-9"),
        linked,
        NewPage("附件9", "来源", "annex-9"),
        sources,
        NewPage("核验页"),
        CheckCode(CODE, ("单位：丹徒区民政局",)),
    )
    return replace(
        summary(rows=4), blocks=blocks, keywords=f"核验码{CODE}", attachments=(JSON, CSV)
    )


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdfa") / "三.pdf"
    path.write_bytes(draw_paper(proven()).content)
    return path


@pytest.fixture(scope="module")
def one_b(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdfa") / "一.pdf"
    path.write_bytes(draw_paper(proven(), level=Level.A1B).content)
    return path


# ---- what others say ----


def test_the_file_is_pdfa_3b(archived: Path) -> None:
    assert findings(archived) == []


def test_the_same_pages_are_pdfa_1b(one_b: Path) -> None:
    assert findings(one_b, "1b") == []


def _no_font(pdf: pikepdf.Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found:
            del found["/FontFile2"]
            return


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _other_title(pdf: pikepdf.Pdf) -> None:
    pdf.trailer["/Info"]["/Title"] = "另一个标题"


def _no_xmp(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def _script(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.Root["/OpenAction"] = action


def _hidden_link(pdf: pikepdf.Pdf) -> None:
    link = next(link for page in pdf.pages for link in page.obj.get("/Annots", ()))
    link["/F"] = 2


BROKEN: tuple[Callable[[pikepdf.Pdf], None], ...] = (
    _no_font, _no_intent, _other_title, _no_xmp, _script, _hidden_link,
)  # fmt: skip


def broken(source: Path, target: Path, breaks: Callable[[Any], None]) -> Path:
    with pikepdf.open(source) as pdf:
        breaks(pdf)
        objects = pikepdf.ObjectStreamMode.preserve
        pdf.save(target, object_stream_mode=objects, fix_metadata_version=False)
    return target


def _kept(pdf: pikepdf.Pdf) -> None:
    assert pdf.pages


@pytest.mark.parametrize("breaks", BROKEN)
def test_a_broken_file_is_refused(
    archived: Path, tmp_path: Path, breaks: Callable[[pikepdf.Pdf], None]
) -> None:
    assert findings(broken(archived, tmp_path / "坏.pdf", breaks))


def test_breaking_nothing_breaks_nothing(archived: Path, one_b: Path, tmp_path: Path) -> None:
    assert findings(broken(archived, tmp_path / "好.pdf", _kept)) == []
    assert findings(broken(one_b, tmp_path / "也好.pdf", _kept), "1b") == []


def encrypted(source: Path, target: Path) -> Path:
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="", R=4))
    return target


def test_an_encrypted_file_is_refused(archived: Path, tmp_path: Path) -> None:
    assert findings(encrypted(archived, tmp_path / "密.pdf"))


needs_preflight = pytest.mark.skipif(bool(why_no_preflight()), reason=why_no_preflight() or "-")


@needs_preflight
def test_preflight_accepts_the_same_pages(one_b: Path) -> None:
    assert preflight(one_b) == []


@needs_preflight
@pytest.mark.parametrize("breaks", BROKEN)
def test_preflight_refuses_a_broken_file(
    one_b: Path, tmp_path: Path, breaks: Callable[[pikepdf.Pdf], None]
) -> None:
    assert preflight(broken(one_b, tmp_path / "坏.pdf", breaks))


@needs_preflight
def test_preflight_refuses_an_encrypted_file(one_b: Path, tmp_path: Path) -> None:
    assert preflight(encrypted(one_b, tmp_path / "密.pdf"))


# ---- what is in it ----


def test_the_data_are_attached_as_what_the_paper_is_made_from(archived: Path) -> None:
    with pikepdf.open(archived) as pdf:
        assert sorted(pdf.attachments) == ["data.csv", "data.json", "pages.json"]
        assert pdf.attachments["data.json"].get_file().read_bytes() == JSON.content
        assert pdf.attachments["data.csv"].get_file().mime_type == "text/csv"
        assert [one["/AFRelationship"] for one in pdf.Root["/AF"]] == ["/Data"] * 3


def test_metadata_language_and_no_claim_of_tags(archived: Path) -> None:
    with pikepdf.open(archived) as pdf:
        assert str(pdf.Root["/Lang"]) == "zh-CN"
        assert "/MarkInfo" not in pdf.Root
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            assert xmp["pdfaid:part"] == "3"
            assert (
                xmp["dc:title"] == str(pdf.docinfo["/Title"]) == "丹徒区民政局2018年度民政工作总结"
            )
            assert xmp["pdf:Keywords"] == str(pdf.docinfo["/Keywords"]) == f"核验码{CODE}"
        assert {str(key) for key in pdf.docinfo} == {
            "/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer",
        }  # fmt: skip


@pytest.mark.parametrize("title", ["<低保> & “特困”", "低\x01保\n\uffff𠮷"])
def test_markup_in_a_title_stays_text(tmp_path: Path, title: str) -> None:
    paper = Paper(title_lines=(title,), subtitle="", marks=())
    path = tmp_path / "标.pdf"
    path.write_bytes(draw_paper(paper).content)
    assert findings(path) == []


def links_of(path: Path) -> list[tuple[int, list[float], int, float]]:
    """(page, box, page led to, height led to) of every link, pages counted from 0."""
    found = []
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for number, page in enumerate(pdf.pages):
            for link in page.obj.get("/Annots", ()):
                to = link["/Dest"]
                box = [float(edge) for edge in link["/Rect"]]
                found.append((number, box, numbers[to[0].objgen], float(to[3])))
    return found


def test_links_lead_from_the_list_and_from_the_figure(archived: Path) -> None:
    paragraph, figure = links_of(archived)  # one to nowhere is not made
    with pikepdf.open(archived) as pdf:
        last = len(pdf.pages) - 1
    assert paragraph[2] == figure[2] == last - 1
    left, lower, right, upper = figure[1]
    assert right - left > 40
    assert 10 < upper - lower < 40
    assert paragraph[1][2] < 500


def test_outline_names_the_annexes(archived: Path) -> None:
    from pdf_text import read_pdf

    top = [title for level, title in read_pdf(archived).outline if level == 0]
    assert top[-2:] == ["附件9 来源", "核验页"]


def test_the_qr_code_says_the_code(archived: Path) -> None:
    """Read back from the pixels: its modules equal the symbol made apart, with white around it."""
    import pypdfium2
    import segno

    document = pypdfium2.PdfDocument(str(archived))
    page = document[len(document) - 1]
    scale = 4
    picture = page.render(scale=scale, grayscale=True).to_pil()
    document.close()
    rows = [bytes(row) for row in segno.make_qr(CODE, error="q").matrix]
    dark = picture.point([0] * 128 + [255] * 128)
    left, top, size = _symbol(dark)
    module = size / len(rows)
    seen = [
        [
            int(dark.getpixel((left + (x + 0.5) * module, top + (y + 0.5) * module)) == 0)
            for x in range(len(rows))
        ]
        for y in range(len(rows))
    ]
    assert seen == [list(row) for row in rows]
    assert 38 < size / scale / 72 * 25.4 < 41


def _symbol(picture: Any) -> tuple[float, float, float]:
    """Left, top and side of the square of ink under the label, found by its finder pattern."""
    width, height = picture.size
    column = next(
        x
        for x in range(width)
        if _longest([picture.getpixel((x, y)) == 0 for y in range(height)]) > 25
    )
    inked = [y for y in range(height) if picture.getpixel((column + 2, y)) == 0]
    rows = [
        y for y in inked if _longest([picture.getpixel((x, y)) == 0 for x in range(width)]) > 25
    ]
    top, bottom = min(rows), max(inked)
    return column, top, bottom + 1 - top


def _longest(marks: list[bool]) -> int:
    best = run = 0
    for mark in marks:
        run = run + 1 if mark else 0
        best = max(best, run)
    return best


def test_the_same_paper_gives_the_same_bytes(archived: Path) -> None:
    assert draw_paper(proven()).content == archived.read_bytes()


def test_the_profile_is_a_whole_icc_file_of_version_2() -> None:
    from PIL import ImageCms

    profile = srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8:10] == b"\x02\x10"
    import io

    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    assert ImageCms.getProfileName(opened).strip() == "sRGB IEC61966-2.1"
    assert opened.profile.xcolor_space == "RGB "


def test_its_colours_are_those_of_srgb() -> None:
    """Through both profiles a colour comes to the same place, but for rounding."""
    import io

    from PIL import Image, ImageCms

    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    for colour in ((255, 0, 0), (0, 128, 0), (30, 60, 200), (127, 127, 127), (255, 255, 255)):
        picture = Image.new("RGB", (1, 1), colour)
        through = ImageCms.profileToProfile(picture, ours, theirs)
        assert through is not None
        seen = through.getpixel((0, 0))
        assert isinstance(seen, tuple)
        assert max(abs(a - b) for a, b in zip(seen, colour, strict=True)) <= 1
