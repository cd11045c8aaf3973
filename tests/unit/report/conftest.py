"""Writes the sample paper once."""

import pytest
from sample_paper import summary

from zjmz_desktop.report.annual_pdf import Written, write_paper


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The sample summary, written."""
    target = tmp_path_factory.mktemp("paper") / "总结.pdf"
    return write_paper(summary(), target)
