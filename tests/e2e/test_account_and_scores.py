"""The year's account, 预计全年 and every item's 得分, against a calculation of its own over the log's lines.

The calculation is `judged_by_definition`.
"""

import shutil
import sys
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import DISTRICT, TOWNS, ByHand  # noqa: E402
from judged_by_definition import (  # noqa: E402
    completions,
    estimates,
    one_decimal,
    outlook,
    scores,
    towns_that_will,
)
from pdf_text import read_pdf  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLAN = tomllib.loads(
    (ROOT / "resources" / "plans" / "zhenjiang-2018.toml").read_text(encoding="utf-8")
)
MONTHS = (11, 12)
SPAN = {11: "截至11月底", 12: "2018年全年"}
INCOMPLETE = "I05-01"  # reaches its target, but one town has not reported
LATE = ["I08-03", "I10-01", "I12-03", "I12-07", "I14-01", "I18-02", "I19-09", "I22-01", "I22-03"]


@pytest.fixture(scope="module")
def hands(sample_folder: Path) -> dict[int, ByHand]:
    return {months: ByHand(sample_folder, months=months) for months in MONTHS}


@pytest.fixture(scope="module")
def store(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("account") / "丹徒 示例"
    shutil.copytree(sample_folder, folder)
    return folder


def printed(store: Path, months: int, *more: str) -> str:
    target = store / f"{months}{''.join(more)}.pdf"
    words = ["--unit", DISTRICT, "--year", "2018", "--through", f"2018M{months:02d}"]
    assert main(["report", "--store", str(store), *words, "--out", str(target), *more]) == 0
    return read_pdf(target).text


@pytest.fixture(scope="module")
def papers(store: Path) -> dict[int, str]:
    return {months: printed(store, months) for months in MONTHS}


@pytest.fixture(scope="module")
def one_page(store: Path) -> str:
    return printed(store, 11, "--paper", "brief")


# ---- the account ----


def test_the_account_of_the_year(hands: dict[int, ByHand], papers: dict[int, str]) -> None:
    """Each judged task by itself: done where the exact figure reaches the plan's or the allocated target."""
    shares = completions(hands[12])
    assert sorted(code for code, share in shares.items() if share < 1) == LATE
    done = len(shares) - len(LATE) - 1  # without the one that has not been reported by all
    assert asked(hands[12]) in papers[12]
    assert f"，已完成{done}项，" in papers[12]
    share = one_decimal(Fraction(done * 100, len(shares)))
    assert f"未完成{len(LATE)}项，完成率{share}%" in papers[12]


def asked(hand: ByHand) -> str:
    count = len(completions(hand))
    return f"{SPAN[hand.months]}，对照市局下达的{count}项可考核任务（按指标计，下同）"


def chapters_drawn(hand: ByHand) -> str:
    """Chart 1: of each section of the plan the judged tasks that are done, of all, and their share."""
    section_of = {one["no"]: one["section"] for one in PLAN["item"]}
    done: dict[int, list[bool]] = {}
    for code, share in completions(hand).items():
        done.setdefault(section_of[int(code[1:3])], []).append(share >= 1 and code != INCOMPLETE)
    return "".join(
        f"{one['title']}{one_decimal(Fraction(sum(told) * 100, len(told)))}%（{sum(told)}/{len(told)}）"
        for one in PLAN["section"]
        if (told := done.get(one["no"]))
    )


def test_the_chart_of_chapters(hands: dict[int, ByHand], papers: dict[int, str]) -> None:
    assert chapters_drawn(hands[12]) in papers[12]
    planted = hands[12].retold(("I20-04", DISTRICT, "2018M07", "value"), n=1)
    assert chapters_drawn(planted) not in papers[12]


ELAPSED = Fraction(250, 281)  # from 26 March to 30 November, of those until 31 December


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("I08-03", "完成年度目标12个的{}，较序时进度{}个百分点"),
        ("I19-09", "个百分点，较序时进度{1}个百分点。"),
        ("I20-01", "低于市定目标6.7个百分点，较序时进度{1}个百分点。"),
    ],
)
def test_how_far_a_task_is_from_its_even_progress(
    hands: dict[int, ByHand], papers: dict[int, str], code: str, words: str
) -> None:
    share = completions(hands[11])[code]
    gap = (share - ELAPSED) * 100
    told = words.format(
        f"{one_decimal(share * 100)}%", f"{'快' if gap > 0 else '慢'}{one_decimal(abs(gap))}"
    )
    assert told in papers[11]


# ---- scores ----


def wrong_scores(hand: ByHand, paper: str) -> list[int]:
    """Items whose score and arithmetic are not in the annex."""
    annex = paper[paper.index("附表6-3重点任务得分") :]
    lines = {item: f"{item}{titles()[item]}{''.join(told)}" for item, told in scores(hand).items()}
    return [item for item, line in lines.items() if line not in annex]


def titles() -> dict[int, str]:
    return {one["no"]: one["title"] for one in PLAN["item"]}


