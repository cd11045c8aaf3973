"""One object entered twice is found however it was written, and what only looks alike is not."""

import unicodedata
from dataclasses import replace

import pytest

from zjmz_desktop.domain.duplicates import _PAIRS, duplicates
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.units import Level, read_units
from zjmz_desktop.domain.values import text_value

GAOZI, BAOYAN, DANTU, DANYANG = "321112101000", "321112102000", "321112000000", "321181000000"
UNITS = read_units(
    "id,name,level,statistical_parent,type\n"
    "321100000000,镇江市,city,,市\n"
    f"{DANTU},丹徒区,district,321100000000,辖市区\n"
    f"{DANYANG},丹阳市,district,321100000000,辖市区\n"
    f"{GAOZI},高资街道,town,{DANTU},街道\n"
    f"{BAOYAN},宝堰镇,town,{DANTU},镇\n"
    f"321112403000,高新园区管委会,town,{DANTU},园区\n"
)
REGISTER = Register(
    code="home",
    name="养老机构",
    measure_word="家",
    filled_by=Level.TOWN,
    confirmed_by=None,
    unique_by=("name", "town"),
    personal=False,
    states={"running": "运营", "closed": "关停"},
    ended_states=("closed",),
    merged_state="",
    own_fields=(
        RegisterField("name", "名称", "text", required=True),
        RegisterField("certificate_no", "证书编号", "text"),
    ),
    checks=(),
)


def row(no: int, name: str, *, town: str = GAOZI, keeper: str = DANTU, **fields: str) -> Row:
    texts = {"name": name, "town": town, **fields}
    return Row(f"{no:032x}", "home", keeper, {code: text_value(t) for code, t in texts.items()})


def found(*rows: Row, register: Register = REGISTER) -> list[Problem]:
    return duplicates(rows, register, units=UNITS)


def are_alike(one: str, other: str) -> bool:
    return bool(found(row(1, one), row(2, other)))


def test_each_is_named_with_another_like_it() -> None:
    first, second = row(1, "高资镇示例养老院"), row(2, "高资街道示例 养老院")
    third, elsewhere = row(3, "高资示例養老院"), row(4, "高资示例养老院", town=BAOYAN)
    told = found(second, first, third, elsewhere, row(5, ""), row(6, ""))
    assert [problem.row for problem in told] == [first.id, second.id, third.id]
    assert {problem.severity for problem in told} == {Severity.WARNING}
    assert told[1].message == (
        "“高资街道示例 养老院”与“高资镇示例养老院”的名称、所属镇（街道）相同，可能重复登记。"
    )
    assert "“高资街道示例 养老院”" in told[0].message


ALIKE = [
    ("高资街道示例路1号", "高资镇示例路1号"),
    ("高资街道办事处示例路1号", "高资示例路１号"),
    ("宝堰镇人民政府北侧", "宝堰北侧"),
    ("示例 养老院", "示例　养老院"),
    ("ＡＢ示例", "ab示例"),
    ("鱼台喬家養老院", "魚臺乔家养老院"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_ways_of_writing_are_alike(one: str, other: str) -> None:
    assert are_alike(one, other)


DIFFERENT = [
    ("镇江养老院", "江养老院"),
    ("高资镇江路1号", "高资江路1号"),
    ("镇南路1号", "南路1号"),
    ("古镇路1号", "古路1号"),
    ("街道口1号", "口1号"),
    ("示例路1号", "示例路11号"),
    ("高新园区管委会", "高新园区"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_looks_alike_is_not(one: str, other: str) -> None:
    assert not are_alike(one, other)


@pytest.mark.parametrize("pair", _PAIRS.split())
def test_each_variant_stands_for_its_character(pair: str) -> None:
    variant, plain = pair[0], pair[1]
    assert are_alike(f"示例{variant}院", f"示例{plain}院")
    assert unicodedata.normalize("NFKC", variant) == variant != plain
    assert _PAIRS.count(variant) == 1  # neither twice, nor the plain way of another


def test_a_certificate_is_found_across_districts() -> None:
    register = replace(REGISTER, unique_by=("certificate_no",))
    rows = (
        row(1, "司徒示例", town=GAOZI, certificate_no="苏2018Q975"),
        row(2, "司徒示", town=DANYANG, keeper=DANYANG, certificate_no="苏2018q 975"),
    )
    one, other = found(*rows, register=register)
    assert "“司徒示”（镇江市丹阳市）的证书编号相同" in one.message
    assert "“司徒示例”（丹徒区高资街道）的证书编号相同" in other.message


def test_ended_rows_and_registers_without_a_key_have_no_duplicates() -> None:
    ended = replace(row(1, "甲"), states=(("2018-06-18", "closed"),))
    assert found(ended, row(2, "甲")) == []
    assert found(row(1, "甲"), row(2, "甲"), register=replace(REGISTER, unique_by=())) == []
