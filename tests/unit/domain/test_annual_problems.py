"""A 签发稿 says of no late task that its reason is 待补充."""

import pytest
from test_annual import LATE, data

from zjmz_desktop.domain.annual_problems import (
    UnexplainedError,
    problems_told,
    refuse_unexplained,
)


def test_a_final_waits_for_the_reason_of_each_late_task() -> None:
    late = data(LATE)
    names = tuple(one.name for one, _ in late.late)
    assert len(names) > 1
    with pytest.raises(UnexplainedError) as caught:
        refuse_unexplained(late)
    assert caught.value.names == names
    told = f"还有{len(names)}项落后的任务没有写原因，不能出签发稿：{'、'.join(names)}。"
    assert caught.value.message.startswith(told)
    assert "写上情况说明" in caught.value.message


def test_what_is_explained_is_not_named() -> None:
    found = data(LATE).late
    explained = {(one.code, data().unit.id): "场地未落实。" for one, _ in found[1:]}
    with pytest.raises(UnexplainedError) as caught:
        refuse_unexplained(data(LATE, notes=explained))
    assert caught.value.names == (found[0][0].name,)
    refuse_unexplained(
        data(LATE, notes=explained | {(found[0][0].code, data().unit.id): "正在建设。"})
    )


def test_where_nothing_is_late_nothing_is_asked() -> None:
    refuse_unexplained(data())


def test_questions_are_counted_of_the_tasks_that_count_as_asked() -> None:
    told = dict(problems_told(data(open_questions=("Q08-2",))))
    assert "1项可考核任务的统计口径尚待市局确认" in told["problem-questions"]
    unallocated = data(open_questions=("Q08-2",), targets={})
    assert "problem-questions" not in dict(problems_told(unallocated))
