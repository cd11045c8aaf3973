"""Which month a package is about, where it is written, and which rows and names go along."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from desks import CITY, DANTU, GAOZI, Opened

from zjmz_desktop.domain.periods import month
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.service import packing, registering, submitting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.packing_previews import preview_pack


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


def rows_in(file: Path) -> set[str]:
    """Registers of which rows travel in a package."""
    lines = (
        orjson.loads(line)
        for one in read_package(file).segments
        for line in one.content.splitlines()
    )
    return {line["cell"]["of"] for line in lines if "row" in line["cell"]}


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    opened = Opened()
    found = opened.create(tmp_path / "区", DANTU)
    worker = {"name": "示例甲", "gender": "女", "certificate_no": "示例1号"}
    registering.add_row(found, "social_worker", typed=worker)
    yield found
    opened.close()


def test_rows_go_up_only_where_the_receiver_confirms_some(district: Office, tmp_path: Path) -> None:
    sent = packing.pack(district, Order(CITY), out=tmp_path)
    assert rows_in(sent.files[0]) == set()
    registering.add_row(district, "joint_deed", typed={"name": "示例实事"})
    sent = packing.pack(district, Order(CITY), out=tmp_path)
    assert rows_in(sent.files[0]) == {"social_worker", "joint_deed"}  # one chain has them all


def test_names_go_up_only_with_rows_that_the_receiver_confirms_or_asked_for(
    district: Office, tmp_path: Path
) -> None:
    registering.add_row(district, "joint_deed", typed={"name": "示例实事"})
    order = Order(CITY, passphrase="五个字的口令")
    assert packing.pack(district, order, out=tmp_path).personal == 0
    assert preview_pack(district, Order(CITY)).personal == 0
    asked = replace(order, rows=True)
    assert packing.pack(district, asked, out=tmp_path).personal == 3
    for file in (packing.pack(district, one, out=tmp_path).files[0] for one in (order, asked)):
        assert "示例甲".encode() not in b"".join(one.content for one in read_package(file).segments)
    own = Order(DANTU, passphrase="五个字的口令")
    assert packing.pack(district, own, out=tmp_path).personal == 3
