"""One word for each unit's month, by the day on which it came in."""

from datetime import date

import pytest

from zjmz_desktop.domain.reporting_status import Received, Reported, open_below
from zjmz_desktop.domain.submissions import Stage

DUE, TODAY = date(2018, 7, 5), date(2018, 7, 9)


@pytest.mark.parametrize(
    ("stage", "received", "state", "words"),
    [
        (Stage.NOT_REPORTED, None, Reported.MISSING, "未报，已超4天"),
        (Stage.RECALLED, None, Reported.MISSING, "未报（已撤回），已超4天"),
        (Stage.RECALLED, "2018-07-05", Reported.MISSING, "未报（已撤回），未到期"),
        (Stage.SUBMITTED, None, Reported.MISSING, "未报，已超4天"),  # its day came to nobody here
        (Stage.SUBMITTED, "2018-07-05", Reported.ON_TIME, "按时"),
        (Stage.SUBMITTED, "2018-07-06", Reported.LATE, "迟报1天"),
        (Stage.CHANGED, "2018-07-04", Reported.ON_TIME, "改动待复核"),
        (Stage.CHANGED, "2018-07-08", Reported.LATE, "迟报3天"),
        (Stage.RETURNED, "2018-07-06", Reported.RETURNED, "退改（迟报1天）"),
        (Stage.REOPENED, "2018-07-01", Reported.RETURNED, "例外重开"),
        (Stage.ACCEPTED, "2018-07-05", Reported.ACCEPTED, "已接收"),
        (Stage.ACCEPTED, "2018-07-07", Reported.ACCEPTED, "已接收（迟报2天）"),
    ],
)
def test_a_month_in_one_word(
    stage: Stage, received: str | None, state: Reported, words: str
) -> None:
    on = date.fromisoformat(received) if received else None
    found = Received(stage, DUE, on)
    assert found.state is state
    assert found.words(TODAY) == words
    assert found.late is (on is not None and on > DUE)


def test_what_is_not_due_yet_says_so() -> None:
    assert Received(Stage.NOT_REPORTED, DUE, None).words(DUE) == "未报，未到期"


def test_what_is_open_below_is_told_by_what_is_to_be_done() -> None:
    months = {
        "甲镇": Reported.ACCEPTED,
        "乙镇": Reported.MISSING,
        "丙镇": Reported.LATE,
        "丁镇": Reported.RETURNED,
        "戊镇": Reported.ON_TIME,
    }
    assert open_below(months) == (
        "还没有上报：乙镇。",
        "已退改、还没有改报：丁镇。",
        "还没有审核完：丙镇、戊镇。",
    )
    assert open_below({"甲镇": Reported.ACCEPTED}) == ()
    many = {f"第{n}镇": Reported.MISSING for n in range(11)}
    assert open_below(many) == ("还没有上报：第0镇、第1镇、第2镇等11个单位。",)
