"""Nothing or all of a package; cancelled between two; a thread's own connection."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desks import CITY, DANTU, GAOZI, Opened
from made_packages import edited, members_of, together

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.errors import StoreError, quoted
from zjmz_desktop.domain.periods import month
from zjmz_desktop.exchange import sticks
from zjmz_desktop.service import importing_packages, packing, trusting
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.importing_packages import Asked, import_files, import_packages
from zjmz_desktop.service.opening import remember_user
from zjmz_desktop.service.package_list import package_lines
from zjmz_desktop.service.package_looks import look_at
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.undoing_imports import (
    ImportNotUndoneError,
    restore_import,
    undo_import,
)
from zjmz_desktop.service.upkeep import check_health
from zjmz_desktop.store import keys, packages, projections
from zjmz_desktop.store.database import Database, open_store
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
    assert [one.why for one in found.refused] == ["磁盘已满。"]
    assert projections.digest(district.database) == before
    assert packages.all_of(district.database, Direction.IN) == ()
    assert list((district.folder / "inbox").iterdir()) == []
    assert import_packages(district, [file]).taken[0].new == 1
    assert len(list((district.folder / "inbox").iterdir())) == 1


def test_each_refusal_names_its_file_once(opened: Opened, tmp_path: Path) -> None:
    """A stick with several files of one sender: each sentence says of which file it is."""
    town, district = opened.create(tmp_path / "镇", GAOZI), opened.create(tmp_path / "区", DANTU)
    stick = tmp_path / "U盘"
    names = [packing.pack(town, Order(DANTU), out=stick).files[0].name for _ in range(2)]
    bad = [stick / "坏的.mzp", stick / f"{'长' * 60}.mzp"]
    for one in bad:
        one.write_bytes(b"zjmz")
    found = import_packages(district, [stick, *bad])
    told = {one.file: one.words for one in found.refused}
    assert told.keys() == {*names, *(one.name for one in bad)}
    assert all(words.count(quoted(file)) == 1 for file, words in told.items())
    assert told[names[0]].startswith(f"“{names[0]}”：还没有登记高资街道的识别码")


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


def test_a_folder_is_searched_with_progress_and_until_it_is_cancelled(
    district: Office, file: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    (stick / "上报").mkdir(parents=True)
    file.rename(stick / "上报" / file.name)
    (stick / "说明.txt").touch()
    told: list[tuple[int, int]] = []
    progress = Asked(on_progress=lambda *at: told.append(at))
    stopped = replace(progress, cancelled=lambda: len(told) == 1)
    found = import_packages(district, [stick], asked=stopped)
    assert (found.cancelled, found.taken, found.refused) == (True, (), ())
    assert told == [(0, 0)]
    told.clear()
    assert len(import_packages(district, [stick], asked=progress).taken) == 1
    assert told == [(0, 0), (0, 1), (1, 1)]


def test_a_folder_that_is_too_large_is_told_beside_what_was_found_in_it(
    district: Office, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    file.rename(stick / file.name)
    (stick / "说明.txt").touch()
    monkeypatch.setattr(sticks, "MOST_FILES", 1)
    looks = look_at(district, [stick])
    assert [one.path for one in looks] == [stick / file.name, stick]
    found = import_packages(district, [stick])
    assert len(found.taken) == 1
    assert [(one.file, one.words) for one in found.refused] == [("U盘", looks[-1].refusal)]
    assert "“U盘”里文件太多" in looks[-1].refusal


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


@pytest.mark.parametrize(
    ("further", "told"),
    [(3, ["高资街道还有3条没有收到"]), (1, ["高资街道还有1条没有收到"]), (0, [])],
)
def test_what_the_sender_knew_and_did_not_send_is_told(
    district: Office, file: Path, tmp_path: Path, *, further: int, told: list[str]
) -> None:
    def more(found: dict[str, Any]) -> None:
        vector = found["vector"].items()
        found["vector"] = {name: [seq + further, "f" * 32] for name, (seq, _) in vector}

    (taken,) = import_packages(district, [saying(file, more, tmp_path)]).taken
    assert [one.partition("，")[0] for one in taken.missing_chains] == told


def test_of_a_chain_that_the_sender_does_not_name_nothing_is_missed(
    district: Office, file: Path, tmp_path: Path
) -> None:
    def none(found: dict[str, Any]) -> None:
        found["vector"] = {}

    (taken,) = import_packages(district, [saying(file, none, tmp_path)]).taken
    assert taken.missing_chains == ()


def saying(file: Path, edit: Callable[[dict[str, Any]], None], folder: Path) -> Path:
    """The town's file with another manifest, signed by the town."""
    with closing(opened_from(file)) as town:
        key = keys.own_of(town, GAOZI)
    assert key is not None
    members = edited(members_of(file.read_bytes()), edit, key=SigningKey(key.secret))
    found = folder / "另说.mzp"
    found.write_bytes(together(members.items()))
    return found


def opened_from(file: Path) -> Database:
    """The town's store, which lies beside its file."""
    return open_store(file.parent / "镇", exclusive=False)


def test_a_store_that_packed_imported_and_changed_its_user_is_sound(
    district: Office, file: Path, tmp_path: Path
) -> None:
    import_packages(district, [file])
    packing.pack(district, Order(CITY, period=JUNE), out=tmp_path / "市 里")
    remember_user(district.database, "u02")
    keys = {key for (key,) in district.database.conn.execute("SELECT key FROM meta")}
    assert {"packed_to", "last_user", f"wants/{GAOZI}", "plan", "office", "clock"} <= keys
    assert check_health(district).problems == ()


def test_the_folder_of_the_last_package_is_kept_whole(
    district: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    packing.pack(district, Order(CITY, period=JUNE), out=Path("市里"))
    assert packing.last_folder(district) == tmp_path / "市里"
