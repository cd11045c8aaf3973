"""A total says whose figures are in it though the month was not submitted."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flow import CITY, CODE, DANTU, GAOQIAO, GAOZI, JUNE, Flow, at

from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.pages.matrix_model import TOTAL, MatrixModel
from zjmz_desktop.gui.pages.matrix_rows import read_matrix
from zjmz_desktop.service import entering, submitting
from zjmz_desktop.service.explaining import explain
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.unsubmitted import unsubmitted


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "丹徒区")
    with closing(found.district):
        yield found


def test_a_figure_counts_before_its_month_is_submitted_and_the_total_says_so(flow: Flow) -> None:
    def names() -> tuple[tuple[str, ...], str]:
        found = total(flow.district, indicator, unit_id=DANTU, through=JUNE)
        told = explain(flow.district, CODE, unit_id=DANTU, period=JUNE)
        return unsubmitted(flow.district, found, through=JUNE), told.unsubmitted

    indicator = flow.district.plan.indicator(CODE)
    assert names() == ((), "")
    flow.put("12")
    entering.save_field(flow.district.acting_as(GAOQIAO), replace(at(), unit_id=GAOQIAO), typed="7")
    assert names() == ((GAOZI, GAOQIAO), "含未上报的数：高资街道、高桥镇")
    submitting.submit(flow.town, JUNE)
    assert names() == ((GAOQIAO,), "含未上报的数：高桥镇")


def test_a_city_and_the_drill_down_say_whose_figures_they_are(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.district, JUNE)
    with closing(flow.district.acting_as(CITY)) as city:
        row = next(r for r in read_matrix(city, place=Place(CITY, JUNE)).rows if r.code == CODE)
        assert row.apart == "含未上报的数：高资街道"
        (said,) = (cell.lacks for cell in row.cells if cell.reported)
        assert said == "高资街道缺1月至5月，含未上报的数：高资街道"
        told = explain(city, CODE, unit_id=CITY, period=JUNE)
        dantu = next(one for one in told.children if one.unit[0] == DANTU)
        gaozi = next(one for one in dantu.children if one.unit[0] == GAOZI)
        words = (told.unsubmitted, dantu.unsubmitted, gaozi.unsubmitted)
        assert words == ("含未上报的数：高资街道", "含未上报的数：高资街道", "还没有上报")
        submitting.submit(flow.town, JUNE)
        row = next(r for r in read_matrix(city, place=Place(CITY, JUNE)).rows if r.code == CODE)
        assert row.apart == ""


def test_a_city_names_the_district_that_has_not_submitted(flow: Flow) -> None:
    """Its town has: the figures came along, but the district has not said that they are complete."""
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    city = flow.district.acting_as(CITY)
    indicator = city.plan.indicator(CODE)
    found = total(city, indicator, unit_id=CITY, through=JUNE)
    assert unsubmitted(city, found, through=JUNE) == (DANTU,)
    told = explain(city, CODE, unit_id=CITY, period=JUNE)
    dantu = next(one for one in told.children if one.unit[0] == DANTU)
    assert (told.unsubmitted, dantu.unsubmitted) == ("含未上报的数：丹徒区", "还没有上报")
    assert explain(flow.district, CODE, unit_id=DANTU, period=JUNE).unsubmitted == ""
    submitting.submit(flow.district, JUNE)
    assert unsubmitted(flow.district.acting_as(CITY), found, through=JUNE) == ()


def test_what_does_not_apply_to_a_unit_is_no_figure_that_waits(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    other = replace(at(), unit_id=GAOQIAO)
    entering.save_state(flow.district.acting_as(GAOQIAO), other, state="not_applicable")
    told = explain(flow.district, CODE, unit_id=DANTU, period=JUNE)
    assert told.unsubmitted == ""


def test_the_nearest_office_that_has_not_submitted_is_named_and_never_the_asker(flow: Flow) -> None:
    flow.put("12")
    one = flow.district.plan.indicator(CODE)
    city = flow.district.acting_as(CITY)
    assert unsubmitted(city, total(city, one, unit_id=CITY, through=JUNE), through=JUNE) == (DANTU,)
    own = total(flow.town, one, unit_id=GAOZI, through=JUNE)
    assert unsubmitted(flow.town, own, through=JUNE) == ()


def test_three_units_are_named_and_more_are_counted(flow: Flow) -> None:
    def words() -> str:
        return explain(flow.district, CODE, unit_id=DANTU, period=JUNE).unsubmitted

    towns = [unit.id for unit in flow.district.units.children(DANTU)][:4]
    for number, town in enumerate(towns, 1):
        entering.save_field(flow.district.acting_as(town), replace(at(), unit_id=town), typed="7")
        if number == 3:
            assert "等" not in words()
    assert words().endswith("等4个单位")


def test_the_line_about_a_row_of_the_matrix_says_so_too(flow: Flow) -> None:
    flow.put("12")
    matrix = read_matrix(flow.district, place=Place(DANTU, JUNE))
    row = next(row for row in matrix.rows if row.code == CODE)
    assert row.reported.startswith("1/")
    assert row.apart == "含未上报的数：高资街道"
    model = MatrixModel()
    model.show(matrix, (row,))
    said = model.about(model.index(0, TOTAL))
    assert said.startswith("低保对象户数：12户，监测；含未上报的数：高资街道；1/11 已报")
