from decimal import Decimal

import pytest
from sheet_cases import plan_2018, sheet_of, sheet_words, units_2018

from zjmz_desktop.domain.sheet_fields import register_fields, told_columns
from zjmz_desktop.domain.sheet_layout import find_layout
from zjmz_desktop.domain.sheet_mapping import (
    Asked,
    Proposal,
    Sureness,
    Use,
    fingerprint,
    propose,
    settled,
)


def proposed(register: str, *lines: str) -> dict[str, Proposal]:
    sheet = sheet_of(*lines)
    words, found = sheet_words(), plan_2018().register(register)
    asked = Asked(register_fields(found, words), words, units_2018(), told_columns(found))
    return {one.column.header: one for one in propose(sheet, find_layout(sheet), asked=asked)}


def test_names_synonyms_and_what_is_worked_out() -> None:
    found = proposed(
        "institution",
        "序号|机构名称|床位数|护理床位数|入住人数|入住率|法人|联系电话|许可证号",
        "1|甲院|100|40|80|80%|示例|1|2",
    )
    assert {header: (one.use.field, one.sureness) for header, one in found.items()} == {
        "序号": ("", Sureness.SKIPPED),
        "机构名称": ("name", Sureness.SURE),
        "床位数": ("", Sureness.UNCLEAR),
        "护理床位数": ("beds_nursing", Sureness.LIKELY),
        "入住人数": ("residents", Sureness.SURE),
        "入住率": ("", Sureness.SKIPPED),
        "法人": ("legal_person", Sureness.LIKELY),
        "联系电话": ("", Sureness.SKIPPED),
        "许可证号": ("permit_no", Sureness.LIKELY),
    }
    assert found["床位数"].samples == ("100",)
    assert found["床位数"].reason == "像实际设置床位、核定床位，分不清，请选"


def test_what_the_program_fills_in_is_not_read() -> None:
    found = proposed(
        "elder",
        "姓名|出生年月|年龄（岁）|认定|认定期|认定人|登记单位",
        "示例甲|1938-10-12|79|已认定|2018-07-02|示例审核员|高资街道",
    )
    told = [one for one in found.values() if one.sureness is Sureness.SKIPPED]
    assert [one.column.header for one in told] == list(found)[2:]
    assert found["年龄（岁）"].reason == "“年龄（岁）”由程序填，不读入"
    assert found["出生年月"].use.field == "born_on"


def test_a_field_of_the_same_name_is_read_all_the_same() -> None:
    (one,) = (p for h, p in proposed("stranded", "编号|年龄", "1|60").items() if h == "年龄")
    assert one.use.field != "" or one.sureness is Sureness.UNCLEAR


@pytest.mark.parametrize(("register", "field"), [("canteen", "usable_area_m2"), ("day_care", "")])
def test_area_is_asked_where_a_register_has_two(register: str, field: str) -> None:
    found = proposed(register, "名称|面积", "甲|500")["面积"]
    assert found.use.field == field


def test_two_columns_are_never_one_field() -> None:
    found = proposed("canteen", "名称|名称（全称）|名称", "甲|甲点|乙")
    fields = [one.use.field for one in found.values() if one.use.field]
    assert len(fields) == len(set(fields)) <= 1


def test_a_column_whose_texts_do_not_fit_asks() -> None:
    found = proposed("canteen", "名称|使用面积|餐位数", "甲|东边|20", "乙|西边|30")
    assert found["使用面积"].use == Use(1)
    assert found["使用面积"].sureness is Sureness.UNCLEAR
    assert found["餐位数"].use.field == "seats"


def test_other_units_of_measure_are_multiplied_or_ask() -> None:
    found = proposed("canteen", "名称|使用面积（万平方米）|餐位数（元）", "甲|0.02|20")
    assert found["使用面积（万平方米）"].use.factor == 10_000
    assert found["餐位数（元）"].sureness is Sureness.UNCLEAR
    assert found["餐位数（元）"].use.field == ""


def test_a_header_that_is_only_like_a_field_asks() -> None:
    found = proposed("canteen", "名称|村级运营单位|餐位数合并（百个）", "甲|乙|2")
    like = found["村级运营单位"]
    assert (like.use, like.sureness) == (Use(1), Sureness.UNCLEAR)
    assert like.reason == "列名与“运营单位”相近"
    assert found["餐位数合并（百个）"].use == Use(2)
    assert found["餐位数合并（百个）"].sureness is Sureness.UNCLEAR


def test_money_above_the_table() -> None:
    found = proposed("canteen", "某表", "单位：元", "名称|建设资金：省级", "甲|125000")
    assert found["建设资金：省级"].use.factor == Decimal("0.0001")


def test_what_a_person_chose_is_nowhere_else() -> None:
    proposals = list(proposed("canteen", "名称|点位", "甲|乙").values())
    assert [u.field for u in settled(proposals, {})] == ["name", ""]
    assert [u.field for u in settled(proposals, {1: Use(1, "name")})] == ["", "name"]


def test_the_fingerprint_is_of_target_and_headers() -> None:
    one = find_layout(sheet_of("名称|地址", "甲|乙"))
    same = find_layout(sheet_of("某表", "名称|地址", "丙|丁"))
    other = find_layout(sheet_of("地址|名称", "甲|乙"))
    assert fingerprint(one, "canteen") == fingerprint(same, "canteen")
    assert fingerprint(one, "canteen") != fingerprint(other, "canteen")
    assert fingerprint(one, "canteen") != fingerprint(one, "day_care")
