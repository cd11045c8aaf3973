"""Where resources are found: frozen, then installed, then checkout."""

import sys
from pathlib import Path

import pytest

from zjmz_desktop import paths
from zjmz_desktop.paths import ResourceMissingError, resource, user_data_folder


def planted(folder: Path, text: str) -> Path:
    """Make `resources/plans/a.toml` below a folder."""
    file = folder / "resources" / "plans" / "a.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in a folder with Chinese and a space, the module made to stand in it."""
    root = tmp_path / "民政 程序"
    package = root / "zjmz_desktop"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    return root


def freeze(monkeypatch: pytest.MonkeyPatch, executable: Path, unpacked: Path | None) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(executable))
    if unpacked:
        monkeypatch.setattr(sys, "_MEIPASS", str(unpacked), raising=False)


def test_the_real_checkout_holds_the_fonts() -> None:
    assert resource("fonts", "GW-Song.ttf").stat().st_size > 1_000_000
    assert resource("fonts").is_dir()


def test_checkout_is_found(checkout: Path) -> None:
    file = planted(checkout, "checkout")
    assert resource("plans", "a.toml") == file


def test_installed_goes_before_checkout(checkout: Path) -> None:
    planted(checkout, "checkout")
    file = planted(checkout / "zjmz_desktop", "installed")
    assert resource("plans", "a.toml") == file


def test_frozen_goes_before_all(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(checkout, "checkout")
    planted(checkout / "zjmz_desktop", "installed")
    beside = planted(tmp_path / "app", "beside")
    freeze(monkeypatch, tmp_path / "app" / "zjmz", None)
    assert resource("plans", "a.toml") == beside
    unpacked = planted(tmp_path / "app" / "_internal", "unpacked")
    freeze(monkeypatch, tmp_path / "app" / "zjmz", tmp_path / "app" / "_internal")
    assert resource("plans", "a.toml") == unpacked


def test_frozen_never_reads_a_checkout(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(checkout, "checkout")
    freeze(monkeypatch, tmp_path / "app" / "zjmz", None)
    with pytest.raises(ResourceMissingError):
        resource("plans", "a.toml")


@pytest.mark.usefixtures("checkout")
def test_what_is_missing_is_named_in_chinese() -> None:
    with pytest.raises(ResourceMissingError) as caught:
        resource("plans", "nowhere.toml")
    assert caught.value.name == "plans/nowhere.toml"
    assert str(caught.value) == "程序文件不完整，缺少“plans/nowhere.toml”。请重新安装本程序。"


def test_user_data_folder_is_the_users_own_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform.startswith("linux"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert user_data_folder() == tmp_path / "zjmz"
        assert not user_data_folder().exists()
    assert user_data_folder().name == "zjmz"
    assert user_data_folder().is_absolute()
