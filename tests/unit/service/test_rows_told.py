"""A row with no more than its name is a beginning, not a report (已报)."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.row_checks import RowChecker
from zjmz_desktop.service import registering, rolling
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.listing import month_list
from zjmz_desktop.service.register_readings import rows_of

GAOZI, JUNE = "321112001000", month(2018, 6)
WHOLE = {
    "name": "示例助餐点",
    "village": "示例村",
    "canteen_kind": "自办食堂",
    "address": "示例路1号",
    "build_kind": "新建",
    "opened_on": "2018-05-01",
}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "镇", GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    ) as office:
        yield office


def reported(office: Office, code: str) -> tuple[int, int]:
    found = rolling.total(office, office.plan.indicator(code), unit_id=GAOZI, through=JUNE).sum
    return found.reported, found.expected


def filled(office: Office) -> int:
    return month_list(office, UnitPeriod(GAOZI, JUNE)).filled


def test_a_name_alone_reports_nothing(town: Office) -> None:
    assert (filled(town), reported(town, "I08-03")) == (0, (0, 1))
    registering.add_row(town, "canteen", typed={"name": "示例助餐点"})
    assert (filled(town), reported(town, "I08-03")) == (0, (0, 1))
    total = rolling.total(town, town.plan.indicator("I08-03"), unit_id=GAOZI, through=JUNE)
    assert total.missing == (GAOZI,)


def test_a_whole_row_does_whoever_has_confirmed_it(town: Office) -> None:
    registering.add_row(town, "canteen", typed=WHOLE)
    register = town.plan.register("canteen")
    assert all(map(RowChecker(register).is_sound, rows_of(town, "canteen")))
    assert reported(town, "I08-03") == (1, 1)  # 已报待认定: the figure is 0 until then


def test_one_whole_row_is_enough(town: Office) -> None:
    registering.add_row(town, "canteen", typed={"name": "另一处"})
    registering.add_row(town, "canteen", typed=WHOLE)
    assert reported(town, "I08-03") == (1, 1)
