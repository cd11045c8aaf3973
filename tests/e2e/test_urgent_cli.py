"""临时要数 from the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zjmz_desktop.cli.main import main

DANTU, BAOYAN = "321112000000", "321112104000"
PLACE = ("--unit", DANTU, "--period", "2018M11")
Run = Callable[..., Any]


@pytest.fixture
def run(sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    folder = tmp_path / "store"
    shutil.copytree(sample_folder, folder)

    def call(*words: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert main(["urgent", *words, "--store", str(folder)]) == code
        told = capsys.readouterr()
        if code:
            return told.err
        return json.loads(told.out) if "--json" in words else told.out

    return call


def test_table_words_and_record(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "要数.xlsx"
    asked = (*PLACE, "--indicator", "I08-03=助餐点")
    table = run("table", *asked, "--out", str(path), "--json")
    assert path.exists()
    assert table["columns"][1] == "助餐点（个）"
    assert run("given", "--json") == []
    words = run("text", *asked, "--for", "区考核办", "--json")["words"]
    assert words == table["words"]
    (kept,) = run("given", "--json")
    assert (kept["receiver"], kept["words"]) == ("区考核办", words)


def test_forms(run: Run, tmp_path: Path) -> None:
    run("forms", "save", "--name", "督查室", "--indicator", "I08-03", "--title", "进度表")
    assert "督查室" in run("forms", "list")
    path = tmp_path / "督查.pdf"
    table = run("table", *PLACE, "--form", "督查室", "--out", str(path), "--json")
    assert path.read_bytes().startswith(b"%PDF")
    assert len(table["columns"]) == 3
    run("forms", "drop", "--name", "督查室")
    assert "没有名为" in run("text", *PLACE, "--form", "督查室", code=1)


def test_chase_and_phone(run: Run) -> None:
    assert "宝堰镇" in run("chase", *PLACE, "--indicator", "I05-01")
    phoned = ("--unit", BAOYAN, "--period", "2018M11", "--indicator", "I05-01")
    run("phone", *phoned, "--value", "30", "--denominator", "30", "--who", "王主任")
    assert run("chase", *PLACE, "--indicator", "I05-01") == "各单位都已报。\n"
    assert "请核对" in run(
        "phone", *phoned, "--value", "31", "--denominator", "30", "--who", "王", code=1
    )
