"""A small paper of each kind, text and places against what was looked at and found good."""

from pathlib import Path

import pytest
from golden_pages import golden, pages_told, small_paper
from page_faults import faults

from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.report.annual_pdf import write_paper


@pytest.mark.parametrize("kind", PaperKind)
def test_the_pages_are_as_they_were(kind: PaperKind) -> None:
    """Changed on purpose? Look at the pages, then run `python tests/helpers/golden_pages.py`."""
    assert pages_told(kind).splitlines() == golden(kind).read_text("utf-8").splitlines()


@pytest.mark.parametrize("kind", PaperKind)
def test_they_have_no_fault(kind: PaperKind, tmp_path: Path) -> None:
    paper = small_paper(kind)
    assert faults(write_paper(paper, tmp_path / "a.pdf").path, paper) == []
