"""What tests of several rooms share, and in how many processes they run."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before any Qt, and for programs that tests start
os.environ["ZJMZ_FONTS"] = "program"  # papers look the same whatever fonts a computer has

import pytest
from filelock import FileLock

from zjmz_desktop.service.sampling import create_sample


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process for files and tests named one by one, else the plugin's number: all cores."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return 0 if named and not any(Path(word).is_dir() for word in config.args) else None


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each process keeps what programs remember of a user (Qt's last folder) in a place of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The sample office's folder, closed: read it, or write to a copy of it.

    It is made once for all processes; each has a copy, as an office may lie open in one only.
    """
    own = tmp_path_factory.mktemp("sample") / "丹徒区示例"
    if worker_id == "master":
        create_sample(own).close()
        return own
    made = tmp_path_factory.getbasetemp().parent / "丹徒区示例"
    with FileLock(f"{made}.lock"):
        if not made.exists():
            create_sample(own).close()
            shutil.copytree(own, made)
            return own
    shutil.copytree(made, own)
    return own
