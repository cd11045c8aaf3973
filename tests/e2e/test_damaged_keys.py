"""Codes that are damaged, lost, or in a store that can't be written: a sentence, or what can still be told."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from desks import CITY, DANTU, GAOZI, Desk

from zjmz_desktop.service.context import open_office

FAULTS = {
    "own lost": "DELETE FROM own_key",
    "trusted lost": "DELETE FROM trusted_key",
    "own table gone": "DROP TABLE own_key",
    "trusted table gone": "DROP TABLE trusted_key",
    "own of another secret": f"UPDATE own_key SET secret = x'{'01' * 32}'",
    "own cut": "UPDATE own_key SET secret = x'00'",
    "own without a date": "UPDATE own_key SET made_at = 'x'",
    "trusted without a date": "UPDATE trusted_key SET at = 'x'",
    "trusted is none": "UPDATE trusted_key SET key = 'x' || unit",
}
# Those that stand for a code that is lost: what needs none still works, and a fresh one is made.
LOST = {"own lost", "trusted lost"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """丹徒区, that has imported a file of 高资街道, and another file of it."""
    found = tmp_path_factory.mktemp("codes")
    dantu, gaozi = Desk(found / "区", DANTU), Desk(found / "镇", GAOZI)
    gaozi.fill("I06-02", "12")
    dantu.meet(gaozi.pack(DANTU))
    gaozi.pack(DANTU).rename(found / "第二次.mzp")
    return found


def commands(place: Path) -> list[list[str]]:
    second = str(place / "第二次.mzp")
    more = [["pack", "--to", CITY, "--out", str(place)], ["import", second]]
    return [["inspect", second], ["keys", "show"], ["keys", "list"], *more]


@pytest.mark.parametrize("fault", FAULTS)
def test_damaged_codes_are_found_and_told_in_a_sentence(
    place: Path, tmp_path: Path, fault: str
) -> None:
    desk = copied(place, tmp_path)
    with closing(sqlite3.connect(desk.folder / "office.db")) as conn:
        conn.execute(FAULTS[fault])
        conn.commit()
    assert desk.refused("health").rstrip().endswith("没有备份请联系上级民政局。")
    told = [desk.told(*one) for one in commands(place)]
    assert {code for code, _ in told} == ({0} if fault in LOST else {0, 1})
    assert all(err.endswith("没有备份请联系上级民政局。\n") for code, err in told if code)


def copied(place: Path, folder: Path) -> Desk:
    shutil.copytree(place / "区", folder / "区")
    return Desk(folder / "区", DANTU)


def test_a_store_that_took_a_file_in_is_sound(place: Path, tmp_path: Path) -> None:
    assert "数据完好" in copied(place, tmp_path).run("health")


def test_the_own_code_is_shown_while_the_window_is_open(place: Path, tmp_path: Path) -> None:
    desk = copied(place, tmp_path)
    with closing(open_office(desk.folder)):
        assert "丹徒区民政局的单位识别码：" in desk.run("keys", "show")


@pytest.fixture
def closed(place: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = copied(place, tmp_path)
    (desk.folder / "office.lock").unlink()
    desk.folder.chmod(0o500)
    yield desk
    desk.folder.chmod(0o700)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_codes_are_shown_where_nothing_can_be_written(place: Path, closed: Desk) -> None:
    assert "丹徒区民政局的单位识别码：" in closed.run("keys", "show")
    assert "新0格" in closed.run("inspect", str(place / "第二次.mzp"))
    assert "不能写入" in closed.refused("import", str(place / "第二次.mzp"))
