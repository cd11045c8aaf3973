"""What tests of several rooms share, and in how many processes they run."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
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


_TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """The sample office's folder, closed: read it, or write to a copy of it.

    Writing to it fails the last test of the process: those after the writer would see what it left.
    """
    folder = _made_once(tmp_path_factory, worker_id)
    before = _held(folder)
    yield folder
    assert _held(folder) == before, "a test wrote to the shared sample office, not to a copy"


def _held(folder: Path) -> dict[str, object]:
    """Rows of each table, and the files beside the store."""
    with closing(sqlite3.connect(folder / "office.db")) as opened:
        names = [name for (name,) in opened.execute(_TABLES)]
        rows = {one: opened.execute(f"select count(*) from [{one}]").fetchone() for one in names}
    files = {path.name for path in folder.rglob("*") if path.is_file()}
    return {**rows, "files": sorted(name for name in files if not name.startswith("office."))}


def _made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Made once for all processes; each has a copy, as an office may lie open in one only."""
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
