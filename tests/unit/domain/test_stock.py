"""Stock and what came and went: it always adds up, and each row is told by its dated states."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import Row, is_ended, state_on
from zjmz_desktop.domain.stock import Movement, Span, movement
from zjmz_desktop.domain.units import Level

STATES = {"building": "在建", "running": "运营", "closed": "关闭", "merged": "并入"}
REGISTER = Register(
    code="canteen",
    name="助餐点",
    measure_word="个",
    filled_by=Level.TOWN,
    confirmed_by=None,
    unique_by=(),
    personal=False,
    states=STATES,
    ended_states=("closed",),
    merged_state="merged",
    own_fields=(),
    checks=(),
)
YEAR = Span(date(2018, 1, 1), date(2018, 12, 31))


def row(*states: tuple[str, str]) -> Row:
    return Row("a" * 32, "canteen", "321112001000", {}, states)


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ((), Movement(undated=1)),
        ((("2017-05-01", "running"),), Movement(1, by_state={"running": 1})),
        ((("2018-01-01", "running"),), Movement(added=1, by_state={"running": 1})),
        ((("2018-12-31", "running"),), Movement(added=1, by_state={"running": 1})),
        ((("2019-01-01", "running"),), Movement()),
        ((("2017-05-01", "running"), ("2018-10-15", "closed")), Movement(1, ended=1)),
        ((("2017-05-01", "running"), ("2018-10-15", "merged")), Movement(1, merged=1)),
        ((("2018-02-01", "running"), ("2018-10-15", "closed")), Movement(added=1, ended=1)),
        (
            (("2018-10-15", "running"), ("2018-02-01", "building")),
            Movement(added=1, by_state={"running": 1}),
        ),
        (
            (("2017-05-01", "closed"), ("2018-03-01", "running")),
            Movement(added=1, by_state={"running": 1}),
        ),
    ],
)
def test_one_row(states: tuple[tuple[str, str], ...], wanted: Movement) -> None:
    assert movement([row(*states)], REGISTER, span=YEAR) == wanted


DAYS = st.dates(date(2017, 6, 1), date(2019, 6, 1)).map(date.isoformat)
HISTORIES = st.lists(
    st.tuples(DAYS, st.sampled_from(list(STATES))), max_size=6, unique_by=lambda one: one[0]
)


@given(st.lists(HISTORIES, max_size=6))
def test_it_adds_up(histories: list[list[tuple[str, str]]]) -> None:
    rows = [row(*history) for history in histories]
    found = movement(rows, REGISTER, span=YEAR)

    def standing(day: date) -> int:
        return sum(bool(state_on(r, day)) and not is_ended(r, REGISTER, day=day) for r in rows)

    assert found.opening == standing(YEAR.first - timedelta(1))
    assert found.closing == standing(YEAR.last)
    assert found.closing == sum(found.by_state.values())


@given(st.lists(HISTORIES, max_size=5), st.lists(HISTORIES, max_size=5))
def test_units_add_up(
    some: list[list[tuple[str, str]]], others: list[list[tuple[str, str]]]
) -> None:
    first = movement([row(*one) for one in some], REGISTER, span=YEAR)
    second = movement([row(*one) for one in others], REGISTER, span=YEAR)
    whole = movement([row(*one) for one in [*some, *others]], REGISTER, span=YEAR)
    assert first + second == whole


@given(st.lists(HISTORIES, max_size=5), st.integers(1, 11))
def test_spans_follow_on_each_other(histories: list[list[tuple[str, str]]], at: int) -> None:
    rows = [row(*history) for history in histories]
    cut = date(2018, at, 20)
    early = movement(rows, REGISTER, span=Span(YEAR.first, cut))
    late = movement(rows, REGISTER, span=Span(cut + timedelta(1), YEAR.last))
    assert early.closing == late.opening


def test_only_what_is_given_counts() -> None:
    closed = replace(row(("2017-01-01", "closed")), keeper="x")
    assert movement([closed], REGISTER, span=YEAR) == Movement()
