"""Where a unit's month stands, and what may be written in it."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.reviews import CellStage, Head
from zjmz_desktop.domain.revisions import WRITERS, Cell
from zjmz_desktop.domain.submissions import (
    OF_FIGURE,
    SUBMITTED_PARTS,
    UNTIL,
    MonthActs,
    Stage,
    Standing,
    Until,
    closing_refusal,
    is_of_figure,
    recall_refusal,
    refusal,
    report_month,
    stage_of,
    submitting_refusal,
    to_review,
    until_of,
)
from zjmz_desktop.domain.values import BLANK, Value, number
from zjmz_desktop.service.context import read_plan_named

FIRST, SECOND, CLOSING = "1" * 32, "2" * 32, "9" * 32
SUBMIT = Head(FIRST, "submitted", frozenset({"f" * 32}))
AGAIN = Head(SECOND, "submitted")


def act(text: str, *named: str) -> Head:
    return Head("e" * 32, text, frozenset(named))


W, A, R, N, S, C, B = (
    CellStage.WAITING,
    CellStage.ACCEPTED,
    CellStage.RETURNED,
    CellStage.ANSWERED,
    CellStage.RESUBMITTED,
    CellStage.CHANGED,
    CellStage.BLANK,
)
_ACCEPT, _RETURN = act("accepted", FIRST), act("returned", FIRST)


@pytest.mark.parametrize(
    ("acts", "cells", "stage"),
    [
        (MonthActs(), (W,), Stage.NOT_REPORTED),
        (MonthActs(SUBMIT), (W, A, B), Stage.SUBMITTED),
        (MonthActs(SUBMIT), (A, A, B), Stage.ACCEPTED),
        (MonthActs(SUBMIT), (A, C), Stage.CHANGED),
        (MonthActs(SUBMIT), (A, R), Stage.RETURNED),
        (MonthActs(SUBMIT), (A, N), Stage.RETURNED),
        (MonthActs(SUBMIT), (A, S), Stage.SUBMITTED),
        (MonthActs(SUBMIT), (B,), Stage.SUBMITTED),
        (MonthActs(SUBMIT, _ACCEPT), (B,), Stage.ACCEPTED),
        (MonthActs(SUBMIT, _ACCEPT), (A, W), Stage.CHANGED),  # 补报 since
        (MonthActs(SUBMIT, _RETURN), (A, A), Stage.RETURNED),
        (MonthActs(AGAIN, _RETURN), (A, W), Stage.SUBMITTED),  # that return was for the first
        (MonthActs(AGAIN, _ACCEPT), (A, W), Stage.SUBMITTED),
        (MonthActs(act("recalled", FIRST)), (W,), Stage.RECALLED),
        (MonthActs(SUBMIT, _ACCEPT, None, act("reopened", FIRST)), (A,), Stage.REOPENED),
        (MonthActs(AGAIN, None, None, act("reopened", FIRST)), (W,), Stage.SUBMITTED),
    ],
)
def test_a_month_stands_by_what_names_what(
    acts: MonthActs, cells: tuple[CellStage, ...], stage: Stage
) -> None:
    assert stage_of(acts, cells) is stage


def test_a_submission_stands_until_recalled_returned_or_reopened() -> None:
    assert MonthActs(SUBMIT).stands
    assert MonthActs(SUBMIT, _ACCEPT).stands
    gone = (
        MonthActs(),
        MonthActs(act("recalled", FIRST)),
        MonthActs(SUBMIT, _RETURN),
        MonthActs(SUBMIT, reopen=act("reopened", FIRST)),
    )
    assert not any(acts.stands for acts in gone)
    assert [to_review(acts, (W, S, C, A, R, N, B)) for acts in gone] == [0, 0, 0, 0]
    assert to_review(MonthActs(SUBMIT), (W, S, C, A, R, N, B)) == 3


def test_a_closed_year_is_closed_until_that_closing_is_reopened() -> None:
    closing = Head(CLOSING, "closed")
    assert MonthActs(close=closing).closed
    assert not MonthActs(close=closing, reopen=act("reopened", CLOSING)).closed
    assert MonthActs(close=closing, reopen=act("reopened", FIRST)).closed
    assert not MonthActs(close=Head(CLOSING, "nonsense")).closed


def test_each_part_that_the_unit_writes_has_its_lock() -> None:
    free = {"sentence", "order", "chapters", "letter", "submit", "close"}
    own = {part for part, writer in WRITERS.items() if writer == "own"} - free
    assert set(UNTIL) == own
    assert set(OF_FIGURE) <= set(SUBMITTED_PARTS) <= set(UNTIL)
    said = {part for part, until in UNTIL.items() if until is Until.SUBMITTED}
    assert said | {"opening", "step", "decision", "answer"} == set(SUBMITTED_PARTS)


@pytest.mark.parametrize(
    ("cell", "until"),
    [
        (Cell("I06-02", "u", "value", 2018, "2018M06"), Until.SUBMITTED),
        (Cell("I06-02", "u", "check/K1", 2018, "2018M06"), Until.SUBMITTED),
        (Cell("I06-02", "u", "flash", 2018, "2018M12"), Until.CLOSED),
        (Cell("I06-02", "u", "step/s1", 2018, "2018"), Until.CLOSED),
        (Cell("I06-02", "u", "value", 2018, "2017M06"), Until.CLOSED),  # 上年同期
        (Cell("I06-02", "u", "adopted", 2018, "2018M06"), None),
        (Cell("I06-02", "u", "proxy", 2018, "2018M06"), None),
        (Cell("I06-02", "u", "proxy", 2018, "2017M06"), None),
        (Cell("I06-02", "u", "evidence/x", 2018, "2018M06"), Until.CLOSED),  # it may come later
        (Cell("canteen", "u", "evidence/x", 2018, row="0" * 32), None),
        (Cell("canteen", "u", "name", row="0" * 32), None),
        (Cell("paper/summary", "u", "sentence/x", 2018, "2018M11"), None),
        (Cell("submission", "u", "answer", 2018, "2018M06"), None),
    ],
)
def test_until_when_a_cell_is_writable(cell: Cell, until: Until | None) -> None:
    assert until_of(cell) is until


def standing(*, blank: bool = False, recallable: bool = False) -> Standing:
    return Standing("高资街道", month(2018, 6), blank, recallable)


@pytest.mark.parametrize(("blank", "recallable"), list(product((True, False), repeat=2)))
def test_a_plain_write_is_told_how_to_go_on(blank: bool, recallable: bool) -> None:
    for one in (None, "undo", "same_as_last", "settle"):
        words = refusal(standing(blank=blank, recallable=recallable), act=one, note="x")
        assert ("先撤回" in words) is recallable
        assert ("用更正" in words) is not recallable
        assert "补报" in words


@pytest.mark.parametrize(
    ("act_", "note", "blank", "recallable", "word"),
    [
        ("late", None, True, True, ""),
        ("late", None, True, False, ""),
        ("late", None, False, False, "不是补报"),
        ("correction", "笔误", False, False, ""),
        ("correction", None, False, False, "写明原因"),
        ("correction", "笔误", True, False, "不是更正"),
        ("correction", "笔误", False, True, "先撤回"),
    ],
)
def test_late_and_correction_are_acts_of_their_own(
    act_: str, note: str | None, blank: bool, recallable: bool, word: str
) -> None:
    words = refusal(standing(blank=blank, recallable=recallable), act=act_, note=note)
    assert bool(words) == bool(word)
    assert word in words


def test_the_sentences_say_who_can_help() -> None:
    assert "丹徒区民政局例外重开" in closing_refusal("高资街道", 2018, superior="丹徒区民政局")
    assert "没有上级，不能重开" in closing_refusal("镇江市", 2018, superior="")
    assert "不用撤回" in recall_refusal("高资街道", "2018年6月", stands=False)
    assert "更正" in recall_refusal("高资街道", "2018年6月", stands=True)
    told = submitting_refusal("6月", errors=1, unreasoned=2, unanswered=["甲"], first="甲错。")
    assert told == (
        "6月还不能上报：有1处强制性问题，有2处核实性问题没有写审核说明，退改的“甲”还没有答复。"
        "第一处：甲错。"
    )
    assert submitting_refusal("6月", errors=0, unreasoned=0, unanswered=(), first="") == ""


@pytest.fixture(scope="module")
def early() -> Indicator:
    """A figure of the year that is due in April."""
    plan = read_plan_named("zhenjiang-2018")
    return next(i for i in plan.indicators if i.due_months == (4,))


def test_a_figure_is_reported_in_the_month_in_which_it_is_due(early: Indicator) -> None:
    assert report_month(parse_period("2018"), early) == month(2018, 4)
    assert report_month(parse_period("2018Q2"), None) == month(2018, 6)
    twice = replace(early, due_months=(4, 9))
    assert report_month(parse_period("2018"), twice) == month(2018, 9)


def test_a_later_step_is_not_of_an_earlier_month() -> None:
    by = date(2018, 6, 30)
    assert is_of_figure("step/s1", Value(text="done", on="2018-06-30"), by=by)
    assert not is_of_figure("step/s1", Value(text="done", on="2018-07-01"), by=by)
    assert not is_of_figure("step/s1", Value(text="in_progress"), by=by)
    assert is_of_figure("decision", Value(text="named", on="2018-06-30"), by=by)
    assert is_of_figure("opening", number(3), by=by)
    assert not is_of_figure("value", BLANK, by=by)
    assert not is_of_figure("note", Value(text="说明"), by=by)
