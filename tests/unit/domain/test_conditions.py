"""Every operator both ways, with the sentence a clerk reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from zjmz_desktop.domain.conditions import Context, deciding_fields, holds, source_fields
from zjmz_desktop.domain.periods import PeriodType, parse_period
from zjmz_desktop.domain.plan import Plan, Question
from zjmz_desktop.domain.plan_indicators import Applies, Entry, Indicator, Judgement
from zjmz_desktop.domain.plan_registers import (
    Condition,
    FromQuestion,
    Operand,
    Register,
    RegisterField,
    RowMeasure,
    Source,
)
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import BLANK, State, Value, number, text_value, yes_no

REGISTER = Register(
    code="thing",
    name="设施",
    measure_word="个",
    filled_by=Level.TOWN,
    confirmed_by=Level.DISTRICT,
    unique_by=("name",),
    personal=False,
    states={"planned": "筹建", "running": "运营", "closed": "关闭"},
    ended_states=("closed",),
    merged_state="",
    own_fields=(
        RegisterField("name", "名称", "text", required=True),
        RegisterField("usable_area_m2", "使用面积", "number", unit="㎡", scale=2),
        RegisterField("opened_on", "开业日期", "date"),
        RegisterField("valid_until", "医疗服务协作协议有效期止", "date"),
        RegisterField(
            "build_kind", "建设性质", "choice", choices={"new": "新建", "rebuilt": "改扩建"}
        ),
        RegisterField("rooms", "功能室", "several", choices={"a": "助浴", "b": "助餐"}),
        RegisterField("has_clinic", "内设医疗机构", "yes_no"),
        RegisterField("t1", "警务室", "yes_no", group="rooms_3", group_name="三室"),
        RegisterField("t2", "卫生室", "yes_no", group="rooms_3"),
        RegisterField("t3", "调解室", "yes_no", group="rooms_3"),
    ),
    checks=(),
)
Q_KINDS = Question(
    "Q08-2",
    "改扩建算不算新建",
    "I08-03",
    {"new_only": ("new",), "with_rebuilt": ("new", "rebuilt")},
    {"new_only": "只算新建", "with_rebuilt": "含改扩建"},
)
Q_AREA = Question("Q1", "面积", "", {"strict": "500", "mild": "300"}, {})


def indicator(source: Source, code: str = "I08-03") -> Indicator:
    return Indicator(
        code=code,
        clauses=("C1",),
        name="新建设施",
        unit="个",
        entry=Entry.NUMBER,
        definition="",
        department="",
        period=PeriodType.MONTH,
        judgement=Judgement.NONE,
        applies=Applies(Level.TOWN),
        source=source,
    )


def plan(*indicators: Indicator) -> Plan:
    return Plan(
        code="p",
        title="要点",
        year=2018,
        issuer="321100000000",
        issuer_name="镇江市民政局",
        issued_on=date(2018, 3, 26),
        starts_on=date(2018, 3, 26),
        preamble="",
        slightly_behind_points=Decimal(10),
        step_grace_days=30,
        score_cap=Decimal(100),
        groups=(),
        departments=(),
        sections=(),
        items=(),
        questions=(Q_KINDS, Q_AREA),
        bases=(),
        registers=(REGISTER,),
        indicators=indicators,
        chapters=(),
        sha256="",
    )


@dataclass(frozen=True)
class Thing:
    fields: Mapping[str, Value] = field(default_factory=dict)
    states: tuple[tuple[str, str], ...] = ()


def context(period: str = "2018M06", **choices: str) -> Context:
    return Context(plan(), REGISTER, parse_period(period), choices)


def reason(code: str, operator: str, operand: Operand, value: Value | None) -> str:
    row = Thing({} if value is None else {code: value})
    return holds(Condition(code, operator, operand), row, context=context())


def day(on: str) -> Value:
    return Value(on=on)


@pytest.mark.parametrize(
    ("code", "operator", "operand", "value", "expected"),
    [
        ("build_kind", "is", "new", text_value("new"), ""),
        ("build_kind", "is", "new", text_value("rebuilt"), "建设性质为“改扩建”，不计入"),
        ("has_clinic", "is", False, yes_no(False), ""),
        ("has_clinic", "is", False, yes_no(True), "内设医疗机构为“是”，不计入"),
        ("has_clinic", "is", True, yes_no(True), ""),
        ("has_clinic", "is", True, yes_no(False), "内设医疗机构为“否”，不计入"),
        ("build_kind", "in", ("new", "rebuilt"), text_value("rebuilt"), ""),
        ("build_kind", "in", ("new",), text_value("rebuilt"), "建设性质为“改扩建”，不计入"),
        ("build_kind", "not_in", ("rebuilt",), text_value("new"), ""),
        ("build_kind", "not_in", ("new",), text_value("new"), "建设性质为“新建”，不计入"),
        ("rooms", "in", ("b",), Value(choices=("a", "b")), ""),
        ("rooms", "in", ("b",), Value(choices=("a",)), "功能室为“助浴”，不计入"),
        ("rooms", "not_in", ("b",), Value(choices=("a",)), ""),
        ("rooms", "not_in", ("b",), Value(choices=("a", "b")), "功能室为“助浴、助餐”，不计入"),
        ("usable_area_m2", "at_least", "500", number(500), ""),
        (
            "usable_area_m2",
            "at_least",
            "500",
            number(460),
            "使用面积460.00㎡，低于500㎡，不计入",
        ),
        (
            "usable_area_m2",
            "at_least",
            "500",
            number("499.996"),
            "使用面积499.996㎡，低于500㎡，不计入",
        ),
        ("usable_area_m2", "at_most", "500", number(500), ""),
        (
            "usable_area_m2",
            "at_most",
            "500",
            number("500.004"),
            "使用面积500.004㎡，高于500㎡，不计入",
        ),
        ("opened_on", "on_or_after", "2018-01-01", day("2018-01-01"), ""),
        (
            "opened_on",
            "on_or_after",
            "2018-01-01",
            day("2017-12-31"),
            "开业日期2017-12-31早于2018-01-01，不计入",
        ),
        ("opened_on", "on_or_after", "year_start", day("2018-01"), ""),
        ("valid_until", "on_or_after", "period_end", day("2018-06-30"), ""),
        (
            "valid_until",
            "on_or_after",
            "period_end",
            day("2018-06-29"),
            "医疗服务协作协议有效期止2018-06-29早于报告期末（2018-06-30），不计入",
        ),
        ("opened_on", "on_or_after", "period_start", day("2018-06-01"), ""),
        (
            "opened_on",
            "on_or_after",
            "period_start",
            day("2018-05-31"),
            "开业日期2018-05-31早于报告期初（2018-06-01），不计入",
        ),
        ("opened_on", "on_or_before", "period_end", day("2018-06-30"), ""),
        (
            "opened_on",
            "on_or_before",
            "2018-06-15",
            day("2018-06-16"),
            "开业日期2018-06-16晚于2018-06-15，不计入",
        ),
        ("opened_on", "within", "period", day("2018-06-01"), ""),
        (
            "opened_on",
            "within",
            "period",
            day("2018-05-31"),
            "开业日期2018-05-31不在2018年6月内，不计入",
        ),
        ("opened_on", "within", "year_to_period_end", day("2018-01-01"), ""),
        (
            "opened_on",
            "within",
            "year_to_period_end",
            day("2017-05-03"),
            "开业日期2017-05-03不在2018年内，不计入",
        ),
        (
            "opened_on",
            "within",
            "year_to_period_end",
            day("2018-07-01"),
            "开业日期2018-07-01晚于报告期末（2018-06-30），不计入",
        ),
        ("name", "filled", True, text_value("甲"), ""),
        ("name", "filled", True, None, "名称未填"),
        ("name", "filled", True, Value(State.SEALED, commit="0" * 64), ""),
        ("name", "filled", False, BLANK, ""),
        ("name", "filled", False, text_value("甲"), "名称已填，不计入"),
    ],
)
def test_each_operator_has_its_sentence(
    code: str, operator: str, operand: Operand, value: Value | None, expected: str
) -> None:
    assert reason(code, operator, operand, value) == expected


@pytest.mark.parametrize(
    ("code", "operator", "operand"),
    [
        ("build_kind", "is", "new"),
        ("build_kind", "in", ("new",)),
        ("build_kind", "not_in", ("new",)),
        ("usable_area_m2", "at_least", "0"),
        ("usable_area_m2", "at_most", "9"),
        ("opened_on", "on_or_after", "year_start"),
        ("opened_on", "on_or_before", "period_end"),
        ("opened_on", "within", "period"),
        ("has_clinic", "is", False),
    ],
)
@pytest.mark.parametrize("value", [None, BLANK, Value()])
def test_a_blank_fails_every_operator(
    code: str, operator: str, operand: Operand, value: Value | None
) -> None:
    assert reason(code, operator, operand, value) == f"{REGISTER.field_by_code[code].name}未填"


def test_other_kinds_of_nothing_are_named() -> None:
    found = reason("usable_area_m2", "at_least", "500", Value(State.NOT_APPLICABLE))
    assert found == "使用面积不适用"


@pytest.mark.parametrize(
    ("operator", "operand", "on", "met"),
    [
        ("on_or_before", "period_end", "2018-06", True),
        ("on_or_before", "2018-06-29", "2018-06", False),
        ("on_or_after", "2018-06-01", "2018-06", True),
        ("on_or_after", "2018-06-02", "2018-06", False),
        ("within", "period", "2018-06", True),
        ("within", "year_to_period_end", "2018-06", True),
        ("within", "year_to_period_end", "2018-07", False),
        ("within", "year_to_period_end", "2017-12", False),
        ("on_or_before", "2018-06-30", "2018-13", True),
    ],
)
def test_a_month_only_date_is_its_last_day_or_for_on_or_after_its_first(
    operator: str, operand: str, on: str, met: bool
) -> None:
    if on != "2018-13":
        assert (reason("opened_on", operator, operand, day(on)) == "") is met
    else:  # no month: compared as it stands, never an exception
        assert reason("opened_on", operator, operand, day(on))


STATES = (("2018-06-18", "closed"), ("2018-02-01", "running"))


@pytest.mark.parametrize(
    ("period", "operator", "operand", "expected"),
    [
        ("2018M06", "in", ("running",), "状态为“关闭”（2018-06-18起），不计入"),
        ("2018M05", "in", ("running",), ""),
        ("2018M05", "is", "running", ""),
        ("2018M05", "not_in", ("closed",), ""),
        ("2018M06", "not_in", ("closed",), "状态为“关闭”（2018-06-18起），不计入"),
        ("2018M01", "in", ("running",), "状态未填"),
        ("2018M01", "not_in", ("closed",), "状态未填"),
        ("2018M01", "filled", True, "状态未填"),
        ("2018M01", "filled", False, ""),
        ("2018M02", "filled", True, ""),
        ("2018M02", "filled", False, "状态为“运营”（2018-02-01起），不计入"),
    ],
)
def test_the_state_is_that_of_the_period_end(
    period: str, operator: str, operand: Operand, expected: str
) -> None:
    condition = Condition("state", operator, operand)
    assert holds(condition, Thing(states=STATES), context=context(period)) == expected


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        ((1, 1, 1), ""),
        ((1, 1, 0), "三室满足项数2项，少于3项"),
        ((1, None, 0), "三室满足项数1项，少于3项（1项未填）"),
        ((None, None, None), "三室未填"),
    ],
)
def test_ticks_of_a_group_are_counted(ticks: tuple[int | None, ...], expected: str) -> None:
    fields = {f"t{i}": number(tick) for i, tick in enumerate(ticks, 1) if tick is not None}
    assert holds(Condition("rooms_3", "ticked", 3), Thing(fields), context=context()) == expected


def test_an_open_question_takes_its_first_choice_until_decided() -> None:
    condition = Condition("build_kind", "in", FromQuestion("Q08-2"))
    row = Thing({"build_kind": text_value("rebuilt")})
    assert holds(condition, row, context=context()) == "建设性质为“改扩建”，不计入"
    decided = Context(plan(), REGISTER, parse_period("2018M06"), {"Q08-2": "with_rebuilt"})
    assert holds(condition, row, context=decided) == ""
    unknown = Context(plan(), REGISTER, parse_period("2018M06"), {"Q08-2": "gone"})
    assert holds(condition, row, context=unknown) != ""


def test_an_open_question_may_decide_a_limit() -> None:
    condition = Condition("usable_area_m2", "at_least", FromQuestion("Q1"))
    row = Thing({"usable_area_m2": number(400)})
    assert holds(condition, row, context=context()) == "使用面积400.00㎡，低于500㎡，不计入"
    assert holds(condition, row, context=context(Q1="mild")) == ""


def test_a_condition_on_what_the_register_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        holds(Condition("nothing", "is", "x"), Thing(), context=context())


def test_the_fields_that_conditions_read() -> None:
    ticked = Source(
        "thing",
        RowMeasure(where=(Condition("rooms_3", "ticked", 3),)),
        RowMeasure(where=(Condition("has_clinic", "is", True),)),
        only=(Condition("state", "in", ("running",)),),
    )
    summed = Source("thing", RowMeasure(sum_field="usable_area_m2", distinct="name"))
    elsewhere = Source("other", RowMeasure(where=(Condition("opened_on", "within", "period"),)))
    assert source_fields(ticked, REGISTER) == {"t1", "t2", "t3", "has_clinic", "state"}
    read_by = [indicator(s) for s in (ticked, summed, elsewhere)]
    of_plan = plan(*read_by)
    decided = source_fields(ticked, REGISTER) | {"usable_area_m2", "name"}
    assert deciding_fields(REGISTER, of_plan) == decided
    assert Context(of_plan, REGISTER, parse_period("2018")).deciding_fields == decided
    assert source_fields(summed, REGISTER) == set()  # the digest of written counts is as it was
