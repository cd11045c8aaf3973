"""Cells of a paper's words in words: no code, brace or key that a clerk never saw."""

from functools import cache
from pathlib import Path

import pytest

from zjmz_desktop.domain.paper_cells_told import PaperCellsTold
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import load_plan
from zjmz_desktop.domain.values import BLANK, text_value

PLAN = Path(__file__).parents[3] / "resources" / "plans" / "zhenjiang-2018.toml"
BASE = "注重典型推广，选树“最美民政人”{I04-03=3名}。"


@cache
def plan() -> Plan:
    return load_plan(PLAN.read_text("utf-8"))


def part(of: str) -> str:
    return PaperCellsTold(plan()).part(of)


def value(of: str, text: str) -> str:
    return PaperCellsTold(plan()).value(of, text_value(text))


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("sentence/S2-10", "“切实做好受灾群众救助工作…”一句"),
        ("sentence/S1-12", "“注重典型推广，选树‘最美…”一句"),
        ("sentence/opening", "开头一句"),
        ("sentence/account", "总账一句"),
        ("sentence/problem-I08-03", "存在问题“新建老年人助餐点”一条"),
        ("sentence/problem-unreported", "存在问题“数据尚未报齐”一条"),
        ("sentence/next-late", "工作思路“补齐短板弱项”一条"),
        ("sentence/own-S2-10-01a3f9", "“切实做好受灾群众救助工作…”一句后自写的一段"),
        ("sentence/own-next-tasks-01", "工作思路“新年度任务”一条后自写的一段"),
        ("order/S2-01", "“基本民生保障扎实有力”一章的句子顺序"),
        ("order/problems", "“存在问题”的句子顺序"),
        ("chapters", "章节编排"),
        ("letter/number", "发文字号"),
    ],
)
def test_which_of_its_parts(of: str, words: str) -> None:
    assert part(of) == words


def test_each_sentence_of_the_plan_is_told_apart() -> None:
    keys = [one.key for chapter in plan().chapters for one in chapter.sentences]
    told = {part(f"sentence/{key}") for key in keys}
    assert len(told) == len(keys) > 60
    assert not any(mark in words for words in told for mark in "{}[]|")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"注重典型引路，选树{{I04-03}}。\n{BASE}", "注重典型引路，选树3名。"),
        (f"选树{{I04-03~近5名}}。\n{BASE}", "选树近5名。"),
        (f"\n{BASE}\n公示尚未结束", "不写这一句（公示尚未结束）"),
        (f"{BASE.replace('=3名', '')}\n{BASE}", "原句，没有改"),
        ("探索慈善超市。\n", "探索慈善超市。"),
        ("\n", "删去这一段"),
        ("写坏了{", "写坏了{"),
    ],
)
def test_a_sentence_as_its_clerk_saw_it(text: str, words: str) -> None:
    assert value("sentence/S1-12", text) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (
            "S2-02 S2-04 S2-01",
            "“聚焦精准脱贫，对无劳动能…”一句排在“‘一门受理、协同办理’窗…”一句之后",
        ),
        ("S2-04 S2-01 S2-02", "“‘一门受理、协同办理’窗…”一句排在最前"),
        ("S2-01 S2-02 S2-04", "原来的顺序"),
        ("S9-99", "S9-99\nS2-01 S2-02 S2-04"),
    ],
)
def test_an_order_names_what_was_moved(keys: str, words: str) -> None:
    assert value("order/S2-01", f"{keys}\nS2-01 S2-02 S2-04") == words


def test_chapters_tell_their_sentences_by_their_beginnings() -> None:
    assert value("chapters", "兜底：S2-05 S2-07\n养老: S3-01") == (
        "兜底：实施临时救助、引导慈善组织和社会力量参…；养老：扎实推进社区居家养老设施…"
    )
    assert value("chapters", "sections") == "工作要点的各部分"


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("sentence/S1-12", "原句，没有改"),
        ("order/S2-01", "原来的顺序"),
        ("chapters", "计划文件的章节"),
        ("letter/phone", "未填"),
    ],
)
def test_nothing_is_how_it_was_made(of: str, words: str) -> None:
    assert PaperCellsTold(plan()).value(of, BLANK) == words
