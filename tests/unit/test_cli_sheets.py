"""`register import`, `sheet import`: preview, mapping, refusals, as JSON and in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from zjmz_desktop.cli.main import main

CELL_KEYS = ["place", "who", "what", "before", "after", "outcome", "reason"]
DANTU, GAOZI = "321112000000", "321112001000"


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["init", "--store", str(tmp_path / "s"), "--unit", DANTU]) == 0
    capsys.readouterr()
    return tmp_path / "s"


def file_of(folder: Path, text: str, *, name: str = "表.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("gb18030"))
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(words) == 0
    out = capsys.readouterr().out
    return json.loads(out) if "--json" in words else out


def test_a_register_is_imported_after_a_preview(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, "镇,名称,东西,面积\n高资镇,甲点,1号,约50\n合计,,,50\n")
    words = ["register", "import", str(path), "--store", str(store), "--register", "canteen"]
    words += ["--unit", DANTU, "--map", "东西=地址"]
    text = told(capsys, *words, "--dry-run")
    assert "表“表” D2：“约50”" in text
    assert "这是预览，没有写入。" in text
    found = told(capsys, *words, "--json")
    assert found["written"]
    assert found["added"] == 1
    assert found["tally"] == "填入3格，1格没有填入。"
    assert [column["field"] for column in found["columns"]] == [
        "town",
        "name",
        "address",
        "usable_area_m2",
    ]
    assert found["total_rows"] == [3]
    again = told(capsys, *words, "--json")
    assert not again["written"]
    assert {cell["outcome"] for cell in again["cells"]} == {"same", "refused"}
    listed = ["register", "list", "--store", str(store), "--register", "canteen"]
    (row,) = told(capsys, *listed, "--unit", DANTU, "--json")
    assert (row["name"], row["address"], row["usable_area_m2"]) == ("甲点", "1号", "")


def test_figures_are_imported(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, "单位,低保,户\n高资镇,12,3\n")
    words = ["sheet", "import", str(path), "--store", str(store), "--period", "2018M06"]
    found = told(capsys, *words, "--json", "--map", "低保=I05-02/value", "--map", "户=")
    assert [cell["after"] for cell in found["cells"]] == ["12"]
    got = told(
        capsys,
        *("get", "--store", str(store), "--indicator", "I05-02", "--unit", GAOZI),
        *("--period", "2018M06", "--json"),
    )
    assert got["proxy"] == "12"


def test_one_indicator_for_the_whole_sheet(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, "单位,1月,2月\n高资镇,12,3\n")
    words = ["sheet", "import", str(path), "--store", str(store), "--period", "2018M06"]
    found = told(capsys, *words, "--json", "--indicator", "I05-02", "--dry-run")
    assert list(found["cells"][0]) == CELL_KEYS
    assert [(c["what"], c["after"]) for c in found["cells"]] == [
        ("2018年1月 低保对象户数", "12"),
        ("2018年2月 低保对象户数", "3"),
    ]
    assert not found["written"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--sheet", "没有"], "没有表“没有”"),
        (["--map", "名称"], "没有等号"),
        (["--map", "没有=name"], "没有叫“没有”的列"),
        (["--map", "名称="], "没有一列要读入"),
    ],
)
def test_what_does_not_fit_is_refused(
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    words: str,
) -> None:
    path = file_of(tmp_path, "名称,东西\n甲点,1\n")
    asked = ["register", "import", str(path), "--store", str(store), "--register", "canteen"]
    assert main([*asked, "--unit", DANTU, *options]) == 1
    assert words in capsys.readouterr().err


def test_a_file_that_is_none_is_refused(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["sheet", "import", str(tmp_path / "没有.xls"), "--store", str(store)]
    assert main([*words, "--period", "2018M06"]) == 1
    assert "没有这个文件" in capsys.readouterr().err
