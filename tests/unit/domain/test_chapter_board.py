"""Chapters while they are regrouped: every act a new board, what can't stand refused in a sentence."""

from pathlib import Path

import pytest

from zjmz_desktop.domain import chapter_board as boards
from zjmz_desktop.domain.chapter_board import OUT, Board, OwnChapter
from zjmz_desktop.domain.chaptering import BY_PLAN, BY_SECTIONS, chapters_of
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.plan_file import load_plan

PLANS = Path(__file__).parents[3] / "resources" / "plans"
PLAN = load_plan((PLANS / "zhenjiang-2018.toml").read_text("utf-8"))
BOARD = Board((OwnChapter("甲", ("a", "b")), OwnChapter("乙", ("c",))), ("d",))


@pytest.mark.parametrize("choice", [BY_PLAN, BY_SECTIONS])
def test_a_ready_choice_is_known_again(choice: str) -> None:
    board = boards.board_of(PLAN, choice)
    assert not board.out
    assert boards.choice_of(PLAN, board) == choice


def test_a_board_of_ones_own_is_stored_as_lines_that_read_back() -> None:
    board = boards.moved_to(boards.board_of(PLAN, BY_PLAN), ["S3-01", "S3-02"], to=0)
    choice = boards.choice_of(PLAN, board)
    assert "S1-12 S3-01 S3-02" in choice
    found = chapters_of(PLAN, choice)
    assert [s.key for s in found[0].sentences][-2:] == ["S3-01", "S3-02"]
    assert boards.board_of(PLAN, choice) == board


def test_chapters_are_made_renamed_moved_and_removed() -> None:
    board = boards.with_chapter(BOARD, " 丙 丁 ", behind=0)
    assert [one.title for one in board.chapters] == ["甲", "丙 丁", "乙"]
    board = boards.renamed(board, 1, title="丙")
    board = boards.chapter_stepped(board, 1, by=1)
    assert [one.title for one in board.chapters] == ["甲", "乙", "丙"]
    assert boards.chapter_stepped(board, 2, by=1) == board
    assert boards.chapter_stepped(board, 0, by=-1) == board
    board = boards.without_chapter(board, 0)
    assert board == Board((OwnChapter("乙", ("c",)), OwnChapter("丙")), ("d", "a", "b"))


def test_sentences_step_within_a_chapter_and_over_its_edge() -> None:
    board = boards.sentence_stepped(BOARD, "a", by=1)
    assert board.chapters[0].keys == ("b", "a")
    board = boards.sentence_stepped(board, "a", by=1)
    assert board == Board((OwnChapter("甲", ("b",)), OwnChapter("乙", ("a", "c"))), ("d",))
    assert boards.sentence_stepped(board, "a", by=-1).chapters[0].keys == ("b", "a")
    assert boards.sentence_stepped(board, "c", by=1) == board
    assert boards.sentence_stepped(board, "b", by=-1) == board
    assert boards.sentence_stepped(board, "d", by=1) == board


def test_sentences_are_moved_between_chapters_and_out_of_all() -> None:
    board = boards.moved_to(BOARD, ["a", "d"], to=1)
    assert board == Board((OwnChapter("甲", ("b",)), OwnChapter("乙", ("c", "a", "d"))))
    board = boards.moved_to(board, ["a", "c"], to=OUT)
    assert board == Board((OwnChapter("甲", ("b",)), OwnChapter("乙", ("d",))), ("a", "c"))
    assert boards.moved_to(board, ["d"], to=1) == board


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("  ", "标题是空的"),
        ("养老：更好", "不能有冒号"),
        ("养老:更好", "不能有冒号"),
        ("乙", "已经有一章叫“乙”"),
        ("长" * 41, "有41个字，最多40个"),
    ],
)
def test_a_title_that_can_not_stand_is_refused(title: str, said: str) -> None:
    with pytest.raises(WriteRefusedError) as caught:
        boards.renamed(BOARD, 0, title=title)
    assert said in str(caught.value)
    with pytest.raises(WriteRefusedError):
        boards.with_chapter(BOARD, title, behind=1)


def test_a_chapters_own_title_may_stay() -> None:
    assert boards.renamed(BOARD, 1, title="乙") == BOARD


def test_what_can_not_be_stored_is_refused() -> None:
    empty = boards.with_chapter(boards.board_of(PLAN, BY_PLAN), "亮点", behind=0)
    with pytest.raises(WriteRefusedError, match="“亮点”里还没有句子"):
        boards.choice_of(PLAN, empty)
    with pytest.raises(WriteRefusedError, match="一章也没有"):
        boards.choice_of(PLAN, Board(()))


def test_a_sentence_is_told_with_its_item_and_indicators() -> None:
    about = boards.sentences_about(PLAN)
    assert about["S3-04"].about == "第8项：" + "、".join(
        PLAN.indicator(code).name for code in ("I08-09", "I08-08")
    )
    assert about["S3-04"].words == "目前共有在运营老年人助餐点…，连锁品牌型社区养老服务组织…。"
    assert about["S2-08"].words == "防灾减灾“六个一”活动全部开展。"
    assert about["S1-03"].words == "（照填报的文字写）"
    ahead = [s.key for c in PLAN.chapters for s in c.sentences if s.opening]
    assert [key for key, one in about.items() if one.words.endswith("（写在开头）")] == ahead
    assert len(about) == sum(len(chapter.sentences) for chapter in PLAN.chapters)
