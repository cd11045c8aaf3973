"""A template from the district to a town and back by the command line: dry run, import, refusals."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from zjmz_desktop.cli.main import main

CELL_KEYS = ["place", "who", "what", "before", "after", "outcome", "reason"]
DANTU, GAOZI, GAOQIAO = "321112000000", "321112001000", "321112100000"
FIGURE, RATE = "I06-02 2018M06", "I05-01 2018M06"
Run = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "民政 数据"


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str, refused: bool = False) -> Any:
        capsys.readouterr()
        code = main([*words, "--store", str(store)])
        told = capsys.readouterr()
        assert code == (1 if refused else 0), told.err
        if refused:
            assert told.out == ""
            return told.err
        return json.loads(told.out) if "--json" in words else told.out

    return call


@pytest.fixture
def district(run: Run) -> Run:
    run("init", "--unit", DANTU)
    return run


def place(unit: str = GAOZI, period: str = "2018M06") -> list[str]:
    return ["--unit", unit, "--period", period, "--json"]


@pytest.fixture
def blank(district: Run, tmp_path: Path) -> Path:
    path = tmp_path / "高资街道.xlsx"
    told = district("workbook", "export", *place(), str(path))
    assert told["figures"] > 10
    assert told["registers"] >= 3
    return path


def filled(path: Path) -> dict[str, str]:
    clerk = Clerk(path)
    clerk.sign(filler="示例填表人", reported_on="2018-07-03")
    places = {
        "number": clerk.fill(FIGURE, value="１２"),
        "state": clerk.fill("I06-01 2018M06", nothing="未开展"),
        "rate": clerk.fill(RATE, value=90, denominator=100),
        "vague": clerk.fill("I06-03 2018M06", value="约50"),
        "both": clerk.fill("I06-04 2018M06", nothing="不适用", value=3),
        "row": clerk.add("canteen", name="示例新助餐点", seats="2０"),
        "half": clerk.add("canteen", name="示例老助餐点", state="运营"),
    }
    clerk.save()
    return places


def test_a_town_without_the_program(district: Run, blank: Path) -> None:
    places = filled(blank)
    dry = district("workbook", "import", *place(), "--dry-run", str(blank))
    cells = {one["place"]: one for one in dry["cells"]}
    assert list(dry["cells"][0]) == CELL_KEYS
    assert (cells[places["row"]]["who"], cells[places["row"]]["what"]) == (
        "示例新助餐点",
        "餐位数",
    )
    assert dry["written"] is False
    assert cells[places["number"]]["after"] == "12"
    assert cells[places["state"]]["after"] == "未开展"
    assert "具体数" in cells[places["vague"]]["reason"]
    assert "只留一样" in cells[places["both"]]["reason"]
    assert "状态变化日期" in cells[places["half"]]["reason"]
    assert dry["refused"] == 3
    assert district("get", "--indicator", "I06-02", *place())["value"] is None
    done = district("workbook", "import", *place(), str(blank))
    assert done["written"] is True
    assert done["new"] == dry["new"] == 6
    got = district("get", "--indicator", "I06-02", "--history", *place())
    assert got["proxy"] == "12"
    assert got["own"] is None
    rows = district("register", "list", "--register", "canteen", "--unit", GAOZI, "--json")
    assert {row["name"] for row in rows} == {"示例新助餐点", "示例老助餐点"}
    assert {row["town"] for row in rows} == {"高资街道"}
    again = district("workbook", "import", *place(), "--dry-run", str(blank))
    assert again["changed"] == 0


def test_wrong_places_are_refused(district: Run, blank: Path, tmp_path: Path) -> None:
    filled(blank)
    other = district("workbook", "import", *place(GAOQIAO), str(blank), refused=True)
    assert "是高资街道2018年6月的模板，不是高桥镇2018年6月的" in other
    month = district("workbook", "import", *place(period="2018M07"), str(blank), refused=True)
    assert "不是高资街道2018年7月的" in month
    clerk = Clerk(blank)
    clerk.book["模板编号"]["B3"] = "0" * 64
    plan = clerk.save(tmp_path / "另一版.xlsx")
    assert "另一版工作要点" in district("workbook", "import", *place(), str(plan), refused=True)
    del clerk.book["模板编号"]
    bare = clerk.save(tmp_path / "没有编号.xlsx")
    assert "隐藏的编号被删掉了" in district("workbook", "import", *place(), str(bare), refused=True)
    half = tmp_path / "没下完.xlsx"
    half.write_bytes(blank.read_bytes()[:4000])
    assert "没能读出“没下完.xlsx”" in district(
        "workbook", "import", *place(), str(half), refused=True
    )
    (blank.parent / f"~${blank.name}").touch()
    assert "打开着" in district("workbook", "import", *place(), str(blank), refused=True)
    assert district("get", "--indicator", "I06-02", *place())["value"] is None


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_saved_by_another_program(district: Run, blank: Path, tmp_path: Path, kind: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: a template saved by it was NOT read")
    filled(blank)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = tmp_path / "另存"
    words = ["--headless", "--convert-to", kind, "--outdir", str(done), str(blank)]
    subprocess.run([office, profile, *words], check=True, capture_output=True, timeout=120)
    told = district("workbook", "import", *place(), str(done / f"{blank.stem}.{kind}"))
    assert told["new"] == 6
    assert told["refused"] == 3
