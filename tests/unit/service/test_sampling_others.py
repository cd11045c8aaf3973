"""Sample offices of other units: a town, a district without towns, and why not the city."""

from pathlib import Path

import pytest

from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State
from zjmz_desktop.service import figuring, register_readings
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.sampling import create_sample
from zjmz_desktop.service.sampling_scene import SampleError
from zjmz_desktop.store import cells, revisions

DANTU, CITY, BAOYAN = "321112000000", "321100000000", "321112104000"
NO_TOWNS = "L3211-01"


def figure(office: Office, code: str, unit: str) -> Figure:
    indicator = office.plan.indicator(code)
    return figuring.figures_through(office, indicator, through=month(2018, 12))[unit]


def test_a_town_has_its_own_data_only(tmp_path: Path) -> None:
    made = create_sample(tmp_path / "town", unit_id=BAOYAN)
    authors, units = set(), set()

    def see(one: revisions.Written) -> None:
        authors.add(one.revision.author)
        units.add(one.revision.cell.unit)

    revisions.every(made.database, see)
    assert units == {BAOYAN, CITY}
    assert authors == {BAOYAN, DANTU, CITY}
    assert made.unit.id == BAOYAN
    assert len(register_readings.rows_of(made, "canteen")) == 3
    made.close()


def test_a_district_without_towns_fills_theirs(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    made = create_sample(
        tmp_path / "alone", unit_id=NO_TOWNS, on_progress=lambda done, of: steps.append((done, of))
    )
    assert steps[-1][0] == steps[-1][1] > 0
    assert figure(made, "I06-02", NO_TOWNS).n
    assert figure(made, "I08-03", NO_TOWNS).n == 11
    stored = cells.one(made.database, Cell("I05-09", NO_TOWNS, "value", 2018, "2018H2"))
    assert stored is not None
    assert stored.value.state is State.VALUE
    made.close()


def test_the_city_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="示例单位只能是辖市区或镇"):
        create_sample(tmp_path / "city", unit_id=CITY)
    assert not (tmp_path / "city" / "office.db").exists()
