"""The sample office passes files too: among sample offices, never to a real one. Evidence, personal texts."""

import shutil
from pathlib import Path

import pytest
from desks import DANTU, GAOZI, Desk

from zjmz_desktop.service.sampling import create_sample

JUNE = ("--period", "2018M06")


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Desk:
    place = tmp_path / "示例区"
    shutil.copytree(sample_folder, place)
    return Desk(place, DANTU)


def test_a_sample_file_is_refused_by_a_real_office_and_taken_by_a_sample(
    sample: Desk, tmp_path: Path
) -> None:
    file = sample.pack(GAOZI)
    real = Desk(tmp_path / "正式", GAOZI)
    told = real.refused("import", str(file))
    assert "示例数据" in told
    create_sample(tmp_path / "示例镇", unit_id=GAOZI).close()
    town = Desk(tmp_path / "示例镇", GAOZI)
    found = town.meet(file)[0]
    assert found["sample"] is True
    assert found["new"] > 0
    assert found["quarantined"] == []
    assert "示例数据" in found["words"]
    to_real = real.pack(DANTU, *JUNE)
    assert "正式的数据" in sample.refused("import", str(to_real))


def test_the_samples_towns_are_vouched_for_on_the_way_up(sample: Desk, tmp_path: Path) -> None:
    from zjmz_desktop.service.context import create_office

    city = create_office(tmp_path / "市", "321100000000")
    city.database.set_meta("sample", "1")
    city.close()
    desk = Desk(tmp_path / "市", "321100000000")
    found = desk.meet(sample.pack("321100000000", *JUNE))[0]
    assert found["quarantined"] == []
    whole = sample.total("I06-02")
    children = desk.total("I06-02")["children"]
    mine = next(one for one in children if one["unit"] == DANTU)
    assert mine["value"] == whole["value"]
