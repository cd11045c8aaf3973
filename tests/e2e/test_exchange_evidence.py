"""What travels beside the lines: evidence that the other side lacks, personal texts only when asked for."""

import shutil
from pathlib import Path

import pytest
from desks import DANTU, GAOZI, Desk

from zjmz_desktop.store import receipts
from zjmz_desktop.store.database import open_store

JUNE = ("--period", "2018M06")
PLACE = ("--indicator", "I06-02", *JUNE)
SECRET = "示例老人甲"
ELDER = ("--register", "elder", "--unit", GAOZI)


@pytest.fixture
def town(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "高资", GAOZI)


@pytest.fixture
def district(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "丹徒", DANTU)


def attach(desk: Desk, folder: Path, name: str) -> None:
    (folder / name).write_text(f"{name}的内容", "utf-8")
    desk.run("evidence", "add", *PLACE, str(folder / name))


def test_evidence_goes_once_and_again_where_it_is_asked_for(
    town: Desk, district: Desk, tmp_path: Path
) -> None:
    town.fill("I06-02", "12")
    attach(town, tmp_path, "名单.txt")
    first = town.run("pack", "--to", DANTU, *JUNE, "--out", str(town.out), "--json")
    assert first["evidence"] == 1
    done = district.meet(Path(first["file"]))[0]
    assert done["missing_files"] == []
    listed = district.run("evidence", "list", *PLACE, "--unit", GAOZI, "--json")
    assert [(one["name"], one["missing"]) for one in listed] == [("名单.txt", False)]
    town.meet(district.pack(GAOZI, *JUNE, "--kind", "receipt"))
    attach(town, tmp_path, "照片说明.txt")
    second = town.run("pack", "--to", DANTU, *JUNE, "--out", str(town.out), "--json")
    assert second["evidence"] == 1
    lose_evidence(district)
    found = district.run("inspect", second["file"], "--json")
    assert found["missing_files"] == ["名单.txt"]
    district.take(Path(second["file"]))
    town.take(district.pack(GAOZI, *JUNE, "--kind", "receipt"))
    third = town.run("pack", "--to", DANTU, *JUNE, "--out", str(town.out), "--json")
    assert third["evidence"] == 1
    assert district.take(Path(third["file"]))[0]["missing_files"] == []


def test_personal_texts_stay_at_home_unless_they_are_asked_for(town: Desk, district: Desk) -> None:
    town.run("register", "add", *ELDER, f"name={SECRET}", "sex=男")
    plain = town.pack(DANTU, *JUNE)
    assert SECRET.encode() not in plain.read_bytes()
    district.meet(plain)
    assert SECRET not in str(district.run("register", "list", *ELDER, "--json"))
    sealed = town.pack(DANTU, *JUNE, "--passphrase", "示例口令8")
    assert SECRET.encode() not in sealed.read_bytes()
    assert "口令不对" in district.refused("import", str(sealed), "--passphrase", "别的口令")
    district.run("import", str(sealed), "--passphrase", "示例口令8")
    assert SECRET in str(district.run("register", "list", *ELDER, "--json"))


def test_a_copy_that_writes_on_gets_chains_of_its_own(town: Desk, tmp_path: Path) -> None:
    """A restored backup: both wrote number 2 of one chain; nothing is lost, and they disagree openly."""
    town.fill("I06-02", "12")
    shutil.copytree(town.folder, tmp_path / "备份")
    copy = Desk(tmp_path / "备份", GAOZI)
    town.fill("I06-02", "13")
    copy.fill("I06-02", "14")
    met = town.take(copy.pack(GAOZI))[0]
    assert [one["indicator"] for one in met["conflicts"]] == ["I06-02"]
    assert any(one["former"] for one in town.run("replica", "list", "--json"))
    heads = town.run("conflicts", "list", "--json")[0]
    assert {one["value"] for one in heads["heads"]} == {"13", "14"}
    assert heads["common"]["value"] == "12"
    settle = ["--cell", heads["cell"], "--value", "15", "--reason", "重新数过"]
    town.run("conflicts", "settle", *settle)
    copy.take(town.pack(GAOZI))
    assert copy.figure("I06-02", GAOZI)["value"] == "15"
    assert copy.digest() == town.digest()
    before = {one["id"] for one in copy.run("replica", "list", "--json")}
    copy.run("replica", "renew")
    copy.fill("I06-03", "1")
    assert {one["id"] for one in copy.run("replica", "list", "--json")} > before


def lose_evidence(desk: Desk) -> None:
    for blob in (desk.folder / "evidence").glob("*"):
        if blob.is_file():
            blob.unlink()


def test_lost_evidence_comes_back_with_the_same_package(
    town: Desk, district: Desk, tmp_path: Path
) -> None:
    attach(town, tmp_path, "名单.txt")
    file = town.pack(DANTU, *JUNE)
    district.meet(file)
    lose_evidence(district)
    assert "佐证材料补回1个" in district.take(file)[0]["words"]
    listed = district.run("evidence", "list", *PLACE, "--unit", GAOZI, "--json")
    assert [one["missing"] for one in listed] == [False]
    assert "补回" not in district.take(file)[0]["words"]


def test_an_older_package_does_not_take_back_what_is_lacking(
    town: Desk, district: Desk, tmp_path: Path
) -> None:
    older = town.pack(DANTU, *JUNE)
    attach(town, tmp_path, "名单.txt")
    lose_evidence(town)
    district.meet(town.pack(DANTU, *JUNE))
    assert district.take(older)[0]["standing"] == "older"
    database = open_store(district.folder, exclusive=False)
    try:
        assert len(receipts.wanted(database, GAOZI)) == 1
    finally:
        database.close()


def test_two_heads_that_come_in_one_package_are_both_told(
    town: Desk, district: Desk, tmp_path: Path
) -> None:
    shutil.copytree(town.folder, tmp_path / "备份")
    copy = Desk(tmp_path / "备份", GAOZI)
    town.fill("I06-02", "13")
    copy.fill("I06-02", "14")
    town.take(copy.pack(GAOZI))
    file = town.pack(DANTU, *JUNE)
    district.trust(file)
    for found in (district.run("inspect", str(file), "--json"), district.take(file)[0]):
        (one,) = found["conflicts"]
        assert {one["before"], one["after"]} == {"13", "14"}


def test_an_import_is_undone_by_the_path_of_its_file(town: Desk, district: Desk) -> None:
    town.fill("I06-02", "12")
    file = town.pack(DANTU, *JUNE)
    district.meet(file)
    assert "已撤销" in district.run("undo-import", str(file))