@pytest.mark.parametrize("months", MONTHS)
def test_the_scores_of_all_items(
    hands: dict[int, ByHand], papers: dict[int, str], months: int
) -> None:
    assert wrong_scores(hands[months], papers[months]) == []
    told = [score for score, _ in scores(hands[months]).values() if score != "—"]
    assert len(told) == 17
    assert len(set(told)) > 5


# ---- 预计全年 ----

MEASURES = {
    "I08-01": "个", "I08-03": "个", "I08-04": "个", "I12-01": "个", "I17-02": "件", "I18-04": "条",
    "I18-05": "处", "I20-04": "起", "I22-04": "处", "I22-05": "处",
}  # fmt: skip
EACH = ("I05-07", "I12-07")


def wrong_outlook(hand: ByHand, paper: str) -> list[str]:
    """What is not said as it was worked out: of the account, of tasks by code."""
    will = list({**outlook(hand), INCOMPLETE: None}.values())  # nobody has estimated that one
    left, count = will.count(None), will.count(True)
    wrong = []
    if f"；预计全年可完成{count}项（另有{left}项尚未预计）。" not in paper:
        wrong.append("account")
    expected = estimates(hand)
    words = {code: f"预计全年{expected[code]}{measure}" for code, measure in MEASURES.items()}
    for code in EACH:
        done, of = towns_that_will(hand, code)
        words[code] = f"预计全年{done}/{of}个镇（街道）达到"
    rows = rows_of_tasks(paper)
    return [*wrong, *(code for code, told in words.items() if told not in rows[code])]


def rows_of_tasks(paper: str) -> dict[str, str]:
    """Annex 1 cut where the next task's name stands."""
    table = paper[paper.index("附表1") : paper.index("图1")]
    at = {one["code"]: table.find(one["name"]) for one in PLAN["indicator"]}
    starts = sorted(start for start in at.values() if start >= 0)
    ends = dict(zip(starts, [*starts[1:], len(table)], strict=True))
    return {code: table[start : ends[start]] for code, start in at.items() if start >= 0}


def test_what_is_expected_of_the_year(hands: dict[int, ByHand], papers: dict[int, str]) -> None:
    assert set(estimates(hands[11])) == {*MEASURES, *EACH}
    assert wrong_outlook(hands[11], papers[11]) == []
    assert outlook(hands[11])["I12-07"] is False  # 18 in all, but one town expects one of two
    assert "预计全年" not in papers[12]


def test_the_account_adds_up_to_all_tasks(hands: dict[int, ByHand]) -> None:
    will = list(outlook(hands[11]).values())
    assert (len(will), will.count(False)) == (38, 1)


def test_the_leaders_page_tells_the_same_outlook(hands: dict[int, ByHand], one_page: str) -> None:
    done, of = towns_that_will(hands[11], "I05-07")
    assert f"窗口每个镇（街道）1个8/8100%{done}/{of}新建" in one_page
    for code, name, row in (
        ("I08-01", "日间照料中心", "2个2个100%"),
        ("I08-03", "助餐点", "12个9个75%"),
        ("I08-04", "居家养老服务中心", "3个2个66.7%"),
    ):
        assert f"{name}*{row}{estimates(hands[11])[code]}个" in one_page


# ---- the controls ----

Planted = Callable[[ByHand], ByHand]
GAOZI, SHANGDANG = TOWNS[0], "321112103000"
SCORED: dict[int, Planted] = {
    5: lambda log: log.retold(("I05-07", GAOZI, "2018Q4", "value"), n=0),
    7: lambda log: log.retold(("I07-01", DISTRICT, "2018H2", "tick/e1"), n=0),
    8: lambda log: log.retold(("I08-03", DISTRICT, "2018", "target"), n=13),
    11: lambda log: log.retold(("I11-01", DISTRICT, "2018M12", "value"), n=1),
    14: lambda log: log.retold(("B01", DISTRICT, "2018", "base"), n=2000),
    17: lambda log: log.retold(("I17-01", DISTRICT, "2018", "decision"), text="refused"),
    20: lambda log: log.retold(("I20-04", DISTRICT, "2018M07", "value"), n=1),
    22: lambda log: log.retold(("I22-01", GAOZI, "2018H2", "tick/e1"), n=0),
}


@pytest.mark.parametrize("item", SCORED)
def test_a_score_made_of_an_altered_line_is_noticed(
    hands: dict[int, ByHand], papers: dict[int, str], item: int
) -> None:
    assert wrong_scores(SCORED[item](hands[12]), papers[12]) == [item]


@pytest.mark.parametrize(
    ("at", "noticed"),
    [
        (("I08-03", GAOZI, 1), ["account", "I08-03"]),
        (("I12-07", SHANGDANG, 2), ["account", "I12-07"]),
        (("I18-05", DISTRICT, 2), ["I18-05"]),
        (("I05-07", GAOZI, 0), []),  # reached already: nothing is left to expect
    ],
)
def test_an_altered_estimate_is_noticed(
    hands: dict[int, ByHand],
    papers: dict[int, str],
    at: tuple[str, str, int],
    noticed: list[str],
) -> None:
    code, unit, n = at
    planted = hands[11].retold((code, unit, "2018M11", "estimate"), n=n)
    assert wrong_outlook(planted, papers[11]) == noticed
