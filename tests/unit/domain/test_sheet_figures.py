from decimal import Decimal

import pytest
from sheet_cases import plan_2018, sheet_of, sheet_words, units_2018

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.sheet_cells import CellReader
from zjmz_desktop.domain.sheet_fields import indicator_fields
from zjmz_desktop.domain.sheet_figures import (
    FigureRead,
    FigureSheet,
    Fixed,
    Shape,
    asks_about_shares,
    month_named,
    read_figures,
    understand,
)
from zjmz_desktop.domain.sheet_layout import find_layout
from zjmz_desktop.domain.sheet_mapping import Asked
from zjmz_desktop.domain.sheet_shares import AS_WRITTEN, OF_HUNDRED
from zjmz_desktop.domain.sheets import Sheet

DANTU, GAOZI, BAOYAN = "321112000000", "321112001000", "321112104000"
JUNE = month(2018, 6)


def asked() -> Asked:
    fields = indicator_fields(plan_2018().indicators, sheet_words())
    return Asked(fields, sheet_words(), units_2018())


def understood(sheet: Sheet) -> FigureSheet:
    return understand(sheet, find_layout(sheet), asked=asked(), within=DANTU)


def read(sheet: Sheet, *, shares: Decimal | None = None) -> list[FigureRead]:
    found, reader = understood(sheet), CellReader(sheet, units_2018(), within=DANTU)
    uses = [one.use for one in found.proposals]
    fixed = Fixed(JUNE, found.field, shares)
    return read_figures(reader, find_layout(sheet), uses=uses, asked=asked(), fixed=fixed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6月", "6"),
        ("６月份", "6"),
        ("十二月", "12"),
        ("2018年6月", "2018/6"),
        ("2017-06", "2017/6"),
        ("13月", ""),
        ("户数", ""),
        ("6", ""),
        ("6月累计", ""),
    ],
)
def test_months(text: str, found: str) -> None:
    assert month_named(text) == found


def test_units_down() -> None:
    sheet = sheet_of("2018年5月情况", "序号|单位|低保户数", "1|高资镇|12", "2|不详|3")
    found = understood(sheet)
    assert (found.shape, found.month) == (Shape.UNITS_DOWN, month(2018, 5))
    good, bad = read(sheet)
    assert (good.unit_id, good.field, good.text, good.place.name) == (
        GAOZI,
        "I05-02/value",
        "12",
        "C3",
    )
    assert (bad.unit_id, bad.refusal[:6]) == ("", "没有这个单位")


def test_units_across() -> None:
    sheet = sheet_of("指标|高资|宝堰", "低保户数|1|2", "离婚登记对数|3|")
    assert understood(sheet).shape is Shape.UNITS_ACROSS
    assert [(one.unit_id, one.field, one.text) for one in read(sheet)] == [
        (GAOZI, "I05-02/value", "1"),
        (BAOYAN, "I05-02/value", "2"),
        (GAOZI, "I19-10/value", "3"),
        (BAOYAN, "I19-10/value", ""),
    ]


def test_months_across_take_the_indicator_of_the_title() -> None:
    sheet = sheet_of("低保户数（户）", "单位|1月|2017年2月|合计", "高资|1|2|3", "合计|1|2|3")
    found = understood(sheet)
    assert (found.shape, found.field) == (Shape.MONTHS_ACROSS, "I05-02/value")
    assert [(one.period, one.text, one.refusal[:30]) for one in read(sheet)] == [
        (month(2018, 1), "1", ""),
        (month(2017, 2), "2", "列名写的是2017年，这里填的是2018年。如果是上年同期数"[:30]),
    ]


def test_months_without_an_indicator_ask() -> None:
    (first, _) = read(sheet_of("单位|1月|2月", "高资|1|2"))
    assert first.refusal == "没有说这张表是哪个指标"


ACROSS = ("指标|高资|宝堰", "惠民政策知晓率|0.85|0.9", "低保户数|1|1")
MONTHS = ("惠民政策知晓率", "单位|1月|2月", "高资|0.85|0.9", "宝堰|0.5|")


