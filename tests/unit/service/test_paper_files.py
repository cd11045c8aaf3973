"""PDFs to be verified: from another computer, touched, hostile; none passes for what it is not."""

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from printed_office import (
    GAOZI,
    HOUSEHOLDS,
    attached,
    opened_copy,
    print_once,
)

from zjmz_desktop.domain.check_codes import grouped
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.paper_data import (
    FILE_NAME,
    TABLE_NAME,
    NewerPaperDataError,
    PaperData,
    PaperDataError,
    PaperFileError,
    read_data,
)
from zjmz_desktop.domain.revisions import canonical
from zjmz_desktop.domain.verdicts import Pages, PagesState, PaperState, Verdict
from zjmz_desktop.exchange.strict_json import read_object
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.verifying import OtherYearError, verify_file


@pytest.fixture(scope="module")
def printed(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return print_once(sample_folder, tmp_path_factory.mktemp("printed") / "民政 数据")


@pytest.fixture
def office(printed: Path, tmp_path: Path) -> Iterator[Office]:
    with opened_copy(printed, tmp_path / "民政 数据") as opened:
        yield opened


def test_another_office_compares_the_file_without_a_record(
    office: Office, sample_folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一台"
    shutil.copytree(sample_folder, other)
    with closing(open_office(other)) as elsewhere:
        found = verify_file(elsewhere, office.folder / "总结.pdf")
    assert (found.verdict, found.file) == (Verdict.EQUAL, PaperState.UNKNOWN)
    assert found.pages.state is PagesState.SAME
    assert found.sentences[1].endswith("核对：各页与生成时相同。")


def one_digit_other(source: Path, target: Path, *, page: int) -> Path:
    """The paper with another digit in a line of a page; its data are untouched."""
    with pikepdf.open(source) as pdf:
        found = pdf.pages[page]
        content = found.Contents.read_bytes()
        first, second = list(re.finditer(rb"\(([^()\\]+)\) Tj", content))[5:7]
        assert first[1] != second[1]
        swapped = content[: first.start(1)] + second[1] + content[first.end(1) :]
        found.Contents = pdf.make_stream(swapped)
        pdf.save(target)
    return target


def test_a_page_that_was_altered_is_named_where_there_is_no_record(
    office: Office, sample_folder: Path, tmp_path: Path
) -> None:
    path = one_digit_other(office.folder / "总结.pdf", tmp_path / "改.pdf", page=2)
    with closing(open_office(shutil.copytree(sample_folder, tmp_path / "另一台"))) as elsewhere:
        found = verify_file(elsewhere, path)
    assert (found.verdict, found.file) == (Verdict.ALTERED, PaperState.UNKNOWN)
    assert found.pages == Pages(PagesState.ALTERED, (3,))
    assert found.sentences == ("这个PDF被改过：第3页上的字与生成时不一样。不要采用。",)
    here = verify_file(office, path)
    assert (here.verdict, here.file) == (Verdict.ALTERED, PaperState.OTHER)


def test_a_paper_of_before_is_compared_by_its_data_alone(
    office: Office, sample_folder: Path, tmp_path: Path
) -> None:
    with pikepdf.open(office.folder / "总结.pdf") as pdf:
        del pdf.attachments["pages.json"]
        pdf.save(tmp_path / "旧.pdf")
    with closing(open_office(shutil.copytree(sample_folder, tmp_path / "另一台"))) as elsewhere:
        found = verify_file(elsewhere, tmp_path / "旧.pdf")
    assert (found.verdict, found.pages.state) == (Verdict.EQUAL, PagesState.UNKNOWN)
    assert "页面上的字没有核对" in found.sentences[1]


# ---- PDFs that were touched ----


def touched(source: Path, target: Path, *, data: bytes | None = None, words: str = "") -> Path:
    with pikepdf.open(source) as pdf:
        if data is not None:
            pdf.attachments[FILE_NAME] = pikepdf.AttachedFileSpec(
                pdf, data, filename=FILE_NAME, mime_type="application/json"
            )
        if words:
            page = pdf.pages[0]
            text = page.Contents.read_bytes() + words.encode()
            page.Contents = pdf.make_stream(text)
        pdf.save(target)
    return target


def swapped(data: PaperData, n: str) -> PaperData:
    figures = tuple(
        replace(one, n=n) if one.at == (HOUSEHOLDS, GAOZI) else one for one in data.figures
    )
    return replace(data, figures=figures)


def test_swapped_data_are_noticed_and_the_swapped_figure_named(
    office: Office, tmp_path: Path
) -> None:
    source = office.folder / "总结.pdf"
    data = swapped(read_data(read_object(attached(source))), "999")
    found = verify_file(office, touched(source, tmp_path / "换.pdf", data=data.content))
    assert found.verdict is Verdict.ALTERED
    assert [(one.code, one.unit, one.after) for one in found.changes] == [
        (HOUSEHOLDS, GAOZI, "999户")
    ]
    assert found.sentences[0].startswith("这个PDF被改过")
    assert "有1个数不同" in found.sentences[0]


def test_edited_page_text_is_noticed(office: Office, tmp_path: Path) -> None:
    path = touched(office.folder / "总结.pdf", tmp_path / "改.pdf", words="\n0 0 1 rg 9 9 9 9 re f")
    found = verify_file(office, path)
    assert (found.verdict, found.file) == (Verdict.EQUAL, PaperState.OTHER)
    assert found.pages == Pages(PagesState.REDRAWN, (1,))
    assert found.sentences[1].startswith("这个PDF文件另存过：第1页重新保存过，或加画、批注过")


def test_a_page_on_its_head_is_named(office: Office, tmp_path: Path) -> None:
    with pikepdf.open(office.folder / "总结.pdf") as pdf:
        pdf.pages[1].rotate(180, relative=True)
        pdf.save(tmp_path / "转.pdf")
    found = verify_file(office, tmp_path / "转.pdf")
    assert (found.verdict, found.is_doubtful) == (Verdict.EQUAL, True)
    assert found.sentences[1] == (
        "这个PDF文件另存过：第2页转过方向或裁过边，有的内容可能看不到、看不全，请以盖章的纸质件为准。"
    )


def with_file(source: Path, target: Path, name: str, content: bytes) -> Path:
    """The paper with another attached file."""
    with pikepdf.open(source) as pdf:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        pdf.save(target)
    return target


def test_a_table_that_is_not_that_of_the_data_is_named(office: Office, tmp_path: Path) -> None:
    source = office.folder / "总结.pdf"
    with pikepdf.open(source) as pdf:
        table = pdf.attachments[TABLE_NAME].get_file().read_bytes()
    again = verify_file(office, with_file(source, tmp_path / "同.pdf", TABLE_NAME, table))
    assert (again.verdict, again.file) == (Verdict.EQUAL, PaperState.OTHER)
    row = table.splitlines()[1]
    other = table.replace(row, row.replace(b",2018M11,", b",2018M11,9"))
    assert other != table
    found = verify_file(office, with_file(source, tmp_path / "改.pdf", TABLE_NAME, other))
    assert (found.verdict, found.attached) == (Verdict.ALTERED, ("data.csv",))
    assert found.sentences[0] == "这个PDF被改过：附件“data.csv”与生成时不一样。不要采用。"


def test_a_file_attached_by_another_is_named(office: Office, tmp_path: Path) -> None:
    path = with_file(office.folder / "总结.pdf", tmp_path / "多.pdf", "补充.txt", b"118")
    found = verify_file(office, path)
    assert (found.verdict, found.attached) == (Verdict.ALTERED, ("补充.txt",))


def _json(office: Office, **other: object) -> bytes:
    found = read_object(attached(office.folder / "总结.pdf"))
    return canonical({**found, **other})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 4}, NewerPaperDataError),
        ({"format": "1"}, PaperDataError),
        ({"more": 1}, PaperDataError),
        ({"figures": {}}, PaperDataError),
        ({"figures": [{"code": 1}]}, PaperDataError),
        ({"figures": [{"code": "a", "unit": "b", "period": "c", "no": "d"}]}, PaperDataError),
        ({"figures": ["a"]}, PaperDataError),
        ({"texts": [{"kind": ""}]}, PaperDataError),
        ({"texts": [{"kind": "note", "odd": "x"}]}, PaperDataError),
        ({"texts": [{"kind": "history", "period": "六月"}]}, PaperDataError),
        ({"year": "2018"}, PaperDataError),
        ({"sample": 1}, PaperDataError),
    ],
)
def test_strange_data_are_refused(
    office: Office, tmp_path: Path, change: dict[str, object], said: type[Exception]
) -> None:
    path = touched(office.folder / "总结.pdf", tmp_path / "怪.pdf", data=_json(office, **change))
    with pytest.raises(said):
        verify_file(office, path)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"a": 1}', b"\xff", b"[" * 10_000])
