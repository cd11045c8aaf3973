"""Sheets of figures: 代报 with the file as its source, own figures as own, ratios as pairs."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.domain.units import UnitChange
from zjmz_desktop.domain.values import Value, number
from zjmz_desktop.service import undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.importing_sheets import understand_figures
from zjmz_desktop.service.planning import change_unit
from zjmz_desktop.service.sheet_figure_plans import FiguresAsked, plan_sheet_figures
from zjmz_desktop.service.sheet_plans import NothingToReadError, SheetPlan, write_sheet
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

CITY, DANTU, GAOZI, GAOQIAO = "321100000000", "321112000000", "321112001000", "321112100000"


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as found:
        yield found


def plan_of(office: Office, *lines: str, number: int = 6) -> SheetPlan:
    sheet = Sheet("表", tuple(tuple(line.split("|")) for line in lines))
    understood = understand_figures(office, sheet)
    asked = FiguresAsked(month(2018, number), file="六月.xls")
    return plan_sheet_figures(office, understood, uses=understood.uses, asked=asked)


def stored(office: Office, code: str, unit: str, part: str) -> Value | None:
    found = cells.one(office.database, Cell(code, unit, part, 2018, "2018M06"))
    return None if found is None else found.value


def refused(plan: SheetPlan) -> Mapping[str, str]:
    return {c.place: c.reason for c in plan.cells if c.outcome is Outcome.REFUSED}


def test_figures_of_towns_are_proxies_and_own_ones_own(office: Office) -> None:
    plan = plan_of(office, "单位|低保户数|结婚登记对数", "高资镇|12|", "丹徒区||30")
    assert refused(plan) == {}
    write_sheet(office, plan)
    proxy = stored(office, "I05-02", GAOZI, "proxy")
    assert proxy is not None
    assert proxy == Value(n=Decimal(12), text="2018年6月报表（六月.xls）")
    assert stored(office, "I19-08", DANTU, "value") == number(30)
    undoing.undo(office)
    assert stored(office, "I19-08", DANTU, "value") != number(30)


def test_numerator_and_denominator_are_one_figure(office: Office) -> None:
    header = "单位|已兜底保障人数|应兜底保障对象人数"
    plan = plan_of(office, header, "高资镇|90|100", "高桥镇|90|", "谷阳镇|101|100")
    (good,) = (cell for cell in plan.cells if cell.outcome is Outcome.NEW)
    assert (good.who, good.what, good.after) == ("高资街道", "兜底保障率", "90/100")
    assert list(refused(plan)) == ["表“表” B3", "表“表” B4"]


def test_what_a_unit_reported_itself_stays_and_is_said(office: Office) -> None:
    town = office.acting_as(GAOZI)
    own = Write(Cell("I05-02", GAOZI, "value", 2018, "2018M06"), number(7))
    town.write([own], author=GAOZI)
    plan = plan_of(office, "单位|低保户数", "高资镇|12", "高桥镇|3")
    assert [cell.reason for cell in plan.cells] == [
        "高资街道自己报了7，汇总仍用它自己的数",
        "",
    ]


def test_units_elsewhere_and_figures_not_due_are_refused(office: Office) -> None:
    plan = plan_of(office, "单位|低保户数|新建农村骨灰堂", "丹阳市|1|", "高资镇||2", number=5)
    found = refused(plan)
    assert "不在丹徒区之下" in found["表“表” B2"]
    assert "2018年5月不用填报" in found["表“表” C3"]


def test_a_district_row_is_not_taken_for_a_town(office: Office) -> None:
    plan = plan_of(office, "单位|低保户数", "丹徒区|15", "高资镇|12")
    assert "由镇（街道）填报" in refused(plan)["表“表” B2"]


def test_a_unit_that_ended_later_is_one_in_its_months(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "市", CITY, clock=clock)) as office:
        change_unit(office, UnitChange(GAOQIAO, "ended", date(2018, 9, 1), GAOZI))
        lines = ("单位|低保户数", "高桥镇|3")
        (june,) = plan_of(office, *lines).cells
        (october,) = plan_of(office, *lines, number=10).cells
    assert (june.who, october.who) == ("高桥镇", "高资街道")


def test_the_month_in_the_title_is_compared(office: Office) -> None:
    plan = plan_of(office, "2018年5月情况|", "单位|低保户数", "高资镇|1")
    assert "表上写的是2018年5月，选的报告期是2018年6月。请核对。" in plan.notes


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("甲|低保户数", "哪一列是单位"),
        ("单位|不知道", "没有一列数要读入。表里有这些列：单位、不知道。"),
    ],
)
def test_a_sheet_of_which_nothing_is_read_is_refused(
    office: Office, header: str, words: str
) -> None:
    name = "高资镇" if header.startswith("单位") else "东边"
    with pytest.raises(NothingToReadError, match=words):
        plan_of(office, header, f"{name}|1")
