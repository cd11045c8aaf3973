"""历次进展 in annex 1: which months, in which words, what is cut and where it stands whole."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from judging_cases import DANTU, UNITS, indicator
from test_annual import (
    BEDS,
    CANTEEN,
    EMPTY,
    INSURANCE,
    MODELS,
    SMALL,
    Numbers,
    data,
    each,
    own,
    row,
    table,
)

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData, Earlier, StepLine
from zjmz_desktop.domain.annual_history import (
    MOST_CHARS,
    changed_words,
    lines_of,
    lines_told,
    shown_months,
)
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper import Table
from zjmz_desktop.domain.periods import PeriodType, month
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.targets import JudgingContext

TWELVE = {("I08-03", DANTU.id): Decimal(12)}
EVERY_MONTH, QUARTERS = tuple(range(1, 13)), (3, 6, 9, 12)
LONG = "选址难，原定的用房产权有争议；" + "另选的两处正在与村里协商。" * 4


def total(one: Indicator, figures: Numbers, number: int) -> Total:
    context = JudgingContext(SMALL, UNITS, month(2018, number).last_on, TWELVE)
    return roll_up(one, DANTU.id, figures=figures, context=context)


def told(one: Indicator, figures: Numbers, number: int = 6, note: str = "") -> list[str]:
    earlier = Earlier(month(2018, number), total(one, figures, number), note)
    return [line.text for line in lines_of(one, [earlier])]


def canteens(counts: Mapping[int, int], notes: Mapping[int, str] | None = None) -> AnnualData:
    """An office whose eleven canteens of today were so many in earlier months."""
    earlier = tuple(
        Earlier(
            month(2018, number),
            total(CANTEEN, each(count, *[0] * 10), number),
            (notes or {}).get(number, ""),
        )
        for number, count in counts.items()
    )
    return data(history={"I08-03": earlier})


def cell(found: AnnualData, name: str = "助餐点") -> str:
    return row(table(write_summary(found), "附表1"), name)[6]


# ---- which months ----


@pytest.mark.parametrize(
    ("due", "period", "before", "shown"),
    [
        (EVERY_MONTH, PeriodType.MONTH, 12, (3, 6, 9)),
        (EVERY_MONTH, PeriodType.MONTH, 11, (3, 6, 9)),
        (EVERY_MONTH, PeriodType.MONTH, 7, (3, 6)),
        (EVERY_MONTH, PeriodType.MONTH, 6, (3,)),  # June itself is what the table is of
        (EVERY_MONTH, PeriodType.MONTH, 3, ()),
        (QUARTERS, PeriodType.QUARTER, 12, (3, 6, 9)),
        ((6, 12), PeriodType.HALF, 12, (6,)),
        ((5, 11), PeriodType.HALF, 12, (5,)),  # the last quarter is not over
        ((12,), PeriodType.YEAR, 12, ()),
        ((7, 8), PeriodType.MONTH, 12, (8,)),
    ],
)
def test_the_last_report_of_each_quarter_that_is_over(
    due: tuple[int, ...], period: PeriodType, before: int, shown: tuple[int, ...]
) -> None:
    assert shown_months(indicator(due_months=due, period=period), before=before) == shown


# ---- in which words ----


def test_a_number_with_what_it_reached_and_who_had_reported() -> None:
    assert told(CANTEEN, each(2, *[1] * 6, 0, 0, 0, 0)) == ["6月：8个"]
    assert told(CANTEEN, each(2, *[1] * 10)) == ["6月：12个，已完成"]
    assert told(CANTEEN, each(4, *[1] * 10), 9) == ["9月：14个，超额完成"]
    assert told(CANTEEN, each(2, 1)) == ["6月：3个（2/11已报）"]
    assert told(CANTEEN, each(0, *[0] * 10)) == ["6月：0个"]


def test_rates_units_that_reach_it_and_what_must_not_happen() -> None:
    assert told(BEDS, own("60", "100")) == ["6月：60.0%"]
    assert told(MODELS, each(2, 2, 1, 0, 2, 2, 3, 2)) == ["6月：6/8达到"]
    assert told(EMPTY, each(*[0] * 11)) == ["6月：0处"]


def test_of_what_nobody_reported_nothing_is_said() -> None:
    assert told(CANTEEN, {}) == []
    assert lines_of(CANTEEN, [Earlier(month(2018, 3))]) == ()
    assert cell(data()) == "—"
    assert not table(write_summary(data()), "附表1").note


def test_words_of_the_office_follow_the_figure_or_stand_alone() -> None:
    assert told(CANTEEN, each(2, *[0] * 10), note="选址难，\n已派人督办。") == [
        "6月：2个；选址难， 已派人督办"
    ]
    assert told(CANTEEN, {}, note="尚在选址。") == ["6月：尚在选址"]


def test_steps_that_ended_since_the_line_before() -> None:
    by = date(2018, 5, 31)
    june = Earlier(
        month(2018, 6),
        steps=(StepLine("起草", by, "已完成"), StepLine("征求意见", by, "已完成")),
    )
    later = Earlier(
        month(2018, 9),
        steps=(StepLine("定“机构”", by, "已完成"), StepLine("签订合同", by, "经批准取消")),
        decision="已命名",
    )
    assert [line.text for line in lines_of(INSURANCE, [june, later])] == [
        "6月：“起草”“征求意见”已完成",
        "9月：“定‘机构’”已完成，“签订合同”经批准取消；已命名",
    ]


def test_another_offices_task_has_no_history_here() -> None:
    cloud = next(one for one in SMALL.indicators if one.city_duty)
    found = data(history={cloud.code: (Earlier(month(2018, 6), note="已上线"),)})
    assert lines_told(cloud, found) == ()
    assert row(table(write_summary(found), "附表1"), "云平台")[6] == "市级任务，本区不填"


# ---- the cell and the whole ----


def test_each_month_is_a_line_of_the_cell() -> None:
    found = canteens({3: 0, 6: 3, 9: 6})
    assert cell(found) == "3月：0个\n6月：3个\n9月：6个"
    assert "按底册登记的日期计" in table(write_summary(found), "附表1").note
    assert not _full(write_summary(found).blocks)


def test_a_long_text_ends_at_a_stop_and_stands_whole_in_a_table_of_its_own() -> None:
    found = canteens({6: 3, 9: 6}, {9: LONG})
    lines = cell(found).split("\n")
    assert lines == [
        "6月：3个",
        "9月：6个；选址难，原定的用房产权有争议；另选的两处正在与村里协商……",
        "（全文见附表1-1）",
    ]
    whole = f"6月：3个\n9月：6个；{LONG.rstrip('。')}"
    for paper in (write_summary(found), write_official(found)):
        (full,) = _full(paper.blocks)
        assert full.rows == (("1", "新建老年人助餐点不少于12个", whole),)
        blocks = list(paper.blocks)
        assert blocks.index(full) == blocks.index(table(paper, "附表1")) + 1
        assert full.head_lines[0] == "填报单位（盖章）：丹徒区民政局"


def test_more_lines_than_stand_in_a_cell_leave_the_oldest_to_the_table() -> None:
    found = canteens({3: 0, 6: 1, 7: 2, 8: 3, 9: 4}, {7: "七月的话", 8: "八月的话", 9: "九月的话"})
    assert cell(found).split("\n") == [
        "6月：1个",
        "7月：2个；七月的话",
        "8月：3个；八月的话",
        "9月：4个；九月的话",
        "（全文见附表1-1）",
    ]
    (full,) = _full(write_summary(found).blocks)
    assert full.rows[0][2].split("\n")[0] == "3月：0个"


@pytest.mark.parametrize("figures", ["12345678.5万元", "一千二百三十四万元", "54.96%"])
def test_no_number_is_cut_in_two(figures: str) -> None:
    """A text without a stop is cut where it has to be, before a number rather than within it."""
    for filled in range(MOST_CHARS - 12, MOST_CHARS + 1):
        words = "支" * filled + figures + "用" * 30
        found = data(history={"I10-01": (Earlier(month(2018, 9), note=words),)})
        shown = cell(found, "护理型床位占比").split("\n")[0]
        assert shown.endswith("……")
        kept = shown.removeprefix("9月：").removesuffix("……")
        assert words.startswith(kept)
        assert figures in kept or set(kept) == {"支"}


def _full(blocks: tuple[object, ...]) -> list[Table]:
    return [one for one in blocks if isinstance(one, Table) and one.number == "附表1-1"]


# ---- what changed ----


def test_lines_that_differ_are_named_with_their_month() -> None:
    before = {"I08-03": lines_told(CANTEEN, canteens({3: 0, 6: 3}))}
    after = {"I08-03": lines_told(CANTEEN, canteens({6: 2, 9: 6}))}
    assert changed_words(before, after, names={"I08-03": "助餐点", "I10-01": "床位"}) == (
        "“助餐点”3月进展：0个→没有",
        "“助餐点”6月进展：3个→2个",
        "“助餐点”9月进展：没有→6个",
    )
    assert changed_words(before, before, names={"I08-03": "助餐点"}) == ()
