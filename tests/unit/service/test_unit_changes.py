"""Units renamed, moved and ended on a day: earlier figures keep them as they were."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import UnknownUnitError, WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.units import Tree, UnitChange
from zjmz_desktop.service import planning, rolling
from zjmz_desktop.service.context import Office, create_office

CITY, RUNZHOU, HIGH_TECH = "321100000000", "321111000000", "L3211-01"
JIANGQIAO = "321111005000"
JULY = date(2018, 7, 1)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "city", CITY)
    yield office
    office.close()


def test_a_change_holds_from_its_day(city: Office) -> None:
    planning.change_unit(city, UnitChange(JIANGQIAO, "name", JULY, "蒋乔新街道"))
    planning.change_unit(city, UnitChange(JIANGQIAO, "parent_admin", JULY, HIGH_TECH))
    before, after = city.units_at(date(2018, 6, 30)), city.units_at(JULY)
    assert (before.get(JIANGQIAO).name, after.get(JIANGQIAO).name) == ("蒋乔街道", "蒋乔新街道")
    assert after.parent(JIANGQIAO) == after.get(RUNZHOU)
    assert after.parent(JIANGQIAO, tree=Tree.ADMINISTRATIVE) == after.get(HIGH_TECH)
    assert before.parent(JIANGQIAO, tree=Tree.ADMINISTRATIVE) == before.get(RUNZHOU)


def test_an_ended_town_leaves_the_count_from_its_day(city: Office) -> None:
    planning.change_unit(city, UnitChange(JIANGQIAO, "ended", JULY, ""))
    one = city.plan.indicator("I06-02")
    june = rolling.total(city, one, unit_id=RUNZHOU, through=month(2018, 6))
    july = rolling.total(city, one, unit_id=RUNZHOU, through=month(2018, 7))
    assert june.sum.expected == july.sum.expected + 1


def test_wrong_changes_are_refused(city: Office, tmp_path: Path) -> None:
    with pytest.raises(UnknownUnitError):
        planning.change_unit(city, UnitChange("999", "name", JULY, "无"))
    with pytest.raises(WriteRefusedError, match="没有“colour”"):
        planning.change_unit(city, UnitChange(JIANGQIAO, "colour", JULY, "红"))
    with pytest.raises(WriteRefusedError, match="不能作"):
        planning.change_unit(city, UnitChange(RUNZHOU, "parent_stat", JULY, JIANGQIAO))
    district = create_office(tmp_path / "district", RUNZHOU)
    with pytest.raises(WriteRefusedError):
        planning.change_unit(district, UnitChange(JIANGQIAO, "name", JULY, "蒋乔新街道"))
    district.close()
