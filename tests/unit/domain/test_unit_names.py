from dataclasses import replace
from datetime import date

import pytest
from sheet_cases import units_2018

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.unit_names import full_name, unit_named
from zjmz_desktop.domain.units import UnitChange, Units, units_on

UNITS = units_2018()
DANTU, GAOZI, BAOYAN, ISLAND = "321112000000", "321112001000", "321112104000", "321112401000"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("高资街道", GAOZI),
        ("321112001000", GAOZI),
        ("高 资 街 道", GAOZI),
        ("高　资　镇", GAOZI),
        ("高资", GAOZI),
        ("高资街道办事处", GAOZI),
        ("丹徒区高资镇", GAOZI),
        ("丹徒高资街道", GAOZI),
        ("镇江市丹徒区宝堰镇人民政府", BAOYAN),
        ("江心洲", ISLAND),
        ("丹徒", DANTU),
        ("镇江", "321100000000"),
        ("高新园区", "321112403000"),
        ("镇江高新区", "L3211-01"),
    ],
)
def test_ways_of_writing_a_unit(typed: str, unit: str) -> None:
    assert unit_named(typed, UNITS).unit.id == unit


def test_it_is_said_how_a_name_was_read() -> None:
    assert unit_named("高资街道", UNITS).how == ""
    assert unit_named("高资镇", UNITS).how == "“高资镇”是高资街道的旧名"
    assert unit_named("宝堰", UNITS).how == "“宝堰”读作宝堰镇"


@pytest.mark.parametrize("typed", ["没有镇", "高", "", "镇", "丹徒区没有镇"])
def test_what_is_no_unit_is_refused(typed: str) -> None:
    with pytest.raises(ValueRefusedError, match="没有这个单位"):
        unit_named(typed, UNITS)


def test_several_of_a_name_are_told_apart_by_the_office() -> None:
    twin = replace(UNITS.get(BAOYAN), id="999999999999", parent_stat="321181000000")
    units = Units({**UNITS.by_id, twin.id: twin})
    with pytest.raises(ValueRefusedError, match=r"有2个单位叫这个名字.*丹阳市宝堰镇"):
        unit_named("宝堰镇", units)
    assert unit_named("宝堰镇", units, within=DANTU).unit.id == BAOYAN
    assert unit_named("丹阳市宝堰镇", units).unit.id == twin.id


def test_a_changed_name_is_known_by_the_old_one_too() -> None:
    change = UnitChange(BAOYAN, "name", date(2018, 7, 1), "示例街道")
    units = units_on(UNITS, [change], day=date(2018, 12, 31))
    assert unit_named("宝堰镇", units).unit.name == "示例街道"
    assert unit_named("宝堰", units).how == "“宝堰”是示例街道的旧名"


def test_a_merged_unit_is_read_as_its_heir_and_an_ended_one_refused() -> None:
    day = date(2018, 7, 1)
    merged = units_on(UNITS, [UnitChange(BAOYAN, "ended", day, GAOZI)], day=day)
    assert unit_named("宝堰镇", merged).unit.id != BAOYAN
    assert unit_named("宝堰镇", merged).unit.id == GAOZI
    ended = units_on(UNITS, [UnitChange(BAOYAN, "ended", day, "")], day=day)
    with pytest.raises(ValueRefusedError, match="已于2018-07-01撤销"):
        unit_named("宝堰镇", ended)


def test_full_name() -> None:
    assert full_name(UNITS.get(GAOZI), UNITS) == "丹徒区高资街道"
    assert full_name(UNITS.get("321100000000"), UNITS) == "镇江市"
