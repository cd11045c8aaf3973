"""Who changed a figure that a paper holds: the writer of that very figure, never another unit's clerk."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from printed_office import DANTU, GAOZI, HOUSEHOLDS, LATER, code_of, print_once

from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.settling import SETTLE
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.verifying import verify_code
from zjmz_desktop.store.revisions import Write

Typing = Callable[..., None]
GAOQIAO, SHANGDANG = "321112100000", "321112103000"


@pytest.fixture(scope="module")
def printed(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return print_once(sample_folder, tmp_path_factory.mktemp("traced") / "民政 数据")


class Minutes:
    """A clock that a test sets on."""

    def __init__(self) -> None:
        self.at = LATER

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Minutes:
    return Minutes()


@pytest.fixture
def office(printed: Path, tmp_path: Path, clock: Minutes) -> Iterator[Office]:
    folder = tmp_path / "民政 数据"
    shutil.copytree(printed, folder)
    with closing(open_office(folder, clock=clock)) as opened:
        yield opened


@pytest.fixture
def write(office: Office, clock: Minutes) -> Typing:
    """A unit's households of a month, each write a minute after the one before."""

    def made(unit: str, number: int, **where: str) -> None:
        clock.at += timedelta(minutes=1)
        period = where.get("period", "2018M11")
        cell = Cell(HOUSEHOLDS, unit, where.get("part", "value"), 2018, period)
        act = SETTLE  # allowed in any submitted month
        line = Write(cell, Value(n=Decimal(number)), act=act)
        office.write([line], author=where.get("by", unit))

    return made


def told(office: Office) -> dict[str, Change]:
    """Unit → the change of its households."""
    found = verify_code(office, code_of(office)).changes
    return {one.unit: one for one in found if one.code == HOUSEHOLDS and not one.kind}


def test_each_town_has_its_own_clerk_and_the_sum_the_last_with_others(
    office: Office, write: Typing
) -> None:
    """The towns are written in another order than they stand in."""
    for unit in (SHANGDANG, GAOQIAO, GAOZI):
        write(unit, 999)
    assert {unit: (one.by, one.at[-5:]) for unit, one in told(office).items()} == {
        GAOZI: ("高资街道示例填报员", "10:33"),
        GAOQIAO: ("高桥镇示例填报员", "10:32"),
        SHANGDANG: ("上党镇示例填报员", "10:31"),
        DANTU: ("高资街道示例填报员等", "10:33"),
    }


def test_a_proxy_that_was_not_taken_is_no_change(office: Office, write: Typing) -> None:
    write(GAOZI, 999)
    write(GAOZI, 998, part="proxy", by=DANTU)
    by = {(one.by, one.at[-5:]) for one in told(office).values()}
    assert by == {("高资街道示例填报员", "10:31")}


def test_what_the_district_took_is_the_change_though_the_town_writes_again(
    office: Office, write: Typing
) -> None:
    write(GAOZI, 997, part="adopted", by=DANTU)
    write(GAOZI, 999)
    assert told(office)[GAOZI].by == "丹徒区示例填报员"


def test_a_figure_of_a_later_month_is_no_change(office: Office, write: Typing) -> None:
    write(GAOZI, 999)
    write(GAOZI, 1, period="2018M12")
    assert told(office)[GAOZI].at[-5:] == "10:31"
