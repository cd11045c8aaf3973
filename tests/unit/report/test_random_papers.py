"""200 random districts' papers, looked at in the PDF itself; a planted fault of each kind is found."""

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from page_faults import faults
from random_annual import UNKNOWN, annual_data
from sample_paper import summary

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.brief import write_brief
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper import Heading, Paper, Paragraph
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.report import flowables, grid, pagination
from zjmz_desktop.report.annual_pdf import write_paper
from zjmz_desktop.report.fonts import FontSet
from zjmz_desktop.report.linebreak import Glyph
from zjmz_desktop.report.pagination import Page


@dataclass(frozen=True)
class Drawn:
    """A paper whose words are not repeated where it is named: they fill pages."""

    paper: Paper = field(repr=False)


@st.composite
def papers(draw: st.DrawFn) -> Drawn:
    """Any of the three papers of any district."""
    return Drawn(paper_of(draw(st.sampled_from(PaperKind)), draw(annual_data())))


def paper_of(kind: PaperKind, data: AnnualData) -> Paper:
    match kind:
        case PaperKind.SUMMARY:
            return write_summary(data)
        case PaperKind.OFFICIAL:
            return write_official(data)
        case PaperKind.BRIEF:
            return write_brief(data)


def faults_of(paper: Paper) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        written = write_paper(paper, Path(folder) / "a.pdf")
        found = faults(written.path, paper)
    return [*found, *(f"缺字体：{char!r}" for char in written.replaced)]


LOOKED = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to make a failure small takes minutes
)


@LOOKED
@given(papers())
def test_no_page_has_a_fault(drawn: Drawn) -> None:
    assert faults_of(drawn.paper) == []


@pytest.mark.nightly
@settings(LOOKED, max_examples=2000)
@given(papers())
def test_no_page_of_many_has_a_fault(drawn: Drawn) -> None:
    assert faults_of(drawn.paper) == []


# ---- planted faults ----


def kinds(found: list[str]) -> set[str]:
    return {fault.partition("：")[0].lstrip("第0123456789页") for fault in found}


@pytest.fixture
def sound() -> Paper:
    paper = summary(rows=30)
    assert faults_of(paper) == []
    return paper


def test_lines_that_overlap_are_found(sound: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flowables, "_BODY", replace(flowables._BODY, pitch=14.0))
    assert "重叠" in kinds(faults_of(sound))


def test_a_cell_that_is_wider_than_its_column_is_found(
    sound: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "_SIDE_PT", -12.0)
    assert "压线" in kinds(faults_of(sound))


def test_a_cell_that_is_cut_off_is_found(sound: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = grid._Ruling._cell

    def first_line(ruling: Any, text: str, style: Any, *, between: Any) -> Any:
        return whole(ruling, text, style, between=between)[:1]

    monkeypatch.setattr(grid._Ruling, "_cell", first_line)
    assert "缺字" in kinds(faults_of(sound))


@pytest.mark.parametrize("rows", range(40, 44))
def test_a_heading_without_its_text_is_found(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = (
        Paragraph("政" * 28 * 21, indent=False),
        Heading(1, "一、标题"),
        Paragraph("文。" * rows),
    )
    paper = Paper((), "", (), blocks)
    assert faults_of(paper) == []
    monkeypatch.setattr(
        pagination, "_chain", lambda strips, index, frame: strips[index : index + 1]
    )
    assert kinds(faults_of(paper)) == {"孤标题"}


def test_what_runs_out_of_the_type_area_is_found(
    sound: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Page, "room_for", lambda page, _strips: page.bottom < 640)
    assert "出版心" in kinds(faults_of(sound))


def test_a_box_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper((), "", (), (Paragraph(f"民{UNKNOWN}政"),))
    assert faults_of(paper) == [f"缺字体：{UNKNOWN!r}"]
    monkeypatch.setattr(FontSet, "find", lambda *_: Glyph("GW-FangSong", 1.0, UNKNOWN))
    assert "方框" in kinds(faults_of(paper))
