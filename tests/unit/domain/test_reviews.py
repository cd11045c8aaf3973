"""Where a figure stands with its reviewer follows from what names what, without a clock."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.reviews import (
    CellStage,
    Figured,
    Head,
    ReturnNote,
    cell_stage,
    due_refusal,
    not_acceptable,
    read_return,
    same_filler,
)

A, B, REVIEW, ANSWER = "a" * 32, "b" * 32, "c" * 32, "d" * 32
HEADS = frozenset({A})
NOTHING: frozenset[str] = frozenset()


def accepted(*heads: str) -> Head:
    return Head(REVIEW, "accepted", frozenset(heads))


RETURN = Head(REVIEW, "returned", HEADS)
REPLY = Head(ANSWER, "已核对", frozenset({REVIEW}))


@pytest.mark.parametrize(
    ("figured", "submitted", "stage"),
    [
        (Figured(), NOTHING, CellStage.BLANK),
        (Figured(HEADS), NOTHING, CellStage.WAITING),
        (Figured(HEADS, accepted(A)), NOTHING, CellStage.ACCEPTED),
        (Figured(frozenset({B}), accepted(A)), NOTHING, CellStage.CHANGED),
        (Figured(frozenset({A, B}), accepted(A)), NOTHING, CellStage.CHANGED),
        (Figured(NOTHING, accepted(A)), NOTHING, CellStage.CHANGED),  # cleared since
        (Figured(HEADS, accepted(A), unsettled=True), NOTHING, CellStage.CHANGED),
        (Figured(HEADS, RETURN), HEADS, CellStage.RETURNED),
        (Figured(frozenset({B}), RETURN), NOTHING, CellStage.RETURNED),  # changed: no answer yet
        (Figured(HEADS, RETURN, REPLY), HEADS, CellStage.ANSWERED),
        (Figured(HEADS, RETURN, REPLY), frozenset({A, ANSWER}), CellStage.RESUBMITTED),
        # an answer to an earlier return answers nothing
        (Figured(HEADS, RETURN, Head(ANSWER, "旧", frozenset({B}))), NOTHING, CellStage.RETURNED),
    ],
)
def test_a_figure_stands_by_what_names_what(
    figured: Figured, submitted: frozenset[str], stage: CellStage
) -> None:
    assert cell_stage(figured, submitted=submitted) is stage


def test_only_what_is_returned_and_not_submitted_again_is_open() -> None:
    assert [stage for stage in CellStage if stage.open] == [CellStage.RETURNED, CellStage.ANSWERED]
    assert len({stage.words for stage in CellStage}) == len(CellStage)


_line = st.text("数字不对，。：电话0123456789", min_size=1).filter(str.strip)


@given(
    st.lists(_line.filter(lambda t: not t.startswith(("联系电话：", "改报期限："))), min_size=1),
    st.one_of(st.just(""), _line),
    st.sampled_from(("", "2018-07-10")),
)
def test_a_return_reads_back_as_it_was_written(lines: list[str], phone: str, due: str) -> None:
    why = ReturnNote("\n".join(lines), phone, due)
    assert read_return(why.line) == why


def test_a_note_without_labels_is_the_reason() -> None:
    assert read_return("与台账不符") == ReturnNote("与台账不符")
    assert read_return("改报期限：明天") == ReturnNote("改报期限：明天")


@pytest.mark.parametrize(
    ("stage", "submitted", "unsettled", "word"),
    [
        (CellStage.BLANK, True, False, "没有填数"),
        (CellStage.WAITING, False, False, "还没有上报"),
        (CellStage.WAITING, True, True, "不一致"),
        (CellStage.RETURNED, True, False, "已退改"),
        (CellStage.ANSWERED, True, False, "已退改"),
        (CellStage.WAITING, True, False, ""),
        (CellStage.CHANGED, True, False, ""),
        (CellStage.RESUBMITTED, True, False, ""),
    ],
)
def test_why_a_figure_cannot_be_accepted(
    stage: CellStage, submitted: bool, unsettled: bool, word: str
) -> None:
    words = not_acceptable("助餐点", stage=stage, unsettled=unsettled, submitted=submitted)
    assert bool(words) == bool(word)
    assert word in words


def test_the_filler_is_told_to_fetch_a_second_person() -> None:
    words = same_filler(["助餐点"], user="张三", office="丹徒区民政局")
    assert "张三" in words
    assert "第二人" in words


@pytest.mark.parametrize(
    ("due", "says"),
    [
        ("", ""),
        ("2018-07-03", ""),
        ("2019-07-04", ""),
        ("2018-07-02", "已经过了"),
        ("2018-07", "没有写到哪一天。请写成年月日，例如2018-07-06"),
        ("2019-07-05", "超过一年。请核对年份"),
        ("9999-12-31", "超过一年"),
    ],
)
def test_a_day_to_mend_by_is_a_whole_day_within_a_year(due: str, says: str) -> None:
    found = due_refusal(due, today=date(2018, 7, 3))
    assert says in found
    assert bool(found) == bool(says)
