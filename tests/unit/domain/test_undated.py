"""Which figures say for a month that is past what stands in the rows today."""

import pytest
from random_annual import plan_of

from zjmz_desktop.domain.undated import follows_the_month, is_undated, undated_warning


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


@pytest.mark.parametrize(
    ("code", "follows"),
    [
        ("I05-01", True),  # typed
        ("I14-01", True),  # the dated state alone
        ("I08-03", True),  # the day of opening beside the kind of building
        ("I13-05", True),  # listed on a day, beside whether a date is filled
        ("I16-01", True),
        ("I10-01", False),  # beds, summed up
        ("I12-02", False),
        ("I22-05", False),
    ],
)
def test_a_count_of_dated_deeds_follows_the_month(code: str, follows: bool) -> None:
    plan = plan_of((code,))
    one = plan.indicator(code)
    register = plan.register(one.source.register) if one.source else plan.registers[0]
    assert follows_the_month(one, register) is follows


def test_the_warning_names_them_and_is_empty_without() -> None:
    said = undated_warning(("甲率", "乙数"), through="2018年1月")
    assert said.startswith("2018年1月以后已有数据")
    assert "印的是现在的数，不是当时的：甲率、乙数。" in said
    assert undated_warning((), through="2018年1月") == ""
