"""审核: what is wrong with a unit's month, and nothing where nothing is entered."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.service import entering, registering
from zjmz_desktop.service.checking import check_unit, problems_of
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt

GAOZI = "321112001000"
MAY, JUNE = month(2018, 5), month(2018, 6)
PARTS = {"I06-04": "20", "I06-05": "5", "I06-06": "3", "I06-07": "2"}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "镇", GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


def put(office: Office, code: str, typed: str, *, part: str = "value", month: int = 6) -> None:
    at = FieldAt(code, GAOZI, MAY if month == 5 else JUNE, part)
    entering.save_field(office, at, typed=typed)


def found(office: Office) -> dict[tuple[str, str], Problem]:
    problems = check_unit(office, GAOZI, month_shown=JUNE)
    return {(one.indicator, one.code): one for one in problems}


def test_nothing_is_wrong_where_nothing_is_entered(town: Office) -> None:
    assert found(town) == {}


def test_a_sum_that_does_not_add_up_is_an_error_until_it_does(town: Office) -> None:
    for code, typed in PARTS.items():
        put(town, code, typed)
    put(town, "I06-02", "31")
    assert found(town)["I06-02", "K1"].severity is Severity.ERROR
    put(town, "I06-02", "30")
    assert ("I06-02", "K1") not in found(town)


def test_a_jump_is_a_warning_and_keeps_its_reason(town: Office) -> None:
    put(town, "I06-03", "10", month=5)
    put(town, "I06-03", "40")
    jump = found(town)["I06-03", "K1"]
    assert (jump.severity, jump.reason) == (Severity.WARNING, "")
    name = town.plan.indicator("I06-03").name
    assert jump.message.count(name) == 1
    (alone,) = problems_of(town, town.plan.indicator("I06-03"), unit=town.unit, period=JUNE)
    assert jump.message == f"{name}：{alone.message}"
    put(town, "I06-03", "台风后集中救助", part="check/K1")
    assert found(town)["I06-03", "K1"].reason == "台风后集中救助"
    put(town, "I06-03", "11")
    assert ("I06-03", "K1") not in found(town)


def test_refused_typing_stands_as_an_error(town: Office) -> None:
    put(town, "I06-02", "约12")
    problem = found(town)["I06-02", "draft"]
    assert problem.severity is Severity.ERROR
    assert "请填具体数" in problem.message
    put(town, "I06-02", "12")
    assert ("I06-02", "draft") not in found(town)


def test_an_impossible_pair_is_one_problem_whichever_half_was_typed_last(town: Office) -> None:
    put(town, "I05-01", "8", part="value/n")
    put(town, "I05-01", "10", part="value/d")
    for part, typed in (("value/n", "12"), ("value/d", "11")):
        put(town, "I05-01", typed, part=part)
    (problem,) = check_unit(town, GAOZI, month_shown=JUNE)
    assert "已兜底保障人数12，大于应兜底保障对象人数1" in problem.message
    for part in ("value/n", "value/d"):
        put(town, "I05-01", "约5", part=part)
    both = check_unit(town, GAOZI, month_shown=JUNE)
    assert sorted(one.part for one in both) == ["value/d", "value/n"]
    assert all(one.message.startswith("兜底保障率：“约5”") for one in both)


def test_rows_are_checked_with_the_month(town: Office) -> None:
    row = {"name": "示例中心", "usable_area_m2": "600", "floor_area_m2": "500"}
    registering.add_row(town, "day_care", typed=row)
    problems = [p for p in check_unit(town, GAOZI, month_shown=JUNE) if p.row]
    assert any(p.severity is Severity.ERROR and p.code == "K1" for p in problems)
    assert {p.register for p in problems} == {"day_care"}
