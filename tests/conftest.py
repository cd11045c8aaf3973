"""What tests of several rooms share."""

from pathlib import Path

import pytest

from zjmz_desktop.service.sampling import create_sample


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office's folder, made once and closed: read it, or write to a copy of it."""
    folder = tmp_path_factory.mktemp("sample") / "丹徒区示例"
    create_sample(folder).close()
    return folder
