"""Tables that leave as sheets: sums, quotients and widths."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    LiveProduct,
    LiveQuotient,
    LiveSum,
    Quotient,
    SheetCell,
    SheetColumn,
    SheetTable,
    Shown,
    cell_words,
    formula_of,
    number_in,
    width_of,
    worked_out,
)
from zjmz_desktop.domain.sheets import Place

NUMBER = ColumnKind.NUMBER
COLUMNS = (
    SheetColumn("单位"),
    SheetColumn("分子", NUMBER, summed=True),
    SheetColumn("分母", NUMBER, summed=True),
    SheetColumn("率（%）", NUMBER, 1, quotient=Quotient(1, 2)),
)


def table(*rows: tuple[SheetCell, ...], decimals: tuple[tuple[int, int], ...] = ()) -> SheetTable:
    return SheetTable("表", "题", COLUMNS, rows, total="合计", total_decimals=decimals)


def numbers(row: tuple[SheetCell, ...]) -> list[Decimal | None]:
    return [number_in(cell) for cell in row]


def test_total_is_the_quotient_of_sums_not_the_mean() -> None:
    one = table(("甲", Decimal(1), Decimal(2), None), ("乙", Decimal(3), Decimal(3), None))
    found = worked_out(one)[-1]
    assert found[0] == "合计"
    assert numbers(found)[1:] == [Decimal(4), Decimal(5), Decimal(80)]  # the mean would be 75


def test_missing_is_no_zero() -> None:
    one = table(("甲", Decimal(1), Decimal(2), None), ("乙", "未报", "未报", None))
    assert worked_out(one)[1][3] is None
    assert numbers(worked_out(one)[2])[1:3] == [Decimal(1), Decimal(2)]
    nobody = table(("甲", "未报", "未报", None))
    assert numbers(worked_out(nobody)[1])[1:] == [None, None, None]


def test_a_rate_below_its_target_is_not_rounded_onto_it() -> None:
    one = table(("甲", Decimal(5496), Decimal(10000), Shown(Decimal(0), 2)), decimals=((3, 2),))
    assert [cell_words(row[3], COLUMNS[3]) for row in worked_out(one)] == ["54.96", "54.96"]
    assert cell_words(Decimal("54.96"), COLUMNS[3]) == "55.0"  # what it must not say


def test_live_cells_stand_on_one_another() -> None:
    columns = (SheetColumn("数", NUMBER), SheetColumn("数", NUMBER), SheetColumn("数", NUMBER))
    rows: tuple[tuple[SheetCell, ...], ...] = (
        (Decimal(3), Decimal(5), LiveSum(Place(0, 0), Place(0, 1))),
        (Decimal(2), "未报", LiveProduct(Place(0, 2), Place(1, 0))),
        (None, None, LiveQuotient(Place(0, 2), Place(1, 2), Decimal(100), 2)),
    )
    found = worked_out(SheetTable("表", "题", columns, rows))
    assert [number_in(row[2]) for row in found] == [Decimal(8), Decimal(16), Decimal(50)]
    assert found[2][2] == Shown(Decimal(50), 2)


def test_an_entered_number_is_never_cut() -> None:
    assert cell_words(Decimal("12.5"), COLUMNS[1]) == "12.5"
    assert cell_words(Decimal("12"), SheetColumn("万元", NUMBER, 1)) == "12.0"


@given(
    st.lists(
        st.tuples(
            st.decimals(0, 10**6, places=2, allow_nan=False),
            st.decimals(0, 10**6, places=2, allow_nan=False),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_totals_against_fractions(pairs: list[tuple[Decimal, Decimal]]) -> None:
    rows = worked_out(table(*((f"{i}", n, d, None) for i, (n, d) in enumerate(pairs))))
    found = number_in(rows[-1][3])
    n, d = sum(Fraction(n) for n, _ in pairs), sum(Fraction(d) for _, d in pairs)
    if d == 0:
        assert found is None
    else:
        assert found is not None
        assert abs(Fraction(found) - n * 100 / d) < Fraction(1, 10**12)


def test_formulas() -> None:
    below = LiveSum(Place(0, 2), Place(7, 2))
    assert formula_of(below, 4) == '=IF(COUNT(C5:C12)=0,"",SUM(C5:C12))'
    wanted = '=IF(OR(N(D5)=0,NOT(ISNUMBER(C5))),"",C5*10000/D5)'
    assert formula_of(LiveQuotient(Place(0, 2), Place(0, 3), Decimal(10_000)), 4) == wanted
    wanted = '=IF(COUNT(A1,B1)<2,"",A1*B1)'
    assert formula_of(LiveProduct(Place(0, 0), Place(0, 1)), 0) == wanted


@pytest.mark.parametrize(
    ("title", "texts", "wanted"),
    [("单位", ["高资街道"], 11), ("数", ["1"], 9), ("地址", ["长" * 90], 80)],
)
def test_widths_fit_chinese(title: str, texts: list[str], wanted: int) -> None:
    assert width_of(SheetColumn(title), texts) == wanted
