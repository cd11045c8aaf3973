"""Steps of a milestone: what is refused, what is asked about, and when a month's form is filled."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import Period, PeriodType, month
from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.service import entering, forms
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt, StepTyped, UnitPeriod
from zjmz_desktop.service.listing import month_list
from zjmz_desktop.service.views import FormView

DANTU, CODE = "321112000000", "I22-03"
YEAR = Period(2018, 12, PeriodType.YEAR)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "区", DANTU, clock=lambda: datetime(2019, 1, 9, tzinfo=UTC))
    ) as found:
        yield found


def steps(office: Office) -> list[str]:
    return [step.code for step in office.plan.indicator(CODE).steps]


def tell(office: Office, step: str, *typed: str) -> str:
    at = FieldAt(CODE, DANTU, Period(2018, 12, PeriodType.QUARTER), f"step/{step}")
    saved = entering.save_step(office, at, typed=StepTyped(*typed))
    return "" if saved.changes else saved.shown


def refusal(office: Office, step: str, *typed: str) -> str:
    assert tell(office, step, *typed)
    field = next(f for f in form(office).fields if f.part == f"step/{step}")
    return field.error


def form(office: Office, number: int = 12) -> FormView:
    return forms.form(office, CODE, at=UnitPeriod(DANTU, month(2018, number)))


def status(office: Office, number: int) -> str:
    found = month_list(office, UnitPeriod(DANTU, month(2018, number)), query=CODE)
    return found.sections[0].items[0].indicators[0].status


@pytest.mark.parametrize("typed", [("not_started", "2018-05-01"), ("not_started", "", "1号")])
def test_what_was_not_begun_has_no_day_and_no_document(
    office: Office, typed: tuple[str, ...]
) -> None:
    said = refusal(office, steps(office)[0], *typed)
    assert "未启动" in said
    assert "请清空日期和文号" in said
    assert not tell(office, steps(office)[0], "not_started")


@pytest.mark.parametrize("on", ["2019-05-01", "2019-01-10", "2019-02"])
def test_a_day_that_is_still_to_come_is_refused(office: Office, on: str) -> None:
    assert "在今天（2019-01-09）之后" in refusal(office, steps(office)[0], "done", on)


@pytest.mark.parametrize("on", ["2019-01-09", "2019-01", "2018-12-31", "2018-02-01"])
def test_today_and_this_month_are_not(office: Office, on: str) -> None:
    assert not tell(office, steps(office)[0], "done", on)


def test_a_day_of_another_year_is_asked_about_until_the_reason_is_given(office: Office) -> None:
    first = steps(office)[0]
    tell(office, first, "done", "2019-01-08")
    (problem,) = check_unit(office, DANTU, month_shown=month(2018, 12))
    assert problem.severity is Severity.WARNING
    assert "2019-01-08不在2018年内" in problem.message
    (reason,) = form(office).reasons
    period = form(office).period
    at = FieldAt(CODE, DANTU, period, reason.part)
    entering.save_field(office, at, typed="上年批准延期到1月")
    (problem,) = check_unit(office, DANTU, month_shown=month(2018, 12))
    assert problem.reason == "上年批准延期到1月"
    tell(office, first, "done", "2018-12-08")
    assert check_unit(office, DANTU, month_shown=month(2018, 12)) == ()


def test_a_form_of_steps_is_filled_when_each_that_is_due_is_told(office: Office) -> None:
    """The steps of 示范创建 are due one after another; December has them all."""
    assert status(office, 12) == "blank"
    first, *rest = steps(office)
    tell(office, first, "done", "2018-06-18")
    found = form(office)
    assert status(office, 12) == "part"
    assert (found.filled, len(found.untold)) == (False, len(rest))
    for step in rest:
        tell(office, step, "not_started")
    assert status(office, 12) == "filled"
    assert (form(office).filled, form(office).untold) == (True, ())


def test_what_does_not_apply_needs_no_step(office: Office) -> None:
    entering.save_state(office, FieldAt(CODE, DANTU, YEAR, "value"), state="not_applicable")
    assert form(office).untold == ()
    assert status(office, 12) == "filled"
