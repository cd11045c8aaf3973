import re

from sheet_cases import plan_2018, sheet_words

from zjmz_desktop.domain.sheet_fields import bare, indicator_fields, register_fields


def test_bare_texts() -> None:
    assert bare("（一）使用面积（平方米）") == "使用面积"
    assert bare("1. 名 称★") == "名称"
    assert bare("镇（街道）") == bare("镇/街道") == "镇街道"


def test_every_word_listed_names_something_of_the_plan() -> None:
    plan = plan_2018()
    known = {field.name for register in plan.registers for field in register.fields}
    known |= {indicator.name for indicator in plan.indicators} | {"状态", "状态日期"}
    assert set(sheet_words().names) <= known
    assert set(sheet_words().identities) <= known


def test_a_name_may_stand_after_the_registers() -> None:
    (name,) = (
        f
        for f in register_fields(plan_2018().register("canteen"), sheet_words())
        if f.code == "name"
    )
    assert {"名称", "助餐点名称", "老年人助餐点名称"} <= name.names


def test_state_and_id_are_fields_too() -> None:
    codes = {f.code for f in register_fields(plan_2018().register("canteen"), sheet_words())}
    assert {"id", "state", "state_on"} <= codes
    stateless = {f.code for f in register_fields(plan_2018().register("veteran"), sheet_words())}
    assert "state" not in stateless


def test_indicators_with_their_parts() -> None:
    codes = {f.code: f.unit for f in indicator_fields(plan_2018().indicators, sheet_words())}
    assert codes["I05-02/value"] == "户"
    assert codes["I21-11/value"] == "%"
    assert {"I05-01/n", "I05-01/d", "I05-02/removed", "I05-02/opening"} <= set(codes)
    assert "I05-01/value" not in codes  # a rate is never typed as one number
    assert all(re.fullmatch(r"I[0-9]{2}-[0-9]{2}/[a-z]+", code) for code in codes)
