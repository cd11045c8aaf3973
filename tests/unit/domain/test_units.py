from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import UnknownUnitError
from zjmz_desktop.domain.units import Level, Tree, UnitChange, read_units, units_on

LIST = Path(__file__).parents[3] / "resources" / "units" / "zhenjiang_2018.csv"
UNITS = read_units(LIST.read_text(encoding="utf-8"))
CITY, DANTU, DANYANG = "321100000000", "321112000000", "321181000000"
ZONE, HIGH_TECH = "321171000000", "L3211-01"
BAOYAN, YICHENG, PARK = "321112104000", "321112400000", "321112403000"


def test_the_city_has_eight_reporting_units_and_61_towns() -> None:
    assert len(UNITS.children(CITY)) == 8
    assert len(UNITS.of_level(Level.TOWN)) == 61


def test_each_town_of_dantu_means_8_not_11() -> None:
    towns = UNITS.children(DANTU)
    assert len(towns) == 11
    assert sum(town.type in ("街道", "镇") for town in towns) == 8


def test_a_street_with_the_code_of_a_park_is_a_street() -> None:
    assert UNITS.get(YICHENG).type == "街道"
    assert UNITS.get(PARK).type == "园区"
    assert UNITS.get(PARK).name == "高新园区管委会"


def test_a_district_without_towns_fills_their_indicators() -> None:
    assert UNITS.children(HIGH_TECH) == ()
    assert UNITS.fillers(HIGH_TECH, Level.TOWN) == (UNITS.get(HIGH_TECH),)
    assert len(UNITS.fillers(CITY, Level.TOWN)) == 62
    assert len(UNITS.fillers(DANTU, Level.TOWN)) == 11
    assert UNITS.fillers(DANTU, Level.CITY) == ()
    assert UNITS.fillers(BAOYAN, Level.DISTRICT) == ()
    assert len(UNITS.fillers(CITY, Level.DISTRICT)) == 8


def test_offices() -> None:
    assert UNITS.get(DANTU).office == "丹徒区民政局"
    assert UNITS.get(BAOYAN).office == "宝堰镇"
    named = replace(UNITS.get(ZONE), office_name="镇江新区社会发展局")
    assert named.office == "镇江新区社会发展局"


def test_above_and_below() -> None:
    assert UNITS.is_below(BAOYAN, DANTU)
    assert UNITS.is_below(BAOYAN, CITY)
    assert not UNITS.is_below(DANTU, DANTU)
    assert not UNITS.is_below(BAOYAN, DANYANG)
    assert UNITS.parent(CITY) is None


def test_an_unknown_unit_says_what_to_do() -> None:
    with pytest.raises(UnknownUnitError, match="请核对单位编号"):
        UNITS.get("000000000000")


def test_a_change_counts_from_its_day_and_the_trees_differ() -> None:
    changes = [
        UnitChange(BAOYAN, "name", date(2018, 7, 1), "宝堰街道"),
        UnitChange(BAOYAN, "type", date(2018, 7, 1), "街道"),
        UnitChange(BAOYAN, "parent_admin", date(2018, 8, 1), HIGH_TECH),
        UnitChange(PARK, "ended", date(2018, 9, 1), ""),
        UnitChange("000000000000", "name", date(2018, 1, 1), "无"),
    ]
    assert units_on(UNITS, changes, day=date(2018, 6, 30)) == UNITS
    later = units_on(UNITS, changes, day=date(2018, 9, 1))
    assert later.get(BAOYAN).name == "宝堰街道"
    assert later.get(BAOYAN).type == "街道"
    assert later.is_below(BAOYAN, DANTU)
    assert later.is_below(BAOYAN, HIGH_TECH, tree=Tree.ADMINISTRATIVE)
    assert later.get(PARK).ended_on == date(2018, 9, 1)
    moved = units_on(UNITS, [UnitChange(BAOYAN, "parent_stat", date(2018, 1, 1), ZONE)], day=LAST)
    assert moved.is_below(BAOYAN, ZONE)


LAST = date(2018, 12, 31)


def test_a_ring_of_parents_does_not_hang() -> None:
    ring = [
        UnitChange(DANTU, "parent_stat", date(2018, 1, 1), DANYANG),
        UnitChange(DANYANG, "parent_stat", date(2018, 1, 1), DANTU),
    ]
    assert not units_on(UNITS, ring, day=LAST).is_below(DANTU, CITY)


def test_levels_have_names() -> None:
    assert [level.words for level in Level] == ["镇（街道）", "辖市区", "市"]
