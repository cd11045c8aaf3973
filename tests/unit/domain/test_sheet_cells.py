from decimal import Decimal

from sheet_cases import plan_2018, sheet_of, sheet_words, units_2018

from zjmz_desktop.domain.sheet_cells import CellRead, CellReader, number_of
from zjmz_desktop.domain.sheet_fields import register_fields
from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.domain.sheets import Place, Sheet, Span

FIELDS = {f.code: f for f in register_fields(plan_2018().register("canteen"), sheet_words())}


def read(sheet: Sheet, code: str, *, factor: str = "1") -> CellRead:
    reader = CellReader(sheet, units_2018(), within="")
    return reader.read(Place(0, 0), Use(0, code, Decimal(factor)), field=FIELDS[code])


def test_numbers_in_another_unit_are_exact() -> None:
    assert read(sheet_of("12345.1"), "funds_city", factor="0.0001").text == "1.23451"
    assert read(sheet_of("2万"), "seats", factor="10").text == "200000"
    assert read(sheet_of("约5"), "seats", factor="10").refusal.startswith("这是约数")
    assert read(sheet_of("5%"), "seats", factor="100") == CellRead("5%")


def test_a_line_is_not_zero_and_a_fault_not_a_value() -> None:
    assert "看不出是0还是没有数" in read(sheet_of("——"), "seats").refusal
    faulty = Sheet("表", (("1.2E+17",),), faults={Place(0, 0): "超过15位"})
    assert read(faulty, "seats").refusal == "超过15位"


def test_a_unit_is_read_as_its_id() -> None:
    assert read(sheet_of("高 资 镇"), "town") == CellRead(
        "321112001000", how="“高 资 镇”是高资街道的旧名"
    )


def test_merged_texts_hold_for_each_line_and_merged_numbers_for_none() -> None:
    sheet = Sheet("表", (("高资|村", "5"), ("", "")), merged=(Span(0, 0, 1, 0), Span(0, 1, 1, 1)))
    reader = CellReader(sheet, units_2018(), within="")
    village = reader.read(Place(1, 0), Use(0, "village"), field=FIELDS["village"])
    assert village == CellRead("高资|村")
    seats = reader.read(Place(1, 1), Use(1, "seats"), field=FIELDS["seats"])
    assert "合并了" in seats.refusal


def test_numbers_for_sums() -> None:
    assert number_of("１２") == 12
    assert number_of("85%") == 85
    assert number_of("不详") is None
