from decimal import Decimal

from zjmz_desktop.domain.sheet_fields import SheetField
from zjmz_desktop.domain.sheet_measures import SheetMeasures

MONEY = SheetField("m", "金额", frozenset(), unit="万元")


def test_what_stands_beside_a_number_goes_before_the_title() -> None:
    said = SheetMeasures(["单位：元"], {})
    assert said.times(1, MONEY).factor == Decimal("0.0001")
    assert said.times(1, MONEY, beside="万元").factor == 1
    assert said.times(1, MONEY, beside="户").refusal.startswith("计量单位写的是“户”")
