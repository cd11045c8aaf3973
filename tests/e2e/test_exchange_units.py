"""行政区划调整 by files in mid-year, a town of two offices, versions side by side, 临时要数: each counted once."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from bureaus import Bureau, Time
from desks import CITY, DANTU, GAOZI

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.units import UnitChange
from zjmz_desktop.domain.urgent import Wanted, WantedColumn
from zjmz_desktop.service import planning, reviewing, urgent
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.figure_versions import versions
from zjmz_desktop.service.register_readings import rows_of

GAOQIAO, SHIYE, JINGKOU = "321112100000", "321112105000", "321102000000"
RUNZHOU, HIGH_TECH, JIANGQIAO = "321111000000", "L3211-01", "321111005000"
CODE = "I06-02"
JULY = date(2018, 7, 1)
JUNE, AUGUST = "2018M06", "2018M08"
CANTEEN = {
    "village": "示例村",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "opened_on": "2018-05-08",
    "state": "running",
    "state_on": "2018-05-08",
}


class Offices:
    """Those that a test asks for, all with the clock of September."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._clock = folder, Time(month=9)
        self.open: dict[str, Bureau] = {}

    def __getitem__(self, unit: str) -> Bureau:
        if unit not in self.open:
            self.open[unit] = Bureau(self._folder, unit, clock=self._clock)
        return self.open[unit]

    def send(self, sender: str, recipient: str, period: str = "") -> None:
        """A file from one to the other, the code compared the first time."""
        found = self[recipient].meet(self[sender].pack(recipient, period))
        assert not found.quarantined, found.words

    def change(self, *told: UnitChange) -> None:
        """The city records changes, and everybody below hears them from above."""
        for one in told:
            planning.change_unit(self[CITY].office, one)

    def close(self) -> None:
        """Close them all."""
        for one in self.open.values():
            one.close()


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    with ExitStack() as closing:
        found = Offices(tmp_path)
        closing.callback(found.close)
        yield found


def n(offices: Offices, unit: str, period: str, of: str = "") -> int:
    return int(offices[unit].total(CODE, period, unit=of).sum.n)


def test_a_town_merged_in_mid_year_counts_once(offices: Offices) -> None:
    """Its own months stay with it; what both say of the time after is the successor's alone."""
    for town, typed in ((SHIYE, "3"), (GAOQIAO, "10")):
        for no in (5, 6, 7, 8):
            offices[town].fill(CODE, f"2018M{no:02d}", typed)
        offices.send(town, DANTU, AUGUST)
    offices.send(DANTU, CITY, AUGUST)
    assert n(offices, CITY, AUGUST) == 52
    offices.change(UnitChange(SHIYE, "ended", JULY, GAOQIAO))
    offices.send(CITY, DANTU)
    for unit in (DANTU, CITY):
        assert n(offices, unit, JUNE) == 26
        assert n(offices, unit, AUGUST) == 46
    assert offices[DANTU].total(CODE, JUNE).sum.expected == 11
    assert offices[DANTU].total(CODE, AUGUST).sum.expected == 10
    offices.send(DANTU, SHIYE)
    offices[DANTU].take(offices[SHIYE].pack(DANTU, AUGUST), *offices[SHIYE].sent)
    assert n(offices, DANTU, AUGUST) == 46


