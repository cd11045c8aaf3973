"""What the program works out of a row, held against numbers worked out by hand."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import pytest

from zjmz_desktop.domain.computed_fields import compiled_fields
from zjmz_desktop.domain.conditions import Context
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_registers import (
    Computed,
    Condition,
    Register,
    RegisterField,
    RowMeasure,
    Source,
)
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.row_checks import show_field
from zjmz_desktop.domain.units import Level, Units
from zjmz_desktop.domain.values import Value, number, sealed, text_value, yes_no

Fields = Mapping[str, Value]
NONE: Fields = {}
ROOMS = tuple(RegisterField(f"room{i}", f"第{i}室", "yes_no", group="rooms") for i in range(3))
NUMBERS = tuple(RegisterField(code, code, "number", scale=1) for code in ("a", "b", "c"))
RULE = Source(
    "place",
    RowMeasure(where=(Condition("rooms", "ticked", 3), Condition("sharing", "in", ("none",)))),
    RowMeasure(),
    only=(Condition("state", "in", ("existing",)),),
)


def worked_out(
    kind: str, *of: str, row: Fields = NONE, scale: int = 0, period: str = "2018M06"
) -> str:
    """The column's text in a row of those fields."""
    column = RegisterField("x", "算", _type(kind), scale=scale, computed=Computed(kind, of, ""))
    register = Register(
        "place", "村", "个", Level.TOWN, None, (), False, {"existing": "正常"}, (), "",
        (
            RegisterField("born_on", "出生年月", "date"),
            RegisterField("sharing", "合用", "choice", choices={"none": "没有", "some": "有"}),
            *ROOMS, *NUMBERS,
        ),
        (), (column,),
    )  # fmt: skip
    plan = cast(Plan, SimpleNamespace(indicator={"I1": SimpleNamespace(source=RULE)}.__getitem__))
    work = compiled_fields(Context(plan, register, parse_period(period)))["x"]
    states = (("2018-01-01", "existing"),) if "room0" in row else ()
    found = Row("1" * 32, "place", "321112001000", row, states)
    return show_field(column, work(found), units=cast(Units, None))


def _type(kind: str) -> str:
    return "yes_no" if kind in ("meets", "reaches") else "number"


def on(text: str) -> Value:
    return Value(on=text)


@pytest.mark.parametrize(
    ("born", "period", "age"),
    [
        ("1938-06-30", "2018M06", "80"),
        ("1938-07-01", "2018M06", "79"),
        ("1938-12-31", "2018", "80"),
        ("1938-06", "2018M06", "80"),
        ("1938-07", "2018M06", "79"),
        ("2018-06-30", "2018M06", "0"),
        ("2018-07", "2018M06", ""),
        ("1952-02-29", "2018M02", "65"),
    ],
)
def test_full_years_at_the_periods_end(born: str, period: str, age: str) -> None:
    assert worked_out("age", "born_on", period=period, row={"born_on": on(born)}) == age


def test_no_age_without_a_birth_date_to_be_seen() -> None:
    assert worked_out("age", "born_on") == ""
    assert worked_out("age", "born_on", row={"born_on": sealed("1938-10-12", b"0" * 16)}) == ""


def ticks(*answers: bool) -> Mapping[str, Value]:
    return {f"room{at}": yes_no(answer) for at, answer in enumerate(answers)}


def test_ticks_are_counted_once_one_is_filled() -> None:
    assert worked_out("ticked", "rooms", row=ticks(True, False)) == "1"
    assert worked_out("ticked", "rooms", row=ticks(False)) == "0"
    assert worked_out("ticked", "rooms") == ""


def test_a_rule_is_the_indicators_own() -> None:
    none, some = text_value("none"), text_value("some")
    assert worked_out("meets", "I1", row={**ticks(True, True, True), "sharing": none}) == "是"
    assert worked_out("meets", "I1", row={**ticks(True, True, True), "sharing": some}) == "否"
    assert worked_out("meets", "I1", row={**ticks(True, True, False), "sharing": none}) == "否"
    assert worked_out("meets", "I1", row=ticks(True, True, True)) == "否"


def test_nothing_is_said_of_a_row_that_the_rule_does_not_concern() -> None:
    assert worked_out("meets", "I1", row={"room1": yes_no(True)}) == ""


@pytest.mark.parametrize(
    ("kind", "of", "found"),
    [
        ("sum", ("a", "b", "c"), "100.5"),
        ("difference", ("a", "b"), "59.5"),
        ("percent", ("b", "a"), "25.6"),
        ("reaches", ("a", "b"), "是"),
        ("reaches", ("b", "a"), "否"),
        ("reaches", ("a", "a"), "是"),
        ("difference", ("a", "c"), ""),
        ("percent", ("c", "a"), ""),
    ],
)
def test_numbers_of_one_row(kind: str, of: tuple[str, ...], found: str) -> None:
    assert worked_out(kind, *of, scale=1, row={"a": number("80"), "b": number("20.5")}) == found


def test_a_share_is_rounded_half_up_and_of_nothing_is_none() -> None:
    assert (
        worked_out("percent", "a", "b", scale=1, row={"a": number("1"), "b": number("16")}) == "6.3"
    )
    assert worked_out("percent", "a", "b", scale=1, row={"a": number("1"), "b": number("0")}) == ""


def test_a_sum_of_nothing_is_none() -> None:
    assert worked_out("sum", "a", "b") == ""
