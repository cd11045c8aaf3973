"""A total says whose figures are in it though the month was not submitted."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flow import CODE, DANTU, GAOQIAO, GAOZI, JUNE, Flow, at

from zjmz_desktop.gui.actions import Place
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


def test_the_line_about_a_row_of_the_matrix_says_so_too(flow: Flow) -> None:
    flow.put("12")
    matrix = read_matrix(flow.district, place=Place(DANTU, JUNE))
    row = next(row for row in matrix.rows if row.code == CODE)
    assert row.reported.startswith("1/")
    assert row.reported.endswith("；含未上报的数：高资街道")
