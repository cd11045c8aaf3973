"""Chapters of the summary regrouped: by the plan's sections, or the district's own."""

from pathlib import Path

import pytest

from zjmz_desktop.domain.chaptering import (
    BY_PLAN,
    BY_SECTIONS,
    bare_title,
    chapters_of,
    left_out,
    lines_of,
    refuse_long,
)
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.plan_file import load_plan

PLANS = Path(__file__).parents[3] / "resources" / "plans"
PLAN = load_plan((PLANS / "zhenjiang-2018.toml").read_text("utf-8"))
OWN = "养老服务提质增效：S3-01 S3-02、S3-08\n兜牢底线:S2-01，S2-05"


def test_the_plan_files_own_chapters() -> None:
    assert chapters_of(PLAN, BY_PLAN) == PLAN.chapters
    assert not left_out(PLAN, PLAN.chapters)


def test_by_sections_every_sentence_stands_once_under_its_section() -> None:
    found = chapters_of(PLAN, BY_SECTIONS)
    assert [chapter.title for chapter in found] == [section.title for section in PLAN.sections]
    keys = [sentence.key for chapter in found for sentence in chapter.sentences]
    assert sorted(keys) == sorted(s.key for c in PLAN.chapters for s in c.sentences)
    elderly = next(chapter for chapter in found if chapter.title == "持续推进养老服务业发展")
    assert "S3-01" in [sentence.key for sentence in elderly.sentences]
    assert elderly.items == (8, 9, 10, 11)


def test_own_lines_group_what_they_name_and_tell_what_they_leave() -> None:
    found = chapters_of(PLAN, OWN)
    assert [chapter.title for chapter in found] == ["养老服务提质增效", "兜牢底线"]
    assert [s.key for s in found[0].sentences] == ["S3-01", "S3-02", "S3-08"]
    out = left_out(PLAN, found)
    assert "S1-01" in out
    assert "S3-01" not in out
    assert chapters_of(PLAN, lines_of(found)) == found


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("养老：S3-01\n只有标题", "第2行“只有标题”读不懂"),
        ("：S3-01", "读不懂"),
        ("养老：S3-01 S99-01", "“S99-01”计划里没有"),
        ("养老：S3-01\n救助：S3-01", "第2行的句子“S3-01”写了两次"),
    ],
)
def test_lines_that_can_not_be_read_are_refused_with_their_place(lines: str, said: str) -> None:
    with pytest.raises(WriteRefusedError) as caught:
        chapters_of(PLAN, lines)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        "一、养老大事",
        "一、一、养老大事。",
        "十二、 养老大事",
        "（一）养老大事",
        "(3)养老大事",
        "1.养老大事",
        "2、养老大事。",
        "第一章 养老大事",
        "第三部分、养老大事",
    ],
)
def test_a_title_is_taken_without_its_number_and_full_stop(typed: str) -> None:
    assert bare_title(typed) == "养老大事"
    (found,) = chapters_of(PLAN, f"{typed}：S3-01")
    assert found.title == "养老大事"


@pytest.mark.parametrize(
    "title", ["一老一小两头甜", "2018年大事", "十件实事", "3.5万老人", "第一责任"]
)
def test_a_title_that_begins_with_a_number_keeps_it(title: str) -> None:
    assert bare_title(title) == title


def test_a_number_alone_is_no_title() -> None:
    with pytest.raises(WriteRefusedError, match="第1行"):
        chapters_of(PLAN, "一、：S3-01")


def test_a_title_fits_two_lines() -> None:
    refuse_long("长" * 40)
    with pytest.raises(WriteRefusedError, match="有120个字，最多40个"):
        refuse_long("长" * 120)
