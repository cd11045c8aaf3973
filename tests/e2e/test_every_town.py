"""Every town's figure of the sample's summary, its place and its bar, against a calculation of its own.

The calculation is `towns_by_definition`, over the log's lines: attached data, annex 2 and chart.
"""

import csv
import io
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import DISTRICT, TOWNS, ByHand, decimal  # noqa: E402
from pdf_text import read_pdf  # noqa: E402
from towns_by_definition import JUDGED, annex_lines, bars, towns_told  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "resources" / "plans" / "zhenjiang-2018.toml"
UNIT_LIST = ROOT / "resources" / "units" / "zhenjiang_2018.csv"
GAOZI, GUYANG, SHANGDANG = TOWNS[0], "321112102000", "321112103000"
MONTHS = (11, 12)
Line = dict[str, str]


class Made(NamedTuple):
    """A paper: what it prints, and the lines of the table that lies in it by code and name of unit."""

    text: str
    lines: dict[tuple[str, str], Line]


@pytest.fixture(scope="module")
def hands(sample_folder: Path) -> dict[int, ByHand]:
    return {months: ByHand(sample_folder, months=months) for months in MONTHS}


@pytest.fixture(scope="module")
def papers(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Made]:
    folder = tmp_path_factory.mktemp("towns") / "丹徒 示例"
    shutil.copytree(sample_folder, folder)
    return {months: made(folder, months) for months in MONTHS}


def made(folder: Path, months: int) -> Made:
    target = folder / f"总结{months}.pdf"
    words = ["--unit", DISTRICT, "--year", "2018", "--through", f"2018M{months:02d}"]
    assert main(["report", "--store", str(folder), *words, "--out", str(target)]) == 0
    with pikepdf.open(target) as pdf:
        raw = pdf.attachments["data.csv"].get_file().read_bytes()
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    return Made(read_pdf(target).text, {(row["指标代码"], row["单位"]): row for row in rows})


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    with UNIT_LIST.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def wrong_lines(hand: ByHand, paper: Made, names: dict[str, str]) -> list[tuple[str, str]]:
    """(code, town) whose line in the table is not what was worked out."""
    wrong = []
    for (code, town), told in towns_told(hand).items():
        row, there = paper.lines[code, names[town]], told.state == "有数"
        said = (row["数值或分子"], row["分母"], row["状态"])
        d = decimal(told.d) if told.d else ""
        if said != ((decimal(told.n), d, told.state) if there else ("", "", told.state)):
            wrong.append((code, town))
    return wrong


def wrong_annex(hand: ByHand, paper: Made) -> list[str]:
    """Codes whose line of annex 2, or line of places, is not printed."""
    head = named() | {"I22-01": "“七有”达标%／个"}  # its 合计 counts towns
    told = {code: annex_lines(hand, code) for code in JUDGED}
    return [
        code
        for code, (line, ranked) in told.items()
        if f"{head[code]}{line}{ranked}" not in paper.text
    ]


def named() -> dict[str, str]:
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    return {one["code"]: f"{one['name']}{one['unit']}" for one in plan["indicator"]}


@pytest.mark.parametrize("months", MONTHS)
def test_each_figure_of_each_town(
    hands: dict[int, ByHand], papers: dict[int, Made], months: int, names: dict[str, str]
) -> None:
    paper, told = papers[months], towns_told(hands[months])
    of_towns = {(code, unit) for code, unit in paper.lines if unit != names[DISTRICT]}
    texts = {"I12-04"}
    assert {code for code, _ in of_towns} - texts == {code for code, _ in told}
    assert len(told) == 33 * 11
    assert wrong_lines(hands[months], paper, names) == []


@pytest.mark.parametrize("months", MONTHS)
def test_the_annex_of_towns_with_their_places(
    hands: dict[int, ByHand], papers: dict[int, Made], months: int
) -> None:
    assert wrong_annex(hands[months], papers[months]) == []


@pytest.mark.parametrize("months", MONTHS)
def test_the_bars_of_towns_with_a_target(
    hands: dict[int, ByHand], papers: dict[int, Made], months: int, names: dict[str, str]
) -> None:
    told = bars(hands[months])
    assert len(told) == 6
    assert "".join(f"{names[town]}{bar}" for town, bar in told.items()) in papers[months].text


Planted = Callable[[ByHand], ByHand]
FAULTS: dict[tuple[str, str], Planted] = {
    ("I06-03", GAOZI): lambda log: log.retold(("I06-03", GAOZI, "2018M03", "value"), n=999),
    ("I05-01", GAOZI): lambda log: log.retold(("I05-01", GAOZI, "2018M12", "value"), d=999),
    ("I05-02", GAOZI): lambda log: log.retold(("I05-02", GAOZI, "2018M05", "removed"), n=99),
    ("I22-01", GAOZI): lambda log: log.retold(("I22-01", GAOZI, "2018H2", "tick/e3"), n=0),
    ("I19-02", GAOZI): lambda log: log.retold(("I19-02", GAOZI, "2018Q4", "value"), n=77),
    ("I08-01", GUYANG): lambda log: log.row_retold(
        "day_care",
        "usable_area_m2",
        where=lambda row: row.text("town") == GUYANG and row.number("usable_area_m2") >= 500,
        n=499,
    ),
    ("I12-07", SHANGDANG): lambda log: log.row_retold(
        "community", "town", where=lambda row: row.number("model") == 1, text=SHANGDANG
    ),
}


@pytest.mark.parametrize("place", FAULTS, ids="/".join)
def test_one_altered_line_is_noticed(
    hands: dict[int, ByHand], papers: dict[int, Made], place: tuple[str, str], names: dict[str, str]
) -> None:
    """The control: the same comparison over a log of which one line tells something else."""
    planted = FAULTS[place](hands[12])
    assert place in wrong_lines(planted, papers[12], names)
    assert (place[0] in wrong_annex(planted, papers[12])) == (place[0] in JUDGED)
