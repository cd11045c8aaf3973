"""Makes the test helpers importable and writes the sample paper once."""

import sys
from pathlib import Path

import pytest

HELPERS = Path(__file__).resolve().parents[2] / "helpers"
sys.path.insert(0, str(HELPERS))

from sample_paper import summary  # noqa: E402

from zjmz_desktop.report.annual_pdf import Written, write_paper  # noqa: E402


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The sample summary, written."""
    target = tmp_path_factory.mktemp("paper") / "总结.pdf"
    return write_paper(summary(), target)
