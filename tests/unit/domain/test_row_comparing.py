"""What fields of a row say of each other: the order of dates."""

from dataclasses import replace

import pytest

from zjmz_desktop.domain.plan_registers import Register, RegisterCheck, RegisterField
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.row_comparing import check_together
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import Value

ORDER = RegisterCheck("K1", "error", ("from_on",), "<=", ("to_on",))
LASTS = RegisterCheck("K2", "warning", ("to_on",), ">=", right_day="period_end")
BOOK = Register(
    code="book",
    name="合同",
    measure_word="份",
    filled_by=Level.TOWN,
    confirmed_by=None,
    unique_by=(),
    personal=False,
    states={},
    ended_states=(),
    merged_state="",
    own_fields=(
        RegisterField("name", "名称", "text"),
        RegisterField("from_on", "合同起", "date"),
        RegisterField("to_on", "合同止", "date"),
    ),
    checks=(ORDER, LASTS),
)


def said(day: str = "", **dates: str) -> list[str]:
    fields = {code: Value(on=on) for code, on in dates.items()}
    row = Row("1" * 32, "book", "321112001000", fields)
    return [problem.message for problem in check_together(row, BOOK, day=day)]


def test_an_end_before_its_beginning() -> None:
    found = said(from_on="2018-05-02", to_on="2018-05-01")
    assert found == ["合同起2018-05-02，晚于合同止2018-05-01。"]
    assert said(from_on="2018-05-01", to_on="2018-05-01") == []


@pytest.mark.parametrize(
    ("start", "end"), [("2018-05", "2018-05-01"), ("2018-05-31", "2018-05"), ("2018-05-31", "")]
)
def test_a_month_alone_is_compared_as_far_as_it_goes(start: str, end: str) -> None:
    assert said(from_on=start, to_on=end) == []


def test_what_has_run_out_by_the_periods_end() -> None:
    assert said("2018-06-30", to_on="2018-06-29") == ["合同止2018-06-29，早于报告期末2018-06-30。"]
    assert said("2018-06-30", to_on="2018-06-30") == []
    assert said("2018-06-30", to_on="2018-06") == []
    assert said("", to_on="2001-01-01") == []


def test_severity_and_place() -> None:
    row = Row("1" * 32, "book", "321112001000", {"to_on": Value(on="2018-01-01")})
    (problem,) = check_together(row, BOOK, day="2018-06-30")
    assert (problem.severity.value, problem.code, problem.part) == ("warning", "K2", "to_on")
    empty = replace(BOOK, checks=())
    assert list(check_together(row, empty, day="2018-06-30")) == []