@pytest.mark.parametrize("lines", [ACROSS, MONTHS], ids=["units", "months"])
def test_shares_are_asked_about_whatever_stands_across(lines: tuple[str, ...]) -> None:
    sheet = sheet_of(*lines)
    assert asks(sheet)
    percents = [one for one in read(sheet) if one.field == "I21-11/value" and one.text]
    assert {one.refusal for one in percents} == {
        "各数都不大于1又没有%，看不出0.85是85%还是0.85%，请选"
    }
    for factor, texts in ((OF_HUNDRED, {"85", "90", "50"}), (AS_WRITTEN, {"0.85", "0.9", "0.5"})):
        told = [one for one in read(sheet, shares=factor) if one.field == "I21-11/value"]
        assert {one.refusal for one in told} == {""}
        assert {one.text for one in told if one.text} <= texts
    assert [one.text for one in read(sheet) if one.field == "I05-02/value"] == (
        ["1", "1"] if lines is ACROSS else []
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("指标|高资|宝堰", "惠民政策知晓率|0.85|90"),
        ("指标|高资|宝堰", "惠民政策知晓率|85%|90%"),
        ("指标|高资|宝堰", "低保户数|1|1"),
        ("惠民政策知晓率", "单位|1月|2月", "高资|0.85|", "宝堰|50|"),
        ("低保户数", "单位|1月|2月", "高资|1|", "宝堰|1|"),
    ],
)
def test_what_is_plain_is_not_asked_about(lines: tuple[str, ...]) -> None:
    sheet = sheet_of(*lines)
    assert not asks(sheet)
    assert {one.refusal for one in read(sheet)} == {""}


def asks(sheet: Sheet) -> bool:
    found = understood(sheet)
    uses = [one.use for one in found.proposals]
    layout = find_layout(sheet)
    return asks_about_shares(sheet, layout, uses=uses, asked=asked(), field=found.field)


def money(sheet: Sheet) -> list[tuple[str, str]]:
    return [(one.text, one.refusal[:8]) for one in read(sheet)]


@pytest.mark.parametrize(
    "lines",
    [
        ("指标|计量单位|高资街道|辛丰镇|合计", "临时救助金额|元|30000|45|30045"),
        ("计量单位|指标|高资街道|辛丰镇|合计", "元|临时救助金额|30000|45|30045"),
        ("指标|高资街道|辛丰镇", "临时救助金额（元）|30000|45"),
        ("各镇情况（单位：元）", "指标|高资街道|辛丰镇", "临时救助金额|30000|45"),
        ("单位：户、元 2018年6月", "指标|高资街道|辛丰镇", "临时救助金额|30000|45"),
        ("临时救助金额（元）", "单位|1月|2月", "高资街道|30000|45"),
        ("临时救助金额", "单位|1月|2月|计量单位", "高资街道|30000|45|元"),
        ("单位|临时救助金额（元）|临时救助户次", "高资街道|30000|", "辛丰镇|45|"),
        ("单位|临时救助金额|计量单位", "高资街道|30000|元", "辛丰镇|45|元"),
    ],
)
def test_yuan_is_not_taken_for_ten_thousand_yuan(lines: tuple[str, ...]) -> None:
    found = [one for one in money(sheet_of(*lines)) if one[0]]
    assert found == [("3", ""), ("0.0045", "")]


@pytest.mark.parametrize(
    "lines",
    [
        ("指标|计量单位|高资街道|辛丰镇", "临时救助金额|户|3|4"),
        ("指标|计量单位|高资街道|辛丰镇", "临时救助金额|美元|3|4"),
        ("指标|计量单位|高资街道|辛丰镇", "临时救助金额（万元）|元|3|4"),
        ("单位：千美元", "指标|高资街道|辛丰镇", "临时救助金额|3|4"),
        ("单位：元", "（万元）", "指标|高资街道|辛丰镇", "临时救助金额|3|4"),
        ("临时救助金额（户）", "单位|1月|2月", "高资街道|3|4"),
    ],
)
def test_a_unit_of_measure_that_does_not_fit_is_no_number(lines: tuple[str, ...]) -> None:
    found = money(sheet_of(*lines))
    assert [text for text, _ in found] == ["3", "4"]
    assert all(why.startswith("计量单位") for _, why in found)


def test_the_fields_own_unit_is_taken_as_it_is() -> None:
    lines = (
        "单位：元",
        "指标|计量单位|高资街道|辛丰镇",
        "临时救助金额|万元|3|4",
        "低保户数|户|5|6",
    )
    assert money(sheet_of(*lines)) == [("3", ""), ("4", ""), ("5", ""), ("6", "")]


@pytest.mark.parametrize(
    "lines",
    [
        ("2017年临时救助户次", "单位|1月|2月", "高资街道|3|4"),
        ("2017年1月各镇情况", "指标|高资街道|辛丰镇", "临时救助户次|3|4"),
        ("2017年", "单位|低保户数|临时救助户次", "高资街道|3|4"),
    ],
)
def test_another_year_in_the_title_is_refused(lines: tuple[str, ...]) -> None:
    for one in read(sheet_of(*lines)):
        assert one.refusal.startswith("表题写的是2017年，这里填的是2018年。如果是上年同期数")


def test_a_title_that_says_this_year_too_is_taken() -> None:
    lines = ("2018年与2017年对比", "单位|低保户数|临时救助户次", "高资街道|3|4")
    assert [one.refusal for one in read(sheet_of(*lines))] == ["", ""]
