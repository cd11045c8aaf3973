"""Imports and packs that are killed, and imports onto a full disk: nothing or all; controls that must lose.

By hand, as many as you like: `python tests/faults/importer.py import FOLDER 2000 1`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from apart import forking, killed
from bureaus import Bureau
from desks import DANTU, GAOZI
from small_disk import leave, small_disk

from zjmz_desktop.service.importing_packages import import_packages
from zjmz_desktop.store import packages
from zjmz_desktop.store.packages import Direction

IMPORTER = "importer.py"
KB = 1024


@forking
def test_an_import_that_is_killed_leaves_nothing_or_all(tmp_path: Path) -> None:
    found = killed(IMPORTER, "import", tmp_path / "区 里", kills=25)
    assert found["wrong"] == []
    assert found["nothing"] + found["all"] == 25
    assert found["again"] == found["nothing"] > 5  # and is imported whole afterwards


@forking
def test_an_import_that_commits_in_the_middle_is_found_out(tmp_path: Path) -> None:
    assert killed(IMPORTER, "loose", tmp_path / "区 里", kills=60)["wrong"]


@forking
def test_a_pack_that_is_killed_leaves_no_file_that_looks_finished_and_is_not(
    tmp_path: Path,
) -> None:
    """And none that the office knows nothing of; what it only began is settled afterwards."""
    found = killed(IMPORTER, "pack", tmp_path / "镇 里", kills=25)
    assert found["wrong"] == []
    assert found["halves"] > 0


@forking
def test_a_pack_under_the_final_name_is_found_out(tmp_path: Path) -> None:
    assert killed(IMPORTER, "direct", tmp_path / "镇 里", kills=60)["wrong"]


@forking
def test_a_pack_that_is_remembered_late_is_found_out(tmp_path: Path) -> None:
    assert killed(IMPORTER, "late", tmp_path / "镇 里", kills=120)["wrong"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "小 盘", megabytes=12) as folder:
        yield folder


def test_an_import_onto_a_full_disk_says_so_and_leaves_nothing(disk: Path, tmp_path: Path) -> None:
    town, district = Bureau(tmp_path, GAOZI), Bureau(disk, DANTU)
    try:
        for no in range(1, 7):
            for code in ("I06-02", "I06-03", "I05-02", "I05-03"):
                town.fill(code, f"2018M{no:02d}", str(no))
        file = town.pack(DANTU, "2018M06")
        district.trust(file)
        before, told = district.digest(), 0
        for free in range(0, 400 * KB, 8 * KB):
            leave(disk, free)
            found = import_packages(district.office, [file])
            if found.taken:
                break
            told += 1
            assert "磁盘" in found.refused[0].why
            assert district.digest() == before
            assert packages.all_of(district.office.database, Direction.IN) == ()
            assert not any((disk / DANTU / "inbox").glob("*"))
        (disk / "ballast").unlink()
        district.take(file)
        assert told > 3
        assert district.total("I06-02", "2018M06").sum.n == 21
    finally:
        town.close()
        district.close()
