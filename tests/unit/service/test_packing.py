"""Which month a package is about, and where it is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import DANTU, GAOZI, Opened

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import packing, submitting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.packing import Order


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    opened = Opened()
    yield opened.create(tmp_path / "镇", GAOZI)
    opened.close()


def test_a_package_is_about_the_last_month_that_was_submitted(town: Office, tmp_path: Path) -> None:
    assert packing.pack(town, Order(DANTU), out=tmp_path).period == town.month_in_hand().code
    for number in (6, 5):
        submitting.submit(town, month(2018, number))
    assert packing.pack(town, Order(DANTU), out=tmp_path).period == "2018M06"
    asked = Order(DANTU, period=month(2018, 5))
    assert packing.pack(town, asked, out=tmp_path).period == "2018M05"


def test_the_folder_is_made(town: Office, tmp_path: Path) -> None:
    found = packing.pack(town, Order(DANTU), out=tmp_path / "上报")
    assert found.files[0].parent == tmp_path / "上报"
    assert found.files[0].is_file()
