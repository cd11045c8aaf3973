"""Which import is taken back, and that what its sender told of itself goes with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from file_offices import DANTU, GAOZI, JUNE, FileOffices, fill, takes

from zjmz_desktop.domain.packages import Kind, Reach
from zjmz_desktop.service import submitting, trusting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_packages import import_packages
from zjmz_desktop.service.receipts import Arrival, receipt, uses
from zjmz_desktop.service.undoing_imports import ImportNotUndoneError, restore_import, undo_import
from zjmz_desktop.store import packages, receipts
from zjmz_desktop.store.packages import Direction, PackageState


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


def states(office: Office) -> list[PackageState]:
    """Of the packages that came, the oldest first."""
    return [one.state for one in reversed(packages.all_of(office.database, Direction.IN))]


# ---- which ----


@pytest.fixture
def twice(offices: FileOffices, tmp_path: Path) -> tuple[Office, list[Path]]:
    """A district that took in two files of one name, from two folders."""
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    files = []
    for typed, folder in (("12", "周一"), ("13", "周二")):
        fill(town, typed)
        sent = offices.sends(town)
        files.append(tmp_path / folder / "上报.mzp")
        files[-1].parent.mkdir()
        sent.rename(files[-1])
        takes(district, files[-1])
    return district, files


def test_of_two_of_one_name_none_is_guessed(twice: tuple[Office, list[Path]]) -> None:
    district, _ = twice
    with pytest.raises(ImportNotUndoneError) as caught:
        undo_import(district, "上报.mzp")
    told = caught.value.message
    for one in packages.all_of(district.database, Direction.IN):
        assert f"编号{one.id[:12]}：高资街道2018年6月" in told
    assert ("第1次" in told, "第2次" in told, "7月3日" in told) == (True, True, True)
    assert states(district) == [PackageState.APPLIED] * 2


def test_the_file_itself_or_its_number_says_which(twice: tuple[Office, list[Path]]) -> None:
    district, files = twice
    undo_import(district, str(files[1]))
    assert states(district) == [PackageState.APPLIED, PackageState.UNDONE]
    first = packages.all_of(district.database, Direction.IN)[1]
    undo_import(district, first.id[:12])
    assert states(district) == [PackageState.UNDONE] * 2


def test_once_one_is_taken_back_the_name_means_the_other(twice: tuple[Office, list[Path]]) -> None:
    district, files = twice
    undo_import(district, str(files[1]))
    undo_import(district, "上报.mzp")
    assert states(district) == [PackageState.UNDONE] * 2


def test_a_file_that_was_renamed_since_is_still_the_same(
    twice: tuple[Office, list[Path]], tmp_path: Path
) -> None:
    district, files = twice
    files[1].rename(tmp_path / "别名.zip")
    undo_import(district, str(tmp_path / "别名.zip"))
    assert states(district) == [PackageState.APPLIED, PackageState.UNDONE]


# ---- receipts ----


def test_a_receipt_that_a_package_brought_goes_with_it(offices: FileOffices) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    fill(town, "12")
    submitting.submit(town, JUNE)
    takes(district, offices.sends(town))
    before = (receipt(town, JUNE), uses(town, JUNE))
    assert before[0].arrival is Arrival.SENT
    answer = offices.sends(district, GAOZI)
    takes(town, answer)
    after = (receipt(town, JUNE), uses(town, JUNE))
    assert after[0].arrival is Arrival.RECEIVED
    undone = undo_import(town, str(answer))
    assert (receipt(town, JUNE), uses(town, JUNE)) == before
    restore_import(town, undone.package)
    assert (receipt(town, JUNE), uses(town, JUNE)) == after


def test_an_older_receipt_comes_back(offices: FileOffices) -> None:
    """The district knew 12 and then 13; without its second word it is known to have 12."""
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    answers, known = [], []
    for typed in ("12", "13"):
        fill(town, typed)
        takes(district, offices.sends(town))
        answers.append(offices.sends(district, GAOZI))
        takes(town, answers[-1])
        known.append(receipts.of_unit(town.database, DANTU))
    assert known[0] != known[1]
    undo_import(town, str(answers[1]))
    assert receipts.of_unit(town.database, DANTU) == known[0]
    import_packages(town, answers[1:])
    undo_import(town, str(answers[0]))
    assert receipts.of_unit(town.database, DANTU) == known[1]


def test_what_was_forgotten_with_a_lost_computer_stays_forgotten(offices: FileOffices) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    fill(town, "12")
    files = [offices.sends(town), offices.sends(town)]
    for one in files:
        takes(district, one)
    assert receipts.of_unit(district.database, GAOZI)
    code = next(one.code for one in trusting.trusted(district) if one.unit == GAOZI)
    trusting.replace(district, GAOZI, code=code)
    assert receipts.of_unit(district.database, GAOZI) == {}
    undo_import(district, str(files[1]))
    assert receipts.of_unit(district.database, GAOZI) == {}


def test_evidence_that_was_asked_for_is_asked_for_no_more(offices: FileOffices) -> None:
    town, district = offices.make(GAOZI, "镇"), offices.make(DANTU, "区")
    fill(town, "12")
    first, second = offices.sends(town), offices.sends(town)
    takes(district, first)
    takes(district, second)
    receipts.want(district.database, GAOZI, names=["a" * 64])  # as the second had said
    undo_import(district, str(second))
    assert receipts.wanted(district.database, GAOZI) == frozenset()


def test_made_again_is_what_was_kept_one_by_one(offices: FileOffices) -> None:
    district = offices.make(DANTU, "区")
    base = packages.StoredPackage(
        *("1" * 64, Direction.IN, Kind.SUBMISSION, GAOZI, DANTU, "5" * 64, 2018),
        *("2018-07-03T00:00:00.000Z", packages.Handled(district.now(), "u01", 0)),
        PackageState.APPLIED,
    )
    told = [
        {"a" * 32: Reach(3, "3" * 32)},
        {"a" * 32: Reach(2, "2" * 32)},
        {"b" * 32: Reach(1, "1")},
    ]
    for no, vector in enumerate(told, 1):
        one = replace(base, id=str(no) * 64, vector=vector)
        kept = packages.keep(district.database, one)
        receipts.keep(district.database, GAOZI, vector=vector, package_no=kept)
    before = receipts.of_unit(district.database, GAOZI)
    receipts.make_again(district.database, GAOZI)
    assert receipts.of_unit(district.database, GAOZI) == before
    assert before == {"a" * 32: Reach(3, "3" * 32), "b" * 32: Reach(1, "1")}
