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
    month_named,
    read_figures,
    understand,
)
from zjmz_desktop.domain.sheet_layout import find_layout
from zjmz_desktop.domain.sheet_mapping import Asked
from zjmz_desktop.domain.sheets import Sheet

DANTU, GAOZI, BAOYAN = "321112000000", "321112001000", "321112104000"
JUNE = month(2018, 6)


def asked() -> Asked:
    fields = indicator_fields(plan_2018().indicators, sheet_words())
    return Asked(fields, sheet_words(), units_2018())


def understood(sheet: Sheet) -> FigureSheet:
    return understand(sheet, find_layout(sheet), asked=asked(), within=DANTU)


def read(sheet: Sheet) -> list[FigureRead]:
    found, reader = understood(sheet), CellReader(sheet, units_2018(), within=DANTU)
    uses = [one.use for one in found.proposals]
    fixed = Fixed(JUNE, found.field)
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
    assert [(one.period, one.text) for one in read(sheet)] == [
        (month(2018, 1), "1"),
        (month(2017, 2), "2"),
    ]


def test_months_without_an_indicator_ask() -> None:
    (first, _) = read(sheet_of("单位|1月|2月", "高资|1|2"))
    assert first.refusal == "没有说这张表是哪个指标"
