"""What the bar of a month holds: its own figure of what flows, what stands at its end of what stands."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from zjmz_desktop.domain.annual_charts import month_bars
from zjmz_desktop.domain.charts import BarChart
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.forms import form
from zjmz_desktop.service.month_series import months_of
from zjmz_desktop.service.rolling import total_last_year
from zjmz_desktop.store.revisions import Write

GAOZI = "321112001000"
NET, FLOW = "I05-02", "I06-02"
AT = UnitPeriod(GAOZI, month(2018, 4))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    made_at = datetime(2018, 7, 3, tzinfo=UTC)
    with closing(create_office(tmp_path / "town", GAOZI, clock=lambda: made_at)) as office:
        write(office, NET, {("opening", "2018"): 302, ("value", "2018M01"): 6})
        write(office, NET, {("removed", "2018M01"): 5, ("value", "2018M03"): 4})
        write(office, NET, {("removed", "2018M04"): 9, ("value", "2018M04"): 0})
        write(office, NET, {("value", "2017M01"): 290, ("value", "2017M04"): 300})
        write(office, FLOW, {("value", "2018M01"): 8, ("value", "2018M03"): 7})
        write(office, FLOW, {("value", "2017M01"): 13, ("value", "2017M02"): 12})
        yield office


def write(office: Office, code: str, numbers: dict[tuple[str, str], int]) -> None:
    office.write(
        [
            Write(Cell(code, GAOZI, part, 2018, period), Value(n=Decimal(n)))
            for (part, period), n in numbers.items()
        ]
    )


def bars(office: Office, code: str) -> BarChart:
    one = office.plan.indicator(code)
    return month_bars(one, months_of(office, one, at=AT), year=2018, no=1)


def texts(chart: BarChart) -> list[tuple[str, ...]]:
    return [tuple(bar.text for bar in group.bars) for group in chart.groups[:5]]


def known(values: tuple[Fraction | None, ...]) -> str:
    return " ".join("—" if value is None else str(value) for value in values[:4])


def test_what_rises_and_falls_shows_what_stands_at_each_months_end(town: Office) -> None:
    chart = bars(town, NET)
    assert chart.title == "图1　低保对象户数分月情况（月末数）"
    # 302 + 6 - 5, nothing reported, 303 + 4, 307 + 0 - 9; last year's as they were entered
    assert texts(chart) == [("303", "290"), ("", ""), ("307", ""), ("298", "300"), ("", "")]


def test_a_flow_shows_each_months_own_figure(town: Office) -> None:
    chart = bars(town, FLOW)
    assert chart.title == "图1　临时救助人次分月情况（当月数）"
    assert texts(chart) == [("8", "13"), ("", "12"), ("7", ""), ("", ""), ("", "")]


def test_the_window_draws_the_same_and_says_so(town: Office) -> None:
    net, flow, rows = (form(town, code, at=AT).series for code in (NET, FLOW, "I08-03"))
    assert net is not None
    assert (net.what, known(net.this_year)) == ("月末数", "303 — 307 298")
    assert net.last_year[0] == Fraction(290)
    assert flow is not None
    assert (flow.what, known(flow.this_year)) == ("当月数", "8 — 7 —")
    assert rows is not None
    assert rows.what == "年初至当月累计"


def test_last_years_stock_is_its_last_months_and_no_sum(town: Office) -> None:
    one = town.plan.indicator(NET)
    found = total_last_year(town, one, unit_id=GAOZI, through=AT.period)
    assert found.judged.value == 300
    flow = town.plan.indicator(FLOW)
    assert total_last_year(town, flow, unit_id=GAOZI, through=AT.period).judged.value == 25
