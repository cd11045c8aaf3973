"""Which figures say for a month that is past what stands in the rows today."""

import pytest
from random_annual import plan_of

from zjmz_desktop.domain.undated import is_undated, undated_warning


@pytest.mark.parametrize(
    ("code", "undated"),
    [
        ("I08-09", False),  # the dated state alone
        ("I11-07", False),
        ("I12-02", True),  # yes or no
        ("I13-05", True),  # whether a date is filled is known only as of today
        ("I10-01", True),  # beds, summed up
        ("I16-01", True),  # the batch beside a date
    ],
)
def test_fields_without_a_date_make_a_figure_of_today(code: str, undated: bool) -> None:
    plan = plan_of((code,))
    one = plan.indicator(code)
    assert one.source is not None
    assert is_undated(one, plan.register(one.source.register)) is undated


def test_the_warning_names_them_and_is_empty_without() -> None:
    said = undated_warning(("甲率", "乙数"), through="2018年1月")
    assert said.startswith("2018年1月以后已有数据")
    assert "印的是现在的数，不是当时的：甲率、乙数。" in said
    assert undated_warning((), through="2018年1月") == ""
