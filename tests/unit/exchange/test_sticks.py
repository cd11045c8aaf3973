"""Packages are found on a stick, near the top first; a large one is left in time."""

import os
from pathlib import Path

import pytest
from made_packages import honest

from zjmz_desktop.exchange import sticks
from zjmz_desktop.exchange.sticks import Found, packages_below


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U 盘"
    folder.mkdir()
    return folder


def put(folder: Path, name: str = "上报.mzp") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return honest(folder / name)


def always(count: int) -> bool:
    return count >= 0


def test_by_content_in_every_folder_and_those_near_the_top_first(stick: Path) -> None:
    deep = put(stick / "a" / "b", "微信文件(1).zip")
    above = put(stick, "z.mzp")
    middle = put(stick / "c")
    (stick / "照片.mzp").write_bytes(b"none")
    assert packages_below(stick, goes_on=always) == Found((above, middle, deep), whole=True)


def test_no_deeper_than_is_said(stick: Path) -> None:
    places = [stick.joinpath(*"123456"[:depth]) for depth in range(7)]
    files = [put(place) for place in places]
    found = packages_below(stick, goes_on=always)
    assert found == Found(tuple(files[:6]), whole=False)


def test_a_link_to_itself_is_not_followed(stick: Path) -> None:
    file = put(stick)
    (stick / "again").symlink_to(stick, target_is_directory=True)
    assert packages_below(stick, goes_on=always) == Found((file,), whole=True)


def test_a_large_stick_is_left_in_time(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def counted(path: Path) -> bool:
        opened.append(path)
        return False

    monkeypatch.setattr(sticks, "is_package", counted)
    monkeypatch.setattr(sticks, "MOST_FILES", 30)
    for folder in ("a", "b", "c", "d"):
        (stick / folder).mkdir()
        for no in range(10):
            (stick / folder / f"{no}.txt").touch()
    assert packages_below(stick, goes_on=always) == Found((), whole=False)
    assert len(opened) == 30
    for no in range(10):
        (stick / "d" / f"{no}.txt").unlink()
    assert packages_below(stick, goes_on=always).whole


def test_so_many_packages_are_enough(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "MOST_PACKAGES", 2)
    files = [put(stick, f"{no}.mzp") for no in range(3)]
    assert packages_below(stick, goes_on=always) == Found(tuple(files[:2]), whole=False)


def test_asked_before_each_file_whether_to_go_on(stick: Path) -> None:
    told: list[int] = []

    def goes_on(count: int) -> bool:
        told.append(count)
        return len(told) < 3

    files = [put(stick, f"{no}.mzp") for no in range(5)]
    assert packages_below(stick, goes_on=goes_on) == Found(tuple(files[:2]), whole=False)
    assert told == [0, 1, 2]


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_folder_that_can_not_be_looked_into_stops_nothing(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "System Volume Information").mkdir()
    file = put(stick / "上报")
    real = os.scandir

    def refusing(path: Path) -> object:
        if path.name.startswith("System"):
            raise PermissionError(13, "denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert packages_below(stick, goes_on=always) == Found((file,), whole=True)
