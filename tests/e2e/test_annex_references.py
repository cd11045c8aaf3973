"""Every 附件 that a printed paper names is an annex of that very paper: empty, mid-year, whole year."""

import shutil
from pathlib import Path

import pytest
from annex_references import annexes_of, strays
from pdf_text import Read, read_pdf

from zjmz_desktop.cli.main import main
from zjmz_desktop.domain.annexing import SummaryAnnex
from zjmz_desktop.domain.paper import AnnexNote, Block, NewPage, Paper, Paragraph
from zjmz_desktop.report.annual_pdf import write_paper

DISTRICT = "321112000000"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("empty")
    assert main(["init", "--store", str(store), "--unit", DISTRICT]) == 0
    return store


def printed(store: Path, target: Path, *more: str) -> Read:
    asked = ["report", "--store", str(store), "--unit", DISTRICT, "--year", "2018"]
    assert main([*asked, "--out", str(target), *more]) == 0
    return read_pdf(target)


@pytest.fixture(scope="module")
def sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("annexes") / "示例"
    shutil.copytree(sample_folder, copy)
    return copy


@pytest.mark.parametrize(("paper", "annexes"), {"summary": 6, "official": 2, "brief": 0}.items())
def test_papers_of_an_empty_office(empty: Path, tmp_path: Path, paper: str, annexes: int) -> None:
    read = printed(empty, tmp_path / "a.pdf", "--paper", paper, "--through", "2018M06")
    assert list(strays(read)) == []
    assert annexes_of(read) == tuple(range(1, annexes + 1))


@pytest.mark.parametrize(
    ("paper", "through", "annexes"),
    [
        ("summary", "2018M06", 6),
        ("summary", "2018M12", 6),
        ("official", "2018M03", 3),
        ("official", "2018M12", 3),
        ("brief", "2018M12", 0),
    ],
)
def test_papers_of_the_sample(
    sample: Path, tmp_path: Path, paper: str, through: str, annexes: int
) -> None:
    read = printed(sample, tmp_path / "a.pdf", "--paper", paper, "--through", through)
    assert list(strays(read)) == []
    assert annexes_of(read) == tuple(range(1, annexes + 1))
    if paper == "summary":
        assert f"（见{SummaryAnnex.SOURCES.word}）" in read.text


def made(target: Path, *texts: str, annexes: int = 2) -> Read:
    numbers = range(1, annexes + 1)
    blocks: list[Block] = [*(Paragraph(text) for text in texts)]
    blocks.append(AnnexNote(tuple(f"表{no}的名称" for no in numbers)))
    for no in numbers:
        blocks += [NewPage(f"附件{no}", f"表{no}的名称"), Paragraph("内容。")]
    return read_pdf(write_paper(Paper((), "", (), tuple(blocks)), target).path)


def test_a_planted_reference_is_found(tmp_path: Path) -> None:
    told = "目前按暂定口径统计（见附件6），另见年度工作总结附件6、附件2和附表3-1。"
    read = made(tmp_path / "planted.pdf", told)
    assert list(strays(read)) == ["附件6", "附表3"]
    assert list(strays(made(tmp_path / "good.pdf", "见附件2。"))) == []


def test_a_note_that_names_others_is_found(tmp_path: Path) -> None:
    blocks = (AnnexNote(("甲表", "乙表")), NewPage("附件1", "甲表"), Paragraph("内容。"))
    read = read_pdf(write_paper(Paper((), "", (), blocks), tmp_path / "a.pdf").path)
    assert list(strays(read)) == ["附件说明(1, 2)，附件(1,)"]
