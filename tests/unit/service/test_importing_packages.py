"""Nothing or all of a package; cancelled between two; a thread's own connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import DANTU, GAOZI, Opened

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import importing_packages, packing, trusting
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.importing_packages import Asked, import_files, import_packages
from zjmz_desktop.service.package_list import package_lines
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.undoing_imports import (
    ImportNotUndoneError,
    restore_import,
    undo_import,
)
from zjmz_desktop.store import packages, projections
from zjmz_desktop.store.packages import Direction

JUNE = month(2018, 6)


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    found.close()


@pytest.fixture
def district(tmp_path: Path, opened: Opened) -> Office:
    return opened.create(tmp_path / "区", DANTU)


@pytest.fixture
def file(tmp_path: Path, district: Office, opened: Opened) -> Path:
    town = opened.create(tmp_path / "镇", GAOZI)
    save_field(town, FieldAt("I06-02", GAOZI, JUNE, "value"), typed="12")
    found = packing.pack(town, Order(DANTU, period=JUNE), out=tmp_path).files[0]
    trusting.trust_sender(district, found)
    return found


def test_a_failure_in_the_middle_leaves_nothing(
    district: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = projections.digest(district.database)

    def full(office: Office) -> int:
        raise StoreError("磁盘已满。")

    with monkeypatch.context() as patched:
        patched.setattr(importing_packages, "retry", full)
        found = import_packages(district, [file])
    assert found.refused == ("磁盘已满。",)
    assert projections.digest(district.database) == before
    assert packages.all_of(district.database, Direction.IN) == ()
    assert list((district.folder / "inbox").iterdir()) == []
    assert import_packages(district, [file]).taken[0].new == 1
    assert len(list((district.folder / "inbox").iterdir())) == 1


def test_progress_is_told_and_cancelling_keeps_what_was_imported(
    district: Office, file: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    other = tmp_path / "别的.mzp"
    other.write_bytes(b"none")
    done = Asked(on_progress=lambda *at: told.append(at), cancelled=lambda: len(told) == 1)
    found = import_packages(district, [file, other], asked=done)
    assert found.cancelled
    assert len(found.taken) == 1
    assert told == [(0, 2)]


def test_a_thread_imports_through_its_own_connection(district: Office, file: Path) -> None:
    found = import_files(district.folder, [file])
    assert found.refused == ()
    position = district.position
    assert district.catch_up().everything
    assert district.position > position


def test_what_another_connection_took_in_and_back_is_heard(district: Office, file: Path) -> None:
    def reported() -> int:
        return total(
            district, district.plan.indicator("I06-02"), unit_id=DANTU, through=JUNE
        ).sum.reported

    assert reported() == 0
    (taken,) = import_files(district.folder, [file]).taken
    assert reported() == 0  # read before, and nobody has told yet
    district.undo.did()
    assert district.catch_up().everything
    assert district.undo.done == []  # what came may build on it
    assert reported() == 1
    other = open_office(district.folder, exclusive=False)
    undo_import(other, taken.package)
    other.close()
    assert district.catch_up().everything
    assert reported() == 0
    assert not district.catch_up()


def test_an_import_that_was_undone_is_restored_from_the_copy_that_is_kept(
    district: Office, file: Path
) -> None:
    (taken,) = import_packages(district, [file]).taken
    after = projections.digest(district.database)
    undo_import(district, taken.package, reason=" 导错了文件。 ")
    (line,) = package_lines(district)
    assert line.history.endswith("撤销导入（导错了文件）")
    file.unlink()
    assert projections.digest(district.database) != after
    restored = restore_import(district, taken.package)
    assert restored.cells == taken.new
    assert projections.digest(district.database) == after
    undo_import(district, taken.package)
    for copy in (district.folder / "inbox").iterdir():
        copy.unlink()
    with pytest.raises(ImportNotUndoneError, match="再导入一次"):
        restore_import(district, taken.package)
