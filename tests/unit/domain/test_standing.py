"""Where a form and a month stand, in words, and the ways on."""

import pytest

from zjmz_desktop.domain.onward import Onward
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.standing import form_standing, month_words, ways_on
from zjmz_desktop.domain.submissions import Stage


@pytest.mark.parametrize(
    ("month", "cell", "recallable", "words", "tone"),
    [
        (Stage.NOT_REPORTED, CellStage.WAITING, False, "", "plain"),
        (Stage.SUBMITTED, CellStage.WAITING, True, "已上报（第2版） · 可撤回", "brand"),
        (Stage.SUBMITTED, CellStage.WAITING, False, "已上报（第2版）", "brand"),
        (Stage.SUBMITTED, CellStage.ACCEPTED, False, "已接收", "good"),
        (Stage.SUBMITTED, CellStage.RETURNED, True, "退改", "bad"),
        (Stage.SUBMITTED, CellStage.ANSWERED, True, "已答复，未重新上报", "warn"),
        (Stage.SUBMITTED, CellStage.CHANGED, False, "改动待复核", "warn"),
        (Stage.RECALLED, CellStage.WAITING, False, "已撤回", "warn"),
        (Stage.REOPENED, CellStage.WAITING, False, "例外重开", "warn"),
    ],
)
def test_a_form_says_where_it_stands(
    month: Stage, cell: CellStage, recallable: bool, words: str, tone: str
) -> None:
    found = form_standing(month, cell, version=2, recallable=recallable)
    assert (found.words, found.tone) == (words, tone)


def test_the_ways_on_hang_on_what_was_accepted_and_what_is_blank() -> None:
    assert ways_on(recallable=True, blank=False) == (Onward.RECALL,)
    assert ways_on(recallable=True, blank=True) == (Onward.RECALL, Onward.LATE)
    assert ways_on(recallable=False, blank=False) == (Onward.CORRECT,)
    assert ways_on(recallable=False, blank=True) == (Onward.LATE,)


@pytest.mark.parametrize(
    ("stage", "returned", "changed", "words"),
    [
        (Stage.NOT_REPORTED, 0, 0, ""),
        (Stage.SUBMITTED, 0, 0, "已上报（第3版）"),
        (Stage.RETURNED, 2, 0, "退改2处"),
        (Stage.RETURNED, 0, 0, "退改"),
        (Stage.CHANGED, 0, 1, "改动待复核1处"),
        (Stage.ACCEPTED, 0, 0, "已接收"),
        (Stage.RECALLED, 0, 0, "已撤回"),
    ],
)
def test_a_month_says_where_it_stands(
    stage: Stage, returned: int, changed: int, words: str
) -> None:
    assert month_words(stage, version=3, returned=returned, changed=changed) == words
