"""Evidence by the command line: added, listed, handed out, removed, refused in sentences."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pictures import SECRET, photo

from zjmz_desktop.cli.main import main

GAOZI = "321112001000"
FIGURE = ["--indicator", "I06-02", "--period", "2018M06"]
Run = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "民政 数据"


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str | Path, refused: bool = False) -> Any:
        capsys.readouterr()
        code = main([*map(str, words), "--store", str(store)])
        told = capsys.readouterr()
        assert code == int(refused), told.err
        if refused:
            assert told.out == ""
            return told.err
        return json.loads(told.out) if "--json" in words else told.out

    call("init", "--unit", GAOZI, "--user", "示例填报员")
    return call


def evidence(store: Path) -> list[Path]:
    return [path for path in (store / "evidence").iterdir() if path.is_file()]


def test_a_photo_and_a_paper_are_added_saved_and_removed(
    run: Run, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "现场.jpg").write_bytes(photo((3000, 2000)))
    (tmp_path / "说明.txt").write_text("验收216户", "utf-8")
    files = [tmp_path / "现场.jpg", tmp_path / "说明.txt"]
    found = run("evidence", "add", *FIGURE, *files, "--json")
    assert {one["name"] for one in found} == {"现场.jpg", "说明.txt"}
    assert run("evidence", "list", *FIGURE, "--json") == found
    assert not any(SECRET in path.read_bytes() for path in evidence(store))
    out = tmp_path / "取出"
    out.mkdir()
    run("evidence", "save", *FIGURE, "--out", out)
    assert (out / "说明.txt").read_text("utf-8") == "验收216户"
    run("evidence", "remove", *FIGURE, "现场.jpg")
    assert [one["name"] for one in run("evidence", "list", *FIGURE, "--json")] == ["说明.txt"]
    assert len(evidence(store)) == 2
    assert "已清理1个" in run("evidence", "tidy")
    assert len(evidence(store)) == 1
    assert "完好" in run("health")


def test_one_refused_file_refuses_all(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text("好", "utf-8")
    (tmp_path / "坏.exe").write_bytes(b"MZ")
    told = run("evidence", "add", *FIGURE, tmp_path / "好.txt", tmp_path / "坏.exe", refused=True)
    assert "没能附上“坏.exe”：是程序" in told
    assert "没有附上任何文件" in told
    assert "还没有" in run("evidence", "list", *FIGURE)


def test_a_rows_evidence(run: Run, tmp_path: Path) -> None:
    (row,) = run("register", "add", "--register", "canteen", "--unit", GAOZI, "name=甲", "--json")
    place = ["--register", "canteen", "--row", row["id"]]
    (tmp_path / "a.txt").write_text("x", "utf-8")
    run("evidence", "add", *place, tmp_path / "a.txt")
    assert "1个 · 1 B" in run("evidence", "list", *place)


def test_places_and_names_that_are_none(run: Run, tmp_path: Path) -> None:
    assert "没有说清附在哪里" in run("evidence", "list", "--indicator", "I06-02", refused=True)
    assert "没有佐证材料“x”" in run("evidence", "remove", *FIGURE, "x", refused=True)
    other = ["--indicator", "I06-02", "--period", "2018M06", "--unit", "321112104000"]
    assert "自己添加" in run("evidence", "add", *other, tmp_path / "x", refused=True)
    assert "没有这个文件" in run("evidence", "add", *FIGURE, tmp_path / "x", refused=True)


def test_health_names_what_is_missing(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    run("evidence", "add", *FIGURE, tmp_path / "a.txt")
    evidence(store)[0].unlink()
    assert "佐证材料“a.txt”不见了" in run("health", refused=True)
    assert "文件不见了" in run("evidence", "list", *FIGURE)
