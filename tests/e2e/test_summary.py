"""The summary's numbers against a calculation of its own over the log's lines, by hand."""

import csv
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import (  # noqa: E402
    DISTRICT,
    STREETS_AND_TOWNS,
    TOWNS,
    ByHand,
    Found,
    Row,
    cut4,
    decimal,
)
from pdf_text import Read, read_pdf  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

MONTHS = (11, 12)
UNIT_LIST = Path(__file__).resolve().parents[2] / "resources" / "units" / "zhenjiang_2018.csv"
LAST_DAY = {11: "2018-11-30", 12: "2018-12-31"}
QUARTER, HALF = {11: "2018Q3", 12: "2018Q4"}, {11: "2018H1", 12: "2018H2"}


class Expected(NamedTuple):
    """What rollup and paper must say: the value, units reported of units asked, words of the paper."""

    value: str | None
    reported: tuple[int, int]
    words: tuple[str, ...]


@pytest.fixture(scope="module")
def by_hand(sample_folder: Path) -> ByHand:
    return ByHand(sample_folder)


@pytest.fixture(scope="module")
def store(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("summary") / "丹徒 示例"
    shutil.copytree(sample_folder, copy)
    return copy


def write_summary(store: Path, target: Path, *, through: int) -> Path:
    words = ["--unit", DISTRICT, "--year", "2018", "--through", f"2018M{through:02d}"]
    assert main(["report", "--store", str(store), *words, "--out", str(target)]) == 0
    return target


@pytest.fixture(scope="module")
def papers(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Read]:
    folder = tmp_path_factory.mktemp("papers")
    made = {m: write_summary(store, folder / f"总结 {m}.pdf", through=m) for m in MONTHS}
    return {m: read_pdf(path) for m, path in made.items()}


def running(paper: Read) -> str:
    """The text as if it stood on one page: without page numbers and marks in between."""
    return "".join(re.sub(r"—[0-9]+—|示例数据征求意见稿", "", page) for page in paper.pages)


def one_unit(n: Fraction, words: str) -> Expected:
    return Expected(decimal(n), (1, 1), (words,))


def summed(found: Found, words: str) -> Expected:
    text = decimal(found.n)
    return Expected(text, (found.reported, found.expected), (words.format(text),))


def rate(n: Fraction, d: Fraction, words: str, *, reported: tuple[int, int] = (1, 1)) -> Expected:
    return Expected(cut4(n * 100 / d), reported, (words,))


# ---- each kind, by hand ----


def sums(hand: ByHand, m: int) -> dict[str, Expected]:
    found = hand.flow("I06-02", TOWNS, months=m)
    now, last = (
        {
            (unit, n)
            for unit in TOWNS
            for n in range(1, m + 1)
            if hand.value("I06-02", unit, period=f"{year}M{n:02d}")
        }
        for year in (2018, 2017)
    )
    assert now < last  # the sample has gaps this year: eleven months are not compared with twelve
    grown = f"救助人次因本年缺{len({n for _, n in last - now})}个月未作同比"
    persons = summed(found, "实施临时救助{}人次")
    return {
        "I06-02": persons._replace(words=(*persons.words, grown)),
        "I06-03": summed(hand.flow("I06-03", TOWNS, months=m), "支出{}万元"),
        "I05-08": summed(hand.flow("I05-08", [DISTRICT], months=m), "累计发放低保金{}万元"),
        "I05-02": summed(hand.closing("I05-02", TOWNS, months=m), "现有城乡低保对象{}户"),
        "I19-08": summed(hand.flow("I19-08", [DISTRICT], months=m), "办理结婚登记{}对"),
        "I20-04": summed(hand.flow("I20-04", [DISTRICT], months=m), "站外托养机构未发生极端事件"),
    }


def shown_1(exact: Fraction) -> str:
    """One decimal, half up; none where it is whole after rounding."""
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def with_one(exact: Fraction) -> str:
    """One decimal, half up, also where it is 0."""
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"


def rates(hand: ByHand, m: int) -> dict[str, Expected]:
    care = hand.stock("I05-01", TOWNS, period=f"2018M{m:02d}")
    spent = hand.stock("I22-02", [DISTRICT], period=QUARTER[m])
    gap = f"兜底保障率{shown_1(care.n * 100 / care.d)}%（10/11已报，宝堰镇未报）"
    money = f"年内共下达各类民政资金{decimal(spent.d)}万元，支出{decimal(spent.n)}万元"
    spent_words = f"{money}，支出进度{with_one(spent.n * 100 / spent.d)}%。一、党建引领"
    return {
        "I05-01": rate(care.n, care.d, gap, reported=(care.reported, care.expected)),
        "I22-02": rate(spent.n, spent.d, spent_words),
        "I10-01": beds(hand, LAST_DAY[m]),
        "I14-01": social_workers(hand, LAST_DAY[m]),
    }


def beds(hand: ByHand, day: str) -> Expected:
    # 养老机构在区里填、区里认定：条件读到的栏都要是认定时看到的
    seen = [
        *("is_rural_home", "nature", "cctv", "own_canteen", "open_kitchen", "permit_handling"),
        *("has_clinic", "agreement_signed_on", "agreement_valid_until", "resident_service"),
    ]
    rows = hand.counting(
        "institution", lambda row: row.state(day)[0] == "running", seen=seen, day=day
    )
    nursing = sum((row.number("beds_nursing") for row in rows), Fraction(0))
    every = sum((row.number("beds_licensed") for row in rows), Fraction(0))
    said = f"床位{decimal(every)}张，其中护理型床位{decimal(nursing)}张，占比54.96%"
    return rate(
        nursing, every, f"{said}，低于市定目标{decimal(55 - nursing * 100 / every)}个百分点"
    )


def social_workers(hand: ByHand, day: str) -> Expected:
    people = hand.rows["social_worker"].values()
    on_post = [row for row in people if row.state(day)[0] == "on_post"]
    certificates = {row.parts["certificate_no"][1]["commit"] for row in on_post}
    n, base = Fraction(len(certificates)), hand.base("B01", DISTRICT)
    thousandths = (n * 1000 / base + Fraction(1, 2)).__floor__()
    words = f"专业人才{n}名，每万人拥有{thousandths // 1000}.{thousandths % 1000:03d}名"
    return Expected(cut4(n / base), (1, 1), (words,))


def rows_of_the_year(hand: ByHand, m: int) -> dict[str, Expected]:
    day = LAST_DAY[m]

    def new_canteen(row: Row) -> bool:
        opened = row.text("opened_on") or ""
        is_new = row.text("build_kind") == "new" and "2018-01-01" <= opened <= day
        return is_new and row.state(day)[0] == "running"

    def day_care(row: Row) -> bool:
        accepted = "2018-01-01" <= (row.text("accepted_on") or "") <= day
        return (
            accepted
            and row.number("usable_area_m2") >= 500
            and row.state(day)[0] in ("accepted", "running")
        )

    seen = ["build_kind", "opened_on"]
    new = hand.counting("canteen", new_canteen, seen=seen, day=day)
    canteens = len(new)
    centres = len(
        hand.counting(
            "day_care", day_care, seen=["accepted_on", "usable_area_m2", "rooms"], day=day
        )
    )
    gap = "（10/11已报，宝堰镇未报；" if m == 11 else "（"
    rate_of_canteens = shown_1(canteens * 100 / hand.target("I08-03", DISTRICT))
    words = f"新建老年人助餐点{canteens}个，完成年度目标12个的{rate_of_canteens}%"
    share = share_of_most([row.text("town") or "" for row in new])
    cared = f"老年人日间照料中心{centres}个{gap}"
    return {
        "I08-03": Expected(str(canteens), (11, 11), (words, share)),
        "I08-01": Expected(str(centres), (10 if m == 11 else 11, 11), (cared,)),
        "I08-09": running_canteens(hand, m),
    }


def share_of_most(towns: Sequence[str]) -> str:
    """The town with most; in November three have as many, so that none is named."""
    first, most = Counter(towns).most_common(1)[0]
    if list(Counter(towns).values()).count(most) > 1:
        return "新建老年人助餐点"
    return f"。新建的助餐点中，{name_of(first)}{most}个，占全区的{shown_1(Fraction(most * 100, len(towns)))}%"


def name_of(unit: str) -> str:
    with UNIT_LIST.open(encoding="utf-8", newline="") as file:
        return next(row["name"] for row in csv.DictReader(file) if row["id"] == unit)


def running_canteens(hand: ByHand, m: int) -> Expected:
    day = LAST_DAY[m]
    rows = hand.counting(
        "canteen",
        lambda row: row.state(day)[0] == "running",
        seen=["build_kind", "opened_on"],
        day=day,
    )
    return Expected(str(len(rows)), (11, 11), (f"在运营老年人助餐点{len(rows)}个",))


def units_steps_and_activities(hand: ByHand, m: int) -> dict[str, Expected]:
    day = LAST_DAY[m]
    ticks = hand.ticks("I22-01", STREETS_AND_TOWNS, period=HALF[m])
    seven = sum(count == 7 for count in ticks.values())
    models = models_by_town(hand, day)
    reaching = sum(count >= 2 for count in models.values())
    atlas = hand.steps_done("I18-02", DISTRICT, day=day)
    held = hand.held("I17-03", until=day)
    seven_words = f"8个镇（街道）中，{seven}个民政基层能力建设达到“七有”标准"
    model_words = f"{reaching}个培树社区协商议事典型不少于2个，共培树{sum(models.values())}个"
    return {
        "I22-01": rate(Fraction(seven), Fraction(8), seven_words, reported=(8, 8)),
        "I12-07": Expected(str(sum(models.values())), (8, 8), (model_words, f"{reaching}/8个镇")),
        "I18-02": Expected(None, (1, 1), (f"3个节点已完成{atlas}个",)),
        "I17-03": one_unit(Fraction(held), f"开展“双拥在基层”活动{held}次"),
    }


def models_by_town(hand: ByHand, day: str) -> dict[str, int]:
    seen = ["centre_community", "centre_on", "office_standard_met", "model", "model_on"]
    rows = hand.counting(
        "community",
        lambda row: (
            row.state(day)[0] == "existing"
            and row.number("model") == 1
            and "2018-01-01" <= (row.text("model_on") or "") <= day
        ),
        seen=seen,
        day=day,
    )
    found = dict.fromkeys(STREETS_AND_TOWNS, 0)
    for row in rows:
        found[row.text("town")] += 1
    return found


PARTS: tuple[Callable[[ByHand, int], dict[str, Expected]], ...] = (
    sums,
    rates,
    rows_of_the_year,
    units_steps_and_activities,
)


@pytest.mark.parametrize("m", MONTHS)
def test_rollup_and_paper_say_what_was_worked_out_by_hand(
    by_hand: ByHand,
    papers: Mapping[int, Read],
    m: int,
    store: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    words = ["--unit", DISTRICT, "--period", f"2018M{m:02d}", "--json"]
    assert main(["rollup", "--store", str(store), *words]) == 0
    rolled = {one["indicator"]: one for one in json.loads(capsys.readouterr().out)}
    expected = {code: e for part in PARTS for code, e in part(by_hand, m).items()}
    assert len(expected) >= 16
    wrong = {}
    for code, one in expected.items():
        found = rolled[code]
        said = (found["value"], (found["reported"], found["expected"]))
        missing = [words for words in one.words if words not in running(papers[m])]
        if said != (one.value, one.reported) or missing:
            wrong[code] = (said, one, missing)
    assert not wrong


def test_the_hand_itself_notices_a_wrong_number(
    by_hand: ByHand, papers: Mapping[int, Read]
) -> None:
    """The control: words of December's numbers are not in November's paper."""
    expected = {code: e for part in PARTS for code, e in part(by_hand, 12).items()}
    moved = {c for c, e in expected.items() if any(w not in running(papers[11]) for w in e.words)}
    assert {"I06-02", "I06-03", "I05-08", "I05-02", "I08-03", "I08-09", "I22-01"} <= moved


@pytest.mark.parametrize("m", MONTHS)
def test_every_page_says_that_it_is_a_sample(papers: Mapping[int, Read], m: int) -> None:
    assert len(papers[m].pages) > 10
    assert all("示例数据" in page for page in papers[m].pages)


@pytest.mark.parametrize("m", MONTHS)
def test_just_below_a_target_never_looks_reached(papers: Mapping[int, Read], m: int) -> None:
    assert "54.96%99.9%" in papers[m].text
    assert "55.0%" not in papers[m].text
    assert "4.80名" not in papers[m].text
    assert "4.799名99.9%" in papers[m].text


def test_the_whole_year_estimates_nothing(papers: Mapping[int, Read]) -> None:
    assert "预计全年" in papers[11].text
    assert "预计全年" not in papers[12].text
    assert "序时进度慢" not in papers[12].text


def test_the_same_store_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    first = write_summary(store, tmp_path / "一.pdf", through=11).read_bytes()
    again = shutil.copytree(store, tmp_path / "另一个 文件夹")
    assert write_summary(again, tmp_path / "二.pdf", through=11).read_bytes() == first


def test_what_is_not_allocated_has_no_rate(tmp_path: Path) -> None:
    folder = tmp_path / "未 分解"
    assert main(["init", "--store", str(folder), "--unit", DISTRICT]) == 0
    field = ["--indicator", "I08-03", "--unit", TOWNS[0], "--period", "2018M11", "--value", "8"]
    assert main(["set", "--store", str(folder), *field]) == 0
    found = read_pdf(write_summary(folder, tmp_path / "总结.pdf", through=11))
    assert "示例数据" not in found.text
    assert "新建老年人助餐点8个" in found.text
    row = "（全市不少于114个，本区未分解）养老服务科12月31日—8个—本区未分解"
    assert f"新建老年人助餐点{row}" in found.text
    assert "新建老年人助餐点8个（1/11已报，" in found.text
    assert "完成年度目标" not in found.text
