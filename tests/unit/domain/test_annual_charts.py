"""Charts of the summary: every bar by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from judging_cases import DANTU
from test_annual import CANTEEN, LATE, SMALL, TOWNS, data, each

from zjmz_desktop.domain.annual_charts import (
    month_charts,
    month_words,
    section_chart,
    town_charts,
)
from zjmz_desktop.domain.annual_data import Months
from zjmz_desktop.domain.plan import Section
from zjmz_desktop.domain.plan_indicators import Measure
from zjmz_desktop.domain.plan_registers import RowMeasure, Source

PLAN = replace(SMALL, sections=(Section(1, "养老服务"),))
OWN_TARGETS = {
    ("I08-03", DANTU.id): Decimal(12),
    ("I10-01", DANTU.id): Decimal(55),
    ("I08-03", TOWNS[0]): Decimal(4),
    ("I08-03", TOWNS[1]): Decimal(2),
    ("I08-03", TOWNS[2]): Decimal(1),
}


def test_a_section_shows_the_share_of_its_tasks_that_are_done() -> None:
    chart = section_chart(data(plan=PLAN))
    assert chart is not None
    [group] = chart.groups
    # 12 of 12 canteens, 60 % of beds and 8 of 8 towns are done; the vacancy and the insurance go on
    assert group.name == "养老服务"
    assert group.bars[0].text == "60%（3/5）"
    assert group.bars[0].share == Fraction(60, 60)
    assert [tick.text for tick in chart.ticks] == ["0", "20", "40", "60"]


def test_towns_with_a_target_of_their_own_are_compared() -> None:
    [chart] = town_charts(data({"I08-03": each(2, 2)}, plan=PLAN, targets=OWN_TARGETS))
    assert [(g.name, g.bars[0].text) for g in chart.groups] == [
        ("高资街道", "50%（2个）"),
        ("高桥镇", "100%（2个）"),
        ("辛丰镇", "未报"),
    ]
    assert chart.groups[2].bars[0].share is None
    assert not town_charts(data(LATE, plan=PLAN))  # nobody has a target of their own


def test_months_stand_beside_those_of_last_year() -> None:
    none = (None,) * 9
    months = Months(
        "I08-03", (Fraction(3), None, Fraction(0), *none), (Fraction(4), *none, None, None)
    )
    [chart] = month_charts(data(months=(months,)), first=3)
    assert chart.title == f"图3　{CANTEEN.name}分月情况（当月数）"
    assert chart.series == ("2018年", "2017年")
    assert [tuple(bar.text for bar in group.bars) for group in chart.groups][:3] == [
        ("3", "4"),
        ("", ""),
        ("0", ""),
    ]
    assert chart.groups[0].bars[0].share == Fraction(3, 4)
    assert len(chart.groups) == 12


def test_a_year_that_nobody_knows_has_no_bars_and_no_name() -> None:
    months = Months("I08-03", (Fraction(3), *(None,) * 11), (None,) * 12)
    [chart] = month_charts(data(months=(months,)), first=3)
    assert chart.series == ("2018年",)
    assert [len(group.bars) for group in chart.groups] == [1] * 12


def test_a_months_bar_says_what_it_holds() -> None:
    stock = replace(CANTEEN, measure=Measure.STOCK)
    net = replace(CANTEEN, closes=True)
    rows = replace(CANTEEN, source=Source("canteen", RowMeasure()))
    assert month_words(CANTEEN) == "当月数"
    assert (month_words(stock), month_words(net)) == ("月末数", "月末数")
    assert month_words(rows) == "年初至当月累计"