def test_data_that_are_no_canonical_json_are_refused(
    office: Office, tmp_path: Path, raw: bytes
) -> None:
    path = touched(office.folder / "总结.pdf", tmp_path / "怪.pdf", data=raw)
    with pytest.raises(PaperDataError):
        verify_file(office, path)


def test_a_paper_of_another_year_or_of_a_foreign_unit_is_refused(
    office: Office, tmp_path: Path
) -> None:
    source, target = office.folder / "总结.pdf", tmp_path / "别.pdf"
    data = read_data(read_object(attached(source)))
    for other, said in (
        (replace(data, year=2017, through="2017M11"), OtherYearError),
        (replace(data, unit="321183000000"), WriteRefusedError),
    ):
        with pikepdf.open(touched(source, target, data=other.content)) as pdf:
            pdf.docinfo["/Keywords"] = f"核验码{grouped(other.code)}"
            pdf.save(tmp_path / "又.pdf")
        with pytest.raises(said):
            verify_file(office, tmp_path / "又.pdf")


# ---- hostile files ----


def _bomb() -> bytes:
    """A PDF whose attachment unpacks to 2 GB."""
    import zlib

    packer = zlib.compressobj(9)
    raw = b"".join(packer.compress(bytes(2**24)) for _ in range(128)) + packer.flush()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    spec = pikepdf.AttachedFileSpec(pdf, b"x", filename=FILE_NAME)
    pdf.attachments[FILE_NAME] = spec
    spec.get_file().obj.write(raw, filter=pikepdf.Name.FlateDecode)
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def _plain(encryption: pikepdf.Encryption | None = None) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    file = io.BytesIO()
    pdf.save(file, encryption=encryption or False)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是PDF文件"),
        (b"PK\x03\x04", "不是PDF文件"),
        (b"%PDF-1.7\n", "文件不完整或者坏了"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "文件不完整或者坏了"),
        (_plain(), "里面没有附数据"),
        (_plain(encryption=pikepdf.Encryption(owner="a", user="b")), "加了打开密码"),
        (_plain(encryption=pikepdf.Encryption(owner="a", user="")), "加了保护"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_in_a_sentence(
    office: Office, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "来路不明.pdf"
    path.write_bytes(content)
    with pytest.raises(PaperFileError, match=f"没能核验“来路不明.pdf”：{said}"):
        verify_file(office, path)


def test_a_bomb_is_refused_and_the_program_lives(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "炸弹.pdf"
    path.write_bytes(_bomb())
    assert path.stat().st_size < 3_000_000
    with pytest.raises(PaperFileError, match=r"内存|停下|坏了"):
        verify_file(office, path)


def test_a_folder_and_a_file_that_is_not_there(office: Office, tmp_path: Path) -> None:
    for path, said in ((tmp_path, "是一个文件夹"), (tmp_path / "没有.pdf", "没有这个文件")):
        with pytest.raises(PaperFileError, match=said):
            verify_file(office, path)
