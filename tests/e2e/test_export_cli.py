"""Lists and roll-ups as files from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from zjmz_desktop.cli.main import main
from zjmz_desktop.domain.register_sheets import ROW_ID
from zjmz_desktop.exchange.foreign_sheet import read_sheets

DANTU = "321112000000"


def asked(sample_folder: Path, *words: str) -> list[str]:
    return [*words, "--store", str(sample_folder), "--unit", DANTU]


def test_register_export(
    sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "助餐点.xlsx"
    words = asked(sample_folder, "register", "export", "--register", "canteen", str(path), "--json")
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    (sheet,) = read_sheets(path)
    assert told == {"path": str(path), "rows": sum(len(row[-1]) == 32 for row in sheet.rows)}
    assert any(row[-1] == ROW_ID for row in sheet.rows)


def test_personal_fields_by_option_only(sample_folder: Path, tmp_path: Path) -> None:
    plain, whole = tmp_path / "a.csv", tmp_path / "b.csv"
    words = ("register", "export", "--register", "elder")
    assert main(asked(sample_folder, *words, str(plain))) == 0
    assert main(asked(sample_folder, *words, str(whole), "--personal")) == 0
    assert "联系电话" not in plain.read_text("utf-8-sig")
    assert "联系电话" in whole.read_text("utf-8-sig")


def test_blank_forms(sample_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "空表.xlsx"
    words = ("register", "export", "--register", "community", "--blank", str(path))
    assert main(asked(sample_folder, *words)) == 0
    assert read_sheets(path)[0].name == "村（社区）空表（一）"


@pytest.mark.parametrize(("more", "sheets"), [((), 2), (("--indicator", "I08-03"), 1)])
def test_rollup_out(
    sample_folder: Path, tmp_path: Path, more: tuple[str, ...], sheets: int
) -> None:
    path = tmp_path / "汇总.xlsx"
    words = asked(sample_folder, "rollup", "--period", "2018M06", "--out", str(path), *more)
    assert main(words) == 0
    assert len(read_sheets(path)) == sheets


def test_a_folder_that_is_not_there_is_refused(
    sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "没有" / "汇总.xlsx"
    assert main(asked(sample_folder, "rollup", "--period", "2018M06", "--out", str(path))) == 1
    assert "没有这个文件夹" in capsys.readouterr().err


@pytest.mark.parametrize("register", ["canteen", "institution", "community", "elder", "activity"])
def test_what_went_out_comes_back_as_the_same(
    sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], register: str
) -> None:
    path, store = tmp_path / "台账.xlsx", tmp_path / "store"
    shutil.copytree(sample_folder, store)
    words = ("--register", register, "--store", str(store), "--unit", DANTU, str(path))
    assert main(["register", "export", *words, "--personal"]) == 0
    capsys.readouterr()
    assert main(["register", "import", *words, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "填入0格" in told
    assert "没有填入" not in told
