"""Every figure that the sample's summary counts, against a calculation of its own over the log's lines.

The calculation is `by_definition`; `test_summary` and `test_papers` go deeper into some of the figures.
"""

import csv
import io
import shutil
import sys
import tomllib
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pikepdf
import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_definition import MILESTONES, of_towns, worked  # noqa: E402
from by_hand import (  # noqa: E402
    DISTRICT,
    TOWNS,
    ByHand,
    decimal,
)
from pdf_text import read_pdf  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "resources" / "plans" / "zhenjiang-2018.toml"
UNIT_LIST = ROOT / "resources" / "units" / "zhenjiang_2018.csv"


@pytest.fixture(scope="module")
def hand(sample_folder: Path) -> ByHand:
    return ByHand(sample_folder)


@pytest.fixture(scope="module")
def paper(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("every") / "丹徒 示例"
    shutil.copytree(sample_folder, folder)
    words = ["--store", str(folder), "--unit", DISTRICT, "--year", "2018"]
    assert main(["report", *words, "--out", str(folder / "总结.pdf")]) == 0
    return folder / "总结.pdf"


def attached(paper: Path) -> dict[tuple[str, str], dict[str, str]]:
    """(indicator, name of the unit) → the line of the table that lies in the PDF."""
    with pikepdf.open(paper) as pdf:
        raw = pdf.attachments["data.csv"].get_file().read_bytes()
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    return {(row["指标代码"], row["单位"]): row for row in rows}


# worked out with more of their own in `test_summary`: reaching towns, people per 10,000
ELSEWHERE = {"I14-01", "I22-01", "I17-01"}


def narratives() -> set[str]:
    """Indicators whose figure is a text."""
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    return {one["code"] for one in plan["indicator"] if one["entry"] == "narrative"}


def test_every_figure_of_the_summary_is_worked_out_by_hand(hand: ByHand, paper: Path) -> None:
    lines, expected = attached(paper), worked(hand)
    counted = {
        code for (code, unit), row in lines.items() if unit == "丹徒区" and row["数值或分子"]
    }
    assert counted - ELSEWHERE - narratives() == set(expected)
    wrong = {}
    for code, (n, d) in expected.items():
        row = lines[code, "丹徒区"]
        said = row["数值或分子"], row["分母"]
        if said != (decimal(n), decimal(d) if d else ""):
            wrong[code] = (row["指标"], said, n, d)
    assert not wrong


def test_each_unjudged_figure_is_printed_as_it_was_worked_out(hand: ByHand, paper: Path) -> None:
    """主要业务数据表: name, unit, code and the number, of counts that are no rates."""
    text, lines = read_pdf(paper).text, attached(paper)
    counts = [code for code, (_, d) in worked(hand).items() if not d and code in monitored(text)]
    assert len(counts) >= 40
    missing = []
    for code in counts:
        row = lines[code, "丹徒区"]
        n = worked_number(hand, code, text=text)
        printed = f"{row['计量单位']}{code}{n}"
        if printed.replace(" ", "") not in text:
            missing.append(printed)
    assert not missing


def monitored(text: str) -> Iterable[str]:
    """Codes that stand in the table."""
    start = text.index("附表3主要业务数据表")
    return [part[:6] for part in _after_i(text[start : text.index("附件4", start)])]


def _after_i(text: str) -> Iterable[str]:
    return [
        text[at : at + 6]
        for at in range(len(text))
        if text[at] == "I" and text[at + 3 : at + 4] == "-"
    ]


def worked_number(hand: ByHand, code: str, *, text: str) -> str:
    """Amounts in 万元 have one decimal, the allowance two; counts none."""
    n, _ = worked(hand)[code]
    if f"万元{code}" in text:
        return with_one(n)
    return f"{n}.00" if code == "I16-05" else decimal(n)


def with_one(exact: Fraction) -> str:
    """One decimal, half up."""
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"


# ---- towns, last year ----


def town_names() -> dict[str, str]:
    with UNIT_LIST.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def test_the_figures_of_the_towns(hand: ByHand, paper: Path) -> None:
    lines, names = attached(paper), town_names()
    expected = of_towns(hand)
    assert len(expected) > 120
    wrong = {
        (code, names[town]): (lines[code, names[town]]["数值或分子"], n)
        for (code, town), n in expected.items()
        if lines[code, names[town]]["数值或分子"] != decimal(n)
    }
    assert not wrong


LAST_YEAR = {"I05-08": [DISTRICT], "I19-08": [DISTRICT], "I19-10": [DISTRICT], "I20-03": [DISTRICT]}


def test_last_year_and_the_change_against_it(hand: ByHand, paper: Path) -> None:
    """Twelve months on both sides, so that they are compared: 100 × (now − before) ÷ before."""
    text = read_pdf(paper).text
    for code, units in LAST_YEAR.items():
        now, before = (
            sum(
                (hand.stock(code, units, period=f"{year}M{m:02d}").n for m in range(1, 13)),
                Fraction(0),
            )
            for year in (2018, 2017)
        )
        change = (now - before) * 100 / before
        words = f"同比{'增长' if change > 0 else '下降'}{with_one(abs(change))}%"
        told = [with_one(n) if f"万元{code}" in text else decimal(n) for n in (now, before)]
        assert f"{code}{told[0]}{told[1]}{words}" in text


def test_the_account_of_the_year(hand: ByHand, paper: Path) -> None:
    """Each judged task by itself: done where the exact figure reaches the plan's or the allocated target."""
    text = read_pdf(paper).text
    found = worked(hand)
    rates = {  # at least so many percent
        "I05-01": 100, "I09-01": 40, "I10-01": 55, "I11-01": 70, "I11-09": 100, "I12-02": 75,
        "I12-03": 75, "I16-01": 100, "I16-02": 100, "I16-03": 95, "I18-06": 100, "I19-09": 100,
        "I20-01": 90,
    }  # fmt: skip
    counts = ("I08-01", "I08-03", "I08-04", "I12-01", "I17-02", "I18-04", "I18-05")
    reached = {
        code for code, asked in rates.items() if found[code][0] * 100 >= asked * found[code][1]
    }
    reached |= {code for code in counts if found[code][0] >= hand_target(hand, code)}
    reached |= {code for code in (*MILESTONES, "I07-01") if found[code][0] == found[code][1]}
    reached |= {code for code in ("I20-04", "I22-04", "I22-05") if found[code][0] == 0}
    missing_a_town = {"I05-01"}
    late = {"I08-03", "I10-01", "I12-03", "I18-02", "I19-09", "I22-03"}
    judged = {*rates, *counts, *MILESTONES, "I07-01", "I20-04", "I22-04", "I22-05"}
    assert judged - reached == late
    per_unit = {
        "I05-07": True,
        "I12-07": False,
        "I22-01": False,
    }  # every street and town reaches it
    decided, social_workers = {"I17-01": True}, {"I14-01": False}  # `test_summary`: 4.799 of 4.8
    others = {**per_unit, **decided, **social_workers}
    done = len(reached - missing_a_town) + sum(others.values())
    asked = len(judged) + len(others)
    assert f"对照市局下达的{asked}项可考核任务（按指标计，下同），已完成{done}项" in text
    share = with_one(Fraction(done * 100, asked))
    assert f"未完成{asked - done - len(missing_a_town)}项，完成率{share}%" in text


def hand_target(hand: ByHand, code: str) -> Fraction:
    """The allocated target, else the plan's own one piece for the district that it names."""
    allocated = hand.cells.get((code, DISTRICT, "2018", "target"))
    return hand.target(code, DISTRICT) if allocated else Fraction(1)


# ---- places, months, scores ----


def test_the_places_of_the_towns(hand: ByHand, paper: Path) -> None:
    """A town's place is one more than the towns that have more; equal ones share it."""
    counts = of_towns(hand)
    values = [counts.get(("I08-03", town), Fraction(0)) for town in TOWNS]
    places = [1 + sum(other > value for other in values) for value in values]
    row = "".join(map(decimal, values)) + decimal(sum(values, Fraction(0)))
    ranks = "".join(map(str, places))
    assert f"新建老年人助餐点个{row}位次（共11个）{ranks}—" in read_pdf(paper).text


def test_the_months_that_are_drawn(hand: ByHand, paper: Path) -> None:
    """低保金 month by month: twelve labels of this year, twelve of the last."""
    pages = [page for page in read_pdf(paper).pages if "低保金发放额分月情况（当月数）" in page]
    (page,) = pages
    for year in (2018, 2017):
        for m in range(1, 13):
            paid = hand.stock("I05-08", [DISTRICT], period=f"{year}M{m:02d}").n
            assert with_one(paid) in page


def test_scores_are_means_of_capped_completions(hand: ByHand, paper: Path) -> None:
    text, found = read_pdf(paper).text, worked(hand)

    def share(code: str, asked: Fraction) -> Fraction:
        n, d = found[code]
        reached = n * 100 / d if d else n
        return min(reached / asked, Fraction(1))

    targets = {code: hand_target(hand, code) for code in ("I08-01", "I08-03", "I08-04", "I12-01")}
    counted = {code: share(code, asked) for code, asked in targets.items()}
    rates = {code: share(code, Fraction(75)) for code in ("I12-02", "I12-03")}
    models = Fraction(sum(n >= 2 for (code, _), n in of_towns(hand).items() if code == "I12-07"), 8)
    items = {
        "着力夯实社区居家养老服务基础": [counted["I08-01"], counted["I08-03"], counted["I08-04"]],
        "加快完善基层社会治理体系": [counted["I12-01"], rates["I12-02"], rates["I12-03"], models],
        "深化殡葬婚姻改革": [share("I19-09", Fraction(100))],
    }
    for title, shares in items.items():
        score = with_one(sum(shares, Fraction(0)) * 100 / len(shares))
        assert f"{title}{score}" in text
        assert f"＝{score}分" in text
