"""The summary's 核验码 and data, from the command line to the printed page and back."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import DISTRICT  # noqa: E402
from pdf_text import read_pdf  # noqa: E402
from pdfa_checks import findings  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

GAOZI = "321112001000"
Say = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def store(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("proof") / "丹徒 示例"
    shutil.copytree(sample_folder, copy)
    words = ["--unit", DISTRICT, "--year", "2018", "--through", "2018M11"]
    assert main(["report", "--store", str(copy), *words, "--out", str(copy / "总结.pdf")]) == 0
    return copy


@pytest.fixture
def said(store: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def ask(*words: str) -> dict[str, object]:
        capsys.readouterr()
        assert main([*words, "--store", str(store), "--json"]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    return ask


def printed_code(store: Path) -> str:
    """The code as a reader finds it on the last page."""
    page = read_pdf(store / "总结.pdf").pages[-1]
    assert page.startswith("示例数据征求意见稿核验页本页不盖章。")
    return page.partition("改动。")[2].partition("单位：")[0]


def test_the_real_paper_is_pdfa(store: Path) -> None:
    assert findings(store / "总结.pdf") == []


def test_the_code_stands_on_no_page_that_is_sealed(store: Path) -> None:
    pages = read_pdf(store / "总结.pdf").pages
    code = printed_code(store)
    with_code = [number for number, text in enumerate(pages) if code in text]
    assert with_code == [len(pages) - 1]
    assert "（盖章）" in "".join(pages)
    assert not any(words in pages[-1] for words in ("（盖章）", "单位负责人"))


def test_the_printed_code_and_the_file_are_found_equal(store: Path, said: Say) -> None:
    by_code, by_file = said("verify", printed_code(store)), said("verify", str(store / "总结.pdf"))
    assert (by_code["verdict"], by_code["file"]) == ("equal", "not_asked")
    assert (by_file["verdict"], by_file["file"]) == ("equal", "same")
    assert by_file["code"] == by_code["code"] == printed_code(store)
    assert by_file["changes"] == []


def test_the_attached_table_says_what_rollup_says(store: Path, said: Say) -> None:
    with pikepdf.open(store / "总结.pdf") as pdf:
        raw = pdf.attachments["data.csv"].get_file().read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    whole = {row["指标代码"]: row for row in rows if row["单位"] == "丹徒区"}
    found = said("rollup", "--unit", DISTRICT, "--period", "2018M11")
    assert isinstance(found, list)
    compared = 0
    for one in found:
        row = whole.get(one["indicator"])
        if row is None or row["状态"] != "有数" or row["分母"]:
            continue
        if one["value"] is not None and row["计量单位"] != "%":
            assert one["value"] == row["数值或分子"], one["indicator"]
            compared += 1
        assert (one["reported"], one["expected"]) == (
            int(row["已报单位数"]),
            int(row["应报单位数"]),
        )
    assert compared > 40


def test_figures_of_the_main_table_lead_to_their_sources(store: Path) -> None:
    with pikepdf.open(store / "总结.pdf") as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        links = [
            (number, numbers[link["/Dest"][0].objgen])
            for number, page in enumerate(pdf.pages)
            for link in page.obj.get("/Annots", ())
        ]
    pages = read_pdf(store / "总结.pdf").pages
    main_table = [n for n, text in enumerate(pages) if "附表1" in text and "附表10" not in text]
    sources = [n for n, text in enumerate(pages) if "附表6-1" in text]
    figures = [to for at, to in links if at in main_table]
    assert len(figures) > 30
    assert set(figures) <= set(sources)
    contents = [to for at, to in links if at not in main_table]
    titles = [
        text.removeprefix("示例数据征求意见稿")[:3] for text in (pages[to] for to in contents)
    ]
    assert titles == [f"附件{number}" for number in range(1, 7)]


def test_a_changed_figure_is_named_in_words(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The district gives a town another target."""
    copy = tmp_path / "改过"
    shutil.copytree(store, copy)
    words = ["--indicator", "I08-03", "--unit", GAOZI, "--value", "99", "--store", str(copy)]
    assert main(["target", "set", *words]) == 0
    capsys.readouterr()
    assert main(["verify", printed_code(store), "--store", str(copy)]) == 0
    out = capsys.readouterr().out
    assert "不一致：这份报告生成以后，台账有1个数变了。" in out
    assert "高资街道“新建老年人助餐点”" in out
    assert "目标99（丹徒区示例填报员，" in out


def test_an_altered_file_is_exit_code_1_and_the_ledgers_changes_have_a_heading(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page is taken out of the file, and the district gives a town another target."""
    copy, fewer = tmp_path / "改过", tmp_path / "少一页.pdf"
    shutil.copytree(store, copy)
    with pikepdf.open(store / "总结.pdf") as pdf:
        del pdf.pages[1]
        pdf.save(fewer)
    words = ["--indicator", "I08-03", "--unit", GAOZI, "--value", "99", "--store", str(copy)]
    assert main(["target", "set", *words]) == 0
    capsys.readouterr()
    assert main(["verify", str(fewer), "--store", str(copy)]) == 1
    told = capsys.readouterr()
    assert "这个PDF被改过：页数与生成时不一样。不要采用。" in told.out
    above, heading, below = told.out.partition("以下是这份报告生成以后台账的变动")
    assert heading
    assert "新建老年人助餐点" in below
    assert "新建老年人助餐点" not in above
    assert told.err.startswith("核验没有通过：这个PDF被改过。")
    assert main(["verify", str(fewer), "--store", str(copy), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "altered"


def test_reports_are_listed_and_scans_kept(store: Path, said: Say, tmp_path: Path) -> None:
    (one,) = said("reports")
    assert isinstance(one, dict)
    assert (one["no"], one["code"], one["scan"]) == (1, printed_code(store), "")
    scan, out = tmp_path / "盖章件.pdf", tmp_path / "取出.pdf"
    scan.write_bytes(b"%PDF-1.4 scan startxref")
    (one,) = said("reports", "--no", "1", "--scan", str(scan))
    assert isinstance(one, dict)
    assert one["scan"] == "盖章件.pdf"
    assert main(["reports", "--store", str(store), "--no", "1", "--out", str(out)]) == 0
    assert out.read_bytes() == scan.read_bytes()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["verify", "ABCD"], "应为17位"),
        (["verify", "2222-2222-2222-2222-2"], "没有这份报告的记录"),
        (["verify", "没有.pdf"], "没能核验“没有.pdf”：没有这个文件。请核对文件名和所在的文件夹。"),
        (["reports", "--no", "9", "--out", "x"], "没有编号为9的报告"),
        (["reports", "--no", "9", "--scan", "x.pdf"], "没有编号为9的报告"),
    ],
)
def test_refusals_are_sentences(
    sample_folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main([*words, "--store", str(sample_folder)]) == 1
    assert sentence in capsys.readouterr().err