def test_a_town_that_goes_to_another_district_is_in_one_total(offices: Offices) -> None:
    """What its former district confirmed and adopted goes with it."""
    town, dantu = offices[GAOZI], offices[DANTU]
    town.fill(CODE, "2018M05", "5")
    town.fill(CODE, JUNE, "6")
    town.row("canteen", name="示例点", address="1号", **CANTEEN)
    offices.send(GAOZI, DANTU, JUNE)
    rows: tuple[Row, ...] = rows_of(dantu.office, "canteen")
    dantu.confirm("canteen", *(row.id for row in rows))
    at = FieldAt(CODE, GAOZI, month(2018, 6), "value")
    reviewing.adopt(dantu.office, at, typed=("8", None), reason="按台账")
    offices.send(DANTU, CITY, JUNE)
    offices.send(DANTU, GAOZI, JUNE)
    assert n(offices, CITY, JUNE, of=DANTU) == 13
    offices.change(UnitChange(GAOZI, "parent_stat", JULY, JINGKOU))
    for district in (DANTU, JINGKOU):
        offices.send(CITY, district)
    offices.send(DANTU, GAOZI)  # no other file would be believed yet
    town.fill(CODE, AUGUST, "9")
    town.fill(CODE, "2018M07", "7")
    offices.send(GAOZI, JINGKOU, AUGUST)
    offices.send(JINGKOU, CITY, AUGUST)
    dantu.take(offices[CITY].pack(DANTU))
    for unit in (CITY, JINGKOU):
        assert n(offices, unit, AUGUST) == 29
        assert n(offices, unit, AUGUST, of=JINGKOU) == 29
        assert offices[unit].total("I08-03", AUGUST).sum.n == 1
    assert n(offices, CITY, AUGUST, of=DANTU) == 0
    assert n(offices, CITY, JUNE, of=DANTU) == 13
    offices.send(DANTU, CITY, AUGUST)
    assert n(offices, CITY, AUGUST) == 29


def test_a_town_of_two_offices_is_found_settled_once_and_counted_once(offices: Offices) -> None:
    offices.change(UnitChange(JIANGQIAO, "parent_admin", date(2018, 1, 1), HIGH_TECH))
    offices[JIANGQIAO].fill(CODE, JUNE, "3")
    offices.send(JIANGQIAO, RUNZHOU, JUNE)
    offices.send(RUNZHOU, CITY, JUNE)
    offices[HIGH_TECH].fill(CODE, JUNE, "5")
    offices.send(HIGH_TECH, CITY, JUNE)
    city, shown = offices[CITY], month(2018, 6)
    found = [p for p in check_unit(city.office, CITY, month_shown=shown) if p.indicator == CODE]
    (twice,) = [p for p in found if p.code == f"twice-{JIANGQIAO}"]
    assert "蒋乔街道" in twice.message
    assert "可能重复计数" in twice.message
    at = FieldAt(CODE, HIGH_TECH, shown, "value")
    reviewing.adopt(city.office, at, typed=("2", None), reason="扣除蒋乔街道3人次")
    after = check_unit(city.office, CITY, month_shown=shown)
    assert not [p for p in after if p.code == twice.code]
    assert n(offices, CITY, JUNE) == 5
    city.take(*offices[HIGH_TECH].sent, *offices[RUNZHOU].sent)  # again: nothing changes
    assert n(offices, CITY, JUNE) == 5
    offices.send(CITY, HIGH_TECH, JUNE)
    assert n(offices, HIGH_TECH, JUNE) == 2


def test_versions_stand_side_by_side_above(offices: Offices) -> None:
    town = offices[GAOZI]
    for no in range(1, 9):
        town.fill(CODE, f"2018M{no:02d}", "1")
    town.part(CODE, AUGUST, "flash", "9")
    town.part(CODE, AUGUST, "annual", "12")
    town.fill(CODE, "2018M02", "3", how=Circumstances("漏了两人次", "correction"))
    offices.send(GAOZI, DANTU, AUGUST)
    offices.send(DANTU, CITY, AUGUST)
    for unit in (DANTU, CITY):
        office = offices[unit].office
        found = versions(office, CODE, unit_id=GAOZI, period=month(2018, 8))
        assert [int(one.n) for one in found.versions] == [10, 9, 12]
        assert len(found.differences) == 2
        assert [one.act for one in found.acts] == ["更正"]


def test_a_quick_answer_is_over_what_has_come_in(offices: Offices) -> None:
    for town, typed in ((GAOZI, "12"), (GAOQIAO, "7")):
        offices[town].fill(CODE, JUNE, typed)
        offices.send(town, DANTU, JUNE)
    offices[GAOZI].fill(CODE, JUNE, "15")
    offices.send(GAOZI, DANTU, JUNE)
    offices.send(DANTU, CITY, JUNE)
    wanted = Wanted((WantedColumn(CODE),))
    for unit in (DANTU, CITY):
        told = urgent.urgent_answer(
            offices[unit].office, wanted, at=UnitPeriod(DANTU, month(2018, 6))
        )
        assert "22" in told.words
        assert "辛丰镇、谷阳镇、上党镇等单位未报" in told.words
        assert "含未审数" in told.words
